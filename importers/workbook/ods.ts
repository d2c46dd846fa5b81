import { isUtf8 } from 'node:buffer'
import type { Entry } from 'yauzl'
import { inflateWhole } from './inflate-part.ts'
import { noticesOfParts } from './notices.ts'
import { OdsStyles } from './ods-styles.ts'
import { OdsTable } from './ods-table.ts'
import { unreadable } from './unreadable-codes.ts'
import type { Sheet, Workbook } from './workbook.ts'
import { declaresUtf8, decodePart } from './xml-elements.ts'
import { XmlScanner } from './xml-scanner.ts'
import type { ZipDirectory } from './zip-directory.ts'

const SPREADSHEET = /^application\/vnd\.oasis\.opendocument\.spreadsheet(?:-template)?\s*$/
const CONTENT = 'content.xml'
const STYLES = 'styles.xml'
const NAMESPACES = {
  table: 'urn:oasis:names:tc:opendocument:xmlns:table:1.0',
  office: 'urn:oasis:names:tc:opendocument:xmlns:office:1.0',
  text: 'urn:oasis:names:tc:opendocument:xmlns:text:1.0',
}

/**
 * Opens an OpenDocument spreadsheet: its cells are unpacked and kept as bytes, at most `maxOdsBytes` of them; rows are made
 * when they are asked for. Closes the zip.
 */
export async function openOds(zip: ZipDirectory): Promise<Workbook> {
  const { limits } = zip
  await checkKind(zip)
  const bytes = await inflateWhole(zip, zip.find(CONTENT) as Entry, limits.maxOdsBytes)
  if (!isUtf8(bytes) || !declaresUtf8(bytes.toString('latin1', 0, 200))) {
    throw unreadable('file-encoding-not-supported', { part: CONTENT })
  }
  const styles = new OdsStyles()
  await readCommonStyles(zip, styles)
  const { places, linked } = findTables(bytes, styles)
  if (places.length === 0) throw unreadable('file-has-no-sheet')
  if (places.length > limits.maxSheets) throw unreadable('file-has-too-many-sheets', { limit: limits.maxSheets })
  zip.close()
  const notices = new Set<string>(noticesOfParts(zip.paths))
  if (linked) notices.add('external-links-ignored')
  return {
    format: 'ods',
    encoding: 'utf-8',
    sheets: places.map((place, index) => new OdsTable({ ...place, bytes, index, part: CONTENT, limits, styles })),
    notices: [...notices],
    async close() {},
  }
}

/** Tells a spreadsheet from a text and an open file from one with a password. */
async function checkKind(zip: ZipDirectory): Promise<void> {
  const { maxPackagePartBytes } = zip.limits
  const mimetype = zip.find('mimetype')
  if (mimetype) {
    const type = (await inflateWhole(zip, mimetype, maxPackagePartBytes)).toString('latin1')
    if (!SPREADSHEET.test(type)) throw unreadable('file-not-a-workbook')
  }
  const manifest = zip.find('META-INF/manifest.xml') as Entry
  const xml = decodePart(await inflateWhole(zip, manifest, maxPackagePartBytes), manifest.fileName)
  if (/<(?:\w+:)?encryption-data[\s>]/.test(xml)) throw unreadable('file-encrypted')
}

/** Styles that have a name of their own; those of the cells themselves stand beside the cells and may inherit from them. */
async function readCommonStyles(zip: ZipDirectory, styles: OdsStyles): Promise<void> {
  const entry = zip.find(STYLES)
  if (!entry) return
  const scan = new XmlScanner(await inflateWhole(zip, entry, zip.limits.maxStyleBytes), STYLES)
  while (scan.next()) if (!scan.closing) styles.take(scan)
}

/** A table of the document: what it is called and where its rows begin. */
interface TablePlace {
  readonly name: string
  readonly from: number
  readonly visibility: Sheet['visibility']
}

interface FoundTables {
  readonly places: readonly TablePlace[]
  /** Whether any cell or sheet says that its values are fetched from elsewhere. */
  readonly linked: boolean
}

/** Copies that LibreOffice keeps of other files' sheets are no sheets of this one. */
const FOREIGN_COPY = /^'?(?:file|https?):.*'?#/i
const LINKS = new Set(['table:table-source', 'table:cell-range-source', 'table:dde-link'])

function findTables(bytes: Buffer, styles: OdsStyles): FoundTables {
  const scan = new XmlScanner(bytes, CONTENT)
  const hiddenStyles = new Set<string>()
  const places: TablePlace[] = []
  let style = ''
  let depth = 0
  let linked = false
  let isSpreadsheet = false
  while (scan.next()) {
    if (scan.name === 'table:table') {
      if (!scan.closing && depth === 0) places.push(...placeOf(scan, hiddenStyles))
      if (!scan.selfClosed) depth += scan.closing ? -1 : 1
      continue
    }
    if (scan.closing) continue
    if (places.length === 0) styles.take(scan)
    if (scan.name === 'office:document-content') checkNamespaces(scan)
    else if (scan.name === 'office:spreadsheet') isSpreadsheet = true
    else if (scan.name === 'style:style') style = scan.attributes().get('style:name') ?? ''
    else if (scan.name === 'style:table-properties') {
      if (scan.attributes().get('table:display') === 'false') hiddenStyles.add(style)
    } else if (LINKS.has(scan.name)) linked = true
  }
  if (!isSpreadsheet) throw unreadable('file-not-a-workbook')
  return { places, linked }
}

function placeOf(scan: XmlScanner, hiddenStyles: ReadonlySet<string>): TablePlace[] {
  const attributes = scan.attributes()
  const name = attributes.get('table:name') ?? ''
  const style = attributes.get('table:style-name') ?? ''
  if (scan.selfClosed || FOREIGN_COPY.test(name)) return []
  return [{ name, from: scan.end, visibility: hiddenStyles.has(style) ? 'hidden' : 'visible' }]
}

/** All programs write the same prefixes; a file with others is refused and not misread. */
function checkNamespaces(scan: XmlScanner): void {
  const attributes = scan.attributes()
  for (const [prefix, namespace] of Object.entries(NAMESPACES)) {
    if (attributes.get(`xmlns:${prefix}`) !== namespace) throw unreadable('file-not-a-workbook')
  }
}
