import type { Actor } from '../access/actor.ts'
import { type AreaRow, areaColumns, areaRow, type StoredArea } from '../areas/area-row.ts'
import { toldCount } from '../kernel/disclosure.ts'
import { BadRequest } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { oneRow, prepared, type SqlSession } from '../kernel/sql.ts'
import { holdsOn } from '../population/place.ts'
import { documentsSql, shownAreaSql } from './document-sql.ts'
import { refuseOtherDay } from './other-day.store.ts'
import { pseudonymsSql } from './pseudonym.ts'
import { sealPlace, unsealPlace } from './sealed-cursor.ts'
import type { SegmentRow } from './segment.ts'
import { scopeOfSegment } from './segment-rows.ts'
import { selectedSql } from './selection-sql.ts'
import { SqlValues } from './sql-values.ts'

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
  const values = new SqlValues()
  const picked = await pickPage(em, segment, { day, last: Number(last ?? 0), limit }, values)
  const found = await documents(em, segment, picked, values)
  return { rows: found.slice(0, limit), hasNextPage: found.length > limit, day }
}

/** The cursor behind a household of a page. */
export function pageCursor({ secret, segmentId, version }: SegmentRow, day: PlainDate, householdId: number): string {
  return sealPlace(secret, ['page', segmentId, version, day, householdId])
}

/** Of these households those that are in the segment now, by the register's id. */
export async function documentsOf(
  em: SqlSession,
  segment: SegmentRow,
  householdIds: readonly number[],
): Promise<Map<number, SegmentDocument>> {
  const values = new SqlValues()
  const among = `member.household_id = any(${values.add(householdIds, 'bigint[]')})`
  const found = await documents(em, segment, keptPick(segment, values, among), values)
  return new Map(found.map((row) => [row.householdId, row]))
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

/** Households of a segment on a day, as SQL, and the area that is told of each. */
interface Pick {
  readonly sql: string
  readonly shown: string
  readonly day: PlainDate
}

interface PickedPage {
  readonly day: PlainDate
  readonly last: number
  readonly limit: number
}

/** Rows that are fetched for a page: few sizes, each with a plan of its own that knows it. */
const FETCHED = [11, 51, 101, 501, 1_001] as const

/** Members are kept for the segment's own day; of any other day they are worked out. */
async function pickPage(
  em: SqlSession,
  segment: SegmentRow,
  { day, last, limit }: PickedPage,
  values: SqlValues,
): Promise<Pick> {
  const after = values.add(last, 'bigint')
  const page = (name: string) =>
    `order by ${name}.household_id limit ${FETCHED.find((size) => size > limit) ?? limit + 1}`
  if (day === segment.evaluatedOn) {
    const kept = keptPick(segment, values, `member.household_id > ${after}`)
    return { ...kept, sql: `${kept.sql} ${page('member')}` }
  }
  const scope = await scopeOfSegment(em, segment)
  const { selection, fields } = segment
  const picked = selectedSql({ selection, scope, day }, values, `state.household_id > ${after}`)
  return { sql: `${picked} ${page('state')}`, shown: shownAreaSql({ fields, scope, day }, values), day }
}

function keptPick({ segmentId, evaluatedOn }: SegmentRow, values: SqlValues, among: string): Pick {
  const held = holdsOn('state', values.add(evaluatedOn, 'date'))
  const sql = `select member.household_id, state.area_id, state.household_class, member.shown_id
    from segment_member member
    join household_state state on state.household_id = member.household_id and ${held}
    where member.segment_id = ${values.add(segmentId, 'int')} and ${among}`
  return { sql, shown: 'picked.shown_id', day: evaluatedOn }
}

async function documents(
  em: SqlSession,
  { secret, fields }: SegmentRow,
  { sql, shown, day }: Pick,
  values: SqlValues,
): Promise<SegmentDocument[]> {
  const told = documentsSql(sql, { fields, day, shown, idOf: pseudonymsSql(secret, values) }, values)
  const found = await prepared<StoredArea & { readonly householdId: number; readonly document: string }>(
    em,
    `select household_id as "householdId", document, ${areaColumns('place')}
     from (${told}) told join area place on place.area_id = told.shown_id order by household_id`,
    values.list,
  )
  const areas = new Map<number, AreaRow>()
  for (const row of found) if (!areas.has(row.areaId)) areas.set(row.areaId, areaRow(row))
  return found.map(({ householdId, document, areaId }) => ({
    householdId,
    document,
    area: areas.get(areaId) as AreaRow,
  }))
}
