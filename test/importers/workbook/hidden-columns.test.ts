import { utils, write } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { buildOds, odsRow, odsText } from '../../support/ods-builder.ts'
import { buildXlsx, MAIN_NAMESPACE } from '../../support/xlsx-builder.ts'
import { readBytes } from './read-workbook.ts'

const ROWS = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
const sheetXml = (head: string) => `<worksheet xmlns="${MAIN_NAMESPACE}">${head}${ROWS}</worksheet>`

async function hiddenOf(bytes: Buffer) {
  return (await readBytes(bytes)).sheets.map(({ hiddenColumns }) => hiddenColumns ?? [])
}

describe('hidden columns of an .xlsx', () => {
  test.each([
    [
      'are told in ranges, to the sheet’s right edge',
      '<cols><col min="1" max="1" width="9"/><col min="2" max="3" hidden="1"/><col min="15" max="16384" width="0" hidden="true"/></cols>',
      [
        { left: 1, right: 2 },
        { left: 14, right: 16_383 },
      ],
    ],
    ['are none where they are said to be shown', '<cols><col hidden="0" min="2" max="2"/></cols>', []],
    ['are none in a comment', '<!-- <col min="1" max="1" hidden="1"/> -->', []],
    ['are not told of columns that are none', '<cols><col min="0" max="2" hidden="1"/></cols>', []],
  ])('%s', async (_, head, hidden) => {
    expect(await hiddenOf(buildXlsx({ sheetXml: sheetXml(head) }))).toEqual([hidden])
  })

  test('are found under a prefix, and where the head of the sheet is longer than a piece of it', async () => {
    const long = `<!--${'x'.repeat(400_000)}-->`
    const xml = `<x:worksheet xmlns:x="${MAIN_NAMESPACE}">${long}<x:cols><x:col min="4" max="4" hidden='1'/></x:cols><x:sheetData/></x:worksheet>`
    expect(await hiddenOf(buildXlsx({ sheetXml: xml }))).toEqual([[{ left: 3, right: 3 }]])
  })
})

test('hidden columns of an .ods, in groups and repeated', async () => {
  const columns = [
    '<table:table-column table:number-columns-repeated="2"/>',
    '<table:table-column-group><table:table-column table:visibility="collapse" table:number-columns-repeated="3"/></table:table-column-group>',
    '<table:table-column/><table:table-column table:visibility="filter"/>',
  ].join('')
  const hidden = await hiddenOf(buildOds({ tables: [columns + odsRow(odsText('a')), odsRow(odsText('b'))] }))
  expect(hidden).toEqual([
    [
      { left: 2, right: 4 },
      { left: 6, right: 6 },
    ],
    [],
  ])
})

test.each(['biff8', 'xlsb'] as const)('hidden columns of a workbook in %s, sheet by sheet', async (bookType) => {
  const book = utils.book_new()
  for (const columns of [[{}, { hidden: true }], [], [{ hidden: true }]]) {
    const sheet = utils.aoa_to_sheet([['a', 'b']])
    sheet['!cols'] = columns
    utils.book_append_sheet(book, sheet)
  }
  const hidden = await hiddenOf(write(book, { type: 'buffer', bookType }))
  expect(hidden).toEqual([[{ left: 1, right: 1 }], [], [{ left: 0, right: 0 }]])
})
