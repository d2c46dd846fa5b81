import type { SqlEntityManager } from '@mikro-orm/postgresql'
import { derivedValues, PERSON_STAGE } from '../../importers/forms/person-stage.ts'
import type { StageColumn } from '../../importers/source.ts'
import { stageLine } from '../../importers/stages/copy-text.ts'
import type { Loader, LoaderContext, Withdrawal } from '../../importers/stages/loader.ts'
import { bumpVersion, reportCheck, reportCommit } from '../../importers/stages/report.ts'
import { rejectRowsWithErrors } from '../../importers/stages/stage-issues.ts'
import {
  createStageTable,
  dropStageTable,
  FRAME_COLUMNS,
  refreshStatistics,
  stageTable,
} from '../../importers/stages/stage-table.ts'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import type { SourceKind } from '../../src/batches/source-kind.ts'
import { execute, oneRow, rows } from '../../src/kernel/sql.ts'

/** What a list of changes has beside them. */
const CHANGE_COLUMNS: readonly StageColumn[] = [
  { name: 'change', type: 'text' },
  { name: 'months', type: 'integer' },
  { name: 'died', type: 'boolean' },
]

/** A staged row by column name; `row` counts from 2, `outcome` is READY when left out. */
export type StagedFields = Readonly<Record<string, string | number | boolean | null>>

export interface StagedFile {
  readonly kind: SourceKind
  readonly areaId: number
  readonly asOf: string
  readonly rows: readonly StagedFields[]
  /** Who sends it; the administrator when left out. */
  readonly actor?: Actor
}

export interface Imported {
  readonly id: number
  /** Outcomes in the order of the rows. */
  readonly outcomes: readonly string[]
  readonly issues: readonly { code: string; severity: string; row: number | null; args: Record<string, unknown> }[]
  readonly blocking: boolean
}

/** Checks and, unless something blocks it, commits a file that stands in a staging table, as the frame does. */
export async function importRows(em: SqlEntityManager, loader: Loader, file: StagedFile): Promise<Imported> {
  const { id } = await oneRow<{ id: number }>(
    em,
    `insert into import_batch (kind, file_name, sha256, byte_size, area_id, as_of, created_by)
     values ($1, 'rows', 'none', 0, $2, $3, 'test') returning batch_id as id`,
    [file.kind, file.areaId, file.asOf],
  )
  const staged = file.kind === 'CARD_CHANGES' ? [...PERSON_STAGE, ...CHANGE_COLUMNS] : PERSON_STAGE
  await stageRows(em, id, { staged, working: loader.working }, file.rows)
  return em.fork().transactional(async (transaction) => {
    const context = contextOf(transaction as SqlEntityManager, id, file)
    await loader.resolve(context)
    await rejectRowsWithErrors(context)
    await refreshStatistics(transaction, id)
    await loader.check(context)
    await rejectRowsWithErrors(context)
    await loader.plan(context)
    await refreshStatistics(transaction, id)
    const { blocking } = await reportCheck(context, true)
    if (!blocking) {
      await loader.commit(context)
      await reportCommit(context)
    }
    const imported = { id, blocking, ...(await resultOf(context)) }
    await dropStageTable(transaction, id)
    return imported
  })
}

/** Withdraws a committed batch, as the frame does. */
export async function withdrawRows(em: SqlEntityManager, loader: Loader, batchId: number): Promise<Withdrawal> {
  return em.fork().transactional(async (transaction) => {
    const batch = await oneRow<{ kind: SourceKind; areaId: number; asOf: string }>(
      transaction,
      'select kind, area_id as "areaId", as_of as "asOf" from import_batch where batch_id = $1',
      [batchId],
    )
    const context = contextOf(transaction as SqlEntityManager, batchId, batch)
    const withdrawal = await loader.withdraw(context)
    await execute(transaction, `update import_batch set status = 'WITHDRAWN', withdrawal = $2 where batch_id = $1`, [
      batchId,
      JSON.stringify(withdrawal),
    ])
    await bumpVersion(context)
    return withdrawal
  })
}

function contextOf(em: SqlEntityManager, id: number, file: Omit<StagedFile, 'rows'>): LoaderContext {
  const batch = { id, kind: file.kind, areaId: file.areaId, asOf: file.asOf }
  return {
    em,
    actor: file.actor ?? ADMINISTRATOR,
    batch,
    stage: stageTable(id),
    sheetNames: ['Sheet1'],
    columnLetters: () => 'A',
  }
}

async function stageRows(
  em: SqlEntityManager,
  id: number,
  columns: Parameters<typeof createStageTable>[2],
  staged: readonly StagedFields[],
): Promise<void> {
  await createStageTable(em, id, columns)
  const lines = staged.map((fields, index) => ({
    line: stageLine(0, Number(fields.row ?? index + 2)),
    sheet: 0,
    row: index + 2,
    outcome: 'READY',
    mapped_outcome: fields.outcome ?? 'READY',
    label: fields.full_name,
    ...derivedValues(fields),
    ...fields,
  }))
  const names = [...FRAME_COLUMNS, ...columns.staged].map(({ name }) => `"${name}"`).join(', ')
  await execute(
    em,
    `insert into ${stageTable(id)} (${names})
     select ${names} from jsonb_populate_recordset(null::${stageTable(id)}, $1::jsonb)`,
    [JSON.stringify(lines)],
  )
}

async function resultOf(context: LoaderContext): Promise<Pick<Imported, 'outcomes' | 'issues'>> {
  const outcomes = await rows<{ outcome: string }>(
    context.em,
    `select outcome from ${context.stage} order by sheet, row`,
  )
  const issues = await rows<Imported['issues'][number]>(
    context.em,
    'select code, severity, row, args from row_issue where batch_id = $1 order by issue_no',
    [context.batch.id],
  )
  return { outcomes: outcomes.map(({ outcome }) => outcome), issues }
}
