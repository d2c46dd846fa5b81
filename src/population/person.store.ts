import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, type SqlSession } from '../kernel/sql.ts'
import { holdsOn, livesInScope } from './place.ts'
import { type Sex, sexOf } from './sex.ts'

/** A person of the register: what stays the same wherever they live. */
export interface PersonRow {
  readonly personId: number
  /** As the sheet writes it. */
  readonly fullName: string
  /** Null when only the year is known, or nothing. */
  readonly birthDate: PlainDate | null
  readonly birthYear: number | null
  readonly sex: Sex | null
  readonly nationalId: string | null
  readonly socialInsuranceNumber: string | null
}

/** Where and with whom a person lives on a day. */
export interface ResidenceRow {
  readonly personId: number
  readonly areaId: number
  readonly householdId: number | null
  readonly relationToHead: string | null
}

/** A row of `personColumns`. */
export interface StoredPerson extends Omit<PersonRow, 'sex'> {
  readonly sex: number
}

/** The columns of a person as `personRow` wants them, of the table under that name in the statement. */
export function personColumns(table: string): string {
  return `${table}.person_id as "personId", ${table}.full_name as "fullName", ${table}.birth_date as "birthDate",
    ${table}.birth_year as "birthYear", ${table}.sex, ${table}.national_id as "nationalId",
    ${table}.social_insurance_number as "socialInsuranceNumber"`
}

export function personRow(stored: StoredPerson): PersonRow {
  const { personId, fullName, birthDate, birthYear, sex, nationalId, socialInsuranceNumber } = stored
  return { personId, fullName, birthDate, birthYear, sex: sexOf(sex), nationalId, socialInsuranceNumber }
}

/** These persons by id; those who last lived outside the actor's scope are left out. */
export async function personsByIds(
  actor: Actor,
  em: SqlSession,
  ids: readonly number[],
): Promise<Map<number, PersonRow>> {
  const found = await prepared<StoredPerson>(
    em,
    `select ${personColumns('p')} from person p where p.person_id = any($1::bigint[]) and ${livesInScope('p.person_id', 2)}`,
    [ids, scopeIds(actor)],
  )
  return new Map(found.map((row) => [row.personId, personRow(row)]))
}

/** Where each person lives on that day, by person; who lives nowhere that the actor may see is left out. */
export async function residencesOf(
  actor: Actor,
  em: SqlSession,
  personIds: readonly number[],
  asOf: PlainDate,
): Promise<Map<number, ResidenceRow>> {
  const found = await prepared<ResidenceRow>(
    em,
    `select r.person_id as "personId", r.area_id as "areaId", r.household_id as "householdId", r.relation_to_head as "relationToHead"
    from residence r
    where r.person_id = any($1::bigint[]) and ${holdsOn('r', '$2::date')} and ${inScope('r.area_id', 3)}`,
    [personIds, asOf, scopeIds(actor)],
  )
  return new Map(found.map((row) => [row.personId, row]))
}
