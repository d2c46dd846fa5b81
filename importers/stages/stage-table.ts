import { execute, rows, type SqlSession } from '../../src/kernel/sql.ts'
import type { StageColumn, StageType } from '../source.ts'

/**
 * Columns that every staging table begins with, before the source's own. `line` is what statements name a row by;
 * `outcome` is the row's outcome so far, `mapped_outcome` the one that `map` gave.
 */
export const FRAME_COLUMNS: readonly StageColumn[] = [
  { name: 'line', type: 'bigint' },
  { name: 'sheet', type: 'integer' },
  { name: 'row', type: 'integer' },
  { name: 'outcome', type: 'text' },
  { name: 'mapped_outcome', type: 'text' },
  { name: 'label', type: 'text' },
]

/** Working columns of the frame: the register's id of what the row became. */
const FRAME_WORKING: readonly StageColumn[] = [{ name: 'subject_id', type: 'bigint' }]

/** The staging table of a batch, ready to stand in a statement. */
export function stageTable(batchId: number): string {
  if (!Number.isSafeInteger(batchId) || batchId < 1) throw new Error(`not a batch id: ${batchId}`)
  return `stage.batch_${batchId}`
}

/**
 * Makes the empty staging table of a batch: the frame's columns, the working ones, the source's. Nearly every statement looks at
 * working columns, and one that stands behind twenty texts costs as much to reach as all of them.
 * It is unlogged: after a crash of the server it is empty, and is read again from the kept bytes. There is no index: every
 * stage reads all rows, and each update of all of them would have to write it anew.
 */
export async function createStageTable(
  session: SqlSession,
  batchId: number,
  columns: { readonly staged: readonly StageColumn[]; readonly working: readonly StageColumn[] },
): Promise<void> {
  await execute(session, 'create schema if not exists stage')
  await dropStageTable(session, batchId)
  const all = [...FRAME_COLUMNS, ...FRAME_WORKING, ...missingIn(columns), ...columns.staged]
  await execute(
    session,
    `create unlogged table ${stageTable(batchId)} (${all.map(definition).join(', ')}) with (${UNATTENDED})`,
  )
}

/** Working tables: the stages describe them to the planner themselves, and they are dropped before they need cleaning. */
export const UNATTENDED = 'autovacuum_enabled = false'

/**
 * Tells the planner what a stage wrote into the table. Without it a million rows that all became READY or CREATED count as
 * none, and the next join runs row by row.
 */
export async function refreshStatistics(session: SqlSession, batchId: number): Promise<void> {
  await execute(session, `analyze ${stageTable(batchId)}`)
}

/** Drops what a batch has staged, its plan included. */
export async function dropStageTable(session: SqlSession, batchId: number): Promise<void> {
  await execute(session, `drop schema if exists ${planSchema(batchId)} cascade`)
  await execute(session, `drop table if exists ${stageTable(batchId)}`)
}

/** The schema in which the tables of a batch's plan lie from its check to its commit. */
function planSchema(batchId: number): string {
  return `stage_plan_${batchId}`
}

/**
 * Begins a batch's plan anew: the tables that `fillPlan` makes from here on outlive the transaction, unlogged, so that a
 * commit need not plan again what has been planned. Statements find them by their names alone.
 */
export async function openPlan(session: SqlSession, batchId: number): Promise<void> {
  await execute(session, `drop schema if exists ${planSchema(batchId)} cascade`)
  await execute(session, `create schema ${planSchema(batchId)}`)
  await usePlan(session, batchId)
}

/** Lets the statements of this transaction find the plan of the batch. */
export async function usePlan(session: SqlSession, batchId: number): Promise<void> {
  await rows(session, `select set_config('search_path', $1 || ', ' || current_setting('search_path'), true)`, [
    planSchema(batchId),
  ])
}

/** Whether the batch has a plan. A crash of the server empties plan and rows alike, and rows that are read again drop it. */
export async function hasPlan(session: SqlSession, batchId: number): Promise<boolean> {
  const found = await rows(session, 'select where to_regnamespace($1) is not null', [planSchema(batchId)])
  return found.length > 0
}

/** Rows in the staging table; null when there is none. */
export async function stagedRowCount(session: SqlSession, batchId: number): Promise<number | null> {
  const table = stageTable(batchId)
  const [found] = await rows<{ exists: boolean }>(session, 'select to_regclass($1) is not null as exists', [table])
  if (!found?.exists) return null
  const [count] = await rows<{ n: string }>(session, `select count(*) as n from ${table}`)
  return Number(count?.n)
}

/**
 * Puts the rows back to what `map` said: outcome as mapped, working columns empty. Cheap on the first run, when nothing
 * differs.
 */
export async function resetStageTable(
  session: SqlSession,
  batchId: number,
  working: readonly StageColumn[],
): Promise<void> {
  const names = [...new Set([...FRAME_WORKING, ...working].map((column) => quoted(column.name)))]
  await execute(
    session,
    `update ${stageTable(batchId)}
     set outcome = mapped_outcome, ${names.map((name) => `${name} = null`).join(', ')}
     where mapped_outcome is distinct from outcome or ${names.map((name) => `${name} is not null`).join(' or ')}`,
  )
}

const SQL_TYPES: Readonly<Record<StageType, string>> = {
  text: 'text',
  date: 'date',
  integer: 'integer',
  bigint: 'bigint',
  float8: 'float8',
  boolean: 'boolean',
}

function definition(column: StageColumn): string {
  return `${quoted(column.name)} ${SQL_TYPES[column.type]}`
}

/** A column name from the code, never from a sheet: refused unless it is a plain lower-case word. */
export function quoted(name: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`not a column name: ${name}`)
  return `"${name}"`
}

function missingIn(columns: { readonly staged: readonly StageColumn[]; readonly working: readonly StageColumn[] }) {
  const taken = new Set([...FRAME_COLUMNS, ...columns.staged, ...FRAME_WORKING].map((column) => column.name))
  return columns.working.filter((column) => !taken.has(column.name))
}
