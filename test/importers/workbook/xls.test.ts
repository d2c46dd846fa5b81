import { join } from 'node:path'
import { CFB, utils, type WorkBook, type WorkSheet, write } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { readBytes, readCells, readFile, refusalOf } from './read-workbook.ts'

function bookOf(sheet: WorkSheet, more: Partial<WorkBook> = {}): WorkBook {
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, 'Danh sách')
  return Object.assign(book, more)
}

function xlsOf(book: WorkBook, bookType: 'biff8' | 'biff5' = 'biff8'): Buffer {
  return write(book, { type: 'buffer', bookType })
}

/** An OLE container with streams of the given names. */
function containerOf(streams: Readonly<Record<string, Buffer>>): Buffer {
  const container = CFB.utils.cfb_new()
  for (const [name, content] of Object.entries(streams)) CFB.utils.cfb_add(container, name, content)
  return CFB.write(container, { type: 'buffer' }) as Buffer
}

function streamOf(xls: Buffer): Buffer {
  return Buffer.from(CFB.find(CFB.read(xls, { type: 'buffer' }), 'Workbook')?.content as number[])
}

function recordOf(type: number, content: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16LE(type, 0)
  head.writeUInt16LE(content.length, 2)
  return Buffer.concat([head, content])
}

/** The formula 1+1 in column A with any saved result, for SheetJS writes no formulas. */
function formulaOf(row: number, result: Buffer): Buffer {
  const place = Buffer.from([row, 0, 0, 0, 15, 0])
  const tokens = Buffer.from('1e01001e010003', 'hex')
  return recordOf(0x0006, Buffer.concat([place, result, Buffer.alloc(6), Buffer.from([tokens.length, 0]), tokens]))
}

describe('an .xls', () => {
  test('texts, codes with zeros, numbers, truth values and errors', async () => {
    const sheet = utils.aoa_to_sheet([
      ['Nguyễn Thị Hường', '099098000123', 12.5, true],
      ['', 'a\u200bb', -3, false],
    ])
    sheet.C2 = { t: 'e', v: 42 }
    expect(await readCells(xlsOf(bookOf(sheet)))).toEqual([
      ['Nguyễn Thị Hường', '099098000123', 12.5, true],
      [null, 'ab', { error: '#N/A' }, false],
    ])
  })

  test("days are told by the cell's own format", async () => {
    const sheet = utils.aoa_to_sheet([[43008, 43008, 43008.5, 0.5, 60, '30/9/2017', '']])
    for (const [cell, z] of Object.entries({
      B1: 'dd/mm/yyyy',
      C1: 'm/d/yy',
      D1: 'h:mm',
      E1: 'dd/mm/yyyy',
      F1: 'dd/mm/yyyy',
      G1: 'dd/mm/yyyy',
    })) {
      sheet[cell].z = z
    }
    expect(await readCells(xlsOf(bookOf(sheet)))).toEqual([
      [43008, { date: '2017-09-30', serial: 43008 }, { date: '2017-09-30', serial: 43008.5 }, 0.5, 60, '30/9/2017'],
    ])
  })

  test('a workbook that counts from 1904', async () => {
    const sheet = utils.aoa_to_sheet([[41546]])
    sheet.A1.z = 'dd/mm/yyyy'
    const book = bookOf(sheet, { Workbook: { WBProps: { date1904: true } } })
    expect(await readCells(xlsOf(book))).toEqual([[{ date: '2017-09-30', serial: 41546 }]])
  })

  test('hidden sheets, merged ranges and places of rows', async () => {
    const sheet = utils.aoa_to_sheet([[1], [], [null, 2, 3]])
    sheet['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 1, c: 3 } }]
    const book = bookOf(sheet)
    utils.book_append_sheet(book, utils.aoa_to_sheet([['nháp']]), 'Ẩn')
    book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 2 }] }
    const read = await readBytes(xlsOf(book))
    expect(read).toMatchObject({ format: 'xls', encoding: 'utf-16le' })
    expect(read.sheets).toMatchObject([
      {
        name: 'Danh sách',
        index: 0,
        visibility: 'visible',
        merges: [{ top: 1, left: 0, bottom: 2, right: 3 }],
        rows: [
          { number: 1, cells: [1], hidden: false },
          { number: 3, cells: [null, 2, 3], hidden: false },
        ],
      },
      { name: 'Ẩn', index: 1, visibility: 'veryHidden', merges: [], rows: [{ cells: ['nháp'] }] },
    ])
  })

  test('more rows than go into one answer of the thread', async () => {
    const rows = Array.from({ length: 2500 }, (_, i) => [i, `Hộ ${i}`])
    expect(await readCells(xlsOf(bookOf(utils.aoa_to_sheet(rows))))).toEqual(rows)
  })

  test('a formula gives the value saved with it, a number or a text', async () => {
    const stream = streamOf(xlsOf(bookOf(utils.aoa_to_sheet([[7]]))))
    const text = Buffer.concat([Buffer.from([5, 0, 1]), Buffer.from('Xã Ấp', 'utf16le')])
    const behindSheet = stream.length - recordOf(0x000a, Buffer.alloc(0)).length
    const longer = Buffer.concat([
      stream.subarray(0, behindSheet),
      formulaOf(1, Buffer.from('0000000000000040', 'hex')),
      formulaOf(2, Buffer.from('000000000000ffff', 'hex')),
      recordOf(0x0207, text),
      stream.subarray(behindSheet),
    ])
    const { sheets } = await readBytes(containerOf({ Workbook: longer }))
    expect(sheets[0]?.rows).toEqual([
      { number: 1, cells: [7], hidden: false },
      { number: 2, cells: [2], hidden: false, formulas: [0] },
      { number: 3, cells: ['Xã Ấp'], hidden: false, formulas: [0] },
    ])
  })

  test('a dimension of the whole sheet costs nothing, and links to other files are told and not followed', async () => {
    const stream = streamOf(xlsOf(bookOf(utils.aoa_to_sheet([[7]]))))
    const dimension = stream.indexOf(Buffer.from('00020e00', 'hex'))
    expect(dimension).toBeGreaterThan(0)
    stream.writeUInt32LE(0, dimension + 4)
    stream.writeUInt32LE(65_536, dimension + 8)
    stream.writeUInt16LE(256, dimension + 14)
    const behindBof = 4 + stream.readUInt16LE(2)
    const link = recordOf(0x01ae, Buffer.concat([Buffer.from([0, 0, 5, 0, 0, 1]), Buffer.from('a.xls')]))
    const sheetPlace = stream.indexOf(Buffer.from('8500', 'hex'), behindBof) + 4
    stream.writeUInt32LE(stream.readUInt32LE(sheetPlace) + link.length, sheetPlace)
    const linked = Buffer.concat([stream.subarray(0, behindBof), link, stream.subarray(behindBof)])
    const book = await readBytes(containerOf({ Workbook: linked }))
    expect(book.notices).toEqual(['external-links-ignored'])
    expect(book.sheets[0]?.rows).toEqual([{ number: 1, cells: [7], hidden: false }])
  })

  test('BIFF5 tells the code page its texts were decoded by', async () => {
    const read = await readBytes(xlsOf(bookOf(utils.aoa_to_sheet([['Ho so', '0123']])), 'biff5'))
    expect(read.encoding).toMatch(/^windows-\d+$/)
    expect(read.sheets[0]?.rows[0]?.cells).toEqual(['Ho so', '0123'])
  })
})

describe('an OLE file that cannot be read', () => {
  const small = () => xlsOf(bookOf(utils.aoa_to_sheet([[1]])))

  test('an .xlsx with a password lies in a container of its own', async () => {
    const bytes = containerOf({ EncryptionInfo: Buffer.alloc(100), EncryptedPackage: Buffer.alloc(5000) })
    expect(await refusalOf(bytes)).toBe('file-encrypted')
  })

  test('an .xls with a password', async () => {
    const stream = streamOf(small())
    const behindBof = 4 + stream.readUInt16LE(2)
    const filePass = recordOf(0x002f, Buffer.from('0000aabbccdd', 'hex'))
    const locked = Buffer.concat([stream.subarray(0, behindBof), filePass, stream.subarray(behindBof)])
    expect(await refusalOf(containerOf({ Workbook: locked }))).toBe('file-encrypted')
  })

  test('a .doc', async () => {
    expect(await refusalOf(containerOf({ WordDocument: Buffer.alloc(5000) }))).toBe('file-not-a-workbook')
  })

  test('an .xls cut short', async () => {
    expect(await refusalOf(small().subarray(0, 700))).toBe('file-damaged')
  })

  test('an .xls over its limit', async () => {
    expect(await refusalOf(small(), { maxXlsBytes: 1000 })).toBe('file-too-large')
  })

  test('a thread that takes too long is stopped', async () => {
    expect(await refusalOf(small(), { xlsWallSeconds: 0.001 })).toBe('file-took-too-long')
  })

  test('a thread that needs too much memory is stopped, and only it', async () => {
    expect(await refusalOf(small(), { xlsHeapMegabytes: 4 })).toBe('file-needs-too-much-memory')
  })

  test('the limits of rows and columns hold too', async () => {
    expect(await refusalOf(small(), { maxRows: 0 })).toBe('sheet-has-too-many-rows')
    expect(await refusalOf(small(), { maxColumns: 0 })).toBe('sheet-has-too-many-columns')
  })
})

const sharedData = process.env.BAOPHU_SHARED_DATA
test.skipIf(!sharedData)('the list of units as the statistics office gives it out', async () => {
  const read = await readFile(join(sharedData as string, 'gso-2023', 'dong-nai.xls'), 'dong-nai.xls')
  const [sheet] = read.sheets
  expect(sheet?.rows).toHaveLength(171)
  expect(sheet?.rows[1]?.cells.slice(0, 6)).toEqual([
    'Tỉnh Đồng Nai',
    '75',
    'Thành phố Biên Hòa',
    '731',
    'Phường Trảng Dài',
    '25993',
  ])
})
