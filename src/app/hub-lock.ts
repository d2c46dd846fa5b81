import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { processMark } from '../storage/process-identity.ts'

/** What the process that holds a data folder writes into `hub.json`, for commands that want to find it. */
interface HubRecord {
  readonly pid: number
  /** When the process began: tells it from a later one with the same number. */
  readonly mark: string
  readonly startedAt: string
  readonly purpose: HubPurpose
  /** Where the hub answers; null until it does, and for a command. */
  readonly url: string | null
  /** The database it serves, with the password: the file is closed to other accounts. */
  readonly databaseUrl: string | null
}

/** SERVE answers questions until it is stopped; COMMAND holds the folder for one command of the command line. */
export type HubPurpose = 'SERVE' | 'COMMAND'

/** A living process that holds the data folder. */
export interface RunningHub extends Omit<HubRecord, 'mark'> {
  /** Whether it answers on `/healthz` now. */
  readonly answers: boolean
}

/** The right to use a data folder alone. */
export interface HubLock {
  /** Tells others where the hub and its database are. */
  announce(places: { readonly url?: string; readonly databaseUrl?: string }): void
  release(): void
}

/** Another process holds the data folder. The message names it. */
export class HubAlreadyRuns extends Error {
  readonly hub: RunningHub

  constructor(hub: RunningHub, dataDirectory: string) {
    const who = hub.purpose === 'SERVE' ? 'A hub' : 'Another baophu command'
    const where = hub.url ? ` and answers at ${hub.url}` : ''
    super(
      `${who} already uses ${dataDirectory}: process ${hub.pid}, since ${hub.startedAt}${where}. Stop it first, or give this one another BAOPHU_DATA.`,
    )
    this.name = 'HubAlreadyRuns'
    this.hub = hub
  }
}

/** Makes the data folder when it is missing: closed to other accounts, but for the passage that the server's needs. */
export function prepareDataDirectory(dataDirectory: string): void {
  mkdirSync(dataDirectory, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
}

/** Takes the data folder for this process alone. Throws `HubAlreadyRuns` when a living process holds it. */
export async function takeHubLock(dataDirectory: string, purpose: HubPurpose): Promise<HubLock> {
  prepareDataDirectory(dataDirectory)
  const path = recordPath(dataDirectory)
  let record: HubRecord = {
    pid: process.pid,
    mark: processMark(process.pid) ?? '',
    startedAt: new Date().toISOString(),
    purpose,
    url: null,
    databaseUrl: null,
  }
  while (!createFile(path, serialise(record))) {
    const holder = await findRunningHub(dataDirectory)
    if (holder) throw new HubAlreadyRuns(holder, dataDirectory)
  }
  return {
    announce: (places) => {
      record = { ...record, ...places }
      replaceFile(path, serialise(record))
    },
    release: () => {
      if (readRecord(path)?.mark === record.mark) rmSync(path, { force: true })
    },
  }
}

/** The living process that holds the data folder; null when there is none. What a dead one left is cleared away. */
export async function findRunningHub(dataDirectory: string): Promise<RunningHub | null> {
  const path = recordPath(dataDirectory)
  const text = await settledText(path)
  if (text === null) return null
  const record = parseRecord(text)
  if (record === null || processMark(record.pid) !== record.mark) {
    clearStale(path, text)
    return null
  }
  const { mark, ...hub } = record
  return { ...hub, answers: record.url !== null && (await answersAt(record.url)) }
}

function recordPath(dataDirectory: string): string {
  return join(dataDirectory, 'hub.json')
}

async function answersAt(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(3_000) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

/** The file's text; one that is just being written is empty for a moment, one that stays empty was left by a killed hub. */
async function settledText(path: string): Promise<string | null> {
  for (let attempt = 0; attempt < 10; attempt++) {
    const text = readText(path)
    if (text === null || text !== '') return text
    await pause(20)
  }
  return ''
}

/** Moves the judged file away before removing it, so that two who judge at once never remove a newer one. */
function clearStale(path: string, judged: string): void {
  const aside = `${path}.${randomBytes(4).toString('hex')}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  if (readText(aside) === judged) rmSync(aside, { force: true })
  else renameSync(aside, path)
}

function createFile(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function replaceFile(path: string, text: string): void {
  const next = `${path}.${randomBytes(4).toString('hex')}`
  writeFileSync(next, text, { mode: 0o600, flag: 'wx' })
  renameSync(next, path)
}

function serialise(record: HubRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`
}

function readRecord(path: string): HubRecord | null {
  const text = readText(path)
  return text === null ? null : parseRecord(text)
}

function parseRecord(text: string): HubRecord | null {
  try {
    const record = JSON.parse(text) as HubRecord
    return Number.isSafeInteger(record.pid) && typeof record.mark === 'string' ? record : null
  } catch {
    return null
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
