import { splitAreaName } from '../../../src/areas/area-name.ts'
import { plainKey } from '../../../src/kernel/vietnamese-text.ts'

/** What a row says of the old unit: KEPT stays as it is, PEOPLE gives all its people and a part of its land. */
export type StatedRelation = 'WHOLE' | 'PART' | 'KEPT' | 'LAND_ONLY' | 'PEOPLE' | 'RENAMED'

/** Tried in this order on the text without accents; “Nhâp một phần” is as good as “Nhập một phần”. */
const RELATIONS: readonly (readonly [RegExp, StatedRelation])[] = [
  [/giu nguyen|khong sap xep|khong sap nhap/, 'KEPT'],
  [/doi ten|chuyen thanh/, 'RENAMED'],
  [/mot phan.*toan bo dan so|toan bo dan so.*mot phan/, 'PEOPLE'],
  [/mot phan.*dan so|dan so.*mot phan/, 'PART'],
  [/mot phan dien tich|phan dien tich|dien tich con lai/, 'LAND_ONLY'],
  [/mot phan|phan con lai/, 'PART'],
  [/toan bo|nhap nguyen trang/, 'WHOLE'],
]

/** The relation that a cell states; null for words that state none. */
export function relationOf(text: string): StatedRelation | null {
  const plain = plainKey(text)
  return RELATIONS.find(([words]) => words.test(plain))?.[1] ?? null
}

const YES = /^(?:true|1|x|có)$/i
const NO = /^(?:false|0|không)$/i

/** A yes or a no of the technical export; null for anything else. */
export function truthOf(text: string | null): boolean | null {
  if (text === null) return null
  return YES.test(text) ? true : NO.test(text) ? false : null
}

/** `12,5` and `12.5` square kilometres; null for what is no size. A dot before three digits is a thousand: `1.234,5`. */
export function squareKilometres(text: string | null): number | null {
  if (text === null) return null
  const plain = /^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(text) ? text.replaceAll('.', '') : text
  return /^\d+(?:[.,]\d+)?$/.test(plain) ? Number(plain.replace(',', '.')) : null
}

/** The keys of the hamlets that a cell names, `Ấp 1, 2 và Suối Cát` → `1|2|suối cát`; null for none. */
export function hamletKeysOf(text: string | null): string | null {
  const names = (text ?? '').split(/[,;\n]|\s+và\s+/iu).map((name) => splitAreaName(name, ['HAMLET']).key)
  const keys = [...new Set(names)].filter((key) => key !== '')
  return keys.length === 0 ? null : keys.join('|')
}

/** District codes of three digits; an export that took them for numbers writes `1` or `215.0`. */
export function districtCodeOf(text: string | null): string | null {
  const digits = /^(\d{1,3})(?:\.0)?$/.exec(text ?? '')?.[1]
  return digits === undefined ? null : digits.padStart(3, '0')
}
