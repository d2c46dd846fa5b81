import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { type AreaRow, areaColumns, areaRow, type StoredArea } from './area-row.ts'

/**
 * What the weights of the parts of a divided area are made of, one for all of its parts, the best that is known: POPULATION,
 * the people of each part as the document states them; REGISTERED, the people who were registered on the day before in the
 * hamlets that the document names; AREA, the square kilometres that it states; EQUAL, nothing: they weigh the same.
 */
export type WeightBasis = 'POPULATION' | 'REGISTERED' | 'AREA' | 'EQUAL'

/** How much of one area went over into another, and when. */
export interface Succession {
  readonly from: AreaRow
  readonly to: AreaRow
  readonly onDay: PlainDate
  /** PART says not who of its residents went where, LAND_ONLY moves nobody; RENAMED is the same place under another name or kind. */
  readonly relation: 'WHOLE' | 'PART' | 'LAND_ONLY' | 'RENAMED'
  /** The share of `from`'s people that went over, 0–1: 1 in all for everything that continues it, 0 for land alone. */
  readonly weight: number
  /** What the weight of a part is made of; null where nothing was divided. */
  readonly weightBasis: WeightBasis | null
  readonly document: string | null
}

/** What each area continues: successions into it, oldest first. */
export function predecessorsOf(
  actor: Actor,
  em: SqlSession,
  ids: readonly number[],
): Promise<Map<number, Succession[]>> {
  return successions(actor, em, { ids, known: 'to_id' })
}

/** What continues each area: successions out of it, oldest first. */
export function successorsOf(actor: Actor, em: SqlSession, ids: readonly number[]): Promise<Map<number, Succession[]>> {
  return successions(actor, em, { ids, known: 'from_id' })
}

interface StoredSuccession extends Omit<Succession, 'from' | 'to'> {
  readonly fromId: number
  readonly toId: number
}

async function successions(
  actor: Actor,
  em: SqlSession,
  question: { readonly ids: readonly number[]; readonly known: 'from_id' | 'to_id' },
): Promise<Map<number, Succession[]>> {
  const found = await rows<StoredSuccession>(
    em,
    `select from_id as "fromId", to_id as "toId", on_day as "onDay", relation, weight,
      weight_basis as "weightBasis", document
     from area_succession change
     where ${question.known} = any($1::int[]) and ${inScope(`change.${question.known}`, 2)}
     order by on_day, from_id, to_id`,
    [question.ids, scopeIds(actor)],
  )
  const areas = await areasOf(em, [...new Set(found.flatMap(({ fromId, toId }) => [fromId, toId]))])
  const groups = new Map<number, Succession[]>(question.ids.map((id) => [id, []]))
  for (const { fromId, toId, ...change } of found) {
    const [from, to] = [areas.get(fromId), areas.get(toId)]
    if (from && to) groups.get(question.known === 'to_id' ? toId : fromId)?.push({ ...change, from, to })
  }
  return groups
}

/** The other end of a succession may lie in a neighbour's area: its name is no secret. */
async function areasOf(em: SqlSession, ids: readonly number[]): Promise<Map<number, AreaRow>> {
  const found = await rows<StoredArea>(em, `select ${areaColumns('area')} from area where area_id = any($1::int[])`, [
    ids,
  ])
  return new Map(found.map((row) => [row.areaId, areaRow(row)]))
}
