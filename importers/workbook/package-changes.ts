import { namesOf, type OoxmlNames } from './ooxml-names.ts'
import {
  attributeOf,
  edited,
  escapeXml,
  rootOf,
  spansWithin,
  tagOf,
  textOf,
  withAttribute,
  type XmlEdit,
} from './xml-spans.ts'

/** Types of the parts that the hub adds. */
export const PART_TYPES = {
  sheet: 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml',
  styles: 'application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml',
  comments: 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml',
  drawing: 'application/vnd.openxmlformats-officedocument.vmlDrawing',
} as const
const EMPTY_RELATIONS =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'

/** A part of a package by its path, and its type. */
export interface TypedPart {
  readonly path: string
  readonly type: string
}

/** The list of types with parts added and others taken out; a template becomes a workbook. */
export function changedTypes(xml: string, added: readonly TypedPart[], dropped: (path: string) => boolean): string {
  const root = rootOf(xml, '[Content_Types].xml')
  const edits: XmlEdit[] = []
  const known = new Set<string>()
  for (const span of spansWithin(xml, root)) {
    const tag = tagOf(xml, span)
    const path = (attributeOf(tag, 'PartName') ?? '').replace(/^\//, '')
    const type = attributeOf(tag, 'ContentType') ?? ''
    if (path !== '' && dropped(path)) edits.push({ start: span.start, end: span.end, text: '' })
    else if (/template\.main\+xml$/i.test(type)) {
      const workbook = type
        .replace(/\.template\.main/i, '.sheet.main')
        .replace(/\.template\.macroEnabled/i, '.sheet.macroEnabled')
      edits.push({ start: span.start, end: span.end, text: withAttribute(tag, 'ContentType', workbook) })
    }
    known.add(path.toLowerCase())
  }
  const lines = added
    .filter(({ path }) => !known.has(path.toLowerCase()))
    .map(({ path, type }) => `<${root.prefix}Override PartName="/${escapeXml(path)}" ContentType="${type}"/>`)
  edits.push({ start: root.insideEnd, end: root.insideEnd, text: lines.join('') })
  return edited(xml, edits)
}

/** A relation of a part, as it is written. */
export interface WrittenRelation {
  readonly id: string
  /** The last word of its type. */
  readonly kind: string
  readonly target: string
}

/** The relations with some added, in the workbook's own form, and those of some kinds taken out; null for a part that had none. */
export function changedRelations(
  xml: string | null,
  added: readonly WrittenRelation[],
  names: OoxmlNames,
  droppedKinds: readonly string[] = [],
): string {
  const text = xml ?? EMPTY_RELATIONS
  const root = rootOf(text, 'relations')
  const kept = spansWithin(text, root).filter((span) => {
    const kind = (attributeOf(tagOf(text, span), 'Type') ?? '').replace(/^.*\//, '')
    return !droppedKinds.includes(kind)
  })
  const p = root.prefix
  const lines = added.map(
    ({ id, kind, target }) =>
      `<${p}Relationship Id="${id}" Type="${names.relations}/${kind}" Target="${escapeXml(target)}"/>`,
  )
  const tag = tagOf(text, root).replace(/\s*\/>$/, '>')
  const within = [...kept.map((span) => textOf(text, span)), ...lines].join('')
  return `${text.slice(0, root.start)}${tag}${within}</${p}Relationships>`
}

/** So many ids that none of the relations has. */
export function freeRelationIds(taken: ReadonlyMap<string, unknown>, count: number): readonly string[] {
  const ids: string[] = []
  for (let n = 1; ids.length < count; n += 1) if (!taken.has(`rIdBaophu${n}`)) ids.push(`rIdBaophu${n}`)
  return ids
}

/**
 * The workbook part with a sheet before all others, which is the one that is open. Names that belong to a sheet count sheets,
 * so they move on by one.
 */
export function withFirstSheet(xml: string, { name, relationId }: { name: string; relationId: string }): string {
  const root = rootOf(xml, 'workbook')
  const edits: XmlEdit[] = []
  for (const span of spansWithin(xml, root)) {
    if (span.name === 'sheets') {
      const tags = spansWithin(xml, span).map((sheet) => tagOf(xml, sheet))
      const free = Math.max(0, ...tags.map((tag) => Number(attributeOf(tag, 'sheetId')))) + 1
      const { relations } = namesOf(xml)
      const text = `<${span.prefix}sheet xmlns:r="${relations}" name="${escapeXml(name)}" sheetId="${free}" r:id="${relationId}"/>`
      edits.push({ start: span.inside, end: span.inside, text })
    } else if (span.name === 'definedNames') {
      const moved = textOf(xml, span).replace(
        /(\slocalSheetId\s*=\s*["'])(\d+)/g,
        (_, before, n) => `${before}${Number(n) + 1}`,
      )
      edits.push({ start: span.start, end: span.end, text: moved })
    }
  }
  return edited(xml, edits)
}

/** The workbook part with its sheet of this number open, and shown if it was hidden, and no other scrolled to. */
export function withOpenSheet(xml: string, place: number): string {
  const sheets = spansWithin(xml, rootOf(xml, 'workbook')).find(({ name }) => name === 'sheets')
  const open = sheets && spansWithin(xml, sheets)[place]
  const shown = open
    ? edited(xml, [{ start: open.start, end: open.inside, text: withAttribute(tagOf(xml, open), 'state', null) }])
    : xml
  return shown.replace(/<(?:\w+:)?workbookView\b[^>]*>/g, (tag) =>
    withAttribute(withAttribute(tag, 'firstSheet', null), 'activeTab', place),
  )
}
