import type { PlainDate } from '../kernel/plain-date.ts'
import type { SqlSession } from '../kernel/sql.ts'
import { CarriedCounts, type Heap } from './carried-counts.ts'
import { homesValues, PERSON_HOMES } from './count-homes.ts'
import { holdsOn, readSizes } from './crossing-steps.ts'
import type { Placed, Placement } from './placement.ts'

/**
 * SQL: where everybody lies on the borders asked. `whole (day, target_id, area_id)` are the places that lie in a unit with everybody in
 * them; `homed (day, target_id, person_id, area_id)` the people of the other homes, where it is known of each. The target is a unit, or minus the
 * number of the divided area in which nobody knows where the people are: what is counted of it has to be shared out
 * (`sharesOf`). The parameters are the first sixteen; their values are `whereaboutsValues`.
 */
export const WHEREABOUTS = `${PERSON_HOMES}, whole as materialized (
  select source.day, source.unit_id as target_id, link.area_id
  from unnest($11::date[], $12::int[], $13::int[]) source(day, unit_id, source_id)
  join area_ancestor link on link.ancestor_id = source.source_id and ${holdsOn('link', 'source.day')}
), homed as materialized (
  select home.day, coalesce(home.unit_id, lying.unit_id, -home.atom_id) as target_id, home.person_id, home.place_id as area_id
  from person_home home
  left join unnest($14::int[], $15::int[], $16::int[]) lying(atom_id, leaf_id, unit_id)
    on home.unit_id is null and lying.atom_id = home.atom_id and lying.leaf_id = home.leaf_id
  where home.unit_id is not null or lying.unit_id is not null or home.leaf_id is null
)`

export function whereaboutsValues(placed: Placed): unknown[] {
  const { placement } = placed
  const wholes = wholeSources(placed)
  const lying = leavesOfUnits(placement)
  return [
    ...homesValues(placement.homes, placement.clues),
    wholes.map(({ day }) => day),
    wholes.map(({ unitId }) => unitId),
    wholes.map(({ areaId }) => areaId),
    lying.map(({ atomId }) => atomId),
    lying.map(({ leafId }) => leafId),
    lying.map(({ unitId }) => unitId),
  ]
}

interface WholeSource {
  readonly day: PlainDate
  readonly unitId: number
  readonly areaId: number
}

interface LeafOfUnit {
  readonly atomId: number
  readonly leafId: number
  readonly unitId: number
}

/** The areas that lie in the units on the days with everybody in them. */
export function wholeSources({ units, days, placement }: Placed): WholeSource[] {
  return units.flatMap(({ area: { areaId: unitId } }) =>
    [...new Set(days)].flatMap((day) =>
      placement.sourcesOf(unitId, day).map(({ areaId }) => ({ day, unitId, areaId })),
    ),
  )
}

/** In which units the leaves of the divided areas lie, of those units that have parts of them. */
export function leavesOfUnits({ crossing, homes }: Placement): LeafOfUnit[] {
  const atomIds = new Set(homes.flatMap(({ atomId }) => atomId ?? []))
  return [...atomIds].flatMap((atomId) => {
    const divided = new Set(crossing.partlyIn(atomId))
    return [...crossing.leavesOf(atomId)].flatMap(([leafId, unitIds]) =>
      unitIds.filter((unitId) => divided.has(unitId)).map((unitId) => ({ atomId, leafId, unitId })),
    )
  })
}

/** A number of people of a divided area of whom nobody knows where they are; `key` tells what they are counted as. */
export type Undecided = Pick<Heap, 'day' | 'order' | 'key' | 'count'> & { readonly targetId: number }

/** The shares of units in what was counted at the targets that are divided areas. */
export async function sharesOf(
  em: SqlSession,
  { placement }: Placed,
  counted: readonly Undecided[],
): Promise<CarriedCounts> {
  const heaps = counted.flatMap(({ targetId, ...heap }) =>
    targetId < 0 ? [{ ...heap, atomId: -targetId, unitId: null, leafId: null }] : [],
  )
  const sizes = await readSizes(em, placement.crossing, [...new Set(heaps.map(({ atomId }) => atomId))])
  return new CarriedCounts(placement, heaps, sizes)
}
