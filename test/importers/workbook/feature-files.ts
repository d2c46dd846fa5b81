import { utils, write } from '@e965/xlsx'
import exceljs from 'exceljs'
import { writeOds, writeXlsx } from 'hucre'
import { buildOds, odsDay, odsNumber, odsRow, odsText } from '../../support/ods-builder.ts'
import { buildXlsx, MAIN_NAMESPACE } from '../../support/xlsx-builder.ts'

/** Row 1 with the cells from A1 on; each gets its reference, for exceljs cannot do without. */
function row(...cells: readonly string[]): string {
  let column = 0
  const placed = cells.join('').replace(/<c(?=[ >])/g, () => `<c r="${String.fromCharCode(65 + column++)}1"`)
  return `<row r="1">${placed}</row>`
}

const inline = (runs: string) => `<c t="inlineStr"><is>${runs}</is></c>`
const shared = (...indexes: readonly number[]) => indexes.map((index) => `<c t="s"><v>${index}</v></c>`).join('')
const number = (value: number | string, style = 0) => `<c s="${style}"><v>${value}</v></c>`
const STYLES = {
  numFmts: '<numFmt numFmtId="164" formatCode="dd/mm/yyyy;@"/><numFmt numFmtId="165" formatCode="h:mm:ss"/>',
  cellXfs: [0, 14, 164, 165].map((id) => `<xf numFmtId="${id}"/>`).join(''),
}
const PREFIXED = `<x:worksheet xmlns:x="${MAIN_NAMESPACE}"><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>`
const STRICT = 'http://purl.oclc.org/ooxml/spreadsheetml/main'
const TABLE: readonly (readonly (string | number | boolean)[])[] = [
  ['STT', 'Họ và tên', 'Mã số', 'Cao', 'Có thẻ'],
  [1, 'Nguyễn Thị Hường', '099098000123', 1.55, true],
  [2, 'Đặng Văn Ước', '0012', -3, false],
]

/** One feature a file, by name; the four readers are held against each other on every one. */
export const FEATURE_FILES: Readonly<Record<string, () => Buffer | Promise<Buffer>>> = {
  'texts-shared-inline-and-of-formulas.xlsx': () =>
    buildXlsx({
      sheets: [row(shared(0), inline('<t>Ấp Bảo Vinh</t>'), '<c t="str"><f>A1</f><v>Xã Xuân Hòa</v></c>')],
      sharedStrings: '<si><t>Xã Xuân Hòa</t></si>',
    }),
  'empty-shared-texts.xlsx': () =>
    buildXlsx({
      sheets: [row(shared(0, 1, 2, 3))],
      sharedStrings: '<si/><si><t/></si><si><t></t></si><si><t>bốn</t></si>',
    }),
  'rich-and-phonetic-runs.xlsx': () =>
    buildXlsx({
      sheets: [row(shared(0, 1), inline('<r><t>Ông </t></r><r><t>Tư</t></r>'))],
      sharedStrings:
        '<si><r><t>Bà </t></r><r><t>Năm</t></r></si><si><t>東京</t><rPh sb="0" eb="2"><t>とう</t></rPh></si>',
    }),
  'cdata-and-comments.xlsx': () =>
    buildXlsx({
      sheets: [
        row(inline('<t>a<![CDATA[&lt;b>]]></t>'), '<!-- <c><v>9</v></c> -->', '<c t="str"><v><![CDATA[c]]></v></c>'),
      ],
    }),
  'entities-and-escapes.xlsx': () =>
    buildXlsx({
      sheets: [
        row(inline('<t>A &amp; B &lt;&#7845;&gt;</t>'), inline('<t>a_x000D_\nb</t>'), inline('<t>_x005F_x000D_</t>')),
      ],
    }),
  'spaces-and-line-ends.xlsx': () =>
    buildXlsx({ sheets: [row(inline('<t xml:space="preserve">  a  </t>'), inline('<t>a\r\nb\tc</t>'))] }),
  'unseen-characters.xlsx': () =>
    buildXlsx({ sheets: [row(inline('<t>\u202e075\u200b1</t>'), inline('<t>H\u00adng</t>'))] }),
  'numbers.xlsx': () =>
    buildXlsx({
      sheets: [
        row(
          ...[0, -7.25, 0.1, 99098000123, '1.5E-7', '0.30000000000000004', '12345678901234567'].map((each) =>
            number(each),
          ),
        ),
      ],
    }),
  'truth-values-and-errors.xlsx': () =>
    buildXlsx({
      sheets: [
        row('<c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
      ],
    }),
  'formulas.xlsx': () =>
    buildXlsx({
      sheets: [row('<c><f>1+1</f><v>2</v></c><c><f>X()</f></c><c t="str"><f>""</f><v></v></c><c><v>4</v></c>')],
    }),
  'days-by-format.xlsx': () =>
    buildXlsx({
      sheets: [row(number(43008), number(43008, 1), number(43008.5, 2), number(0.5, 3), number(61, 2), number(59, 2))],
      ...STYLES,
    }),
  'days-that-are-none.xlsx': () =>
    buildXlsx({ sheets: [row(number(0, 1), number(60, 1), number(-1, 1), number(2958466, 1))], ...STYLES }),
  'days-since-1904.xlsx': () =>
    buildXlsx({ sheets: [row(number(41546, 1), number(41546))], ...STYLES, workbookPr: '<workbookPr date1904="1"/>' }),
  'days-as-iso-text.xlsx': () =>
    buildXlsx({ sheets: [row('<c t="d" s="1"><v>2017-09-30T00:00:00</v></c>', number(1))], ...STYLES }),
  'texts-with-date-format.xlsx': () =>
    buildXlsx({
      sheets: [
        row(
          '<c s="1" t="inlineStr"><is><t>30/9/2017</t></is></c>',
          '<c s="1" t="inlineStr"><is><t></t></is></c>',
          number(1),
        ),
      ],
      ...STYLES,
    }),
  'rows-and-cells-without-reference.xlsx': () =>
    buildXlsx({
      sheets: [
        '<row><c><v>1</v></c><c r="D1"><v>4</v></c><c><v>5</v></c></row><row r="3"><c><v>7</v></c></row><row><c><v>8</v></c></row>',
      ],
    }),
  'namespace-prefix.xlsx': () =>
    buildXlsx({
      sheetXml: PREFIXED,
      sharedStringsXml: `<x:sst xmlns:x="${MAIN_NAMESPACE}"><x:si><x:t>Ông Tư</x:t></x:si></x:sst>`,
    }),
  'strict-namespace.xlsx': () =>
    buildXlsx({
      sheetXml: `<worksheet xmlns="${STRICT}"><sheetData>${row(number(1), inline('<t>hai</t>'))}</sheetData></worksheet>`,
    }),
  'merged-cells.xlsx': () =>
    buildXlsx({
      sheets: [
        '<row r="1"><c r="A1" t="str"><v>chủ hộ</v></c><c r="B1"><v>1</v></c></row><row r="2"><c r="A2"/><c r="B2"><v>2</v></c></row>',
      ],
      afterRows: '<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>',
    }),
  'hidden-sheet-and-rows.xlsx': () =>
    buildXlsx({
      sheets: ['<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>', row(number(2))],
      states: ['', 'hidden'],
    }),
  'backslashes-in-part-names.xlsx': () =>
    buildXlsx({
      sheets: [row(number(1))],
      packing: { 'xl/worksheets/sheet1.xml': { name: 'xl\\worksheets\\sheet1.xml' } },
    }),
  'written-by-exceljs.xlsx': async () => {
    const workbook = new exceljs.Workbook()
    const sheet = workbook.addWorksheet('Danh sách')
    sheet.addRows(TABLE.map((cells) => [...cells]))
    sheet.getCell('F2').value = new Date(Date.UTC(2017, 8, 30))
    sheet.getCell('F3').value = { richText: [{ text: 'hai ' }, { text: 'màu', font: { bold: true } }] }
    return Buffer.from(await workbook.xlsx.writeBuffer())
  },
  'written-by-sheetjs.xlsx': () => write(bookOfTable(), { type: 'buffer', bookType: 'xlsx', bookSST: true }),
  'written-by-sheetjs.xls': () => write(bookOfTable(), { type: 'buffer', bookType: 'biff8' }),
  'written-by-sheetjs.xlsb': () => write(bookOfTable(), { type: 'buffer', bookType: 'xlsb' }),
  'written-by-sheetjs.ods': () => write(bookOfTable(), { type: 'buffer', bookType: 'ods' }),
  'with-macros.xlsm': () =>
    buildXlsx({
      sheets: [row(inline('<t>Ấp Bảo Vinh</t>'), number(75))],
      contentType: 'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
      extraParts: [{ name: 'xl/vbaProject.bin', content: 'no macro' }],
    }),
  'texts-and-values.ods': () =>
    buildOds({
      tables: [
        odsRow(
          odsText('Bà <text:span>Năm</text:span>'),
          odsText('0012'),
          odsNumber('-7.25'),
          odsNumber(99098000123),
          odsText('A &amp; B &lt;&#7845;&gt;'),
        ) + odsRow(odsDay('2017-09-30'), odsText('a<text:s text:c="3"/>b')),
      ],
    }),
  'repeated-rows-and-cells.ods': () =>
    buildOds({
      tables: [
        `${odsRow(odsNumber(1, 'table:number-columns-repeated="2"'))}<table:table-row table:number-rows-repeated="3">${odsText('a')}</table:table-row>${odsRow(odsText('b'))}`,
      ],
    }),
  'notes-and-lines.ods': () =>
    buildOds({
      tables: [
        odsRow(
          '<table:table-cell office:value-type="string"><office:annotation><text:p>ghi chú</text:p></office:annotation><text:p>một</text:p></table:table-cell>',
          '<table:table-cell office:value-type="string"><text:p>hai</text:p><text:p>ba</text:p></table:table-cell>',
          odsText('  trắng\n  quanh  '),
        ),
      ],
    }),
  'written-by-hucre.ods': async () =>
    Buffer.from(await writeOds({ sheets: [{ name: 'Danh sách', rows: TABLE.map((cells) => [...cells]) }] })),
  'written-by-hucre.xlsx': async () =>
    Buffer.from(await writeXlsx({ sheets: [{ name: 'Danh sách', rows: TABLE.map((cells) => [...cells]) }] })),
}

function bookOfTable() {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(TABLE.map((cells) => [...cells])), 'Danh sách')
  return book
}
