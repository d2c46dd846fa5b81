import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, loadConfig } from '../config.ts'
import { findRunningHub, HubAlreadyRuns } from '../hub-lock.ts'
import { type HubClient, hubClient } from './hub-client.ts'
import { type Call, CommandFailed, type Told } from './terminal.ts'

/**
 * Runs `work` with a client of a hub: the one at BAOPHU_URL, else the one that runs on BAOPHU_DATA, else one that this
 * process starts on a free port of this machine and ends again.
 */
export async function withHub<Result>(call: Call, work: (hub: HubClient) => Promise<Result>): Promise<Result> {
  const config = loadConfig()
  const { language } = call
  if (config.hubUrl !== null) return work(hubClient({ url: config.hubUrl, key: keyOf(config, call), language }))
  const running = await findRunningHub(config.dataDirectory)
  if (running?.answers && running.url !== null)
    return work(hubClient({ url: running.url, key: keyOf(config, call), language }))
  if (running) throw new HubAlreadyRuns(running, config.dataDirectory)
  return withOwnHub(config, call, work)
}

async function withOwnHub<Result>(
  config: Config,
  call: Call,
  work: (hub: HubClient) => Promise<Result>,
): Promise<Result> {
  call.terminal.talk(STARTING[call.language])
  const { startHub } = await import('../hub.ts')
  const hub = await startHub({ ...config, host: '127.0.0.1', port: 0, behindProxy: false }, { announced: false })
  const interrupted = interruption()
  try {
    if (hub.adminKey.isNew) call.terminal.talk(`${NEW_KEY[call.language]} ${hub.adminKey.file}`)
    const client = hubClient({ url: hub.url, key: config.key ?? hub.adminKey.key, language: call.language })
    return await Promise.race([work(client), interrupted.promise])
  } finally {
    interrupted.forget()
    await hub.close()
  }
}

/** Rejects when the person presses Ctrl+C, so that the hub of this command is ended in order. */
function interruption(): { promise: Promise<never>; forget: () => void } {
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = (): void => reject(new CommandFailed('Đã dừng / Interrupted.'))
  const forget = (): void => {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return { promise, forget }
}

function keyOf({ key, adminKey, dataDirectory }: Config, call: Call): string {
  if (key !== null) return key
  if (adminKey !== null) return adminKey
  const file = join(dataDirectory, 'admin.key')
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new CommandFailed(`${NO_KEY[call.language]} (BAOPHU_KEY, BAOPHU_ADMIN_KEY, ${file})`)
  }
}

const STARTING: Told = {
  vi: 'Chưa có hub nào chạy: mở tạm một hub cho lệnh này …',
  en: 'No hub runs: one is started for this command …',
}
const NEW_KEY: Told = { vi: 'Khóa quản trị mới được giữ trong', en: "The new administrator's key is kept in" }
const NO_KEY: Told = { vi: 'Không tìm thấy khóa truy cập', en: 'No key was found' }
