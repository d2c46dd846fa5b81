import { expect, test } from 'vitest'
import { seededRandom } from '../../src/app/demo/seeded-random.ts'
import { DAMAGES, damaged, goldenSheets } from './mutations.ts'
import { BYTE_DAMAGES, damagedBytes, goldenTexts } from './mutations-bytes.ts'
import { judge } from './mutations-oracle.ts'
import { copyOf } from './mutations-sheet.ts'
import { goldenNames } from './understand.ts'

const sheets = (await Promise.all((await goldenNames()).map(goldenSheets))).flat()
/** Large sheets are damaged by `npm run mutations` only. */
const small = sheets.filter(({ golden }) => golden.rows.size < 60)

test('most golden workbooks can be damaged', () => {
  expect(new Set(sheets.map(({ file }) => file)).size).toBeGreaterThan(30)
  expect(DAMAGES.length).toBeGreaterThan(50)
})

test.each(DAMAGES)('no row is misread in silence: $name', async (damage) => {
  const random = seededRandom(damage.name.length * 31 + DAMAGES.indexOf(damage))
  const misread: string[] = []
  for (let run = 0; run < 6; run += 1) {
    const from = random.pick(small)
    const verdict = await damaged(from, damage, random.whole(1, 1_000_000))
    if (verdict === null) continue
    misread.push(...verdict.misread.map((line) => `${from.file}: ${line}`))
  }
  expect(misread).toEqual([])
})

const texts = await goldenTexts(small)

test('most sheets can be written as text', () => {
  expect(texts.length).toBeGreaterThan(80)
})

test.each(BYTE_DAMAGES)('no row of a text file is misread in silence: $name', async (damage) => {
  const random = seededRandom(damage.name.length * 37 + BYTE_DAMAGES.indexOf(damage))
  const misread: string[] = []
  for (let run = 0; run < 6; run += 1) {
    const from = random.pick(texts)
    const verdict = await damagedBytes(from, damage)
    if (verdict !== null) misread.push(...verdict.misread.map((line) => `${from.file}: ${line}`))
  }
  expect(misread).toEqual([])
})

test('the oracle sees a value that changed and a row that is gone', () => {
  const from = sheets.find(({ file }) => file.startsWith('figures/letterhead'))
  if (from === undefined) throw new Error('the golden workbook is gone')
  const sheet = copyOf(from.sheet)
  const [first, second, ...rest] = [...from.golden.rows.values()].filter(({ outcome }) => outcome === 'READY')
  if (first === undefined || second === undefined) throw new Error('no rows')
  const changed = { ...first, values: first.values.map((value) => (typeof value === 'number' ? value + 1 : value)) }
  const rows = new Map([changed, ...rest].map((row) => [row.row, row] as const))
  const verdict = judge(from.golden, { ...from.golden, rows, issues: [] }, sheet, 'EXACT')
  expect(verdict.misread).toHaveLength(2)
  expect(judge(from.golden, from.golden, sheet, 'EXACT').misread).toEqual([])
})
