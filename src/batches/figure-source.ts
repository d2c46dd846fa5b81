import type { PlainDate } from '../kernel/plain-date.ts'
import type { FigureOrigin } from './figure-origin.ts'

/** Where a number or a statement comes from: the file, its cell, and the day it speaks for. */
export interface FigureSource {
  /** The day that the number speaks for; the oldest of them when several were added up. */
  readonly asOf: PlainDate
  /** The batch whose file states it; null for what was counted or added up here. */
  readonly batchId: number | null
  /** The file's name, `register` for what was counted from persons, `Σ n areas` for a sum of n stated figures. */
  readonly sourceName: string
  /** `Sheet1!B7`; null when there is no single cell or row. */
  readonly address: string | null
  /** Who states it; null or left out for a sum, and for what is no number. */
  readonly origin?: FigureOrigin | null
}

/** The source of what was counted from persons on a day. */
export function registerSource(asOf: PlainDate): FigureSource {
  return { asOf, batchId: null, sourceName: 'register', address: null, origin: 'REGISTER' }
}

/**
 * SQL: the officer's address of a cell or row of batch `batch` (alias of `batch_source`), null when the row came from no
 * sheet. `place` is the alias of a table with `sheet` and `row`; `column` an SQL text expression, empty for a whole row.
 */
export function addressSql(batch: string, place: string, column = `''`): string {
  const named = `select read_sheet ->> 'name' from jsonb_array_elements(${batch}.sheets) read_sheet where (read_sheet ->> 'sheet')::int = ${place}.sheet limit 1`
  return `(${named}) || '!' || coalesce(${column}, '') || coalesce(${place}.row::text, '')`
}
