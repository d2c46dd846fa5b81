import type { Actor } from '../access/actor.ts'
import type { AreaRow } from '../areas/area.store.ts'
import type { AreaLevel } from '../areas/area-level.ts'
import { BadRequest, cutPage, decodeCursor, type Page, type PageRequest, pageSize } from '../kernel/page.ts'
import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import type { SqlSession } from '../kernel/sql.ts'
import { areasAsked } from './areas-asked.ts'
import { questionOf, unitsById } from './coverage.store.ts'
import type { Basis, CoverageDimension, CoverageRow, CoverageWhere } from './coverage-row.ts'
import { type CoverageParts, ownUnit, type RelativeDay } from './question.ts'
import { readSeries } from './series.ts'
import { type Interval, periodEnds } from './trend-days.ts'

/** The most areas × days that one answer has. */
export const MOST_POINTS = 20_000

export interface TrendsWanted {
  /** An area's code on the day of the borders, without one on the day before `until`; the country when left out. */
  readonly within?: string | null
  /** The level of the areas; the one below `within` when left out. */
  readonly level?: AreaLevel | null
  readonly from: PlainDate
  readonly until: PlainDate
  readonly every: Interval
  /** The day whose borders all days are told on; each day's own when left out. */
  readonly borders?: PlainDate | null
  readonly by?: readonly CoverageDimension[] | null
  readonly where?: CoverageWhere | null
  readonly basis?: Basis | null
  readonly compareTo?: PlainDate | RelativeDay | null
  /** What of the rows will be read; everything when left out. */
  readonly parts?: CoverageParts
}

/** The series of areas that are known by id. */
export interface TrendWanted {
  readonly from: PlainDate
  readonly until: PlainDate
  readonly every: Interval
  readonly basis?: Basis | null
  /** The day whose borders all days are told on; each day's own when left out. */
  readonly borders?: PlainDate | null
  /** What of the rows will be read; everything when left out. */
  readonly parts?: CoverageParts
}

/** An area's rows on the days of the series, by day and then by cell; days of which nothing is known are left out. */
export interface Trend {
  readonly area: AreaRow
  readonly rows: readonly CoverageRow[]
}

/**
 * The areas of a level as they stand at the end of the series, each with its rows on the last days of the periods that end in
 * [from, until), as long as it stood; or as they stand on the day of the borders, with all days carried over. The number of
 * statements depends on neither. Throws `BadRequest`: `too-many-days`, `too-many-points`,
 * `area-unknown-on-day`, `reported-has-no-dimensions`.
 */
export async function coverageTrends(actor: Actor, em: SqlSession, wanted: TrendsWanted): Promise<Trend[]> {
  return trendsOf(actor, em, wanted, await areasOf(actor, em, wanted))
}

/** A page of the same areas, by code: only its own are counted. Throws too what a page is refused for. */
export async function coverageTrendsPage(
  actor: Actor,
  em: SqlSession,
  wanted: TrendsWanted & PageRequest,
): Promise<Page<Trend>> {
  const first = pageSize(wanted)
  const areas = await areasOf(actor, em, wanted)
  const [after] = decodeCursor(wanted.after, ['TEXT']) ?? [null]
  const rest = after === null ? areas : areas.filter(({ code }) => code > String(after))
  const trends = await trendsOf(actor, em, wanted, rest.slice(0, first))
  const page = cutPage(trends, first, areas.length, ({ area }) => [area.code])
  return { ...page, hasNextPage: rest.length > first }
}

async function areasOf(actor: Actor, em: SqlSession, wanted: TrendsWanted): Promise<readonly AreaRow[]> {
  const { within, level, until, borders } = wanted
  return (await areasAsked(actor, em, { within, level, on: borders ?? addDays(until, -1) })).areas
}

async function trendsOf(
  actor: Actor,
  em: SqlSession,
  wanted: TrendsWanted,
  areas: readonly AreaRow[],
): Promise<Trend[]> {
  const days = periodEnds(wanted.from, wanted.until, wanted.every)
  if (areas.length * days.length > MOST_POINTS) {
    throw new BadRequest(
      'too-many-points',
      `${areas.length} areas on ${days.length} days are more than ${MOST_POINTS} points: ask for fewer areas or a longer step`,
      { points: areas.length * days.length, limit: MOST_POINTS },
    )
  }
  const seriesOf = await readSeries(em, areas.map(ownUnit), days, questionOf(actor, wanted))
  return areas.map((area) => ({ area, rows: seriesOf(ownUnit(area)) }))
}

/** The rows of each area on the last days of the periods that end in [from, until), by area id; days of which nothing is known are left out. */
export async function areaTrend(
  actor: Actor,
  em: SqlSession,
  areaIds: readonly number[],
  wanted: TrendWanted,
): Promise<Map<number, CoverageRow[]>> {
  const days = periodEnds(wanted.from, wanted.until, wanted.every)
  const question = questionOf(actor, wanted)
  const units = await unitsById(actor, em, areaIds, question.borders ? [question.borders] : days)
  const seriesOf = await readSeries(em, units, days, question)
  return new Map(units.map((unit) => [unit.area.areaId, seriesOf(unit)] as const))
}
