import type { Actor } from '../access/actor.ts'
import { scopeIds } from '../access/area-scope.ts'
import { grouped } from '../kernel/grouped.ts'
import { addressOf, type IssueArguments, type Severity } from '../kernel/issue.ts'
import { cutPage, decodeCursor, type Page, type PageRequest, pageSize } from '../kernel/page.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { seen } from './batch-row.store.ts'
import { toldIssues } from './told-issue.ts'

/** An issue as it is kept; doors give it its words with `issueText`. */
export interface StoredIssue {
  readonly issueNo: number
  /** Empty for the whole file. */
  readonly sheet: string
  readonly row: number | null
  /** `Sheet1!D17`; null for the whole file. */
  readonly address: string | null
  readonly severity: Severity
  readonly code: string
  readonly found: string | null
  readonly args: IssueArguments
}

export interface IssueFilter {
  readonly severity?: Severity | null
  readonly code?: string | null
}

/** The same mistake on four thousand rows is one group with its count and its first addresses. */
export interface IssueGroup {
  readonly severity: Severity
  readonly code: string
  readonly count: number
  /** At most five. */
  readonly firstAddresses: readonly string[]
  /** Found text and arguments of the first, so that the group can be told in words. */
  readonly found: string | null
  readonly args: IssueArguments
}

interface IssuePlaceRow {
  readonly sheet: string
  readonly row: number | null
  readonly letters: string | null
}

const EMPTY_PAGE: Page<never> = { rows: [], cursors: [], hasNextPage: false, totalCount: 0 }
const FIRST_ADDRESSES = 5

type FoundIssue = Omit<StoredIssue, 'address' | 'issueNo'> &
  IssuePlaceRow & { readonly batchId: number; readonly total: number; readonly issueNo: number | null }

/**
 * A page of the issues of each batch, by batch, in the order of the sheet; those of the whole file first. One statement.
 * Batches that the actor may not see are left out.
 */
export async function issuesOf(
  actor: Actor,
  em: SqlSession,
  batchIds: readonly number[],
  question: IssueFilter & PageRequest,
): Promise<Map<number, Page<StoredIssue>>> {
  const first = pageSize(question)
  const after = decodeCursor(question.after, ['TEXT', 'INT', 'ID'])
  const condition = `row_issue.batch_id = import_batch.batch_id
    and ($4::text is null or severity = $4) and ($5::text is null or code = $5)`
  const found = await rows<FoundIssue>(
    em,
    `select import_batch.batch_id as "batchId", counted.total, issue.*
     from import_batch
     cross join lateral (select count(*)::int as total from ${toldIssues(actor, 2)} row_issue where ${condition}) counted
     left join lateral (
       select issue_no as "issueNo", sheet, row, column_letters as letters, severity, code, found, args
       from ${toldIssues(actor, 2)} row_issue
       where ${condition} and ($6::text is null or (sheet, coalesce(row, 0), issue_no) > ($6::text, $7::int, $8::bigint))
       order by sheet, coalesce(row, 0), issue_no limit $9
     ) issue on true
     where import_batch.batch_id = any($1::bigint[]) and ${seen(2)}
     order by import_batch.batch_id, issue.sheet, coalesce(issue.row, 0), issue."issueNo"`,
    [
      batchIds,
      scopeIds(actor),
      actor.id,
      question.severity ?? null,
      question.code ?? null,
      ...(after ?? [null, null, null]),
      first + 1,
    ],
  )
  const pages = [...grouped(found, (row) => row.batchId)].map(([batchId, ofBatch]) => {
    const issues = ofBatch.flatMap(storedIssue)
    const page = cutPage(issues, first, ofBatch[0]?.total ?? 0, (issue) => [issue.sheet, issue.row ?? 0, issue.issueNo])
    return [batchId, page] as const
  })
  return new Map(pages)
}

/** The issues of each batch by code, by batch, the gravest and then the most frequent first. One statement. */
export async function issueGroupsOf(
  actor: Actor,
  em: SqlSession,
  batchIds: readonly number[],
): Promise<Map<number, IssueGroup[]>> {
  const found = await rows<
    Omit<IssueGroup, 'firstAddresses'> & { readonly batchId: number; readonly places: readonly IssuePlaceRow[] }
  >(
    em,
    `with numbered as (
       select row_issue.*, row_number() over (
         partition by row_issue.batch_id, severity, code order by sheet, coalesce(row, 0), issue_no
       ) as place
       from ${toldIssues(actor, 2)} row_issue join import_batch on import_batch.batch_id = row_issue.batch_id
       where row_issue.batch_id = any($1::bigint[]) and ${seen(2)}
     )
     select batch_id as "batchId", severity, code, count(*)::int as count, min(found) filter (where place = 1) as found,
            (array_agg(args) filter (where place = 1))[1] as args,
            json_agg(json_build_object('sheet', sheet, 'row', row, 'letters', column_letters) order by place)
              filter (where place <= ${FIRST_ADDRESSES}) as places
     from numbered group by batch_id, severity, code
     order by batch_id, array_position(array['BLOCKING', 'ERROR', 'WARNING', 'NOTE'], severity), count(*) desc, code`,
    [batchIds, scopeIds(actor), actor.id],
  )
  const groups = grouped(found, (group) => group.batchId)
  return new Map([...groups].map(([batchId, ofBatch]) => [batchId, ofBatch.map(issueGroup)]))
}

/** The same of one batch; empty when the actor may not see it. */
export async function batchIssues(
  actor: Actor,
  em: SqlSession,
  batchId: number,
  question: IssueFilter & PageRequest,
): Promise<Page<StoredIssue>> {
  return (await issuesOf(actor, em, [batchId], question)).get(batchId) ?? EMPTY_PAGE
}

/** The same of one batch; empty when the actor may not see it. */
export async function issueGroups(actor: Actor, em: SqlSession, batchId: number): Promise<IssueGroup[]> {
  return (await issueGroupsOf(actor, em, [batchId])).get(batchId) ?? []
}

/** None for the empty line that a batch without issues leaves in the statement. */
function storedIssue({ batchId, total, letters, issueNo, ...issue }: FoundIssue): StoredIssue[] {
  return issueNo === null ? [] : [{ ...issue, issueNo, address: address({ ...issue, letters }) }]
}

function issueGroup(
  group: Omit<IssueGroup, 'firstAddresses'> & { readonly places: readonly IssuePlaceRow[] },
): IssueGroup {
  const { severity, code, count, found, args, places } = group
  return { severity, code, count, found, args, firstAddresses: places.map(address).filter((place) => place !== null) }
}

function address({ sheet, row, letters }: IssuePlaceRow): string | null {
  if (sheet === '') return null
  return addressOf({ sheet, row: row ?? undefined, column: letters ?? undefined })
}
