import pg from 'pg'

const { builtins, getTypeParser } = pg.types
const INT8_ARRAY = 1016
const NUMERIC_ARRAY = 1231
const DATE_ARRAY = 1182

type ParseText = (text: string) => unknown

const TEXT_ARRAY: number = 1009
const parseTextArray: (text: string) => (string | null)[] = getTypeParser(TEXT_ARRAY, 'text')

/**
 * How PostgreSQL's values become JavaScript's where the driver's own answer would not do: a day stays the text
 * `YYYY-MM-DD` (or `infinity`; a `Date` would move it by the time zone), counts and numerics are numbers. A count beyond
 * 2^53 - 1 throws rather than lose its last digits. Timestamps stay the driver's `Date`.
 */
export const valueParsers: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (format === 'binary' ? undefined : parsers.get(oid)) ?? getTypeParser(oid, format),
}

const parsers = new Map<number, ParseText>([
  [builtins.DATE, (text) => text],
  [builtins.INT8, safeInteger],
  [builtins.NUMERIC, Number],
  [DATE_ARRAY, parseTextArray],
  [INT8_ARRAY, (text) => parseTextArray(text).map((item) => (item === null ? null : safeInteger(item)))],
  [NUMERIC_ARRAY, (text) => parseTextArray(text).map((item) => (item === null ? null : Number(item)))],
])

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond the largest count a number can hold`)
  return value
}
