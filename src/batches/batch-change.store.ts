import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import { grouped } from '../kernel/grouped.ts'
import { addressOf } from '../kernel/issue.ts'
import { cutPage, decodeCursor, type Page, type PageRequest, pageSize } from '../kernel/page.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { seen } from './batch-row.store.ts'

export const CHANGE_KINDS = ['CREATED', 'UPDATED', 'GONE'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** One change of the register by a batch: what a commit would do, or did. */
export interface BatchChangeRow {
  readonly changeNo: number
  readonly kind: ChangeKind
  /** What kind of thing: `area`, `person`, `household`, `enrolment`, `reported_figure`, `target`. */
  readonly subject: string
  readonly subjectId: number | null
  /** Its name for people. */
  readonly label: string | null
  /** The one field that changed; null when the thing as a whole came or went. */
  readonly field: string | null
  readonly before: string | null
  readonly after: string | null
  /** Where the file says so: `Sheet1!17`; null for what the file no longer names. */
  readonly address: string | null
}

interface StoredChange extends Omit<BatchChangeRow, 'field' | 'before' | 'after' | 'address'> {
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
  readonly sheetName: string | null
  readonly row: number | null
}

type FoundChange = Omit<StoredChange, 'changeNo'> & {
  readonly batchId: number
  readonly total: number
  readonly changeNo: number | null
}

/**
 * A page of the changes of each batch, by batch, in the order they were planned. One statement. Batches that the actor may
 * not see are left out; of somebody who comes from a place that the actor does not hold it is not told what the register had.
 */
export async function changesOf(
  actor: Actor,
  em: SqlSession,
  batchIds: readonly number[],
  question: { readonly kind?: ChangeKind | null } & PageRequest,
): Promise<Map<number, Page<BatchChangeRow>>> {
  const first = pageSize(question)
  const after = decodeCursor(question.after, ['ID'])
  const held = `(home_before is null or ${inScope('home_before', 2)})`
  const condition =
    'register_change.batch_id = import_batch.batch_id and ($4::text is null or register_change.kind = $4)' +
    ` and (register_change.kind <> 'GONE' or ${held})`
  const found = await rows<FoundChange>(
    em,
    `select import_batch.batch_id as "batchId", counted.total, change.*
     from import_batch
     cross join lateral (select count(*)::int as total from register_change where ${condition}) counted
     left join lateral (
       select change_no as "changeNo", register_change.kind, subject, subject_id as "subjectId", label, case when ${held} then before end as before, after, row,
              (select kept ->> 'name' from jsonb_array_elements(import_batch.sheets) kept
               where (kept ->> 'sheet')::int = register_change.sheet limit 1) as "sheetName"
       from register_change where ${condition} and ($5::bigint is null or change_no > $5) order by change_no limit $6
     ) change on true
     where import_batch.batch_id = any($1::bigint[]) and ${seen(2)}
     order by import_batch.batch_id, change."changeNo"`,
    [batchIds, scopeIds(actor), actor.id, question.kind ?? null, after?.[0] ?? null, first + 1],
  )
  const pages = [...grouped(found, (row) => row.batchId)].map(([batchId, ofBatch]) => {
    const changes = ofBatch.flatMap(({ batchId: _batch, total: _total, changeNo, ...change }) =>
      changeNo === null ? [] : [told({ ...change, changeNo })],
    )
    return [batchId, cutPage(changes, first, ofBatch[0]?.total ?? 0, (change) => [change.changeNo])] as const
  })
  return new Map(pages)
}

/** The same of one batch; empty when the actor may not see it. */
export async function batchChanges(
  actor: Actor,
  em: SqlSession,
  batchId: number,
  question: { readonly kind?: ChangeKind | null } & PageRequest,
): Promise<Page<BatchChangeRow>> {
  const none: Page<never> = { rows: [], cursors: [], hasNextPage: false, totalCount: 0 }
  return (await changesOf(actor, em, [batchId], question)).get(batchId) ?? none
}

/** Keys that begin with `_` are the way back for a withdrawal, not for people. */
function told(change: StoredChange): BatchChangeRow {
  const { before, after, sheetName, row, ...rest } = change
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter(
    (field) => !field.startsWith('_'),
  )
  const [field] = fields
  const single = fields.length === 1 && field !== undefined
  const shown = (image: StoredChange['before']): string | null => {
    if (image === null) return null
    return single
      ? valueText(image[field])
      : JSON.stringify(Object.fromEntries(fields.map((name) => [name, image[name]])))
  }
  return {
    ...rest,
    field: single ? field : null,
    before: shown(before),
    after: shown(after),
    address: sheetName === null ? null : addressOf({ sheet: sheetName, row: row ?? undefined }),
  }
}

function valueText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
