import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openHubDatabase } from '../../src/app/hub-database.ts'
import { findRunningHub } from '../../src/app/hub-lock.ts'
import { oneRow } from '../../src/kernel/sql.ts'
import { openDatabase } from '../../src/storage/orm.ts'
import { runningProgram } from '../../src/storage/process-identity.ts'
import { createEmptyDatabase, dropDatabase } from '../support/database.ts'
import { isGone, startHubProcess } from '../support/hub-processes.ts'

const isRoot = process.getuid?.() === 0
const NOBODY = 65_534
const made: string[] = []
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

/** A folder that every account may pass through, as an ordinary checkout is. */
function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'baophu-hub-'))
  made.push(folder)
  chmodSync(folder, 0o711)
  return folder
}

function accountOf(pid: number): number {
  return Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}

/** Kills the process that would tell the server of its hub's death. */
function cutLeash(data: string): void {
  const holders = readdirSync('/proc')
    .map(Number)
    .filter((pid) => runningProgram(pid).program === '/bin/sh' && runningProgram(pid).words.includes(data))
  expect(holders.length).toBeGreaterThan(0)
  for (const pid of holders) process.kill(pid, 'SIGKILL')
}

/** The address that a running hub has left for commands. */
function leftAddress(data: string): string {
  return (JSON.parse(readFileSync(join(data, 'hub.json'), 'utf8')) as { databaseUrl: string }).databaseUrl
}

describe('a hub with a database of its own', () => {
  const data = join(openFolder(), 'data')
  const config = { dataDirectory: data, databaseUrl: null, databaseConnections: 2 }

  it('makes it on the first start and leaves nothing running behind', async () => {
    const hub = await startHubProcess(data)
    expect(hub.starts).toBe(1)
    expect(await hub.stop()).toBe(0)
    await isGone(hub.serverPid)
    expect(existsSync(join(data, 'hub.json'))).toBe(false)
  })

  it('has its server shut down on its own when it is killed, and finds its data again', async () => {
    const killed = await startHubProcess(data)
    await killed.kill()
    await isGone(killed.serverPid)
    expect(existsSync(join(data, 'postgres', 'data', 'postmaster.pid'))).toBe(false)
    const next = await startHubProcess(data)
    expect(next.starts).toBe(3)
    await next.kill()
  })

  it('starts again at once after a kill, while the old server is still going', async () => {
    const hub = await startHubProcess(data)
    expect(hub.starts).toBe(4)
    expect(await hub.stop()).toBe(0)
  })

  it.skipIf(process.platform !== 'linux')('stops a server that nobody told of the death of its hub', async () => {
    const hub = await startHubProcess(data)
    cutLeash(data)
    await hub.kill()
    const next = await startHubProcess(data)
    expect(next.starts).toBe((hub.starts ?? 0) + 1)
    await isGone(hub.serverPid)
    await next.stop()
  })

  it('starts over the lock of a server whose number now belongs to another process', async () => {
    writeFileSync(join(data, 'postgres', 'data', 'postmaster.pid'), `${process.pid}\n`)
    const hub = await startHubProcess(data)
    expect(hub.starts).toBe(7)
    await hub.stop()
  })

  it('refuses a second hub on the same data and names the first', async () => {
    const hub = await startHubProcess(data)
    await expect(startHubProcess(data)).rejects.toThrow(
      new RegExp(`A hub already uses .*: process ${hub.pid}, since .*give this one another BAOPHU_DATA`),
    )
    expect(await findRunningHub(data)).toMatchObject({ pid: hub.pid, purpose: 'SERVE', url: null, answers: false })
    await hub.stop()
  })

  it('lets a command work on its server, and the command does not end it', async () => {
    const hub = await startHubProcess(data)
    const command = await openHubDatabase(config, 'COMMAND')
    expect(command.origin).toBe('ATTACHED')
    expect(await oneRow(command.database.em(), 'select version from hub_version')).toEqual({ version: hub.starts })
    await command.close()
    expect(await hub.stop()).toBe(0)
  })

  it('gives a command the server when no hub runs, and takes it back', async () => {
    const command = await openHubDatabase(config, 'COMMAND')
    expect(command.origin).toBe('STARTED')
    expect(await findRunningHub(data)).toMatchObject({ pid: process.pid, purpose: 'COMMAND' })
    await command.close()
    await command.serverEnded
    expect(await findRunningHub(data)).toBeNull()
  })

  it('keeps other accounts of the machine out', async () => {
    const hub = await startHubProcess(data)
    const url = new URL(leftAddress(data))
    const mode = (path: string): number => statSync(join(data, path)).mode & 0o777
    expect(mode('hub.json')).toBe(0o600)
    expect(mode('postgres/password')).toBe(0o600)
    expect(mode('postgres/server.log')).toBe(0o600)
    expect(mode('postgres/data')).toBe(0o700)
    expect(url.hostname).toBe('127.0.0.1')
    url.password = ''
    await expect(openDatabase(url.href)).rejects.toThrow(/password/)
    await hub.stop()
  })

  it('writes nothing of a person into the log of its server', async () => {
    const command = await openHubDatabase(config, 'COMMAND')
    const insert = `insert into participant_code (code, law_order, name_vi) values ('DN', 1, 'Nguyễn Thị Minh 099300000001')`
    await expect(command.database.pool().query(insert)).rejects.toThrow(/duplicate key/)
    await command.close()
    const log = readFileSync(join(data, 'postgres', 'server.log'), 'utf8')
    expect(log).toContain('duplicate key')
    expect(log).not.toMatch(/099300000001|\(code\)=/)
  })
})

describe('a hub with a database that DATABASE_URL names', () => {
  it('migrates it, and commands without DATABASE_URL find it through the data folder', async () => {
    const dataDirectory = join(openFolder(), 'data')
    const databaseUrl = await createEmptyDatabase()
    const hub = await openHubDatabase({ dataDirectory, databaseUrl, databaseConnections: 2 }, 'SERVE')
    const command = await openHubDatabase({ dataDirectory, databaseUrl: null, databaseConnections: 2 }, 'COMMAND')
    expect([hub.origin, command.origin]).toEqual(['GIVEN', 'ATTACHED'])
    expect(await oneRow(command.database.em(), 'select code from area')).toEqual({ code: 'VN' })
    await command.close()
    await hub.close()
    expect(existsSync(join(dataDirectory, 'postgres'))).toBe(false)
    await dropDatabase(databaseUrl)
  })

  it('lets go of the data folder when the database cannot be used', async () => {
    const dataDirectory = join(openFolder(), 'data')
    const config = { dataDirectory, databaseUrl: 'postgresql://baophu@127.0.0.1:1/none', databaseConnections: 2 }
    await expect(openHubDatabase(config, 'SERVE')).rejects.toThrow('No database answers')
    expect(await findRunningHub(dataDirectory)).toBeNull()
  })
})

describe.skipIf(!isRoot)('accounts (only root can try them)', () => {
  it('an ordinary account runs the server as itself', async () => {
    const folder = openFolder()
    chownSync(folder, NOBODY, NOBODY)
    const hub = await startHubProcess(join(folder, 'data'), { uid: NOBODY, gid: NOBODY })
    expect(accountOf(hub.serverPid)).toBe(NOBODY)
    await hub.kill()
    await isGone(hub.serverPid)
  })

  it('root hands it to an account without rights', async () => {
    const folder = openFolder()
    const hub = await startHubProcess(join(folder, 'server'), { throwAway: true })
    expect(accountOf(hub.serverPid)).not.toBe(0)
    await hub.stop()
  })

  it('says so when no account can reach the data', async () => {
    const folder = openFolder()
    chmodSync(folder, 0o700)
    const hub = startHubProcess(join(folder, 'data'), { path: '/nowhere' })
    await expect(hub).rejects.toThrow(
      /refuses to run as root, and no other account can reach .* or name a server in DATABASE_URL/,
    )
  })

  const hasNamespaces = spawnSync('unshare', ['-U', '--map-user=65534', 'true']).status === 0
  it.skipIf(!hasNamespaces)('root hides itself where no other account can enter', async () => {
    const folder = openFolder()
    chmodSync(folder, 0o700)
    const hub = await startHubProcess(join(folder, 'data'))
    expect(accountOf(hub.serverPid)).toBe(0)
    await hub.kill()
    await isGone(hub.serverPid)
    const next = await startHubProcess(join(folder, 'data'))
    expect(next.starts).toBe(2)
    expect(await next.stop()).toBe(0)
  })
})

describe('a server that is thrown away', () => {
  it('is gone with its folder when its process is killed', async () => {
    const folder = join(openFolder(), 'server')
    const holder = await startHubProcess(folder, { throwAway: true })
    await holder.kill()
    await isGone(holder.serverPid)
    await expect.poll(() => existsSync(join(folder, 'data')), { timeout: 20_000 }).toBe(false)
  })
})
