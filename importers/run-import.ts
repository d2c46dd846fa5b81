import type { SqlEntityManager } from '@mikro-orm/postgresql'
import type { Actor } from '../src/access/actor.ts'
import { audit } from '../src/access/audit.store.ts'
import { EVERYWHERE, holdToAreas, NOWHERE, writableAreas } from '../src/access/scope-map.store.ts'
import type { PlainDate } from '../src/kernel/plain-date.ts'
import { execute, rows } from '../src/kernel/sql.ts'
import { columnLetters } from './forms/column-letters.ts'
import { StageLost } from './outage.ts'
import { type BatchRecord, batchActor, batchRecord } from './stages/batch-record.ts'
import type { Loader, LoaderContext, Withdrawal } from './stages/loader.ts'
import { loaderFor } from './stages/loaders.ts'
import { lockArea, lockBorders } from './stages/lock-register.ts'
import { countHeld, refuseSpent, TooManyHeld, tellHeldRows } from './stages/persons/held-rows.ts'
import { type Reading, readIntoStage } from './stages/read-into-stage.ts'
import { learnRecipes } from './stages/recipe-store.ts'
import { bumpVersion, reportCheck, reportCommit, type Verdict } from './stages/report.ts'
import { mayChangeAreas, resolveBatch } from './stages/resolve-batch.ts'
import { addBatchIssue, rejectRowsWithErrors } from './stages/stage-issues.ts'
import {
  dropStageTable,
  hasPlan,
  refreshStatistics,
  resetStageTable,
  stagedRowCount,
  stageTable,
  usePlan,
} from './stages/stage-table.ts'

/** What a run needs to know beside its batch. */
export interface ImportRun extends Omit<Reading, 'batch' | 'path'> {
  readonly batchId: number
  /** Where the kept bytes of a file lie. */
  readonly pathOf: (sha256: string) => string
  /** How many rows may be held in a day that name people of other places, for one sender (`held-rows.ts`). */
  readonly heldPerDay: number
  /** Today where the officers live; the borders of this day hold for a file that names none. */
  readonly today: PlainDate
}

/** A check is everything but commit: the batch is CHECKED afterwards, with what a commit would do. */
export async function checkBatch(run: ImportRun): Promise<void> {
  const batch = await mustFind(run.database.em(), run.batchId)
  const read = await readIntoStage({ ...run, batch, path: run.pathOf(batch.sha256) })
  try {
    await checkStaged(run, read, true)
  } catch (error) {
    // Its entry went with the rest of what was checked.
    if (error instanceof TooManyHeld && error.held > 0)
      await tellHeldRows(run.database.em(), batchActor(batch), { batchId: batch.id, held: error.held, refused: true })
    throw error
  }
}

/** A check of the rows as they were read: something else is known of them now. */
export async function recheckBatch(run: ImportRun): Promise<void> {
  const staged = await readAgainIfLost(run)
  await checkStaged(run, staged)
}

/**
 * The check of a batch whose rows are in its staging table: `read` of them, if that is known. Rows of a file that was `sent`, or
 * read in another way, and that are held count for its sender. Throws `StageLost`, `TooManyHeld`.
 */
export async function checkStaged(run: ImportRun, read?: number, sent = false): Promise<void> {
  await run.database.em().transactional(async (em) => {
    if (read !== undefined) await refuseLostStage(em, run.batchId, read)
    const opened = await open(em, run)
    const counted = sent && opened.loader?.holdsRows
    if (counted) await refuseSpent(opened.context, run.heldPerDay)
    await assess(opened)
    if (counted) await countHeld(opened.context, run.heldPerDay)
  })
}

/**
 * Commit in one transaction: all of it or none of it. When the register has changed since the check, the batch is checked
 * again in the same transaction; false when it is blocked now: it is CHECKED then, with the issues that say why.
 */
export async function commitBatch(run: ImportRun, by: Actor): Promise<boolean> {
  const staged = await readAgainIfLost(run)
  const committed = await run.database.em().transactional(async (em) => {
    await refuseLostStage(em, run.batchId, staged)
    const opened = await open(em, run)
    await lockBorders(opened.context)
    if (!opened.loader) return false
    if (!(await planHolds(opened)) && (await assess({ ...opened, writing: true })).blocking) return false
    await execute(em, 'set local default_statistics_target = default')
    await holdToAreas(em, await writableAreas(em, [opened.context.actor, by]))
    await opened.loader.commit(opened.context)
    await reportCommit(opened.context)
    await learnRecipes(em, opened.batch)
    await audit(em, by, 'BATCH_COMMITTED', { batchId: run.batchId })
    return true
  })
  if (committed) await dropStageTable(run.database.em(), run.batchId)
  return committed
}

/** Takes back what a committed batch wrote, as far as nothing later stands on it. Null when somebody else just did. */
export async function withdrawBatch(run: ImportRun, by: Actor): Promise<Withdrawal | null> {
  return run.database.em().transactional(async (em) => {
    const { context, loader } = await open(em, run)
    if (!loader) throw new Error(`no loader for batch ${run.batchId}`)
    await lockBorders(context)
    await lockArea(context)
    if (!(await isStillCommitted(em, run.batchId))) return null
    // It gives back what the batch took, also to where somebody came from.
    await holdToAreas(em, EVERYWHERE)
    const withdrawal = await loader.withdraw(context)
    await execute(
      em,
      `update import_batch set status = 'WITHDRAWN', withdrawn_at = now(), withdrawal = $2 where batch_id = $1`,
      [run.batchId, JSON.stringify(withdrawal)],
    )
    await bumpVersion(context)
    await audit(em, by, 'BATCH_WITHDRAWN', { batchId: run.batchId })
    return withdrawal
  })
}

async function isStillCommitted(em: SqlEntityManager, batchId: number): Promise<boolean> {
  const found = await rows(em, `select from import_batch where batch_id = $1 and status = 'COMMITTED' for update`, [
    batchId,
  ])
  return found.length === 1
}

interface OpenBatch {
  readonly context: LoaderContext
  readonly loader: Loader | null
  readonly batch: BatchRecord
  readonly today: PlainDate
  /** A commit, not a check: nobody else may write these areas meanwhile. */
  readonly writing?: boolean
}

/**
 * Whether the plan of the check can be written as it is: it is there, and the register is what it was planned against.
 * Nobody else writes the area from here on.
 */
async function planHolds({ context, loader }: OpenBatch): Promise<boolean> {
  const { em, batch } = context
  if (!loader?.keepsPlan || !(await hasPlan(em, batch.id))) return false
  await lockArea(context)
  const unchanged = await rows(
    em,
    `select from import_batch join hub_version on version = checked_version where batch_id = $1 and not blocking`,
    [batch.id],
  )
  if (unchanged.length === 0) return false
  await usePlan(em, batch.id)
  return true
}

/** The stages that a check and a commit share, in their order. */
async function assess(opened: OpenBatch): Promise<Verdict> {
  const { em, batch } = opened.context
  await execute(em, 'update import_batch set checked_version = version from hub_version where batch_id = $1', [
    batch.id,
  ])
  // Working tables are described to the planner many times: a sample of a tenth says enough of them, for a tenth of the cost.
  await execute(em, 'set local default_statistics_target = 10')
  const ready = await resolve(opened)
  if (ready) await check(ready.context, ready.loader)
  if (ready) await plan(ready.context, ready.loader)
  return reportCheck(opened.context, opened.batch.kind !== null)
}

/**
 * A staging table is unlogged: a crash of the server empties it. The kept bytes say the same again. Gives how many rows
 * there must be.
 */
async function readAgainIfLost(run: ImportRun): Promise<number> {
  const em = run.database.em()
  const batch = await mustFind(em, run.batchId)
  const staged = await stagedRowCount(em, run.batchId)
  if (staged !== null && staged === batch.rowsRead) return staged
  return readIntoStage({ ...run, batch, path: run.pathOf(batch.sha256), again: true })
}

/** The server may crash between two transactions; an empty table must not pass for an empty file. */
async function refuseLostStage(em: SqlEntityManager, batchId: number, expected: number): Promise<void> {
  const staged = await stagedRowCount(em, batchId)
  if ((staged ?? 0) !== expected) throw new StageLost(batchId)
}

/** Rows → register. Null when the file as a whole cannot be placed, and no row can. */
async function resolve(opened: OpenBatch): Promise<{ context: LoaderContext; loader: Loader } | null> {
  const { loader, batch } = opened
  const { em } = opened.context
  await execute(em, `delete from row_issue where batch_id = $1 and stage <> 'map'`, [batch.id])
  await execute(em, 'delete from register_change where batch_id = $1', [batch.id])
  if (!loader) {
    if (batch.kind)
      await addBatchIssue(opened.context, 'resolve', { code: 'kind-not-supported', args: { kind: batch.kind } })
    return null
  }
  await resetStageTable(em, batch.id, loader.working)
  await refreshStatistics(em, batch.id)
  const placed = await resolveBatch(opened.context, batch, opened.today)
  const context = { ...opened.context, batch: placed }
  if (opened.writing) await lockArea(context)
  if (!(await mayChangeAreas(context))) return null
  if (placed.areaId === null || (placed.asOf === null && batch.kind !== 'AREAS' && batch.kind !== 'TARGETS'))
    return null
  await loader.resolve(context)
  await rejectRowsWithErrors(context)
  await refreshStatistics(em, batch.id)
  return { context, loader }
}

/** Rules over the rows; a row with an error is rejected, the others go on. */
async function check(context: LoaderContext, loader: Loader): Promise<void> {
  await loader.check(context)
  await rejectRowsWithErrors(context)
}

/** What becomes of every row, and what would change. */
async function plan(context: LoaderContext, loader: Loader): Promise<void> {
  await loader.plan(context)
  await refreshStatistics(context.em, context.batch.id)
}

async function open(em: SqlEntityManager, run: ImportRun): Promise<OpenBatch> {
  // A million rows are sorted and joined in memory instead of on disk; it is given back with the transaction.
  await execute(em, `set local work_mem = '64MB'`)
  // Until a commit or a withdrawal says where it writes, nothing of the register is written.
  await holdToAreas(em, NOWHERE)
  const batch = await mustFind(em, run.batchId)
  const sheetNames: string[] = []
  for (const sheet of batch.sheets) sheetNames[sheet.sheet] = sheet.name
  const context: LoaderContext = {
    em,
    actor: batchActor(batch),
    batch: { id: batch.id, kind: batch.kind ?? 'AREAS', areaId: batch.areaId, asOf: batch.asOf },
    stage: stageTable(batch.id),
    sheetNames: Array.from(sheetNames, (name) => name ?? ''),
    columnLetters: (sheet, field) => lettersOf(batch, sheet, field),
  }
  return { context, loader: batch.kind ? loaderFor(batch.kind) : null, batch, today: run.today }
}

function lettersOf(batch: BatchRecord, sheet: number, field: string): string | null {
  const columns = batch.sheets.find((kept) => kept.sheet === sheet)?.columns ?? []
  const column = columns.find((candidate) => candidate.field === field)
  return column ? columnLetters(column.index) : null
}

async function mustFind(em: SqlEntityManager, batchId: number): Promise<BatchRecord> {
  const batch = await batchRecord(em, batchId)
  if (!batch) throw new Error(`no batch ${batchId}`)
  return batch
}
