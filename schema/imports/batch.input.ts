import { ArgsType, Field, ID, InputType, Int } from 'type-graphql'
import type { ChangeKind } from '../../src/batches/batch-change.store.ts'
import type { BatchStatus, SourceKind } from '../../src/batches/source-kind.ts'
import type { Severity } from '../../src/kernel/issue.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { PageArgs } from '../page.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { BatchChangeKindEnum, BatchStatusEnum, SeverityEnum, SourceKindEnum } from './batch.enum.ts'

@ArgsType()
export class ImportBatchesArgs extends PageArgs {
  @Field(() => BatchStatusEnum, { nullable: true, description: 'Only batches that have come this far.' })
  status?: BatchStatus | null

  @Field(() => SourceKindEnum, { nullable: true, description: 'Only batches of this kind.' })
  kind?: SourceKind | null
}

@ArgsType()
export class BatchIssuesArgs extends PageArgs {
  @Field(() => SeverityEnum, { nullable: true, description: 'Only issues of this severity.' })
  severity?: Severity | null

  @Field(() => String, { nullable: true, description: 'Only issues with this code.' })
  code?: string | null
}

@ArgsType()
export class BatchChangesArgs extends PageArgs {
  @Field(() => BatchChangeKindEnum, { nullable: true, description: 'Only changes of this kind.' })
  kind?: ChangeKind | null
}

@ArgsType()
export class SheetRowsArgs {
  @Field(() => String, { description: 'The sheet’s name.' })
  sheet: string

  @Field(() => [Int], { description: 'Rows to look at, counted from 1.' })
  rows: number[]

  @Field(() => Int, { defaultValue: 0, description: 'How many rows before and after each to show too, 0–10.' })
  around: number
}

@InputType({ description: 'What a column of the sheet is to be taken for.' })
export class ColumnChoice {
  @Field(() => String, { description: 'Sheet and column letters: Sheet1!D.' })
  address: string

  @Field(() => String, { nullable: true, description: 'The field it holds; null when the column is not used.' })
  field?: string | null
}

@ArgsType()
export class RecheckArgs {
  @Field(() => ID, { description: 'The batch.' })
  id: string

  @Field(() => SourceKindEnum, { nullable: true, description: 'What the sheet says; left out, as before.' })
  kind?: SourceKind | null

  @Field(() => String, {
    nullable: true,
    description: 'Code of the area that the sheet speaks for; left out, as before.',
  })
  areaCode?: string | null

  @Field(() => DateScalar, { nullable: true, description: 'The day that the sheet speaks for; left out, as before.' })
  asOf?: PlainDate | null

  @Field(() => [ColumnChoice], { nullable: true, description: 'Corrections of columns; others stay as recognised.' })
  columns?: ColumnChoice[] | null
}
