import { randomBytes } from 'node:crypto'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { prepareDataDirectory } from './hub-lock.ts'

/** The administrator's key of this hub. */
export interface AdminKey {
  readonly key: string
  /** Made just now: the only time it is to be printed. */
  readonly isNew: boolean
  /** The file that keeps it; null when BAOPHU_ADMIN_KEY gives it. */
  readonly file: string | null
}

/** The key from BAOPHU_ADMIN_KEY, else the one kept in `admin.key` of the data folder, else a new one kept there. */
export function adminKey({ adminKey: given, dataDirectory }: Pick<Config, 'adminKey' | 'dataDirectory'>): AdminKey {
  if (given !== null) return { key: given, isNew: false, file: null }
  prepareDataDirectory(dataDirectory)
  const file = join(dataDirectory, 'admin.key')
  const made = `baophu_${randomBytes(32).toString('base64url')}`
  try {
    writeFileSync(file, `${made}\n`, { mode: 0o600, flag: 'wx' })
    return { key: made, isNew: true, file }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return { key: keptKey(file), isNew: false, file }
  }
}

function keptKey(file: string): string {
  chmodSync(file, 0o600)
  const key = readFileSync(file, 'utf8').trim()
  if (key.length < 24) throw new Error(`${file} holds no key. Remove it, and the next start makes a new one.`)
  return key
}
