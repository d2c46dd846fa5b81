import type { Actor } from '../access/actor.ts'
import type { AreaRow } from '../areas/area.store.ts'
import type { AreaLevel } from '../areas/area-level.ts'
import { grouped } from '../kernel/grouped.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { ratioOf } from '../kernel/ratio.ts'
import type { SqlSession } from '../kernel/sql.ts'
import { areasAsked } from './areas-asked.ts'
import type { Carried } from './carried-counts.ts'
import { cellKey, countedCell } from './cell-columns.ts'
import {
  type Composition,
  countCompositions,
  countMembersAtKnownHomes,
  countMembersOfAreas,
} from './count-household-members.ts'
import type { CoverageCell, CoverageDimension, CoverageWhere } from './coverage-row.ts'
import { demandSmallCounts, isLetThrough, onlyBy } from './lattice.ts'
import { type Placed, placeUnits } from './placement.ts'
import { ownUnit, type Question } from './question.ts'
import { sharesOf } from './whereabouts.ts'

export interface BreakdownWanted {
  readonly within?: string | null
  readonly level?: AreaLevel | null
  readonly asOf: PlainDate
  /** The day whose borders are meant; `asOf` when left out. */
  readonly borders?: PlainDate | null
  readonly by?: readonly CoverageDimension[] | null
  readonly where?: CoverageWhere | null
}

/** Households by who lives in them: those with at least one member of the kind, and the members of that kind. */
export interface HouseholdBreakdown extends CoverageCell {
  readonly area: AreaRow
  readonly asOf: PlainDate
  /** A household with members of several kinds is one in each of their rows. */
  readonly households: number
  readonly members: number
  readonly coveredMembers: number
  /** How much of `members` was allotted by weight because an area was divided, 0–1. */
  readonly estimatedShare: number
}

type Counts = CoverageCell &
  Pick<HouseholdBreakdown, 'households' | 'members' | 'coveredMembers'> & { readonly estimated: number }

/**
 * Households of the areas of a level by the kinds of people who live in them, counted from persons; members without a card have
 * neither participant code nor group. Households of a divided area are shared out over its parts whole, with everybody in them. A fixed
 * number of statements. Throws `BadRequest`: `withheld-question`, `area-unknown-on-day`.
 */
export async function householdBreakdown(
  actor: Actor,
  em: SqlSession,
  wanted: BreakdownWanted,
): Promise<HouseholdBreakdown[]> {
  demandSmallCounts(actor)
  const { within, level, asOf } = wanted
  const borders = wanted.borders ?? asOf
  const { areas } = await areasAsked(actor, em, { within, level, on: borders })
  const question = { by: wanted.by ?? [], where: wanted.where ?? {} }
  const units = areas.map(ownUnit)
  const placement = await placeUnits(em, { units, days: [asOf], borders })
  const countsOf = await countMembers(em, { units, days: [asOf], placement }, question)
  return areas.flatMap((area) =>
    countsOf(area.areaId)
      .sort((one, other) => compareText(cellKey(one), cellKey(other)))
      .map(({ estimated, ...counts }) => ({
        ...{ ...counts, area, asOf },
        estimatedShare: ratioOf(estimated, counts.members) ?? 0,
      })),
  )
}

/** What is known of each unit, and its share of the households of which nobody knows where they are. */
async function countMembers(
  em: SqlSession,
  placed: Placed,
  question: Pick<Question, 'by' | 'where'>,
): Promise<(unitId: number) => Counts[]> {
  const [day = ''] = placed.days
  const certain = grouped(
    [
      ...(await countMembersOfAreas(em, placed, day, question)),
      ...(await countMembersAtKnownHomes(em, placed, question)),
    ],
    (record) => record.area_id,
  )
  const compositions = await countCompositions(em, placed.placement)
  const shares = await sharesOf(
    em,
    placed,
    compositions.map(({ atomId, day: on, order, households }) => ({
      ...{ targetId: -atomId, day: on, order, key: order, count: households },
    })),
  )
  const byOrder = new Map(compositions.map((composition) => [composition.order, composition]))
  return (unitId) => {
    const known = certain.get(unitId) ?? []
    const shared = [...shares.of(unitId, day)].flatMap(([order, share]) =>
      share.count === 0 ? [] : membersOf(byOrder.get(order), share, question),
    )
    return addUp([
      ...known.map((record) => {
        const { population, covered, ...cell } = countedCell(record, false)
        return {
          ...cell,
          households: record.households,
          members: population ?? 0,
          coveredMembers: covered,
          estimated: 0,
        }
      }),
      ...shared,
    ])
  }
}

/** Of so many alike households those with a member of each kind asked, and the members. */
function membersOf(
  composition: Composition | undefined,
  { count }: Carried,
  { by, where }: Pick<Question, 'by' | 'where'>,
): Counts[] {
  const asked = (composition?.cells ?? []).filter((cell) => isLetThrough(cell, where))
  const ofOne = asked.map(({ population, covered, estimated: _, ...cell }) => ({
    ...{ ...cell, ...onlyBy(cell, by) },
    ...{ households: 0, members: (population ?? 0) * count, coveredMembers: covered * count },
    estimated: (population ?? 0) * count,
  }))
  return addUp(ofOne).map((counts) => ({ ...counts, households: count }))
}

function addUp(parts: readonly Counts[]): Counts[] {
  const sums = new Map<string, Counts>()
  for (const part of parts) {
    const sum = sums.get(cellKey(part)) ?? { households: 0, members: 0, coveredMembers: 0, estimated: 0 }
    sums.set(cellKey(part), {
      ...part,
      households: part.households + sum.households,
      members: part.members + sum.members,
      coveredMembers: part.coveredMembers + sum.coveredMembers,
      estimated: part.estimated + sum.estimated,
    })
  }
  return [...sums.values()]
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
