import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import { cutPage, decodeCursor, type Page, type PageRequest, pageSize } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { oneRow, prepared, remembered, rows, type SqlSession, unseen } from '../kernel/sql.ts'
import { matchKey, plainKey } from '../kernel/vietnamese-text.ts'
import { type AreaLevel, levelNumber } from './area-level.ts'
import { splitAreaName } from './area-name.ts'
import { type AreaRow, areaColumns, areaRow, type StoredArea } from './area-row.ts'
import { unknownArea } from './unknown-area.ts'

export { refreshAncestors } from './area-ancestors.ts'
export type { AreaRow } from './area-row.ts'
export { predecessorsOf, type Succession, successorsOf } from './succession.store.ts'

/**
 * The area that has this code on that day; codes are reused, so never without a day. Null when there is none to see. As with
 * everything that is told of the map, no statement where the session remembers it.
 */
export async function findArea(actor: Actor, em: SqlSession, code: string, on: PlainDate): Promise<AreaRow | null> {
  const [found] = await remembered(em, `seen area ${code} on ${on}`, () =>
    prepared<StoredArea>(
      em,
      `select ${areaColumns('area')} from area
       where code = $1 and valid_from <= $2 and $2 < valid_until and ${inScope('area.area_id', 3)}`,
      [code, on, scopeIds(actor)],
    ),
  )
  return found ? areaRow(found) : null
}

/** These areas, in no particular order; those outside the actor's scope are left out. */
export async function areasByIds(actor: Actor, em: SqlSession, ids: readonly number[]): Promise<readonly AreaRow[]> {
  return remembered(em, `areas ${ids}`, async () => {
    const found = await prepared<StoredArea>(
      em,
      `select ${areaColumns('area')} from area where area_id = any(${unseen('$1::int[]')}) and ${inScope('area.area_id', 2)}`,
      [ids, scopeIds(actor)],
    )
    return found.map(areaRow)
  })
}

export interface AreaQuestion {
  /** Code, on the day asked, of the area whose parts are wanted (itself included); the whole country when left out. */
  readonly within?: string | null
  readonly level?: AreaLevel | null
  /** A name with or without accents and kind of unit, or the beginning of a code. */
  readonly search?: string | null
  /** Only those whose boundary is known. */
  readonly withBoundary?: boolean | null
  readonly on: PlainDate
}

/**
 * The areas of a day, from the country down and by code. Throws what `unknownArea` gives when no area has the code `within` on
 * that day.
 */
export async function listAreas(
  actor: Actor,
  em: SqlSession,
  question: AreaQuestion,
  page: PageRequest,
): Promise<Page<AreaRow>> {
  const first = pageSize(page)
  const after = decodeCursor(page.after, ['INT', 'TEXT', 'INT'])
  const values = [
    question.on,
    scopeIds(actor),
    await withinId(actor, em, question),
    levelOrNull(question.level),
    question.withBoundary === true,
  ]
  const searched = searchCondition(question.search, values.length)
  values.push(...searched.values)
  const condition = `valid_from <= $1 and $1 < valid_until and ${inScope('area.area_id', 2)}
    and ($3::int is null or exists (select from area_ancestor link where link.area_id = area.area_id and link.ancestor_id = $3
                                    and link.valid_from <= $1 and $1 < link.valid_until))
    and ($4::int is null or area.level = $4)
    and (not $5::boolean or exists (select from area_boundary boundary where boundary.area_id = area.area_id)) and ${searched.condition}`
  const { n } = await oneRow<{ n: number }>(em, `select count(*)::int as n from area where ${condition}`, values)
  const at = values.length
  const found = await rows<StoredArea>(
    em,
    `select ${areaColumns('area')} from area
     where ${condition} and ($${at + 1}::int is null or (level, code, area_id) > ($${at + 1}::int, $${at + 2}::text, $${at + 3}::int))
     order by level, code, area_id limit $${at + 4}`,
    [...values, ...(after ?? [null, null, null]), first + 1],
  )
  return cutPage(found.map(areaRow), first, n, (row) => [levelNumber(row.level), row.code, row.areaId])
}

/** Parent of each area on that day; areas without one, or with one outside the scope, are not in the map. */
export async function parentsOf(
  actor: Actor,
  em: SqlSession,
  ids: readonly number[],
  on: PlainDate,
): Promise<Map<number, AreaRow>> {
  const found = await linkedAreas(actor, em, { ids, on, up: true })
  return new Map(found.map(({ ofId, area }) => [ofId, area]))
}

/** The areas directly below each area on that day, by code. */
export async function childrenOf(
  actor: Actor,
  em: SqlSession,
  ids: readonly number[],
  on: PlainDate,
): Promise<Map<number, AreaRow[]>> {
  return grouped(ids, await linkedAreas(actor, em, { ids, on, up: false }))
}

/** The areas above each area on that day, from the country down. A place that went over into another has the other's. */
export async function ancestorsOf(
  actor: Actor,
  em: SqlSession,
  ids: readonly number[],
  on: PlainDate,
): Promise<Map<number, AreaRow[]>> {
  const found = await prepared<StoredArea & { ofId: number }>(
    em,
    `select link.area_id as "ofId", ${areaColumns('area')}
     from area_ancestor link join area on area.area_id = link.ancestor_id
     join area below on below.area_id = link.area_id and below.level > area.level
     where link.area_id = any(${unseen('$1::int[]')}) and link.valid_from <= $2 and $2 < link.valid_until
       and ${inScope('link.area_id', 3)}
     order by area.level`,
    [ids, on, scopeIds(actor)],
  )
  return grouped(ids, found.map(linked))
}

interface Linked {
  readonly ofId: number
  readonly area: AreaRow
}

async function linkedAreas(
  actor: Actor,
  em: SqlSession,
  { ids, on, up }: { readonly ids: readonly number[]; readonly on: PlainDate; readonly up: boolean },
): Promise<readonly Linked[]> {
  const [known, wanted] = up ? ['area_id', 'parent_id'] : ['parent_id', 'area_id']
  return remembered(em, `areas by ${known} ${ids} on ${on}`, async () => {
    const found = await prepared<StoredArea & { ofId: number }>(
      em,
      `select link.${known} as "ofId", ${areaColumns('area')}
       from area_parent link join area on area.area_id = link.${wanted}
       where link.${known} = any(${unseen('$1::int[]')}) and link.valid_from <= $2 and $2 < link.valid_until
         and area.valid_from <= $2 and $2 < area.valid_until and ${inScope('link.area_id', 3)}
       order by area.code`,
      [ids, on, scopeIds(actor)],
    )
    return found.map(linked)
  })
}

function linked(row: StoredArea & { ofId: number }): Linked {
  return { ofId: row.ofId, area: areaRow(row) }
}

function grouped(ids: readonly number[], found: readonly Linked[]): Map<number, AreaRow[]> {
  const groups = new Map<number, AreaRow[]>(ids.map((id) => [id, []]))
  for (const { ofId, area } of found) groups.get(ofId)?.push(area)
  return groups
}

async function withinId(actor: Actor, em: SqlSession, question: AreaQuestion): Promise<number | null> {
  if (!question.within) return null
  const area = await findArea(actor, em, question.within, question.on)
  if (!area) throw await unknownArea(em, { code: question.within, on: question.on })
  return area.areaId
}

function levelOrNull(level: AreaLevel | null | undefined): number | null {
  return level ? levelNumber(level) : null
}

/** Accents count when the person typed some; a name may come with its kind of unit; digits may begin a code. */
function searchCondition(search: string | null | undefined, position: number) {
  const text = search?.trim() ?? ''
  if (text === '') return { condition: 'true', values: [] }
  const [whole, bare] = [text, splitAreaName(text)]
  const accented = matchKey(whole) !== plainKey(whole)
  const column = accented ? 'name_key' : 'name_plain'
  const [wholeKey, bareKey] = accented ? [matchKey(whole), bare.key] : [plainKey(whole), bare.plain]
  const [p, q, r, s] = [1, 2, 3, 4].map((step) => position + step)
  return {
    condition: `(${column} like $${p} or (${column} like $${q} and ($${r}::int is null or level = $${r})) or code like $${s})`,
    values: [containing(wholeKey), containing(bareKey), levelOrNull(bare.level), `${literal(text)}%`],
  }
}

/** Nothing to look for is contained in nothing. */
function containing(key: string): string | null {
  return key === '' ? null : `%${literal(key)}%`
}

function literal(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
