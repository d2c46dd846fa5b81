import { describe, expect, test } from 'vitest'
import type { ReadLimits } from '../../../importers/workbook/limits.ts'
import { buildXlsx, MAIN_NAMESPACE, xlsxParts } from '../../support/xlsx-builder.ts'
import { type ZipPart, zipOf } from '../../support/zip-writer.ts'
import { readBytes, readCells, refusalOf } from './read-workbook.ts'

const ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
const SHEET = 'xl/worksheets/sheet1.xml'
const withSheet = (packing: Partial<ZipPart>) => buildXlsx({ sheets: [ONE], packing: { [SHEET]: packing } })
const sheetOf = (inside: string) => `<worksheet xmlns="${MAIN_NAMESPACE}">${inside}</worksheet>`

describe.each([
  ['in one piece', {}],
  ['as a stream', { onePieceBytes: 0 }],
])('the zip, unpacked %s', (_, limits) => {
  const refused = (bytes: Buffer, more: Partial<ReadLimits> = {}) => refusalOf(bytes, { ...limits, ...more })

  test.each([
    ['a larger size than the directory says', { size: 10 }],
    ['a smaller size than the directory says', { size: 100_000 }],
    ['a wrong checksum', { crc: 1 }],
    ['a packing method nobody uses', { method: 12 }],
    ['bytes that are not packed', { packed: true, content: 'not deflated', size: 12, crc: 1 }],
  ])('%s is damage', async (_, packing) => {
    expect(await refused(withSheet(packing))).toBe('file-damaged')
  })

  test('a part behind a password', async () => {
    expect(await refused(withSheet({ flags: 1 }))).toBe('file-encrypted')
  })

  test.each(['../evil.xml', '/etc/passwd', 'C:/x.xml', 'a/../../b.xml', 'xl/a\0.xml', '..\\evil.xml'])(
    'the name %j is damage',
    async (name) => {
      expect(await refused(buildXlsx({ sheets: [ONE], extraParts: [{ name, content: '' }] }))).toBe('file-damaged')
    },
  )

  test('two parts of one name, whatever their case, are damage', async () => {
    const extraParts = [{ name: SHEET.toUpperCase(), content: sheetOf('<sheetData/>') }]
    expect(await refused(buildXlsx({ sheets: [ONE], extraParts }))).toBe('file-damaged')
  })

  test('parts that lie in the same bytes are damage', async () => {
    const bytes = buildXlsx({ sheets: [ONE], extraParts: [{ name: 'x.xml', content: 'x' }] })
    const offsetOfLast = bytes.lastIndexOf(Buffer.from('504b0102', 'hex')) + 42
    bytes.writeUInt32LE(0, offsetOfLast)
    expect(await refused(bytes)).toBe('file-damaged')
  })

  test('a file cut short is damage', async () => {
    expect(await refused(buildXlsx({ sheets: [ONE] }).subarray(0, -30))).toBe('file-damaged')
  })

  test('a part that claims to grow past belief is refused before it is unpacked', async () => {
    const content = sheetOf(`<sheetData>${' '.repeat(3_000_000)}</sheetData>`)
    expect(await refused(withSheet({ content }))).toBe('file-inflates-too-much')
  })

  test('a part that hides how it grows is refused while it is unpacked', async () => {
    const content = sheetOf(`<sheetData>${' '.repeat(3_000_000)}</sheetData>`)
    expect(await refused(withSheet({ content, size: 1000 }))).toBe('file-damaged')
  })

  test('all parts together may not claim more than the limit', async () => {
    expect(await refused(buildXlsx({ sheets: [ONE] }), { maxInflatedBytes: 500 })).toBe('file-inflates-too-much')
  })

  test('more parts than the limit', async () => {
    const extraParts = Array.from({ length: 20 }, (_, i) => ({ name: `x${i}.xml`, content: '' }))
    expect(await refused(buildXlsx({ sheets: [ONE], extraParts }), { maxZipEntries: 20 })).toBe(
      'file-has-too-many-parts',
    )
  })
})

describe('what is no plain workbook', () => {
  const part = (name: string, content = '') => ({ name, content })

  test.each([
    ['an empty file', '', 'file-empty'],
    ['a PDF', '%PDF-1.7\n', 'file-not-a-workbook'],
    ['bytes', Buffer.from([1, 2, 0, 0, 3]), 'file-not-a-workbook'],
    ['a web page', '<html><table><tr><td>1</td></tr></table></html>', 'file-is-web-page'],
    ['a web page in UTF-16', Buffer.from('\ufeff<html>', 'utf16le'), 'file-is-web-page'],
    ['a web archive', 'MIME-Version: 1.0\n', 'file-is-web-page'],
    ['a zip of nothing known', zipOf([part('a.txt'), part('b.txt')]), 'file-not-a-workbook'],
    [
      'a .docx',
      buildXlsx({ contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml' }),
      'file-not-a-workbook',
    ],
    [
      'a workbook without sheets',
      buildXlsx({ workbookXml: `<workbook xmlns="${MAIN_NAMESPACE}"><sheets/></workbook>` }),
      'file-has-no-sheet',
    ],
    [
      'a workbook whose sheet is missing',
      zipOf(xlsxParts({ sheets: [ONE] }).filter(({ name }) => name !== SHEET)),
      'file-damaged',
    ],
    [
      'a workbook outside the file',
      buildXlsx({
        packageRelationsXml:
          '<Relationships><Relationship Id="a" Type="x/officeDocument" TargetMode="External" Target="http://x/xl/workbook.xml"/></Relationships>',
      }),
      'file-not-a-workbook',
    ],
  ])('%s', async (_, bytes, code) => {
    expect(await refusalOf(bytes)).toBe(code)
  })

  test('a file over the limit', async () => {
    expect(await refusalOf(buildXlsx(), { maxFileBytes: 1000 })).toBe('file-too-large')
  })
})

describe('XML', () => {
  const doctype = '<!DOCTYPE a [<!ENTITY b "ha">]>'

  test.each([
    ['the sheet', { sheetXml: doctype + sheetOf(`<sheetData>${ONE}</sheetData>`) }],
    ['the shared texts', { sharedStringsXml: `${doctype}<sst xmlns="${MAIN_NAMESPACE}"/>` }],
    ['the styles', { stylesXml: `${doctype}<styleSheet/>` }],
    ['the workbook', { workbookXml: `${doctype}<workbook/>` }],
    ['the content types', { contentTypesXml: `${doctype}<Types/>` }],
    ['the relations', { packageRelationsXml: `${doctype}<Relationships/>` }],
  ])('a DOCTYPE in %s is refused', async (_, xml) => {
    expect(await refusalOf(buildXlsx({ sheets: [ONE], ...xml }))).toBe('file-has-doctype')
  })

  test('an entity nobody defined is damage, not nothing', async () => {
    expect(await refusalOf(buildXlsx({ sheets: ['<row><c t="str"><v>&b;</v></c></row>'] }))).toBe('file-damaged')
    expect(await refusalOf(buildXlsx({ sheets: ['<row><c t="str"><v>&#x110000;</v></c></row>'] }))).toBe('file-damaged')
  })

  test.each([
    [
      'bytes that are no UTF-8 in a cell',
      Buffer.from(sheetOf('<sheetData><row><c t="str"><v>\xe9</v></c></row></sheetData>'), 'latin1'),
    ],
    [
      'bytes that are no UTF-8 behind the rows',
      Buffer.concat([Buffer.from(sheetOf('<sheetData/>').replace('</worksheet>', '<x>')), Buffer.from([0xe1])]),
    ],
    ['another encoding in the declaration', `<?xml version="1.0" encoding="windows-1258"?>${sheetOf('<sheetData/>')}`],
  ])('%s are refused', async (_, sheetXml) => {
    expect(await refusalOf(buildXlsx({ sheetXml }))).toBe('file-encoding-not-supported')
  })

  test('UTF-16 is refused', async () => {
    const sheetXml = Buffer.from(`\ufeff${sheetOf('<sheetData/>')}`, 'utf16le')
    expect(await refusalOf(buildXlsx({ sheetXml }))).toBe('file-encoding-not-supported')
  })

  test.each([
    ['another root', '<html xmlns="x"><sheetData/></html>'],
    ['no namespace', '<worksheet><sheetData/></worksheet>'],
    ['a sheet that stops', sheetOf('<sheetData>').replace('</worksheet>', '<row r="1"><c><v>1</v></c></row>')],
    ['a row that stops', sheetOf('<sheetData><row r="1"><c><v>1').replace('</worksheet>', '')],
    ['row numbers that fall', sheetOf('<sheetData><row r="2"/><row r="1"/></sheetData>')],
    ['a row number twice', sheetOf('<sheetData><row r="2"/><row r="2"/></sheetData>')],
    ['row 0', sheetOf('<sheetData><row r="0"/><row r="0"/></sheetData>')],
    ['a row past the last', sheetOf('<sheetData><row r="1048577"/></sheetData>')],
    ['a row number that is none', sheetOf('<sheetData><row r="x"/></sheetData>')],
    ['columns that fall', sheetOf('<sheetData><row r="1"><c r="B1"/><c r="A1"/></row></sheetData>')],
    ['a column twice', sheetOf('<sheetData><row r="1"><c r="A1"/><c r="A1"/></row></sheetData>')],
    ['a cell of another row', sheetOf('<sheetData><row r="1"><c r="A2"/></row></sheetData>')],
    ['a column past XFD', sheetOf('<sheetData><row r="1"><c r="XFE1"/></row></sheetData>')],
    ['a reference of four letters', sheetOf('<sheetData><row r="1"><c r="AAAA1"/></row></sheetData>')],
    ['a reference without letters', sheetOf('<sheetData><row r="1"><c r="1"/></row></sheetData>')],
    ['a kind of cell nobody knows', sheetOf('<sheetData><row r="1"><c t="x"><v>1</v></c></row></sheetData>')],
    ['a shared text that does not exist', sheetOf('<sheetData><row r="1"><c t="s"><v>7</v></c></row></sheetData>')],
    ['a cell that never ends', sheetOf('<sheetData><row r="1"><c><v>1</v></row><row r="2"></row></sheetData>')],
    ['a cell within a cell', sheetOf('<sheetData><row r="1"><c><v>1</v><c><v>2</v></c></c></row></sheetData>')],
    [
      'a value behind a cell that has ended',
      sheetOf('<sheetData><row r="1"><c r="A1"/><v>1</v></c></row></sheetData>'),
    ],
    ['a row within a row', sheetOf('<sheetData><row r="1"><row r="2"></row></row></sheetData>')],
    ['a merged range upside down', sheetOf('<sheetData/><mergeCells><mergeCell ref="B2:A1"/></mergeCells>')],
    ['a merged range past the sheet', sheetOf('<sheetData/><mergeCells><mergeCell ref="A1:XFE1"/></mergeCells>')],
  ])('%s is damage', async (_, sheetXml) => {
    expect(await refusalOf(buildXlsx({ sheetXml }))).toBe('file-damaged')
  })
})

describe('sizes that only claim to be', () => {
  const claims: readonly (readonly [string, string, string])[] = [
    ['a dimension of the whole sheet', '<dimension ref="A1:XFD1048576"/>', ''],
    ['columns to the last', `<cols>${'<col min="1" max="16384" width="9"/>'.repeat(1000)}</cols>`, ''],
    ['a merged range of the whole sheet', '', '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'],
    [
      'a validation of the whole sheet',
      '',
      '<dataValidations count="1"><dataValidation sqref="A1:XFD1048576" type="list"><formula1>"a"</formula1></dataValidation></dataValidations>',
    ],
    ['deep nesting', '', `<extLst>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}</extLst>`],
  ]

  test.each(claims)('%s costs nothing', async (_, before, after) => {
    const bytes = buildXlsx({ sheetXml: sheetOf(`${before}<sheetData>${ONE}</sheetData>${after}`) })
    expect(await readCells(bytes)).toEqual([[1]])
  })

  test('67 million shared texts that are only counted', async () => {
    const sharedStringsXml = `<sst xmlns="${MAIN_NAMESPACE}" count="67108864" uniqueCount="67108864"><si><t>một</t></si></sst>`
    expect(await readCells(buildXlsx({ sheets: ['<row><c t="s"><v>0</v></c></row>'], sharedStringsXml }))).toEqual([
      ['một'],
    ])
  })

  test('a defined name of the whole sheet', async () => {
    const [part] = xlsxParts({}).filter(({ name }) => name === 'xl/workbook.xml')
    const names = '<definedNames><definedName name="a">Sheet1!$A$1:$XFD$1048576</definedName></definedNames></workbook>'
    const workbookXml = String(part?.content).replace('</workbook>', names)
    expect(await readCells(buildXlsx({ sheets: [ONE], workbookXml }))).toEqual([[1]])
  })
})

describe('limits', () => {
  const rows = (count: number, cells = '<c><v>1</v></c>') => `<row>${cells}</row>`.repeat(count)
  const long = '<row><c t="inlineStr"><is><t>aaaaaaaaaaaaaaaaaaaa</t></is></c></row>'
  const shared = {
    sheets: ['<row><c t="s"><v>1</v></c></row>'],
    sharedStrings: '<si><t>a</t></si><si><t>aaaaaaaaaaaaaaaaaaaa</t></si>',
  }

  test.each([
    ['rows', { sheets: [rows(5)] }, { maxRows: 4 }, 'sheet-has-too-many-rows'],
    ['cells', { sheets: [rows(5, '<c/><c><v>1</v></c>')] }, { maxCells: 9 }, 'sheet-has-too-many-cells'],
    [
      'columns',
      { sheets: ['<row r="1"><c r="D1"><v>1</v></c></row>'] },
      { maxColumns: 3 },
      'sheet-has-too-many-columns',
    ],
    ['sheets', { sheets: [ONE, ONE, ONE] }, { maxSheets: 2 }, 'file-has-too-many-sheets'],
    ['text in a cell', { sheets: [long] }, { maxCellCharacters: 19 }, 'cell-text-too-long'],
    ['text in the shared table', shared, { maxCellCharacters: 19 }, 'cell-text-too-long'],
    [
      'a shared text as it is stored',
      { ...shared, sharedStrings: `<si><t>${'a'.repeat(300_000)}</t></si>` },
      { maxRowBytes: 1000 },
      'cell-text-too-long',
    ],
    ['shared texts', shared, { maxSharedStrings: 1 }, 'file-has-too-many-texts'],
    [
      'empty shared texts',
      { ...shared, sharedStrings: '<si/>'.repeat(10) },
      { maxSharedStrings: 9 },
      'file-has-too-many-texts',
    ],
    ['the shared table', shared, { maxSharedStringBytes: 25 }, 'file-part-too-large'],
    ['the styles', { sheets: [ONE], cellXfs: '<xf/>'.repeat(100) }, { maxStyleBytes: 500 }, 'file-part-too-large'],
    ['the list of sheets', { sheets: [ONE] }, { maxPackagePartBytes: 100 }, 'file-part-too-large'],
    ['a row', { sheets: [rows(1, '<c/>'.repeat(1000))] }, { maxRowBytes: 3000 }, 'row-too-large'],
    [
      'a row that does not end in sight',
      { sheets: [rows(1, '<c/>'.repeat(200_000))] },
      { maxRowBytes: 3000 },
      'row-too-large',
    ],
    ['a tag', { sheets: [`<row x="${'y'.repeat(400_000)}"/>`] }, { maxRowBytes: 3000 }, 'row-too-large'],
  ])('%s', async (_, xml, limits, code) => {
    expect(await refusalOf(buildXlsx(xml), { ...limits, maxInflateRatio: 1e9 })).toBe(code)
  })

  test('each limit still allows what it names', async () => {
    const limits = { maxRows: 5, maxCells: 10, maxColumns: 2, maxSheets: 1, maxCellCharacters: 1, maxSharedStrings: 1 }
    const bytes = buildXlsx({ sheets: [rows(5, '<c/><c t="s"><v>0</v></c>')], sharedStrings: '<si><t>a</t></si>' })
    expect((await readBytes(bytes, 'a.xlsx', limits)).sheets[0]?.rows).toHaveLength(5)
  })

  test('a million formatted rows without a value cost no row', async () => {
    const sheet = `${Array.from({ length: 100_000 }, (_, i) => `<row r="${i + 1}" s="1"><c r="A${i + 1}" s="1"/></row>`).join('')}<row><c><v>1</v></c></row>`
    expect(await readCells(buildXlsx({ sheets: [sheet] }), 'a.xlsx', { maxRows: 1, maxCells: 1 })).toEqual([[1]])
  })
})
