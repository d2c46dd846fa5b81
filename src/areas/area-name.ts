import { clean, matchKey, plainKey } from '../kernel/vietnamese-text.ts'
import type { AreaLevel } from './area-level.ts'

/** A place name taken apart: `thị trấn  Bố Hạ` → Thị trấn, COMMUNE, `Bố Hạ`. */
export interface AreaName {
  /** Xã, Huyện, Ấp …, in the usual capitals; empty when the text names no kind of unit. */
  readonly unitType: string
  /** Null when the text does not say, or says `Thành phố`, which is a province in one place and a district in another. */
  readonly level: AreaLevel | null
  /** The bare name as received: `Xuân Hưng`, `3`. */
  readonly name: string
  /** `matchKey` of the bare name; a number has no leading zeros (Phường 01 is Phường 1). */
  readonly key: string
  readonly plain: string
}

interface UnitWord {
  readonly unitType: string
  readonly level: AreaLevel | null
  /** Levels that the word can stand for. */
  readonly levels: readonly AreaLevel[]
}

function unit(unitType: string, level: AreaLevel): UnitWord {
  return { unitType, level, levels: [level] }
}

const CITY: UnitWord = { unitType: 'Thành phố', level: null, levels: ['PROVINCE', 'DISTRICT'] }
const HAMLET_WORDS = [
  'Thôn',
  'Ấp',
  'Bản',
  'Khu phố',
  'Tổ dân phố',
  'Khóm',
  'Xóm',
  'Buôn',
  'Làng',
  'Khối phố',
  'Khối',
  'Sóc',
  'Tiểu khu',
  'Khu dân cư',
  'Khu vực',
  'Khu',
]

/** Kinds of units by `matchKey` of the word, abbreviations of official lists included. */
const UNIT_WORDS: ReadonlyMap<string, UnitWord> = new Map<string, UnitWord>([
  ['tỉnh', unit('Tỉnh', 'PROVINCE')],
  ['thành phố', CITY],
  ['tp', CITY],
  ['t p', CITY],
  ['huyện', unit('Huyện', 'DISTRICT')],
  ['quận', unit('Quận', 'DISTRICT')],
  ['thị xã', unit('Thị xã', 'DISTRICT')],
  ['tx', unit('Thị xã', 'DISTRICT')],
  ['xã', unit('Xã', 'COMMUNE')],
  ['phường', unit('Phường', 'COMMUNE')],
  ['thị trấn', unit('Thị trấn', 'COMMUNE')],
  ['tt', unit('Thị trấn', 'COMMUNE')],
  ['đặc khu', unit('Đặc khu', 'COMMUNE')],
  ...HAMLET_WORDS.map((word) => [matchKey(word), unit(word, 'HAMLET')] as const),
  ['kp', unit('Khu phố', 'HAMLET')],
  ['tdp', unit('Tổ dân phố', 'HAMLET')],
  ['kdc', unit('Khu dân cư', 'HAMLET')],
  ['tổ nhân dân', unit('Tổ nhân dân', 'RESIDENT_GROUP')],
  ['tnd', unit('Tổ nhân dân', 'RESIDENT_GROUP')],
  ['tổ', unit('Tổ', 'RESIDENT_GROUP')],
])

/** Longest first, so that `Thị xã` is not read as the commune `Xã`. A number may follow a word at once: `KP3`. */
const UNIT_START = new RegExp(
  `^(${[...UNIT_WORDS.keys()]
    .sort((a, b) => b.length - a.length)
    .map((key) => key.split(' ').join('[\\s.]*\\s*'))
    .join('|')})(?:[\\s.:\\-–]+(?=\\S)|(?=\\d))`,
  'iu',
)

/** A kind that was typed without its accents is only taken for one where a number follows: Ap 3, Khu pho 02, To so 5. */
const PLAIN_UNIT_START = new RegExp(
  `^(${[...UNIT_WORDS.keys()]
    .map(plainKey)
    .sort((a, b) => b.length - a.length)
    .map((plain) => plain.split(' ').join('\\s+'))
    .join('|')})[\\s.:\\-–]*(?=(?:so\\s+)?\\d)`,
  'i',
)
/** `Khu pho Trung` is no khu called Phố Trung. */
const LONGER_KIND = /^khu\s+(?:pho|dan\s+cu|vuc)\s/i
const WORDS_BY_PLAIN: ReadonlyMap<string, UnitWord> = new Map(
  [...UNIT_WORDS].map(([key, word]) => [plainKey(key), word]),
)

const LEADING_ZEROS = /(?<![\p{L}\p{N}])0+(?=\d)/gu

const NUMBER_WORD = /^s[ốo] (?=\d)/

/** `matchKey` of a bare place name; numbers without leading zeros and without “số”: `Tổ số 02` is `Tổ 2`. */
export function areaKey(name: string): string {
  return matchKey(name).replace(NUMBER_WORD, '').replace(LEADING_ZEROS, '')
}

/**
 * Takes a place name apart. With `levels`, only words that can mean one of these levels are split off: in a column of
 * communes `Bản Qua` is the commune of that name, not a hamlet called `Qua`.
 */
export function splitAreaName(text: string, levels?: readonly AreaLevel[]): AreaName {
  const whole = clean(text)
  const start = PLAIN_UNIT_START.exec(whole) ?? (LONGER_KIND.test(whole) ? null : UNIT_START.exec(whole))
  const word = start?.[1] === undefined ? undefined : wordOf(start[1])
  const known = word !== undefined && (levels === undefined || word.levels.some((level) => levels.includes(level)))
  const name = known && start ? clean(whole.slice(start[0].length)) : whole
  const key = areaKey(name)
  return {
    unitType: known ? word.unitType : '',
    level: levelOf(known ? word : undefined, levels),
    name,
    key,
    plain: plainKey(key),
  }
}

function wordOf(text: string): UnitWord | undefined {
  return UNIT_WORDS.get(matchKey(text)) ?? WORDS_BY_PLAIN.get(plainKey(text))
}

/** A kind of unit as people type it who type no accents. */
export interface PlainKind {
  /** `xa`, `thi tran`. */
  readonly word: string
  readonly unitType: string
  readonly level: AreaLevel
}

/**
 * The kinds whose words lose accents when they are typed without, each with every level that it can stand for. They are not
 * split from names (Xa Bang is xã Xà Bang, and nobody can tell by the text): whoever knows the areas tries with and without.
 */
export function kindsWithoutAccents(): readonly PlainKind[] {
  return [...UNIT_WORDS].flatMap(([key, { unitType, levels }]) => {
    const word = plainKey(key)
    return word === key ? [] : levels.map((level) => ({ word, unitType, level }))
  })
}

function levelOf(word: UnitWord | undefined, levels: readonly AreaLevel[] | undefined): AreaLevel | null {
  if (word === undefined) return null
  if (word.level !== null || levels === undefined) return word.level
  const possible = word.levels.filter((level) => levels.includes(level))
  return possible.length === 1 ? (possible[0] ?? null) : null
}
