import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** A server in a process of its own that is measured: a file, and what it is told after the database's address. */
interface Startable {
  readonly name: string
  readonly file: string
  readonly words: readonly string[]
}

/** A server that answers. */
interface Started {
  readonly child: ChildProcess
  readonly url: string
}

const started = new Set<ChildProcess>()
const EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const END_WITH_PARENT = new URL(`./end-with-parent.${EXTENSION}`, import.meta.url).href

/** The hub as a server to be measured. */
export const HUB_CHILD = new URL(`./query-hub-child.${EXTENSION}`, import.meta.url).pathname

/** Starts a server and waits until it says where it answers. It ends with this process, however this process ends. */
export async function startContestant<Contestant extends Startable>(
  contestant: Contestant,
  databaseUrl: string,
): Promise<Contestant & Started> {
  const child = fork(contestant.file, [databaseUrl, ...contestant.words], {
    execArgv: ['--enable-source-maps', '--import', END_WITH_PARENT],
    env: { ...process.env, NODE_ENV: 'production', GRAPHILE_ENV: 'production' },
  })
  started.add(child)
  child.once('exit', () => started.delete(child))
  const [message] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`${contestant.name} did not start`))),
  ])) as [{ readonly url: string }]
  return { ...contestant, child, url: message.url }
}

/** Ends all servers that were started and have not ended. */
export async function endContestants(): Promise<void> {
  const ended = [...started].map((child) => once(child, 'exit'))
  for (const child of started) child.kill('SIGTERM')
  await Promise.all(ended)
}
