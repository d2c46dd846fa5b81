import { unescapeXml } from './cell-text.ts'
import { damaged } from './unreadable-codes.ts'

/** Where an element stands in the text of a small XML part. */
export interface XmlSpan {
  /** Without its prefix. */
  readonly name: string
  /** `x:` in `<x:row>`, else empty. */
  readonly prefix: string
  readonly start: number
  /** Behind the start tag; the same as `end` when it closes itself. */
  readonly inside: number
  /** Where the end tag begins. */
  readonly insideEnd: number
  readonly end: number
}

const TAG =
  /<(?:!--[\s\S]*?-->|!\[CDATA\[[\s\S]*?\]\]>|\?[\s\S]*?\?>|(\/?)((?:[^\s:/>"'<]+:)?)([^\s:/>"'<]+)[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>)/g

/**
 * The elements that stand side by side from a place on, up to the end tag that none of them opened. What they hold is not
 * looked at but for finding their ends.
 */
export function spansFrom(xml: string, from = 0): readonly XmlSpan[] {
  const spans: XmlSpan[] = []
  let depth = 0
  let open = { start: 0, inside: 0 }
  TAG.lastIndex = from
  for (let match = TAG.exec(xml); match !== null; match = TAG.exec(xml)) {
    const [tag, closing, prefix = '', name] = match
    if (name === undefined) continue
    const end = TAG.lastIndex
    if (closing) {
      depth -= 1
      if (depth < 0) break
      if (depth === 0) spans.push({ name, prefix, ...open, insideEnd: match.index, end })
    } else if (tag.endsWith('/>')) {
      if (depth === 0) spans.push({ name, prefix, start: match.index, inside: end, insideEnd: end, end })
    } else {
      if (depth === 0) open = { start: match.index, inside: end }
      depth += 1
    }
  }
  return spans
}

/** The root element of a part. */
export function rootOf(xml: string, part: string): XmlSpan {
  const [root] = spansFrom(xml)
  if (!root) throw damaged(part, 'no root element')
  return root
}

/** The elements within an element. */
export function spansWithin(xml: string, span: XmlSpan): readonly XmlSpan[] {
  return span.inside === span.end ? [] : spansFrom(xml, span.inside)
}

/** The start tag of an element. */
export function tagOf(xml: string, { start, inside }: XmlSpan): string {
  return xml.slice(start, inside)
}

/** The element as it is written. */
export function textOf(xml: string, { start, end }: XmlSpan): string {
  return xml.slice(start, end)
}

/** An attribute of a start tag, by its name with prefix; null when it is not there. */
export function attributeOf(tag: string, name: string): string | null {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)
  return found ? unescapeXml(found[1] ?? found[2] ?? '') : null
}

/** The start tag with an attribute set, or without it for null. */
export function withAttribute(tag: string, name: string, value: string | number | null): string {
  const bare = tag.replace(new RegExp(`\\s${name}\\s*=\\s*(?:"[^"]*"|'[^']*')`), '')
  if (value === null) return bare
  return bare.replace(/\s*(\/?)>$/, ` ${name}="${escapeXml(String(value))}"$1>`)
}

/** Text as it stands in an element or in a quoted attribute; what XML cannot hold is left out. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** The same for a cell or a comment, where `_x0041_` would be read as a character of that number. */
export function escapeCellText(text: string): string {
  return escapeXml(text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'))
}

/** The element with more at the end of what it holds. */
export function withAppended(xml: string, span: XmlSpan, more: string): string {
  const tag = tagOf(xml, span)
  const within = span.inside === span.end ? '' : xml.slice(span.inside, span.insideEnd)
  const name = /^<([^\s/>]+)/.exec(tag)?.[1] ?? ''
  return `${tag.replace(/\s*\/>$/, '>')}${within}${more}</${name}>`
}

/** A change of a text between two places. */
export interface XmlEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** The text with all changes, which do not overlap, made at once. */
export function edited(xml: string, edits: readonly XmlEdit[]): string {
  let result = ''
  let at = 0
  for (const { start, end, text } of edits.toSorted((one, other) => one.start - other.start)) {
    result += xml.slice(at, start) + text
    at = end
  }
  return result + xml.slice(at)
}
