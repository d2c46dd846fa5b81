import { describe, expect, test } from 'vitest'
import fc from '../../support/fast-check.ts'
import { buildXlsx } from '../../support/xlsx-builder.ts'
import { readBytes, readCells } from './read-workbook.ts'

const row = (cells: string, number = 1) => `<row r="${number}">${cells}</row>`
const oneRow = (cells: string) => buildXlsx({ sheets: [row(cells)] })

describe('texts', () => {
  test('shared, inline and formula texts read the same', async () => {
    const bytes = buildXlsx({
      sheets: [
        row(
          '<c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Nguyễn Văn Ấn</t></is></c><c r="C1" t="str"><f>A1</f><v>Nguyễn Văn Ấn</v></c>',
        ),
      ],
      sharedStrings: '<si><t>Nguyễn Văn Ấn</t></si>',
    })
    const [first] = (await readBytes(bytes)).sheets[0]?.rows ?? []
    expect(first?.cells).toEqual(['Nguyễn Văn Ấn', 'Nguyễn Văn Ấn', 'Nguyễn Văn Ấn'])
    expect(first?.formulas).toEqual([2])
  })

  test('an empty shared text does not shift the ones behind it', async () => {
    const bytes = buildXlsx({
      sheets: [row('<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>3</v></c>')],
      sharedStrings: '<si/><si><t/></si><si><t></t></si><si><t>bốn</t></si>',
    })
    expect(await readCells(bytes)).toEqual([[null, null, null, 'bốn']])
  })

  test('texts far apart in a large table are not taken for each other', async () => {
    const sharedStrings = Array.from({ length: 65_540 }, (_, i) => `<si><t>${i}</t></si>`).join('')
    const indexes = [1, 65_537, 1, 1, 65_537, 65_537, 65_537, 1, 1, 1]
    const bytes = buildXlsx({ sheets: [row(indexes.map((i) => `<c t="s"><v>${i}</v></c>`).join(''))], sharedStrings })
    expect(await readCells(bytes)).toEqual([indexes.map(String)])
  })

  test.each([
    [
      'runs of rich text are joined',
      '<r><t>Nguyễn </t></r><r><rPr><b/></rPr><t>Văn </t></r><r><t>An</t></r>',
      'Nguyễn Văn An',
    ],
    [
      'phonetic runs are left out',
      '<t>東京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh><phoneticPr fontId="1"/>',
      '東京',
    ],
    [
      'phonetic runs between runs are left out',
      '<r><t>a</t></r><rPh sb="0" eb="1"><t>x</t></rPh><r><t>b</t></r>',
      'ab',
    ],
    ['spaces at the ends stay', '<t xml:space="preserve">  hai  </t>', '  hai  '],
    ['entities and references are resolved', '<t>A &amp; B &lt;x&gt; &#7845; &#x1EA5;</t>', 'A & B <x> ấ ấ'],
    ['CDATA is text, whatever it looks like', '<t>a<![CDATA[</si></row><b> &amp; ]]>c</t>', 'a</si></row><b> &amp; c'],
    ['CDATA in a second run is text', '<r><t>a</t></r><r><t><![CDATA[&lt;]]></t></r>', 'a&lt;'],
    ['comments inside a text vanish', '<t>Ông <!-- </si> --> Bà</t>', 'Ông  Bà'],
    ["Excel's escapes are resolved", '<t>dòng 1_x000D_\ndòng 2</t>', 'dòng 1\ndòng 2'],
    ['an escaped escape is text', '<t>_x005F_x000D_</t>', '_x000D_'],
    ['a pair of escaped surrogates is one character', '<t>_xD83D__xDE00_</t>', '😀'],
    ['half a pair is told', '<t>a_xD83D_b</t>', 'a\ufffdb'],
    ['NUL and controls go', '<t>a_x0000_b&#x1;c&#127;d</t>', 'abcd'],
    ['marks without width and of direction go', '<t>\u202e075\u200b1\u2066\ufeff</t>', '0751'],
    ['the soft hyphen stays, it is ư in TCVN3', '<t>X· Xu©n H­ng</t>', 'X· Xu©n H­ng'],
    ['tabs and line ends stay', '<t>a\tb\r\nc\rd</t>', 'a\tb\nc\nd'],
    ['decomposed letters stay as they are stored', '<t>e\u0301</t>', 'e\u0301'],
  ])('%s', async (_, si, expected) => {
    const shared = buildXlsx({ sheets: [row('<c t="s"><v>0</v></c>')], sharedStrings: `<si>${si}</si>` })
    expect(await readCells(shared)).toEqual([[expected]])
    expect(await readCells(oneRow(`<c t="inlineStr"><is>${si}</is></c>`))).toEqual([[expected]])
  })

  test('an inline text without any run is an empty cell', async () => {
    expect(await readCells(oneRow('<c t="inlineStr"><is/></c><c t="inlineStr"><is></is></c><c><v>1</v></c>'))).toEqual([
      [null, null, 1],
    ])
  })

  test('a text of digits stays a text', async () => {
    expect(await readCells(oneRow('<c t="str"><v>099098000123</v></c>'))).toEqual([['099098000123']])
  })
})

describe('numbers, truth values and errors', () => {
  test.each([
    ['0', 0],
    ['-0', 0],
    ['12', 12],
    ['-7.25', -7.25],
    ['0.1', 0.1],
    ['99098000123', 99098000123],
    ['123456789012345', 123456789012345],
    ['12345678901234567', Number('12345678901234567')],
    ['0.30000000000000004', 0.30000000000000004],
    ['1.5E-7', 1.5e-7],
    ['9.9098000123E10', 99098000123],
    [' 12 ', 12],
    ['.5', 0.5],
    ['5.', 5],
    ['-1e999', '-1e999'],
    ['abc', 'abc'],
    ['0x10', '0x10'],
    ['1.2.3', '1.2.3'],
    ['-', '-'],
  ])('a number cell with %s', async (stored, expected) => {
    expect(await readCells(oneRow(`<c><v>${stored}</v></c><c t="n"><v>${stored}</v></c>`))).toEqual([
      [expected, expected],
    ])
  })

  test('numbers of any length are read as JavaScript reads them', async () => {
    const digits = fc.oneof(
      fc.stringMatching(/^-?\d{1,21}(\.\d{1,20})?$/),
      fc.bigInt(10n ** 13n, 10n ** 20n).map(String),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(digits, { minLength: 50, maxLength: 50 }), async (stored) => {
        const [cells] = await readCells(oneRow(stored.map((text) => `<c><v>${text}</v></c>`).join('')))
        expect(cells?.map((value) => Number(value) + 0)).toEqual(stored.map((text) => Number(text) + 0))
      }),
      { numRuns: 40 },
    )
  })

  test('truth values and errors', async () => {
    const cells = '<c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="b"><v>true</v></c><c t="e"><v>#N/A</v></c>'
    expect(await readCells(oneRow(cells))).toEqual([[true, false, true, { error: '#N/A' }]])
  })

  test('a formula gives the value saved with it, its own text never', async () => {
    const cells = '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f t="shared" si="0"/><v>3</v></c><c r="C1"><f>X()</f></c>'
    const [first] = (await readBytes(oneRow(cells))).sheets[0]?.rows ?? []
    expect(first).toEqual({ number: 1, cells: [2, 3], hidden: false, formulas: [0, 1, 2] })
  })
})

describe('days', () => {
  const styled = (cells: string, more = {}) =>
    buildXlsx({
      sheets: [row(cells)],
      numFmts:
        '<numFmt numFmtId="164" formatCode="dd/mm/yyyy;@"/><numFmt numFmtId="165" formatCode="[$-42A]d mmmm yyyy"/>' +
        '<numFmt numFmtId="166" formatCode="h:mm:ss"/><numFmt numFmtId="167" formatCode="#,##0\\ &quot;đồng/ngày (d)&quot;"/>' +
        '<numFmt numFmtId="168" formatCode="0.00E+00"/><numFmt numFmtId="169" formatCode="mmm-yy"/><numFmt numFmtId="170" formatCode="[h]:mm"/>',
      cellXfs: [0, 14, 164, 165, 166, 167, 168, 169, 170, 22, 18].map((id) => `<xf numFmtId="${id}"/>`).join(''),
      ...more,
    })

  test("a number is a day where the cell's own format shows one", async () => {
    const cells = Array.from({ length: 11 }, (_, style) => `<c s="${style}"><v>43008</v></c>`).join('')
    const day = { date: '2017-09-30', serial: 43008 }
    expect(await readCells(styled(cells))).toEqual([
      [43008, day, day, day, 43008, 43008, 43008, day, 43008, day, 43008],
    ])
  })

  test.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [61, '1900-03-01'],
    [43008.75, '2017-09-30'],
    [65535, '2079-06-04'],
    [65536, '2079-06-05'],
    [2958465, '9999-12-31'],
  ])('serial %d is %s', async (serial, date) => {
    expect(await readCells(styled(`<c s="1"><v>${serial}</v></c>`))).toEqual([[{ date, serial }]])
  })

  test.each([0, 0.5, 60, -1, 2958466, 1e15])('serial %d is no day and stays a number', async (serial) => {
    expect(await readCells(styled(`<c s="1"><v>${serial}</v></c>`))).toEqual([[serial]])
  })

  test('a workbook may count its days from 1904', async () => {
    const cells = '<c s="1"><v>0</v></c><c s="1"><v>41546</v></c><c t="d"><v>2017-09-30</v></c>'
    expect(await readCells(styled(cells, { workbookPr: '<workbookPr date1904="1"/>' }))).toEqual([
      [
        { date: '1904-01-01', serial: 0 },
        { date: '2017-09-30', serial: 41546 },
        { date: '2017-09-30', serial: 41546 },
      ],
    ])
  })

  test('a day written as ISO text', async () => {
    const cells = ['2017-09-30T00:00:00', '2017-09-30T12:00:00Z', '1900-02-28', '2017-02-30', 'hôm qua']
    expect(await readCells(styled(cells.map((text) => `<c t="d"><v>${text}</v></c>`).join('')))).toEqual([
      [
        { date: '2017-09-30', serial: 43008 },
        { date: '2017-09-30', serial: 43008.5 },
        { date: '1900-02-28', serial: 59 },
        '2017-02-30',
        'hôm qua',
      ],
    ])
  })

  test('the style a cell has when it names none may show days', async () => {
    expect(await readCells(styled('<c><v>43008</v></c>', { cellXfs: '<xf numFmtId="14"/>' }))).toEqual([
      [{ date: '2017-09-30', serial: 43008 }],
    ])
  })

  test('a text in a cell with a date format stays a text, and an empty one stays empty', async () => {
    const cells =
      '<c s="1" t="inlineStr"><is><t>30/9/2017</t></is></c><c s="1" t="inlineStr"><is><t></t></is></c><c s="99"><v>1</v></c>'
    expect(await readCells(styled(cells))).toEqual([['30/9/2017', null, 1]])
  })
})

describe('rows and cells', () => {
  test('missing cells are null, nothing follows the last value, rows without a value do not count', async () => {
    const sheet = `${row('<c r="B1" s="1"/><c r="C1"><v>3</v></c><c r="E1"/>')}<row r="2" hidden="1"/>${row('<c r="A5"/><c r="XFD5" s="3"></c>', 5)}${row('<c r="A1048576"><v>1</v></c>', 1048576)}`
    expect((await readBytes(buildXlsx({ sheets: [sheet] }))).sheets[0]?.rows).toEqual([
      { number: 1, cells: [null, null, 3], hidden: false },
      { number: 1048576, cells: [1], hidden: false },
    ])
  })

  test('rows and cells without a reference take the next place', async () => {
    const sheet =
      '<row><c><v>1</v></c><c r="D1"><v>4</v></c><c><v>5</v></c></row><row r="7"><c><v>7</v></c></row><row><c><v>8</v></c></row>'
    expect((await readBytes(buildXlsx({ sheets: [sheet] }))).sheets[0]?.rows).toEqual([
      { number: 1, cells: [1, null, null, 4, 5], hidden: false },
      { number: 7, cells: [7], hidden: false },
      { number: 8, cells: [8], hidden: false },
    ])
  })

  test('hidden rows and hidden sheets are told', async () => {
    const { sheets } = await readBytes(
      buildXlsx({
        sheets: ['<row r="1" hidden="1"><c><v>1</v></c></row><row hidden="true"><c><v>2</v></c></row>', '', ''],
        names: ['Danh sách', 'Tạm &amp; nháp', 'Kín'],
        states: ['', 'hidden', 'veryHidden'],
      }),
    )
    expect(sheets.map(({ name, index, visibility }) => [name, index, visibility])).toEqual([
      ['Danh sách', 0, 'visible'],
      ['Tạm & nháp', 1, 'hidden'],
      ['Kín', 2, 'veryHidden'],
    ])
    expect(sheets[0]?.rows.map((each) => each.hidden)).toEqual([true, true])
  })

  test('merged ranges are told, one-cell ranges are not', async () => {
    const bytes = buildXlsx({
      sheets: [row('<c t="str"><v>mergeCell ref="A1:B2"</v></c>')],
      afterRows:
        '<mergeCells count="99"><mergeCell ref="A1:N1"/><mergeCell ref="L3:M3"></mergeCell><mergeCell ref="C9"/><mergeCell ref="B4:B4"/></mergeCells>',
    })
    expect((await readBytes(bytes)).sheets[0]?.merges).toEqual([
      { top: 1, left: 0, bottom: 1, right: 13 },
      { top: 3, left: 11, bottom: 3, right: 12 },
    ])
    expect((await readBytes(bytes, 'a.xlsx', { maxMergeScanBytes: 100 })).sheets[0]?.merges).toBeNull()
    expect((await readBytes(bytes, 'a.xlsx', { maxMerges: 1 })).sheets[0]?.merges).toBeNull()
  })

  test('attributes may stand in any order, in either quotes, with spaces, and hold a ">"', async () => {
    const sheet = `<row  spans='1:3'\n r = "3" x="a>b" ><c s="0" cm=">" t='str' r = 'B3' ><v >hai</v ></c ></row >`
    expect((await readBytes(buildXlsx({ sheets: [sheet] }))).sheets[0]?.rows).toEqual([
      { number: 3, cells: [null, 'hai'], hidden: false },
    ])
  })

  test('extensions inside cells and rows are passed over', async () => {
    const sheet =
      '<row r="1"><c r="A1"><extLst><ext uri="x"><v2>9</v2></ext></extLst><v>1</v></c><!-- <c><v>5</v></c> --><extLst><ext/></extLst></row>'
    expect(await readCells(buildXlsx({ sheets: [sheet] }))).toEqual([[1]])
  })

  test('sheets keep their order', async () => {
    const bytes = buildXlsx({ sheets: [row('<c><v>1</v></c>'), row('<c><v>2</v></c>')] })
    expect((await readBytes(bytes)).sheets.map((sheet) => sheet.rows[0]?.cells)).toEqual([[1], [2]])
  })
})
