import { open } from 'node:fs/promises'
import { openCsv } from './csv.ts'
import { PROVINCE_LIMITS, type ReadLimits } from './limits.ts'
import { encodingByMark } from './text-encoding.ts'
import { megabytes, unreadable } from './unreadable-codes.ts'
import type { Workbook } from './workbook.ts'
import { openXls } from './xls.ts'
import { openXlsx } from './xlsx.ts'

const HEAD_BYTES = 8192
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const ZIP = Buffer.from('504b0304', 'hex')
/** Web pages and XML under a spreadsheet's name, and Excel's “web archive”. */
const MARKUP = /^\s*(?:<|MIME-Version:)/i

/**
 * Opens a spreadsheet, its kind told by its first bytes. `fileName` is what the sender called it; it only names the sheet
 * of a .csv. Throws UnreadableFile with a code of `UNREADABLE_CODES`; so may `rows()` and `merges()` later, at the place
 * where the file turns bad. The caller closes the workbook.
 */
export async function openWorkbook(
  path: string,
  fileName: string,
  limits: Partial<ReadLimits> = {},
): Promise<Workbook> {
  const bounds = { ...PROVINCE_LIMITS, ...limits }
  const head = await readHead(path, bounds.maxFileBytes)
  if (head.subarray(0, OLE.length).equals(OLE)) return openXls(path, bounds)
  if (head.subarray(0, ZIP.length).equals(ZIP)) return openXlsx(path, bounds)
  checkText(head)
  return openCsv(path, fileName, bounds)
}

async function readHead(path: string, maxBytes: number): Promise<Buffer> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    if (size === 0) throw unreadable('file-empty')
    if (size > maxBytes) throw unreadable('file-too-large', { limitMegabytes: megabytes(maxBytes) })
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Refuses what is neither a workbook nor plain text. */
function checkText(head: Buffer): void {
  const mark = encodingByMark(head)
  const wide = mark !== null && mark.encoding !== 'utf-8'
  if (!wide && (head.includes(0) || /^\s*(?:%PDF|\{)/.test(head.toString('latin1')))) {
    throw unreadable('file-not-a-workbook')
  }
  const text = new TextDecoder(mark?.encoding ?? 'latin1').decode(head)
  if (MARKUP.test(text)) throw unreadable('file-is-web-page')
}
