import { endOfMarkup, endOfTag, isNameEnd } from './record-reader.ts'
import { damaged } from './unreadable-codes.ts'

const LT = 0x3c
const SLASH = 0x2f
const BANG = 0x21

/**
 * Finds the text of an element in bytes. The result is `bytes[start, end)`: XML text with its entities, without tags;
 * usually a piece of the very bytes that were given, a copy only where runs or CDATA sections had to be joined.
 */
export class TextRuns {
  bytes: Buffer = Buffer.alloc(0)
  start = 0
  end = 0
  private readonly part: string
  private segments: Buffer[] = []

  constructor(part: string) {
    this.part = part
  }

  /** Text of a `<v>` or `<t>` whose content begins at `from`, up to its closing tag; returns the place just past that tag. */
  readText(bytes: Buffer, from: number): number {
    let at = from
    while (bytes[at] !== LT && at < bytes.length) at++
    if (bytes[at + 1] === SLASH) {
      this.bytes = bytes
      this.start = from
      this.end = at
      return this.afterTag(bytes, at)
    }
    this.segments = []
    at = this.gather(bytes, from)
    this.join()
    return at
  }

  /**
   * Text of all `<t>` in `<is>` or `<si>`, rich text runs in order, without the phonetic runs `<rPh>`, which only say how
   * to pronounce. Content begins at `from` and ends with the closing tag at or before `limit`; `prefix` is the length of
   * the namespace prefix. Returns the place just past that closing tag.
   */
  readRuns(bytes: Buffer, from: number, { prefix, close }: { prefix: number; close: number }): number {
    this.segments = []
    let at = from
    let found = 0
    for (;;) {
      at = bytes.indexOf(LT, at)
      if (at < 0) throw damaged(this.part, 'text without an end')
      const name = at + 1 + prefix
      if (bytes[at + 1] === SLASH) {
        const end = this.afterTag(bytes, at)
        if (this.closes(bytes, at + 2 + prefix, close)) {
          if (found !== 1 || this.segments.length > 0) this.join()
          return end
        }
        at = end
      } else if (bytes[at + 1] === BANG || bytes[at + 1] === 0x3f) {
        at = this.afterMarkup(bytes, at)
      } else if (bytes[name] === 0x74 && isNameEnd(bytes[name + 1])) {
        at = this.readRun(bytes, at, found++)
      } else if (bytes[name] === 0x72 && bytes[name + 1] === 0x50 && bytes[name + 2] === 0x68) {
        at = this.skipPhonetic(bytes, at, prefix)
      } else {
        at = this.afterTag(bytes, at)
      }
    }
  }

  /** `i` of `is` or `s` of `si`, followed by the other letter and the tag's end. */
  private closes(bytes: Buffer, at: number, close: number): boolean {
    return bytes[at] === close && (bytes[at + 1] === 0x69 || bytes[at + 1] === 0x73) && isNameEnd(bytes[at + 2])
  }

  /** The first run is kept in place; from the second on, or at a CDATA section, runs are copied. */
  private readRun(bytes: Buffer, tag: number, before: number): number {
    const content = this.afterTag(bytes, tag)
    const empty = bytes[content - 2] === SLASH
    if (before === 1 && this.segments.length === 0) this.segments.push(this.bytes.subarray(this.start, this.end))
    if (empty) {
      if (before === 0) this.set(bytes, content, content)
      return content
    }
    let at = content
    while (bytes[at] !== LT && at < bytes.length) at++
    if (bytes[at + 1] === SLASH) {
      if (before === 0) this.set(bytes, content, at)
      else this.segments.push(bytes.subarray(content, at))
      return this.afterTag(bytes, at)
    }
    if (before === 0) this.set(bytes, content, content)
    return this.gather(bytes, content)
  }

  private set(bytes: Buffer, start: number, end: number): void {
    this.bytes = bytes
    this.start = start
    this.end = end
  }

  private gather(bytes: Buffer, from: number): number {
    let at = from
    for (;;) {
      const tag = bytes.indexOf(LT, at)
      if (tag < 0) throw damaged(this.part, 'text without an end')
      this.segments.push(bytes.subarray(at, tag))
      if (bytes[tag + 1] === SLASH) return this.afterTag(bytes, tag)
      if (bytes[tag + 1] !== BANG && bytes[tag + 1] !== 0x3f) throw damaged(this.part, 'element inside a text')
      at = this.afterMarkup(bytes, tag)
      if (bytes[tag + 2] === 0x5b)
        this.segments.push(escaped(bytes.subarray(tag + '<![CDATA['.length, at - ']]>'.length)))
    }
  }

  private join(): void {
    this.bytes = Buffer.concat(this.segments)
    this.start = 0
    this.end = this.bytes.length
  }

  private skipPhonetic(bytes: Buffer, tag: number, prefix: number): number {
    let at = this.afterTag(bytes, tag)
    if (bytes[at - 2] === SLASH) return at
    for (;;) {
      at = bytes.indexOf(LT, at)
      if (at < 0) throw damaged(this.part, 'text without an end')
      const name = at + 2 + prefix
      const isEnd =
        bytes[at + 1] === SLASH && bytes[name] === 0x72 && bytes[name + 1] === 0x50 && bytes[name + 2] === 0x68
      at = bytes[at + 1] === BANG ? this.afterMarkup(bytes, at) : this.afterTag(bytes, at)
      if (isEnd) return at
    }
  }

  private afterTag(bytes: Buffer, tag: number): number {
    const end = endOfTag(bytes, tag)
    if (end < 0) throw damaged(this.part, 'tag without an end')
    return end
  }

  private afterMarkup(bytes: Buffer, tag: number): number {
    const end = endOfMarkup(bytes, tag)
    if (end < 0) throw damaged(this.part, 'markup without an end')
    return end
  }
}

/** A CDATA section's bytes as ordinary XML text, so that nothing in them is taken for an entity later. */
function escaped(bytes: Buffer): Buffer {
  if (bytes.indexOf('&') < 0 && bytes.indexOf('<') < 0) return bytes
  return Buffer.from(bytes.toString('utf8').replaceAll('&', '&amp;').replaceAll('<', '&lt;'))
}
