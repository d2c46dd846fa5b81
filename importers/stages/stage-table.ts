import { execute, rows, type SqlSession } from '../../src/kernel/sql.ts'
import type { StageColumn, StageType } from '../source.ts'

/** Columns that every staging table begins with, before the source's own. */
export const FRAME_COLUMNS: readonly StageColumn[] = [
  { name: 'sheet', type: 'integer' },
  { name: 'row', type: 'integer' },
  { name: 'outcome', type: 'text' },
  { name: 'label', type: 'text' },
]

/** Working columns of the frame: the outcome that `map` gave, and the register's id of what the row became. */
const FRAME_WORKING: readonly StageColumn[] = [
  { name: 'mapped_outcome', type: 'text' },
  { name: 'subject_id', type: 'bigint' },
]

/** The staging table of a batch, ready to stand in a statement. */
export function stageTable(batchId: number): string {
  if (!Number.isSafeInteger(batchId) || batchId < 1) throw new Error(`not a batch id: ${batchId}`)
  return `stage.batch_${batchId}`
}

/**
 * Makes the empty staging table of a batch: `sheet`, `row`, `outcome`, `label`, the source's columns, the working columns.
 * It is unlogged: after a crash of the server it is empty, and is read again from the kept bytes.
 */
export async function createStageTable(
  session: SqlSession,
  batchId: number,
  columns: { readonly staged: readonly StageColumn[]; readonly working: readonly StageColumn[] },
): Promise<void> {
  await execute(session, 'create schema if not exists stage')
  await dropStageTable(session, batchId)
  const all = [...FRAME_COLUMNS, ...columns.staged, ...FRAME_WORKING, ...missingIn(columns)]
  await execute(session, `create unlogged table ${stageTable(batchId)} (${all.map(definition).join(', ')})`)
}

/**
 * After the rows are in: statistics for the planner. There is no index: every stage reads all rows, and each update of all
 * of them would have to write it anew.
 */
export async function finishStageTable(session: SqlSession, batchId: number): Promise<void> {
  await refreshStatistics(session, batchId)
}

/**
 * Tells the planner what a stage wrote into the table. Without it a million rows that all became READY or CREATED count as
 * none, and the next join runs row by row.
 */
export async function refreshStatistics(session: SqlSession, batchId: number): Promise<void> {
  await execute(session, `analyze ${stageTable(batchId)}`)
}

export async function dropStageTable(session: SqlSession, batchId: number): Promise<void> {
  await execute(session, `drop table if exists ${stageTable(batchId)}`)
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
  const names = [
    'subject_id',
    ...working.map((column) => quoted(column.name)).filter((name) => name !== '"subject_id"'),
  ]
  await execute(
    session,
    `update ${stageTable(batchId)}
     set outcome = coalesce(mapped_outcome, outcome), mapped_outcome = coalesce(mapped_outcome, outcome),
         ${names.map((name) => `${name} = null`).join(', ')}
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
