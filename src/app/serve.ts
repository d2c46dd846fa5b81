import { type Config, loadConfig, UnusableConfig } from './config.ts'
import { type Hub, startHub } from './hub.ts'

/** How a run of the hub ended: what the process leaves with. */
export type ExitCode = 0 | 1 | 2

export interface Serving {
  /** Brings the two demonstration stories in, through the hub's own doors, before it waits. */
  readonly demo: boolean
  /** Takes each line of the talk. */
  readonly talk: (line: string) => void
}

/** Serves until SIGINT or SIGTERM, lets what is under way finish, and gives 0; 1 when the hub failed, 2 for a wrong configuration. */
export async function serveUntilStopped(serving: Serving): Promise<ExitCode> {
  try {
    return await serve(loadConfig(), serving)
  } catch (error) {
    serving.talk(error instanceof Error ? error.message : String(error))
    return error instanceof UnusableConfig ? 2 : 1
  }
}

async function serve(config: Config, serving: Serving): Promise<ExitCode> {
  const stopped = stopSignal()
  const hub = await startHub(config)
  try {
    tellWhere(hub, serving)
    const end = Promise.race([stopped, hub.databaseEnded.then((): ExitCode => 1)])
    if (serving.demo) await Promise.race([demonstrate(hub, serving), end])
    const code = await end
    serving.talk(code === 0 ? STOPPING : 'Cơ sở dữ liệu đã dừng. / The database has ended.')
    return code
  } finally {
    await hub.close()
  }
}

const STOPPING =
  'Đang dừng, chờ việc nhập dở dang xong (nhấn lần nữa để dừng ngay) … / Stopping, when the import under way is done (once more: at once) …'

function tellWhere({ url, adminKey }: Hub, { talk }: Serving): void {
  talk(`Baophu đang phục vụ tại / is serving at ${url}`)
  if (adminKey.isNew) {
    talk(`Khóa quản trị, chỉ hiện một lần / Administrator's key, shown this once: ${adminKey.key}`)
    talk(`Khóa được giữ trong / It is kept in ${adminKey.file}`)
  }
}

async function demonstrate({ url, adminKey }: Hub, { talk }: Serving): Promise<void> {
  const { runDemo } = await import('./demo.ts')
  await runDemo({ url, key: adminKey.key, keyPlace: adminKey.file ?? undefined, log: talk })
}

/** Fulfils at the first SIGINT or SIGTERM. A second one ends the process as it would without us. */
function stopSignal(): Promise<0> {
  return new Promise((resolve) => {
    const stop = (): void => {
      process.off('SIGINT', stop)
      process.off('SIGTERM', stop)
      resolve(0)
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
}
