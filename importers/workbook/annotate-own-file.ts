import { type FileHandle, open } from 'node:fs/promises'
import type { Entry } from 'yauzl'
import { type SheetSurvey, sameValues, surveySheets } from './annotate-compare.ts'
import type { Annotated, AnnotationRequest } from './annotation.ts'
import { type CommentChanges, commentChanges } from './comment-parts.ts'
import { inflatePart } from './inflate-part.ts'
import { MarkStyles } from './mark-styles.ts'
import { namesOf, type OoxmlNames } from './ooxml-names.ts'
import { NO_CHANGES, planSheet, type SheetPlan } from './own-file-plan.ts'
import {
  changedRelations,
  changedTypes,
  freeRelationIds,
  PART_TYPES,
  type TypedPart,
  type WrittenRelation,
  withFirstSheet,
  withOpenSheet,
} from './package-changes.ts'
import { patchedSheet, type SheetChanges } from './patch-sheet.ts'
import { unselected } from './sheet-frame.ts'
import { summarySheet } from './summary-sheet.ts'
import {
  CONTENT_TYPES,
  findMainPart,
  folderOf,
  isPackage,
  readRelations,
  readText,
  readWorkbookParts,
  relationsPathOf,
  type SheetPart,
  type WorkbookParts,
} from './workbook-parts.ts'
import { openZip, type ZipDirectory } from './zip-directory.ts'
import { ZipFileWriter } from './zip-file-writer.ts'

/** Comments are costly in Excel: beyond so many, the column of outcomes has to do. */
const MOST_NOTES = 5_000
/** The order in which formulas are computed, and signatures: neither is true of the marked file. */
const DROPPED = /(?:^|\/)(?:calcChain\.xml$|_xmlsignatures\/)/i
const DROPPED_KINDS = ['calcChain', 'origin']
const OTHER_SHEET = /(?:^|\/)(?:chartsheets|dialogsheets)\/[^/]*\.xml$/i

/**
 * Writes the officer's own .xlsx or .xlsm with the marks in it to the draft's path: its sheets are patched while they are
 * copied, everything else stays byte by byte. Null when it is no such file, or when the draft does not hold the same values:
 * nobody gets a file that lost or changed a cell.
 */
export async function annotateOwnFile(request: AnnotationRequest): Promise<Annotated | null> {
  const zip = await openZip({ path: request.path }, request.limits)
  try {
    if (!isPackage(zip)) return null
    const main = await findMainPart(zip)
    if (main.format === 'xlsb') return null
    // Our own reader goes to the end of every sheet first, hidden ones too: what it refuses is not patched.
    const surveys = await surveySheets(request)
    const parts = await readWorkbookParts(zip, main.entry)
    const file = await open(request.draftPath, 'w', 0o600)
    const names = namesOf(await readText(zip, main.entry.fileName))
    const own = new OwnFile({ zip, main: main.entry, parts, request, surveys, names })
    try {
      await own.write(file)
    } finally {
      await file.close()
    }
    return (await sameValues(request, surveys, own.columns)) ? { whole: true, macros: main.format === 'xlsm' } : null
  } finally {
    zip.close()
  }
}

interface OwnFileParts {
  readonly zip: ZipDirectory
  readonly main: Entry
  readonly parts: WorkbookParts
  readonly request: AnnotationRequest
  readonly surveys: ReadonlyMap<string, SheetSurvey>
  /** Of the form that the file is in. */
  readonly names: OoxmlNames
}

/** A file that is being marked: which of its parts are written anew, by their paths, and which are streamed. */
class OwnFile {
  /** The columns of outcomes by the names of their sheets. */
  readonly columns = new Map<string, number | null>()
  private readonly own: OwnFileParts
  private readonly texts = new Map<string, string>()
  private readonly added: TypedPart[] = []

  constructor(own: OwnFileParts) {
    this.own = own
  }

  async write(file: FileHandle): Promise<void> {
    const { zip, parts, names } = this.own
    const writer = new ZipFileWriter(file)
    const stylesPath = parts.styles?.fileName ?? this.freePath('styles', 'xml')
    const styles = new MarkStyles(parts.styles ? await readText(zip, stylesPath) : null, stylesPath, names)
    const plans = await this.planSheets(styles)
    await this.changeWorkbook(stylesPath)
    const types = changedTypes(await readText(zip, CONTENT_TYPES), this.added, (path) => DROPPED.test(path))
    await writer.add(CONTENT_TYPES, types)
    for (const path of zip.paths) {
      const entry = zip.find(path) as Entry
      const plan = plans.get(path)
      if (plan) await writer.addStream(path, patchedSheet(inflatePart(zip, entry), { part: path, ...plan }))
      else if (OTHER_SHEET.test(path)) await writer.add(path, unselected(await readText(zip, path)))
      else if (!this.isWrittenAnew(path, stylesPath) && !DROPPED.test(path)) await writer.copy(zip, entry)
    }
    for (const [path, text] of this.texts) await writer.add(path, text)
    await writer.add(this.summaryPath(), summarySheet(this.own.request, styles, names))
    await writer.add(stylesPath, styles.text())
    await writer.end()
  }

  private isWrittenAnew(path: string, stylesPath: string): boolean {
    return this.texts.has(path) || [CONTENT_TYPES, stylesPath, this.summaryPath()].includes(path)
  }

  /** How each sheet is patched; the parts of their comments are made with it. */
  private async planSheets(styles: MarkStyles) {
    const { request, parts, surveys, zip } = this.own
    const { names } = this.own
    const plans = new Map<string, SheetPlan['rows'] & Pick<SheetChanges, 'shapes' | 'limits'>>()
    let mostNotes = MOST_NOTES
    for (const part of parts.sheets) {
      if (part === this.earlierSummary()) continue
      const marks = request.sheets.find(({ name }) => name === part.name)
      const survey = surveys.get(part.name)
      const plan = marks && survey ? planSheet(marks, survey, { request, styles, mostNotes }) : NO_CHANGES
      mostNotes -= plan.notes.length
      this.columns.set(part.name, plan.rows.outcomeColumn)
      const changes = await commentChanges(zip, part.entry.fileName, {
        notes: plan.notes,
        names,
        freePath: (stem, ending) => this.freePath(stem, ending),
      })
      if (changes) this.take(changes)
      const shapes = changes ? { id: changes.drawingId, names } : null
      plans.set(part.entry.fileName, { ...plan.rows, shapes, limits: zip.limits })
    }
    return plans
  }

  private take({ texts, added }: CommentChanges): void {
    for (const [path, text] of texts) this.texts.set(path, text)
    this.added.push(...added)
  }

  /** The workbook's list of sheets and its relations: the summary before all others, and open. */
  private async changeWorkbook(stylesPath: string): Promise<void> {
    const { zip, main, parts, request } = this.own
    const path = main.fileName
    const relations = await readRelations(zip, path)
    const [sheetId = '', stylesId = ''] = freeRelationIds(relations, 2)
    const added: WrittenRelation[] = []
    let xml = await readText(zip, path)
    const earlier = this.earlierSummary()
    if (!earlier) {
      xml = withFirstSheet(xml, { name: freeName(request.words.summaryName, parts.sheets), relationId: sheetId })
      added.push({ id: sheetId, kind: 'worksheet', target: `/${this.summaryPath()}` })
      this.added.push({ path: this.summaryPath(), type: PART_TYPES.sheet })
    }
    if (!parts.styles) {
      added.push({ id: stylesId, kind: 'styles', target: `/${stylesPath}` })
      this.added.push({ path: stylesPath, type: PART_TYPES.styles })
    }
    this.texts.set(path, withOpenSheet(xml, earlier?.index ?? 0))
    await this.changeRelations(path, added)
    await this.changeRelations('', [])
  }

  /** `path` '' for the package itself. */
  private async changeRelations(path: string, added: readonly WrittenRelation[]): Promise<void> {
    const { zip, names } = this.own
    const written = zip.find(relationsPathOf(path))?.fileName ?? relationsPathOf(path)
    this.texts.set(written, changedRelations(await readText(zip, written), added, names, DROPPED_KINDS))
  }

  /** The page of an earlier check, which the new one takes the place of. */
  private earlierSummary(): SheetPart | undefined {
    const { parts, surveys } = this.own
    return parts.sheets.find(({ name }) => surveys.get(name)?.isSummary)
  }

  private summaryPath(): string {
    const earlier = this.earlierSummary()
    if (earlier) return earlier.entry.fileName
    const known = this.added.find(({ type }) => type === PART_TYPES.sheet)
    return known?.path ?? this.freePath('worksheets/sheet', 'xml')
  }

  /** A path beside the workbook's other parts that no part has. */
  private freePath(stem: string, ending: string): string {
    const { zip, main } = this.own
    const folder = folderOf(main.fileName)
    const isTaken = (path: string) => zip.find(path) !== undefined || this.added.some((part) => part.path === path)
    let n = 1
    while (isTaken(`${folder}${stem}${n}.${ending}`)) n += 1
    return `${folder}${stem}${n}.${ending}`
  }
}

function freeName(wanted: string, sheets: readonly SheetPart[]): string {
  const taken = new Set(sheets.map(({ name }) => name.toLowerCase()))
  let name = wanted
  for (let n = 2; taken.has(name.toLowerCase()); n += 1) name = `${wanted} ${n}`
  return name
}
