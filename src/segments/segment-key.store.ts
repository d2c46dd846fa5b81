import type { Actor } from '../access/actor.ts'
import { type IssuedKey, issueKey, type KeyDraft } from '../access/key.store.ts'
import { USUAL_PURPOSES } from '../access/may.ts'
import type { Purpose } from '../access/purpose.ts'
import { BadRequest } from '../kernel/page.ts'
import { execute, type HubSession, rows, type SqlSession } from '../kernel/sql.ts'
import { listSegments } from './segment.store.ts'
import type { SegmentRow } from './segment.ts'

/** A partner's key may be given segments; without areas of its own it gets theirs. */
export interface SegmentKeyDraft extends KeyDraft {
  readonly segments?: readonly string[] | null
}

/**
 * Issues a key, with segments for a partner. Throws `BadRequest` as `issueKey` does, `segment-key-not-partner`, `segment-not-found`,
 * `segment-ended`, `segment-partners-differ`, `segment-of-another-purpose`, `segment-wider-than-key`.
 */
export async function issueKeyWithSegments(
  actor: Actor,
  em: HubSession,
  draft: SegmentKeyDraft,
  now: Date,
): Promise<IssuedKey> {
  const names = [...new Set(draft.segments ?? [])]
  if (names.length === 0) return issueKey(actor, em, draft, now)
  if (draft.role !== 'PARTNER') throw new BadRequest('segment-key-not-partner', 'segments are for partners')
  const segments = await listSegments(actor, em, { names })
  refuseUnfit(names, segments)
  const purposeCode = draft.purposeCode ?? USUAL_PURPOSES.PARTNER
  refuseOtherPurpose(purposeCode, segments)
  const areas = draft.areaCodes.length === 0 ? segments.flatMap((segment) => segment.areas) : []
  const issued: IssuedKey[] = []
  await em.transactional(async (transaction) => {
    const made = await issueKey(actor, transaction, { ...draft, areas, purposeCode }, now)
    const wider = await rows<{ name: string }>(transaction, WIDER, [segments.map((each) => each.segmentId), made.id])
    if (wider[0]) throw new BadRequest('segment-wider-than-key', 'wider than the key', { found: wider[0].name })
    await execute(
      transaction,
      'insert into api_key_segment (key_id, segment_id) select $1, segment_id from unnest($2::int[]) segment_id',
      [made.id, segments.map((each) => each.segmentId)],
    )
    issued.push(made)
  })
  const [key] = issued
  if (!key) throw new Error('a key was not issued')
  return key
}

function refuseUnfit(names: readonly string[], segments: readonly SegmentRow[]): void {
  const missing = names.find((name) => !segments.some((segment) => segment.name === name))
  if (missing !== undefined) throw new BadRequest('segment-not-found', 'there is no such segment', { found: missing })
  const ended = segments.find((segment) => segment.endedAt !== null)
  if (ended) throw new BadRequest('segment-ended', 'it has ended', { found: ended.name })
  if (new Set(segments.map((segment) => segment.partner)).size > 1)
    throw new BadRequest('segment-partners-differ', 'a key is one partner’s')
}

/** A key fetches what is shared for its own purpose; neither its purpose nor that of a segment ever changes. */
function refuseOtherPurpose(purpose: Purpose, segments: readonly SegmentRow[]): void {
  const other = segments.find(({ purposeCode }) => purposeCode !== purpose)
  if (other)
    throw new BadRequest('segment-of-another-purpose', `${other.name} is for ${other.purposeCode}`, {
      found: other.name,
      purpose: other.purposeCode,
    })
}

/** A segment with an area that lies in none of the key's. */
const WIDER = `
  select segment.name from segment join segment_area place using (segment_id, version)
  where segment_id = any($1::int[]) and not exists (
    select from api_key_grant given join area_ancestor link on link.ancestor_id = given.area_id
    where given.key_id = $2 and link.area_id = place.area_id)
  limit 1`

/** The names of the segments that each key was given, by key. */
export async function segmentsOfKeys(em: SqlSession, keyIds: readonly string[]): Promise<Map<string, string[]>> {
  const found = await rows<{ keyId: string; names: string[] }>(
    em,
    `select key_id as "keyId", array_agg(segment.name order by segment.name collate "C") as names
     from api_key_segment join segment using (segment_id) where key_id = any($1::text[]) group by key_id`,
    [keyIds],
  )
  return new Map(found.map(({ keyId, names }) => [keyId, names]))
}
