import type { Actor } from '../access/actor.ts'
import { inScope, joinsScopeOf, scopeIds } from '../access/area-scope.ts'
import { levelNumber } from '../areas/area-level.ts'
import { dividedPlaces } from '../coverage/placement.ts'
import { householdClassOf } from '../households/household-class.ts'
import { grouped } from '../kernel/grouped.ts'
import { type CursorKey, cutPage, decodeCursor, type Page, type PageRequest, pageSize } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { oneRow, prepared, rows, type SqlSession } from '../kernel/sql.ts'
import { personColumns, personRow, type StoredPerson } from '../population/person.store.ts'
import { holdsOn, livesOn, type Place, placeOf, seenIn } from '../population/place.ts'
import { type Door, type DoorVisit, type Resident, visitAt } from './door-list.ts'
import type { PaidMonths } from './premium.ts'

export interface DoorQuestion {
  /** Code of the area on the day. */
  readonly within: string
  readonly asOf: PlainDate
  /** The months that premiums are reckoned for. */
  readonly months: PaidMonths
}

/** A page of doors, with how many people without a card there are behind all of them. */
export interface DoorPage extends Page<DoorVisit> {
  readonly uncovered: number
}

/** A place whose doors are wanted. */
export interface DoorsWanted extends Omit<DoorQuestion, 'within'> {
  /** A hamlet or residents' group with everything in it; of a larger area only who lives in no part of it that the register knows. */
  readonly place: Place
}

/** The place of a door in the list: code of its area, households before single persons, then their number. */
type DoorKey = readonly [areaCode: string, single: number, id: number]

/** Places with everything in them, and places by themselves. */
interface Places {
  readonly within: number | null
  readonly alone: readonly number[]
}

/**
 * $1 place, $2 day, $3 scope, $4 places by themselves. The residents none of whose cards holds, each with their door: a household at a
 * place, or a person without one.
 */
const uncoveredOf = (actor: Actor, places: Places): string => `
    select c.area_id, (c.household_id is null)::int as single, coalesce(c.household_id, c.person_id) as id
    from resident_card c
    where ${livesOn('c', '$2::date')} and ${isAt(actor, places)}
    group by c.person_id, c.area_id, c.household_id having not coalesce(bool_or(${holdsOn('c', '$2::date')}), false)`

/** SQL condition: the home is in one of the places and in the scope. Nearly always there are no places by themselves: then as in any list. */
function isAt(actor: Actor, { alone }: Places): string {
  if (alone.length === 0) return `${seenIn(actor, 'c.area_id')} and $4::int[] is not null`
  return `c.area_id = any(array(
        select link.area_id from area_ancestor link where link.ancestor_id = $1::int and ${holdsOn('link', '$2::date')}
          and ${joinsScopeOf(actor, 'link.area_id', 3)}
        union all
        select place.area_id from unnest($4::int[]) place(area_id) where ${joinsScopeOf(actor, 'place.area_id', 3)}))`
}

/**
 * The area with everything in it, and the places of divided areas of which it has a part: an officer finds who is registered there under
 * the old name, in each part, until a survey writes down where they live.
 */
async function placesIn(em: SqlSession, within: string, asOf: PlainDate): Promise<Places> {
  const place = await placeOf(em, within, asOf)
  return { within: place.areaId, alone: await dividedPlaces(em, place, asOf) }
}

/**
 * The doors of an area by hamlet, residents' group and household. A fixed number of statements. Throws
 * `BadRequest`: `area-unknown-on-day`, and those of a page.
 */
export async function doorList(
  actor: Actor,
  em: SqlSession,
  question: DoorQuestion,
  page: PageRequest,
): Promise<DoorPage> {
  const first = pageSize(page)
  const after = decodeCursor(page.after, ['TEXT', 'INT', 'ID'])
  const { within, asOf, months } = question
  const places = await placesIn(em, within, asOf)
  const { doors, uncovered, next } = await doorsOf(actor, em, { places, asOf, after, limit: first + 1 })
  const visits = await visitsAt(actor, em, next, { asOf, months })
  return { ...cutPage(visits, first, doors, doorKey), uncovered }
}

/** So many doors are read at a time. */
const DOORS_AT_ONCE = 200

/**
 * All doors of a place in the order of the list, some hundred at a time: which they are is looked for once, who lives behind them
 * when they are come to.
 */
export async function* doorsAt(actor: Actor, em: SqlSession, wanted: DoorsWanted): AsyncGenerator<DoorVisit[]> {
  const { place, ...terms } = wanted
  const { areaId } = place
  const isWhole = place.level === 'HAMLET' || place.level === 'RESIDENT_GROUP'
  const places = isWhole ? { within: areaId, alone: [] } : { within: null, alone: [areaId] }
  const { next: doors } = await doorsOf(actor, em, { places, asOf: terms.asOf, after: null, limit: null })
  for (let from = 0; from < doors.length; from += DOORS_AT_ONCE) {
    const visits = await visitsAt(actor, em, doors.slice(from, from + DOORS_AT_ONCE), terms)
    // Where all have a card by now nobody needs to knock.
    yield visits.filter(({ members }) => members.length > 0)
  }
}

/** Doors and uncovered residents there are in all, and the next doors. */
interface Doors {
  readonly doors: number
  readonly uncovered: number
  readonly next: readonly StoredDoor[]
}

interface DoorsAsked {
  readonly places: Places
  readonly asOf: PlainDate
  readonly after: CursorKey | null
  /** Null: all. */
  readonly limit: number | null
}

/** One statement. */
function doorsOf(actor: Actor, em: SqlSession, { places, asOf, after, limit }: DoorsAsked): Promise<Doors> {
  return oneRow<Doors>(
    em,
    `with uncovered as materialized (${uncoveredOf(actor, places)}
    ), door as (
      select distinct area.code collate "C" as code, area_id, single, id from uncovered join area using (area_id)
    ), next as (
      select * from door where $5::text is null or (code, single, id) > ($5::text collate "C", $6::int, $7::bigint)
      order by code, single, id limit $8::int
    )
    select (select count(*)::int from door) as doors, (select count(*)::int from uncovered) as uncovered, coalesce((
      select json_agg(json_build_object('areaCode', next.code, 'areaId', next.area_id, 'single', next.single, 'id', next.id,
        'headName', h.head_name, 'address', h.address) order by next.code, next.single, next.id)
      from next left join household h on next.single = 0 and h.household_id = next.id), '[]') as next`,
    [places.within, asOf, scopeIds(actor), places.alone, ...(after ?? [null, null, null]), limit],
  )
}

/** The visits at these doors. One statement. */
async function visitsAt(
  actor: Actor,
  em: SqlSession,
  doors: readonly StoredDoor[],
  { asOf, months }: Omit<DoorQuestion, 'within'>,
): Promise<DoorVisit[]> {
  const residents = await residentsOf(actor, em, doors, asOf)
  return doors.map((stored, index) => {
    const behind = residents.get(index + 1) ?? []
    return visitAt(doorOf(stored, behind), behind, asOf, months)
  })
}

function doorKey({ areaCode, householdId, members }: DoorVisit): DoorKey {
  return [areaCode, householdId === null ? 1 : 0, householdId ?? members[0]?.person.personId ?? 0]
}

interface StoredDoor {
  readonly areaCode: string
  readonly areaId: number
  /** 1 for a person without a household, whose number `id` then is. */
  readonly single: number
  readonly id: number
  readonly headName: string | null
  readonly address: string | null
}

interface StoredResident extends StoredPerson {
  readonly door: number
  readonly relationToHead: string | null
  readonly classNumber: number
  readonly age: number | null
  readonly declaresCard: boolean | null
  readonly cardCode: string | null
  readonly paysAsHousehold: boolean
}

type Behind = Resident & { readonly classNumber: number }

function doorOf({ single, id, ...door }: StoredDoor, residents: readonly Behind[]): Door {
  const known = residents.find((resident) => resident.classNumber > 0)
  return { ...door, householdId: single === 1 ? null : id, householdClass: householdClassOf(known?.classNumber ?? 0) }
}

/**
 * Who lives behind each door, by its number from 1, the head first. The card that counts is, as everywhere, that whose code
 * the law names first: who is insured as a worker has paid there, also when the household paid once more.
 */
async function residentsOf(
  actor: Actor,
  em: SqlSession,
  doors: readonly StoredDoor[],
  asOf: PlainDate,
): Promise<Map<number, Behind[]>> {
  const found = await prepared<StoredResident>(
    em,
    `select d.number::int as door, ${personColumns('r')}, r.relation_to_head as "relationToHead",
      r.household_class as "classNumber",
      coalesce(extract(year from age($5::date, r.birth_date))::int, extract(year from $5::date)::int - r.birth_year) as age,
      said.has_card as "declaresCard", card.code as "cardCode", coalesce(card.participant_group = 5, false) as "paysAsHousehold"
    from unnest($1::int[], $2::bigint[], $3::bigint[], $4::text[]) with ordinality d(area_id, household_id, person_id, head_name, number)
    join resident r on (r.household_id = d.household_id or r.person_id = d.person_id)
      and r.area_id = d.area_id and ${holdsOn('r', '$5::date')}
    left join lateral (
      select e.participant_code as code, pc.participant_group
      from enrolment e left join participant_code pc on pc.code = e.participant_code
      where e.person_id = r.person_id and ${holdsOn('e', '$5::date')}
      order by pc.law_order, pc.code_no limit 1
    ) card on true
    left join lateral (
      select c.has_card and coalesce(c.declared_until > $5::date, true) as has_card
      from card_declaration c where c.person_id = r.person_id and c.as_of <= $5::date
      order by c.as_of desc limit 1
    ) said on true
    where ${inScope('r.area_id', 6)}
    order by d.number, (r.full_name is distinct from d.head_name), r.person_id`,
    [
      doors.map((door) => door.areaId),
      doors.map(({ single, id }) => (single === 1 ? null : id)),
      doors.map(({ single, id }) => (single === 1 ? id : null)),
      doors.map((door) => door.headName),
      asOf,
      scopeIds(actor),
    ],
  )
  const byDoor = grouped(found, (row) => row.door)
  return new Map([...byDoor].map(([door, residents]) => [door, residents.map(resident)]))
}

function resident(stored: StoredResident): Behind {
  const { relationToHead, age, declaresCard, cardCode, paysAsHousehold, classNumber } = stored
  const isCovered = cardCode !== null
  return { person: personRow(stored), relationToHead, age, declaresCard, isCovered, paysAsHousehold, classNumber }
}

/** A hamlet with people without a card; or a larger area, for those who live in none of its hamlets. */
export interface DoorPlace {
  readonly areaId: number
  readonly doors: number
  readonly uncovered: number
}

/** The hamlets of an area that have doors to knock on, by code. One statement beside those for the area. */
export async function doorPlaces(actor: Actor, em: SqlSession, within: string, asOf: PlainDate): Promise<DoorPlace[]> {
  const places = await placesIn(em, within, asOf)
  return rows<DoorPlace>(
    em,
    `select place.area_id as "areaId", count(distinct (r.area_id, r.single, r.id))::int as doors, count(*)::int as uncovered
    from (${uncoveredOf(actor, places)}) r
    left join area_ancestor hamlet on hamlet.area_id = r.area_id and hamlet.ancestor_level = $5 and ${holdsOn('hamlet', '$2::date')}
    join area place on place.area_id = coalesce(hamlet.ancestor_id, r.area_id)
    group by place.area_id, place.code order by place.code collate "C"`,
    [places.within, asOf, scopeIds(actor), places.alone, levelNumber('HAMLET')],
  )
}
