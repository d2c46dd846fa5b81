import type { Actor } from '../access/actor.ts'
import { audit } from '../access/audit.store.ts'
import { demand } from '../access/may.ts'
import { decodeNodeId } from '../kernel/node-id.ts'
import { BadRequest, cutPage, decodeCursor, type Page, type PageRequest, pageSize } from '../kernel/page.ts'
import { type HubSession, oneRow, rows, type SqlSession, takeTime } from '../kernel/sql.ts'
import { vietnamDay } from '../kernel/vietnam-day.ts'
import type { DeclaredDays } from '../kernel/working-day.ts'
import { type PersonRecord, personRecord, personsNamed } from './person-record.store.ts'
import { dueNext, givesRecord, type RequestDraft, type RequestRow, type RequestState } from './person-request.ts'
import { acknowledgeBy, dueOn } from './request-terms.ts'
import { requiredText, textOf } from './request-text.ts'

const STATE = `case when closed_at is not null then 'CLOSED' when outcome is not null then outcome
  when acknowledged_at is not null then 'ACKNOWLEDGED' else 'RECEIVED' end`
const REQUEST = `select request_id as id, ${STATE} as state, kind, person_id as "personId", asked_by as "askedBy", reference, asked,
    contact, through_processor as "throughProcessor", received_on as "receivedOn", recorded_at as "recordedAt",
    recorded_by as "recordedBy", acknowledge_by as "acknowledgeBy", due_on as "dueOn", acknowledged_at as "acknowledgedAt",
    acknowledged_by as "acknowledgedBy", extended_at as "extendedAt", extended_by as "extendedBy",
    extension_reason as "extensionReason", decided_at as "decidedAt",
    (decided_at at time zone 'Asia/Ho_Chi_Minh')::date as "decidedOn", decided_by as "decidedBy", outcome, ground, done, batch_id as "batchId", erasure, closed_at as "closedAt", closed_by as "closedBy" from person_request`

/** Writes a request down with its days, and gives its id. Throws `BadRequest`: see `checked`, `personMeant`. */
export async function recordRequest(
  actor: Actor,
  em: HubSession,
  draft: RequestDraft,
  { now, declared }: { readonly now: Date; readonly declared: DeclaredDays },
): Promise<number> {
  demand(actor, 'MANAGE_REQUESTS')
  const { kind, askedBy, throughProcessor } = draft
  const receivedOn = draft.receivedOn ?? vietnamDay(now)
  if (receivedOn > vietnamDay(now))
    throw new BadRequest('request-day-to-come', `${receivedOn} is still to come`, { day: receivedOn })
  const reference = requiredText('reference', draft.reference)
  const [asked, contact] = [textOf('asked', draft.asked), textOf('contact', draft.contact)]
  const personId = await personMeant(em, draft.who)
  const days = { kind, receivedOn, throughProcessor }
  return em.transactional(async (transaction) => {
    const { id } = await oneRow<{ id: number }>(
      transaction,
      `insert into person_request (kind, person_id, asked_by, reference, asked, contact, through_processor, received_on, recorded_at,
         recorded_by, acknowledge_by, due_on) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning request_id as id`,
      [
        ...[
          kind,
          personId,
          askedBy,
          reference,
          asked,
          contact,
          throughProcessor,
          receivedOn,
          now.toISOString(),
          actor.id,
        ],
        ...[acknowledgeBy(days, declared), dueOn(days, false, declared)],
      ],
    )
    await audit(transaction, actor, 'REQUEST_RECORDED', { personRequest: id, kind, ...named(personId) })
    return id
  })
}

/** Whoever asked has been told that the request came. Throws `BadRequest`: `request-acknowledged`, and as `undecided`. */
export async function acknowledgeRequest(actor: Actor, em: HubSession, id: number, now: Date): Promise<void> {
  await onUndecided(actor, em, id, async (transaction, { acknowledgedAt, personId }) => {
    if (acknowledgedAt !== null) throw new BadRequest('request-acknowledged', 'it was acknowledged before')
    await rows(
      transaction,
      'update person_request set acknowledged_at = $2, acknowledged_by = $3 where request_id = $1',
      [id, now.toISOString(), actor.id],
    )
    await audit(transaction, actor, 'REQUEST_ACKNOWLEDGED', { personRequest: id, ...named(personId) })
  })
}

/**
 * Gives a request its one longer term, before the first is over; whoever asked is told the reason. Throws `BadRequest`:
 * `request-extended`, `request-term-over`, `request-text-missing`, and as `onUndecided` does.
 */
export async function extendRequest(
  actor: Actor,
  em: HubSession,
  { id, reason }: { readonly id: number; readonly reason: string },
  { now, declared }: { readonly now: Date; readonly declared: DeclaredDays },
): Promise<void> {
  const said = requiredText('reason', reason)
  await onUndecided(actor, em, id, async (transaction, request) => {
    if (request.extendedAt !== null) throw new BadRequest('request-extended', 'it was extended before')
    if (vietnamDay(now) > request.dueOn)
      throw new BadRequest('request-term-over', `the term ended on ${request.dueOn}`, { day: request.dueOn })
    const until = dueOn(request, true, declared)
    await rows(
      transaction,
      `update person_request set extended_at = $2, extended_by = $3, extension_reason = $4, due_on = greatest(due_on, $5)
       where request_id = $1`,
      [id, now.toISOString(), actor.id, said, until],
    )
    await audit(transaction, actor, 'REQUEST_EXTENDED', { personRequest: id, dueOn: until, ...named(request.personId) })
  })
}

/** Says no, with the article that allows it (Law 91/2025/QH15: of an erasure Article 14(2) with 19). */
export async function refuseRequest(
  actor: Actor,
  em: HubSession,
  { id, ground }: { readonly id: number; readonly ground: string },
  now: Date,
): Promise<void> {
  const article = requiredText('ground', ground)
  await onUndecided(actor, em, id, async (transaction, { personId }) => {
    await rows(
      transaction,
      `update person_request set outcome = 'REFUSED', decided_at = $2, decided_by = $3, ground = $4 where request_id = $1`,
      [id, now.toISOString(), actor.id, article],
    )
    await audit(transaction, actor, 'REQUEST_REFUSED', { personRequest: id, ...named(personId) })
  })
}

/** Whoever asked has the answer: how they were reached is forgotten. Throws `BadRequest`: `request-not-found`, `request-undecided`. */
export async function closeRequest(actor: Actor, em: HubSession, id: number, now: Date): Promise<void> {
  demand(actor, 'MANAGE_REQUESTS')
  await em.transactional(async (transaction) => {
    const { state, personId } = await lockedRequest(transaction, id)
    if (state === 'CLOSED') return
    if (state === 'RECEIVED' || state === 'ACKNOWLEDGED')
      throw new BadRequest('request-undecided', 'it was neither carried out nor refused')
    await rows(
      transaction,
      'update person_request set closed_at = $2, closed_by = $3, contact = null where request_id = $1',
      [id, now.toISOString(), actor.id],
    )
    await audit(transaction, actor, 'REQUEST_CLOSED', { personRequest: id, ...named(personId) })
  })
}

/**
 * The record of the person of a request that was granted, written down as given out; `requestId` is that of whoever fetches it.
 * Throws `BadRequest` `request-without-record`.
 */
export async function recordOfRequest(
  actor: Actor,
  em: HubSession,
  { id, requestId }: { readonly id: number; readonly requestId: string },
): Promise<PersonRecord> {
  demand(actor, 'MANAGE_REQUESTS')
  const found = await findRequest(actor, em, id)
  const record = found?.personId && givesRecord(found) ? await personRecord(em, found.personId) : null
  if (record === null) throw new BadRequest('request-without-record', 'this request gives no record')
  await audit(em, actor, 'PERSON_EXPORTED', { requestId, personRequest: id, personIds: [record.personId] })
  return record
}

/** A request; null when there is none. */
export async function findRequest(actor: Actor, em: SqlSession, id: number): Promise<RequestRow | null> {
  demand(actor, 'MANAGE_REQUESTS')
  const [found] = await rows<RequestRow>(em, `${REQUEST} where request_id = $1`, [id])
  return found ?? null
}

/** Open requests by the day on which something is due next, those overdue first; then what waits to be told; closed ones last. */
export async function listRequests(
  actor: Actor,
  em: SqlSession,
  { states, ...asked }: { readonly states?: readonly RequestState[] | null } & PageRequest,
): Promise<Page<RequestRow>> {
  demand(actor, 'MANAGE_REQUESTS')
  const first = pageSize(asked)
  const after = decodeCursor(asked.after, ['INT', 'ID', 'ID'])
  const placed = `select request.*, count(*) over ()::int as total,
      array_position(array['RECEIVED','CARRIED_OUT','CLOSED'], case state when 'ACKNOWLEDGED' then 'RECEIVED' when 'REFUSED'
        then 'CARRIED_OUT' else state end) as rank,
      case when "closedAt" is not null then -extract(epoch from "closedAt")::bigint
        when "decidedAt" is not null then extract(epoch from "decidedAt")::bigint
        when state = 'RECEIVED' then least("acknowledgeBy", "dueOn") - date '1970-01-01'
        else "dueOn" - date '1970-01-01' end as place
    from (${REQUEST}) request where ($1::text[] is null or state = any($1))`
  const found = await rows<RequestRow & { rank: number; place: number; total: number }>(
    em,
    `select * from (${placed}) placed where $2::int is null or (rank, place, id) > ($2::int, $3::bigint, $4::bigint)
     order by rank, place, id limit $5`,
    [states ?? null, ...(after ?? [null, null, null]), first + 1],
  )
  const total = found[0]?.total ?? (after === null ? 0 : await countRequests(em, states))
  return cutPage(found, first, total, ({ rank, place, id }) => [rank, place, id])
}

async function countRequests(em: SqlSession, states?: readonly RequestState[] | null): Promise<number> {
  const { total } = await oneRow<{ total: number }>(
    em,
    `select count(*)::int as total from (${REQUEST}) request where $1::text[] is null or state = any($1)`,
    [states ?? null],
  )
  return total
}

/** Does something with a request that was neither carried out nor refused; nobody else decides on it meanwhile. */
export async function onUndecided<Result>(
  actor: Actor,
  em: HubSession,
  id: number,
  work: (transaction: HubSession, request: RequestRow) => Promise<Result>,
): Promise<Result> {
  demand(actor, 'MANAGE_REQUESTS')
  return em.transactional(async (transaction) => {
    // It may erase a person, files included, after an import under way.
    await takeTime(transaction)
    const request = await lockedRequest(transaction, id)
    if (dueNext(request) === null) throw new BadRequest('request-decided', 'it was decided before')
    return work(transaction, request)
  })
}

async function lockedRequest(em: SqlSession, id: number): Promise<RequestRow> {
  const [found] = await rows<RequestRow>(em, `${REQUEST} where request_id = $1 for update`, [id])
  if (found === undefined) throw new BadRequest('request-not-found', 'there is no such request')
  return found
}

/** Throws `BadRequest`: `request-person-unknown`, `request-person-several`. */
async function personMeant(em: SqlSession, who: string | null | undefined): Promise<number | null> {
  if (who === null || who === undefined || who.trim() === '') return null
  const node = decodeNodeId(who)
  const [personId, other] = await personsNamed(em, node?.type === 'Person' ? node.key : who)
  if (personId === undefined) throw new BadRequest('request-person-unknown', 'nobody in the register has this number')
  if (other !== undefined) throw new BadRequest('request-person-several', 'this number leads to several persons')
  return personId
}

/** The person for an entry of the audit log. */
export function named(personId: number | null): { readonly personIds?: readonly number[] } {
  return personId === null ? {} : { personIds: [personId] }
}
