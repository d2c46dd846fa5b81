import { afterAll, beforeAll, expect, test } from 'vitest'
import { areaListSheet, earlierFiguresSheet, figuresSheet } from '../../src/app/demo/area-workbooks.ts'
import { yenTheFigures, yenTheFiguresYearBefore } from '../../src/app/demo/yen-the.ts'
import { officialAreas } from '../../src/app/official-areas.ts'
import { type CellContent, type SheetContent, workbookBytes } from '../../src/exports/workbook-writer.ts'
import { type StoryBatch, type StoryHub, startStoryHub } from './story-hub.ts'

/** A day of a data officer: a list of units, last year's table, this year's with a slip in it, the mended one, a change of mind. */
let hub: StoryHub
let lastYear: StoryBatch

const HUYEN = 'Huyện Yên Thế'
const thisYear = figuresSheet(HUYEN, yenTheFigures(), '2017-09-30')

beforeAll(async () => {
  hub = await startStoryHub()
  await take(await workbookBytes([areaListSheet(officialAreas(['24']))], '2017-01-01'), 'don-vi.xlsx')
  lastYear = await take(
    await workbookBytes([earlierFiguresSheet(HUYEN, yenTheFiguresYearBefore(), '2016-09-30')], '2016-10-01'),
    'nam-2016.xlsx',
  )
}, 120_000)

afterAll(async () => {
  expect(hub.errors()).toEqual([])
  await hub.close()
})

async function take(bytes: Buffer, fileName: string): Promise<StoryBatch> {
  const checked = await hub.send(bytes, fileName)
  expect(checked.issues.nodes.filter((issue) => issue.severity === 'BLOCKING')).toEqual([])
  const committed = await hub.commit(checked.id)
  expect(committed.status).toBe('COMMITTED')
  return committed
}

/** The sheet with one cell of one row of the body written otherwise. */
function withCell(sheet: SheetContent, row: number, column: number, value: CellContent): SheetContent {
  const body = [...sheet.body].map((line, index) =>
    index === row ? { ...line, cells: line.cells.with(column, value) } : line,
  )
  return { ...sheet, body }
}

async function coveredIn(code: string, asOf: string): Promise<number | null> {
  const query =
    'query Covered($code: String!, $asOf: Date!) { area(code: $code, on: $asOf) { coverage(asOf: $asOf) { covered } } }'
  const { area } = await hub.ask<{ area: { coverage: { covered: number | null } | null } }>(query, { code, asOf })
  return area.coverage?.covered ?? null
}

function outcomesAddUp({ outcomes }: StoryBatch): boolean {
  const { rowsRead, created, updated, unchanged, rejected, skipped } = outcomes
  return rowsRead === created + updated + unchanged + rejected + skipped
}

test('the sheet itself says what it is, of where, and as of when', () => {
  expect(lastYear).toMatchObject({ kind: 'FIGURES', asOf: '2016-09-30', area: { code: '215' } })
  expect(outcomesAddUp(lastYear)).toBe(true)
})

test('a row that cannot be read is rejected with its cell and its remedy, and the others go in', async () => {
  const broken = await workbookBytes([withCell(thisYear, 4, 3, 'bốn nghìn mốt')], '2017-10-01')
  const checked = await hub.send(broken, 'co-loi.xlsx')
  expect(checked.status).toBe('CHECKED')
  expect(checked.outcomes.rejected).toBe(1)
  expect(outcomesAddUp(checked)).toBe(true)
  // The fifth row of the body stands in row 13: three lines of letterhead, two of title, two of headings, one of numbers.
  const issue = checked.issues.nodes.find((each) => each.severity === 'ERROR')
  expect(issue).toMatchObject({ address: 'Biểu 01!D13', found: 'bốn nghìn mốt' })
  expect(issue?.message).toMatch(/\p{L}/u)
  expect(issue?.remedy).toMatch(/\p{L}/u)
  const committed = await hub.commit(checked.id)
  expect(committed.status).toBe('COMMITTED')
  expect(await coveredIn('07246', '2017-09-30')).toBe(6_017)
  expect(await coveredIn('07255', '2017-09-30')).not.toBe(4_187)
})

test('the mended sheet changes only what was wrong', async () => {
  const mended = await take(await workbookBytes([thisYear], '2017-10-02'), 'da-sua.xlsx')
  expect(mended.outcomes).toMatchObject({ rejected: 0 })
  expect(mended.outcomes.created + mended.outcomes.updated).toBeLessThanOrEqual(2)
  expect(mended.outcomes.unchanged).toBeGreaterThanOrEqual(18)
  expect(await coveredIn('07255', '2017-09-30')).toBe(4_187)
  expect(await coveredIn('215', '2017-09-30')).toBe(95_026)
})

test('the same bytes again are recognised: the answer is the first batch and nothing is written', async () => {
  const bytes = await workbookBytes([thisYear], '2017-10-02')
  const first = await hub.send(bytes, 'da-sua.xlsx')
  const again = await hub.send(bytes, 'ten-khac.xlsx')
  expect([first.repeated, again.repeated]).toEqual([true, true])
  expect(again.id).toBe(first.id)
  expect(again.status).toBe('COMMITTED')
})

test('a batch that is withdrawn takes its figures with it, and the ones before return', async () => {
  const corrected = withCell(thisYear, 4, 3, 4_200)
  const later = await take(await workbookBytes([corrected], '2017-10-03'), 'dinh-chinh.xlsx')
  expect(await coveredIn('07255', '2017-09-30')).toBe(4_200)
  const withdrawn = await hub.withdraw(later.id)
  expect(withdrawn.status).toBe('WITHDRAWN')
  expect(await coveredIn('07255', '2017-09-30')).toBe(4_187)
})

test('a figure of last year does not change when this year’s sheets come and go', async () => {
  expect(await coveredIn('215', '2016-09-30')).toBe(82_630)
})

test('a file that is no workbook is refused in words, and nothing of it stays', async () => {
  const { id, status, issues } = await hub.send(Buffer.from('%PDF-1.7 not a sheet'), 'bao-cao.xlsx')
  expect(status === 'FAILED' || issues.nodes.some((issue) => issue.severity === 'BLOCKING')).toBe(true)
  const [issue] = issues.nodes
  expect(issue?.message).not.toBe(issue?.code)
  expect(issue?.remedy).toMatch(/^Hãy /)
  await expect(hub.commit(id)).rejects.toThrow()
})

test('without a key nobody is answered', async () => {
  const answer = await fetch(`${hub.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ coverage { total { covered } } }' }),
  })
  expect(answer.status).toBe(401)
  expect(await answer.json()).toMatchObject({
    code: expect.any(String),
    message: expect.any(String),
    requestId: expect.any(String),
  })
})
