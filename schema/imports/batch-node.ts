import type { Language } from '../../src/access/actor.ts'
import type { BatchRow, BatchSheetRow } from '../../src/batches/batch.store.ts'
import type { BatchChangeRow } from '../../src/batches/batch-change.store.ts'
import type { IssueGroup, StoredIssue } from '../../src/batches/batch-issue.store.ts'
import { issueText } from '../../src/kernel/issue-catalogue.ts'
import { encodeNodeId, NODE_TYPES } from '../../src/kernel/node-id.ts'
import type { BatchChange, BatchSheet, ImportBatch, RowIssue, RowIssueGroup } from './batch.type.ts'

export function importBatchNode(row: BatchRow): ImportBatch {
  const { rowsRead, created, updated, unchanged, rejected, skipped } = row
  return {
    id: encodeNodeId('ImportBatch', row.batchId),
    batchId: row.batchId,
    areaId: row.areaId,
    kind: row.kind,
    fileName: row.fileName,
    sha256: row.sha256,
    status: row.status,
    asOf: row.asOf,
    progress: row.progress,
    sheets: row.sheets.map(sheetNode),
    outcomes: { rowsRead, created, updated, unchanged, rejected, skipped },
    annotatedWorkbookUrl: workbookUrl(row),
    createdAt: row.createdAt,
    createdBy: row.createdBy,
    committedAt: row.committedAt,
    withdrawnAt: row.withdrawnAt,
    fileRemovedAt: row.fileRemovedAt,
    withdrawn: row.withdrawal,
  }
}

/** A path at this hub: the hub does not know under which name its readers reach it. */
function workbookUrl({ status, batchId, fileRemovedAt }: BatchRow): string | null {
  if (status === 'READING' || status === 'COMMITTING' || fileRemovedAt !== null) return null
  return `/imports/${encodeNodeId('ImportBatch', batchId)}/workbook`
}

/** The issue in the words of the catalogue. */
export function issueNode(issue: StoredIssue, language: Language): RowIssue {
  const { sheet, row, address, severity, code, found } = issue
  const { message, remedy } = issueText({ code, args: issue.args, found: found ?? undefined }, language)
  return { sheet, row, address, severity, code, found, message, remedy: remedy === '' ? null : remedy }
}

export function issueGroupNode(group: IssueGroup, language: Language): RowIssueGroup {
  const { severity, code, count, firstAddresses } = group
  const { message } = issueText({ code, args: group.args, found: group.found ?? undefined }, language)
  return { severity, code, count, firstAddresses, message }
}

export function changeNode(change: BatchChangeRow): BatchChange {
  const { kind, field, before, after, address } = change
  return {
    kind,
    subject: change.label ?? change.subject,
    subjectId: subjectNodeId(change),
    field,
    before,
    after,
    address,
  }
}

/** The id of what the change is about; null when `Query.node` knows no such thing. */
function subjectNodeId({ subject, subjectId }: BatchChangeRow): string | null {
  const type = NODE_TYPES.find((name) => name.toLowerCase() === subject)
  return type === undefined || type === 'Enrolment' || subjectId === null ? null : encodeNodeId(type, subjectId)
}

function sheetNode({ name, headerRows, firstRow, lastRow, columns, encoding }: BatchSheetRow): BatchSheet {
  return {
    name,
    headerRows,
    firstRow,
    lastRow,
    encoding,
    columns: columns.map(({ index, heading, field, confidence }) => ({
      address: `${name}!${columnLetters(index)}`,
      heading,
      field,
      confidence,
    })),
  }
}

/** 0 → A, 26 → AA. */
function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last
}
