import DataLoader from 'dataloader'
import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, type SqlSession } from '../kernel/sql.ts'
import { askedAreas, askedDays, cubeSpans, cubeSpansOfAll, signedNumbers } from './cube-spans.ts'

/** From which side the cube is read, and for how many days. */
export interface CubeSide {
  /** Whether all areas of a day are read side by side, instead of area by area. */
  readonly isByDay: boolean
  readonly days: number
}

/** Areas and days of which columns of the cube are to be added up. */
export interface SumsWanted {
  readonly areaIds: readonly number[]
  readonly days: readonly PlainDate[]
  readonly isByDay: boolean
  readonly columns: readonly string[]
  /** Whether to tell if the register knew the area by the day; `n_all` is among the columns then. */
  readonly withKnown: boolean
}

/** The sums of an area on a day; null where nothing ever changed. */
export interface CubeSums {
  readonly area_id: number
  readonly day: PlainDate
  readonly known?: boolean
  readonly [column: string]: unknown
}

export function sumOf(sums: CubeSums, column: string): number {
  return Number(sums[column] ?? 0)
}

/** Everybody, and everybody covered. */
export const TOTAL_COLUMNS = ['n_all', 'n_cov'] as const

/**
 * The sums of the columns for every area on every day. What the parts of one question want at the same time is read together
 * (`merged`), so that an area with its classes, its groups and its year costs few statements.
 */
export async function readSums(session: SqlSession, wanted: SumsWanted): Promise<readonly CubeSums[]> {
  if (wanted.areaIds.length === 0) return []
  const known = readers.get(session)
  const reader = known ?? readerOf(session)
  if (known === undefined) readers.set(session, reader)
  return reader.load(wanted)
}

type Reader = DataLoader<SumsWanted, readonly CubeSums[]>

const readers = new WeakMap<SqlSession, Reader>()

function readerOf(session: SqlSession): Reader {
  return new DataLoader(async (asked) => readTogether(session, asked), {
    cache: false,
    // Once everybody has asked who can without waiting for the database.
    batchScheduleFn: (read) => setImmediate(read),
  })
}

async function readTogether(session: SqlSession, asked: readonly SumsWanted[]): Promise<(readonly CubeSums[])[]> {
  const reads = merged(asked)
  const found = await Promise.all(reads.map(({ wanted }) => selectSums(session, wanted)))
  return asked.map((one) => {
    const at = reads.findIndex(({ askers }) => askers.includes(one))
    const sums = found[at] ?? []
    if (reads[at]?.wanted.days.length === one.days.length) return sums
    const days = new Set(one.days)
    return sums.filter(({ day }) => days.has(day))
  })
}

/** What is read at once, and for whom. */
interface Read {
  readonly wanted: SumsWanted
  readonly askers: readonly SumsWanted[]
}

/** Of the same areas: the same columns on all the days, then on the same days all the columns. */
function merged(asked: readonly SumsWanted[]): readonly Read[] {
  const each = asked.map((wanted) => ({ wanted, askers: [wanted] }))
  return joined(joined(each, 'columns'), 'days')
}

function joined(reads: readonly Read[], same: 'columns' | 'days'): readonly Read[] {
  if (reads.length < 2) return reads
  const into: Read[] = []
  for (const read of reads) {
    const at = into.findIndex(
      ({ wanted }) => isSame(wanted.areaIds, read.wanted.areaIds) && isSame(wanted[same], read.wanted[same]),
    )
    const known = into[at]
    if (known === undefined) into.push(read)
    else into[at] = { wanted: both(known.wanted, read.wanted), askers: [...known.askers, ...read.askers] }
  }
  return into
}

function both(one: SumsWanted, other: SumsWanted): SumsWanted {
  return {
    ...one,
    days: [...new Set([...one.days, ...other.days])],
    columns: [...new Set([...one.columns, ...other.columns])],
    withKnown: one.withKnown || other.withKnown,
  }
}

function isSame<Value>(values: readonly Value[], others: readonly Value[]): boolean {
  return values === others || (values.length === others.length && values.every((value, at) => value === others[at]))
}

/** One statement. */
function selectSums(session: SqlSession, wanted: SumsWanted): Promise<CubeSums[]> {
  const { areaIds, days, isByDay, columns, withKnown } = wanted
  const known = withKnown ? `, ${isKnown('asked.n_all')} as known` : ''
  return prepared<CubeSums>(
    session,
    `select asked.area_id, asked.day::text as day, ${columns.map((column) => `asked.${column}`).join(', ')}${known}
    from ${sumsFrom({ isByDay, days: days.length }, columns)}`,
    [areaIds, days],
  )
}

/** SQL: for every area of $1 on every day of $2 the sums of the columns, as `asked.area_id`, `asked.day`, `asked.day_number` and the columns' names. */
export function sumsFrom({ isByDay, days }: CubeSide, columns: readonly string[]): string {
  const signed = signedNumbers(columns)
  const sums = columns.map((column) => `sum(${column})::int as ${column}`).join(', ')
  if (!isByDay) {
    return `(
    select asked.area_id, asked.day, asked.day_number, count.*
    from ${askedAreas(days)} cross join lateral (select ${sums} from (
    ${cubeSpans(signed)}
    ) change) count
    ) asked`
  }
  return `(
    select count.*, asked.day, asked.day_number
    from ${askedDays(days)} cross join lateral (
      select * from unnest($1::int[]) with ordinality a(area_id, place) left join (select area_id, ${sums} from (
    ${cubeSpansOfAll(signed)}
      ) change group by area_id) found using (area_id)
    ) count
    ) asked`
}

/** SQL: whether the register knew `asked.area_id` by `asked.day`, of which so many are the residents. */
export function isKnown(residents: string): string {
  return `(coalesce(${residents}, 0) > 0 or exists (
        select from coverage_cube cube
        where cube.area_id = asked.area_id and span = 2 and bucket <= asked.day_number and n_all <> 0
      ))`
}
