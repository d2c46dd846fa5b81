import { randomBytes } from 'node:crypto'
import type { Actor } from '../access/actor.ts'
import { audit } from '../access/audit.store.ts'
import { BadRequest } from '../kernel/page.ts'
import { execute, type HubSession, rows, takeTime } from '../kernel/sql.ts'
import { vietnamDay } from '../kernel/vietnam-day.ts'
import {
  type CheckedDefinition,
  checkedDefinition,
  checkedName,
  checkedPartner,
  checkedPurpose,
} from './check-segment.ts'
import { evaluate } from './evaluate.ts'
import { refuseDisclosing } from './refuse-disclosing.ts'
import { standsWithin } from './segment.store.ts'
import type { NewSegment, SegmentDraft, SegmentRow } from './segment.ts'
import { segmentById } from './segment-rows.ts'

const SECRET_BYTES = 32

/**
 * Makes a segment and works out who is in it. Nobody gives more than they have: its areas lie in the maker's own scope. Throws
 * `BadRequest` as `checkedDefinition` and `refuseDisclosing` do, `segment-name-not-usable`, `segment-name-taken`,
 * `segment-partner-missing`, `segment-purpose-not-possible`.
 */
export async function createSegment(actor: Actor, em: HubSession, draft: NewSegment, now: Date): Promise<string> {
  const today = vietnamDay(now)
  const [name, partner] = [checkedName(draft.name), checkedPartner(draft.partner)]
  const purposeCode = checkedPurpose(draft.purposeCode)
  const definition = await checkedDefinition(actor, em, draft, today)
  await em.transactional(async (transaction) => {
    await takeTime(transaction)
    // A commit under way has raised the version or will wait: it sees this segment, or this segment sees what it wrote.
    await rows(transaction, 'select from hub_version for share')
    await execute(transaction, 'insert into partner (name, secret) values ($1, $2) on conflict (name) do nothing', [
      partner,
      randomBytes(SECRET_BYTES),
    ])
    const [made] = await rows<{ id: number }>(
      transaction,
      `insert into segment (name, partner_id, created_by, created_at, evaluated_on, purpose_code)
       select $1, partner_id, $3, $4, $5, $6 from partner where name = $2
       on conflict (name) do nothing returning segment_id as id`,
      [name, partner, actor.id, now.toISOString(), today, purposeCode],
    )
    if (!made) throw new BadRequest('segment-name-taken', `there is a segment ${name}`, { found: name })
    const segment = await writeVersion(transaction, actor, { segmentId: made.id, version: 1, now }, definition)
    await evaluate(transaction, segment, { day: today, which: 'ALL', logged: false, kept: true })
    await refuseDisclosing(actor, transaction, made.id)
    await audit(transaction, actor, 'SEGMENT_MADE', { segment: name, version: 1, purpose: purposeCode })
  })
  return name
}

/**
 * Writes a new version of a segment's definition; who is in it by the new one and not by the old goes through the feed like any
 * other change. Throws `BadRequest` as `createSegment` does, `segment-not-found`, `segment-ended`, `segment-purpose-stays`.
 */
export async function changeSegment(
  actor: Actor,
  em: HubSession,
  change: { readonly name: string; readonly draft: SegmentDraft },
  now: Date,
): Promise<void> {
  const definition = await checkedDefinition(actor, em, change.draft, vietnamDay(now))
  await em.transactional(async (transaction) => {
    await takeTime(transaction)
    const standing = await lockedSegment(actor, transaction, change.name)
    if (standing.endedAt !== null) throw new BadRequest('segment-ended', 'it has ended', { found: change.name })
    const { purposeCode } = standing
    if ((change.draft.purposeCode ?? purposeCode) !== purposeCode)
      throw new BadRequest('segment-purpose-stays', `it is for ${purposeCode}`, {
        found: change.name,
        purpose: purposeCode,
      })
    const version = standing.version + 1
    const { segmentId, evaluatedOn } = standing
    const segment = await writeVersion(transaction, actor, { segmentId, version, now }, definition)
    await evaluate(transaction, segment, { day: evaluatedOn, which: 'ALL', logged: true, kept: true })
    await refuseDisclosing(actor, transaction, segmentId)
    await audit(transaction, actor, 'SEGMENT_CHANGED', { segment: change.name, version })
  })
}

/** Ends a segment for good: nobody reads it any more; what it was, and who asked for it, stays known. Throws `segment-not-found`. */
export async function endSegment(actor: Actor, em: HubSession, name: string, now: Date): Promise<void> {
  await em.transactional(async (transaction) => {
    await takeTime(transaction)
    const { segmentId } = await lockedSegment(actor, transaction, name)
    await execute(
      transaction,
      'update segment set ended_at = coalesce(ended_at, $2), ended_by = coalesce(ended_by, $3), members = 0 where segment_id = $1',
      [segmentId, now.toISOString(), actor.id],
    )
    await execute(transaction, 'delete from segment_member where segment_id = $1', [segmentId])
    await execute(transaction, 'delete from segment_change where segment_id = $1', [segmentId])
    await audit(transaction, actor, 'SEGMENT_ENDED', { segment: name })
  })
}

async function lockedSegment(actor: Actor, em: HubSession, name: string): Promise<SegmentRow> {
  const [locked] = await rows<{ id: number }>(em, 'select segment_id as id from segment where name = $1 for update', [
    name,
  ])
  const found = locked && (await segmentById(em, locked.id))
  if (!found || !(await standsWithin(actor, em, found)))
    throw new BadRequest('segment-not-found', 'there is no such segment', { found: name })
  return found
}

interface VersionKey {
  readonly segmentId: number
  readonly version: number
  readonly now: Date
}

async function writeVersion(
  em: HubSession,
  actor: Actor,
  { segmentId, version, now }: VersionKey,
  definition: CheckedDefinition,
): Promise<SegmentRow> {
  const { purpose, agreement, expiresOn, fields, selection, areas } = definition
  await execute(
    em,
    `insert into segment_version (segment_id, version, purpose, agreement, expires_on, fields, selection, made_by, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [segmentId, version, purpose, agreement, expiresOn, fields, JSON.stringify(selection), actor.id, now.toISOString()],
  )
  await execute(
    em,
    `insert into segment_area (segment_id, version, area_id, on_day)
     select $1, $2, place.* from unnest($3::int[], $4::date[]) place`,
    [segmentId, version, areas.map(({ areaId }) => areaId), areas.map(({ on }) => on)],
  )
  await execute(em, 'update segment set version = $2 where segment_id = $1', [segmentId, version])
  return segmentById(em, segmentId)
}
