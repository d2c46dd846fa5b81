import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import { levelNumber } from '../areas/area-level.ts'
import { householdClassOf } from '../households/household-class.ts'
import { grouped } from '../kernel/grouped.ts'
import { cutPage, decodeCursor, type Page, type PageRequest, pageSize } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { oneRow, rows, type SqlSession } from '../kernel/sql.ts'
import { personColumns, personRow, type StoredPerson } from '../population/person.store.ts'
import { holdsOn, liesIn, placeId } from '../population/place.ts'
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

/** Where the next doors are read from. */
export interface DoorsAfter {
  /** The area by id: with `directly`, only who lives in no part of it that the register knows. */
  readonly placeId: number
  readonly directly: boolean
  readonly asOf: PlainDate
  readonly months: PaidMonths
  readonly after: DoorKey | null
  readonly limit: number
}

/** The place of a door in the list: code of its area, households before single persons, then their number. */
export type DoorKey = readonly [areaCode: string, single: number, id: number]

/** $1 place, $2 day, $3 scope, $4 only directly in the place. The residents without a card. */
const UNCOVERED = `from residence r join area a on a.area_id = r.area_id
  where ${holdsOn('r', '$2::date')} and ${liesIn('r.area_id', '$1::int', '$2::date')} and ${inScope('r.area_id', 3)}
    and (not $4::boolean or r.area_id = $1)
    and not exists (select from enrolment e where e.person_id = r.person_id and ${holdsOn('e', '$2::date')})`

/** A household at a place, or a person without one. */
const DOOR = `r.area_id, (r.household_id is null)::int, coalesce(r.household_id, r.person_id)`

/**
 * The doors of an area by hamlet, residents' group and household. Four statements. Throws `BadRequest`:
 * `area-unknown-on-day`, and those of a page.
 */
export async function doorList(
  actor: Actor,
  em: SqlSession,
  question: DoorQuestion,
  page: PageRequest,
): Promise<DoorPage> {
  const first = pageSize(page)
  const after = decodeCursor(page.after, 3)
  const { within, asOf, months } = question
  const place = await placeId(em, within, asOf)
  const { doors, uncovered } = await oneRow<{ doors: number; uncovered: number }>(
    em,
    `select count(distinct (${DOOR}))::int as doors, count(*)::int as uncovered ${UNCOVERED}`,
    [place, asOf, scopeIds(actor), false],
  )
  const found = await doorsAfter(actor, em, {
    placeId: place,
    directly: false,
    asOf,
    months,
    after: after as DoorKey | null,
    limit: first + 1,
  })
  return { ...cutPage(found, first, doors, doorKey), uncovered }
}

/** The next doors in the order of the list. Two statements. */
export async function doorsAfter(actor: Actor, em: SqlSession, asked: DoorsAfter): Promise<DoorVisit[]> {
  const { asOf, months, after, limit } = asked
  const doors = await rows<StoredDoor>(
    em,
    `with door as (
      select distinct a.code collate "C" as code, ${DOOR_NAMED} ${UNCOVERED}
    )
    select door.code as "areaCode", door.area_id as "areaId", door.single, door.id, h.head_name as "headName", h.address
    from door left join household h on door.single = 0 and h.household_id = door.id
    where $5::text is null or (door.code, door.single, door.id) > ($5::text collate "C", $6::int, $7::bigint)
    order by door.code, door.single, door.id limit $8`,
    [asked.placeId, asOf, scopeIds(actor), asked.directly, ...(after ?? [null, null, null]), limit],
  )
  const residents = await residentsOf(actor, em, doors, asOf)
  return doors.map((stored, index) => {
    const behind = residents.get(index + 1) ?? []
    return visitAt(doorOf(stored, behind), behind, asOf, months)
  })
}

const DOOR_NAMED = 'r.area_id, (r.household_id is null)::int as single, coalesce(r.household_id, r.person_id) as id'

export function doorKey({ areaCode, householdId, members }: DoorVisit): DoorKey {
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
  const found = await rows<StoredResident>(
    em,
    `select d.number::int as door, ${personColumns('p')}, r.relation_to_head as "relationToHead",
      r.household_class as "classNumber",
      coalesce(extract(year from age($5::date, p.birth_date))::int, extract(year from $5::date)::int - p.birth_year) as age,
      said.has_card as "declaresCard", card.code as "cardCode", coalesce(card.participant_group = 5, false) as "paysAsHousehold"
    from unnest($1::int[], $2::int[], $3::bigint[], $4::text[]) with ordinality d(area_id, single, id, head_name, number)
    join residence r on r.area_id = d.area_id and ${holdsOn('r', '$5::date')}
      and case when d.single = 1 then r.person_id = d.id else r.household_id = d.id end
    join person p on p.person_id = r.person_id
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
    order by d.number, (p.full_name is distinct from d.head_name), p.person_id`,
    [
      doors.map((door) => door.areaId),
      doors.map((door) => door.single),
      doors.map((door) => door.id),
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

/** The hamlets of an area that have doors to knock on, by code. One statement beside that for the area. */
export async function doorPlaces(actor: Actor, em: SqlSession, within: string, asOf: PlainDate): Promise<DoorPlace[]> {
  return rows<DoorPlace>(
    em,
    `select place.area_id as "areaId", count(distinct (${DOOR}))::int as doors, count(*)::int as uncovered
    from (select r.area_id, r.household_id, r.person_id ${UNCOVERED}) r
    left join area_ancestor hamlet on hamlet.area_id = r.area_id and hamlet.ancestor_level = $5 and ${holdsOn('hamlet', '$2::date')}
    join area place on place.area_id = coalesce(hamlet.ancestor_id, r.area_id)
    group by place.area_id, place.code order by place.code collate "C"`,
    [await placeId(em, within, asOf), asOf, scopeIds(actor), false, levelNumber('HAMLET')],
  )
}
