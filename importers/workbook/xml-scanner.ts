import { unescapeXml } from './cell-text.ts'
import { endOfTag } from './record-reader.ts'
import { damaged, unreadable } from './unreadable-codes.ts'

const ATTRIBUTE = /\s([^\s=/>"'<]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g
const LT = 0x3c
const SLASH = 0x2f
const BANG = 0x21
const QUESTION = 0x3f

/** Goes through the tags of a part in memory, one after the other; names keep their prefixes. */
export class XmlScanner {
  name = ''
  closing = false
  /** `<a/>`: no closing tag follows. */
  selfClosed = false
  /** Where the tag begins, and just past it. */
  start = 0
  end: number
  private readonly bytes: Buffer
  private readonly part: string
  private textFrom = 0
  private cdata = ''

  constructor(bytes: Buffer, part: string, from = 0) {
    this.bytes = bytes
    this.part = part
    this.end = from
  }

  /** Moves to the next tag; false when there is none. */
  next(): boolean {
    const { bytes } = this
    this.textFrom = this.end
    this.cdata = ''
    let at = bytes.indexOf(LT, this.end)
    while (at >= 0 && (bytes[at + 1] === BANG || bytes[at + 1] === QUESTION)) at = this.skipMarkup(at)
    if (at < 0) return false
    const end = endOfTag(bytes, at)
    if (end < 0) throw damaged(this.part, 'tag without an end')
    this.closing = bytes[at + 1] === SLASH
    this.selfClosed = !this.closing && bytes[end - 2] === SLASH
    this.name = this.nameAt(at + (this.closing ? 2 : 1), end)
    this.start = at
    this.end = end
    return true
  }

  /** The text since the tag before this one, entities resolved. */
  text(): string {
    const last = this.bytes.toString('utf8', this.textFrom, this.start)
    return this.cdata + (last.includes('&') ? unescapeXml(last) : last)
  }

  attributes(): ReadonlyMap<string, string> {
    const attributes = new Map<string, string>()
    for (const [, name, quoted, single] of this.bytes.toString('utf8', this.start, this.end).matchAll(ATTRIBUTE)) {
      attributes.set(name as string, unescapeXml(quoted ?? single ?? ''))
    }
    return attributes
  }

  /** Goes to the closing tag of the element that has just begun; its tags must match. */
  skipElement(): void {
    if (this.selfClosed) return
    const open = [this.name]
    while (open.length > 0) {
      if (!this.next()) throw damaged(this.part, 'ends too early')
      if (!this.closing) {
        if (!this.selfClosed) open.push(this.name)
      } else if (open.pop() !== this.name) throw damaged(this.part, 'tags that do not match')
    }
  }

  private nameAt(from: number, end: number): string {
    let at = from
    while (at < end - 1 && (this.bytes[at] as number) > 0x20 && this.bytes[at] !== SLASH) at++
    return this.bytes.toString('latin1', from, at)
  }

  /** Passes a comment, an instruction or a CDATA section, whose text is kept; gives the place of the next `<`. */
  private skipMarkup(at: number): number {
    const { bytes, part } = this
    const isCdata = bytes.toString('latin1', at, at + 9) === '<![CDATA['
    const isComment = bytes.toString('latin1', at, at + 4) === '<!--'
    if (bytes[at + 1] === BANG && !isCdata && !isComment) throw unreadable('file-has-doctype', { part })
    const close = isCdata ? ']]>' : isComment ? '-->' : '?>'
    const end = bytes.indexOf(close, at + 2)
    if (end < 0) throw damaged(part, 'unclosed markup')
    this.cdata += unescapeXml(bytes.toString('utf8', this.textFrom, at))
    if (isCdata) this.cdata += bytes.toString('utf8', at + 9, end)
    this.textFrom = end + close.length
    return bytes.indexOf(LT, this.textFrom)
  }
}
