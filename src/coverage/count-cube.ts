import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, type SqlSession } from '../kernel/sql.ts'
import {
  askedColumns,
  type CellExpressions,
  type CellRecord,
  cellColumns,
  cellFilter,
  filterValues,
} from './cell-columns.ts'
import type { CoverageDimension } from './coverage-row.ts'
import {
  askedAreas,
  askedDays,
  COMBINATIONS,
  type CubeColumns,
  cubeSpans,
  cubeSpansOfAll,
  signedNumbers,
  TOTALS,
} from './cube-spans.ts'
import { type AnsweredSplit, splitFor } from './cube-split.ts'
import type { CountedArea } from './placement.ts'
import { dimensionsAsked, hasTotalsOnly, isByCard, type Question } from './question.ts'

/** Of so many areas it costs less to read all areas of a day side by side than to look for each. */
const MANY_AREAS = 1_000

/** Whether the cube is read for these areas side by side. */
export function isReadByDay(areas: readonly CountedArea[]): boolean {
  return areas.length >= MANY_AREAS && !areas.some(hasTotalsOnly)
}

/** From which side the cube is read, and for how many days. */
interface Places {
  readonly isByDay: boolean
  readonly days: number
}

interface CountsAsked extends Places {
  readonly columns: CubeColumns
  /** SQL: sums over the columns. */
  readonly sums: string
}

/** SQL: for every area of $1 on every day of $2 the sums, as `asked.area_id`, `asked.day`, `asked.day_number` and the sums' names. */
function countsFrom({ isByDay, days, columns, sums }: CountsAsked): string {
  if (!isByDay) {
    return `(
    select asked.area_id, asked.day, asked.day_number, count.*
    from ${askedAreas(days)} cross join lateral (select ${sums} from (
    ${cubeSpans(columns)}
    ) change) count
    ) asked`
  }
  return `(
    select count.*, asked.day, asked.day_number
    from ${askedDays(days)} cross join lateral (
      select * from unnest($1::int[]) with ordinality a(area_id, place) left join (select area_id, ${sums} from (
    ${cubeSpansOfAll(columns)}
      ) change group by area_id) found using (area_id)
    ) count
    ) asked`
}

const TOTAL_SUMS = { columns: TOTALS, sums: 'sum(n_all)::int as population, sum(n_cov)::int as covered' }

/** SQL: whether the register knew the area by the day. */
const IS_KNOWN = `(coalesce(population, 0) > 0 or exists (
        select from coverage_cube cube
        where cube.area_id = asked.area_id and span = 2 and bucket <= asked.day_number and n_all <> 0
      ))`

/** Residents and covered residents of every area on every day, from the cube's totals, and whether the register knew it: one statement. */
export function countTotals(
  em: SqlSession,
  areas: readonly CountedArea[],
  days: readonly PlainDate[],
): Promise<CellRecord[]> {
  return prepared<CellRecord>(
    em,
    `select asked.area_id, asked.day::text as day, coalesce(population, 0) as population, coalesce(covered, 0) as covered,
      ${IS_KNOWN} as known
    from ${countsFrom({ isByDay: isReadByDay(areas), days: days.length, ...TOTAL_SUMS })}`,
    [areas.map(({ areaId }) => areaId), days],
  )
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
      select asked.area_id, place, coalesce(covered, 0)::float8 / nullif(population, 0) as rate
      from ${countsFrom({ isByDay: true, days: 1, ...TOTAL_SUMS })} where ${IS_KNOWN}
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
 * Residents and covered residents of every area on every day, cell by cell, from kept sums or from combinations: one statement. Of
 * areas below the commune the cube has no cells.
 */
export function countCombinations(
  em: SqlSession,
  areaIds: readonly number[],
  days: readonly PlainDate[],
  question: Pick<Question, 'by' | 'where'>,
): Promise<CellRecord[]> {
  const split = splitFor(dimensionsAsked(question))
  const places = { isByDay: areaIds.length >= MANY_AREAS, days: days.length }
  const sql = split === null ? combinationsSql(places, question) : splitSql(places, question, split)
  return prepared<CellRecord>(em, sql, [areaIds, days, ...filterValues(question)])
}

/** SQL: an answer by one dimension. */
function splitSql(places: Places, { by }: Pick<Question, 'by'>, { dimension, values }: AnsweredSplit): string {
  const columns = values.flatMap(({ population, covered }) => (population === null ? [covered] : [population, covered]))
  const sums = columns.map((column) => `sum(${column})::int as ${column}`).join(', ')
  const parts = values.map(({ value, population, covered }) => `(${value}, ${population ?? covered}, ${covered})`)
  const cell = splitCell(dimension)
  return `select asked.area_id, asked.day::text as day, ${askedColumns(by, cell)}part.population,
      coalesce(part.covered, 0) as covered
    from ${countsFrom({ ...places, columns: signedNumbers(columns), sums })}
    cross join lateral (values ${parts.join(', ')}) part(value, population, covered)
    where part.population <> 0 and ${cellFilter(cell)}`
}

/** Of a split one dimension has a value; the others are nobody's. */
function splitCell(dimension: CoverageDimension): CellExpressions {
  const of = (own: CoverageDimension, none: string, value = 'part.value') => (dimension === own ? value : none)
  return {
    code: 'null::text',
    group: of('PARTICIPANT_GROUP', 'null::int', 'nullif(part.value, 0)'),
    householdClass: of('HOUSEHOLD_CLASS', 'null::int'),
    sex: of('SEX', 'null::int'),
    ageBand: of('AGE_BAND', 'null::int', 'nullif(part.value, 0)'),
  }
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
function combinationsSql(places: Places, question: Pick<Question, 'by' | 'where'>): string {
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
function changesFrom({ isByDay, days }: Places, part: string): string {
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
