import { pipeline, Transform } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { cleanText } from './clean-text.ts'
import { type FileBytes, readChunks, readPiece } from './file-bytes.ts'
import type { ReadLimits } from './limits.ts'
import { SheetBudget } from './sheet-rows.ts'
import { detectEncoding, type TextEncoding } from './text-encoding.ts'
import { unreadable } from './unreadable-codes.ts'
import type { CellValue, Sheet, SheetRow, Workbook } from './workbook.ts'

const DELIMITERS = [',', ';', '\t', '|'] as const
const SAMPLE_BYTES = 64 * 1024
const SAMPLE_LINES = 50
const BLOCK_ROWS = 1000
/** Delimiters that an address of two lines may hold. */
const FEWEST_SWALLOWED = 3
/** Excel writes and obeys such a first line. */
const SEPARATOR_LINE = /^sep=(.)\r?\n/

/** Opens a .csv or .tsv as a workbook of one sheet; every cell is a text, so codes keep their zeros. */
export async function openCsv(file: FileBytes, fileName: string, limits: ReadLimits): Promise<Workbook> {
  const text = await detectEncoding(file)
  const sample = await readSample(file, text)
  const declared = SEPARATOR_LINE.exec(sample)?.[1]
  const delimiter = declared ?? findDelimiter(sample)
  const shape = { file, text, delimiter, firstLine: declared === undefined ? 1 : 2 }
  return {
    format: delimiter === '\t' ? 'tsv' : 'csv',
    encoding: text.encoding,
    notices: [],
    sheets: [new CsvSheet(sheetNameOf(fileName), shape, limits)],
    async close() {},
  }
}

function sheetNameOf(fileName: string): string {
  const base = cleanText(fileName).replace(/^.*[/\\]/, '')
  return base.replace(/\.[^.]*$/, '').slice(0, 255) || 'csv'
}

async function readSample(file: FileBytes, { encoding, markBytes }: TextEncoding): Promise<string> {
  return new TextDecoder(encoding).decode(await readPiece(file, markBytes, SAMPLE_BYTES))
}

/** The sign that stands equally often, and most often, in the first lines; a comma when there is none. */
export function findDelimiter(sample: string): string {
  const lines = sample
    .replace(/"[^"]*(?:"|$)/g, '')
    .split(/\r?\n/)
    .slice(0, SAMPLE_LINES)
  const filled = lines.filter((line) => line.trim() !== '')
  let best: string = DELIMITERS[0]
  let bestScore = 0
  for (const delimiter of DELIMITERS) {
    const counts = filled.map((line) => line.split(delimiter).length - 1)
    const byCount = new Map<number, number>()
    for (const count of counts) if (count > 0) byCount.set(count, (byCount.get(count) ?? 0) + 1)
    // Lines that agree on a number weigh more than many signs in a few of them, as commas in addresses are.
    const score = Math.max(0, ...[...byCount].map(([count, agreeing]) => agreeing * agreeing * count))
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return best
}

interface CsvShape {
  readonly file: FileBytes
  readonly text: TextEncoding
  readonly delimiter: string
  readonly firstLine: number
}

class CsvSheet implements Sheet {
  readonly name: string
  readonly index = 0
  readonly visibility = 'visible'
  private readonly shape: CsvShape
  private readonly limits: ReadLimits

  constructor(name: string, shape: CsvShape, limits: ReadLimits) {
    this.name = name
    this.shape = shape
    this.limits = limits
  }

  async merges() {
    return []
  }

  async hiddenColumns() {
    return []
  }

  async *rows(): AsyncGenerator<readonly SheetRow[]> {
    const budget = new SheetBudget(this.name, this.limits)
    let number = 0
    let width = 0
    let block: SheetRow[] = []
    try {
      for await (const record of this.records()) {
        number++
        if (record.some((cell) => this.holdsRows(cell, width)))
          throw unreadable('csv-quote-not-closed', { row: number })
        width = Math.max(width, record.length)
        const cells = this.cellsOf(record)
        if (cells.length === 0) continue
        const row = { number, cells, hidden: false }
        budget.spend(row)
        block.push(row)
        if (block.length < BLOCK_ROWS) continue
        yield block
        block = []
      }
    } catch (error) {
      throw this.translate(error, number)
    }
    if (block.length > 0) yield block
  }

  private records(): AsyncIterable<string[]> {
    const { file, text, delimiter, firstLine } = this.shape
    const parser = parse({
      delimiter,
      from_line: firstLine,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: this.limits.maxRowBytes,
    })
    const bytes = readChunks(file, text.markBytes)
    // Errors reach the reader of `parser`.
    pipeline(bytes, decoderOf(text.encoding), parser, () => {})
    return parser
  }

  /** A quote that was never closed ends at the next one, and the rows between stand in one cell. */
  private holdsRows(cell: string, width: number): boolean {
    if (!cell.includes('\n')) return false
    return cell.split(this.shape.delimiter).length > Math.max(FEWEST_SWALLOWED, width - 1)
  }

  private cellsOf(record: readonly string[]): CellValue[] {
    const cells: CellValue[] = []
    const decomposed = this.shape.text.encoding === 'windows-1258'
    const { maxCellCharacters } = this.limits
    record.forEach((stored, column) => {
      if (stored === '') return
      const text = cleanText(decomposed ? stored.normalize('NFC') : stored)
      if (text === '') return
      if (text.length > maxCellCharacters) throw unreadable('cell-text-too-long', { limit: maxCellCharacters })
      while (cells.length < column) cells.push(null)
      cells.push(text)
    })
    return cells
  }

  private translate(error: unknown, number: number): unknown {
    if (error instanceof CsvError) {
      if (error.code === 'CSV_QUOTE_NOT_CLOSED') return unreadable('csv-quote-not-closed', { row: number + 1 })
      if (error.code === 'CSV_MAX_RECORD_SIZE') return unreadable('row-too-large', { sheet: this.name, row: number })
    }
    const badBytes =
      error instanceof TypeError && (error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
    return badBytes ? unreadable('file-encoding-not-supported', { part: this.name }) : error
  }
}

function decoderOf(encoding: string): Transform {
  const decoder = new TextDecoder(encoding, { fatal: true })
  return new Transform({
    readableObjectMode: false,
    transform(chunk: Buffer, _, done) {
      try {
        done(null, decoder.decode(chunk, { stream: true }))
      } catch (error) {
        done(error as Error)
      }
    },
    flush(done) {
      try {
        done(null, decoder.decode())
      } catch (error) {
        done(error as Error)
      }
    },
  })
}
