import { readHiddenColumns } from './hidden-columns.ts'
import { inflatePart, inflateStreamed, inflateWhole } from './inflate-part.ts'
import { noticesOfParts } from './notices.ts'
import { readSharedStrings, type SharedStrings } from './shared-strings.ts'
import { readMerges } from './sheet-merges.ts'
import { readSheetRows } from './sheet-rows.ts'
import { type CellStyles, NO_STYLES, readStyles } from './styles.ts'
import type { Sheet, SheetRow, Workbook } from './workbook.ts'
import { type MainPart, readWorkbookParts, type SheetPart, type WorkbookParts } from './workbook-parts.ts'
import type { ZipDirectory } from './zip-directory.ts'

/**
 * Opens an .xlsx or .xlsm: its list of sheets is read and checked now, cells when they are asked for. The workbook closes
 * the zip.
 */
export async function openXlsx(zip: ZipDirectory, main: MainPart): Promise<Workbook> {
  const parts = await readWorkbookParts(zip, main.entry)
  const tables = new SharedTables(zip, parts)
  return {
    format: main.format,
    encoding: 'utf-8',
    sheets: parts.sheets.map((part) => new XlsxSheet(zip, part, tables)),
    notices: noticesOfParts(zip.paths),
    async close() {
      zip.close()
    },
  }
}

/** What all sheets of a workbook share; read once, when the first row is asked for. */
class SharedTables {
  readonly date1904: boolean
  private readonly zip: ZipDirectory
  private readonly parts: WorkbookParts
  private strings: Promise<SharedStrings | null> | undefined
  private cellStyles: Promise<CellStyles> | undefined

  constructor(zip: ZipDirectory, parts: WorkbookParts) {
    this.zip = zip
    this.parts = parts
    this.date1904 = parts.date1904
  }

  sharedStrings(): Promise<SharedStrings | null> {
    this.strings ??= this.readStrings()
    return this.strings
  }

  styles(): Promise<CellStyles> {
    this.cellStyles ??= this.readStyles()
    return this.cellStyles
  }

  private async readStrings(): Promise<SharedStrings | null> {
    const entry = this.parts.sharedStrings
    return entry ? readSharedStrings(inflatePart(this.zip, entry), entry.fileName, this.zip.limits) : null
  }

  private async readStyles(): Promise<CellStyles> {
    const entry = this.parts.styles
    if (!entry) return NO_STYLES
    return readStyles(await inflateWhole(this.zip, entry, this.zip.limits.maxStyleBytes), entry.fileName)
  }
}

class XlsxSheet implements Sheet {
  readonly name: string
  readonly index: number
  readonly visibility: Sheet['visibility']
  private readonly zip: ZipDirectory
  private readonly part: SheetPart
  private readonly tables: SharedTables

  constructor(zip: ZipDirectory, part: SheetPart, tables: SharedTables) {
    this.name = part.name
    this.index = part.index
    this.visibility = part.visibility
    this.zip = zip
    this.part = part
    this.tables = tables
  }

  async merges() {
    const { entry } = this.part
    const { maxMergeScanBytes, maxMerges } = this.zip.limits
    if (entry.uncompressedSize > maxMergeScanBytes) return null
    return readMerges(inflatePart(this.zip, entry), entry.fileName, maxMerges)
  }

  hiddenColumns() {
    return readHiddenColumns(inflateStreamed(this.zip, this.part.entry))
  }

  async *rows(): AsyncGenerator<readonly SheetRow[]> {
    const { entry } = this.part
    yield* readSheetRows(inflatePart(this.zip, entry), {
      part: entry.fileName,
      sheet: this.name,
      limits: this.zip.limits,
      shared: await this.tables.sharedStrings(),
      styles: await this.tables.styles(),
      date1904: this.tables.date1904,
    })
  }
}
