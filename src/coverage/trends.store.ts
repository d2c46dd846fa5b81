import type { Actor } from '../access/actor.ts'
import type { AreaRow } from '../areas/area.store.ts'
import type { AreaLevel } from '../areas/area-level.ts'
import { BadRequest } from '../kernel/page.ts'
import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import type { SqlSession } from '../kernel/sql.ts'
import { areasAsked } from './areas-asked.ts'
import { questionOf } from './coverage.store.ts'
import type { Basis, CoverageDimension, CoverageRow, CoverageWhere } from './coverage-row.ts'
import { readFactsByMap } from './facts.ts'
import { ownUnit, type RelativeDay } from './question.ts'
import { seriesOf } from './rows.ts'
import { type Interval, periodEnds } from './trend-days.ts'

/** The most areas × days that one answer has. */
export const MOST_POINTS = 20_000

export interface TrendsWanted {
  /** An area's code on the day before `until`; the country when left out. */
  readonly within?: string | null
  /** The level of the areas; the one below `within` when left out. */
  readonly level?: AreaLevel | null
  readonly from: PlainDate
  readonly until: PlainDate
  readonly every: Interval
  readonly by?: readonly CoverageDimension[] | null
  readonly where?: CoverageWhere | null
  readonly basis?: Basis | null
  readonly compareTo?: PlainDate | RelativeDay | null
}

/** An area's rows on the days of the series, by day and then by cell; days of which nothing is known are left out. */
export interface Trend {
  readonly area: AreaRow
  readonly rows: readonly CoverageRow[]
}

/**
 * The areas of a level as they stand at the end of the series, each with its rows on the last days of the periods that end in
 * [from, until). The number of statements depends on neither. Throws `BadRequest`: `too-many-days`, `too-many-points`,
 * `area-unknown-on-day`, `reported-has-no-dimensions`.
 */
export async function coverageTrends(actor: Actor, em: SqlSession, wanted: TrendsWanted): Promise<Trend[]> {
  const { within, level, from, until, every } = wanted
  const days = periodEnds(from, until, every)
  const question = questionOf(actor, wanted)
  const { areas } = await areasAsked(actor, em, { within, level, on: addDays(until, -1) })
  if (areas.length * days.length > MOST_POINTS) {
    throw new BadRequest(
      'too-many-points',
      `${areas.length} areas on ${days.length} days are more than ${MOST_POINTS} points: ask for fewer areas or a longer step`,
      { points: areas.length * days.length, limit: MOST_POINTS },
    )
  }
  const factsOf = await readFactsByMap(em, areas.map(ownUnit), days, question)
  return areas.map((area) => ({
    area,
    rows: seriesOf(ownUnit(area), days, question, factsOf),
  }))
}
