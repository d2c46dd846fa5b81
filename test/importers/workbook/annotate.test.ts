import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import exceljs from 'exceljs'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { OUTCOME_HEADING, SOURCE_ROW_HEADING, SUMMARY_TITLE } from '../../../importers/forms/own-marks.ts'
import { annotate } from '../../../importers/workbook/annotate.ts'
import type { AnnotationRequest, SheetMarks } from '../../../importers/workbook/annotation.ts'
import { PROVINCE_LIMITS } from '../../../importers/workbook/limits.ts'
import { buildXlsx, MAIN_NAMESPACE } from '../../support/xlsx-builder.ts'
import { readXlsx, writeXlsx } from './exceljs-file.ts'
import { readBytes } from './read-workbook.ts'

const folder = mkdtempSync(join(tmpdir(), 'baophu-annotate-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(() => {
  for (const file of readdirSync(folder)) rmSync(join(folder, file))
})

const LIMITS = { heapMegabytes: 256, wallSeconds: 60 }
const MARKS: SheetMarks = {
  name: 'Thẻ',
  headerRows: [2],
  ownColumn: null,
  outcomes: [{ row: 4, text: 'Bị loại. Không đọc được ngày.', colour: 'RED' }],
  rowOutcomes: Uint8Array.of(0, 0, 0, 1, 4),
  marks: [{ row: 4, column: 1, colour: 'RED', text: 'Lỗi dòng: Không đọc được ngày.' }],
}

function requestOf(bytes: Uint8Array, changes: Partial<AnnotationRequest> = {}): AnnotationRequest {
  const path = join(folder, 'kept')
  writeFileSync(path, bytes)
  return {
    path,
    fileName: 'thẻ.xlsx',
    draftPath: join(folder, 'draft'),
    limits: PROVINCE_LIMITS,
    wholeFile: true,
    sheets: [MARKS],
    summary: [
      { look: 'title', cells: [SUMMARY_TITLE.vi] },
      { look: 'plain', cells: ['=1+1'] },
    ],
    words: {
      summaryName: 'Kết quả kiểm tra',
      outcomeHeading: OUTCOME_HEADING.vi,
      sourceRowHeading: SOURCE_ROW_HEADING.vi,
      outcomeWords: ['Thêm mới', 'Cập nhật', 'Không đổi', 'Bị loại'],
      extract: ['Chỉ các dòng cần xem lại.'],
      whole: ['Đây là tệp của anh/chị.'],
    },
    ...changes,
  }
}

/** The workbook that `annotate` leaves at the draft's path, which is taken away. */
async function marked(
  request: AnnotationRequest,
  limits = LIMITS,
): Promise<{ readonly bytes: Buffer; readonly whole: boolean; readonly macros: boolean }> {
  const answer = await annotate(request, limits)
  const bytes = readFileSync(request.draftPath)
  rmSync(request.draftPath)
  return { ...answer, bytes }
}

/** A sheet with formats, a comment of its own, formulas, a drop-down and texts that look like formulas. */
async function officersFile(): Promise<Buffer> {
  const workbook = new exceljs.Workbook()
  const sheet = workbook.addWorksheet('Thẻ')
  sheet.getCell('A1').value = 'DANH SÁCH THẺ'
  sheet.mergeCells('A1:C1')
  sheet.getRow(2).values = ['Họ và tên', 'Từ ngày', 'Ghi chú']
  sheet.getRow(3).values = ['Nguyễn Văn An', new Date('2017-01-01T00:00:00Z'), '=HYPERLINK("http://x")']
  sheet.getRow(4).values = ['Trần Thị Bình', '31/2/2017', '0012']
  sheet.getRow(5).values = ['Lê Văn Cường', '1/1/2017', null]
  sheet.getCell('C5').value = { formula: 'WEBSERVICE("http://x")', result: 'từ mạng' }
  sheet.getCell('D5').value = { formula: '1+1', result: 2 }
  sheet.getCell('B3').numFmt = 'dd/mm/yyyy'
  for (const address of ['A3', 'A4', 'B4'])
    sheet.getCell(address).fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF00FF00' } }
  sheet.getCell('B4').font = { italic: true }
  sheet.getCell('B4').note = 'hỏi lại chị Hoa'
  sheet.getCell('A4').dataValidation = { type: 'list', formulae: ['"a,b"'] }
  sheet.getCell('A5').dataValidation = { type: 'custom', formulae: ['WEBSERVICE("http://x")=1'] }
  sheet.getColumn(1).width = 33
  workbook.addWorksheet('Ẩn', { state: 'hidden' }).getCell('A1').value = 'giữ lại'
  return writeXlsx(workbook)
}

const noteOf = (cell: exceljs.Cell) =>
  typeof cell.note === 'string' ? cell.note : cell.note?.texts?.map(({ text }) => text).join('')

describe('the officer’s own file', () => {
  test('comes back with its formats, the marks, the outcomes at the right and the summary first', async () => {
    const { bytes, whole } = await marked(requestOf(await officersFile()), LIMITS)
    expect(whole).toBe(true)
    const workbook = await readXlsx(bytes)
    expect(workbook.worksheets.map(({ name, state }) => [name, state])).toEqual([
      ['Kết quả kiểm tra', 'visible'],
      ['Thẻ', 'visible'],
      ['Ẩn', 'hidden'],
    ])
    expect(workbook.worksheets[0]?.getCell('A1').value).toBe(SUMMARY_TITLE.vi)
    const sheet = workbook.getWorksheet('Thẻ')
    if (!sheet) throw new Error('no sheet')
    expect(['E2', 'E3', 'E4', 'E5'].map((at) => sheet.getCell(at).value)).toEqual([
      OUTCOME_HEADING.vi,
      'Thêm mới',
      'Bị loại. Không đọc được ngày.',
      null,
    ])
    expect(noteOf(sheet.getCell('B4'))).toBe('hỏi lại chị Hoa\n— Baophu —\nLỗi dòng: Không đọc được ngày.')
    expect(sheet.getCell('B4').fill).toMatchObject({ fgColor: { argb: 'FFFFC7CD' } })
    expect(sheet.getCell('B4').font).toMatchObject({ italic: true })
    // Cells that shared their look with the marked one keep it.
    expect(sheet.getCell('A4').fill).toMatchObject({ fgColor: { argb: 'FF00FF00' } })
    expect([sheet.getColumn(1).width, sheet.getCell('B3').numFmt, sheet.getCell('A1').isMerged]).toEqual([
      33,
      'dd/mm/yyyy',
      true,
    ])
    expect(readdirSync(folder)).toEqual(['kept'])
  })

  test('goes out without anything that computes: formulas as their saved values, the rest as text', async () => {
    const { bytes } = await marked(requestOf(await officersFile()), LIMITS)
    const workbook = await readXlsx(bytes)
    const sheet = workbook.getWorksheet('Thẻ')
    const formulas = workbook.worksheets.flatMap((page) => {
      const found: string[] = []
      page.eachRow((row) => row.eachCell((cell) => cell.type === exceljs.ValueType.Formula && found.push(cell.address)))
      return found
    })
    expect(formulas).toEqual([])
    expect([sheet?.getCell('C5').value, sheet?.getCell('D5').value]).toEqual(['từ mạng', 2])
    expect([sheet?.getCell('C3').value, sheet?.getCell('C3').type]).toEqual([
      '=HYPERLINK("http://x")',
      exceljs.ValueType.String,
    ])
    expect([workbook.worksheets[0]?.getCell('A3').value, workbook.worksheets[0]?.getCell('A3').numFmt]).toEqual([
      '=1+1',
      '@',
    ])
    expect(sheet?.getCell('A4').dataValidation?.formulae).toEqual(['"a,b"'])
    expect(sheet?.getCell('A5').dataValidation).toBeUndefined()
  })

  test('annotated again has one column, one summary and no mark of the earlier check', async () => {
    const first = await marked(requestOf(await officersFile()), LIMITS)
    const mended: SheetMarks = {
      ...MARKS,
      ownColumn: 4,
      outcomes: [],
      rowOutcomes: Uint8Array.of(0, 0, 0, 0, 2),
      marks: [],
    }
    const second = await marked(
      requestOf(first.bytes, { sheets: [mended], summary: [{ look: 'title', cells: [SUMMARY_TITLE.en] }] }),
      LIMITS,
    )
    expect(second.whole).toBe(true)
    const workbook = await readXlsx(second.bytes)
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['Kết quả kiểm tra', 'Thẻ', 'Ẩn'])
    const sheet = workbook.getWorksheet('Thẻ')
    expect(['E2', 'E3', 'E4', 'F2'].map((at) => sheet?.getCell(at).value)).toEqual([
      OUTCOME_HEADING.vi,
      null,
      'Cập nhật',
      null,
    ])
    expect(sheet && noteOf(sheet.getCell('B4'))).toBe('hỏi lại chị Hoa')
    expect(sheet?.getCell('B4').fill).toEqual({ type: 'pattern', pattern: 'none' })
  })
})

describe('the rows in question', () => {
  test('are given for a .csv, with their row in the original', async () => {
    const csv = 'DANH SÁCH\r\nHọ và tên,Từ ngày\r\nAn,1/1/2017\r\nBình,31/2/2017\r\n=1+1,1/1/2017\r\n'
    const marks = { ...MARKS, name: 'thẻ' }
    const { bytes, whole } = await marked(requestOf(Buffer.from(csv), { fileName: 'thẻ.csv', sheets: [marks] }), LIMITS)
    expect(whole).toBe(false)
    const workbook = await readXlsx(bytes)
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['Kết quả kiểm tra', 'thẻ'])
    expect(workbook.worksheets[0]?.getCell('A2').value).toBe('Chỉ các dòng cần xem lại.')
    const sheet = workbook.getWorksheet('thẻ')
    const values = [1, 2, 3].map((row) => [1, 2, 3, 4].map((column) => sheet?.getCell(row, column).value))
    expect(values).toEqual([
      [SOURCE_ROW_HEADING.vi, 'Họ và tên', 'Từ ngày', OUTCOME_HEADING.vi],
      [4, 'Bình', '31/2/2017', 'Bị loại. Không đọc được ngày.'],
      [null, null, null, null],
    ])
    expect(sheet?.getCell('C2').fill).toMatchObject({ fgColor: { argb: 'FFFFC7CD' } })
  })

  test('a file that cannot be opened at all has its summary', async () => {
    const { bytes, whole } = await marked(requestOf(Buffer.from('%PDF-1.7'), { sheets: [] }), LIMITS)
    const workbook = await readXlsx(bytes)
    expect([whole, workbook.worksheets.length, workbook.worksheets[0]?.getCell('A1').value]).toEqual([
      false,
      1,
      SUMMARY_TITLE.vi,
    ])
  })
})

const ROWS =
  '<row r="2"><c r="A2" t="inlineStr"><is><t>Họ và tên</t></is></c></row><row r="3"><c r="B3"><v>1</v></c></row><row r="4"><c r="A4" t="inlineStr"><is><t>Bình</t></is></c><c r="B4"><v>5</v></c></row>'
const sheetWith = (before: string, after: string) =>
  `<worksheet xmlns="${MAIN_NAMESPACE}">${before}<sheetData>${ROWS}</sheetData>${after}</worksheet>`
const ALL = 'A1:XFD1048576'
/** A workbook.xml with a name over all cells. */
const named = `<workbook xmlns="${MAIN_NAMESPACE}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Thẻ" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="x">Thẻ!$A$1:$XFD$1048576</definedName></definedNames></workbook>`

const HUGE_CLAIMS: readonly (readonly [string, Buffer])[] = [
  [
    'a merge of all cells',
    buildXlsx({ names: ['Thẻ'], sheetXml: sheetWith('', `<mergeCells><mergeCell ref="A6:XFD1048576"/></mergeCells>`) }),
  ],
  [
    'ten thousand merges',
    buildXlsx({
      names: ['Thẻ'],
      sheetXml: sheetWith(
        '',
        `<mergeCells>${Array.from({ length: 10_000 }, (_, at) => `<mergeCell ref="C${at + 10}:D${at + 10}"/>`).join('')}</mergeCells>`,
      ),
    }),
  ],
  [
    'columns beyond the last',
    buildXlsx({
      names: ['Thẻ'],
      sheetXml: sheetWith(`<cols><col min="1" max="${2 ** 31 - 1}" width="9"/></cols>`, ''),
    }),
  ],
  ['a name over all cells', buildXlsx({ names: ['Thẻ'], workbookXml: named })],
  [
    'a drop-down over all cells',
    buildXlsx({
      names: ['Thẻ'],
      sheetXml: sheetWith(
        '',
        `<dataValidations count="1"><dataValidation type="list" sqref="${ALL}"><formula1>"a"</formula1></dataValidation></dataValidations>`,
      ),
    }),
  ],
]

describe('files that claim to be huge', () => {
  test.each(HUGE_CLAIMS)('%s costs nothing: the file itself is given back', async (_what, bytes) => {
    const { whole, bytes: given } = await marked(requestOf(bytes), { heapMegabytes: 48, wallSeconds: 60 })
    expect(whole).toBe(true)
    expect((await readBytes(given)).sheets.map(({ name }) => name)).toEqual(['Kết quả kiểm tra', 'Thẻ'])
  })

  test('twenty thousand rows of twenty columns pass through a thread of 48 MB', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, at) =>
        `<row r="${at + 5}">${Array.from({ length: 20 }, (_cell, column) => `<c r="${String.fromCharCode(65 + column)}${at + 5}"><v>${at}</v></c>`).join('')}</row>`,
    )
    const bytes = buildXlsx({
      names: ['Thẻ'],
      sheetXml: `<worksheet xmlns="${MAIN_NAMESPACE}"><sheetData>${ROWS}${rows.join('')}</sheetData></worksheet>`,
    })
    const marks = { ...MARKS, rowOutcomes: new Uint8Array(20_005).fill(3, 3) }
    const { whole, bytes: given } = await marked(requestOf(bytes, { sheets: [marks] }), {
      heapMegabytes: 48,
      wallSeconds: 60,
    })
    expect(whole).toBe(true)
    const sheet = (await readBytes(given)).sheets[1]
    expect(sheet?.rows).toHaveLength(20_003)
    expect(sheet?.rows.at(-1)?.cells.slice(18)).toEqual([19_999, 19_999, 'Không đổi'])
  })

  test('a file for which there is no time at all is told by an error, and nothing is left', async () => {
    const request = requestOf(buildXlsx({ names: ['Thẻ'], sheetXml: sheetWith('', '') }))
    await expect(annotate(request, { heapMegabytes: 256, wallSeconds: 0 })).rejects.toThrow()
    expect(readdirSync(folder)).toEqual(['kept'])
  })
})
