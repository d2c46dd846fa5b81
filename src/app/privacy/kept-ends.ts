import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeptEnd } from '../../access/audit-ends.store.ts'

const LINE = /^(\S+) (\d{1,15}) ([0-9a-f]{64})$/

/** Where the audit log's ends are kept, a line a day: moment, number and hash of the last entry. */
export function keptEndsFile(dataDirectory: string): string {
  return join(dataDirectory, 'audit-ends.txt')
}

/** Adds an end to the file, on the disk when this fulfils. */
export async function keepEnd(file: string, { at, entryNo, hash }: KeptEnd): Promise<void> {
  await appendFile(file, `${at} ${entryNo} ${hash}\n`, { mode: 0o600, flush: true })
}

/** The ends that were kept, the oldest first; none when there is no file. A line that was not written whole is left out. */
export async function readKeptEnds(file: string): Promise<readonly KeptEnd[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text.split('\n').flatMap((line) => {
    const [, at, entryNo, hash] = LINE.exec(line) ?? []
    return at && entryNo && hash ? [{ at, entryNo: Number(entryNo), hash }] : []
  })
}
