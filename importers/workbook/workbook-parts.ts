import type { Entry } from 'yauzl'
import { inflateWhole } from './inflate-part.ts'
import { damaged, unreadable } from './unreadable-codes.ts'
import type { Sheet } from './workbook.ts'
import { decodePart, eachElement } from './xml-elements.ts'
import type { ZipDirectory } from './zip-directory.ts'

/** A worksheet as the workbook lists it. */
export interface SheetPart {
  readonly name: string
  /** 0-based place in the workbook's order, chart sheets counted. */
  readonly index: number
  readonly visibility: Sheet['visibility']
  readonly entry: Entry
}

/** The parts of an .xlsx that hold its cells. */
export interface WorkbookParts {
  readonly sheets: readonly SheetPart[]
  readonly styles: Entry | undefined
  readonly sharedStrings: Entry | undefined
  /** Whether serial numbers count from 1904. */
  readonly date1904: boolean
}

/** Where a part leads to. */
export interface Relation {
  /** The last word of its type: `worksheet`, `styles` …; the same for both kinds of OOXML. */
  readonly kind: string
  /** Path in the zip; null when it lies outside the file, where nothing is ever fetched from. */
  readonly target: string | null
}

/** The part that says of what type each part is. */
export const CONTENT_TYPES = '[Content_Types].xml'
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.'

/** The part that lists the sheets, and what kind of workbook its type says this is. */
export interface MainPart {
  readonly entry: Entry
  readonly format: 'xlsx' | 'xlsm' | 'xlsb'
}

/** Whether a zip is an Office file at all. */
export function isPackage(zip: ZipDirectory): boolean {
  return zip.find('_rels/.rels') !== undefined && zip.find(CONTENT_TYPES) !== undefined
}

/** Finds a workbook's main part the way Excel does: from the package's relations, not from customary names. */
export async function findMainPart(zip: ZipDirectory): Promise<MainPart> {
  for (const { kind, target } of (await readRelations(zip, '')).values()) {
    const entry = kind === 'officeDocument' && target !== null ? zip.find(target) : undefined
    if (entry) return { entry, format: formatOf(await contentTypeOf(zip, entry.fileName)) }
  }
  throw unreadable('file-not-a-workbook')
}

function formatOf(type: string): MainPart['format'] {
  if (type === `${SPREADSHEET}sheet.main+xml` || type === `${SPREADSHEET}template.main+xml`) return 'xlsx'
  if (/^application\/vnd\.ms-excel\.sheet\.binary\.macroenabled\.main$/i.test(type)) return 'xlsb'
  if (/^application\/vnd\.ms-excel\.(?:sheet|template)\.macroenabled\.main\+xml$/i.test(type)) return 'xlsm'
  throw unreadable('file-not-a-workbook')
}

/** The parts of an .xlsx or .xlsm that hold its cells. */
export async function readWorkbookParts(zip: ZipDirectory, main: Entry): Promise<WorkbookParts> {
  const relations = await readRelations(zip, main.fileName)
  const { sheets, date1904 } = await readSheetList(zip, main, relations)
  if (sheets.length === 0) throw unreadable('file-has-no-sheet')
  const partOfKind = (kind: string) => {
    for (const relation of relations.values()) {
      if (relation.kind === kind && relation.target !== null) return zip.find(relation.target)
    }
    return undefined
  }
  return { sheets, styles: partOfKind('styles'), sharedStrings: partOfKind('sharedStrings'), date1904 }
}

/** A part's own type, else the one its ending has by default. */
async function contentTypeOf(zip: ZipDirectory, path: string): Promise<string> {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  let byEnding = ''
  let byPath: string | undefined
  const xml = await readText(zip, CONTENT_TYPES)
  eachElement(xml, CONTENT_TYPES, ({ name, attributes }) => {
    const type = attributes.get('ContentType') ?? ''
    if (name === 'Default' && attributes.get('Extension')?.toLowerCase() === ending) byEnding = type
    if (name === 'Override' && attributes.get('PartName')?.toLowerCase() === `/${path}`.toLowerCase()) byPath = type
  })
  return byPath ?? byEnding
}

/** The folder of a part, with a slash at its end. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}

/** The part that holds the relations of a part. */
export function relationsPathOf(path: string): string {
  const folder = folderOf(path)
  return `${folder}_rels/${path.slice(folder.length)}.rels`
}

/** The relations of a part by their ids; those of the package itself for the path ''. */
export async function readRelations(zip: ZipDirectory, path: string): Promise<ReadonlyMap<string, Relation>> {
  const folder = folderOf(path)
  const relationsPath = relationsPathOf(path)
  const relations = new Map<string, Relation>()
  if (!zip.find(relationsPath)) return relations
  eachElement(await readText(zip, relationsPath), relationsPath, ({ name, attributes }) => {
    if (name !== 'Relationship') return
    const kind = (attributes.get('Type') ?? '').replace(/^.*\//, '')
    const external = attributes.get('TargetMode') === 'External'
    const target = external ? null : resolvePath(folder, attributes.get('Target') ?? '')
    relations.set(attributes.get('Id') ?? '', { kind, target })
  })
  return relations
}

/** `../theme/x.xml` seen from `xl/worksheets/`; a path beginning with `/` counts from the package's root. */
function resolvePath(folder: string, target: string): string {
  const parts = target.startsWith('/') ? [] : folder.split('/').filter(Boolean)
  for (const step of target.replaceAll('\\', '/').split('/')) {
    if (step === '..') parts.pop()
    else if (step !== '' && step !== '.') parts.push(step)
  }
  return parts.join('/')
}

async function readSheetList(zip: ZipDirectory, main: Entry, relations: ReadonlyMap<string, Relation>) {
  const part = main.fileName
  const sheets: SheetPart[] = []
  let date1904 = false
  let index = 0
  const xml = await readText(zip, part)
  eachElement(xml, part, ({ name, attributes }) => {
    if (name === 'workbookPr') date1904 = /^(1|true|on)$/.test(attributes.get('date1904') ?? '')
    if (name !== 'sheet') return
    if (index >= zip.limits.maxSheets) throw unreadable('file-has-too-many-sheets', { limit: zip.limits.maxSheets })
    const relation = relations.get(attributes.get('id') ?? '')
    const place = index++
    if (relation !== undefined && relation.kind !== 'worksheet') return
    const entry = relation?.target ? zip.find(relation.target) : undefined
    if (!entry) throw damaged(part, 'a sheet without a part')
    const visibility = visibilityOf(attributes.get('state'))
    sheets.push({ name: attributes.get('name') ?? '', index: place, visibility, entry })
  })
  return { sheets, date1904 }
}

function visibilityOf(state: string | undefined): Sheet['visibility'] {
  return state === 'hidden' || state === 'veryHidden' ? state : 'visible'
}

/** A small part as text. */
export async function readText(zip: ZipDirectory, path: string): Promise<string> {
  const entry = zip.find(path)
  if (!entry) throw damaged(path, 'part is missing')
  return decodePart(await inflateWhole(zip, entry, zip.limits.maxPackagePartBytes), path)
}
