import type { Actor } from '../access/actor.ts'
import type { AreaRow } from '../areas/area.store.ts'
import type { AreaLevel } from '../areas/area-level.ts'
import { BadRequest } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { ratioOf } from '../kernel/ratio.ts'
import type { SqlSession } from '../kernel/sql.ts'
import { areasAsked } from './areas-asked.ts'
import type { Carried } from './carried-counts.ts'
import { type CoverageChangeReason, countChanges, type ReasonCounted } from './count-changes.ts'
import { demandSmallCounts } from './lattice.ts'
import { placeUnits } from './placement.ts'
import { ownUnit, type Unit } from './question.ts'
import { type Registered, readRegistered } from './registered.ts'

export interface CoverageChangesWanted {
  /** An area's code on the day of the borders; the country when left out. */
  readonly within?: string | null
  readonly level?: AreaLevel | null
  /** The two days that are compared; who was covered at the end of each. */
  readonly from: PlainDate
  readonly until: PlainDate
  /** The day whose borders both days are told on; `until` when left out. */
  readonly borders?: PlainDate | null
}

export interface ChangePart {
  readonly reason: CoverageChangeReason
  /** Persons who count on `until` and did not on `from`. */
  readonly gained: number
  /** Persons who counted on `from` and do not on `until`. */
  readonly lost: number
}

/** What became of the covered of an area between two days: `coveredBefore` + `gained` − `lost` is `coveredAfter`, exactly. */
export interface CoverageChange {
  readonly area: AreaRow
  readonly from: PlainDate
  readonly until: PlainDate
  readonly coveredBefore: number
  readonly coveredAfter: number
  readonly gained: number
  readonly lost: number
  /** Only reasons that somebody has, in the order of `COVERAGE_CHANGE_REASONS`. */
  readonly parts: readonly ChangePart[]
  /** How much of `gained` and `lost` together was allotted by weight because an area was divided, 0–1. */
  readonly estimatedShare: number
}

const EVERYBODY = { by: [], where: {} } as const

/**
 * Gains and losses of the areas of a level between two days, by reason; people are where the map of the borders has them on both days, so
 * that nobody is gained or lost by a merger. Areas that the register did not know on the first day are left out: whom a first list finds
 * with a card, nobody has won. A fixed number of statements. The counts on the two days come from
 * the cube, the reasons from persons: that they agree is a law (a test holds it over random registers). Throws `BadRequest`:
 * `area-unknown-on-day`, `until-before-from`.
 */
export async function coverageChanges(
  actor: Actor,
  em: SqlSession,
  wanted: CoverageChangesWanted,
): Promise<CoverageChange[]> {
  demandSmallCounts(actor)
  const { within, level, from, until } = wanted
  if (until < from) throw new BadRequest('until-before-from', 'until must not be before from', { from, until })
  const borders = wanted.borders ?? until
  const { areas } = await areasAsked(actor, em, { within, level, on: borders })
  const units = areas.map(ownUnit)
  const days = [...new Set([from, until])]
  const placed = { units, days, placement: await placeUnits(em, { units, days, borders }) }
  const counted = await readRegistered(em, placed, EVERYBODY)
  const changesOf = days.length === 2 ? await countChanges(em, placed, { from, until }) : () => []
  return units.flatMap((unit) => {
    const coveredBefore = coveredOn(unit, from, counted)
    if (coveredBefore === null) return []
    // Of a new unit nobody may ever have been known: whoever lived in what became it has left.
    const coveredAfter = coveredOn(unit, until, counted) ?? 0
    return [{ area: unit.area, from, until, coveredBefore, coveredAfter, ...summed(changesOf(unit.area.areaId)) }]
  })
}

/** Null before the register knew anybody there. */
function coveredOn(unit: Unit, day: PlainDate, counted: Registered): number | null {
  const cells = counted(unit, day)
  return cells && [...cells.values()].reduce((sum, { covered }) => sum + covered, 0)
}

function summed(found: readonly ReasonCounted[]): Pick<CoverageChange, 'gained' | 'lost' | 'parts' | 'estimatedShare'> {
  const sum = (of: (part: ReasonCounted) => Carried, number: keyof Carried) =>
    found.reduce((so, part) => so + of(part)[number], 0)
  const gained = sum((part) => part.gained, 'count')
  const lost = sum((part) => part.lost, 'count')
  const estimated = sum((part) => part.gained, 'estimated') + sum((part) => part.lost, 'estimated')
  return {
    ...{ gained, lost },
    parts: found.map((part) => ({ reason: part.reason, gained: part.gained.count, lost: part.lost.count })),
    estimatedShare: ratioOf(estimated, gained + lost) ?? 0,
  }
}
