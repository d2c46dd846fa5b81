/**
 * A hub without doors, as a process of its own, for tests that kill it: `hub-process.ts <data folder> [--throw-away]`.
 * Says what it opened in one line of JSON, counting its starts in the register; ends when its input ends.
 */
import { openHubDatabase } from '../../src/app/hub-database.ts'
import { oneRow } from '../../src/kernel/sql.ts'
import { startEmbeddedServer } from '../../src/storage/embedded.ts'

const [dataDirectory = '', mode] = process.argv.slice(2)
const say = (facts: object): boolean => process.stdout.write(`${JSON.stringify({ pid: process.pid, ...facts })}\n`)

try {
  if (mode === '--throw-away') await holdThrownAway()
  else await holdHub()
} catch (error) {
  process.stderr.write(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

async function holdThrownAway(): Promise<void> {
  const server = await startEmbeddedServer(dataDirectory, { throwAway: true })
  say({ serverPid: server.pid })
  await inputEnds()
  await server.stop()
}

async function holdHub(): Promise<void> {
  const hub = await openHubDatabase({ dataDirectory, databaseUrl: null, databaseConnections: 2 }, 'SERVE')
  const em = hub.database.em()
  const { version } = await oneRow<{ version: number }>(
    em,
    'update hub_version set version = version + 1 returning version',
  )
  const { server } = await oneRow<{ server: string }>(
    em,
    `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as server`,
  )
  say({ starts: version, serverPid: Number(server) })
  await inputEnds()
  await hub.close()
}

async function inputEnds(): Promise<void> {
  for await (const _ of process.stdin);
}
