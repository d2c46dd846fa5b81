import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, expect, test } from 'vitest'
import { audited, report } from './audit.ts'

/** Our lockfile and a cache of its own: npm remembers answers. */
const folder = mkdtempSync(join(tmpdir(), 'baophu-audit-'))
for (const file of ['package.json', 'package-lock.json']) cpSync(file, join(folder, file))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ask = (registry: string) =>
  audited(folder, ['--registry', registry, '--cache', join(folder, 'cache'), '--fetch-retries', '0'])

/** Asks a registry that answers the question in this way, and knows of no package. npm is waited for, so that the registry runs beside us. */
async function askedOf(status: number, body: string) {
  const registry = new Worker(
    `const { createServer } = require('node:http')
     const { parentPort, workerData } = require('node:worker_threads')
     const server = createServer((request, response) => { request.resume(); const { status, body } = request.method === 'POST' ? workerData : { status: 404, body: '{}' }; response.writeHead(status, { 'content-type': 'application/json' }); response.end(body) })
     server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))`,
    { eval: true, workerData: { status, body } },
  )
  const port = await new Promise<number>((resolve) => registry.once('message', resolve))
  try {
    return report(ask(`http://127.0.0.1:${port}`))
  } finally {
    await registry.terminate()
  }
}

test('a registry that does not take the question is told as unavailable, and fails nothing', async () => {
  expect(await askedOf(405, '')).toEqual({
    line: expect.stringMatching(/^audit: UNAVAILABLE \(405 Method Not Allowed .*advisories\.ts was checked$/),
    exitCode: 0,
  })
})

test('a registry that is away is told as unavailable', async () => {
  const nobody = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => nobody.once('listening', resolve))
  const { port } = nobody.address() as AddressInfo
  await new Promise((resolve) => nobody.close(resolve))
  expect(report(ask(`http://127.0.0.1:${port}`))).toMatchObject({
    line: expect.stringContaining('UNAVAILABLE'),
    exitCode: 0,
  })
})

test('what a registry knows of is counted, and a hole that is high fails', async () => {
  const advisory = { id: 1, url: 'https://example.org/1', title: 'x', severity: 'high', vulnerable_versions: '*' }
  expect(await askedOf(200, '{}')).toEqual({
    line: 'audit: answered: 0 critical, 0 high, 0 moderate, 0 low, 0 info',
    exitCode: 0,
  })
  const found = await askedOf(200, JSON.stringify({ qs: [advisory] }))
  expect(found).toMatchObject({
    line: expect.stringMatching(/^audit: answered: 0 critical, [1-9]\d* high/),
    exitCode: 1,
  })
})
