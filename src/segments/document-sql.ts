import type { AreaScope } from '../access/actor.ts'
import { PARTICIPANT_GROUPS } from '../enrolments/participant-group.ts'
import { HOUSEHOLD_CLASSES } from '../households/household-class.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { SqlValues } from '../kernel/sql-values.ts'
import { holdsOn } from '../population/place.ts'
import { SEXES } from '../population/sex.ts'
import type { Pseudonymous } from './pseudonym.ts'
import { namesHouseholds, type SegmentField } from './segment-field.ts'

/** Of what documents are made. */
export interface Documented {
  readonly fields: readonly SegmentField[]
  readonly day: PlainDate
  /** SQL: the area that is told of a household of `picked`; see `shownAreaSql`. */
  readonly shown: string
  /** SQL: what a thing is called, of its type and its key in SQL. */
  readonly idOf: (type: Pseudonymous, key: string) => string
}

/**
 * SQL: of each household of `picked` (household_id, area_id, household_class) the document that its partner may read, as JSON text:
 * what is masked is masked here and never leaves the database. With it the area that is told (shown_id), and the cell of
 * area, class and size band as they are told.
 */
export function documentsSql(picked: string, documented: Documented, values: SqlValues): string {
  const { fields, day, shown, idOf } = documented
  const on = values.add(day, 'date')
  const given = (field: SegmentField): boolean => fields.includes(field)
  const householdClass = nameSql(HOUSEHOLD_CLASSES, 'picked.household_class')
  return `select picked.household_id, picked.area_id, place.area_id as shown_id,
      concat_ws('/', place.area_id, ${given('CLASS') ? 'picked.household_class' : '0'}, width_bucket(home.size, array[3, 6])) as cell,
      json_build_object(${objectSql([
        ['id', idOf('Household', 'picked.household_id')],
        ['code', given('HOUSEHOLD_CODE') && 'household.code'],
        ['address', given('ADDRESS') && 'household.address'],
        ['area', `json_build_object('code', place.code, 'fullName', trim(place.unit_type || ' ' || place.name))`],
        ['headName', given('HEAD_NAME') ? 'household.head_name' : maskedName('household.head_name')],
        ['householdClass', given('CLASS') && householdClass],
        ['size', 'home.size'],
        ['coveredMembers', 'home.covered'],
        ['members', given('MEMBERS') && `coalesce(home.members, '[]'::json)`],
      ])})::text as document
    from (${picked}) picked
    join household on household.household_id = picked.household_id
    join area place on place.area_id = ${shown}
    cross join lateral (
      select count(*)::int as size, count(card.person_id)::int as covered
        ${given('MEMBERS') ? `, json_agg(${memberSql(documented)} order by (member.full_name is distinct from household.head_name), member.person_id) as members` : ''}
      from residence lives
      join person member on member.person_id = lives.person_id
      left join lateral (${currentCard(on)}) card on true
      where lives.household_id = picked.household_id and ${holdsOn('lives', on)}
    ) home`
}

/** The card that counts on the day, as `currentEnrolments` of the enrolments room chooses it. */
function currentCard(on: string): string {
  return `select held.person_id, held.valid_from, held.valid_until, held.card_number, held.participant_code, held.clinic_code,
      code.participant_group
      from enrolment held
      left join participant_code code on code.code = held.participant_code
      where held.person_id = lives.person_id and ${holdsOn('held', on)}
      order by code.law_order, code.code_no, held.valid_from, held.card_number limit 1`
}

function memberSql({ fields, idOf }: Documented): string {
  const given = (field: SegmentField): boolean => fields.includes(field)
  const card = `case when card.person_id is not null then json_build_object(${objectSql([
    ['cardNumber', cardNumber(given)],
    ['participantCode', given('PARTICIPANT_CODE') && 'card.participant_code'],
    ['participantGroup', given('PARTICIPANT_CODE') && nameSql(PARTICIPANT_GROUPS, 'card.participant_group')],
    ['validFrom', 'card.valid_from'],
    ['validUntil', `nullif(card.valid_until, 'infinity')`],
    ['clinicCode', given('CLINIC') && 'card.clinic_code'],
  ])}) end`
  return `json_build_object(${objectSql([
    ['id', idOf('Person', 'member.person_id')],
    ['fullName', given('MEMBER_NAMES') ? 'member.full_name' : maskedName('member.full_name')],
    ['birthDate', given('BIRTH') && 'member.birth_date'],
    ['birthYear', given('BIRTH') && 'member.birth_year'],
    ['sex', given('SEX') && nameSql(SEXES, 'member.sex')],
    ['relationToHead', given('RELATION') && 'lives.relation_to_head'],
    ['nationalId', given('NATIONAL_ID_LAST4') && lastFour('member.national_id')],
    ['covered', 'card.person_id is not null'],
    ['enrolment', given('CARD_VALIDITY') && card],
  ])})`
}

function cardNumber(given: (field: SegmentField) => boolean): string | false {
  if (given('CARD_NUMBER')) return `nullif(card.card_number, '')`
  return given('CARD_NUMBER_LAST4') && lastFour(`nullif(card.card_number, '')`)
}

/** Of what follows which area is told. */
interface Shown {
  readonly fields: readonly SegmentField[]
  /** The areas of the selection. */
  readonly scope: AreaScope
  readonly day: PlainDate
}

/**
 * SQL: the area that is told of a household of `picked`: the hamlet where it was granted, else the commune; of a segment that
 * names nobody, the area of the selection itself, so that no household of a small commune stands alone.
 */
export function shownAreaSql({ fields, scope, day }: Shown, values: SqlValues): string {
  if (fields.includes('HAMLET')) return 'picked.area_id'
  const links = 'select link.ancestor_id from area_ancestor link where link.area_id = picked.area_id'
  const lowest = 'order by link.ancestor_level desc, link.ancestor_id limit 1'
  if (namesHouseholds(fields)) {
    const held = holdsOn('link', values.add(day, 'date'))
    return `coalesce((${links} and ${held} and link.ancestor_level <= 3 ${lowest}), picked.area_id)`
  }
  const selected =
    scope.kind === 'AREAS' ? `link.ancestor_id = any(${values.add(scope.areaIds, 'int[]')})` : 'link.ancestor_level = 0'
  return `(${links} and ${selected} ${lowest})`
}

/** Họ and nothing else: Nguyễn ***. A name of one word is not a surname alone. */
function maskedName(name: string): string {
  return `case when strpos(${name}, ' ') > 0 then split_part(${name}, ' ', 1) || ' ***' else left(${name}, 0) || '***' end`
}

function lastFour(number: string): string {
  return `'****' || right(${number}, 4)`
}

/** The word of a number that counts from 1; null for any other. */
function nameSql(names: readonly string[], number: string): string {
  return `(array['${names.join(`','`)}'])[${number}]`
}

function objectSql(entries: readonly (readonly [string, string | false])[]): string {
  return entries.flatMap(([name, sql]) => (sql === false ? [] : [`'${name}', ${sql}`])).join(', ')
}
