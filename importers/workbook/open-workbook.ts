import { openCsv } from './csv.ts'
import { type FileBytes, readPiece, sizeOf } from './file-bytes.ts'
import { PROVINCE_LIMITS, type ReadLimits } from './limits.ts'
import { openZipped } from './open-zipped.ts'
import { encodingOfHead, HEAD_BYTES } from './text-encoding.ts'
import { megabytes, unreadable } from './unreadable-codes.ts'
import type { Workbook } from './workbook.ts'
import { openXls } from './xls.ts'

const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const ZIP = Buffer.from('504b0304', 'hex')
/** RAR and 7-Zip: often sent, and not unpacked here. */
const OTHER_ARCHIVES = [Buffer.from('526172211a07', 'hex'), Buffer.from('377abcaf271c', 'hex')]
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
  return openFile({ path }, { fileName, limits: bounds, inArchive: false })
}

interface Opening {
  readonly fileName: string
  readonly limits: ReadLimits
  readonly inArchive: boolean
}

async function openFile(file: FileBytes, { fileName, limits, inArchive }: Opening): Promise<Workbook> {
  const head = await readHead(file, limits.maxFileBytes)
  if (beginsWith(head, OLE)) return openXls(file, limits)
  if (beginsWith(head, ZIP)) {
    const openInner = (bytes: Buffer, name: string) => openFile({ bytes }, { fileName: name, limits, inArchive: true })
    return openZipped(file, limits, inArchive ? null : openInner)
  }
  checkText(head)
  return openCsv(file, fileName, limits)
}

function beginsWith(head: Buffer, mark: Buffer): boolean {
  return head.subarray(0, mark.length).equals(mark)
}

async function readHead(file: FileBytes, maxBytes: number): Promise<Buffer> {
  const size = await sizeOf(file)
  if (size === 0) throw unreadable('file-empty')
  if (size > maxBytes) throw unreadable('file-too-large', { limitMegabytes: megabytes(maxBytes) })
  return readPiece(file, 0, HEAD_BYTES)
}

/** Refuses what is neither a workbook nor plain text. */
function checkText(head: Buffer): void {
  if (OTHER_ARCHIVES.some((mark) => beginsWith(head, mark))) throw unreadable('file-is-archive')
  const told = encodingOfHead(head)
  const wide = told !== null && told.encoding !== 'utf-8'
  if (!wide && (head.includes(0) || /^\s*(?:%PDF|\{)/.test(head.toString('latin1')))) {
    throw unreadable('file-not-a-workbook')
  }
  const text = new TextDecoder(told?.encoding ?? 'latin1').decode(head)
  if (MARKUP.test(text)) throw unreadable('file-is-web-page')
}
