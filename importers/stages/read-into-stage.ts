import type { SqlEntityManager } from '@mikro-orm/postgresql'
import type pg from 'pg'
import type { RowIssue } from '../../src/kernel/issue.ts'
import { LONGEST_FOUND } from '../../src/kernel/issue-text.ts'
import { execute } from '../../src/kernel/sql.ts'
import type { ReadLimits } from '../workbook/limits.ts'
import type { BatchRecord, KeptSheet } from './batch-record.ts'
import { loaderFor } from './loaders.ts'
import { type CopyIn, copyInto, type ReadSink, readInThread, type ThreadLimits } from './read.ts'
import type { LastRow, Recognised } from './read-protocol.ts'
import { recipesFor } from './recipe-store.ts'
import { createStageTable, FRAME_COLUMNS, quoted, stageTable } from './stage-table.ts'

/** Where the pipeline finds the register: entity managers for statements, the pool beneath them for COPY. */
export interface ImportDatabase {
  em(): SqlEntityManager
  pool(): pg.Pool
}

export interface ReadingLimits extends ThreadLimits {
  readonly workbook: ReadLimits
}

export interface Reading {
  readonly database: ImportDatabase
  readonly batch: BatchRecord
  /** The kept bytes. */
  readonly path: string
  readonly limits: ReadingLimits
  /** Read with the recipes of the last reading and no newer ones: the rows that were checked come again. */
  readonly again?: boolean
}

/** Bytes of a file that hold one row, roughly: what the progress is told from, for no format says its rows beforehand. */
const BYTES_A_ROW = 60
const ROWS_BETWEEN_PROGRESS = 20_000

/**
 * Read → recognise → map: the kept bytes of a batch become its staging table and its issues of stage `map`. Begins anew
 * each time, so that it may be repeated after a crash. Gives the number of staged rows. Throws `ReadingFailed`.
 */
export async function readIntoStage(reading: Reading): Promise<number> {
  const em = reading.database.em()
  const { batch } = reading
  await execute(em, 'delete from row_issue where batch_id = $1', [batch.id])
  const { recipes, until } = await recipesFor(em, batch, reading.again ? batch.recipeNo : null)
  await execute(em, 'update import_batch set recipe_no = $2 where batch_id = $1', [batch.id, until])
  const sink = new StageSink(reading, em)
  try {
    const lastRows = await readInThread(
      {
        path: reading.path,
        fileName: batch.fileName,
        choices: batch.choices,
        recipes,
        limits: reading.limits.workbook,
      },
      reading.limits,
      sink,
    )
    return await sink.end(lastRows)
  } catch (error) {
    await sink.abort(error instanceof Error ? error : new Error(String(error)))
    throw error
  }
}

class StageSink implements ReadSink {
  readonly #reading: Reading
  readonly #em: SqlEntityManager
  #copy: CopyIn | null = null
  #found: Recognised | null = null
  #rows = 0
  #toldAt = 0

  constructor(reading: Reading, em: SqlEntityManager) {
    this.#reading = reading
    this.#em = em
  }

  async recognised(found: Recognised): Promise<void> {
    const { batch, database } = this.#reading
    this.#found = found
    await this.#keep(found, new Map())
    await this.issues(found.sheets.flatMap((sheet) => sheet.issues))
    if (found.kind === null) return
    await createStageTable(this.#em, batch.id, {
      staged: found.columns,
      working: loaderFor(found.kind)?.working ?? [],
    })
    const names = [...FRAME_COLUMNS, ...found.columns].map((column) => quoted(column.name))
    this.#copy = await copyInto(database.pool(), `${stageTable(batch.id)} (${names.join(', ')})`)
  }

  async rows(copyText: Uint8Array, count: number): Promise<void> {
    await this.#copy?.write(copyText)
    this.#rows += count
    if (this.#rows - this.#toldAt < ROWS_BETWEEN_PROGRESS) return
    this.#toldAt = this.#rows
    const expected = Math.max(this.#rows, this.#reading.batch.byteSize / BYTES_A_ROW)
    await execute(this.#em, 'update import_batch set progress = $2, rows_read = $3 where batch_id = $1', [
      this.#reading.batch.id,
      Math.min(0.95, this.#rows / expected),
      this.#rows,
    ])
  }

  async issues(issues: readonly RowIssue[]): Promise<void> {
    if (issues.length > 0) await keepIssues(this.#em, this.#reading.batch.id, issues)
  }

  async end(lastRows: ReadonlyMap<number, LastRow>): Promise<number> {
    if (this.#found) await this.#keep(this.#found, lastRows)
    if (this.#copy === null) return 0
    await this.#copy.end()
    return this.#rows
  }

  async abort(reason: Error): Promise<void> {
    await this.#copy?.abort(reason)
  }

  async #keep(found: Recognised, lastRows: ReadonlyMap<number, LastRow>): Promise<void> {
    const sheets = found.sheets.map(({ lastTime: _, ...sheet }): KeptSheet => {
      const last = lastRows.get(sheet.sheet)
      return {
        ...sheet,
        issues: [],
        lastRow: last?.row ?? sheet.firstRow,
        encoding: last?.encoding ?? found.encoding,
        traits: last?.traits,
      }
    })
    await execute(this.#em, 'update import_batch set kind = $2, sheets = $3 where batch_id = $1', [
      this.#reading.batch.id,
      found.kind,
      JSON.stringify(sheets),
    ])
  }
}

async function keepIssues(em: SqlEntityManager, batchId: number, issues: readonly RowIssue[]): Promise<void> {
  const lines = issues.map((issue) => ({
    sheet: issue.place.sheet,
    row: issue.place.row ?? null,
    letters: issue.place.column ?? null,
    severity: issue.severity,
    code: issue.code,
    found: issue.found?.slice(0, LONGEST_FOUND) ?? null,
    args: issue.args ?? {},
  }))
  await execute(
    em,
    `insert into row_issue (batch_id, sheet, row, column_letters, severity, code, found, args, stage)
     select $1, sheet, row, letters, severity, code, found, args, 'map'
     from jsonb_to_recordset($2::jsonb) as issue (sheet text, row int, letters text, severity text, code text, found text,
                                                  args jsonb)`,
    [batchId, JSON.stringify(lines)],
  )
}
