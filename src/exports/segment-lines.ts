import type { Actor } from '../access/actor.ts'
import { audit } from '../access/audit.store.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { HubSession } from '../kernel/sql.ts'
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

/** Households that are read, written down and held in memory at a time. */
const AT_A_TIME = 500

/**
 * A segment's households as NDJSON, so many lines at a time and only when they are taken: `{"cursor": …, "household": …}`, as the
 * partner may read them. Each time anew it is made sure that the segment may still be read. Ends without a line when there is no
 * such segment to see. Throws `BadRequest` as `readable` and `segmentPage` do.
 */
export async function* segmentLines(
  actor: Actor,
  em: HubSession,
  question: SegmentLinesQuestion,
): AsyncGenerator<string, void> {
  const { name, today, asOf, requestId } = question
  let after = question.after ?? null
  for (let more = true; more; ) {
    const [found] = await listSegments(actor, em, { names: [name] })
    if (!found) return
    const segment = await readable(actor, em, found, today)
    const page = await segmentPage(em, segment, { asOf, after, limit: AT_A_TIME })
    const { day } = page
    const householdIds = page.rows.map((row) => row.householdId)
    await audit(em, actor, 'PERSONS_READ', {
      requestId,
      segment: name,
      version: segment.version,
      asOf: day,
      householdIds,
    })
    let lines = ''
    for (const { householdId, document } of page.rows) {
      after = pageCursor(segment, day, householdId)
      lines += `{"cursor":"${after}","household":${document}}\n`
    }
    more = page.hasNextPage
    yield lines
  }
}
