import type { Actor } from '../access/actor.ts'
import { audit } from '../access/audit.store.ts'
import { BadRequest } from '../kernel/page.ts'
import { type HubSession, rows, type SqlSession } from '../kernel/sql.ts'
import type { ErasePerson, ErasureReport } from './erasure.ts'
import { named, onUndecided } from './person-request.store.ts'
import type { RequestRow } from './person-request.ts'
import { textOf } from './request-text.ts'

/** How a request is carried out. */
export interface CarryingOut {
  readonly id: number
  /** What was done, where the hub does not do it: to restrict, to object, to withdraw, and for whom it does not know. */
  readonly done?: string | null
  /** The committed batch with the corrected list. */
  readonly batchId?: number | null
}

/**
 * Carries out a request: lets the record be fetched (VIEW, PROVIDE), erases the person (ERASE), or writes down by which file
 * (CORRECT) or how (RESTRICT, OBJECT, WITHDRAW) it was done. Throws `BadRequest`: `request-not-found`, `request-decided`,
 * `request-done-missing`, `request-batch-missing`.
 */
export async function carryOutRequest(
  actor: Actor,
  em: HubSession,
  { id, ...asked }: CarryingOut,
  { now, erase }: { readonly now: Date; readonly erase: ErasePerson },
): Promise<void> {
  const done = textOf('done', asked.done)
  const removeFiles = await onUndecided(actor, em, id, async (transaction, request) => {
    const { kind, personId, reference } = request
    const batchId =
      kind === 'CORRECT' && personId !== null ? await correctedBy(transaction, request, asked.batchId) : null
    if (done === null && (personId === null || DONE_ELSEWHERE.includes(kind)))
      throw new BadRequest('request-done-missing', 'say what was done')
    const erased =
      kind === 'ERASE' && personId !== null
        ? await erase(transaction, actor, { personId, reason: reference, personRequest: id }, now)
        : null
    await decided(transaction, actor, { id, done, batchId, erasure: erased?.report ?? null }, now)
    await audit(transaction, actor, 'REQUEST_CARRIED_OUT', { personRequest: id, kind, ...named(personId) })
    return erased?.removeFiles
  })
  await removeFiles?.()
}

/** What the hub has no switch for: the office does it, and says how. */
const DONE_ELSEWHERE: readonly RequestRow['kind'][] = ['RESTRICT', 'OBJECT', 'WITHDRAW']

/** The batch when it was committed since the request came, and names the person. */
async function correctedBy(
  em: SqlSession,
  { personId, receivedOn }: RequestRow,
  batchId: number | null | undefined,
): Promise<number> {
  const [found] = await rows<{ batchId: number }>(
    em,
    `select batch_id as "batchId" from import_batch
     where batch_id = $1 and status = 'COMMITTED' and kind in ('CARD_ROLL', 'CARD_CHANGES', 'HOUSEHOLD_SURVEY')
       and committed_at >= ($3::date::timestamp at time zone 'Asia/Ho_Chi_Minh')
       and exists (select from batch_row where batch_row.batch_id = import_batch.batch_id and subject_id = $2)`,
    [batchId ?? null, personId, receivedOn],
  )
  if (found === undefined)
    throw new BadRequest('request-batch-missing', 'no committed batch since the request came names the person')
  return found.batchId
}

interface Decision {
  readonly id: number
  readonly done: string | null
  readonly batchId: number | null
  readonly erasure: ErasureReport | null
}

async function decided(
  em: SqlSession,
  actor: Actor,
  { id, done, batchId, erasure }: Decision,
  now: Date,
): Promise<void> {
  await rows(
    em,
    `update person_request set outcome = 'CARRIED_OUT', decided_at = $2, decided_by = $3, done = $4, batch_id = $5, erasure = $6
     where request_id = $1`,
    [id, now.toISOString(), actor.id, done, batchId, erasure === null ? null : JSON.stringify(erasure)],
  )
}
