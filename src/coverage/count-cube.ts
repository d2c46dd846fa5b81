import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, type SqlSession } from '../kernel/sql.ts'
import {
  type CellExpressions,
  type CellRecord,
  cellColumns,
  cellFilter,
  columnOf,
  filterValues,
} from './cell-columns.ts'
import { askedAreas, askedDays, COMBINATIONS, cubeSpans, cubeSpansOfAll } from './cube-spans.ts'
import { type AnsweredSplit, splitFor } from './cube-split.ts'
import { type CubeSide, isKnown, readSums, type SumsWanted, sumOf, sumsFrom, TOTAL_COLUMNS } from './cube-sums.ts'
import type { CountedArea } from './placement.ts'
import { dimensionsAsked, hasTotalsOnly, isByCard, type Question } from './question.ts'

/** Of so many areas it costs less to read all areas of a day side by side than to look for each. */
const MANY_AREAS = 1_000

/** Whether the cube is read for these areas side by side. */
export function isReadByDay(areas: readonly CountedArea[]): boolean {
  return areas.length >= MANY_AREAS && !areas.some(hasTotalsOnly)
}

/**
 * Residents and covered residents of every area on every day, from the cube's totals, and whether the register knew it: at most one
 * statement.
 */
export async function countTotals(
  em: SqlSession,
  areas: readonly CountedArea[],
  days: readonly PlainDate[],
): Promise<CellRecord[]> {
  const areaIds = areas.map(({ areaId }) => areaId)
  const isByDay = isReadByDay(areas)
  const found = await readSums(em, { areaIds, days, isByDay, columns: TOTAL_COLUMNS, withKnown: true })
  return found.map((sums) => ({
    ...{ area_id: sums.area_id, day: sums.day, known: sums.known ?? false },
    ...{ population: sumOf(sums, 'n_all'), covered: sumOf(sums, 'n_cov') },
  }))
}

/** Which areas come first by their coverage rate. */
export interface FirstByRate {
  readonly day: PlainDate
  readonly highestFirst: boolean
  readonly limit: number
  /** The rate of the area behind which to begin; null for one without a rate. Undefined begins with the first. */
  readonly after?: number | null
  /** How many of the areas stand before those that come behind an equal rate. */
  readonly passed: number
}

/**
 * Of many areas that the register knows, the first by coverage rate; equals in the order in which they are given, and those of
 * whom nobody has a rate last. One statement, which reads the cube side by side (`isReadByDay`).
 */
export async function firstByRate(
  em: SqlSession,
  areaIds: readonly number[],
  { day, highestFirst, limit, after, passed }: FirstByRate,
): Promise<number[]> {
  const found = await prepared<{ area_id: number }>(
    em,
    `select area_id from (
      select asked.area_id, place, coalesce(n_cov, 0)::float8 / nullif(n_all, 0) as rate
      from ${sumsFrom({ isByDay: true, days: 1 }, TOTAL_COLUMNS)} where ${isKnown('n_all')}
    ) known
    where $3::boolean or place > $5 and rate is not distinct from $4::float8
      or rate ${highestFirst ? '<' : '>'} $4::float8 or rate is null and $4::float8 is not null
    order by rate ${highestFirst ? 'desc' : 'asc'} nulls last, place
    limit $6`,
    [areaIds, [day], after === undefined, after ?? null, passed, limit],
  )
  return found.map(({ area_id }) => area_id)
}

/**
 * Residents and covered residents of every area on every day, cell by cell, from kept sums or from combinations: at most one statement.
 * Of areas below the commune the cube has no cells.
 */
export function countCombinations(
  em: SqlSession,
  areaIds: readonly number[],
  days: readonly PlainDate[],
  question: Pick<Question, 'by' | 'where'>,
): Promise<CellRecord[]> {
  const split = splitFor(dimensionsAsked(question))
  const isByDay = areaIds.length >= MANY_AREAS
  if (split !== null) return countSplit(em, { areaIds, days, isByDay }, question, split)
  const sql = combinationsSql({ isByDay, days: days.length }, question)
  return prepared<CellRecord>(em, sql, [areaIds, days, ...filterValues(question)])
}

/** An answer by one dimension; value 0, “not known”, is let through by no filter. */
async function countSplit(
  em: SqlSession,
  places: Pick<SumsWanted, 'areaIds' | 'days' | 'isByDay'>,
  question: Pick<Question, 'by' | 'where'>,
  { dimension, values }: AnsweredSplit,
): Promise<CellRecord[]> {
  const { name, chosen } = columnOf(dimension, question)
  const parts = chosen === null ? values : values.filter(({ value }) => chosen.includes(value))
  const columns = parts.flatMap(({ population, covered }) => (population === null ? [covered] : [population, covered]))
  const found = await readSums(em, { ...places, columns, withKnown: false })
  const isTold = question.by.includes(dimension)
  return found.flatMap((sums) =>
    parts.flatMap(({ value, population: all, covered }) => {
      const population = sumOf(sums, all ?? covered)
      if (population === 0) return []
      const counted = { area_id: sums.area_id, day: sums.day, population, covered: sumOf(sums, covered) }
      return [isTold ? { ...counted, [name]: value } : counted]
    }),
  )
}

/** A combination is ((code_no * 5 + household_class) * 3 + sex) * 6 + age_band; code_no 0 is “not covered”. */
const CUBE_CELL: CellExpressions = {
  code: 'pc.code',
  group: 'pc.participant_group',
  householdClass: '(x.combo / 18 % 5)',
  sex: '(x.combo / 6 % 3)',
  ageBand: 'nullif(x.combo % 6, 0)',
}

/** SQL: an answer by several dimensions, or by code. */
function combinationsSql(places: CubeSide, question: Pick<Question, 'by' | 'where'>): string {
  const byCard = isByCard(question)
  const codes = byCard
    ? 'left join participant_code pc on pc.code_no = x.combo / 90'
    : `cross join (select ${NO_CODE}) pc`
  return `select x.area_id, x.day::text as day, ${cellColumns(question.by, CUBE_CELL)},
      sum(x.delta)::int as population, coalesce(sum(x.delta) filter (where x.combo >= 90), 0)::int as covered
    from ${changesFrom(places, askedPart(question))} x
    ${codes}
    where ${byCard ? 'x.combo >= 90' : 'true'} and ${cellFilter(CUBE_CELL)}
    group by x.area_id, x.day, 3, 4, 5, 6, 7
    having sum(x.delta) <> 0`
}

const NO_CODE = 'null::text as code, null::int as participant_group'

/** SQL: for every area of $1 and day of $2 the `delta` of each `part` of a combination, as `combo`. */
function changesFrom({ isByDay, days }: CubeSide, part: string): string {
  if (!isByDay) {
    return `(
    select asked.area_id, asked.day, count.* from ${askedAreas(days)} cross join lateral (
      select ${part} as combo, sum(delta * sign)::int as delta
      from (select unnest(combos) as combo, unnest(deltas) as delta, sign from (
    ${cubeSpans(COMBINATIONS)}
      ) change) part group by 1
    ) count
    )`
  }
  // Without the fence each area would be looked for by itself again.
  return `(
    select count.*, asked.day from ${askedDays(days)} cross join lateral (
      select area_id, ${part} as combo, sum(delta * sign)::int as delta
      from (select area_id, unnest(combos) as combo, unnest(deltas) as delta, sign from (
    ${cubeSpansOfAll(COMBINATIONS)}
      offset 0) change where area_id in (select unnest($1::int[]))) part group by 1, 2
    ) count
    )`
}

/**
 * SQL: a combination without what the question does not tell apart, so that a few sums are left of hundreds of changes before
 * anything is joined to them. Whoever is covered stays so.
 */
function askedPart(question: Pick<Question, 'by' | 'where'>): string {
  const asked = dimensionsAsked(question)
  const parts = [
    isByCard(question) ? 'combo / 90 * 90' : 'case when combo >= 90 then 90 else 0 end',
    asked.has('HOUSEHOLD_CLASS') ? 'combo / 18 % 5 * 18' : null,
    asked.has('SEX') ? 'combo / 6 % 3 * 6' : null,
    asked.has('AGE_BAND') ? 'combo % 6' : null,
  ]
  return parts.filter((part) => part !== null).join(' + ')
}

/** The first day on which anybody resided in each area, for areas that ever had a resident. */
export async function firstResidentDays(em: SqlSession, areaIds: readonly number[]): Promise<Map<number, PlainDate>> {
  if (areaIds.length === 0) return new Map()
  const found = await prepared<{ area_id: number; day: string }>(
    em,
    `select a.area_id, (date '1970-01-01' + c.bucket)::text as day
    from unnest($1::int[]) a(area_id)
    cross join lateral (
      select bucket from coverage_cube where area_id = a.area_id and span = 2 and n_all <> 0 order by bucket limit 1
    ) c`,
    [areaIds],
  )
  return new Map(found.map((row) => [row.area_id, row.day]))
}
