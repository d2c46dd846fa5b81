import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { linkLibraries, serverBinaries } from '../../src/storage/embedded-binaries.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baophu-libraries-'))
  mkdirSync(join(folder, 'native', 'lib'), { recursive: true })
  writeFileSync(join(folder, 'native', 'lib', 'libicuuc.so.60.2'), 'a library')
  writeFileSync(
    join(folder, 'native', 'pg-symlinks.json'),
    JSON.stringify([{ source: 'native/lib/libicuuc.so.60.2', target: 'native/lib/libicuuc.so.60' }]),
  )
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const linked = (): string => readFileSync(join(folder, 'native', 'lib', 'libicuuc.so.60'), 'utf8')

it('gives the libraries their names where install scripts were not allowed to', async () => {
  await linkLibraries(folder)
  expect(linked()).toBe('a library')
})

it('leaves them alone where they have them, also when several start at once', async () => {
  await Promise.all([linkLibraries(folder), linkLibraries(folder), linkLibraries(folder)])
  await linkLibraries(folder)
  expect(linked()).toBe('a library')
})

it('finds a server for this machine whose every listed library has its name', async () => {
  const { initdb, postgres, pg_ctl } = await serverBinaries()
  expect([initdb, postgres, pg_ctl].filter((program) => !existsSync(program))).toEqual([])
  const root = dirname(dirname(dirname(postgres)))
  const listed = JSON.parse(readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as { target: string }[]
  expect(listed.filter(({ target }) => !existsSync(join(root, target)))).toEqual([])
})
