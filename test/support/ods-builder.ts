import { type ZipPart, zipOf } from './zip-writer.ts'

const NAMES = 'urn:oasis:names:tc:opendocument:xmlns'
const NAMESPACES = [
  ...['office', 'table', 'text', 'style'].map((name) => `xmlns:${name}="${NAMES}:${name}:1.0"`),
  `xmlns:draw="${NAMES}:drawing:1.0"`,
  'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"',
].join(' ')

/** XML of an .ods by hand, so that a test can write what no program would. */
export interface OdsXml {
  /** Inside `<table:table>`, each the content of a sheet `Sheet1`, `Sheet2` … */
  readonly tables?: readonly string[]
  /** Instead of the tables: all that stands in `<office:spreadsheet>`. */
  readonly spreadsheet?: string
  /** Inside `<office:automatic-styles>`. */
  readonly styles?: string
  /** Inside the part of common styles. */
  readonly commonStyles?: string
  readonly contentXml?: string | Buffer
  readonly mimetype?: string
  readonly manifest?: string
  readonly extraParts?: readonly ZipPart[]
}

/** The bytes of an OpenDocument spreadsheet with the given XML. */
export function buildOds(xml: OdsXml = {}): Buffer {
  return zipOf(odsParts(xml))
}

/** The same, part by part. */
export function odsParts(xml: OdsXml): ZipPart[] {
  const tables = (xml.tables ?? ['']).map(
    (inside, i) => `<table:table table:name="Sheet${i + 1}">${inside}</table:table>`,
  )
  return [
    { name: 'mimetype', content: xml.mimetype ?? 'application/vnd.oasis.opendocument.spreadsheet', stored: true },
    { name: 'content.xml', content: xml.contentXml ?? odsContent(xml.spreadsheet ?? tables.join(''), xml.styles) },
    // SheetJS cannot do without.
    {
      name: 'styles.xml',
      content: `<office:document-styles ${NAMESPACES}>${xml.commonStyles ?? ''}</office:document-styles>`,
    },
    { name: 'META-INF/manifest.xml', content: xml.manifest ?? '<manifest:manifest/>' },
    ...(xml.extraParts ?? []),
  ]
}

/** A whole `content.xml`. */
export function odsContent(spreadsheet: string, styles = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content ${NAMESPACES}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${spreadsheet}</office:spreadsheet></office:body></office:document-content>`
}

export const odsRow = (...cells: readonly string[]) => `<table:table-row>${cells.join('')}</table:table-row>`
export const odsText = (inside: string, attributes = '') =>
  `<table:table-cell office:value-type="string" ${attributes}><text:p>${inside}</text:p></table:table-cell>`
export const odsNumber = (value: number | string, attributes = '') =>
  `<table:table-cell office:value-type="float" office:value="${value}" ${attributes}><text:p>${value}</text:p></table:table-cell>`
export const odsDay = (day: string) =>
  `<table:table-cell office:value-type="date" office:date-value="${day}"><text:p>${day}</text:p></table:table-cell>`
