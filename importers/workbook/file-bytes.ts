import { createReadStream } from 'node:fs'
import { open, readFile, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'

/** Where a file's bytes are: on disk, or in memory when an archive held them; nothing is unpacked to the disk. */
export type FileBytes = { readonly path: string } | { readonly bytes: Buffer }

/** Small: of a .csv all lines of a chunk are in memory at once. */
const CHUNK_BYTES = 64 * 1024

export async function sizeOf(file: FileBytes): Promise<number> {
  return 'path' in file ? (await stat(file.path)).size : file.bytes.length
}

/** At most so many bytes from a place on. */
export async function readPiece(file: FileBytes, start: number, length: number): Promise<Buffer> {
  if ('bytes' in file) return file.bytes.subarray(start, start + length)
  const handle = await open(file.path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

export async function readWhole(file: FileBytes): Promise<Buffer> {
  return 'path' in file ? readFile(file.path) : file.bytes
}

/** All bytes from a place on, chunk by chunk. */
export function readChunks(file: FileBytes, start = 0): Readable {
  if ('path' in file) return createReadStream(file.path, { start, highWaterMark: CHUNK_BYTES })
  return Readable.from(slices(file.bytes, start), { objectMode: false })
}

function* slices(bytes: Buffer, start: number): Generator<Buffer> {
  for (let at = start; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES)
}
