import type { Readable } from 'node:stream'
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl'
import { type FileBytes, readWhole, sizeOf } from './file-bytes.ts'
import type { ReadLimits } from './limits.ts'
import { damaged, unreadable } from './unreadable-codes.ts'

/** The zip's own list of parts, checked as a whole before anything is unpacked. */
export interface ZipDirectory {
  readonly limits: ReadLimits
  /** Paths as written, `/` between folders. */
  readonly paths: readonly string[]
  /** A part by its path; case does not matter, as in Excel. */
  find(path: string): Entry | undefined
  /** The packed bytes of a part. */
  openPacked(entry: Entry): Promise<Readable>
  /** The same in one piece, where the whole file lies in memory; null otherwise. */
  packedBytes(entry: Entry): Promise<Buffer | null>
  close(): void
}

const STORED = 0
const DEFLATED = 8
const LOCAL_HEADER_BYTES = 30
const OPTIONS = { autoClose: false, lazyEntries: true, strictFileNames: false }

/**
 * Opens a zip and checks its directory: number of parts, claimed sizes and ratios, no encryption, no method but stored
 * and deflated, no name twice, no name that leaves the archive, no two parts in the same bytes.
 */
export async function openZip(file: FileBytes, limits: ReadLimits): Promise<ZipDirectory> {
  const inMemory = 'bytes' in file || (await sizeOf(file)) <= limits.onePieceBytes
  const bytes = inMemory ? await readWhole(file) : null
  let zip: ZipFile
  try {
    zip =
      'path' in file && bytes === null
        ? await openPromise(file.path, OPTIONS)
        : await fromBufferPromise(bytes as Buffer, OPTIONS)
  } catch {
    throw damaged('zip', 'no zip directory')
  }
  try {
    const entries = await readEntries(zip, limits)
    return directoryOf({ zip, bytes, entries, limits })
  } catch (error) {
    zip.close()
    throw error
  }
}

async function readEntries(zip: ZipFile, limits: ReadLimits): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.maxZipEntries) {
    throw unreadable('file-has-too-many-parts', { limit: limits.maxZipEntries })
  }
  const entries = new Map<string, Entry>()
  let claimed = 0
  for await (const entry of yauzlEntries(zip)) {
    checkEntry(entry, limits)
    claimed += entry.uncompressedSize
    if (claimed > limits.maxInflatedBytes) throw unreadable('file-inflates-too-much', { part: entry.fileName })
    const key = entry.fileName.toLowerCase()
    if (entries.has(key)) throw damaged(entry.fileName, 'part named twice')
    if (entries.size >= limits.maxZipEntries) {
      throw unreadable('file-has-too-many-parts', { limit: limits.maxZipEntries })
    }
    entries.set(key, entry)
  }
  checkOverlaps([...entries.values()])
  return entries
}

/** yauzl refuses absolute names, drives and `..` by itself; its plain errors become ours. */
async function* yauzlEntries(zip: ZipFile): AsyncGenerator<Entry> {
  const entries = zip.eachEntry()
  for (;;) {
    let step: IteratorResult<Entry>
    try {
      step = await entries.next()
    } catch (error) {
      throw damaged('zip', (error as Error).message)
    }
    if (step.done) return
    yield step.value
  }
}

function checkEntry(entry: Entry, limits: ReadLimits): void {
  const part = entry.fileName
  if (part.includes('\0')) throw damaged('zip', 'NUL in a name')
  if (entry.isEncrypted()) throw unreadable('file-encrypted')
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) throw damaged(part, 'packing method')
  if (inflatesTooMuch(entry.uncompressedSize, entry.compressedSize, limits)) {
    throw unreadable('file-inflates-too-much', { part })
  }
}

/** Whether so many bytes out of so few packed ones are past belief. */
export function inflatesTooMuch(inflated: number, packed: number, limits: ReadLimits): boolean {
  return inflated > limits.ratioFreeBytes && inflated > packed * limits.maxInflateRatio
}

/** Parts that share bytes are how a small zip claims to be a huge one. */
function checkOverlaps(entries: readonly Entry[]): void {
  const byPlace = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)
  let free = 0
  for (const entry of byPlace) {
    if (entry.relativeOffsetOfLocalHeader < free) throw damaged(entry.fileName, 'parts overlap')
    free = entry.relativeOffsetOfLocalHeader + LOCAL_HEADER_BYTES + entry.fileNameLength + entry.compressedSize
  }
}

interface OpenZip {
  readonly zip: ZipFile
  readonly bytes: Buffer | null
  readonly entries: ReadonlyMap<string, Entry>
  readonly limits: ReadLimits
}

function directoryOf({ zip, bytes, entries, limits }: OpenZip): ZipDirectory {
  return {
    limits,
    paths: [...entries.values()].map((entry) => entry.fileName),
    find: (path) => entries.get(path.toLowerCase()),
    async openPacked(entry) {
      try {
        return await zip.openReadStreamPromise(entry, { decodeFileData: false })
      } catch (error) {
        throw damaged(entry.fileName, (error as Error).message)
      }
    },
    async packedBytes(entry) {
      if (bytes === null) return null
      try {
        const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
        return bytes.subarray(fileDataStart, fileDataStart + entry.compressedSize)
      } catch (error) {
        throw damaged(entry.fileName, (error as Error).message)
      }
    },
    close: () => zip.close(),
  }
}
