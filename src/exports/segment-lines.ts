import type { Actor } from '../access/actor.ts'
import { audit } from '../access/audit.store.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { HubSession, SqlSession } from '../kernel/sql.ts'
import { pageCursor, segmentPage } from '../segments/household-page.store.ts'
import { listSegments, readable } from '../segments/segment.store.ts'

/** Which segment is taken whole, and from where on. */
export interface SegmentLinesQuestion {
  readonly name: string
  readonly today: PlainDate
  readonly asOf?: PlainDate | null
  readonly after?: string | null
  readonly requestId: string
}

/** Through what a part of it is read. */
export interface SegmentSessions {
  readonly hub: HubSession
  readonly documents: SqlSession
  /** Aborted when the part takes too long or nobody waits for it. */
  readonly leaving: AbortSignal
}

/** Does the work on one part, which has the time of a question. */
type InTime = <Result>(work: (sessions: SegmentSessions) => Promise<Result>) => Promise<Result>

/** Households that are read, written down and held in memory at a time. */
const AT_A_TIME = 500

/**
 * A segment's households as NDJSON, so many lines at a time and only when they are taken: `{"cursor": …, "household": …}`, as the
 * partner may read them. Each time anew it is made sure that the segment may still be read. Ends without a line when there is no
 * such segment to see. Throws as `readable` and `segmentPage` do.
 */
export async function* segmentLines(
  actor: Actor,
  inTime: InTime,
  question: SegmentLinesQuestion,
): AsyncGenerator<string, void> {
  let after = question.after ?? null
  for (let more = true; more; ) {
    const part = await inTime((sessions) => nextPart(actor, sessions, { ...question, after }))
    if (part === null) return
    ;({ after, more } = part)
    yield part.lines
  }
}

interface Part {
  readonly lines: string
  /** The cursor of the last line. */
  readonly after: string | null
  readonly more: boolean
}

async function nextPart(
  actor: Actor,
  { hub, documents, leaving }: SegmentSessions,
  { name, today, asOf, after = null, requestId }: SegmentLinesQuestion,
): Promise<Part | null> {
  const [found] = await listSegments(actor, hub, { names: [name] })
  if (!found) return null
  const segment = await readable(actor, hub, found, { today, leaving })
  const { rows, day, hasNextPage } = await segmentPage(actor, documents, segment, { asOf, after, limit: AT_A_TIME })
  const householdIds = rows.map((row) => row.householdId)
  const { version } = segment
  await audit(hub, actor, 'PERSONS_READ', { requestId, segment: name, version, asOf: day, householdIds })
  const cursors = rows.map(({ householdId }) => pageCursor(segment, day, householdId))
  const lines = rows.map(({ document }, at) => `{"cursor":"${cursors[at]}","household":${document}}\n`).join('')
  return { lines, after: cursors.at(-1) ?? after, more: hasNextPage }
}
