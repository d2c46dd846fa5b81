import type { Actor } from '../access/actor.ts'
import { scopeIds } from '../access/area-scope.ts'
import { type HouseholdClass, householdClassNumber } from '../households/household-class.ts'
import {
  type Counted,
  type CountingRequest,
  cutCounted,
  decodeCursor,
  type Page,
  pageSize,
  type TotalIfAsked,
} from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { SqlValues } from '../kernel/sql-values.ts'
import { type AgeBand, ageBandNumber, ageBandSql } from '../population/age-band.ts'
import { type PersonSearch, readPersonSearch, withoutAccents } from '../population/name-search.ts'
import { type PersonRow, personColumns, personRow, type StoredPerson } from '../population/person.store.ts'
import { holdsOn, insuredOn, isSmall, type Place, placeOf, seenIn } from '../population/place.ts'
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

/** SQL conditions, one for each filter that is asked. */
function filtersOf(actor: Actor, place: Place, where: PersonWhere, values: SqlValues): string[] {
  const search = where.search ? readPersonSearch(where.search) : null
  return [
    ...ofCards(actor, place, where, values),
    ...isOneOf('r.household_class', where.householdClasses?.map(householdClassNumber), values),
    ...isOneOf(ageBandSql('r', '$2::date'), where.ageBands?.map(ageBandNumber), values),
    ...isOneOf('r.sex', where.sexes?.map(sexNumber), values),
    ...(search ? [isFoundBy(search, values)] : []),
  ]
}

function isOneOf(expression: string, list: readonly number[] | null | undefined, values: SqlValues): string[] {
  return list && list.length > 0 ? [`${expression} = any(${values.add(list, 'int[]')})`] : []
}

/** SQL conditions: what is asked of the cards of the person in row `r`. */
function ofCards(actor: Actor, place: Place, where: PersonWhere, values: SqlValues): string[] {
  const { covered, participantCodes: codes, cardEndsFrom: from, cardEndsUntil: until } = where
  const isInsured = insuredOn(actor, 'r')
  const byEnd = actor.scope.kind === 'COUNTRY' ? CARDS : CARDS_OF_HOMES
  const byCode = isSmall(place) ? byEnd : CARDS
  const ends = [
    ...(from ? [`e.valid_until > ${values.add(from, 'date')}`] : []),
    ...(until ? [`e.valid_until <= ${values.add(until, 'date')}`] : []),
  ]
  return [
    ...(covered === true ? [isInsured] : covered === false ? [`not (${isInsured})`] : []),
    ...(codes && codes.length > 0
      ? [hasCard(byCode, `${holdsOn('e', '$2::date')} and e.participant_code = any(${values.add(codes, 'text[]')})`)]
      : []),
    ...(ends.length > 0
      ? [hasCard(byEnd, `e.valid_until < 'infinity' and ${ends.join(' and ')} and ${notContinued(byEnd)}`)]
      : []),
  ]
}

/** Where the cards of a person are looked for: a table, and which of its rows are those of the row of an alias. */
interface Cards {
  readonly table: string
  readonly isOf: (card: string, holder: string, homeSince: string) => string
}

const CARDS: Cards = {
  table: 'enrolment',
  isOf: (card, holder) => `${card}.person_id = ${holder}.person_id`,
}

/**
 * Who reads parts of the country finds here the cards of homes, which no guard holds up. By code only in a commune or less: most cards
 * are current, and of more places the planner would join all of the country's.
 */
const CARDS_OF_HOMES: Cards = {
  table: 'resident_card',
  isOf: (card, holder, homeSince) =>
    `${card}.person_id = ${holder}.person_id and ${card}.lives_from = ${holder}.${homeSince}`,
}

const hasCard = ({ table, isOf }: Cards, condition: string): string =>
  `exists (select from ${table} e where ${isOf('e', 'r', 'valid_from')} and ${condition})`

const notContinued = ({ table, isOf }: Cards): string => `not exists (
    select from ${table} next where ${isOf('next', 'e', 'lives_from')}
      and next.valid_from <= e.valid_until and e.valid_until < next.valid_until
  )`

/** SQL condition: the person in row `r` is whom the words or the number mean. */
function isFoundBy(search: PersonSearch, values: SqlValues): string {
  if (search.kind === 'NUMBER') {
    const number = values.add(search.number, 'text')
    return `exists (select from person_identity known where known.person_id = r.person_id and known.code = ${number})`
  }
  const name = search.accented ? 'r.name_key' : withoutAccents('r.name_key')
  return `strpos(' ' || ${name}, ' ' || ${values.add(search.key, 'text')}) > 0`
}

/** The texts that stand for where the page begins, null for the first, and for how many rows there are in it. */
type Cut = Readonly<Record<'name' | 'id' | 'limit', string>>

const isBehind = ({ name, id }: Cut): string =>
  `(${name} is null or (r.name_key collate "C", r.person_id) > (${name} collate "C", ${id}))`

/** The page alone. */
const pageOf = (conditions: string, cut: Cut): string => `
    select null::int as "totalCount", r.name_key as "nameKey", ${personColumns('r')}
    from resident r where ${conditions} and ${isBehind(cut)}
    order by r.name_key collate "C", r.person_id limit ${cut.limit}`

/** The page, and how many there are in all, from one look at everybody. */
const countedPageOf = (conditions: string, cut: Cut): string => `
    with found as materialized (
      select r.person_id, r.valid_from, r.name_key from resident r where ${conditions}
    ), page as (
      select * from found r where ${isBehind(cut)} order by r.name_key collate "C", r.person_id limit ${cut.limit}
    )
    select counted.n as "totalCount", page.name_key as "nameKey", ${personColumns('r')}
    from (select count(*)::int as n from found) counted
    left join (page join resident r on r.person_id = page.person_id and r.valid_from = page.valid_from) on true
    order by page.name_key collate "C", page.person_id`

/**
 * The residents of an area on a day, by name; counted only where the page says so. Two statements. Throws `BadRequest`:
 * `area-unknown-on-day`, and those of a page.
 */
export async function listPersons(
  actor: Actor,
  em: SqlSession,
  question: PersonQuestion,
  page: CountingRequest,
): Promise<Page<PersonRow, TotalIfAsked>> {
  const first = pageSize(page)
  const [name, id] = decodeCursor(page.after, ['TEXT', 'ID']) ?? [null, null]
  const { within, asOf } = question
  const place = await placeOf(em, within, asOf)
  const values = new SqlValues(place.areaId, asOf, scopeIds(actor))
  const filters = filtersOf(actor, place, question, values)
  const conditions = [holdsOn('r', '$2::date'), seenIn(actor, 'r.area_id'), ...filters].join(' and ')
  const cut = { name: values.add(name, 'text'), id: values.add(id, 'bigint'), limit: values.add(first + 1, 'int') }
  const textOf = page.counts === false ? pageOf : countedPageOf
  const found = await rows<Counted<StoredPerson & { nameKey: string }>>(em, textOf(conditions, cut), values.list)
  const listed = cutCounted(found, first, (row) => [row.nameKey, row.personId])
  return { ...listed, rows: listed.rows.map(personRow) }
}
