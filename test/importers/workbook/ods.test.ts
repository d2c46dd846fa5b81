import { describe, expect, test } from 'vitest'
import { buildOds, odsContent, odsDay, odsNumber, odsRow, odsText } from '../../support/ods-builder.ts'
import { readBytes, readCells, refusalOf } from './read-workbook.ts'

const cell = (attributes: string, inside = '') => `<table:table-cell ${attributes}>${inside}</table:table-cell>`
const cellsOf = (...cells: readonly string[]) => readCells(buildOds({ tables: [odsRow(...cells)] }))

describe('cells of an .ods', () => {
  test('texts, codes with zeros, numbers, truth values, errors, days and times', async () => {
    const cells = await cellsOf(
      odsText('Nguyễn Thị Hường'),
      odsText('099098000123'),
      odsNumber('-12.5'),
      cell('office:value-type="percentage" office:value="0.948"', '<text:p>94,8%</text:p>'),
      cell('office:value-type="boolean" office:boolean-value="true"', '<text:p>TRUE</text:p>'),
      cell('office:value-type="string" office:string-value="" calcext:value-type="error"', '<text:p>#N/A</text:p>'),
      odsDay('2017-09-30'),
      odsDay('2017-09-30T12:00:00'),
      cell('office:value-type="time" office:time-value="PT06H00M00S"', '<text:p>06:00</text:p>'),
    )
    expect(cells).toEqual([
      [
        'Nguyễn Thị Hường',
        '099098000123',
        -12.5,
        0.948,
        true,
        { error: '#N/A' },
        { date: '2017-09-30', serial: 43008 },
        { date: '2017-09-30', serial: 43008.5 },
        0.25,
      ],
    ])
  })

  test('text in runs, with spaces that count and spaces that do not, and over several lines', async () => {
    const texts = await cellsOf(
      odsText('Bà <text:span>Năm</text:span>\n  &amp; <text:a>con</text:a> '),
      odsText('a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d'),
      '<table:table-cell office:value-type="string"><text:p>một</text:p><text:p/><text:p>ba</text:p></table:table-cell>',
      odsText('<![CDATA[<a> & b]]>'),
      odsText('x\u202e075\u200b1'),
    )
    expect(texts).toEqual([['Bà Năm & con', 'a   b\tc\nd', 'một\n\nba', '<a> & b', 'x0751']])
  })

  test('a note, a picture and a table inside a cell are no part of its text', async () => {
    const note = '<office:annotation><text:p>ghi chú</text:p></office:annotation>'
    const frame = '<draw:frame><draw:text-box><text:p>hình</text:p></draw:text-box></draw:frame>'
    const inner = `<table:table table:is-sub-table="true">${odsRow(odsText('trong'))}</table:table>`
    const cells = await cellsOf(
      cell('office:value-type="string"', `${note}<text:p>một${note}</text:p>${frame}${inner}`),
      cell('', note),
      odsNumber(2),
    )
    expect(cells).toEqual([['một', null, 2]])
  })

  test('what claims to be a number or a day and is none stays the text it shows', async () => {
    const cells = await cellsOf(
      cell('office:value-type="float" office:value="x"', '<text:p>0012</text:p>'),
      cell('office:value-type="date" office:date-value="2017-02-30"', '<text:p>30/2/2017</text:p>'),
    )
    expect(cells).toEqual([['0012', '30/2/2017']])
  })

  test('a formula gives its saved value and is told, and links are told', async () => {
    const linked = '<table:cell-range-source table:name="x" xlink:href="http://x"/>'
    const book = await readBytes(
      buildOds({ tables: [odsRow(odsNumber(1), odsNumber(3, 'table:formula="of:=1+2"'), cell('', linked))] }),
    )
    expect(book).toMatchObject({ format: 'ods', encoding: 'utf-8', notices: ['external-links-ignored'] })
    expect(book.sheets[0]?.rows).toEqual([{ number: 1, cells: [1, 3], hidden: false, formulas: [1] }])
  })
})

describe('rows and sheets of an .ods', () => {
  test('repeated rows and cells count, empty ones cost nothing', async () => {
    const table = [
      odsRow(odsNumber(1, 'table:number-columns-repeated="3"'), cell('table:number-columns-repeated="16380"')),
      `<table:table-row table:number-rows-repeated="2">${odsText('a')}</table:table-row>`,
      `<table:table-row table:number-rows-repeated="100"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`,
      `<table:table-header-rows>${odsRow(cell('table:number-columns-repeated="2"'), odsText('b'))}</table:table-header-rows>`,
      '<table:table-row table:number-rows-repeated="1048472"/>',
    ].join('')
    expect((await readBytes(buildOds({ tables: [table] }))).sheets[0]?.rows).toEqual([
      { number: 1, cells: [1, 1, 1], hidden: false },
      { number: 2, cells: ['a'], hidden: false },
      { number: 3, cells: ['a'], hidden: false },
      { number: 104, cells: [null, null, 'b'], hidden: false },
    ])
  })

  test('merged ranges, hidden rows and hidden sheets', async () => {
    const table = [
      odsRow(odsText('chủ hộ', 'table:number-rows-spanned="2" table:number-columns-spanned="3"')),
      `<table:table-row table:visibility="collapse">${odsText('x')}</table:table-row>`,
      `<table:table-row table:visibility="filter">${odsText('y')}</table:table-row>`,
    ].join('')
    const spreadsheet = `<table:table table:name="Hộ">${table}</table:table><table:table table:name="Ẩn" table:style-name="ta2">${odsRow(odsText('nháp'))}</table:table>`
    const styles =
      '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    expect((await readBytes(buildOds({ spreadsheet, styles }))).sheets).toMatchObject([
      {
        name: 'Hộ',
        visibility: 'visible',
        merges: [{ top: 1, left: 0, bottom: 2, right: 2 }],
        rows: [{ hidden: false }, { hidden: true }, { hidden: true }],
      },
      { name: 'Ẩn', index: 1, visibility: 'hidden', rows: [{ cells: ['nháp'] }] },
    ])
  })

  test("LibreOffice's copy of another file's sheet is no sheet of this one", async () => {
    const copy = `<table:table table:name="'file:///C:/cu.ods'#$Sheet1"><table:table-source/>${odsRow(odsText('cũ'))}</table:table>`
    const own = `<table:table table:name="Mới">${odsRow(odsText('mới'))}</table:table>`
    const book = await readBytes(buildOds({ spreadsheet: own + copy }))
    expect(book.notices).toEqual(['external-links-ignored'])
    expect(book.sheets.map(({ name }) => name)).toEqual(['Mới'])
  })

  test('macros and embedded objects are told and left alone', async () => {
    const extraParts = ['Basic/Standard/Module1.xml', 'Object 1/content.xml'].map((name) => ({ name, content: '<x' }))
    const book = await readBytes(buildOds({ tables: [odsRow(odsNumber(1))], extraParts }))
    expect(book.notices).toEqual(['macros-ignored', 'embedded-objects-ignored'])
  })
})

describe('an .ods that cannot be read', () => {
  const many = (count: number, inside: string) =>
    `<table:table-row table:number-rows-repeated="${count}">${inside}</table:table-row>`

  test.each([
    ['a text document', { mimetype: 'application/vnd.oasis.opendocument.text' }, {}, 'file-not-a-workbook'],
    ['a password', { manifest: '<m><manifest:encryption-data manifest:checksum="x"/></m>' }, {}, 'file-encrypted'],
    ['no sheet', { spreadsheet: '' }, {}, 'file-has-no-sheet'],
    ['other prefixes', { contentXml: '<o:document-content/>' }, {}, 'file-not-a-workbook'],
    ['a DOCTYPE', { contentXml: `<!DOCTYPE a [<!ENTITY b "ha">]>${odsContent('')}` }, {}, 'file-has-doctype'],
    ['an entity nobody defined', { tables: [odsRow(odsText('&b;'))] }, {}, 'file-damaged'],
    ['bytes that are no UTF-8', { contentXml: Buffer.from([0x3c, 0xe1]) }, {}, 'file-encoding-not-supported'],
    ['a table that stops', { contentXml: odsContent('<table:table><table:table-row>') }, {}, 'file-damaged'],
    [
      'a cell that stops',
      {
        contentXml: odsContent('').replace('</office:s', '<table:table><table:table-row><table:table-cell></office:s'),
      },
      {},
      'file-damaged',
    ],
    ['too many rows out of one', { tables: [many(1_000_000_000, odsNumber(1))] }, {}, 'sheet-has-too-many-rows'],
    [
      'too many cells out of one',
      { tables: [odsRow(odsNumber(1, 'table:number-columns-repeated="1000000000"'))] },
      {},
      'sheet-has-too-many-columns',
    ],
    [
      'too many cells',
      { tables: [many(100, odsNumber(1, 'table:number-columns-repeated="10"'))] },
      { maxCells: 999 },
      'sheet-has-too-many-cells',
    ],
    ['a billion spaces', { tables: [odsRow(odsText('<text:s text:c="1000000000"/>'))] }, {}, 'cell-text-too-long'],
    [
      'many times many spaces',
      { tables: [odsRow(odsText('<text:s text:c="9999"/>'.repeat(2000)))] },
      {},
      'cell-text-too-long',
    ],
    ['too many sheets', { tables: ['', '', ''] }, { maxSheets: 2 }, 'file-has-too-many-sheets'],
    ['too many bytes', { tables: [odsRow(odsText('a'))] }, { maxOdsBytes: 100 }, 'file-part-too-large'],
    ['a bomb', { contentXml: odsContent(' '.repeat(3_000_000)) }, {}, 'file-inflates-too-much'],
  ])('%s', async (_, xml, limits, code) => {
    expect(await refusalOf(buildOds(xml), limits)).toBe(code)
  })

  test('a merged range of the whole sheet costs nothing, many are not looked through', async () => {
    const span = 'table:number-columns-spanned="16384" table:number-rows-spanned="1048576"'
    const book = await readBytes(buildOds({ tables: [odsRow(odsText('a', span), odsText('b', span))] }), 'a', {
      maxMerges: 1,
    })
    expect(book.sheets[0]).toMatchObject({ merges: null, rows: [{ cells: ['a', 'b'] }] })
  })
})
