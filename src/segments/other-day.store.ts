import type { Actor, AreaScope } from '../access/actor.ts'
import { BadRequest } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { oneRow, rows, type SqlSession } from '../kernel/sql.ts'
import { SqlValues } from '../kernel/sql-values.ts'
import { documentsSql, shownAreaSql } from './document-sql.ts'
import { FEWEST_ALIKE } from './refuse-disclosing.ts'
import type { SegmentRow } from './segment.ts'
import { namesHouseholds } from './segment-field.ts'
import { scopeOfSegment } from './segment-rows.ts'
import { selectedSql } from './selection-sql.ts'

/** What was found to be told: a key's scope is one object as long as neither its grants nor the register change. */
const toldOn = new WeakMap<AreaScope, Set<string>>()

/**
 * Holds a day that is not the segment's own to the rules of that day: nothing of the segment's areas may be left out of the
 * reader's scope, for who lived there then is not looked at; and of a segment that names nobody enough households must be alike
 * to its partner. Throws `BadRequest`: `segment-wider-than-key`, `segment-too-small`.
 */
export async function refuseOtherDay(actor: Actor, em: SqlSession, segment: SegmentRow, day: PlainDate): Promise<void> {
  if (day === segment.evaluatedOn || actor.scope.kind === 'COUNTRY') return
  const asked = `${segment.segmentId}/${segment.version}/${day}`
  const known = toldOn.get(actor.scope) ?? new Set()
  if (known.has(asked)) return
  const { name } = segment
  const scope = await scopeOfSegment(em, segment)
  if (await leavesOut(em, actor.scope, scope))
    throw new BadRequest('segment-wider-than-key', `${name} is wider than the key`, { found: name })
  if (actor.role === 'PARTNER' && !namesHouseholds(segment.fields) && (await hasSmallCell(em, segment, { scope, day })))
    throw new BadRequest('segment-too-small', `${name} has too few households alike`, { found: name })
  toldOn.set(actor.scope, known.add(asked))
}

async function leavesOut(
  em: SqlSession,
  { leftOut = [] }: Extract<AreaScope, { kind: 'AREAS' }>,
  scope: AreaScope,
): Promise<boolean> {
  if (leftOut.length === 0 || scope.kind === 'COUNTRY') return leftOut.length > 0
  const found = await rows(
    em,
    `select from area_ancestor link where link.area_id = any($1::int[]) and link.ancestor_id = any($2::int[])
     and link.area_id <> all($3::int[]) limit 1`,
    [leftOut, scope.areaIds, scope.leftOut ?? []],
  )
  return found.length > 0
}

interface OfDay {
  readonly scope: AreaScope
  readonly day: PlainDate
}

/** Counts the cells of that day as `evaluate` does those of the segment's own; of documents only the cell is worked out. */
async function hasSmallCell(
  em: SqlSession,
  { selection, ...segment }: SegmentRow,
  { scope, day }: OfDay,
): Promise<boolean> {
  const values = new SqlValues()
  const fields = segment.fields.filter((field) => field === 'CLASS' || field === 'HAMLET')
  const shown = shownAreaSql({ fields, scope, day }, values)
  const picked = selectedSql({ selection, scope, day }, values)
  const documents = documentsSql(picked, { fields, day, shown, idOf: (_type, key) => key }, values)
  const { smallest } = await oneRow<{ smallest: number | null }>(
    em,
    `select min(households)::int as smallest
     from (select count(*) as households from (${documents}) documents group by cell) cells`,
    values.list,
  )
  return smallest !== null && smallest < FEWEST_ALIKE
}
