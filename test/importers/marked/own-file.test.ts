import { describe, expect, test } from 'vitest'
import { OUTCOME_HEADING, SUMMARY_TITLE } from '../../../importers/forms/own-marks.ts'
import type { PlaceMark } from '../../../importers/workbook/annotation.ts'
import { buildXlsx, MAIN_NAMESPACE, type XlsxXml } from '../../support/xlsx-builder.ts'
import { readXlsx } from '../workbook/exceljs-file.ts'
import { readBytes } from '../workbook/read-workbook.ts'
import { elementsOf, marked, marksOf, textParts } from './marking.ts'

const SHEET = 'xl/worksheets/sheet1.xml'
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const red = (row: number, column: number | null, text = 'Sai'): PlaceMark => ({ row, column, colour: 'RED', text })
const text = (at: string, value: string, style = '') =>
  `<c r="${at}"${style} t="inlineStr"><is><t>${value}</t></is></c>`
const HEADING = `<row r="1" spans="1:2">${text('A1', 'Tên')}${text('B1', 'Số')}</row>`
const ROWS = `${HEADING}<row r="2" spans="1:2" ht="30" customHeight="1">${text('A2', 'An')}<c r="B2" s="1"><v>5</v></c></row><row r="3">${text('A3', 'Bình')}</row>`
const STYLES: XlsxXml = { cellXfs: '<xf numFmtId="0"/><xf numFmtId="14" fontId="0" applyNumberFormat="1"/>' }
/** Rows 2 and 3 were added and rejected. */
const MARKS = marksOf('Sheet1', { rowOutcomes: Uint8Array.of(0, 0, 1, 4) })

const sheetPart = (before: string, rows: string, after: string) =>
  `<worksheet xmlns="${MAIN_NAMESPACE}" xmlns:r="${R}">${before}<sheetData>${rows}</sheetData>${after}</worksheet>`

async function valuesOf(bytes: Buffer, sheet = 1) {
  const book = await readBytes(bytes)
  return book.sheets[sheet]?.rows.map(({ number, cells }) => [number, ...cells])
}

describe('rows', () => {
  test('an outcome behind the last cell, styles and heights as they were, the marked cell in another style', async () => {
    const xml = { ...STYLES, sheets: [ROWS] }
    const { answer, bytes } = await marked(buildXlsx(xml), [{ ...MARKS, marks: [red(2, 1)] }])
    expect(answer).toEqual({ whole: true, macros: false })
    expect(await valuesOf(bytes)).toEqual([
      [1, 'Tên', 'Số', OUTCOME_HEADING.vi],
      [2, 'An', { date: '1900-01-05', serial: 5 }, 'Thêm mới'],
      [3, 'Bình', null, 'Bị loại'],
    ])
    const sheet = textParts(bytes).get(SHEET) ?? ''
    expect(sheet).toContain('<row r="2" ht="30" customHeight="1"><c r="A2" t="inlineStr">')
    expect(sheet).not.toContain('spans')
    const page = (await readXlsx(bytes)).getWorksheet('Sheet1')
    expect([page?.getCell('B2').numFmt, page?.getCell('B2').fill]).toMatchObject([
      'mm-dd-yy',
      { fgColor: { argb: 'FFFFC7CD' } },
    ])
    expect(page?.getCell('B1').fill).toBeUndefined()
  })

  test('a cell that is missing is made where it belongs, and cells right of the outcomes stay', async () => {
    const rows = `${HEADING}<row r="2">${text('A2', 'An')}<c r="F2" s="1"/></row>`
    const { bytes } = await marked(buildXlsx({ ...STYLES, sheets: [rows] }), [{ ...MARKS, marks: [red(2, 1)] }])
    expect(textParts(bytes).get(SHEET)).toMatch(/r="A2".*r="B2".*r="C2".*<c r="F2" s="1"\/><\/row>/)
  })

  test('cells and rows that do not say where they stand', async () => {
    const rows = '<row><c t="str"><v>Tên</v></c></row><row/><row><c t="str"><v>An</v></c><c/><c s="1"/></row>'
    const marks = { ...MARKS, rowOutcomes: Uint8Array.of(0, 0, 0, 2), marks: [red(3, 0)] }
    const { answer, bytes } = await marked(buildXlsx({ ...STYLES, sheets: [rows] }), [marks])
    expect(answer?.whole).toBe(true)
    expect(await valuesOf(bytes)).toEqual([
      [1, 'Tên', OUTCOME_HEADING.vi],
      [3, 'An', 'Cập nhật'],
    ])
  })

  test('names with a prefix, comments and CDATA between and in the rows', async () => {
    const sheetXml = `<x:worksheet xmlns:x="${MAIN_NAMESPACE}"><!-- <x:sheetData> --><x:sheetData><!-- </x:row> --><x:row r="1"><x:c r="A1" t="str"><x:v>Tên</x:v></x:c></x:row><x:row r="2"><x:c r="A2" t="str"><x:f>1+1</x:f><x:v><![CDATA[</x:c>]]></x:v></x:c></x:row></x:sheetData><x:pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/></x:worksheet>`
    const { answer, bytes } = await marked(buildXlsx({ sheetXml }), [{ ...MARKS, marks: [red(2, 0)] }])
    expect(answer?.whole).toBe(true)
    expect(await valuesOf(bytes)).toEqual([
      [1, 'Tên', OUTCOME_HEADING.vi],
      [2, '</x:c>', 'Thêm mới'],
    ])
    const sheet = textParts(bytes).get(SHEET) ?? ''
    expect(sheet).not.toContain('x:f>')
    expect(elementsOf(sheet.replaceAll(/<!--.*?-->|<!\[CDATA\[.*?\]\]>/g, ''))).toEqual([
      'cols',
      'sheetData',
      'pageMargins',
      'legacyDrawing',
    ])
  })

  test('formulas of every kind become their saved values; no part of the order of computing is left', async () => {
    const rows = `${HEADING}<row r="2">${text('A2', 'An')}<c r="B2" cm="1"><f t="array" ref="B2">SUM(1,2)</f><v>3</v></c></row><row r="3"><c r="A3" t="str"><f t="shared" ref="A3:A4" si="0">"a"&amp;"b"</f><v>ab</v></c><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row><row r="4"><c r="A4" t="str"><f t="shared" si="0"/><v>ab</v></c><c r="B4"><f>NOW()</f></c></row>`
    const extraParts = [
      { name: 'xl/calcChain.xml', content: `<calcChain xmlns="${MAIN_NAMESPACE}"><c r="B2"/></calcChain>` },
    ]
    const { answer, bytes } = await marked(buildXlsx({ sheets: [rows], extraParts }), [MARKS])
    expect(answer?.whole).toBe(true)
    const parts = textParts(bytes)
    expect(parts.get(SHEET)).not.toMatch(/<f|cm=/)
    expect(await valuesOf(bytes)).toEqual([
      [1, 'Tên', 'Số', OUTCOME_HEADING.vi],
      [2, 'An', 3, 'Thêm mới'],
      [3, 'ab', { error: '#DIV/0!' }, 'Bị loại'],
      [4, 'ab'],
    ])
    expect([...parts.keys()].filter((path) => path.includes('calcChain'))).toEqual([])
  })

  test('what is said is text for Excel, whatever it holds', async () => {
    const said = '=HYPERLINK("http://x")\n<&>"_x0041_\u0000\ud800'
    const marks = {
      ...MARKS,
      outcomes: [{ row: 2, text: said, colour: 'YELLOW' as const }],
      marks: [red(2, null, said)],
    }
    const { bytes } = await marked(buildXlsx({ sheets: [ROWS], ...STYLES }), [marks])
    const shown = '=HYPERLINK("http://x")\n<&>"_x0041_\ufffd'
    expect((await valuesOf(bytes))?.[1]?.[3]).toBe(shown)
    const cell = (await readXlsx(bytes)).getWorksheet('Sheet1')?.getCell('C2')
    expect([cell?.numFmt, cell?.formula]).toEqual(['@', undefined])
    expect(cell?.note).toBe(`— Baophu —\n${shown}`)
  })
})

describe('around the rows', () => {
  const BEFORE =
    '<sheetPr><tabColor rgb="FF00FF00"/></sheetPr><dimension ref="A1:B3"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="1" width="33"/><col min="2" max="16384" width="9" hidden="1"/></cols>'
  const AFTER = `<autoFilter ref="A1:B3"/><mergeCells count="1"><mergeCell ref="A2:B2"/></mergeCells><conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>LEN(A1)=0</formula></cfRule></conditionalFormatting><conditionalFormatting sqref="B2"><cfRule type="cellIs" operator="lessThan" priority="2"><formula>3</formula></cfRule></conditionalFormatting><dataValidations count="2"><dataValidation type="list" sqref="A2"><formula1>"a,b"</formula1></dataValidation><dataValidation type="custom" sqref="A3"><formula1>WEBSERVICE("x")=1</formula1></dataValidation></dataValidations><hyperlinks><hyperlink ref="A1" location="Sheet1!A2"/></hyperlinks><pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/><tableParts count="0"/><extLst><ext uri="{x}"><x14:dataValidations xmlns:x14="y"><x14:dataValidation><x14:formula1><xm:f xmlns:xm="z">INDIRECT("A1")</xm:f></x14:formula1></x14:dataValidation></x14:dataValidations></ext></extLst>`

  test('elements stay in their order, with room for the outcomes, and what would compute is gone', async () => {
    const xml = { sheetXml: sheetPart(BEFORE, ROWS, AFTER), ...STYLES }
    const { answer, bytes } = await marked(buildXlsx(xml), [{ ...MARKS, marks: [red(2, 1)] }])
    expect(answer?.whole).toBe(true)
    const sheet = textParts(bytes).get(SHEET) ?? ''
    expect(elementsOf(sheet)).toEqual(
      'sheetPr dimension sheetViews sheetFormatPr cols sheetData autoFilter mergeCells conditionalFormatting dataValidations hyperlinks pageMargins legacyDrawing tableParts'.split(
        ' ',
      ),
    )
    expect(sheet).toContain('<dimension ref="A1:C3"/>')
    expect(sheet).toContain('<autoFilter ref="A1:B3"/><mergeCells count="1"><mergeCell ref="A2:B2"/></mergeCells>')
    expect(sheet).toMatch(
      /<cols><col min="1" max="1" width="33"\/><col min="2" width="9" hidden="1" max="2"\/><col min="3" max="3" width="60" customWidth="1"\/><col max="16384" width="9" hidden="1" min="4"\/><\/cols>/,
    )
    expect(sheet).toMatch(/<dataValidations count="1"><dataValidation type="list"/)
    expect(sheet).not.toMatch(/tabSelected|WEBSERVICE|LEN\(|INDIRECT/)
    // Of a merged range the first cell is the one that is seen.
    const page = (await readXlsx(bytes)).getWorksheet('Sheet1')
    expect(page?.getCell('A2').fill).toMatchObject({ fgColor: { argb: 'FFFFC7CD' } })
    expect(page?.getCell('A2').note).toBe('— Baophu —\nSai')
  })

  test('a sheet about which nothing is said keeps its bytes but for the selection', async () => {
    const sheetXml = sheetPart(BEFORE, ROWS, '')
    const { bytes } = await marked(buildXlsx({ sheetXml, ...STYLES }), [])
    expect(textParts(bytes).get(SHEET)).toBe(sheetXml.replace(' tabSelected="1"', ''))
  })

  test('outcomes stand right of a merged range that reaches farther than the values beside it', async () => {
    const xml = { sheets: [ROWS], afterRows: '<mergeCells count="1"><mergeCell ref="A3:F3"/></mergeCells>', ...STYLES }
    const { bytes } = await marked(buildXlsx(xml), [MARKS])
    expect((await valuesOf(bytes))?.[2]).toEqual([3, 'Bình', null, null, null, null, null, 'Bị loại'])
  })

  test('a sheet without a table gets colours and comments and no column', async () => {
    const { bytes } = await marked(buildXlsx({ sheets: [ROWS], ...STYLES }), [
      marksOf('Sheet1', { headerRows: [], marks: [red(3, 0), red(3, null)] }),
    ])
    expect(await valuesOf(bytes)).toEqual([
      [1, 'Tên', 'Số'],
      [2, 'An', { date: '1900-01-05', serial: 5 }],
      [3, 'Bình'],
    ])
    expect((await readXlsx(bytes)).getWorksheet('Sheet1')?.getCell('A3').note).toBeDefined()
  })
})

describe('the first page', () => {
  test('stands first and open, as text, and names that belong to a sheet move on with it', async () => {
    const workbookXml = `<workbook xmlns="${MAIN_NAMESPACE}" xmlns:r="${R}"><bookViews><workbookView activeTab="1" firstSheet="1"/></bookViews><sheets><sheet name="Sheet1" sheetId="4" r:id="rId1"/><sheet name="kết quả kiểm tra" sheetId="7" r:id="rId2"/></sheets><definedNames><definedName name="_xlnm.Print_Area" localSheetId="1">B!$A$1</definedName></definedNames></workbook>`
    const { bytes } = await marked(buildXlsx({ sheets: [ROWS, ROWS], workbookXml, ...STYLES }), [MARKS])
    const parts = textParts(bytes)
    expect(parts.get('xl/workbook.xml')).toContain('<workbookView activeTab="0"/>')
    expect(parts.get('xl/workbook.xml')).toContain('localSheetId="2"')
    const book = await readBytes(bytes)
    expect(book.sheets.map(({ name }) => name)).toEqual(['Kết quả kiểm tra 2', 'Sheet1', 'kết quả kiểm tra'])
    expect(book.sheets[0]?.rows.map(({ cells }) => cells)).toEqual([
      [SUMMARY_TITLE.vi],
      ['Đây là tệp của anh/chị.'],
      ['=1+1', 7],
      ['Cảnh báo', 1, 'a & b', '<c>', 'Sheet1!A1'],
    ])
    const page = (await readXlsx(bytes)).worksheets[0]
    expect([page?.getCell('A1').font, page?.getCell('A4').fill]).toMatchObject([
      { bold: true },
      { fgColor: { argb: 'FFFFEB9D' } },
    ])
    expect([page?.getCell('A3').numFmt, page?.getCell('A3').formula, page?.getCell('B3').value]).toEqual([
      '@',
      undefined,
      7,
    ])
  })

  test('takes the place of the page of an earlier check, wherever that stands', async () => {
    const earlier = `<row r="1">${text('A1', SUMMARY_TITLE.en)}</row><row r="2">${text('A2', 'old')}</row>`
    const given = buildXlsx({ sheets: [ROWS, earlier], names: ['Sheet1', 'Mine'], states: ['', 'hidden'] })
    const { answer, bytes } = await marked(given, [MARKS])
    expect(answer?.whole).toBe(true)
    const book = await readBytes(bytes)
    expect(book.sheets.map(({ name, visibility }) => [name, visibility])).toEqual([
      ['Sheet1', 'visible'],
      ['Mine', 'visible'],
    ])
    expect(book.sheets[1]?.rows[0]?.cells).toEqual([SUMMARY_TITLE.vi])
    expect(textParts(bytes).get('xl/workbook.xml')).not.toContain('Kết quả')
  })
})
