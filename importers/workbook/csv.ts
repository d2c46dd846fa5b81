import { pipeline, Readable } from 'node:stream'
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
/** Few, so that rows are gone again before the memory for new objects is full. */
const BLOCK_ROWS = 250
/** Delimiters that an address of two lines may hold. */
const FEWEST_SWALLOWED = 3
/** A quote, or a carriage return that is not half of a line end. */
const NOT_PLAIN = /"|\r(?!\n|$)/
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
      for await (const records of this.records()) {
        for (const record of records) {
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
      }
    } catch (error) {
      throw this.translate(error, number)
    }
    if (block.length > 0) yield block
  }

  /**
   * Records in lists of any length. Up to the first quote a line is a record, and to split it costs a quarter of what the
   * parser costs; from there on the parser reads. A lone carriage return may end lines, too, and is left to it as well.
   */
  private async *records(): AsyncGenerator<readonly string[][]> {
    const { delimiter, firstLine } = this.shape
    const split = (line: string): string[] => (line.endsWith('\r') ? line.slice(0, -1) : line).split(delimiter)
    const texts = decoded(this.shape)
    let rest = ''
    let number = 1
    for (let next = await texts.next(); !next.done; next = await texts.next()) {
      rest += next.value
      if (NOT_PLAIN.test(rest)) return yield* this.parsed(rest, texts, Math.max(1, firstLine - number + 1))
      const lines = rest.split('\n')
      this.refuseLongLine(lines, number)
      rest = lines.pop() ?? ''
      yield lines.slice(Math.max(0, firstLine - number)).map(split)
      number += lines.length
    }
    if (rest !== '' && number >= firstLine) yield [split(rest)]
  }

  /** Also of a line that has not come to its end yet. */
  private refuseLongLine(lines: readonly string[], number: number): void {
    const long = lines.findIndex((line) => line.length > this.limits.maxRowBytes)
    if (long >= 0) throw unreadable('row-too-large', { sheet: this.name, row: number + long })
  }

  private async *parsed(
    begun: string,
    texts: AsyncGenerator<string>,
    firstLine: number,
  ): AsyncGenerator<readonly string[][]> {
    const parser = parse({
      delimiter: this.shape.delimiter,
      from_line: firstLine,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: this.limits.maxRowBytes,
    })
    // Errors reach the reader of `parser`.
    pipeline(Readable.from(followedBy(begun, texts)), parser, () => {})
    for await (const record of parser as AsyncIterable<string[]>) yield [record]
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

async function* followedBy(begun: string, texts: AsyncGenerator<string>): AsyncGenerator<string> {
  yield begun
  yield* texts
}

/** The file's text in pieces. Throws a TypeError at bytes that are none. */
async function* decoded({ file, text }: CsvShape): AsyncGenerator<string> {
  const decoder = new TextDecoder(text.encoding, { fatal: true })
  for await (const chunk of readChunks(file, text.markBytes)) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}
