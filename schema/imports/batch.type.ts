import { Field, Float, ID, Int, ObjectType } from 'type-graphql'
import type { BatchRow } from '../../src/batches/batch.store.ts'
import type { ChangeKind } from '../../src/batches/batch-change.store.ts'
import type { BatchStatus, SourceKind } from '../../src/batches/source-kind.ts'
import type { Severity } from '../../src/kernel/issue.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { Node } from '../node.type.ts'
import { PageInfo } from '../page.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { DateTimeScalar } from '../scalars/date-time.scalar.ts'
import { BatchChangeKindEnum, BatchStatusEnum, SeverityEnum, SourceKindEnum } from './batch.enum.ts'

@ObjectType({ simpleResolvers: true, description: 'A column of a sheet as it was recognised.' })
export class BatchColumn {
  @Field(() => String, { description: 'Sheet and column letters: Sheet1!D.' })
  address: string

  @Field(() => String, {
    description: 'The heading as an officer reads it; levels of a merged heading joined by “ / ”.',
  })
  heading: string

  @Field(() => String, { nullable: true, description: 'The field it was taken for; null when the column is not used.' })
  field: string | null

  @Field(() => Float, { description: 'How sure that is, 0–1.' })
  confidence: number
}

@ObjectType({ simpleResolvers: true, description: 'A sheet of the file as it was recognised.' })
export class BatchSheet {
  @Field(() => String, { description: 'The sheet’s name.' })
  name: string

  @Field(() => [Int], { description: 'Rows of the heading, counted from 1.' })
  headerRows: readonly number[]

  @Field(() => Int, { description: 'The first row with data, counted from 1.' })
  firstRow: number

  @Field(() => Int, { description: 'The last row that was read.' })
  lastRow: number

  @Field(() => [BatchColumn], { description: 'Its columns from left to right.' })
  columns: readonly BatchColumn[]

  @Field(() => String, { description: 'How its letters were encoded: utf-8, tcvn3, vni, …' })
  encoding: string
}

@ObjectType({
  simpleResolvers: true,
  description: 'Every row that was read has exactly one outcome: the five add up to rowsRead.',
})
export class BatchOutcomes {
  @Field(() => Int, { description: 'Rows below the headings that were read.' })
  rowsRead: number

  @Field(() => Int, { description: 'Rows that bring something new.' })
  created: number

  @Field(() => Int, { description: 'Rows that change something known.' })
  updated: number

  @Field(() => Int, { description: 'Rows that say what is known already.' })
  unchanged: number

  @Field(() => Int, { description: 'Rows that are not taken over; each has an issue of severity ERROR.' })
  rejected: number

  @Field(() => Int, { description: 'Rows with nothing to take over: subtotals, notes, empty rows.' })
  skipped: number
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'One file on its way through reading, checking and committing.',
})
export class ImportBatch implements Node {
  id: string

  @Field(() => SourceKindEnum, { nullable: true, description: 'What the sheet says; null while it is not known.' })
  kind: SourceKind | null

  @Field(() => String, { description: 'The file’s name as it was sent.' })
  fileName: string

  @Field(() => String, { description: 'SHA-256 of the file’s bytes, in hexadecimal.' })
  sha256: string

  @Field(() => BatchStatusEnum, { description: 'How far it has come.' })
  status: BatchStatus

  @Field(() => DateScalar, { nullable: true, description: 'The day the sheet speaks for; null while it is not known.' })
  asOf: PlainDate | null

  @Field(() => Float, { description: 'Progress of the running stage, 0–1; 1 when nothing runs.' })
  progress: number

  @Field(() => [BatchSheet], { description: 'The sheets as they were recognised.' })
  sheets: readonly BatchSheet[]

  @Field(() => BatchOutcomes, { description: 'What became of the rows.' })
  outcomes: BatchOutcomes

  @Field(() => String, {
    nullable: true,
    description:
      'Where the officer’s own workbook with the issues marked in it is fetched; null while it is read or written.',
  })
  annotatedWorkbookUrl: string | null

  @Field(() => DateTimeScalar, { description: 'When the file was received.' })
  createdAt: Date

  @Field(() => String, { description: 'The account that sent it.' })
  createdBy: string

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was written; null before.' })
  committedAt: Date | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was undone; null unless it was.' })
  withdrawnAt: Date | null

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When its file was removed, after its time or on request; null while it is kept. Its numbers stay.',
  })
  fileRemovedAt: Date | null

  /** The register's keys. */
  batchId: number
  areaId: number | null
  /** What the field `withdrawal` is told from. */
  withdrawn: BatchRow['withdrawal']
}

@ObjectType({
  simpleResolvers: true,
  description: 'What is wrong with a row, a sheet or a file, where, and what to do.',
})
export class RowIssue {
  @Field(() => String, { description: 'The sheet’s name; empty for the whole file.' })
  sheet: string

  @Field(() => Int, { nullable: true, description: 'The row, counted from 1; null for a whole sheet or file.' })
  row: number | null

  @Field(() => String, {
    nullable: true,
    description: 'The cell as an officer finds it: Sheet1!D17; null for a whole file.',
  })
  address: string | null

  @Field(() => SeverityEnum, { description: 'How much it stops.' })
  severity: Severity

  @Field(() => String, { description: 'Slug of the issue catalogue, for programs: date-not-readable.' })
  code: string

  @Field(() => String, { description: 'The sentence for the officer, in the language asked.' })
  message: string

  @Field(() => String, {
    nullable: true,
    description: 'What stands in the cell, shortened; null for an empty or whole-row issue.',
  })
  found: string | null

  @Field(() => String, { nullable: true, description: 'What to do about it, in the language asked.' })
  remedy: string | null
}

@ObjectType({ simpleResolvers: true, description: 'A row of the file as it was sent.' })
export class SheetRow {
  @Field(() => Int, { description: 'The row, counted from 1.' })
  row: number

  @Field(() => Boolean, { description: 'Whether the file hides it.' })
  hidden: boolean

  @Field(() => [String], {
    description: 'Its cells from column A on, as an officer reads them; empty cells are empty, long texts are cut.',
  })
  cells: readonly string[]
}

@ObjectType({ simpleResolvers: true, description: 'Equal issues together.' })
export class RowIssueGroup {
  @Field(() => SeverityEnum, { description: 'How much they stop.' })
  severity: Severity

  @Field(() => String, { description: 'Slug of the issue catalogue.' })
  code: string

  @Field(() => String, { description: 'The sentence for the officer, in the language asked.' })
  message: string

  @Field(() => Int, { description: 'How many there are.' })
  count: number

  @Field(() => [String], { description: 'Where the first of them stand.' })
  firstAddresses: readonly string[]
}

@ObjectType({ simpleResolvers: true, description: 'A page of issues, in the order of sheets and rows.' })
export class RowIssueConnection {
  @Field(() => [RowIssue], { description: 'The issues.' })
  nodes: RowIssue[]

  @Field(() => PageInfo, { description: 'Where this page ends.' })
  pageInfo: PageInfo

  @Field(() => Int, { description: 'Issues that match, on all pages.' })
  totalCount: number
}

@ObjectType({ simpleResolvers: true, description: 'One difference between the file and the register.' })
export class BatchChange {
  @Field(() => BatchChangeKindEnum, { description: 'Created, updated or gone.' })
  kind: ChangeKind

  @Field(() => String, { description: 'What it is about, as an officer would call it.' })
  subject: string

  @Field(() => ID, { nullable: true, description: 'The subject’s id for `Query.node`; null before it is written.' })
  subjectId: string | null

  @Field(() => String, { nullable: true, description: 'The field that changes; null for a subject as a whole.' })
  field: string | null

  @Field(() => String, { nullable: true, description: 'The value in the register; null when there is none.' })
  before: string | null

  @Field(() => String, { nullable: true, description: 'The value in the file; null when there is none.' })
  after: string | null

  @Field(() => String, { nullable: true, description: 'The row it comes from: Sheet1!17; null for what is gone.' })
  address: string | null
}

@ObjectType({ simpleResolvers: true, description: 'A page of changes.' })
export class BatchChangeConnection {
  @Field(() => [BatchChange], { description: 'The changes.' })
  nodes: BatchChange[]

  @Field(() => PageInfo, { description: 'Where this page ends.' })
  pageInfo: PageInfo

  @Field(() => Int, { description: 'Changes that match, on all pages.' })
  totalCount: number
}

@ObjectType({ simpleResolvers: true, description: 'A page of batches, the newest first.' })
export class ImportBatchConnection {
  @Field(() => [ImportBatch], { description: 'The batches.' })
  nodes: ImportBatch[]

  @Field(() => PageInfo, { description: 'Where this page ends.' })
  pageInfo: PageInfo

  @Field(() => Int, { description: 'Batches that match, on all pages.' })
  totalCount: number
}
