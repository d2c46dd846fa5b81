import { expect, test } from 'vitest'
import type { PlaceMark } from '../../../importers/workbook/annotation.ts'
import { RELATIONS, STRICT, strictForm } from '../../support/strict-form.ts'
import { buildXlsx, MAIN_NAMESPACE } from '../../support/xlsx-builder.ts'
import { readBytes } from '../workbook/read-workbook.ts'
import { marked, marksOf, textParts } from './marking.ts'

const ROWS =
  '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Ngày sinh</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>An</t></is></c><c r="B2" s="1" t="d"><v>1980-02-01</v></c></row>'
const CELLS = [
  ['Họ và tên', 'Ngày sinh'],
  ['An', { date: '1980-02-01', serial: 29252 }],
]
const STYLES = `<styleSheet xmlns="${MAIN_NAMESPACE}"><fonts><font><sz val="11"/></font></fonts><fills><fill/></fills><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`
const note = (row: number, column: number, text: string): PlaceMark => ({ row, column, colour: 'RED', text })
const MARKS = marksOf('Sheet1', { rowOutcomes: Uint8Array.of(0, 0, 1), marks: [note(2, 0, 'Sai')] })
const given = (more = {}) =>
  strictForm(buildXlsx({ sheets: [ROWS], sharedStrings: '<si><t>Họ và tên</t></si>', stylesXml: STYLES, ...more }))

test('a workbook in the strict form is read, its days written as text included', async () => {
  const { sheets } = await readBytes(given())
  expect(sheets[0]?.rows.map(({ cells }) => cells)).toEqual(CELLS)
})

test('it comes back marked in its own form, every part of it', async () => {
  const { answer, bytes } = await marked(given(), [MARKS])
  expect(answer).toEqual({ whole: true, macros: false })
  const parts = textParts(bytes)
  for (const [path, text] of parts) {
    expect(text, path).not.toContain(MAIN_NAMESPACE)
    expect(text, path).not.toContain(RELATIONS)
  }
  expect(parts.get('xl/comments1.xml')).toContain(`<comments xmlns="${STRICT}/spreadsheetml/main">`)
  expect(parts.get('xl/worksheets/_rels/sheet1.xml.rels')).toContain(
    `"${STRICT}/officeDocument/relationships/comments"`,
  )
  const { sheets } = await readBytes(bytes)
  expect(sheets.map(({ name }) => name)).toEqual(['Kết quả kiểm tra', 'Sheet1'])
  expect(sheets[1]?.rows.map(({ cells }) => cells.slice(0, 2))).toEqual(CELLS)
  expect(sheets[1]?.rows[1]?.cells[2]).toBe('Thêm mới')
})

test('marked again it has one comment at the cell and one page of results', async () => {
  const once = await marked(given(), [MARKS])
  const again = await marked(once.bytes, [{ ...MARKS, ownColumn: 2 }])
  expect(again.answer?.whole).toBe(true)
  expect(
    textParts(again.bytes)
      .get('xl/comments1.xml')
      ?.match(/<comment /g),
  ).toHaveLength(1)
  expect((await readBytes(again.bytes)).sheets).toHaveLength(2)
})

test('without a part of styles it gets one of its own form', async () => {
  const bare = strictForm(
    buildXlsx({ sheets: [ROWS.replace(/ s="1"/, '')], sharedStrings: '<si><t>Họ và tên</t></si>' }),
  )
  const { bytes } = await marked(bare, [MARKS])
  expect(textParts(bytes).get('xl/styles1.xml')).toContain(`<styleSheet xmlns="${STRICT}/spreadsheetml/main">`)
})
