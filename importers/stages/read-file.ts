import type { SourceKind } from '../../src/batches/source-kind.ts'
import type { RowIssue } from '../../src/kernel/issue.ts'
import { severityOf } from '../../src/kernel/issue-catalogue.ts'
import { IDENTITY_MARK, IDENTITY_SHEET } from '../forms/own-marks.ts'
import type { Source } from '../forms/source-definition.ts'
import type { RecognisedSheet, StagedBlock, StagedRow } from '../source.ts'
import { openWorkbook } from '../workbook/open-workbook.ts'
import type { Sheet, Workbook } from '../workbook/workbook.ts'
import { copyLine } from './copy-text.ts'
import { mapSheet } from './map.ts'
import type { LastRow, ReadAnswer, ReadRequest } from './read-protocol.ts'
import { isRecognised, recogniseSheet } from './recognise.ts'

/** Takes an answer of the reading thread; resolves when the next may follow. */
export type Tell = (answer: ReadAnswer) => Promise<void>

/** Bytes of COPY text that are sent at once: large enough to cost little, small enough to keep memory constant. */
const CHUNK_BYTES = 256 * 1024
/** A chunk is full when the next row may not fit. */
const FULL_BYTES = CHUNK_BYTES - 4096
/** What a unit of UTF-16 takes at most in UTF-8. */
const MOST_BYTES = 3

/** Read → recognise → map: tells what the file is, then its rows and issues, then that it is done. */
export async function readFile(request: ReadRequest, sources: readonly Source[], tell: Tell): Promise<void> {
  const workbook = await openWorkbook(request.path, request.fileName, request.limits)
  try {
    const { sheets, issues } = await recognise(workbook, sources, request)
    const source = sources.find(({ kind }) => kind === sheets[0]?.kind)
    await tell({
      type: 'recognised',
      recognised: { kind: source?.kind ?? null, sheets, encoding: workbook.encoding, columns: source?.stage ?? [] },
    })
    if (issues.length > 0) await tell({ type: 'issues', issues })
    const lastRows = source ? await mapSheets(workbook, sheets, { source, tell }) : []
    await tell({ type: 'done', lastRows })
  } finally {
    await workbook.close()
  }
}

interface RecognisedFile {
  /** All of one kind. */
  readonly sheets: readonly RecognisedSheet[]
  readonly issues: readonly RowIssue[]
}

/**
 * One file is one batch of one kind: that of highest precedence, then of its most certain sheet; sheets of other kinds are told
 * and not read.
 */
async function recognise(
  workbook: Workbook,
  sources: readonly Source[],
  request: ReadRequest,
): Promise<RecognisedFile> {
  const found: RecognisedSheet[] = []
  const issues: RowIssue[] = workbook.notices.map(noticeOf)
  const certainKind = await templateKind(workbook, sources)
  for (const sheet of workbook.sheets) {
    const table = await recogniseSheet(sheet, sources, request.choices, { certainKind, recipes: request.recipes })
    if (isRecognised(table)) found.push(table)
    else issues.push(...table.issues)
  }
  const precedence = new Map(sources.map((source) => [source.kind, source.precedence ?? 0]))
  const rank = ({ kind, confidence }: RecognisedSheet): number => (precedence.get(kind) ?? 0) + confidence
  const kind = found.toSorted((one, other) => rank(other) - rank(one))[0]?.kind
  if (kind === undefined) {
    issues.push({ code: 'file-not-recognised', severity: severityOf('file-not-recognised'), place: { sheet: '' } })
  }
  const others = found.filter((sheet) => sheet.kind !== kind)
  issues.push(...others.map((sheet) => otherKind(sheet, kind)))
  return { sheets: found.filter((sheet) => sheet.kind === kind), issues }
}

/** What the file carries and nobody opened, told of the whole file. */
function noticeOf(code: string): RowIssue {
  return { code, severity: severityOf(code), place: { sheet: '' } }
}

/** The kind that a template of ours says of itself on its hidden sheet; null for any other file. */
async function templateKind(workbook: Workbook, sources: readonly Source[]): Promise<SourceKind | null> {
  const page = workbook.sheets.find(({ name, visibility }) => name === IDENTITY_SHEET && visibility !== 'visible')
  if (!page) return null
  for await (const [first] of page.rows()) {
    if (first?.cells[0] !== IDENTITY_MARK) return null
    return sources.find(({ kind }) => kind === first.cells[1])?.kind ?? null
  }
  return null
}

function otherKind(sheet: RecognisedSheet, kind: SourceKind | undefined): RowIssue {
  const code = 'sheet-of-another-kind'
  return {
    code,
    severity: severityOf(code),
    place: { sheet: sheet.name },
    args: { sheetKind: sheet.kind, kind: kind ?? null },
  }
}

interface Mapping {
  readonly source: Source
  readonly tell: Tell
}

async function mapSheets(workbook: Workbook, sheets: readonly RecognisedSheet[], mapping: Mapping): Promise<LastRow[]> {
  const lastRows: LastRow[] = []
  const chunk = new RowChunk(mapping.tell)
  for (const recognised of sheets) {
    const sheet = workbook.sheets.find(({ index }) => index === recognised.sheet)
    if (sheet) lastRows.push(await sendSheet(sheet, recognised, mapping, chunk))
  }
  await chunk.send()
  return lastRows
}

async function sendSheet(
  sheet: Sheet,
  recognised: RecognisedSheet,
  { source, tell }: Mapping,
  chunk: RowChunk,
): Promise<LastRow> {
  let last: LastRow = { sheet: recognised.sheet, row: 0, encoding: null, traits: null }
  for await (const block of mapSheet(sheet, recognised, source)) {
    for (const row of block.rows) if (chunk.add(recognised.sheet, row)) await chunk.send()
    last = after(block, last)
    if (block.issues.length > 0) await tell({ type: 'issues', issues: block.issues })
  }
  return last
}

function after({ rows, encoding, traits }: StagedBlock, last: LastRow): LastRow {
  return {
    sheet: last.sheet,
    row: rows.at(-1)?.row ?? last.row,
    encoding: encoding ?? last.encoding,
    traits: traits ?? last.traits,
  }
}

/** Rows on their way, as COPY text: encoded row by row, for a text of all of them would have to be built first. */
class RowChunk {
  readonly #tell: Tell
  #bytes = Buffer.allocUnsafeSlow(CHUNK_BYTES)
  #length = 0
  #count = 0

  constructor(tell: Tell) {
    this.#tell = tell
  }

  /** True when the chunk is large enough to be sent. */
  add(sheet: number, row: StagedRow): boolean {
    const line = copyLine(sheet, row)
    const room = this.#length + line.length * MOST_BYTES
    if (room > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes.subarray(0, this.#length)], room)
    this.#length += this.#bytes.write(line, this.#length)
    this.#count += 1
    return this.#length >= FULL_BYTES
  }

  async send(): Promise<void> {
    if (this.#count === 0) return
    const answer: ReadAnswer = {
      type: 'rows',
      copyText: this.#bytes.subarray(0, this.#length),
      count: this.#count,
    }
    this.#bytes = Buffer.allocUnsafeSlow(CHUNK_BYTES)
    this.#length = 0
    this.#count = 0
    await this.#tell(answer)
  }
}
