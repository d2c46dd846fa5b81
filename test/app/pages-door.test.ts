import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestHub, type TestHub } from './support/test-hub.ts'

const directory = mkdtempSync(join(tmpdir(), 'baophu-pages-'))
let hub: TestHub

beforeAll(async () => {
  mkdirSync(join(directory, 'assets'))
  writeFileSync(join(directory, 'index.html'), '<!doctype html><title>Baophu</title>')
  writeFileSync(join(directory, 'assets', 'index-a1.js'), 'export {}')
  writeFileSync(join(directory, 'secret.txt'), 'beside the assets')
  hub = await startTestHub({ pagesDirectory: directory })
})
afterAll(async () => {
  await hub.close()
  rmSync(directory, { recursive: true, force: true })
})

const browserAsks = (path: string) => fetch(`${hub.url}${path}`, { headers: { accept: 'text/html,*/*;q=0.8' } })

test('the pages are at / without a key, kept by no cache, under a policy that lets nothing else in', async () => {
  const answer = await browserAsks('/')
  expect([answer.status, await answer.text()]).toEqual([200, '<!doctype html><title>Baophu</title>'])
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const policy = answer.headers.get('content-security-policy') ?? ''
  for (const rule of ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"])
    expect(policy.split('; ')).toContain(rule)
  expect(policy).not.toMatch(/unsafe|data:|https?:|\*/)
})

test('what they are made of may be kept for good, and nothing lies there but that', async () => {
  const script = await browserAsks('/assets/index-a1.js')
  expect(script.headers.get('content-type')).toMatch(/javascript/)
  expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  for (const path of [
    '/assets/',
    '/assets/..%2fsecret.txt',
    '/assets/%2e%2e/secret.txt',
    '/secret.txt',
    '/assets/no.js',
  ]) {
    const answer = await browserAsks(path)
    expect([path, answer.status, (await answer.text()).includes('beside')]).toEqual([path, 401, false])
  }
})

test('a program that asks for JSON at / is told the doors', async () => {
  const answer = await fetch(hub.url, { headers: { accept: 'application/json' } })
  expect(await answer.json()).toMatchObject({ name: 'baophu' })
})
