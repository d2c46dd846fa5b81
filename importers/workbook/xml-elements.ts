import { unescapeXml } from './cell-text.ts'
import { damaged, unreadable } from './unreadable-codes.ts'

/** A start tag of a small part: its name without a prefix, and its attributes without prefixes except `xmlns`. */
export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
}

const DECLARED_ENCODING = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/

/** Whether an XML declaration names an encoding whose bytes are UTF-8; none named means UTF-8. */
export function declaresUtf8(prolog: string): boolean {
  const name = DECLARED_ENCODING.exec(prolog)?.[1]?.toLowerCase()
  return name === undefined || name === 'utf-8' || name === 'utf8' || name === 'us-ascii' || name === 'ascii'
}

/** The text of a small XML part; refused when it is not UTF-8. */
export function decodePart(bytes: Buffer, part: string): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (declaresUtf8(text.slice(0, 200))) return text
  } catch {
    // Falls through: invalid bytes and another declared encoding are the same news.
  }
  throw unreadable('file-encoding-not-supported', { part })
}

/** Calls back for every start and end tag of a small part, in order; a self-closed tag counts as both. */
export function eachElement(
  xml: string,
  part: string,
  onStart: (element: XmlElement) => void,
  onEnd: (name: string) => void = () => {},
): void {
  let at = xml.indexOf('<')
  while (at >= 0) {
    if (xml.startsWith('<!DOCTYPE', at)) throw unreadable('file-has-doctype', { part })
    const closing = closingOf(xml, at)
    const end = xml.indexOf(closing, at)
    if (end < 0) throw damaged(part, 'unclosed markup')
    if (closing !== '>') {
      at = xml.indexOf('<', end)
    } else if (xml[at + 1] === '/') {
      onEnd(localName(xml.slice(at + 2, end).trim()))
      at = xml.indexOf('<', end)
    } else {
      at = xml.indexOf('<', readStartTag({ xml, part, at }, onStart, onEnd))
    }
  }
}

function closingOf(xml: string, at: number): string {
  if (xml.startsWith('<!--', at)) return '-->'
  if (xml.startsWith('<![CDATA[', at)) return ']]>'
  return xml[at + 1] === '?' ? '?>' : '>'
}

const START_NAME = /<([^\s/>="'<]+)/y
const ATTRIBUTE = /\s+([^\s/>="'<]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y
const TAG_END = /\s*(\/?)>/y

function readStartTag(
  { xml, part, at }: { xml: string; part: string; at: number },
  onStart: (element: XmlElement) => void,
  onEnd: (name: string) => void,
): number {
  START_NAME.lastIndex = at
  const name = START_NAME.exec(xml)?.[1]
  if (name === undefined) throw damaged(part, 'bad tag')
  const attributes = new Map<string, string>()
  let next = START_NAME.lastIndex
  for (;;) {
    ATTRIBUTE.lastIndex = next
    const match = ATTRIBUTE.exec(xml)
    if (!match) break
    attributes.set(attributeName(match[1] as string), unescapeXml(match[2] ?? match[3] ?? ''))
    next = ATTRIBUTE.lastIndex
  }
  TAG_END.lastIndex = next
  const end = TAG_END.exec(xml)
  if (!end) throw damaged(part, 'bad attribute')
  onStart({ name: localName(name), attributes })
  if (end[1]) onEnd(localName(name))
  return TAG_END.lastIndex
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** `r:id` is told as `id`; declarations of namespaces keep their prefix. */
function attributeName(name: string): string {
  return name.startsWith('xmlns') ? name : localName(name)
}
