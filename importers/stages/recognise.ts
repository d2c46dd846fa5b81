import type { ImportChoices } from '../../src/batches/import-port.ts'
import type { SourceKind } from '../../src/batches/source-kind.ts'
import type { IssueArguments, RowIssue } from '../../src/kernel/issue.ts'
import { severityOf } from '../../src/kernel/issue-catalogue.ts'
import { matchKey } from '../../src/kernel/vietnamese-text.ts'
import { cellText } from '../forms/cell-values.ts'
import { columnLetters } from '../forms/column-letters.ts'
import { IDENTITY_SHEET, isExtract, isOwnHeading, isOwnTitle } from '../forms/own-marks.ts'
import type { SheetSigns, Source } from '../forms/source-definition.ts'
import type { LastTime, RecognisedSheet } from '../source.ts'
import type { CellValue, MergedRange, Sheet, SheetRow } from '../workbook/workbook.ts'
import { OldFontDecoder } from './decode-old-fonts.ts'
import { looksLikeData } from './map-row-kind.ts'
import { type Recipe, type Recollection, recall, titleForm } from './recipe.ts'
import { chooseColumns } from './recognise-choices.ts'
import { HeadingBook } from './recognise-columns.ts'
import { findHeader, type Header } from './recognise-header.ts'
import { type Candidate, fieldsOf, rivalOf, settledByClaim } from './recognise-kind.ts'
import { type TitleText, titleAreas, titleDay, titleDocument } from './recognise-title.ts'

/** A sheet that is not read, with the issue that says why: it is hidden, or nothing in it is a table of a known kind. */
export interface NoTable {
  readonly sheet: number
  readonly name: string
  readonly noTable: true
  readonly issues: readonly RowIssue[]
}

/** Whether a sheet was recognised. */
export function isRecognised(found: RecognisedSheet | NoTable): found is RecognisedSheet {
  return !('noTable' in found)
}

/** Non-empty rows in which a table must begin. */
const WINDOW_ROWS = 60
/** Below this a sheet is taken for no table at all, unless the sender says what it is. */
const LEAST_CONFIDENCE = 0.35

/** What is known of a file beside its sheets and the sender's choices. */
export interface Knowledge {
  /** The kind that a template says of itself. */
  readonly certainKind?: SourceKind | null
  /** How the sender's earlier files were read. */
  readonly recipes?: readonly Recipe[]
}

/**
 * Finds the table in a sheet and says what each of its columns is. Pure over the sheet: it reads its beginning only. A
 * choice of the sender wins over everything that is found; then comes `certainKind`, which a template says of itself, for
 * every sheet that can be of that kind at all. Pages that the hub itself wrote hold no table and raise no issue.
 */
export async function recogniseSheet(
  sheet: Sheet,
  sources: readonly Source[],
  choices: ImportChoices,
  { certainKind = null, recipes = [] }: Knowledge = {},
): Promise<RecognisedSheet | NoTable> {
  if (sheet.visibility !== 'visible')
    return sheet.name === IDENTITY_SHEET ? ownPage(sheet) : noTable(sheet, 'sheet-hidden')
  const window = await beginning(sheet)
  if (isOwnTitle(window[0]?.cells[0])) return ownPage(sheet)
  const lastRow = window.at(-1)?.number ?? 0
  const merges = ((await sheet.merges()) ?? []).filter(({ top }) => top <= lastRow)
  const asked = choices.kind === undefined ? sources : sources.filter(({ kind }) => kind === choices.kind)
  const known = rank(asked, window, merges).map((found) => withRecipe(found, window, recipes))
  const ranked = settledByClaim(known, choices).toSorted(bySureness)
  const [best] = ranked
  if (best === undefined || (choices.kind === undefined && best.confidence < LEAST_CONFIDENCE))
    return noTable(sheet, 'sheet-without-table')
  const certain = choices.kind === undefined ? ranked.find((found) => isCertain(found, certainKind)) : undefined
  if (certain) return describe(sheet, { ...certain, confidence: 1 }, { window, choices })
  const recognised = describe(sheet, best, { window, choices })
  const second = choices.kind === undefined ? rivalOf(best, ranked, known) : undefined
  if (second === undefined) return recognised
  const args = { sheet: sheet.name, first: calledBy(best.source), second: calledBy(second.source) }
  return { ...recognised, issues: [sheetIssue(sheet, 'kind-uncertain', args), ...recognised.issues] }
}

function isCertain({ source, confidence }: Candidate, kind: SourceKind | null): boolean {
  return source.kind === kind && confidence >= LEAST_CONFIDENCE
}

function calledBy({ name, kind }: Source): string {
  return `${name} (${kind})`
}

function ownPage({ index, name }: Sheet): NoTable {
  return { sheet: index, name, noTable: true, issues: [] }
}

function noTable(sheet: Sheet, code: string): NoTable {
  return {
    sheet: sheet.index,
    name: sheet.name,
    noTable: true,
    issues: [sheetIssue(sheet, code, { sheet: sheet.name })],
  }
}

function sheetIssue(sheet: Sheet, code: string, args: IssueArguments): RowIssue {
  return { code, severity: severityOf(code), place: { sheet: sheet.name }, args }
}

async function beginning(sheet: Sheet): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  const oldFonts = new OldFontDecoder()
  for await (const block of sheet.rows()) {
    rows.push(...oldFonts.block(block).rows.slice(0, WINDOW_ROWS - rows.length))
    if (rows.length >= WINDOW_ROWS) break
  }
  return rows
}

const BOOKS = new WeakMap<Source, HeadingBook>()

/** The source's headings, compiled on first use. */
export function headingBook(source: Source): HeadingBook {
  const known = BOOKS.get(source)
  if (known) return known
  const book = new HeadingBook(source.fields, source.ignored)
  BOOKS.set(source, book)
  return book
}

function rank(sources: readonly Source[], window: readonly SheetRow[], merges: readonly MergedRange[]): Candidate[] {
  return sources.flatMap((source) => {
    const header = findHeader(window, merges, headingBook(source))
    if (header === null) return []
    const claim = source.claims?.(signsOf(header, window)) ?? 'NO'
    return [{ source, header, confidence: confidenceOf(source, header, window), remembered: null, claim }]
  })
}

function bySureness(one: Candidate, other: Candidate): number {
  return other.confidence - one.confidence
}

/** A form that the sender's committed files had is known; but a title that makes a file unfit is never overruled by it. */
function withRecipe(found: Candidate, window: readonly SheetRow[], recipes: readonly Recipe[]): Candidate {
  if (recipes.length === 0) return found
  const { source, header } = found
  const titles = titlesAbove(window, header)
  if (titles.some(({ text }) => source.refusedTitle?.pattern.test(text))) return found
  const headings = header.columns.map(({ levels }) => levels.join(' / ')).filter((heading) => !isOwnHeading(heading))
  const remembered = recall(recipes, source.kind, headings, titleForm(titles.map(({ text }) => text)))
  return { ...found, remembered, confidence: remembered?.same ? 1 : found.confidence }
}

function signsOf(header: Header, window: readonly SheetRow[]): SheetSigns {
  const titles = titlesAbove(window, header).map(({ text }) => text)
  return { titles, sections: sectionsBelow(window, header), fields: fieldsOf(header) }
}

/** Texts that stand alone in their row, or beside a mark: `II | Giảm`. */
function sectionsBelow(window: readonly SheetRow[], header: Header): string[] {
  const last = header.rows.at(-1) ?? 0
  return window.flatMap(({ number, cells }) => {
    const texts = number > last ? cells.map((cell) => cellText(cell)).filter((text) => text !== '') : []
    const words = texts.filter((text) => !/^[IVX\d.)]+$/.test(text))
    return texts.length <= 2 && words.length === 1 ? words : []
  })
}

/**
 * How well a kind explains a sheet, 0–1: the share of headings that it knows, the needed columns, the columns that only it
 * has, and the words of the title.
 */
function confidenceOf(source: Source, header: Header, window: readonly SheetRow[]): number {
  const fields = fieldsOf(header)
  const share = header.columns.filter(({ match }) => match !== null).length / header.columns.length
  const needed = source.needs.filter((group) => group.some((field) => fields.has(field))).length / source.needs.length
  const own = source.fields.reduce((sum, { field, weight }) => sum + (fields.has(field) ? (weight ?? 0) : 0), 0)
  const words = matchKey(
    titlesAbove(window, header)
      .map(({ text }) => text)
      .join(' '),
  )
  const spoken = source.titleWords.some((word) => words.includes(matchKey(word))) ? 1 : 0
  const against = source.otherTitleWords?.some((word) => words.includes(matchKey(word))) ? 1 : 0
  const raw = 0.35 * share + 0.3 * needed + 0.25 * Math.min(1, own) + 0.1 * spoken - 0.1 * against
  return Math.max(0, Number((needed < 1 ? raw * 0.8 : raw).toFixed(3)))
}

function titlesAbove(window: readonly SheetRow[], header: Header): TitleText[] {
  const first = header.rows[0] ?? 0
  const ordinal = header.columns.find(({ match }) => match?.field === 'ordinal')?.index ?? -1
  return window
    .filter((row) => row.number < first && !looksLikeData(row, ordinal))
    .flatMap(({ number, cells }) =>
      cells.flatMap((cell, index) =>
        typeof cell === 'string' && cell.trim() !== ''
          ? [{ text: cellText(cell) + dayBeside(cells, index), row: number, column: columnLetters(index) }]
          : [],
      ),
    )
}

/** “Tính đến ngày:” in one cell and the day in the next. */
function dayBeside(cells: readonly CellValue[], index: number): string {
  if (!/(?:ngày|đến|thời điểm|tháng)\s*:?\s*$/iu.test(cellText(cells[index]))) return ''
  const next = cells.slice(index + 1).find((cell) => cell !== null && cell !== '')
  return next === undefined || !/^\d{1,2}[/.-]\d/.test(cellText(next)) ? '' : ` ${cellText(next)}`
}

const THOUSANDS = /(?<!\p{L})(?:nghìn|ngàn|triệu|vạn|1[.,]?000)\s+(?:người|hộ|thẻ|dân|nhân khẩu|em)(?!\p{L})/iu

/** “Đơn vị tính: nghìn người”: every count would be read a thousand times too small. */
function inThousands(sheet: Sheet, source: Source, texts: readonly string[]): RowIssue[] {
  const found = source.totals === 'KEEP' ? texts.find((text) => THOUSANDS.test(cellText(text))) : undefined
  if (found === undefined) return []
  return [{ ...sheetIssue(sheet, 'counts-in-thousands', { sheet: sheet.name }), found }]
}

interface Surroundings {
  readonly window: readonly SheetRow[]
  readonly choices: ImportChoices
}

function describe(
  sheet: Sheet,
  { source, header, confidence, remembered }: Candidate,
  { window, choices }: Surroundings,
): RecognisedSheet {
  const titles = titlesAbove(window, header)
  const { columns, issues } = chooseColumns({ name: sheet.name, remembered }, source, header, choices)
  const refused = source.refusedTitle
  const bySection = sectionsBelow(window, header).some((text) => source.refusedSection?.test(text))
  const byTitle = choices.kind === undefined && titles.some(({ text }) => refused?.pattern.test(text))
  const unfit = refused !== undefined && (bySection || byTitle)
  return {
    sheet: sheet.index,
    name: sheet.name,
    kind: source.kind satisfies SourceKind,
    confidence,
    headerRows: header.rows,
    firstRow: (header.rows.at(-1) ?? 0) + 1,
    columns,
    asOf: choices.asOf ?? titleDay(titles),
    areaHints: titleAreas(sheet.name, titles),
    document: titleDocument(titles),
    ...(remembered ? { lastTime: lastTimeOf(remembered) } : {}),
    issues: [
      ...(unfit ? [sheetIssue(sheet, refused.code, { sheet: sheet.name })] : []),
      ...(isExtract(columns.map(({ heading }) => heading))
        ? [sheetIssue(sheet, 'sheet-is-extract', { sheet: sheet.name })]
        : []),
      ...inThousands(sheet, source, [...titles.map(({ text }) => text), ...columns.map(({ heading }) => heading)]),
      ...issues,
    ],
  }
}

function lastTimeOf({ recipe: { file, day, categories } }: Recollection): LastTime {
  return { file, day, categories }
}
