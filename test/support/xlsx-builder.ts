import { type ZipPart, zipOf } from './zip-writer.ts'

export const MAIN_NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE_RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** XML of an .xlsx by hand, so that a test can write what no library would. Whatever is left out gets the usual form. */
export interface XlsxXml {
  /** What stands between `<sheetData>` and `</sheetData>` of each sheet. */
  readonly sheets?: readonly string[]
  /** A whole sheet part, instead of `sheets[0]`. */
  readonly sheetXml?: string | Buffer
  /** Behind `</sheetData>` of the first sheet. */
  readonly afterRows?: string
  readonly names?: readonly string[]
  readonly states?: readonly string[]
  /** What stands inside `<sst>`. */
  readonly sharedStrings?: string
  readonly sharedStringsXml?: string
  /** Inside `<numFmts>` and `<cellXfs>`. */
  readonly numFmts?: string
  readonly cellXfs?: string
  readonly stylesXml?: string
  readonly workbookPr?: string
  readonly contentType?: string
  readonly contentTypesXml?: string
  readonly workbookXml?: string
  readonly packageRelationsXml?: string
  /** Put behind the usual parts. */
  readonly extraParts?: readonly ZipPart[]
  /** Changes how a usual part is packed, by its path. */
  readonly packing?: Readonly<Record<string, Partial<ZipPart>>>
}

/** The bytes of a workbook with the given XML. */
export function buildXlsx(xml: XlsxXml = {}): Buffer {
  return zipOf(xlsxParts(xml))
}

/** The same, part by part. */
export function xlsxParts(xml: XlsxXml): ZipPart[] {
  const count = Math.max(xml.sheets?.length ?? 1, 1)
  const parts: ZipPart[] = [
    { name: '[Content_Types].xml', content: xml.contentTypesXml ?? contentTypes(xml, count) },
    { name: '_rels/.rels', content: xml.packageRelationsXml ?? packageRelations() },
    { name: 'xl/workbook.xml', content: xml.workbookXml ?? workbook(xml, count) },
    { name: 'xl/_rels/workbook.xml.rels', content: workbookRelations(xml, count) },
  ]
  for (let i = 0; i < count; i++) {
    parts.push({ name: `xl/worksheets/sheet${i + 1}.xml`, content: (i === 0 && xml.sheetXml) || worksheet(xml, i) })
  }
  if (hasSharedStrings(xml)) {
    const content = xml.sharedStringsXml ?? `${XML}<sst xmlns="${MAIN_NAMESPACE}">${xml.sharedStrings}</sst>`
    parts.push({ name: 'xl/sharedStrings.xml', content })
  }
  if (hasStyles(xml)) parts.push({ name: 'xl/styles.xml', content: xml.stylesXml ?? styles(xml) })
  return [...parts, ...(xml.extraParts ?? [])].map((part) => ({ ...part, ...xml.packing?.[part.name] }))
}

function hasSharedStrings(xml: XlsxXml): boolean {
  return xml.sharedStrings !== undefined || xml.sharedStringsXml !== undefined
}

function hasStyles(xml: XlsxXml): boolean {
  return xml.cellXfs !== undefined || xml.stylesXml !== undefined
}

function contentTypes(xml: XlsxXml, count: number): string {
  const override = (path: string, type: string) => `<Override PartName="${path}" ContentType="${type}"/>`
  const sheets = Array.from({ length: count }, (_, i) =>
    override(`/xl/worksheets/sheet${i + 1}.xml`, `${SPREADSHEET}.worksheet+xml`),
  )
  return `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
${override('/xl/workbook.xml', xml.contentType ?? `${SPREADSHEET}.sheet.main+xml`)}
${sheets.join('')}
${hasSharedStrings(xml) ? override('/xl/sharedStrings.xml', `${SPREADSHEET}.sharedStrings+xml`) : ''}
${hasStyles(xml) ? override('/xl/styles.xml', `${SPREADSHEET}.styles+xml`) : ''}</Types>`
}

function packageRelations(): string {
  return `${XML}<Relationships xmlns="${PACKAGE_RELATIONS}"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
}

function workbook(xml: XlsxXml, count: number): string {
  const sheets = Array.from({ length: count }, (_, i) => {
    const state = xml.states?.[i] ? ` state="${xml.states[i]}"` : ''
    return `<sheet name="${xml.names?.[i] ?? `Sheet${i + 1}`}" sheetId="${i + 1}"${state} r:id="rId${i + 1}"/>`
  })
  return `${XML}<workbook xmlns="${MAIN_NAMESPACE}" xmlns:r="${RELATIONS}">${xml.workbookPr ?? ''}<sheets>${sheets.join('')}</sheets></workbook>`
}

function workbookRelations(xml: XlsxXml, count: number): string {
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`
  const sheets = Array.from({ length: count }, (_, i) =>
    relation(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`),
  )
  return `${XML}<Relationships xmlns="${PACKAGE_RELATIONS}">${sheets.join('')}
${hasSharedStrings(xml) ? relation('rIdS', 'sharedStrings', 'sharedStrings.xml') : ''}
${hasStyles(xml) ? relation('rIdT', 'styles', '/xl/styles.xml') : ''}</Relationships>`
}

function worksheet(xml: XlsxXml, index: number): string {
  const after = index === 0 ? (xml.afterRows ?? '') : ''
  return `${XML}<worksheet xmlns="${MAIN_NAMESPACE}" xmlns:r="${RELATIONS}"><sheetData>${xml.sheets?.[index] ?? ''}</sheetData>${after}</worksheet>`
}

function styles(xml: XlsxXml): string {
  return `${XML}<styleSheet xmlns="${MAIN_NAMESPACE}"><numFmts>${xml.numFmts ?? ''}</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs>${xml.cellXfs ?? ''}</cellXfs></styleSheet>`
}
