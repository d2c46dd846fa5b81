import { isUtf8 } from 'node:buffer'
import { MAIN_NAMESPACES } from './ooxml-names.ts'
import { damaged, unreadable } from './unreadable-codes.ts'
import { declaresUtf8 } from './xml-elements.ts'

/** Which elements of a large part are handed out one by one: the `record`s inside the `container` under the `root`. */
export interface RecordShape {
  readonly part: string
  readonly root: string
  /** May be the root itself. */
  readonly container: string
  readonly record: string
  /** Called when a single record, or any single tag, is longer than `maxRecordBytes`. */
  readonly maxRecordBytes: number
  readonly tooLong: () => Error
}

const LT = 0x3c
const GT = 0x3e
const SLASH = 0x2f
const BANG = 0x21
const QUESTION = 0x3f
const COMMENT_END = Buffer.from('-->')
const CDATA_END = Buffer.from(']]>')
const PI_END = Buffer.from('?>')
const OPEN_MARKUP = Buffer.from('<!')

type Phase = 'root' | 'before' | 'inside' | 'after'

/**
 * Finds whole records in a large part, in bytes. After `next()` returned true a record with all its tags begins at
 * `bytes[recordStart]`, is valid UTF-8 and stays there until the next `push`; whoever reads it finds its end and tells it
 * by `advance`.
 */
export class RecordReader {
  bytes: Buffer = Buffer.alloc(0)
  recordStart = 0
  /** Bytes before a name in a tag: the length of `x:` when the file writes `<x:row>`. */
  prefixLength = 0

  private store: Buffer = Buffer.allocUnsafe(512 * 1024)
  private start = 0
  private end = 0
  /** Records that begin before are known to be whole; 0 when comments or CDATA make that worth a closer look. */
  private wholeUntil = 0
  /** Everything before is known to be UTF-8. */
  private validUntil = 0
  private phase: Phase = 'root'
  private container: Buffer = Buffer.alloc(0)
  private record: Buffer = Buffer.alloc(0)
  private recordClose: Buffer = Buffer.alloc(0)
  private readonly shape: RecordShape

  constructor(shape: RecordShape) {
    this.shape = shape
  }

  /** What stands before in `bytes` was passed over or handed out; the rest has still to be looked at. */
  get passed(): number {
    return this.start
  }

  /** Whether the container's end was met. */
  get isBehind(): boolean {
    return this.phase === 'after'
  }

  /** Appends bytes of the part; what `next` has passed is forgotten. */
  push(chunk: Buffer): void {
    const kept = this.end - this.start
    if (kept > this.shape.maxRecordBytes) throw this.shape.tooLong()
    if (kept + chunk.length > this.store.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.store.length * 2, kept + chunk.length))
      this.store.copy(larger, 0, this.start, this.end)
      this.store = larger
    } else {
      this.store.copyWithin(0, this.start, this.end)
    }
    chunk.copy(this.store, kept)
    this.validUntil -= this.start
    this.start = 0
    this.end = kept + chunk.length
    this.bytes = this.store.subarray(0, this.end)
    this.validate()
    this.wholeUntil = this.phase === 'inside' ? this.lastClose() : 0
  }

  /** The part has no more bytes; throws when it stopped before its container did. */
  finish(): void {
    if (this.phase !== 'after') throw damaged(this.shape.part, 'ends too early')
    if (this.validUntil < this.end) throw unreadable('file-encoding-not-supported', { part: this.shape.part })
  }

  /** Moves to the next record that has arrived completely. */
  next(): boolean {
    if (this.start < this.wholeUntil && this.bytes[this.start] === LT && this.isNamed(this.start + 1, this.record)) {
      this.recordStart = this.start
      return true
    }
    for (;;) {
      if (this.phase === 'after') {
        this.start = this.end
        return false
      }
      const tag = this.bytes.indexOf(LT, this.start)
      if (tag < 0 || tag + 1 >= this.end) {
        this.start = tag < 0 ? this.end : tag
        return false
      }
      this.start = tag
      const second = this.bytes[tag + 1]
      const moved =
        second === BANG || second === QUESTION
          ? this.skipMarkup(tag)
          : second === SLASH
            ? this.close(tag)
            : this.open(tag)
      if (moved === 'record') return true
      if (moved === 'wait') return false
    }
  }

  /** The record that `next` found goes up to `end`. */
  advance(end: number): void {
    if (end - this.recordStart > this.shape.maxRecordBytes) throw this.shape.tooLong()
    this.start = end
  }

  /** Characters may be cut by a chunk's end, markup may not: whole up to the last ASCII byte is enough. */
  private validate(): void {
    let until = this.end
    while (until > this.validUntil && (this.bytes[until - 1] as number) >= 0x80) until--
    if (!isUtf8(this.bytes.subarray(this.validUntil, until))) {
      throw unreadable('file-encoding-not-supported', { part: this.shape.part })
    }
    this.validUntil = until
  }

  private skipMarkup(tag: number): 'wait' | 'skipped' {
    const end = endOfMarkup(this.bytes, tag)
    if (end === -1) return 'wait'
    const { part } = this.shape
    if (end === -2) throw this.phase === 'root' ? unreadable('file-has-doctype', { part }) : damaged(part, 'markup')
    if (this.phase === 'root' && !declaresUtf8(this.bytes.toString('latin1', tag, end))) {
      throw unreadable('file-encoding-not-supported', { part })
    }
    this.start = end
    return 'skipped'
  }

  private close(tag: number): 'wait' | 'skipped' {
    const end = this.bytes.indexOf(GT, tag)
    if (end < 0) return 'wait'
    if (this.phase === 'inside' && this.isNamed(tag + 2, this.container)) this.phase = 'after'
    this.start = end + 1
    return 'skipped'
  }

  private open(tag: number): 'wait' | 'skipped' | 'record' {
    const end = endOfTag(this.bytes, tag)
    if (end < 0) return 'wait'
    const selfClosed = this.bytes[end - 2] === SLASH
    if (this.phase === 'root') this.enterRoot(tag, end)
    if (this.phase === 'inside' && this.isNamed(tag + 1, this.record)) return this.take(tag, end, selfClosed)
    if (this.phase === 'before' && this.isNamed(tag + 1, this.container)) this.phase = selfClosed ? 'after' : 'inside'
    this.start = end
    return 'skipped'
  }

  private take(tag: number, tagEnd: number, selfClosed: boolean): 'wait' | 'record' {
    if (!selfClosed && !this.isWhole(tagEnd)) return 'wait'
    this.recordStart = tag
    return 'record'
  }

  /** Whether the closing tag of the record whose content begins at `from` has arrived. */
  private isWhole(from: number): boolean {
    const close = this.recordClose
    let at = from
    for (;;) {
      const found = this.bytes.indexOf(close, at)
      if (found < 0) return false
      const markup = this.bytes.subarray(at, found).indexOf(OPEN_MARKUP)
      if (markup >= 0) {
        // A comment or CDATA may hold the very text that is searched for.
        at = endOfMarkup(this.bytes, at + markup)
        if (at === -2) throw damaged(this.shape.part, 'markup')
        if (at === -1) return false
      } else {
        if (this.bytes.indexOf(GT, found) < 0) return false
        if (isNameEnd(this.bytes[found + close.length])) return true
        at = found + 1
      }
    }
  }

  /** Where the last closing tag of a record begins; 0 where comments or CDATA might hold it. */
  private lastClose(): number {
    for (let at = this.bytes.indexOf(BANG); at >= 0; at = this.bytes.indexOf(BANG, at + 1)) {
      if (this.bytes[at - 1] === LT) return 0
    }
    const close = this.recordClose
    const found = this.bytes.lastIndexOf(close)
    const isWhole = found >= 0 && isNameEnd(this.bytes[found + close.length]) && this.bytes.indexOf(GT, found) >= 0
    return isWhole ? found : 0
  }

  private enterRoot(tag: number, end: number): void {
    const text = this.bytes.toString('latin1', tag, end)
    const name = /^<(?:([^\s:/>]+):)?([^\s:/>]+)/.exec(text)
    const prefix = name?.[1] === undefined ? '' : `${name[1]}:`
    const declaration = prefix ? `xmlns:${name?.[1]}` : 'xmlns'
    const namespace = new RegExp(`\\s${escapeRegExp(declaration)}\\s*=\\s*["']([^"']*)["']`).exec(text)?.[1]
    if (name?.[2] !== this.shape.root || !MAIN_NAMESPACES.includes(namespace ?? '')) {
      throw damaged(this.shape.part, 'not the expected root element')
    }
    this.prefixLength = prefix.length
    this.container = Buffer.from(prefix + this.shape.container)
    this.record = Buffer.from(prefix + this.shape.record)
    this.recordClose = Buffer.from(`</${prefix}${this.shape.record}`)
    this.phase = 'before'
  }

  private isNamed(at: number, name: Buffer): boolean {
    for (let i = 0; i < name.length; i++) if (this.bytes[at + i] !== name[i]) return false
    return isNameEnd(this.bytes[at + name.length])
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[^\w:]/g, '\\$&')
}

/** Whether an element's or attribute's name stops before this byte. */
export function isNameEnd(byte: number | undefined): boolean {
  return byte === GT || byte === SLASH || byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

/** Just past the `>` of the tag that begins at `from`, or -1 while it has not arrived; a quoted `>` is no end. */
export function endOfTag(bytes: Uint8Array, from: number): number {
  let quote = 0
  const end = bytes.length
  for (let at = from + 1; at < end; at++) {
    const byte = bytes[at] as number
    if (quote !== 0) {
      if (byte === quote) quote = 0
    } else if (byte === GT) return at + 1
    else if (byte === 0x22 || byte === 0x27) quote = byte
  }
  return -1
}

/** Just past the comment, CDATA section or instruction that begins at `from`; -1 not all there yet, -2 none of these. */
export function endOfMarkup(bytes: Buffer, from: number): number {
  let close = PI_END
  if (bytes[from + 1] === BANG) {
    const third = bytes[from + 2]
    if (third === undefined) return -1
    if (third !== 0x2d && third !== 0x5b) return -2
    close = third === 0x2d ? COMMENT_END : CDATA_END
  }
  const at = bytes.indexOf(close, from + 2)
  return at < 0 ? -1 : at + close.length
}
