import { decodeText } from './cell-text.ts'
import type { ReadLimits } from './limits.ts'
import { endOfTag, RecordReader } from './record-reader.ts'
import { TextRuns } from './text-runs.ts'
import { damaged, megabytes, unreadable } from './unreadable-codes.ts'

const PAGE_BITS = 22
const PAGE_BYTES = 1 << PAGE_BITS
/** Before each text in a page stands its length in bytes. */
const LENGTH_BYTES = 4
const CACHE_SLOTS = 1 << 16

/**
 * The workbook's table of texts: kept as bytes in pages, decoded when a cell asks. Most texts of a register are used
 * once; those that come again are kept decoded, as many as there are slots.
 */
export class SharedStrings {
  private readonly pages: Buffer[] = []
  private pageUsed = PAGE_BYTES
  /** Where each text begins: page number and place in it, as one number. */
  private places = new Float64Array(1024)
  private count = 0
  private bytes = 0
  private readonly slotIndex = new Int32Array(CACHE_SLOTS).fill(-1)
  private readonly slotText: string[] = new Array(CACHE_SLOTS).fill('')
  private readonly limits: ReadLimits
  private readonly part: string

  constructor(part: string, limits: ReadLimits) {
    this.part = part
    this.limits = limits
  }

  /** The text with that number; a number past the table's end means a damaged file. */
  get(index: number): string {
    const slot = index & (CACHE_SLOTS - 1)
    const isKnown = this.slotIndex[slot] === index
    const kept = this.slotText[slot] as string
    if (isKnown && kept !== '') return kept
    const text = this.decode(index)
    // Kept from the second time on: what is used once dies young, and the collector need not carry it about.
    this.slotIndex[slot] = index
    if (isKnown) this.slotText[slot] = text
    else if (kept !== '') this.slotText[slot] = ''
    return text
  }

  /** Appends XML text, entities unresolved. */
  add(bytes: Buffer, start: number, end: number): void {
    if (this.count >= this.limits.maxSharedStrings) {
      throw unreadable('file-has-too-many-texts', { limit: this.limits.maxSharedStrings })
    }
    const length = end - start
    this.bytes += length + LENGTH_BYTES
    if (this.bytes > this.limits.maxSharedStringBytes) {
      const limitMegabytes = megabytes(this.limits.maxSharedStringBytes)
      throw unreadable('file-part-too-large', { part: this.part, limitMegabytes })
    }
    if (this.pageUsed + LENGTH_BYTES + length > PAGE_BYTES) {
      this.pages.push(Buffer.allocUnsafeSlow(Math.max(PAGE_BYTES, LENGTH_BYTES + length)))
      this.pageUsed = 0
    }
    const page = this.pages[this.pages.length - 1] as Buffer
    page.writeUInt32LE(length, this.pageUsed)
    bytes.copy(page, this.pageUsed + LENGTH_BYTES, start, end)
    this.place((this.pages.length - 1) * PAGE_BYTES + this.pageUsed)
    this.pageUsed += LENGTH_BYTES + length
  }

  private place(at: number): void {
    if (this.count === this.places.length) {
      const larger = new Float64Array(this.count * 2)
      larger.set(this.places)
      this.places = larger
    }
    this.places[this.count++] = at
  }

  private decode(index: number): string {
    if (index >= this.count) throw damaged(this.part, 'no text with that number')
    const place = this.places[index] as number
    const page = this.pages[Math.floor(place / PAGE_BYTES)] as Buffer
    const start = (place % PAGE_BYTES) + LENGTH_BYTES
    const text = decodeText(page, start, start + page.readUInt32LE(start - LENGTH_BYTES))
    if (text.length > this.limits.maxCellCharacters) {
      throw unreadable('cell-text-too-long', { limit: this.limits.maxCellCharacters })
    }
    return text
  }
}

/** Reads `sharedStrings.xml`; the counts it claims are not looked at. */
export async function readSharedStrings(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  part: string,
  limits: ReadLimits,
): Promise<SharedStrings> {
  const strings = new SharedStrings(part, limits)
  const runs = new TextRuns(part)
  const reader = new RecordReader({
    part,
    root: 'sst',
    container: 'sst',
    record: 'si',
    maxRecordBytes: limits.maxRowBytes,
    tooLong: () => unreadable('cell-text-too-long', { limit: limits.maxCellCharacters }),
  })
  for await (const chunk of chunks) {
    reader.push(chunk)
    while (reader.next()) addRecord(reader, runs, strings)
  }
  reader.finish()
  return strings
}

const LETTER_S = 0x73
const SLASH = 0x2f
const PLAIN_START = Buffer.from('<t>')
const PLAIN_END = Buffer.from('</t></si>')

function addRecord(reader: RecordReader, runs: TextRuns, strings: SharedStrings): void {
  const { bytes, recordStart } = reader
  const content = endOfTag(bytes, recordStart)
  const plainEnd = endOfPlainText(bytes, content)
  if (plainEnd >= 0) {
    strings.add(bytes, content + PLAIN_START.length, plainEnd)
    reader.advance(plainEnd + PLAIN_END.length)
    return
  }
  if (bytes[content - 2] === SLASH) {
    strings.add(bytes, content, content)
    reader.advance(content)
    return
  }
  const end = runs.readRuns(bytes, content, { prefix: reader.prefixLength, close: LETTER_S })
  strings.add(runs.bytes, runs.start, runs.end)
  reader.advance(end)
}

/** Where the text of the usual `<t>text</t></si>` ends, or -1 when the record is written in any other way. */
function endOfPlainText(bytes: Buffer, from: number): number {
  if (!startsWith(bytes, from, PLAIN_START)) return -1
  let at = from + PLAIN_START.length
  while (bytes[at] !== 0x3c && at < bytes.length) at++
  return startsWith(bytes, at, PLAIN_END) ? at : -1
}

function startsWith(bytes: Buffer, at: number, text: Buffer): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false
  return true
}
