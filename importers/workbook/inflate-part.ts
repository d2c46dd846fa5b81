import { PassThrough, pipeline, type Transform } from 'node:stream'
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib'
import type { Entry } from 'yauzl'
import { damaged, megabytes, unreadable } from './unreadable-codes.ts'
import { inflatesTooMuch, type ZipDirectory } from './zip-directory.ts'

const CHUNK_BYTES = 256 * 1024

/**
 * The bytes of a part, unpacked as they are asked for. What the directory claims is checked against what comes: size and
 * checksum, so a reader that went to the end has the very bytes that were packed. Throws UnreadableFile otherwise.
 */
export async function* inflatePart(zip: ZipDirectory, entry: Entry): AsyncGenerator<Buffer> {
  const packed = entry.uncompressedSize <= zip.limits.onePieceBytes ? await zip.packedBytes(entry) : null
  if (packed === null) return yield* inflateStreamed(zip, entry)
  const bytes = inflateAtOnce(packed, entry)
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES)
}

/** A small part in one go; it cannot become larger than the directory says, and that was held to the limits before. */
function inflateAtOnce(packed: Buffer, entry: Entry): Buffer {
  const part = entry.fileName
  let bytes = packed
  if (entry.compressionMethod !== 0) {
    try {
      bytes = inflateRawSync(packed, {
        maxOutputLength: Math.max(1, entry.uncompressedSize),
        chunkSize: Math.max(64, entry.uncompressedSize),
      })
    } catch (error) {
      throw damaged(part, (error as Error).message)
    }
  }
  if (bytes.length !== entry.uncompressedSize) throw damaged(part, 'not the size that the directory says')
  if (crc32(bytes) !== entry.crc32) throw damaged(part, 'checksum')
  return bytes
}

/** The same, however small the part is: whoever stops early has unpacked only what was asked for. */
export async function* inflateStreamed(zip: ZipDirectory, entry: Entry): AsyncGenerator<Buffer> {
  const part = entry.fileName
  const packed = await zip.openPacked(entry)
  const unpacked: Transform =
    entry.compressionMethod === 0 ? new PassThrough() : createInflateRaw({ chunkSize: CHUNK_BYTES })
  // The error reaches the loop below by way of `unpacked`; the callback only keeps it from being thrown twice.
  pipeline(packed, unpacked, () => {})
  let bytes = 0
  let checksum = 0
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > entry.uncompressedSize) throw damaged(part, 'larger than the directory says')
      if (inflatesTooMuch(bytes, entry.compressedSize, zip.limits)) throw unreadable('file-inflates-too-much', { part })
      checksum = crc32(chunk, checksum)
      yield chunk
    }
  } catch (error) {
    throw isOfStream(error) ? damaged(part, error.message) : error
  } finally {
    packed.destroy()
    unpacked.destroy()
  }
  if (bytes !== entry.uncompressedSize) throw damaged(part, 'smaller than the directory says')
  if (checksum !== entry.crc32) throw damaged(part, 'checksum')
}

/** zlib and file errors carry a code of capitals: `Z_DATA_ERROR`, `EIO`; a stream that ended too early too. */
function isOfStream(error: unknown): error is Error {
  return error instanceof Error && /^[A-Z_]+$/.test((error as NodeJS.ErrnoException).code ?? '')
}

/** A small part in whole, or UnreadableFile when it is larger than `maxBytes`. */
export async function inflateWhole(zip: ZipDirectory, entry: Entry, maxBytes: number): Promise<Buffer> {
  if (entry.uncompressedSize > maxBytes) {
    throw unreadable('file-part-too-large', { part: entry.fileName, limitMegabytes: megabytes(maxBytes) })
  }
  const packed = await zip.packedBytes(entry)
  if (packed !== null) return inflateAtOnce(packed, entry)
  const chunks: Buffer[] = []
  for await (const chunk of inflatePart(zip, entry)) chunks.push(chunk)
  return Buffer.concat(chunks)
}
