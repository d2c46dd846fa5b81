import type { Actor } from '../access/actor.ts'
import { audit, auditBefore, cutAudit } from '../access/audit.store.ts'
import { forgetOpenings } from '../access/persons-opening.store.ts'
import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import { execute, type HubSession, rows, type SqlSession } from '../kernel/sql.ts'
import { vietnamDay } from '../kernel/vietnam-day.ts'
import { forgetDocuments } from '../segments/forget-documents.store.ts'
import { erasePersons } from './erase-persons.store.ts'
import { ERASED_KEY } from './erasure.ts'
import { clearFindings, releaseFiles, releaseFilesNaming } from './kept-files.store.ts'

/** How long what is kept, in days; null for good. */
export interface Retention {
  /** The bytes of a file, since its batch came to rest. */
  readonly files: number | null
  /** What cells held, in issues and rejected rows of such a batch. */
  readonly findings: number | null
  /** Who a person was, since the last day on which they lived anywhere or had a card. */
  readonly persons: number | null
  /** An entry of the audit log, and with it what it tells of persons opened. */
  readonly audit: number | null
  /** What somebody asked about their own data, since it was decided. */
  readonly requests: number | null
}

/** What a purge took away, or would. */
export interface Purge {
  readonly on: PlainDate
  /** SHA-256 of files whose bytes go; the caller removes them once this is committed. */
  readonly files: readonly string[]
  readonly findings: number
  readonly persons: number
  readonly auditEntries: number
  readonly requests: number
  /** Segments whose agreement ran out, and of which no documents are kept any more. */
  readonly segments: number
}

const DAY_MS = 86_400_000

/**
 * Takes away what is older than it may be, and documents of segments whose agreement ran out, in the caller's transaction.
 * Figures stay as they are.
 */
export async function purge(em: HubSession, actor: Actor, retention: Retention, now: Date): Promise<Purge> {
  const before = (days: number): Date => new Date(now.getTime() - days * DAY_MS)
  const today = vietnamDay(now)
  const due = retention.persons === null ? [] : await personsGoneBefore(em, addDays(today, -retention.persons))
  const files = [
    ...(retention.files === null ? [] : await releaseFiles(em, before(retention.files), now)),
    ...(due.length === 0 ? [] : await releaseFilesNaming(em, due, now)),
  ]
  const findings = retention.findings === null ? 0 : await clearFindings(em, before(retention.findings))
  const { persons } = due.length === 0 ? { persons: 0 } : await erasePersons(em, 'select unnest($1::bigint[])', [due])
  const segments = await forgetDocuments(em, today)
  const auditEntries = retention.audit === null ? 0 : await auditBefore(em, before(retention.audit))
  const requests = retention.requests === null ? 0 : await removeRequests(em, before(retention.requests))
  const counts = { files: files.length, findings, persons, segments, auditEntries, requests }
  if (Object.values(counts).some((count) => count > 0)) await audit(em, actor, 'PURGED', { on: today, ...counts })
  if (retention.audit !== null) await forgetOpenings(em, before(retention.audit))
  if (retention.audit !== null && auditEntries > 0) await cutAudit(em, actor, before(retention.audit))
  return { on: today, files, findings, persons, segments, auditEntries, requests }
}

/** Requests that were carried out or refused before the moment, with all that they tell; an open one is never too old. */
function removeRequests(em: SqlSession, before: Date): Promise<number> {
  return execute(em, 'delete from person_request where decided_at < $1', [before.toISOString()])
}

/** Persons whose last home and last card had ended by then, and who are not erased yet. */
async function personsGoneBefore(em: SqlSession, day: PlainDate): Promise<number[]> {
  const found = await rows<{ id: number }>(
    em,
    `select person_id as id from person
     where name_key <> '${ERASED_KEY}'
       and not exists (select from residence where residence.person_id = person.person_id and valid_until > $1)
       and not exists (select from enrolment where enrolment.person_id = person.person_id and valid_until > $1)
       and exists (select from residence where residence.person_id = person.person_id)
     order by person_id`,
    [day],
  )
  return found.map(({ id }) => id)
}
