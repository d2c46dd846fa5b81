import type { Entry } from 'yauzl'
import type { FileBytes } from './file-bytes.ts'
import { inflateWhole } from './inflate-part.ts'
import type { ReadLimits } from './limits.ts'
import { openOds } from './ods.ts'
import { megabytes, unreadable } from './unreadable-codes.ts'
import type { Workbook } from './workbook.ts'
import { findMainPart, isPackage } from './workbook-parts.ts'
import { openXlsb } from './xls.ts'
import { openXlsx } from './xlsx.ts'
import { openZip, type ZipDirectory } from './zip-directory.ts'

/** Opens what an archive held, by its content; null where that would be an archive in an archive. */
export type OpenInner = ((bytes: Buffer, fileName: string) => Promise<Workbook>) | null

/** A zip is a workbook in OOXML or OpenDocument, told by its parts, or an archive with one workbook in it. */
export async function openZipped(file: FileBytes, limits: ReadLimits, openInner: OpenInner): Promise<Workbook> {
  const zip = await openZip(file, limits)
  try {
    if (isPackage(zip)) return await openPackage(zip)
    if (zip.find('META-INF/manifest.xml') && zip.find('content.xml')) return await openOds(zip)
    const workbook = await openArchived(zip, openInner)
    zip.close()
    return workbook
  } catch (error) {
    zip.close()
    throw error
  }
}

async function openPackage(zip: ZipDirectory): Promise<Workbook> {
  const main = await findMainPart(zip)
  return main.format === 'xlsb' ? openXlsb(zip, main.entry) : openXlsx(zip, main)
}

const SHEET_ENDING = /\.(?:xl[st][xmb]?|ods|ots|csv|tsv|zip)$/i
/** What a Mac and Windows put beside the files of an archive. */
const SYSTEM_FILE = /(?:^|\/)(?:__MACOSX\/|\.[^/]*$|thumbs\.db$|desktop\.ini$)/i

/**
 * The one workbook of an archive. Names only say which file is meant: among letters and pictures the one that is called
 * like a sheet, or the only one there is. What it is, its bytes say.
 */
async function openArchived(zip: ZipDirectory, openInner: OpenInner): Promise<Workbook> {
  const files = zip.paths.filter((path) => !path.endsWith('/') && !SYSTEM_FILE.test(path))
  const sheets = files.length === 1 ? files : files.filter((path) => SHEET_ENDING.test(path))
  const [only] = sheets
  if (only === undefined) throw unreadable('file-not-a-workbook')
  if (sheets.length > 1) throw unreadable('archive-has-several-workbooks', { count: sheets.length })
  if (openInner === null) throw unreadable('archive-in-archive')
  const entry = zip.find(only) as Entry
  const { maxArchivedBytes } = zip.limits
  if (entry.uncompressedSize > maxArchivedBytes) {
    throw unreadable('archived-file-too-large', { limitMegabytes: megabytes(maxArchivedBytes) })
  }
  const workbook = await openInner(await inflateWhole(zip, entry, maxArchivedBytes), only)
  return { ...workbook, notices: ['archive-unpacked', ...workbook.notices] }
}
