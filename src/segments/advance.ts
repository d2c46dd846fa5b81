import { inTransaction } from '../coverage/in-transaction.ts'
import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import { execute, rows, type SqlSession } from '../kernel/sql.ts'
import { documentForm } from './document-form.ts'
import { evaluate } from './evaluate.ts'
import type { SegmentRow } from './segment.ts'
import { segmentById } from './segment-rows.ts'

/** Days that are worked out one by one when a segment is asked for again; what lies further back is caught up in one step. */
const MOST_STEPS = 31

/** How long the feed keeps a change. */
export const FEED_DAYS = 90

/**
 * Brings a segment to this day: cards end, children come of age, homes begin on days that were written long before. Each day
 * is worked out by itself, so that who entered on one and left on the next is told. Documents that are not kept, or were
 * made in another form than this program's, are made anew. Gives the segment as it then stands.
 */
export async function advance(em: SqlSession, { segmentId }: SegmentRow, today: PlainDate): Promise<SegmentRow> {
  await inTransaction(em, async (transaction) => {
    await rows(transaction, 'select from segment where segment_id = $1 for update', [segmentId])
    const segment = await segmentById(transaction, segmentId)
    if (isUpToDate(segment, today)) return
    const { evaluatedOn, fields } = segment
    let form = segment.documentForm
    for (const day of evaluatedOn < today ? stepsBetween(evaluatedOn, today) : [evaluatedOn]) {
      await evaluate(transaction, { ...segment, documentForm: form }, { day, which: 'ALL', logged: true, kept: true })
      form = documentForm(fields)
    }
    await forgetOld(transaction, segmentId)
  })
  return segmentById(em, segmentId)
}

/** Whether who is in it, and the documents that are kept of them, are of this day and in this program's form. */
export function isUpToDate({ evaluatedOn, documentForm: form, fields }: SegmentRow, today: PlainDate): boolean {
  return evaluatedOn >= today && form === documentForm(fields)
}

function stepsBetween(day: PlainDate, today: PlainDate): PlainDate[] {
  const steps: PlainDate[] = []
  for (let step = today; step > day && steps.length < MOST_STEPS; step = addDays(step, -1)) steps.unshift(step)
  return steps
}

/** Drops changes that are older than the feed keeps; a cursor from before is refused from then on. */
async function forgetOld(em: SqlSession, segmentId: number): Promise<void> {
  await execute(
    em,
    `with gone as (
       delete from segment_change where segment_id = $1 and at < now() - make_interval(days => $2) returning change_no
     )
     update segment set forgotten_no = greatest(forgotten_no, (select max(change_no) from gone))
     where segment_id = $1 and exists (select from gone)`,
    [segmentId, FEED_DAYS],
  )
}
