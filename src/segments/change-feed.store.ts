import { BadRequest } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { oneRow, rows, type SqlSession } from '../kernel/sql.ts'
import { SqlValues } from '../kernel/sql-values.ts'
import { pseudonymsSql } from './pseudonym.ts'
import { sealPlace, unsealPlace } from './sealed-cursor.ts'
import type { SegmentRow } from './segment.ts'

/** What became of a household: it came in, what its partner may read of it is another, it went out. */
export const SEGMENT_CHANGE_KINDS = ['ENTERED', 'CHANGED', 'LEFT'] as const
export type SegmentChangeKind = (typeof SEGMENT_CHANGE_KINDS)[number]

export interface SegmentChangeRow {
  readonly changeNo: number
  readonly kind: SegmentChangeKind
  /** The register's own id. */
  readonly householdId: number
  /** What its partner calls it. */
  readonly told: string
  /** The day for which it was worked out, and the version of the definition by which. */
  readonly asOf: PlainDate
  readonly version: number
  /** When it was written down. */
  readonly at: Date
}

export interface SegmentChanges {
  readonly rows: readonly SegmentChangeRow[]
  readonly hasNextPage: boolean
}

/**
 * The changes after a cursor, in the order in which they became visible: the numbers of one segment are given out under its lock,
 * so that no change with a smaller number ever appears behind a reader. Without a cursor, from the segment's beginning. Throws
 * `BadRequest`: `cursor-not-readable`; `cursor-too-old` when changes after it are no longer kept.
 */
export async function changesAfter(
  em: SqlSession,
  segment: SegmentRow,
  { after, first }: { readonly after?: string | null; readonly first: number },
): Promise<SegmentChanges> {
  const place = unsealPlace(segment.secret, after, 'feed')
  if (place !== null && place[1] !== segment.segmentId)
    throw new BadRequest('cursor-not-readable', 'after is not a cursor of this list')
  const last = Number(place?.[2] ?? 0)
  const values = new SqlValues()
  const told = pseudonymsSql(segment.secret, values)('Household', 'household_id')
  const asked = [segment.segmentId, last, first + 1].map((value) => values.add(value, 'bigint'))
  const found = await rows<SegmentChangeRow>(
    em,
    `select change_no as "changeNo", kind, household_id as "householdId", as_of as "asOf", version, at,
       ${told} as told
     from segment_change where segment_id = ${asked[0]} and change_no > ${asked[1]} order by change_no limit ${asked[2]}`,
    values.list,
  )
  // Read after the changes: whatever was forgotten before them is known by now.
  const { forgotten } = await oneRow<{ forgotten: number }>(
    em,
    'select forgotten_no as forgotten from segment where segment_id = $1',
    [segment.segmentId],
  )
  if (last < forgotten) throw new BadRequest('cursor-too-old', 'changes after it are no longer kept')
  return { rows: found.slice(0, first), hasNextPage: found.length > first }
}

/** The cursor behind a change. */
export function changeCursor({ secret, segmentId }: SegmentRow, changeNo: number): string {
  return sealPlace(secret, ['feed', segmentId, changeNo])
}

/** Where the feed stands: taken before the first page is fetched, it is where the changes to that walk begin. */
export async function feedEnd(em: SqlSession, segment: SegmentRow): Promise<string> {
  const { last } = await oneRow<{ last: number }>(
    em,
    `select greatest(forgotten_no, (select max(change_no) from segment_change where segment_id = $1)) as last
     from segment where segment_id = $1`,
    [segment.segmentId],
  )
  return changeCursor(segment, last)
}
