import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { GOLDEN_CASES } from './cases/all-cases.ts'
import { WRITTEN_ELSEWHERE } from './cases/written-elsewhere.ts'
import { expectedPath, goldenNames, understand } from './understand.ts'

const names = await goldenNames()

describe('every golden workbook is understood as it was accepted', () => {
  test.each(names)('%s', async (name) => {
    const path = expectedPath(name)
    expect(existsSync(path), `nothing accepted yet: npm run golden -- --accept ${name}`).toBe(true)
    expect(await understand(name)).toBe(await readFile(path, 'utf8'))
  })
})

test.each(Object.entries(WRITTEN_ELSEWHERE))('%s is understood as %s is', async (name, drawn) => {
  expect(await understand(name)).toBe(await understand(drawn))
})

test('the workbooks in the folders are those that the generator draws and those of another program', () => {
  const drawn = Object.entries(GOLDEN_CASES).flatMap(([folder, cases]) => cases.map(({ file }) => `${folder}/${file}`))
  expect(names).toEqual([...drawn, ...Object.keys(WRITTEN_ELSEWHERE)].sort())
  expect(names.length).toBeGreaterThanOrEqual(160)
})
