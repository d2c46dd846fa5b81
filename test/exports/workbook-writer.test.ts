import exceljs from 'exceljs'
import { expect, test } from 'vitest'
import { type SheetContent, workbookBytes } from '../../src/exports/workbook-writer.ts'

const sheet: SheetContent = {
  name: 'Biểu 01',
  widths: [6, 30, 14],
  head: [
    { look: 'title', cells: [null, 'DANH SÁCH'] },
    { look: 'heading', cells: ['STT', 'Họ và tên', null] },
    { look: 'heading', cells: [null, 'Họ', 'Tên'] },
  ],
  headMerges: ['A2:A3', 'B2:C2'],
  body: [
    { look: 'plain', cells: [1, '=1+1', '0012345678'] },
    { look: 'total', cells: [{ day: '2017-09-30' }, { ratio: 0.948 }, null] },
  ],
}

async function readBack(bytes: Buffer): Promise<exceljs.Worksheet> {
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.load(bytes as unknown as exceljs.Buffer)
  const found = workbook.getWorksheet('Biểu 01')
  if (!found) throw new Error('the sheet is not there')
  return found
}

test('text stays text, with its zeros and without becoming a formula', async () => {
  const read = await readBack(await workbookBytes([sheet], '2017-10-01'))
  expect(read.getCell('B4').value).toBe('=1+1')
  expect(read.getCell('B4').formula).toBeUndefined()
  expect(read.getCell('C4').value).toBe('0012345678')
  expect(read.getCell('C4').numFmt).toBe('@')
})

test('days and ratios are real dates and numbers, and headings are merged', async () => {
  const read = await readBack(await workbookBytes([sheet], '2017-10-01'))
  expect(read.getCell('A5').value).toEqual(new Date('2017-09-30T00:00:00Z'))
  expect(read.getCell('B5').value).toBe(0.948)
  expect(read.getCell('A3').master.address).toBe('A2')
  expect(read.getCell('C2').master.address).toBe('B2')
})

test('the same content has the same bytes at any hour, and another day in its properties has others', async () => {
  const first = await workbookBytes([sheet], '2017-10-01')
  // A zip archive keeps time in steps of two seconds.
  await new Promise((resolve) => setTimeout(resolve, 2100))
  expect((await workbookBytes([sheet], '2017-10-01')).equals(first)).toBe(true)
  expect((await workbookBytes([sheet], '2017-10-02')).equals(first)).toBe(false)
})

test('ten thousand rows come back one for one', async () => {
  const body = Array.from({ length: 10_000 }, (_, index) => ({
    look: 'plain' as const,
    cells: [index, `Người ${index}`],
  }))
  const read = await readBack(await workbookBytes([{ ...sheet, body }], '2017-10-01'))
  expect(read.rowCount).toBe(10_003)
  expect(read.getCell('B10003').value).toBe('Người 9999')
})

test('rows that are fetched while the sheet is written come in order, and the sheet says how it is printed', async () => {
  async function* fetched() {
    for (const name of ['An', 'Bình']) {
      await new Promise((resolve) => setImmediate(resolve))
      yield { look: 'plain' as const, cells: [name] }
    }
  }
  const print = { orientation: 'landscape', repeatedRows: '1:3', footer: 'Ấp 1 & Ấp 2' } as const
  const read = await readBack(await workbookBytes([{ ...sheet, body: fetched(), print }], '2017-10-01'))
  expect([read.getCell('A4').value, read.getCell('A5').value]).toEqual(['An', 'Bình'])
  expect(read.pageSetup).toMatchObject({ orientation: 'landscape', paperSize: 9, fitToWidth: 1, printTitlesRow: '1:3' })
  expect(read.headerFooter.oddFooter).toBe('&LẤp 1 && Ấp 2&R&P/&N')
})

test('cells that look alike share one style, whatever stands in them', async () => {
  const body = Array.from({ length: 50 }, (_, index) => ({
    look: 'plain' as const,
    cells: [index, `${index}`, { day: '2017-09-30' as const }],
  }))
  const workbook = new exceljs.Workbook()
  const bytes = await workbookBytes([{ ...sheet, head: [], headMerges: [], body }], '2017-10-01')
  await workbook.xlsx.load(bytes as unknown as exceljs.Buffer)
  const found = workbook.getWorksheet('Biểu 01')
  const styles = new Set<unknown>()
  found?.eachRow((row) => {
    row.eachCell((cell) => styles.add(cell.style))
  })
  expect(styles.size).toBe(3)
})
