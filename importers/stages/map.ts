import type { RowIssue } from '../../src/kernel/issue.ts'
import { severityOf } from '../../src/kernel/issue-catalogue.ts'
import { hasBrokenLetters } from '../forms/broken-letters.ts'
import { CellReaders } from '../forms/cell-readers.ts'
import { cellText } from '../forms/cell-values.ts'
import { columnLetters } from '../forms/column-letters.ts'
import { isOwnHeading } from '../forms/own-marks.ts'
import { RowView } from '../forms/row-view.ts'
import type { RowReader, Source } from '../forms/source-definition.ts'
import type { RecognisedSheet, StagedBlock, StagedRow, StagedValue } from '../source.ts'
import type { ColumnRange, Sheet, SheetRow } from '../workbook/workbook.ts'
import { type CellFinding, OldFontDecoder } from './decode-old-fonts.ts'
import { CategoryWatch } from './map-categories.ts'
import { looksLikeData, namesPlace, RowSorter } from './map-row-kind.ts'
import { titleForm } from './recipe.ts'

/**
 * Reads the rows of a recognised sheet into staged rows, block by block. Every row that is not blank has exactly one
 * outcome; memory does not grow with the sheet.
 */
export async function* mapSheet(sheet: Sheet, recognised: RecognisedSheet, source: Source): AsyncIterable<StagedBlock> {
  const reading = new SheetReading(recognised, source)
  for await (const block of sheet.rows()) {
    const staged = reading.block(block)
    if (staged.rows.length > 0 || staged.issues.length > 0) yield staged
  }
  yield reading.end(await sheet.hiddenColumns())
}

function withoutColumns(row: SheetRow, columns: readonly number[]): SheetRow {
  if (columns.every((index) => row.cells[index] == null)) return row
  const cells = row.cells.map((cell, index) => (columns.includes(index) ? null : cell))
  return { ...row, cells: cells.slice(0, cells.findLastIndex((cell) => cell !== null) + 1) }
}

function isIn(ranges: readonly ColumnRange[], column: number): boolean {
  return ranges.some(({ left, right }) => left <= column && column <= right)
}

class SheetReading {
  readonly #recognised: RecognisedSheet
  readonly #source: Source
  readonly #cells: CellReaders
  readonly #sorter: RowSorter
  readonly #view: RowView
  readonly #titles: string[] = []
  readonly #nothing: readonly StagedValue[]
  readonly #categories: CategoryWatch
  readonly #keyColumns: ReadonlyMap<number, boolean>
  readonly #formulaColumns = new Set<number>()
  /** 0-based columns that the hub itself added to the sheet; for a row's kind they are as good as empty. */
  readonly #ownColumns: readonly number[]
  readonly #oldFonts = new OldFontDecoder()
  #reader: RowReader | null = null
  #chapter = ''
  #section: string | null = null
  #placeSection: string | null = null
  #isTotal = false
  #dataRows = 0
  #hidden = { count: 0, first: 0 }

  constructor(recognised: RecognisedSheet, source: Source) {
    this.#recognised = recognised
    this.#source = source
    this.#cells = new CellReaders(recognised)
    this.#sorter = new RowSorter(source, this.#cells, recognised.columns)
    this.#view = new RowView(recognised.name)
    this.#nothing = source.stage.map(() => null)
    this.#categories = new CategoryWatch(recognised)
    this.#ownColumns = recognised.columns.flatMap(({ index, heading }) => (isOwnHeading(heading) ? [index] : []))
    const keys = new Set(source.fields.flatMap(({ field, key }) => (key ? [field] : [])))
    this.#keyColumns = new Map(
      recognised.columns.flatMap(({ index, field }) => (field === null ? [] : [[index, keys.has(field)] as const])),
    )
  }

  block(rows: readonly SheetRow[]): StagedBlock {
    const staged: StagedRow[] = []
    const decoded = this.#oldFonts.block(rows)
    for (const received of decoded.rows) {
      const row = withoutColumns(received, this.#ownColumns)
      const findings = decoded.findings.get(row.number)
      if (row.number < this.#recognised.firstRow) this.#title(row, staged, findings)
      else this.#row(row, staged, findings)
    }
    return { rows: staged, issues: [...this.#view.takeIssues(), ...this.#categories.takeIssues()] }
  }

  /** What can be said only after the last row. */
  end(hiddenColumns: readonly ColumnRange[]): StagedBlock {
    const { name } = this.#recognised
    const issues: RowIssue[] = this.#view.columnIssues()
    const tell = (code: string, args: Record<string, string | number>): void => {
      issues.push({ code, severity: severityOf(code), place: { sheet: name }, args })
    }
    if (this.#dataRows === 0) tell('sheet-empty', { sheet: name })
    if (this.#hidden.count > 0) tell('rows-hidden', this.#hidden)
    const unseen = this.#recognised.columns.filter(({ index, field }) => field !== null && isIn(hiddenColumns, index))
    if (unseen.length > 0)
      tell('columns-hidden', { columns: unseen.map(({ index }) => columnLetters(index)).join(', ') })
    const { ways, count, encoding, cellsWithoutLetterU } = this.#oldFonts
    if (cellsWithoutLetterU !== null) tell('letter-lost-in-sheet', { sheet: name, count: cellsWithoutLetterU })
    if (count > 0) tell('sheet-in-old-font', { encoding: ways.join(' + '), count })
    const traits = { form: titleForm(this.#titles), categories: this.#categories.categories() }
    return { rows: [], issues, traits, ...(encoding && { encoding }) }
  }

  /** A row of a table above its header (rows were put above the heading, or the heading there is not known) is not read. */
  #title(row: SheetRow, staged: StagedRow[], findings: readonly CellFinding[] = []): void {
    if (row.number >= (this.#recognised.headerRows[0] ?? 0)) return
    if (looksLikeData(row, this.#cells.column('ordinal').index)) {
      this.#view.begin(row)
      this.#view.report('row-above-header', -1, this.#sorter.nameOf(row))
      staged.push({ row: row.number, outcome: 'REJECTED', label: this.#sorter.nameOf(row), values: this.#nothing })
      return
    }
    // A place in the title (`Xuân Hng`) may not be found; the officer is told why.
    this.#view.begin(row)
    for (const [index, cell] of row.cells.entries()) {
      if (typeof cell !== 'string' || cell.trim() === '') continue
      this.#titles.push(cellText(cell))
      if (hasBrokenLetters(cellText(cell))) this.#view.report('letters-broken', index, cellText(cell))
    }
    for (const { code, column, found, word } of findings)
      if (word !== undefined) this.#view.report(code, column, found, { word })
  }

  #row(row: SheetRow, staged: StagedRow[], findings: readonly CellFinding[] | undefined): void {
    const kind = this.#sorter.kindOf(row)
    if (kind === 'BLANK') return
    if (kind === 'SECTION') this.#enter(row)
    this.#isTotal = kind === 'TOTAL'
    if (kind !== 'DATA' && !(this.#isTotal && this.#source.totals === 'KEEP')) {
      const label = kind === 'GHOST' || kind === 'NUMBERING' ? null : this.#sorter.nameOf(row)
      staged.push({ row: row.number, outcome: 'SKIPPED', label, values: this.#nothing })
      return
    }
    this.#dataRows += 1
    if (row.hidden) this.#hidden = { count: this.#hidden.count + 1, first: this.#hidden.first || row.number }
    staged.push(this.#read(row, findings))
  }

  /** `II.1 Người tham gia` stands inside `II Giảm`; both are told. */
  #enter(row: SheetRow): void {
    const name = this.#sorter.nameOf(row) ?? ''
    const alone = this.#sorter.nameAlone(row)
    if (alone !== null) {
      this.#view.begin(row)
      this.#view.report('row-has-name-only', -1, alone)
    }
    if (!this.#sorter.isSubSection(row)) this.#chapter = name
    this.#section = this.#chapter === name ? name : `${this.#chapter} / ${name}`
    if (namesPlace(name)) this.#placeSection = name
  }

  #read(row: SheetRow, findings: readonly CellFinding[] | undefined): StagedRow {
    const view = this.#view
    view.begin(row)
    this.#categories.see(row)
    if (row.formulas !== undefined) this.#formulas(row.formulas)
    if (findings !== undefined) this.#tellOldFont(findings)
    this.#reader ??= this.#source.rows({
      recognised: this.#recognised,
      titles: this.#titles,
      cells: this.#cells,
      section: () => this.#section,
      placeSection: () => this.#placeSection,
      isTotal: () => this.#isTotal,
    })
    const { label, values } = this.#reader(view)
    return {
      row: row.number,
      outcome: view.rejected ? 'REJECTED' : 'READY',
      label: label ?? (this.#isTotal ? this.#sorter.nameOf(row) : this.#sorter.labelOf(row)),
      values,
    }
  }

  /** Only of cells that are used: an unreadable remark in a column that nobody reads rejects no row. */
  #tellOldFont(findings: readonly CellFinding[]): void {
    for (const { code, column, found, word } of findings) {
      if (this.#keyColumns.has(column))
        this.#view.report(code, column, found, word === undefined ? undefined : { word })
    }
  }

  /** A name, a day or a number of identity must have been typed; of other formulas the saved value is used, and said once. */
  #formulas(columns: readonly number[]): void {
    for (const index of columns) {
      const isKey = this.#keyColumns.get(index)
      if (isKey === undefined) continue
      if (isKey) this.#view.report('formula-in-key-column', index, cellText(this.#view.cell(index)))
      else if (!this.#formulaColumns.has(index)) {
        this.#formulaColumns.add(index)
        this.#view.report('formula-value', index, cellText(this.#view.cell(index)), { column: columnLetters(index) })
      }
    }
  }
}
