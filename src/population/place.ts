import type { Actor } from '../access/actor.ts'
import { inScope, joinsScopeOf } from '../access/area-scope.ts'
import { type AreaLevel, levelOf } from '../areas/area-level.ts'
import { unknownArea } from '../areas/unknown-area.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, type SqlSession } from '../kernel/sql.ts'

/** An area, wherever it lies. */
export interface Place {
  readonly areaId: number
  readonly level: AreaLevel
}

/**
 * The area that has this code on that day, whoever asks: what may be seen of what lies in it is up to the question's
 * own scope. Throws what `unknownArea` gives when there is none.
 */
export async function placeOf(em: SqlSession, code: string, on: PlainDate): Promise<Place> {
  const [found] = await prepared<{ areaId: number; level: number }>(
    em,
    'select area_id as "areaId", level from area where code = $1 and valid_from <= $2::date and $2::date < valid_until',
    [code, on],
  )
  if (!found) throw await unknownArea(em, { code, on })
  return { areaId: found.areaId, level: levelOf(found.level) }
}

/** The id of that area. Throws as `placeOf` does. */
export async function placeId(em: SqlSession, code: string, on: PlainDate): Promise<number> {
  return (await placeOf(em, code, on)).areaId
}

const SMALL: readonly AreaLevel[] = ['COMMUNE', 'HAMLET', 'RESIDENT_GROUP']

/** Whether it is a commune or lies in one: so few places that one plan does for walking through them, wherever they are. */
export function isSmall({ level }: Place): boolean {
  return SMALL.includes(level)
}

/** SQL condition: the row of alias `row`, which has an interval of days, holds on the day of expression `day`. */
export function holdsOn(row: string, day: string): string {
  return `${row}.valid_from <= ${day} and ${day} < ${row}.valid_until`
}

/** SQL condition: the area in column `area` lies on the day of expression `day` in the area of expression `place`. */
export function liesIn(area: string, place: string, day: string): string {
  return `exists (select from area_ancestor place_link where place_link.area_id = ${area} and place_link.ancestor_id = ${place}
    and ${holdsOn('place_link', day)})`
}

/** SQL condition: the row of alias `row` of `resident_card` is of a home that holds on the day of expression `day`. */
export function livesOn(row: string, day: string): string {
  return `${row}.lives_from <= ${day} and ${day} < ${row}.lives_until`
}

/**
 * SQL condition of a statement for this actor, whose first parameters are $1 the place, $2 the day and $3 the scope: the area in
 * column `area` lies on the day in the place, as `liesIn` says, and in the scope. It is asked of areas, not of each row: only
 * what lies in both is looked at.
 */
export function seenIn(actor: Actor, area: string): string {
  return `${area} in (select place_link.area_id from area_ancestor place_link where place_link.ancestor_id = $1::int
    and ${holdsOn('place_link', '$2::date')} and ${joinsScopeOf(actor, 'place_link.area_id', 3)})`
}

/**
 * SQL condition of such a statement: a card of the person in the row of alias `row` of `resident` holds on the day. Who reads
 * parts of the country asks the home for the days of its cards, which no guard holds up; of the whole country no row is guarded,
 * and the planner may join the tables as it likes.
 */
export function insuredOn(actor: Actor, row: string): string {
  return actor.scope.kind === 'COUNTRY'
    ? `exists (select from enrolment e where e.person_id = ${row}.person_id and ${holdsOn('e', '$2::date')})`
    : `$2::date <@ any(${row}.card_days)`
}

/**
 * SQL condition: the person in column `person` lives, as far as is known last, in the scope of parameter `$position`. Who has
 * moved away is the new place's to see.
 */
export function livesInScope(person: string, position: number): string {
  return `($${position}::int[] is null or exists (
    select from (select area_id from residence where person_id = ${person} order by valid_from desc limit 1) last_home
    where ${inScope('last_home.area_id', position)}))`
}
