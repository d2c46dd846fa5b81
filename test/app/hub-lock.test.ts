import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findRunningHub, HubAlreadyRuns, takeHubLock } from '../../src/app/hub-lock.ts'
import { processMark } from '../../src/storage/process-identity.ts'

let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'baophu-lock-'))
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

const leave = (text: string): void => writeFileSync(join(data, 'hub.json'), text)
const record = (pid: number, mark: string): string =>
  JSON.stringify({ pid, mark, startedAt: '2026-11-21T00:00:00.000Z', purpose: 'SERVE', url: null, databaseUrl: null })
/** A number that no process has: above the largest that Linux gives. */
const NO_PROCESS = 2 ** 22 + 1

describe('a data folder', () => {
  it('is held by one at a time, and free after release', async () => {
    const lock = await takeHubLock(data, 'COMMAND')
    const refusal = await takeHubLock(data, 'SERVE').catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(HubAlreadyRuns)
    expect(String(refusal)).toContain(`Another baophu command already uses ${data}: process ${process.pid}, since 20`)
    lock.release()
    ;(await takeHubLock(data, 'SERVE')).release()
    expect(readdirSync(data)).toEqual([])
  })

  it('goes to exactly one of many who come at once over what a dead one left', async () => {
    leave(record(NO_PROCESS, 'long ago'))
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => takeHubLock(data, 'SERVE')))
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect(readdirSync(data)).toEqual(['hub.json'])
  })

  it('is made when it is missing', async () => {
    const lock = await takeHubLock(join(data, 'a', 'b'), 'SERVE')
    expect(await findRunningHub(join(data, 'a', 'b'))).toMatchObject({ pid: process.pid })
    lock.release()
  })
})

describe('what a dead hub left', () => {
  it.each([
    ['a process that is gone', () => record(NO_PROCESS, 'long ago')],
    ['a process number that was given again', () => record(process.pid, 'another beginning')],
    ['a file cut off by the kill', () => '{"pid": 12'],
    ['an empty file', () => ''],
    ['something else', () => '[]'],
  ])('%s: is cleared away', async (_, text) => {
    leave(text())
    expect(await findRunningHub(data)).toBeNull()
    expect(readdirSync(data)).toEqual([])
  })

  it('is not released by a hub that no longer holds it', async () => {
    const lock = await takeHubLock(data, 'SERVE')
    leave(record(1, processMark(1) ?? ''))
    lock.release()
    expect(readdirSync(data)).toEqual(['hub.json'])
  })
})

describe('a running hub', () => {
  let door: Server
  let status: number
  beforeEach(async () => {
    status = 200
    door = createServer((request, response) => {
      response.statusCode = request.url === '/healthz' ? status : 404
      response.end()
    }).listen(0, '127.0.0.1')
    await new Promise((fulfil) => door.once('listening', fulfil))
  })
  afterEach(() => door.close())
  const doorUrl = (): string => `http://127.0.0.1:${(door.address() as AddressInfo).port}`

  it('is found where it said it is', async () => {
    const lock = await takeHubLock(data, 'SERVE')
    lock.announce({ databaseUrl: 'postgresql://baophu:secret@127.0.0.1:5/baophu' })
    lock.announce({ url: doorUrl() })
    expect(await findRunningHub(data)).toEqual({
      ...{ pid: process.pid, purpose: 'SERVE', startedAt: expect.any(String), url: doorUrl(), answers: true },
      databaseUrl: 'postgresql://baophu:secret@127.0.0.1:5/baophu',
    })
    lock.release()
  })

  it('that does not answer is found all the same, and said to be silent', async () => {
    const lock = await takeHubLock(data, 'SERVE')
    lock.announce({ url: doorUrl() })
    status = 503
    expect(await findRunningHub(data)).toMatchObject({ answers: false })
    lock.release()
  })
})
