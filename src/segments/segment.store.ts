import type { Actor, AreaScope } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import { BadRequest } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { advance, isUpToDate } from './advance.ts'
import { FEWEST_ALIKE } from './refuse-disclosing.ts'
import type { SegmentRow, SegmentVersion } from './segment.ts'
import { namesHouseholds } from './segment-field.ts'
import { segmentRows, VERSION_COLUMNS } from './segment-rows.ts'

/** Which segments are asked for; both left out, all. */
export interface SegmentsAsked {
  readonly names?: readonly string[]
  readonly ids?: readonly number[]
}

/**
 * The segments that the actor knows of, by name, those included that ended: a partner's are those that its key was given,
 * everybody else's those whose areas all lie in their scope.
 */
export function listSegments(actor: Actor, em: SqlSession, asked: SegmentsAsked = {}): Promise<SegmentRow[]> {
  const partner = actor.role === 'PARTNER'
  const seen = partner
    ? 'exists (select from api_key_segment given where given.segment_id = s.segment_id and given.key_id = $3)'
    : WITHIN_SCOPE
  return segmentRows(
    em,
    `($1::text[] is null or s.name = any($1)) and ($2::int[] is null or s.segment_id = any($2)) and ${seen}`,
    [asked.names ?? null, asked.ids ?? null, partner ? actor.id : scopeIds(actor)],
  )
}

/** SQL: every area of the definition of `s` that holds lies in the scope of the third parameter. */
const WITHIN_SCOPE = `not exists (select from segment_area place where place.segment_id = s.segment_id and place.version = s.version
  and not ${inScope('place.area_id', 3)})`

/** What was found to lie in a scope: a key's scope is one object as long as neither its grants nor the register change. */
const lyingWithin = new WeakMap<AreaScope, Set<string>>()

/** Whether all of the segment's areas lie in the actor's scope, and nobody in it lives where the scope leaves a place out. */
export async function standsWithin(actor: Actor, em: SqlSession, segment: SegmentRow): Promise<boolean> {
  if (actor.scope.kind === 'COUNTRY') return true
  const asked = `${segment.segmentId}/${segment.version}/${segment.evaluatedOn}`
  const known = lyingWithin.get(actor.scope) ?? new Set()
  if (known.has(asked)) return true
  const within = await liesWithin(actor, em, segment)
  if (within) lyingWithin.set(actor.scope, known.add(asked))
  return within
}

async function liesWithin(actor: Actor, em: SqlSession, { segmentId }: SegmentRow): Promise<boolean> {
  const found = await rows(
    em,
    `select from segment s where s.segment_id = $1 and $2::int is null and ${WITHIN_SCOPE}`,
    [segmentId, null, scopeIds(actor)],
  )
  return found.length === 1 && !(await hasMembersOutside(actor, em, segmentId))
}

async function hasMembersOutside(actor: Actor, em: SqlSession, segmentId: number): Promise<boolean> {
  if (actor.scope.kind === 'COUNTRY' || !actor.scope.leftOut?.length) return false
  const found = await rows(
    em,
    'select from segment_member where segment_id = $1 and area_id = any($2::int[]) limit 1',
    [segmentId, actor.scope.leftOut],
  )
  return found.length > 0
}

/** When a segment is opened, and by what it is known that nobody waits for it any more. */
interface Asked {
  readonly today: PlainDate
  readonly leaving?: AbortSignal | undefined
}

/**
 * The segment on this day, for whoever reads what is in it. Throws `Stopped` when `leaving` aborts, `BadRequest`: `segment-ended`; `segment-expired` when the
 * agreement has run out; `segment-wider-than-key` when the key's areas do not hold all of its own; `segment-too-small` when it
 * names nobody and so few are alike in it that one could be told.
 */
export async function readable(
  actor: Actor,
  em: SqlSession,
  found: SegmentRow,
  { today, leaving }: Asked,
): Promise<SegmentRow> {
  const { name, expiresOn } = found
  if (found.endedAt !== null) throw new BadRequest('segment-ended', `${name} has ended`, { found: name })
  if (expiresOn <= today)
    throw new BadRequest('segment-expired', `the agreement of ${name} ran out`, { found: name, day: expiresOn })
  const segment = isUpToDate(found, today) ? found : await advance(em, found, today, leaving)
  if (!(await standsWithin(actor, em, segment)))
    throw new BadRequest('segment-wider-than-key', `${name} is wider than the key`, { found: name })
  const { smallestCell } = segment
  if (
    actor.role === 'PARTNER' &&
    !namesHouseholds(segment.fields) &&
    smallestCell !== null &&
    smallestCell < FEWEST_ALIKE
  )
    throw new BadRequest('segment-too-small', `${name} has too few households alike`, { found: name })
  return segment
}

/** Every definition that each segment had, the newest first, by segment. For whoever was given the segment's row. */
export async function versionsOf(em: SqlSession, { segmentId }: SegmentRow): Promise<SegmentVersion[]> {
  return rows<SegmentVersion>(
    em,
    `select ${VERSION_COLUMNS} from segment_version v where v.segment_id = $1 order by v.version desc`,
    [segmentId],
  )
}
