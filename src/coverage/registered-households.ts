import { HOUSEHOLD_CLASSES } from '../households/household-class.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, type SqlSession } from '../kernel/sql.ts'
import { type Carried, CarriedCounts, type Heap } from './carried-counts.ts'
import type { CountedAtHome } from './count-homes.ts'
import { countHouseholdHomes, countMembersAtHome, householdOrder, type MembersAtHome } from './count-household-homes.ts'
import { readSizes } from './crossing-steps.ts'
import { askedAreas, cubeSpans, HOUSEHOLDS } from './cube-spans.ts'
import { countedAreas, type Placed, type Placement } from './placement.ts'
import type { Unit } from './question.ts'

interface HouseholdRecord {
  readonly area_id: number
  /** Households by class, POOR first. */
  readonly households: readonly number[]
}

/** Households of a class in a unit. */
export interface RegisteredClass {
  readonly households: Carried
  /** Persons of the class who are counted one by one because their area was divided; the others are in the cube. */
  readonly members: Carried
  readonly coveredMembers: Carried
}

/** Households of a unit by class, POOR first; null where the register knows of none, ever. */
export type RegisteredHouseholds = (unit: Unit) => readonly RegisteredClass[] | null

const NONE: Carried = { count: 0, estimated: 0 }

/** Counts the households of units on a day: whole areas from the cube, then one by one, with the persons in them. */
export async function readRegisteredHouseholds(
  em: SqlSession,
  placed: Placed,
  day: PlainDate,
): Promise<RegisteredHouseholds> {
  const { placement } = placed
  const inAreas = await householdsByArea(
    em,
    countedAreas(placed).map((area) => area.areaId),
    day,
  )
  const carried = await carriedHouseholds(em, placement)
  return ({ area }) => {
    const exact = placement.sourcesOf(area.areaId, day).flatMap((source) => {
      const found = inAreas.get(source.areaId)
      return found ? [found] : []
    })
    const parts = carried(area.areaId, day)
    if (exact.length === 0 && parts.every(isNobody)) return null
    return parts.map((part, index) => {
      const { count, estimated } = part.households
      const whole = exact.reduce((sum, found) => sum + (found[index] ?? 0), 0)
      return { ...part, households: { count: count + whole, estimated } }
    })
  }
}

function isNobody({ households, members }: RegisteredClass): boolean {
  return households.count + members.count === 0
}

/**
 * Households and persons in divided areas, by class. Households are shared out whole, with everybody in them: alike ones together, in
 * the order of their class and members; then whoever lives in none, the covered first.
 */
async function carriedHouseholds(
  em: SqlSession,
  placement: Placement,
): Promise<(unitId: number, day: PlainDate) => readonly RegisteredClass[]> {
  const kinds = await countHouseholdHomes(em, placement.homes, placement.clues)
  const persons = await countMembersAtHome(em, placement.homes, placement.clues)
  const atomIds = new Set([...kinds, ...persons].flatMap((record) => record.atom_id ?? []))
  const sizes = await readSizes(em, placement.crossing, [...atomIds])
  const kindOf = new Map(kinds.map((kind) => [householdOrder(kind), kind]))
  const households = new CarriedCounts(
    placement,
    kinds.map((kind) => ({ ...heapOf(kind), ...named(householdOrder(kind)), count: kind.households })),
    sizes,
  )
  const others = new CarriedCounts(placement, persons.flatMap(heapsOfPersons), sizes)
  return (unitId, day) => {
    const standing = [...households.of(unitId, day)].flatMap(([key, count]) => {
      const kind = kindOf.get(key)
      return kind === undefined ? [] : [{ kind, count }]
    })
    const single = others.of(unitId, day)
    return HOUSEHOLD_CLASSES.map((_, index) => {
      const covered = single.get(`covered ${index + 1}`) ?? NONE
      const inHouseholds = (numbers: 'members' | 'covered') =>
        standing.map(({ kind, count }) => times(count, kind[numbers][index] ?? 0))
      return {
        households: sumOf(standing.filter(({ kind }) => kind.household_class === index + 1).map(({ count }) => count)),
        members: sumOf([...inHouseholds('members'), covered, single.get(`others ${index + 1}`) ?? NONE]),
        coveredMembers: sumOf([...inHouseholds('covered'), covered]),
      }
    })
  }
}

function heapsOfPersons(record: MembersAtHome): Heap[] {
  const { household_class: inClass, members, covered } = record
  return [
    { ...heapOf(record), ...named(`covered ${inClass}`), count: covered },
    { ...heapOf(record), ...named(`others ${inClass}`), count: members - covered },
  ]
}

function heapOf({
  day,
  unit_id: unitId,
  atom_id: atomId,
  leaf_id: leafId,
}: CountedAtHome): Omit<Heap, 'order' | 'key' | 'count'> {
  return { day, unitId, atomId, leafId }
}

function named(key: string): Pick<Heap, 'order' | 'key'> {
  return { order: key, key }
}

function times({ count, estimated }: Carried, number: number): Carried {
  return { count: count * number, estimated: estimated * number }
}

function sumOf(parts: readonly Carried[]): Carried {
  return parts.reduce(
    (sum, part) => ({ count: sum.count + part.count, estimated: sum.estimated + part.estimated }),
    NONE,
  )
}

async function householdsByArea(
  em: SqlSession,
  areaIds: readonly number[],
  day: PlainDate,
): Promise<Map<number, readonly number[]>> {
  const found = await prepared<HouseholdRecord>(
    em,
    `select asked.area_id, array[sum(c.households[1]), sum(c.households[2]), sum(c.households[3]), sum(c.households[4])]::int[]
      as households
    from ${askedAreas()}
    cross join lateral (
    ${cubeSpans(HOUSEHOLDS)}
    ) c
    group by asked.area_id`,
    [areaIds, [day]],
  )
  return new Map(found.map((row) => [row.area_id, row.households]))
}
