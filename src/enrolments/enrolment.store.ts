import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import { addressSql, type FigureSource } from '../batches/figure-source.ts'
import { grouped } from '../kernel/grouped.ts'
import { type PlainDate, parsePlainDate } from '../kernel/plain-date.ts'
import { prepared, type SqlSession } from '../kernel/sql.ts'
import { holdsOn, livesInScope, livesOn } from '../population/place.ts'
import { type ParticipantGroup, participantGroupOf } from './participant-group.ts'

/** A person insured under a participant code in [validFrom, validUntil). */
export interface EnrolmentRow {
  /** `personId:validFrom:cardNumber`: names it among all enrolments. */
  readonly key: string
  readonly personId: number
  readonly cardNumber: string | null
  readonly participantCode: string
  readonly participantGroup: ParticipantGroup | null
  readonly validFrom: PlainDate
  /** The day after the last insured day; null when no end is known. */
  readonly validUntil: PlainDate | null
  readonly clinicCode: string | null
  readonly source: FigureSource
}

interface StoredEnrolment extends Omit<EnrolmentRow, 'key' | 'participantGroup' | 'source'> {
  readonly participantGroup: number | null
  readonly batchId: number
  readonly fileName: string | null
  readonly batchAsOf: PlainDate | null
  readonly address: string | null
}

const COLUMNS = `e.person_id as "personId", nullif(e.card_number, '') as "cardNumber", e.participant_code as "participantCode",
  pc.participant_group as "participantGroup", e.valid_from as "validFrom", nullif(e.valid_until, 'infinity') as "validUntil",
  e.clinic_code as "clinicCode", e.batch_id as "batchId", b.file_name as "fileName", b.as_of as "batchAsOf",
  ${addressSql('b', 'e')} as address`

/** Where a card `e` comes from and what its code means. */
const SOURCED = `
  left join participant_code pc on pc.code = e.participant_code
  left join batch_source b on b.batch_id = e.batch_id`

/** Every enrolment of each person, newest first, by person; of persons who last lived outside the scope there is none. */
export async function enrolmentsOf(
  actor: Actor,
  em: SqlSession,
  personIds: readonly number[],
): Promise<Map<number, EnrolmentRow[]>> {
  const found = await prepared<StoredEnrolment>(
    em,
    `select ${COLUMNS} from enrolment e ${SOURCED}
    where e.person_id = any($1::bigint[]) and ${livesInScope('e.person_id', 2)}
    order by e.person_id, e.valid_from desc, e.card_number`,
    [personIds, scopeIds(actor)],
  )
  return grouped(found.map(enrolmentRow), (row) => row.personId)
}

/**
 * The enrolment under which each person counts on that day, by person: of several valid ones that whose code comes first in the
 * law. Who is not in the map is not covered, or does not live on that day where the actor may see them.
 */
export async function currentEnrolments(
  actor: Actor,
  em: SqlSession,
  personIds: readonly number[],
  asOf: PlainDate,
): Promise<Map<number, EnrolmentRow>> {
  const found = await prepared<StoredEnrolment>(
    em,
    `select distinct on (e.person_id) ${COLUMNS} from resident_card e ${SOURCED}
    where e.person_id = any($1::bigint[]) and ${holdsOn('e', '$2::date')} and ${livesOn('e', '$2::date')}
      and ${inScope('e.area_id', 3)}
    order by e.person_id, pc.law_order, pc.code_no, e.valid_from, e.card_number`,
    [personIds, asOf, scopeIds(actor)],
  )
  return new Map(found.map((row) => [row.personId, enrolmentRow(row)]))
}

/** These enrolments by their keys; keys that name none, or one that the actor may not see, are left out. */
export async function enrolmentsByKeys(
  actor: Actor,
  em: SqlSession,
  keys: readonly string[],
): Promise<Map<string, EnrolmentRow>> {
  const parts = keys.map(readKey).filter((part) => part !== null)
  const found = await prepared<StoredEnrolment>(
    em,
    `select ${COLUMNS} from enrolment e ${SOURCED}
    join unnest($1::bigint[], $2::date[], $3::text[]) k(person_id, valid_from, card_number)
      on k.person_id = e.person_id and k.valid_from = e.valid_from and k.card_number = e.card_number
    where ${livesInScope('e.person_id', 4)}`,
    [
      parts.map((part) => part.personId),
      parts.map((part) => part.validFrom),
      parts.map((part) => part.cardNumber),
      scopeIds(actor),
    ],
  )
  return new Map(found.map(enrolmentRow).map((row) => [row.key, row]))
}

function readKey(key: string): { personId: number; validFrom: PlainDate; cardNumber: string } | null {
  const [, personId = '', day = '', cardNumber = ''] = /^(\d{1,15}):(\d{4}-\d{2}-\d{2}):(.*)$/.exec(key) ?? []
  const validFrom = parsePlainDate(day)
  return validFrom === null ? null : { personId: Number(personId), validFrom, cardNumber }
}

function enrolmentRow(stored: StoredEnrolment): EnrolmentRow {
  const { personId, cardNumber, participantCode, validFrom, validUntil, clinicCode } = stored
  return {
    key: `${personId}:${validFrom}:${cardNumber ?? ''}`,
    personId,
    cardNumber,
    participantCode,
    participantGroup: participantGroupOf(stored.participantGroup),
    validFrom,
    validUntil,
    clinicCode,
    source: {
      asOf: stored.batchAsOf ?? validFrom,
      batchId: stored.fileName === null ? null : stored.batchId,
      sourceName: stored.fileName ?? 'register',
      address: stored.address,
    },
  }
}
