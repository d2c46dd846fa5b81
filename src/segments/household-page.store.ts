import type { Actor } from '../access/actor.ts'
import { type AreaRow, areaColumns, areaRow, type StoredArea } from '../areas/area-row.ts'
import { toldCount } from '../kernel/disclosure.ts'
import { BadRequest } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { oneRow, prepared, rows, type SqlSession } from '../kernel/sql.ts'
import { SqlValues } from '../kernel/sql-values.ts'
import { documentsSql, shownAreaSql } from './document-sql.ts'
import { refuseOtherDay } from './other-day.store.ts'
import { pseudonymsSql } from './pseudonym.ts'
import { sealPlace, unsealPlace } from './sealed-cursor.ts'
import type { SegmentRow } from './segment.ts'
import { scopeOfSegment } from './segment-rows.ts'
import { selectedSql } from './selection-sql.ts'

/** A household as its partner may read it. */
export interface SegmentDocument {
  /** The register's own id: for the audit log and cursors, never for the partner. */
  readonly householdId: number
  /** The area that is told. */
  readonly area: AreaRow
  /** JSON; masked by the database, with the partner's own ids. */
  readonly document: string
}

export interface SegmentPage {
  readonly rows: readonly SegmentDocument[]
  readonly hasNextPage: boolean
  readonly day: PlainDate
}

export interface SegmentPageRequest {
  /** Left out: the day of the cursor, else the segment's day. */
  readonly asOf?: PlainDate | null
  readonly after?: string | null
  readonly limit: number
}

/**
 * A page of a segment's households in the order of the register, with members and current cards as of the day. A commit
 * between two pages moves nobody from one to the other: who stays in the segment is in the walk once. A walk keeps its day
 * past midnight. Throws `BadRequest`: `cursor-not-readable`, `segment-changed-meanwhile`, and as `refuseOtherDay` does.
 */
export async function segmentPage(
  actor: Actor,
  em: SqlSession,
  segment: SegmentRow,
  { asOf, after, limit }: SegmentPageRequest,
): Promise<SegmentPage> {
  const place = unsealPlace(segment.secret, after, 'page')
  const [, segmentId, version, begun, last] = place ?? []
  if (place !== null && segmentId !== segment.segmentId)
    throw new BadRequest('cursor-not-readable', 'after is not a cursor of this list')
  if (place !== null && version !== segment.version)
    throw new BadRequest('segment-changed-meanwhile', 'the definition is another now', { found: segment.name })
  const day = asOf ?? (begun as PlainDate | undefined) ?? segment.evaluatedOn
  await refuseOtherDay(actor, em, segment, day)
  const page = { day, last: Number(last ?? 0), fetched: FETCHED.find((size) => size > limit) ?? limit + 1 }
  const found = (await keptDocuments(em, segment, page)) ?? (await documentsMade(em, segment, page))
  return { rows: found.slice(0, limit), hasNextPage: found.length > limit, day }
}

/** The cursor behind a household of a page. */
export function pageCursor({ secret, segmentId, version }: SegmentRow, day: PlainDate, householdId: number): string {
  return sealPlace(secret, ['page', segmentId, version, day, householdId])
}

/** Of these households those that are in the segment now, by the register's id. */
export async function documentsOf(
  em: SqlSession,
  { segmentId }: SegmentRow,
  householdIds: readonly number[],
): Promise<Map<number, SegmentDocument>> {
  const found = await prepared<StoredDocument>(
    em,
    `select ${KEPT} where kept.segment_id = $1 and kept.household_id = any($2::bigint[])`,
    [segmentId, householdIds],
  )
  return new Map(withAreas(found).map((row) => [row.householdId, row]))
}

/** How many households are in the segment on the day; of one that partners ask for, what `toldCount` tells, null when it is withheld. Throws as `refuseOtherDay` does. */
export async function segmentCount(
  actor: Actor,
  em: SqlSession,
  segment: SegmentRow,
  asOf: PlainDate,
): Promise<number | null> {
  await refuseOtherDay(actor, em, segment, asOf)
  const count = asOf === segment.evaluatedOn ? segment.members : await countOn(em, segment, asOf)
  return actor.role === 'PARTNER' ? toldCount(count) : count
}

async function countOn(em: SqlSession, segment: SegmentRow, day: PlainDate): Promise<number> {
  const values = new SqlValues()
  const scope = await scopeOfSegment(em, segment)
  const picked = selectedSql({ selection: segment.selection, scope, day }, values)
  return (await oneRow<{ n: number }>(em, `select count(*)::int as n from (${picked}) picked`, values.list)).n
}

interface PageOfDay {
  readonly day: PlainDate
  /** Households up to this one were told. */
  readonly last: number
  /** Rows that are fetched: one more than are told, and more. */
  readonly fetched: number
}

/** Rows that are fetched for a page: few sizes, each with a plan of its own that knows it. */
const FETCHED = [11, 51, 101, 501, 1_001] as const

interface StoredDocument extends StoredArea {
  readonly householdId: number
  readonly document: string
}

const TOLD = `household_id as "householdId", document, ${areaColumns('place')}`
const KEPT = `${TOLD} from segment_document kept join area place on place.area_id = kept.shown_id`

/** From the documents that are kept; null unless the segment still stands on that day, as it was found. */
async function keptDocuments(
  em: SqlSession,
  { segmentId, version, evaluatedOn, documentForm }: SegmentRow,
  { day, last, fetched }: PageOfDay,
): Promise<SegmentDocument[] | null> {
  if (day !== evaluatedOn) return null
  const standing = [segmentId, version, day, documentForm]
  const found = await prepared<StoredDocument>(
    em,
    `select ${KEPT} where kept.segment_id = (select segment_id from segment where ${STANDING}) and kept.household_id > $5
     order by kept.household_id limit ${fetched}`,
    [...standing, last],
  )
  if (found.length > 0) return withAreas(found)
  // Nobody follows, or it is on another day since it was looked up.
  const stands = await rows(em, `select from segment where ${STANDING}`, standing)
  return stands.length > 0 ? [] : null
}

const STANDING = 'segment_id = $1 and version = $2 and evaluated_on = $3 and document_form = $4 and ended_at is null'

/** From the register, as kept documents are made: of any day. */
async function documentsMade(
  em: SqlSession,
  segment: SegmentRow,
  { day, last, fetched }: PageOfDay,
): Promise<SegmentDocument[]> {
  const { selection, fields, secret } = segment
  const scope = await scopeOfSegment(em, segment)
  const values = new SqlValues()
  const among = `state.household_id > ${values.add(last, 'bigint')}`
  const picked = `${selectedSql({ selection, scope, day }, values, among)} order by state.household_id limit ${fetched}`
  const shown = shownAreaSql({ fields, scope, day }, values)
  const told = documentsSql(picked, { fields, day, shown, idOf: pseudonymsSql(secret, values) }, values)
  const found = await prepared<StoredDocument>(
    em,
    `select ${TOLD} from (${told}) told join area place on place.area_id = told.shown_id order by household_id`,
    values.list,
  )
  return withAreas(found)
}

/** Households of one area share its row. */
function withAreas(found: readonly StoredDocument[]): SegmentDocument[] {
  const areas = new Map<number, AreaRow>()
  for (const row of found) if (!areas.has(row.areaId)) areas.set(row.areaId, areaRow(row))
  return found.map(({ householdId, document, areaId }) => ({
    householdId,
    document,
    area: areas.get(areaId) as AreaRow,
  }))
}
