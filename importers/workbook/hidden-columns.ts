import type { ColumnRange } from './workbook.ts'
import { attributeOf } from './xml-spans.ts'

const ROWS = Buffer.from('sheetData')
/** What stands before the rows is a few hundred bytes; of a sheet with more than this no column is told as hidden. */
const LONGEST_HEAD = 1024 * 1024
const COLUMN = /<(?:[^\s:/>"'<]+:)?col(?=\s)[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>/g
const COMMENT = /<!--[\s\S]*?-->/g

/** The hidden columns of an .xlsx' sheet, which stand before its rows: no more of the part is asked for than that. */
export async function readHiddenColumns(chunks: AsyncIterable<Buffer>): Promise<readonly ColumnRange[]> {
  let head: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const seen = Math.max(0, head.length - ROWS.length)
    head = head.length === 0 ? chunk : Buffer.concat([head, chunk])
    const rows = head.indexOf(ROWS, seen)
    if (rows >= 0) return hiddenIn(head.toString('latin1', 0, rows))
    if (head.length > LONGEST_HEAD) break
  }
  return []
}

function hiddenIn(head: string): ColumnRange[] {
  return (head.replace(COMMENT, '').match(COLUMN) ?? []).flatMap((tag) => {
    const [min, max] = [Number(attributeOf(tag, 'min')), Number(attributeOf(tag, 'max'))]
    const isHidden = /^(?:1|true|on)$/.test(attributeOf(tag, 'hidden') ?? '')
    return isHidden && min >= 1 && max >= min ? [{ left: min - 1, right: max - 1 }] : []
  })
}
