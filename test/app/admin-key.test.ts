import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { adminKey } from '../../src/app/admin-key.ts'

let dataDirectory: string
beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'baophu-key-'))
})
afterEach(() => rmSync(dataDirectory, { recursive: true, force: true }))

it('is made once, kept for this account alone, and the same on the next start', () => {
  const first = adminKey({ adminKey: null, dataDirectory })
  expect(first).toEqual({
    key: expect.stringMatching(/^baophu_[\w-]{43}$/),
    isNew: true,
    file: join(dataDirectory, 'admin.key'),
  })
  expect(statSync(join(dataDirectory, 'admin.key')).mode & 0o777).toBe(0o600)
  expect(adminKey({ adminKey: null, dataDirectory })).toEqual({ ...first, isNew: false })
})

it('is another in every hub', () => {
  const here = adminKey({ adminKey: null, dataDirectory })
  const there = adminKey({ adminKey: null, dataDirectory: join(dataDirectory, 'other') })
  expect(here.key).not.toBe(there.key)
})

it('is the given one when there is one, and then nothing is written', () => {
  const given = 'a-key-of-more-than-24-characters'
  expect(adminKey({ adminKey: given, dataDirectory })).toEqual({ key: given, isNew: false, file: null })
  expect(() => readFileSync(join(dataDirectory, 'admin.key'))).toThrow('ENOENT')
})

it('is closed again when its file was left open to others, and an empty file is not a key', () => {
  const { key, file } = adminKey({ adminKey: null, dataDirectory })
  chmodSync(file as string, 0o644)
  expect(adminKey({ adminKey: null, dataDirectory }).key).toBe(key)
  expect(statSync(file as string).mode & 0o777).toBe(0o600)
  writeFileSync(file as string, '\n')
  expect(() => adminKey({ adminKey: null, dataDirectory })).toThrow(/holds no key/)
})
