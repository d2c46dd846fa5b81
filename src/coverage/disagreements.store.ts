import type { Actor } from '../access/actor.ts'
import type { AreaRow } from '../areas/area.store.ts'
import type { AreaLevel } from '../areas/area-level.ts'
import { type FigureSource, registerSource } from '../batches/figure-source.ts'
import { BadRequest } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { ratioOf } from '../kernel/ratio.ts'
import type { SqlSession } from '../kernel/sql.ts'
import { areasAsked } from './areas-asked.ts'
import { placeUnits } from './placement.ts'
import { ownUnit } from './question.ts'
import { type CountedFigure, isCounted, readRegisteredFigures } from './registered-figures.ts'
import { FIGURE_MEASURES, type FigureMeasure, type ReportedFigure } from './reported.ts'
import { readStated } from './stated.ts'

/** The most rows of one answer. */
export const MOST_COMPARED = 1000
const USUAL_COMPARED = 100

export interface DisagreementsWanted {
  readonly within?: string | null
  readonly level?: AreaLevel | null
  /** The day on which both are taken: the stated figure in force, and the count of the register. */
  readonly asOf: PlainDate
  /** The day whose borders the areas have; `asOf` when left out. */
  readonly borders?: PlainDate | null
  /** All of them when left out. */
  readonly measures?: readonly FigureMeasure[] | null
  /** Differences up to this share of the stated figure are let pass, 0 or more; 0 when left out. */
  readonly tolerance?: number | null
  /** Also what agrees, and what one of the two says nothing of. */
  readonly all?: boolean | null
  /** The most rows, 1–1000; 100 when left out. */
  readonly first?: number | null
}

/** What an office states of an area beside what the register counts there. */
export interface FigureComparison {
  readonly area: AreaRow
  readonly asOf: PlainDate
  readonly measure: FigureMeasure
  readonly reported: number | null
  readonly reportedSource: FigureSource | null
  /** The part of `reported` or of `registered` that was allotted by weight because borders differ, whichever is larger, 0–1. */
  readonly estimatedShare: number
  readonly registered: number | null
  readonly registeredSource: FigureSource | null
  /** registered − reported; null when one is not known. */
  readonly difference: number | null
  /** |difference| ÷ reported, 0 or more; null when one is not known or nothing was stated but 0. */
  readonly share: number | null
}

/**
 * Where stated and counted figures of the areas of a level differ, the greatest difference first; equal ones by code and
 * measure. A fixed number of statements. Throws `BadRequest`: `area-unknown-on-day`, `tolerance-negative`,
 * `rows-out-of-range`.
 */
export async function disagreements(
  actor: Actor,
  em: SqlSession,
  wanted: DisagreementsWanted,
): Promise<FigureComparison[]> {
  const { within, level, asOf } = wanted
  const borders = wanted.borders ?? asOf
  const tolerance = wanted.tolerance ?? 0
  const first = wanted.first ?? USUAL_COMPARED
  refuse(tolerance, first)
  const { areas } = await areasAsked(actor, em, { within, level, on: borders })
  const measures = wanted.measures && wanted.measures.length > 0 ? wanted.measures : FIGURE_MEASURES
  const units = areas.map(ownUnit)
  const placement = await placeUnits(em, { units, days: [asOf], borders })
  const stated = await readStated(em, { units, days: [asOf], placement }, measures)
  const registered = await readRegisteredFigures(actor, em, { units, day: asOf, borders })
  const source = registerSource(registered.countedOn)
  const compared = units.flatMap((unit) =>
    measures.map((measure) => {
      const count = registered.of(unit.area.areaId, measure)
      const counted = isCounted(count) ? { ...count, source } : null
      return compare({ area: unit.area, asOf, measure }, stated(unit, asOf, measure), counted)
    }),
  )
  const chosen = compared.filter((one) => (wanted.all ? isKnown(one) : differs(one, tolerance)))
  return chosen.sort((one, other) => size(other) - size(one)).slice(0, first)
}

function refuse(tolerance: number, first: number): void {
  if (!(tolerance >= 0)) throw new BadRequest('tolerance-negative', 'tolerance must be 0 or more', { found: tolerance })
  if (!Number.isInteger(first) || first < 1 || first > MOST_COMPARED) {
    throw new BadRequest('rows-out-of-range', `first must be 1 to ${MOST_COMPARED}`, { limit: MOST_COMPARED })
  }
}

interface SourcedCount extends CountedFigure {
  readonly source: FigureSource
}

function compare(
  place: Pick<FigureComparison, 'area' | 'asOf' | 'measure'>,
  figure: ReportedFigure | null,
  count: SourcedCount | null,
): FigureComparison {
  const reported = figure?.value ?? null
  const registered = count?.value ?? null
  const difference = reported === null || registered === null ? null : registered - reported
  return {
    ...place,
    reported,
    reportedSource: figure?.source ?? null,
    estimatedShare: Math.max(ratioOf(figure?.estimated ?? 0, reported) ?? 0, count?.estimatedShare ?? 0),
    registered,
    registeredSource: count?.source ?? null,
    difference,
    share: difference === null ? null : ratioOf(Math.abs(difference), reported),
  }
}

function isKnown({ reported, registered }: FigureComparison): boolean {
  return reported !== null || registered !== null
}

function differs({ difference, reported }: FigureComparison, tolerance: number): boolean {
  return difference !== null && reported !== null && Math.abs(difference) > tolerance * reported
}

/** What is known of one side only comes last. */
function size({ difference }: FigureComparison): number {
  return difference === null ? -1 : Math.abs(difference)
}
