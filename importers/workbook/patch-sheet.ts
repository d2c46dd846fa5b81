import type { ReadLimits } from './limits.ts'
import { RecordReader } from './record-reader.ts'
import { type RowChanges, RowPatcher } from './row-patcher.ts'
import { type CommentShapes, changedHead, changedTail } from './sheet-frame.ts'
import { damaged } from './unreadable-codes.ts'

/** What is to be changed in a sheet. */
export interface SheetChanges extends RowChanges {
  readonly part: string
  /** The shapes of its comments; null leaves what there is. */
  readonly shapes: CommentShapes | null
  readonly limits: ReadLimits
}

/** What stands before or behind the rows may be as large as this; it is changed as one text. */
const MOST_FRAME_BYTES = 32 * 1024 * 1024

/**
 * The bytes of a sheet part with changes in them, in memory that does not depend on the number of rows: what stands before and
 * behind the rows is changed as text, every row in bytes.
 */
export async function* patchedSheet(chunks: AsyncIterable<Buffer>, changes: SheetChanges): AsyncGenerator<Buffer> {
  const { part, limits } = changes
  const reader = new RecordReader({
    part,
    root: 'worksheet',
    container: 'sheetData',
    record: 'row',
    maxRecordBytes: limits.maxRowBytes,
    tooLong: () => damaged(part, 'a row that is too long'),
  })
  const rows = new RowPatcher(changes, part)
  const head = new Frame(part)
  const tail = new Frame(part)
  let begun = false
  for await (const chunk of chunks) {
    reader.push(chunk)
    const pieces: Buffer[] = []
    const take = (from: number, until: number) => {
      const bytes = reader.bytes.subarray(from, until)
      if (!begun) head.add(bytes)
      else if (reader.isBehind) tail.add(bytes)
      else if (bytes.length > 0) pieces.push(bytes)
    }
    let from = reader.passed
    while (reader.next()) {
      take(from, reader.recordStart)
      if (!begun) pieces.push(Buffer.from(changedHead(head.text(), changes.outcomeColumn)))
      begun = true
      pieces.push(...rows.patch(reader))
      from = reader.passed
    }
    take(from, reader.passed)
    if (pieces.length > 0) yield Buffer.concat(pieces)
  }
  reader.finish()
  // A sheet without rows is all head: there is nothing to be marked in it.
  if (!begun) yield Buffer.from(changedHead(head.text(), null))
  else yield Buffer.from(changedTail(tail.text(), changes.shapes))
}

/** Bytes that are gathered until they are whole. */
class Frame {
  private readonly chunks: Buffer[] = []
  private size = 0
  private readonly part: string

  constructor(part: string) {
    this.part = part
  }

  add(bytes: Buffer): void {
    this.size += bytes.length
    if (this.size > MOST_FRAME_BYTES) throw damaged(this.part, 'too much around the rows')
    this.chunks.push(Buffer.from(bytes))
  }

  text(): string {
    return Buffer.concat(this.chunks).toString()
  }
}
