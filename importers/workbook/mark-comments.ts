import { columnIndex, columnLetters } from '../forms/column-letters.ts'
import { unescapeXml } from './cell-text.ts'
import type { OoxmlNames } from './ooxml-names.ts'
import {
  attributeOf,
  edited,
  escapeCellText,
  escapeXml,
  rootOf,
  spansWithin,
  tagOf,
  textOf,
  type XmlEdit,
  type XmlSpan,
} from './xml-spans.ts'

/** Begins what the hub says in a comment; what stands above it is the officer's own. */
export const NOTE_MARK = '— Baophu —'
const LONGEST_NOTE = 1_500
const AUTHOR = 'Baophu'

/** A comment to be made at a cell, 1-based row and 0-based column. */
export interface CellNote {
  readonly row: number
  readonly column: number
  readonly text: string
}

/** The two parts that a sheet's comments are kept in: their texts and their boxes. */
export interface CommentParts {
  readonly comments: string
  readonly drawing: string
}

const NO_COMMENTS = '<authors/><commentList/>'
const EMPTY_DRAWING =
  '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
const SHAPE_TYPE =
  '<v:shapetype id="_x0000_tBaophu" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'

/**
 * The comments of a sheet with ours, below what the officer wrote at the same cell; those of an earlier check are gone, and so
 * are their boxes.
 */
export function withNotes(
  given: Partial<CommentParts>,
  notes: readonly CellNote[],
  { main }: OoxmlNames,
): CommentParts {
  const none = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="${main}">${NO_COMMENTS}</comments>`
  const { comments = none, drawing = EMPTY_DRAWING } = given
  const wanted = new Map<string, string>()
  for (const { row, column, text } of notes) {
    const at = `${columnLetters(column)}${row}`
    wanted.set(at, wanted.has(at) ? `${wanted.get(at)}\n${text}` : `${NOTE_MARK}\n${text}`)
  }
  const { xml, gone, added } = changedComments(comments, wanted)
  return { comments: xml, drawing: changedDrawing(drawing, gone, added) }
}

/** Whether a part of comments holds any of an earlier check. */
export function hasOwnNotes(comments: string): boolean {
  return comments.includes(NOTE_MARK)
}

interface ChangedComments {
  readonly xml: string
  /** Cells without a comment now, and cells that had none before. */
  readonly gone: ReadonlySet<string>
  readonly added: readonly string[]
}

function changedComments(xml: string, wanted: Map<string, string>): ChangedComments {
  const root = rootOf(xml, 'comments')
  const sections = spansWithin(xml, root)
  const authors = sections.find(({ name }) => name === 'authors')
  const list = sections.find(({ name }) => name === 'commentList')
  if (!authors || !list) throw new Error('comments that cannot be added to')
  const p = root.prefix
  const gone = new Set<string>()
  const kept: { readonly at: string; readonly text: string }[] = []
  for (const span of spansWithin(xml, list)) {
    const tag = tagOf(xml, span)
    const at = attributeOf(tag, 'ref') ?? ''
    const ours = wanted.get(at)
    const theirs = withoutOwnNote(textOf(xml, span))
    if (theirs === null && ours === undefined) gone.add(at)
    else kept.push({ at, text: ours === undefined ? (theirs as string) : joined({ xml, span, theirs, ours, p }) })
    wanted.delete(at)
  }
  const author = spansWithin(xml, authors).length
  const added = [...wanted.keys()]
  for (const [at, text] of wanted) {
    kept.push({
      at,
      text: `<${p}comment ref="${at}" authorId="${author}"><${p}text>${run(p, text)}</${p}text></${p}comment>`,
    })
  }
  const newAuthors = `${xml.slice(authors.inside, authors.insideEnd)}<${p}author>${AUTHOR}</${p}author>`
  return {
    xml: edited(xml, [
      { start: authors.start, end: authors.end, text: `<${p}authors>${newAuthors}</${p}authors>` },
      {
        start: list.start,
        end: list.end,
        text: `<${p}commentList>${kept.map(({ text }) => text).join('')}</${p}commentList>`,
      },
    ]),
    gone,
    added,
  }
}

function run(prefix: string, text: string): string {
  return `<${prefix}r><${prefix}t xml:space="preserve">${escapeCellText(text.slice(0, LONGEST_NOTE))}</${prefix}t></${prefix}r>`
}

interface Joining {
  readonly xml: string
  readonly span: XmlSpan
  /** Null when all of it was of an earlier check. */
  readonly theirs: string | null
  readonly ours: string
  readonly p: string
}

function joined({ xml, span, theirs, ours, p }: Joining): string {
  if (theirs === null) return `${tagOf(xml, span)}<${p}text>${run(p, ours)}</${p}text></${p}comment>`
  const end = theirs.lastIndexOf(`</${p}text>`)
  if (end < 0) throw new Error('a comment that cannot be added to')
  const within = theirs.slice(0, end)
  // Words that stand in the text itself make room for runs.
  const runs = within.includes(`<${p}r>`)
    ? within
    : within
        .replaceAll(`<${p}t>`, `<${p}r><${p}t>`)
        .replaceAll(`<${p}t `, `<${p}r><${p}t `)
        .replaceAll(`</${p}t>`, `</${p}t></${p}r>`)
  return `${runs}${run(p, `\n${ours}`)}${theirs.slice(end)}`
}

/** The comment without what an earlier check said in it; null when nothing is left. */
function withoutOwnNote(comment: string): string | null {
  const words = [...comment.matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</g)]
    .map(([, text = '']) => unescapeXml(text))
    .join('')
  const mark = words.indexOf(NOTE_MARK)
  if (mark < 0) return comment
  let left = words.slice(0, mark).trimEnd().length
  if (left === 0) return null
  return comment.replace(/(<(?:\w+:)?t(?:\s[^>]*)?>)([^<]*)</g, (_, tag: string, text: string) => {
    const kept = unescapeXml(text).slice(0, left)
    left -= kept.length
    return `${tag}${escapeXml(kept)}<`
  })
}

const SHAPE = /<v:shape\b(?:[^>"']|"[^"]*"|'[^']*')*>[\s\S]*?<\/v:shape>/g

function changedDrawing(xml: string, gone: ReadonlySet<string>, added: readonly string[]): string {
  const edits: XmlEdit[] = []
  let last = 1024
  for (const match of xml.matchAll(SHAPE)) {
    const [shape] = match
    last = Math.max(last, Number(/\sid\s*=\s*["']_x0000_s(\d{1,9})["']/.exec(shape)?.[1] ?? 0))
    if (gone.has(cellOf(shape))) edits.push({ start: match.index, end: match.index + shape.length, text: '' })
  }
  const end = xml.lastIndexOf('</xml>')
  if (end < 0) throw new Error('a drawing that cannot be added to')
  if (added.length > 0) {
    const type = xml.includes('id="_x0000_tBaophu"') ? '' : SHAPE_TYPE
    edits.push({ start: end, end, text: type + added.map((at, index) => noteShape(at, last + index + 1)).join('') })
  }
  return edited(xml, edits)
}

/** The cell that a box belongs to; empty for a shape that is no comment. */
function cellOf(shape: string): string {
  if (!/<x:ClientData\s+ObjectType\s*=\s*["']Note["']/.test(shape)) return ''
  const [row, column] = ['Row', 'Column'].map((name) => new RegExp(`<x:${name}>\\s*(\\d+)\\s*<`).exec(shape)?.[1])
  return row === undefined || column === undefined ? '' : `${columnLetters(Number(column))}${Number(row) + 1}`
}

/** A box that shows itself when the pointer is over its cell, right of it. */
function noteShape(at: string, id: number): string {
  const [, letters = 'A', number = '1'] = /^([A-Z]+)(\d+)$/.exec(at) ?? []
  const [column, row] = [columnIndex(letters) ?? 0, Number(number) - 1]
  const anchor = [column + 1, 15, Math.max(0, row - 1), 10, column + 5, 15, row + 6, 4].join(', ')
  return `<v:shape id="_x0000_s${id}" type="#_x0000_tBaophu" style="position:absolute;margin-left:80pt;margin-top:5pt;width:220pt;height:90pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
}
