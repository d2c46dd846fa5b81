import { CFB, utils, type WorkSheet, write } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { buildXlsx } from '../../support/xlsx-builder.ts'
import { partsOfZip, type ZipPart, zipOf } from '../../support/zip-writer.ts'
import { readBytes, refusalOf } from './read-workbook.ts'

const ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
const MACRO_TYPE = 'application/vnd.ms-excel.sheet.macroEnabled.main+xml'
const part = (name: string, content: Buffer | string = 'x'): ZipPart => ({ name, content })

function xlsbOf(sheet: WorkSheet): Buffer {
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, 'Danh sách')
  utils.book_append_sheet(book, utils.aoa_to_sheet([['nháp']]), 'Ẩn')
  book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] }
  return write(book, { type: 'buffer', bookType: 'xlsb' })
}

describe('an .xlsb', () => {
  test('texts, numbers, days, errors, merged ranges, hidden rows and sheets', async () => {
    const sheet = utils.aoa_to_sheet([
      ['Nguyễn Thị Hường', '099098000123', 43008, 12.5, true],
      [null, 'a\u200bb', 43008],
    ])
    sheet.C1.z = 'dd/mm/yyyy'
    sheet.D2 = { t: 'e', v: 42 }
    sheet['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 1, c: 0 } }]
    sheet['!rows'] = [{}, { hidden: true }]
    const book = await readBytes(xlsbOf(sheet))
    expect(book).toMatchObject({ format: 'xlsb', encoding: 'utf-16le', notices: [] })
    expect(book.sheets).toEqual([
      {
        name: 'Danh sách',
        index: 0,
        visibility: 'visible',
        merges: [{ top: 1, left: 0, bottom: 2, right: 0 }],
        rows: [
          {
            number: 1,
            cells: ['Nguyễn Thị Hường', '099098000123', { date: '2017-09-30', serial: 43008 }, 12.5, true],
            hidden: false,
          },
          { number: 2, cells: [null, 'ab', 43008, { error: '#N/A' }], hidden: true },
        ],
      },
      { name: 'Ẩn', index: 1, visibility: 'hidden', merges: [], rows: [{ number: 1, cells: ['nháp'], hidden: false }] },
    ])
  })

  const small = () => xlsbOf(utils.aoa_to_sheet([[1]]))

  test('macros, links and objects are told and never given to the library', async () => {
    const more = ['xl/vbaProject.bin', 'xl/externalLinks/externalLink1.bin', 'xl/embeddings/oleObject1.bin']
    const book = await readBytes(zipOf([...partsOfZip(small()), ...more.map((name) => part(name))]))
    expect(book.notices).toEqual(['macros-ignored', 'external-links-ignored', 'embedded-objects-ignored'])
    expect(book.sheets[0]?.rows).toEqual([{ number: 1, cells: [1], hidden: false }])
  })

  test.each([
    ['over its limit', {}, { maxXlsBytes: 1000 }, 'file-too-large'],
    ['that takes too long', {}, { xlsWallSeconds: 0.001 }, 'file-took-too-long'],
    ['that needs too much memory', {}, { xlsHeapMegabytes: 4 }, 'file-needs-too-much-memory'],
    ['with too many rows', {}, { maxRows: 0 }, 'sheet-has-too-many-rows'],
    ['with a wrong checksum', { crc: 1 }, {}, 'file-damaged'],
    ['with a part that grows past belief', { content: Buffer.alloc(3_000_000) }, {}, 'file-inflates-too-much'],
    ['with a part that hides how it grows', { content: Buffer.alloc(3_000_000), size: 1000 }, {}, 'file-damaged'],
    ['whose list of sheets is no such thing', { content: Buffer.alloc(200, 0xff) }, {}, 'file-damaged'],
  ])('%s is refused', async (_, packing, limits, code) => {
    const parts = partsOfZip(small()).map((each) => (each.name === 'xl/workbook.bin' ? { ...each, ...packing } : each))
    expect(await refusalOf(zipOf(parts), limits)).toBe(code)
  })
})

test('a sheet of an .xlsb that is not there, or no such thing, refuses the file', async () => {
  const parts = partsOfZip(xlsbOf(utils.aoa_to_sheet([[1]])))
  const others = parts.filter(({ name }) => name !== 'xl/worksheets/sheet2.bin')
  expect(await refusalOf(zipOf(others))).toBe('file-damaged')
  expect(await refusalOf(zipOf([...others, part('xl/worksheets/sheet2.bin', Buffer.alloc(300, 0x55))]))).toBe(
    'file-damaged',
  )
})

describe('macros, links and objects of an .xlsx', () => {
  test.each([
    ['an .xlsm without macros', { contentType: MACRO_TYPE }, 'xlsm', []],
    ['an .xltm', { contentType: MACRO_TYPE.replace('sheet', 'template') }, 'xlsm', []],
    ['an .xlsm', { contentType: MACRO_TYPE, extraParts: [part('xl/vbaProject.bin')] }, 'xlsm', ['macros-ignored']],
    ['macros under another type', { extraParts: [part('xl/VBAPROJECT.BIN')] }, 'xlsx', ['macros-ignored']],
    ['macros of Excel 4', { extraParts: [part('xl/macrosheets/sheet1.xml')] }, 'xlsx', ['macros-ignored']],
    ['links', { extraParts: [part('xl/externalLinks/externalLink1.xml')] }, 'xlsx', ['external-links-ignored']],
    ['a database', { extraParts: [part('xl/connections.xml')] }, 'xlsx', ['external-links-ignored']],
    ['an object', { extraParts: [part('xl/embeddings/oleObject1.bin')] }, 'xlsx', ['embedded-objects-ignored']],
    ['a control', { extraParts: [part('xl/activeX/activeX1.bin')] }, 'xlsx', ['embedded-objects-ignored']],
  ])('%s: the cells are read and the rest is told', async (_, xml, format, notices) => {
    const book = await readBytes(buildXlsx({ sheets: [ONE], ...xml }))
    expect(book).toMatchObject({ format, notices, sheets: [{ rows: [{ cells: [1] }] }] })
  })

  test('an add-in holds no data', async () => {
    const contentType = 'application/vnd.ms-excel.addin.macroEnabled.main+xml'
    expect(await refusalOf(buildXlsx({ sheets: [ONE], contentType }))).toBe('file-not-a-workbook')
  })
})

test('macros and objects of an .xls are told', async () => {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet([[1]]), 'Sheet1')
  const container = CFB.read(write(book, { type: 'buffer', bookType: 'biff8' }), { type: 'buffer' })
  CFB.utils.cfb_add(container, '/_VBA_PROJECT_CUR/VBA/dir', Buffer.alloc(100, 1))
  CFB.utils.cfb_add(container, '/MBD0012AB34/Package', Buffer.alloc(100, 1))
  const read = await readBytes(CFB.write(container, { type: 'buffer' }) as Buffer)
  expect(read).toMatchObject({ format: 'xls', notices: ['macros-ignored', 'embedded-objects-ignored'] })
  expect(read.sheets[0]?.rows).toEqual([{ number: 1, cells: [1], hidden: false }])
})
