import type { CellValue, MergedRange, Sheet, SheetRow } from '../../importers/workbook/workbook.ts'

export interface GridOptions {
  readonly name?: string
  readonly index?: number
  readonly visibility?: Sheet['visibility']
  readonly merges?: readonly MergedRange[] | null
  /** 1-based numbers of hidden rows. */
  readonly hiddenRows?: readonly number[]
  /** 0-based. */
  readonly hiddenColumns?: readonly number[]
}

/**
 * A sheet drawn as text, one line a row, `|` between cells:
 * `Họ tên | Ngày sinh` · empty: no cell · `#95.026`: a number cell · `@2017-09-30`: a date cell · `!#N/A`: an error ·
 * `=Nguyễn Văn A` or `=#12`: a value that a formula gave · `''`: an empty text · `~`: a blank line is a row left out.
 */
export function grid(...lines: readonly string[]): Sheet {
  return sheetOf(lines, {})
}

/** A drawn sheet with a name, merged ranges, hidden rows … */
export function sheetOf(lines: readonly string[], options: GridOptions): Sheet {
  const rows = lines.flatMap((line, at) => (line.trim() === '~' ? [] : [rowOf(line, at + 1, options.hiddenRows ?? [])]))
  return sheetOfRows(rows, options)
}

/** A sheet of rows made by the test itself. */
export function sheetOfRows(rows: readonly SheetRow[], options: GridOptions = {}): Sheet {
  return {
    name: options.name ?? 'Sheet1',
    index: options.index ?? 0,
    visibility: options.visibility ?? 'visible',
    merges: async () => (options.merges === undefined ? [] : options.merges),
    hiddenColumns: async () => (options.hiddenColumns ?? []).map((column) => ({ left: column, right: column })),
    async *rows() {
      for (let at = 0; at < rows.length; at += 100) yield rows.slice(at, at + 100)
    },
  }
}

function rowOf(line: string, number: number, hiddenRows: readonly number[]): SheetRow {
  const cells: CellValue[] = []
  const formulas: number[] = []
  for (const [index, part] of line.split('|').entries()) {
    const text = part.trim()
    if (text.startsWith('=')) formulas.push(index)
    cells.push(cellOf(text.startsWith('=') ? text.slice(1) : text))
  }
  while (cells.length > 0 && cells.at(-1) === null) cells.pop()
  return { number, cells, hidden: hiddenRows.includes(number), ...(formulas.length > 0 ? { formulas } : {}) }
}

function cellOf(text: string): CellValue {
  if (text === '') return null
  if (text === "''") return ''
  if (text.startsWith('#')) return Number(text.slice(1))
  if (text.startsWith('!')) return { error: text.slice(1) }
  if (text.startsWith('@'))
    return { date: text.slice(1), serial: Date.parse(`${text.slice(1)}T00:00:00Z`) / 86_400_000 + 25_569 }
  return text
}
