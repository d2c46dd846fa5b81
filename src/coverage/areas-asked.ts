import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import type { AreaRow } from '../areas/area.store.ts'
import { type AreaLevel, levelNumber } from '../areas/area-level.ts'
import { areaColumns, areaRow, type StoredArea } from '../areas/area-row.ts'
import { type CodeOnDay, unknownArea } from '../areas/unknown-area.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, remembered, type SqlSession } from '../kernel/sql.ts'

/** The country's code: what `within` is when it is left out. */
export const COUNTRY_CODE = 'VN'

/** Where a question looks, on the day whose borders are meant. */
export interface AreasWanted {
  /** An area's code as it stood on `on`; the country when left out. */
  readonly within?: string | null
  /** The level of the areas; the one below `within` on that day when left out. */
  readonly level?: AreaLevel | null
  readonly on: PlainDate
}

export interface AreasAsked {
  /** The area that is looked into; null when the actor may not see all of it. */
  readonly within: AreaRow | null
  /** The areas of the level in it that the actor may see, by code. */
  readonly areas: readonly AreaRow[]
}

interface StoredWithin extends StoredArea {
  readonly visible: boolean
  readonly levelBelow: number | null
}

/**
 * The areas of a level in an area, on a day. Two statements, none where the session remembers them. Throws `BadRequest`
 * `area-unknown-on-day`, `area-ended-before-day` or `area-begins-after-day` when there was no such area on that day.
 */
export async function areasAsked(actor: Actor, em: SqlSession, wanted: AreasWanted): Promise<AreasAsked> {
  const code = wanted.within ?? COUNTRY_CODE
  const [within] = await remembered(em, `area ${code} on ${wanted.on}`, () =>
    areasOfCode(actor, em, { code, on: wanted.on }),
  )
  if (!within) throw await unknownArea(em, { code, on: wanted.on })
  const level = wanted.level ? levelNumber(wanted.level) : within.levelBelow
  const name = `areas of level ${level} in ${code} on ${wanted.on}`
  const found =
    level === null ? [] : await remembered(em, name, () => areasOfLevel(actor, em, { within, level, on: wanted.on }))
  return { within: within.visible ? areaRow(within) : null, areas: found }
}

/**
 * The last day on which anything of the level lay in an area, when nothing does on the day asked any more; null when something does,
 * though the actor may not see it, or nothing ever did. One statement.
 */
export async function levelEndedOn(em: SqlSession, { within, level, on }: AreasWanted): Promise<PlainDate | null> {
  if (!level) return null
  const [found] = await prepared<{ day: string }>(
    em,
    `select (max(link.valid_until) - 1)::text as day
    from area upper join area_ancestor link on link.ancestor_id = upper.area_id join area on area.area_id = link.area_id
    where upper.code = $1 and upper.valid_from <= $3::date and $3::date < upper.valid_until
      and area.level = $2 and link.valid_from <= $3::date
    having max(link.valid_until) <= $3::date`,
    [within ?? COUNTRY_CODE, levelNumber(level), on],
  )
  return found?.day ?? null
}

/** One, or none: on one day a code has at most one version. */
function areasOfCode(actor: Actor, em: SqlSession, { code, on }: CodeOnDay): Promise<StoredWithin[]> {
  return prepared<StoredWithin>(
    em,
    `select ${areaColumns('area')}, ${inScope('area.area_id', 3)} as visible, (
        select min(part.level) from area_parent link join area part on part.area_id = link.area_id
        where link.parent_id = area.area_id and link.valid_from <= $2::date and $2::date < link.valid_until
          and part.valid_from <= $2::date and $2::date < part.valid_until
      ) as "levelBelow"
    from area where code = $1 and valid_from <= $2::date and $2::date < valid_until`,
    [code, on, scopeIds(actor)],
  )
}

interface LevelWithin {
  readonly within: StoredWithin
  readonly level: number
  readonly on: PlainDate
}

async function areasOfLevel(actor: Actor, em: SqlSession, { within, level, on }: LevelWithin): Promise<AreaRow[]> {
  const found = await prepared<StoredArea>(
    em,
    `select ${areaColumns('area')}
    from ${areasBelow(within, level)}
      and area.level = $2 and area.valid_from <= $3::date and $3::date < area.valid_until and ${inScope('area.area_id', 4)}
    order by area.code collate "C"`,
    [within.areaId, level, on, scopeIds(actor)],
  )
  return found.map(areaRow)
}

const ON_DAY = 'link.valid_from <= $3::date and $3::date < link.valid_until'

/**
 * SQL: the areas that lie in `within` ($1) on the day ($3), from the side where fewer have to be looked at. What is of the level
 * just below lies there by its own parent; in the country lies nearly every area of a level.
 */
function areasBelow(within: StoredWithin, level: number): string {
  if (level === within.levelBelow)
    return `area_parent link join area on area.area_id = link.area_id where link.parent_id = $1 and ${ON_DAY}`
  if (within.level === levelNumber('COUNTRY'))
    return `area where (select true from area_ancestor link
      where link.area_id = area.area_id and link.ancestor_id = $1 and ${ON_DAY})`
  return `area_ancestor link join area on area.area_id = link.area_id where link.ancestor_id = $1 and ${ON_DAY}`
}
