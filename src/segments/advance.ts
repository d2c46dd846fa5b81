import { setTimeout as pause } from 'node:timers/promises'
import { inTransaction } from '../coverage/in-transaction.ts'
import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import { execute, rows, type SqlSession, takeTime, unlessStopped } from '../kernel/sql.ts'
import { documentForm } from './document-form.ts'
import { evaluate } from './evaluate.ts'
import type { SegmentRow } from './segment.ts'
import { segmentById } from './segment-rows.ts'

/** Days that are worked out one by one when a segment is asked for again; what lies further back is caught up in one step. */
const MOST_STEPS = 31

/** How long the feed keeps a change. */
export const FEED_DAYS = 90

/** The advisory locks of those that bring a segment on: so many at a time on one register, whatever the segments. */
const ADVANCE_LOCK = 0x42505347
/** How often it is looked whether whoever brings the segment on is done, in ms. */
const LOOK_AGAIN_MS = 250

/**
 * Brings a segment to this day: cards end, children come of age, homes begin on days that were written long before. Each day
 * is worked out by itself, so that who entered on one and left on the next is told. Documents that are not kept, or were
 * made in another form than this program's, are made anew. One does it for all who ask; it goes on when they leave, and the
 * others wait without a connection. Gives the segment as it then stands; throws `Stopped` when `leaving` aborts before that.
 */
export async function advance(
  em: SqlSession,
  { segmentId }: SegmentRow,
  today: PlainDate,
  leaving?: AbortSignal,
): Promise<SegmentRow> {
  while (!(await unlessStopped(broughtTo(em, segmentId, today), leaving)))
    await unlessStopped(pause(LOOK_AGAIN_MS), leaving)
  return segmentById(em, segmentId)
}

/** False when somebody else is at it, or two others are at segments of their own. */
async function broughtTo(em: SqlSession, segmentId: number, today: PlainDate): Promise<boolean> {
  let done = false
  await inTransaction(em, async (transaction) => {
    const [held] = await rows(
      transaction,
      `select from segment
       where segment_id = $1 and case when pg_try_advisory_xact_lock($2, 0) then true else pg_try_advisory_xact_lock($2, 1) end
       for update skip locked`,
      [segmentId, ADVANCE_LOCK],
    )
    if (held === undefined) return
    done = true
    const segment = await segmentById(transaction, segmentId)
    if (isUpToDate(segment, today)) return
    await takeTime(transaction)
    const { evaluatedOn, fields } = segment
    let form = segment.documentForm
    for (const day of evaluatedOn < today ? stepsBetween(evaluatedOn, today) : [evaluatedOn]) {
      await evaluate(transaction, { ...segment, documentForm: form }, { day, which: 'ALL', logged: true, kept: true })
      form = documentForm(fields)
    }
    await forgetOld(transaction, segmentId)
  })
  return done
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
