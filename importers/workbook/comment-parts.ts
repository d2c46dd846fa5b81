import { type CellNote, hasOwnNotes, withNotes } from './mark-comments.ts'
import type { OoxmlNames } from './ooxml-names.ts'
import {
  changedRelations,
  freeRelationIds,
  PART_TYPES,
  type TypedPart,
  type WrittenRelation,
} from './package-changes.ts'
import { folderOf, readRelations, readText, relationsPathOf } from './workbook-parts.ts'
import type { ZipDirectory } from './zip-directory.ts'

/** The parts of a sheet's comments as they are to be written. */
export interface CommentChanges {
  readonly texts: ReadonlyMap<string, string>
  /** Those that the file did not have. */
  readonly added: readonly TypedPart[]
  /** The relation by which the sheet finds the boxes of its comments. */
  readonly drawingId: string
}

interface NotesOfSheet {
  readonly notes: readonly CellNote[]
  readonly names: OoxmlNames
  freePath(stem: string, ending: string): string
}

/** What the comments of a sheet become with ours; null when they stay as they are. */
export async function commentChanges(
  zip: ZipDirectory,
  sheetPath: string,
  { notes, names, freePath }: NotesOfSheet,
): Promise<CommentChanges | null> {
  const relations = await readRelations(zip, sheetPath)
  const known = [...relations].flatMap(([id, { kind, target }]) =>
    target !== null && zip.find(target) ? [{ id, kind, path: zip.find(target)?.fileName ?? target }] : [],
  )
  const comments = known.find(({ kind }) => kind === 'comments')
  const commentsText = comments && (await readText(zip, comments.path))
  if (notes.length === 0 && !(commentsText && hasOwnNotes(commentsText))) return null
  const drawings = await Promise.all(
    known
      .filter(({ kind }) => kind === 'vmlDrawing')
      .map(async (each) => ({ ...each, text: await readText(zip, each.path) })),
  )
  // Pictures of headers and footers are drawings too, without data of a cell or a button.
  const drawing = drawings.find(({ text }) => text.includes('ClientData'))
  const changed = withNotes(
    { ...(commentsText && { comments: commentsText }), ...(drawing && { drawing: drawing.text }) },
    notes,
    names,
  )
  const [commentsId = '', drawingId = ''] = freeRelationIds(relations, 2)
  const parts = [
    { given: comments, kind: 'comments', id: commentsId, stem: 'comments', ending: 'xml', text: changed.comments },
    {
      given: drawing,
      kind: 'vmlDrawing',
      id: drawingId,
      stem: 'drawings/vmlDrawing',
      ending: 'vml',
      text: changed.drawing,
    },
  ] as const
  const texts = new Map<string, string>()
  const added: TypedPart[] = []
  const lines: WrittenRelation[] = []
  for (const { given, kind, id, stem, ending, text } of parts) {
    const path = given?.path ?? freePath(stem, ending)
    texts.set(path, text)
    if (given) continue
    added.push({ path, type: kind === 'comments' ? PART_TYPES.comments : PART_TYPES.drawing })
    lines.push({ id, kind, target: relativeTo(sheetPath, path) })
  }
  const relationsPath = relationsPathOf(sheetPath)
  const written = zip.find(relationsPath) ? await readText(zip, relationsPath) : null
  texts.set(zip.find(relationsPath)?.fileName ?? relationsPath, changedRelations(written, lines, names))
  return { texts, added, drawingId: drawing?.id ?? drawingId }
}

/** A path as customary programs write it, seen from a sheet in a folder beside the part; else from the package's root. */
function relativeTo(sheetPath: string, path: string): string {
  const above = folderOf(folderOf(sheetPath).slice(0, -1))
  return above !== '' && path.startsWith(above) ? `../${path.slice(above.length)}` : `/${path}`
}
