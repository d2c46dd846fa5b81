import type { Actor } from '../access/actor.ts'
import { scopeIds } from '../access/area-scope.ts'
import { type HouseholdClass, householdClassNumber } from '../households/household-class.ts'
import { type Counted, cutCounted, decodeCursor, type Page, type PageRequest, pageSize } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { type AgeBand, ageBandNumber, ageBandSql } from '../population/age-band.ts'
import { type PersonSearch, readPersonSearch, withoutAccents } from '../population/name-search.ts'
import { type PersonRow, personColumns, personRow, type StoredPerson } from '../population/person.store.ts'
import { holdsOn, insuredOn, placeId, seenIn } from '../population/place.ts'
import { type Sex, sexNumber } from '../population/sex.ts'

/** Whom to list: everything that is given narrows, a list that is left out or empty does not. */
export interface PersonWhere {
  /** Code, on the day asked, of the area in which they live. */
  readonly within: string
  readonly covered?: boolean | null
  readonly householdClasses?: readonly HouseholdClass[] | null
  /** Insured on the day under one of these codes. */
  readonly participantCodes?: readonly string[] | null
  /** A card whose last day lies in [cardEndsFrom, cardEndsUntil) and that no other card continues: who must renew. */
  readonly cardEndsFrom?: PlainDate | null
  readonly cardEndsUntil?: PlainDate | null
  readonly ageBands?: readonly AgeBand[] | null
  readonly sexes?: readonly Sex[] | null
  /** Words of the name, with or without accents, or a number in full. */
  readonly search?: string | null
}

export interface PersonQuestion extends PersonWhere {
  readonly asOf: PlainDate
}

/** What is asked of homes and cards: $1 place, $2 day, $3 scope, then one parameter a filter, null when it is not asked. */
const conditionOf = (actor: Actor): string => `${holdsOn('r', '$2::date')} and ${seenIn(actor, 'r.area_id')}
  and ($4::boolean is null or (${insuredOn(actor, 'r')}) = $4)
  and ($5::int[] is null or r.household_class = any($5::int[]))
  and ($6::text[] is null or exists (
    select from enrolment e
    where e.person_id = r.person_id and ${holdsOn('e', '$2::date')} and e.participant_code = any($6::text[])
  ))
  and (($7::date is null and $8::date is null) or exists (
    select from enrolment e
    where e.person_id = r.person_id and e.valid_until < 'infinity'
      and ($7::date is null or e.valid_until > $7::date) and ($8::date is null or e.valid_until <= $8::date)
      and not exists (
        select from enrolment next where next.person_id = e.person_id
          and next.valid_from <= e.valid_until and e.valid_until < next.valid_until
      )
  ))
  and ($13::text is null or exists (select from person_identity known where known.person_id = r.person_id and known.code = $13::text))`

/** What is asked of the persons themselves. */
const OF_PERSON = `($9::int[] is null or ${ageBandSql('r', '$2::date')} = any($9::int[]))
  and ($10::int[] is null or r.sex = any($10::int[]))
  and ($11::text is null or strpos(' ' || r.name_key, ' ' || $11::text) > 0)
  and ($12::text is null or strpos(' ' || ${withoutAccents('r.name_key')}, ' ' || $12::text) > 0)`

/**
 * The residents of an area on a day, by name. Two statements. Throws `BadRequest`: `area-unknown-on-day`, and those of a page.
 */
export async function listPersons(
  actor: Actor,
  em: SqlSession,
  question: PersonQuestion,
  page: PageRequest,
): Promise<Page<PersonRow>> {
  const first = pageSize(page)
  const after = decodeCursor(page.after, ['TEXT', 'ID'])
  const { within, asOf } = question
  const values = [await placeId(em, within, asOf), asOf, scopeIds(actor), ...filters(question)]
  const found = await rows<Counted<StoredPerson & { nameKey: string }>>(
    em,
    `with found as materialized (
      select r.person_id, r.valid_from, r.name_key from resident r where ${conditionOf(actor)} and ${OF_PERSON}
    ), page as (
      select * from found
      where $14::text is null or (name_key collate "C", person_id) > ($14::text collate "C", $15::bigint)
      order by name_key collate "C", person_id limit $16
    )
    select counted.n as "totalCount", page.name_key as "nameKey", ${personColumns('r')}
    from (select count(*)::int as n from found) counted
    left join (page join resident r on r.person_id = page.person_id and r.valid_from = page.valid_from) on true
    order by page.name_key collate "C", page.person_id`,
    [...values, ...(after ?? [null, null]), first + 1],
  )
  const cut = cutCounted(found, first, (row) => [row.nameKey, row.personId])
  return { ...cut, rows: cut.rows.map(personRow) }
}

function filters(where: PersonWhere): readonly unknown[] {
  const search: PersonSearch | null = where.search ? readPersonSearch(where.search) : null
  const name = search?.kind === 'NAME' ? search : null
  return [
    where.covered ?? null,
    someOrNull(where.householdClasses?.map(householdClassNumber)),
    someOrNull(where.participantCodes),
    where.cardEndsFrom ?? null,
    where.cardEndsUntil ?? null,
    someOrNull(where.ageBands?.map(ageBandNumber)),
    someOrNull(where.sexes?.map(sexNumber)),
    name?.accented ? name.key : null,
    name && !name.accented ? name.key : null,
    search?.kind === 'NUMBER' ? search.number : null,
  ]
}

function someOrNull<Value>(list: readonly Value[] | null | undefined): readonly Value[] | null {
  return list && list.length > 0 ? list : null
}
