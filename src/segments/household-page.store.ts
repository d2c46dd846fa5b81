import type { Actor } from '../access/actor.ts'
import { toldCount } from '../kernel/disclosure.ts'
import { BadRequest } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { oneRow, rows, type SqlSession } from '../kernel/sql.ts'
import { holdsOn } from '../population/place.ts'
import { documentsSql } from './document-sql.ts'
import { pseudonymKeys, sealPlace, unsealPlace } from './sealed-cursor.ts'
import type { SegmentRow } from './segment.ts'
import { namesHouseholds } from './segment-field.ts'
import { scopeOfSegment } from './segment-rows.ts'
import { selectedSql } from './selection-sql.ts'
import { SqlValues } from './sql-values.ts'

/** A household as its partner may read it. */
export interface SegmentDocument {
  /** The register's own id: for the audit log and cursors, never for the partner. */
  readonly householdId: number
  /** The area that is told. */
  readonly areaId: number
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
 * past midnight. Throws `BadRequest`: `cursor-not-readable`, `segment-changed-meanwhile`.
 */
export async function segmentPage(
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
  const values = new SqlValues()
  const picked = await pickedSql(em, segment, { day, last: Number(last ?? 0), limit: limit + 1 }, values)
  const found = await documents(em, segment, { picked, day }, values)
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
  const picked = membersSql(segment, segment.evaluatedOn, values, 'member.household_id = any({})').replace(
    '{}',
    values.add(householdIds, 'bigint[]'),
  )
  const found = await documents(em, segment, { picked, day: segment.evaluatedOn }, values)
  return new Map(found.map((row) => [row.householdId, row]))
}

/** How many households are in the segment on the day; of one that partners ask for, what `toldCount` tells, null when it is withheld. */
export async function segmentCount(
  actor: Actor,
  em: SqlSession,
  segment: SegmentRow,
  asOf: PlainDate,
): Promise<number | null> {
  const count = asOf === segment.evaluatedOn ? segment.members : await countOn(em, segment, asOf)
  return actor.role === 'PARTNER' ? toldCount(count) : count
}

async function countOn(em: SqlSession, segment: SegmentRow, day: PlainDate): Promise<number> {
  const values = new SqlValues()
  const scope = await scopeOfSegment(em, segment)
  const picked = selectedSql({ selection: segment.selection, scope, day }, values)
  return (await oneRow<{ n: number }>(em, `select count(*)::int as n from (${picked}) picked`, values.list)).n
}

interface PickedPage {
  readonly day: PlainDate
  readonly last: number
  readonly limit: number
}

/** Members are kept for the segment's own day; of any other day they are worked out. */
async function pickedSql(
  em: SqlSession,
  segment: SegmentRow,
  { day, last, limit }: PickedPage,
  values: SqlValues,
): Promise<string> {
  const after = values.add(last, 'bigint')
  const page = (name: string) => `order by ${name}.household_id limit ${values.add(limit, 'int')}`
  if (day === segment.evaluatedOn)
    return `${membersSql(segment, day, values, `member.household_id > ${after}`)} ${page('member')}`
  const scope = await scopeOfSegment(em, segment)
  const picked = selectedSql({ selection: segment.selection, scope, day }, values, `state.household_id > ${after}`)
  return `${picked} ${page('state')}`
}

function membersSql({ segmentId }: SegmentRow, day: PlainDate, values: SqlValues, among: string): string {
  return `select member.household_id, state.area_id, state.household_class
    from segment_member member
    join household_state state on state.household_id = member.household_id and ${holdsOn('state', values.add(day, 'date'))}
    where member.segment_id = ${values.add(segmentId, 'int')} and ${among}`
}

async function documents(
  em: SqlSession,
  segment: SegmentRow,
  { picked, day }: { readonly picked: string; readonly day: PlainDate },
  values: SqlValues,
): Promise<SegmentDocument[]> {
  const [inner, outer] = pseudonymKeys(segment.secret).map((key) => values.add(key, 'bytea'))
  const scope = namesHouseholds(segment.fields) ? null : await scopeOfSegment(em, segment)
  const idOf = (type: string, key: string) => `pseudonym(${inner}, ${outer}, '${type}:' || ${key})`
  const told = documentsSql(picked, { fields: segment.fields, scope, day, idOf }, values)
  return rows<SegmentDocument>(
    em,
    `select household_id as "householdId", shown_id as "areaId", document from (${told}) told order by household_id`,
    values.list,
  )
}
