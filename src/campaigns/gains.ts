import type { AreaRow } from '../areas/area.store.ts'
import { firstResidentDays } from '../coverage/count-cube.ts'
import type { CountedCell } from '../coverage/coverage-row.ts'
import { mapOf, placeUnits, readMapDays } from '../coverage/placement.ts'
import { lastStanding, ownUnit } from '../coverage/question.ts'
import { type Registered, readRegistered } from '../coverage/registered.ts'
import { grouped } from '../kernel/grouped.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { SqlSession } from '../kernel/sql.ts'

/** Residents of an area on a day, and how many of them are covered. */
export interface Counted {
  readonly population: number
  readonly covered: number
}

/** What is asked of an area: how it changed between the eve of a campaign and a day. */
export interface GainAsked {
  readonly area: AreaRow
  readonly eve: PlainDate
  readonly day: PlainDate
}

/** How an area changed. Both are null where the register knows nobody up to the day. */
export interface Gain {
  readonly before: Counted | null
  readonly after: Counted | null
  /**
   * Covered on the day − covered on the eve. Of an area whose residents the register has known only since a later day, since
   * that day: who was written down that day had not been won by anybody.
   */
  readonly gained: number
}

const UNKNOWN: Gain = { before: null, after: null, gained: 0 }

/**
 * The gain of each area asked, in the order asked, from the register. On both days the area is what it is on the later one, an area
 * that ended what it was on its last: a change of borders wins nobody and loses nobody, and a team goes on counting in the
 * communes that it was given. A fixed number of statements for each map.
 */
export async function gainsOf(em: SqlSession, asked: readonly GainAsked[]): Promise<readonly Gain[]> {
  const known = await firstResidentDays(em, [...new Set(asked.map(({ area }) => area.areaId))])
  const withStarts = asked.map((one) => ({ ...one, first: known.get(one.area.areaId) ?? one.eve }))
  const maps = await readMapDays(em)
  const counted = new Map<number, Registered>()
  const ofMaps = grouped(withStarts, ({ area, day }) => mapOf(lastStanding(area, day), maps))
  for (const [map, ofMap] of ofMaps) counted.set(map, await countOn(em, ofMap))
  return withStarts.map((one) => {
    const registered = counted.get(mapOf(lastStanding(one.area, one.day), maps))
    const on = (day: PlainDate) => totalOf(registered?.({ area: one.area }, day) ?? null)
    const before = on(one.eve) ?? on(one.first)
    const after = on(one.day)
    return before && after && one.first <= one.day ? { before, after, gained: after.covered - before.covered } : UNKNOWN
  })
}

type Started = GainAsked & { readonly first: PlainDate }

async function countOn(em: SqlSession, asked: readonly Started[]): Promise<Registered> {
  const [one] = asked
  const units = [...new Map(asked.map(({ area }) => [area.areaId, ownUnit(area)])).values()]
  const days = [...new Set(asked.flatMap(({ eve, first, day }) => [eve, first, day]))]
  const borders = one ? lastStanding(one.area, one.day) : ''
  const placement = await placeUnits(em, { units, days, borders })
  return readRegistered(em, { units, days, placement }, { by: [], where: {} })
}

function totalOf(cells: ReadonlyMap<string, CountedCell> | null): Counted | null {
  if (cells === null) return null
  const [cell] = cells.values()
  return { population: cell?.population ?? 0, covered: cell?.covered ?? 0 }
}
