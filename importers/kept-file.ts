import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { BatchRefused } from '../src/batches/import-port.ts'
import { UnreadableFile } from './workbook/workbook.ts'

/** How the names of files begin that have not arrived whole. */
export const RECEIVING = 'receiving-'
/** The disk, or the account's share of it, is full. */
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT'])

/** Bytes that lie safely on disk under a name of their own until `keep` gives them their place by SHA-256. */
export interface ReceivedFile {
  readonly sha256: string
  readonly byteSize: number
  /** Moves the bytes to their place; the same bytes are kept once. */
  keep(): Promise<void>
  /** Removes them when they were not kept. */
  discard(): Promise<void>
}

/** Where the bytes of a file lie. */
export function keptPath(directory: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a SHA-256')
  return join(directory, sha256)
}

/** Throws `BatchRefused` `file-removed` when the bytes of a batch are no longer kept. */
export function refuseWithoutFile({ fileRemovedAt }: { readonly fileRemovedAt: Date | null }): void {
  if (fileRemovedAt !== null) throw new BatchRefused('file-removed', 'The file is no longer kept; its numbers are.')
}

/**
 * Streams bytes to disk, readable for the hub alone, and flushes them, so that an acknowledged file survives a crash.
 * Throws `UnreadableFile` `file-too-large` as soon as there are more than `maxBytes`, and `BatchRefused` `no-room` when the
 * disk is full; then nothing is left behind.
 */
export async function receiveFile(bytes: Readable, directory: string, maxBytes: number): Promise<ReceivedFile> {
  const temporary = join(directory, `${RECEIVING}${randomUUID()}`)
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    const { sha256, byteSize } = await writeAll(bytes, temporary, maxBytes)
    return {
      sha256,
      byteSize,
      keep: () => moveInto(directory, temporary, keptPath(directory, sha256)),
      discard: () => rm(temporary, { force: true }),
    }
  } catch (error) {
    await rm(temporary, { force: true })
    throw isNoRoom(error) ? new BatchRefused('no-room', 'The disk has no room for this file; nothing was kept.') : error
  }
}

function isNoRoom(error: unknown): boolean {
  return error instanceof Error && 'code' in error && NO_ROOM.has(String(error.code))
}

async function writeAll(bytes: Readable, path: string, maxBytes: number) {
  const hash = createHash('sha256')
  const file = await open(path, 'wx', 0o600)
  let byteSize = 0
  try {
    for await (const chunk of bytes) {
      const part = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer)
      byteSize += part.length
      if (byteSize > maxBytes) {
        throw new UnreadableFile('file-too-large', { limitMegabytes: Math.round(maxBytes / 1024 / 1024) })
      }
      hash.update(part)
      await file.writeFile(part)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), byteSize }
}

async function moveInto(directory: string, from: string, to: string): Promise<void> {
  const there = await stat(to).catch(() => null)
  if (there) return rm(from, { force: true })
  await rename(from, to)
  const folder = await open(directory, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
