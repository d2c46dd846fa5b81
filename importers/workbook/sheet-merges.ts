import { COLUMN_MAX, ROW_MAX } from './cell-tag.ts'
import { endOfTag } from './record-reader.ts'
import { damaged } from './unreadable-codes.ts'
import type { MergedRange } from './workbook.ts'

const ROWS_END = Buffer.from('sheetData')
const MERGE = Buffer.from('mergeCell')
const LT = 0x3c
const REFERENCE = /\sref\s*=\s*["']([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?["']/
const LONGEST_TAG = 4096

/**
 * The merged ranges of a sheet. They stand behind all rows, so its bytes are searched for them, not parsed. Null when
 * there are more than `maxMerges`.
 */
export async function readMerges(
  chunks: AsyncIterable<Buffer>,
  part: string,
  maxMerges: number,
): Promise<readonly MergedRange[] | null> {
  const merges: MergedRange[] = []
  let rest: Buffer = Buffer.alloc(0)
  let behindRows = false
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let at = 0
    if (!behindRows) {
      at = endOfRows(bytes)
      behindRows = at >= 0
    }
    rest = behindRows
      ? takeMerges({ bytes, from: at, part }, merges)
      : Buffer.from(bytes.subarray(-ROWS_END.length - 64))
    if (merges.length > maxMerges) return null
  }
  return merges
}

/** Just behind `</sheetData` or `<sheetData/`, whatever prefix it carries; -1 when it is not among these bytes. */
function endOfRows(bytes: Buffer): number {
  let at = bytes.indexOf(ROWS_END)
  while (at >= 0) {
    const end = at + ROWS_END.length
    const tag = bytes.lastIndexOf(LT, at)
    if (tag >= 0 && (bytes[tag + 1] === 0x2f || bytes[end] === 0x2f)) return end
    at = bytes.indexOf(ROWS_END, end)
  }
  return -1
}

/** Collects the whole `<mergeCell …>` tags and returns what may be the beginning of another. */
function takeMerges(place: { bytes: Buffer; from: number; part: string }, merges: MergedRange[]): Buffer {
  const { bytes, part } = place
  let done = place.from
  let at = bytes.indexOf(MERGE, done)
  while (at >= 0) {
    const next = bytes[at + MERGE.length]
    if (next === undefined) return rememberedFrom(bytes, at)
    // `<mergeCells>` begins alike.
    const isTag = next <= 0x20
    const end = isTag ? endOfTag(bytes, at) : at + MERGE.length
    if (end < 0) return rememberedFrom(bytes, at)
    if (isTag) {
      const range = parseRange(bytes.toString('latin1', at, end), part)
      if (range) merges.push(range)
    }
    done = end
    at = bytes.indexOf(MERGE, done)
  }
  return rememberedFrom(bytes, Math.max(done, bytes.length - MERGE.length))
}

function rememberedFrom(bytes: Buffer, from: number): Buffer {
  return bytes.length - from > LONGEST_TAG ? Buffer.alloc(0) : Buffer.from(bytes.subarray(from))
}

/** A range of one cell merges nothing and is left out. */
function parseRange(tag: string, part: string): MergedRange | null {
  const match = REFERENCE.exec(tag)
  if (!match) throw damaged(part, 'merged range')
  const left = columnOf(match[1] as string)
  const top = Number(match[2])
  const right = match[3] === undefined ? left : columnOf(match[3])
  const bottom = match[4] === undefined ? top : Number(match[4])
  const ordered = top >= 1 && top <= bottom && left <= right && bottom <= ROW_MAX && right < COLUMN_MAX
  if (!ordered) throw damaged(part, 'merged range')
  return top === bottom && left === right ? null : { top, left, bottom, right }
}

function columnOf(letters: string): number {
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 0x40
  return column - 1
}
