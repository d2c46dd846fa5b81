import type { PlainDate } from '../kernel/plain-date.ts'
import { oneRow, type SqlSession } from '../kernel/sql.ts'

/**
 * Takes away the documents of segments whose agreement has run out by this day: nobody may read them any more. Who is in such a
 * segment and the digests stay, so that its feed goes on should the agreement be renewed. Gives how many segments there were.
 */
export async function forgetDocuments(em: SqlSession, today: PlainDate): Promise<number> {
  const { segments } = await oneRow<{ segments: number }>(
    em,
    `with over as materialized (
       select segment_id from segment join segment_version using (segment_id, version)
       where expires_on <= $1 and document_form is not null order by segment_id for update of segment
     ), marked as (
       update segment set document_form = null from over where segment.segment_id = over.segment_id
     ), gone as (
       delete from segment_document using over where segment_document.segment_id = over.segment_id
     )
     select count(*)::int as segments from over`,
    [today],
  )
  return segments
}
