import exceljs from 'exceljs'
import { IDENTITY_MARK, IDENTITY_SHEET, INSTRUCTIONS_TITLE } from '../forms/own-marks.ts'
import { putText, restyle } from './annotate-cells.ts'

/** A column of a template. */
export interface TemplateColumn {
  readonly heading: string
  readonly format: 'TEXT' | 'COUNT' | 'RATE'
  /** In characters. */
  readonly width: number
  /** How to fill it, in Vietnamese. */
  readonly help: string
  readonly needed?: true
  /** A drop-down; together at most 255 characters, as Excel allows. */
  readonly choices?: readonly string[]
}

export interface TemplateLayout {
  readonly fileName: string
  readonly sheetName: string
  readonly title: string
  /** One sentence on what the rows are. */
  readonly about: string
  readonly columns: readonly TemplateColumn[]
}

/** Goes up when a column of a template goes or changes its meaning. */
export const TEMPLATE_EDITION = '1'

/** Rows that have drop-downs; beyond, words are typed. */
const ROWS_TO_FILL = 5_000
/** Title, area, day, a blank line; then the headings. */
const HEADING_ROW = 5
const FORMATS = { TEXT: '@', COUNT: '#,##0', RATE: '0.00%' } as const

/** The bytes of an empty sheet of a kind: the page to fill, how to fill it, and the hidden page that says what it is. */
export async function templateBytes(kind: string, layout: TemplateLayout): Promise<Uint8Array> {
  const workbook = new exceljs.Workbook()
  workbook.creator = 'Baophu'
  drawTable(workbook.addWorksheet(layout.sheetName, { views: [{ state: 'frozen', ySplit: HEADING_ROW }] }), layout)
  drawInstructions(workbook.addWorksheet('Hướng dẫn'), layout)
  const identity = workbook.addWorksheet(IDENTITY_SHEET, { state: 'veryHidden' })
  for (const [index, text] of [IDENTITY_MARK, kind, TEMPLATE_EDITION].entries())
    putText(identity.getCell(1, index + 1), text)
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

function drawTable(sheet: exceljs.Worksheet, { title, columns }: TemplateLayout): void {
  for (const [index, { format, width }] of columns.entries()) {
    const column = sheet.getColumn(index + 1)
    column.width = width
    column.numFmt = FORMATS[format]
  }
  for (const [index, text] of [title, 'Đơn vị: ', 'Tính đến ngày '].entries()) {
    const cell = sheet.getCell(index + 1, 1)
    putText(cell, text)
    restyle(cell, { font: { bold: true, size: index === 0 ? 14 : 11 } })
  }
  for (const [index, { heading, needed, choices }] of columns.entries()) {
    drawHeading(sheet.getCell(HEADING_ROW, index + 1), heading, needed === true)
    if (choices) addChoices(sheet, index + 1, choices)
  }
}

function drawHeading(cell: exceljs.Cell, heading: string, needed: boolean): void {
  putText(cell, heading)
  const line = { style: 'thin' } as const
  restyle(cell, {
    font: { bold: true },
    border: { top: line, left: line, bottom: line, right: line },
    alignment: { horizontal: 'center', vertical: 'middle', wrapText: true },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: needed ? 'FFC6E0B4' : 'FFE7E6E6' } },
  })
}

/** The typings know drop-downs of single cells only; over a range one entry does for thousands of cells. */
interface ValidatedSheet {
  readonly dataValidations: { add(range: string, rule: exceljs.DataValidation): void }
}

function addChoices(sheet: exceljs.Worksheet, column: number, choices: readonly string[]): void {
  const { letter } = sheet.getColumn(column)
  const range = `${letter}${HEADING_ROW + 1}:${letter}${HEADING_ROW + ROWS_TO_FILL}`
  const validated = sheet as unknown as ValidatedSheet
  validated.dataValidations.add(range, {
    type: 'list',
    allowBlank: true,
    formulae: [`"${choices.join(',')}"`],
    showErrorMessage: true,
    errorStyle: 'warning',
    errorTitle: 'Không có trong danh sách',
    error: 'Hãy chọn một giá trị trong danh sách.',
  })
}

function drawInstructions(sheet: exceljs.Worksheet, { title, about, columns }: TemplateLayout): void {
  sheet.columns = [{ width: 34 }, { width: 70 }, { width: 60 }]
  const lines: (readonly string[])[] = [
    [INSTRUCTIONS_TITLE],
    [title],
    [about],
    [
      'Ô A2: ghi tên địa bàn sau dấu hai chấm, ví dụ “Đơn vị: Xã Tân Sỏi”. Ô A3: ghi ngày, ví dụ “Tính đến ngày 30/9/2017”.',
    ],
    [
      'Không đổi tên cột; không cần cột nào (ngoài cột màu xanh) thì để trống hoặc xóa. Dùng phông Unicode (Times New Roman, Arial).',
    ],
    [],
    ['Cột', 'Cách ghi', 'Giá trị chọn sẵn'],
    ...columns.map(({ heading, help, choices }) => [heading, help, (choices ?? []).join(', ')]),
  ]
  for (const [index, line] of lines.entries()) {
    for (const [at, text] of line.entries()) {
      const cell = sheet.getCell(index + 1, at + 1)
      putText(cell, text)
      if (index === 0 || line[0] === 'Cột') restyle(cell, { font: { bold: true } })
    }
  }
}
