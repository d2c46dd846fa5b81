import { columnIndex, columnLetters } from '../forms/column-letters.ts'
import type { OoxmlNames } from './ooxml-names.ts'
import {
  attributeOf,
  edited,
  spansFrom,
  spansWithin,
  tagOf,
  textOf,
  withAttribute,
  type XmlEdit,
  type XmlSpan,
} from './xml-spans.ts'

/** Width of the column of outcomes, in characters. */
const OUTCOME_WIDTH = 60

/**
 * What stands before a sheet's rows, with room for the column of outcomes (0-based; null for none). No sheet stays selected:
 * two that are selected together would be typed into together.
 */
export function changedHead(head: string, outcomeColumn: number | null): string {
  const root = rootTagEnd(head)
  const spans = spansFrom(head, root)
  const edits: XmlEdit[] = []
  for (const span of spans) {
    if (span.name === 'sheetViews') edits.push(replacing(span, unselected(textOf(head, span))))
    if (outcomeColumn === null) continue
    if (span.name === 'dimension') edits.push(replacing(span, widened(tagOf(head, span), outcomeColumn)))
    if (span.name === 'cols') edits.push(replacing(span, withColumn(head, span, outcomeColumn)))
  }
  const rows = head.lastIndexOf('sheetData')
  const start = head.lastIndexOf('<', rows)
  const prefix = head.slice(start + 1, rows)
  if (outcomeColumn !== null && !spans.some(({ name }) => name === 'cols')) {
    edits.push({ start, end: start, text: `<${prefix}cols>${columnTag(prefix, outcomeColumn)}</${prefix}cols>` })
  }
  return edited(head, edits)
}

/** Takes the selection from all views of a sheet or chart sheet. */
export function unselected(xml: string): string {
  return xml.replace(/(<(?:\w+:)?sheetView\b[^>]*?)\s+tabSelected\s*=\s*["'][^"']*["']/g, '$1')
}

/** Behind the start tag of the root. */
function rootTagEnd(head: string): number {
  const match = /<(?![?!])(?:[^>"']|"[^"]*"|'[^']*')*>/.exec(
    head.replace(/<!--[\s\S]*?-->/g, (text) => ' '.repeat(text.length)),
  )
  return match ? match.index + match[0].length : 0
}

function replacing({ start, end }: XmlSpan, text: string): XmlEdit {
  return { start, end, text }
}

/** `A1:N20` reaches as far as the outcomes; what names no range stays. */
function widened(tag: string, column: number): string {
  const match = /^([A-Z]{1,3})(\d+)(?::([A-Z]{1,3})(\d+))?$/.exec(attributeOf(tag, 'ref') ?? '')
  if (!match) return tag
  const [, left = '', top = '', right = left, bottom = top] = match
  const farthest = Math.max(columnIndex(right) ?? 0, column)
  return withAttribute(tag, 'ref', `${left}${top}:${columnLetters(farthest)}${bottom}`)
}

function columnTag(prefix: string, column: number): string {
  return `<${prefix}col min="${column + 1}" max="${column + 1}" width="${OUTCOME_WIDTH}" customWidth="1"/>`
}

/** The widths with one more; a range of columns that holds it is cut in two, for ranges may not overlap. */
function withColumn(head: string, span: XmlSpan, column: number): string {
  const own = column + 1
  const before: string[] = []
  const after: string[] = []
  for (const col of spansWithin(head, span)) {
    const tag = textOf(head, col)
    const [min, max] = [Number(attributeOf(tag, 'min')), Number(attributeOf(tag, 'max'))]
    if (min < own) before.push(max < own ? tag : withAttribute(tag, 'max', own - 1))
    if (max > own) after.push(min > own ? tag : withAttribute(tag, 'min', own + 1))
  }
  const p = span.prefix
  return `<${p}cols>${before.join('')}${columnTag(p, column)}${after.join('')}</${p}cols>`
}

/** What may stand behind the reference to a sheet's comments, in the order that the format prescribes. */
const BEHIND_COMMENTS = new Set(
  'legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst AlternateContent'.split(' '),
)
const RULES: ReadonlyMap<string, string> = new Map([
  ['conditionalFormatting', 'cfRule'],
  ['dataValidations', 'dataValidation'],
])

/** The id by which a sheet finds the shapes of its comments, in names of its own form. */
export interface CommentShapes {
  readonly id: string
  readonly names: OoxmlNames
}

/**
 * What stands behind a sheet's rows: colours by rule and drop-downs stay unless a function would compute them, and the shapes
 * of comments are named (null: as they were).
 */
export function changedTail(tail: string, shapes: CommentShapes | null): string {
  const from = tail.search(/<\/(?:[^\s:>]+:)?sheetData\s*>/)
  const behindRows = from < 0 ? 0 : tail.indexOf('>', from) + 1
  const spans = spansFrom(tail, behindRows)
  const edits: XmlEdit[] = []
  for (const span of spans) {
    const rule = RULES.get(span.name)
    if (rule !== undefined || span.name === 'extLst')
      edits.push(replacing(span, withoutComputing(textOf(tail, span), span)))
  }
  if (shapes !== null) edits.push(drawingEdit(tail, spans, { shapes, behindRows }))
  return edited(tail, edits)
}

function drawingEdit(
  tail: string,
  spans: readonly XmlSpan[],
  { shapes, behindRows }: { shapes: CommentShapes; behindRows: number },
): XmlEdit {
  const prefix = /<\/((?:[^\s:>]+:)?)worksheet\s*>\s*$/.exec(tail)?.[1] ?? ''
  const text = `<${prefix}legacyDrawing xmlns:r="${shapes.names.relations}" r:id="${shapes.id}"/>`
  const known = spans.find(({ name }) => name === 'legacyDrawing')
  if (known) return replacing(known, text)
  const next = spans.find(({ name }) => BEHIND_COMMENTS.has(name))
  const at = next?.start ?? spans.at(-1)?.end ?? behindRows
  return { start: at, end: at, text }
}

/** A formula with a bracket calls a function, or may. */
function computes(xml: string): boolean {
  return /<(?:[^\s:>"'/]+:)?(?:formula\d?|f)(?:\s[^>]*)?>[^<]*\(/.test(xml)
}

/** One rule that computes takes its range with it; an extension that holds one goes as a whole. */
function withoutComputing(xml: string, { name, prefix }: XmlSpan): string {
  if (!computes(xml)) return xml
  if (name === 'conditionalFormatting') return ''
  const [whole] = spansFrom(xml)
  const kept = whole ? spansWithin(xml, whole).filter((span) => !computes(textOf(xml, span))) : []
  if (!whole || kept.length === 0) return ''
  const tag = withAttribute(tagOf(xml, whole), 'count', name === 'dataValidations' ? kept.length : null)
  return `${tag}${kept.map((span) => textOf(xml, span)).join('')}</${prefix}${name}>`
}
