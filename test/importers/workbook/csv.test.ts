import { describe, expect, test } from 'vitest'
import { utf16be, windows1258 } from '../../support/text-bytes.ts'
import { readBytes, readCells, refusalOf } from './read-workbook.ts'

const TEXT = 'Họ và tên;Mã số\nNguyễn Thị Hường;0050980001\nĐặng Văn Ước;0012'
const CELLS = [
  ['Họ và tên', 'Mã số'],
  ['Nguyễn Thị Hường', '0050980001'],
  ['Đặng Văn Ước', '0012'],
]

describe('encodings', () => {
  test.each([
    ['utf-8', Buffer.from(TEXT)],
    ['utf-8', Buffer.from(`\ufeff${TEXT}`)],
    ['utf-16le', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['utf-16be', utf16be(TEXT)],
    ['utf-16le', Buffer.from(TEXT, 'utf16le')],
    ['utf-16be', utf16be(TEXT).subarray(2)],
    ['windows-1258', windows1258(TEXT)],
  ])('%s', async (encoding, bytes) => {
    const workbook = await readBytes(bytes, 'danh sách.csv')
    expect(workbook).toMatchObject({ format: 'csv', encoding })
    expect(workbook.sheets[0]?.rows.map((row) => row.cells)).toEqual(CELLS)
  })

  test('the letters of Windows-1258 come out composed', async () => {
    const letters = 'ắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựíìỉĩịýỳỷỹỵ ĐđƠơƯưĂă'
    expect(await readCells(windows1258(letters), 'a.csv')).toEqual([[letters]])
  })

  test.each([
    ['TCVN3', 'Hä vµ tªn,X·\nNguyÔn V¨n §¹i,X· Xu©n H\xadng\nTrÇn ThÞ Hång,Ph\xadíc'],
    ['VNI', 'Nguyeãn Vaên Thöû,Nguyeãn Thò Minh Khai\nCOÄNG HOØA XAÕ,Vieät Nam'],
  ])('text of the %s fonts keeps its bytes for the decoder of fonts', async (_, text) => {
    const workbook = await readBytes(Buffer.from(text, 'latin1'), 'a.csv')
    expect(workbook.encoding).toBe('windows-1252')
    expect(workbook.sheets[0]?.rows.map((row) => row.cells.join(','))).toEqual(text.split('\n'))
  })

  test.each([65_535, 65_536, 262_142, 262_143, 262_144])(
    'a letter cut by the end of a block, at byte %d',
    async (offset) => {
      const name = 'Nguyễn Thị Ấ😀ệ'.repeat(40)
      const text = `${Array.from({ length: offset }, (_, i) => (i % 100 === 99 ? '\n' : 'a')).join('')}${name}`
      const rows = await readCells(Buffer.from(text), 'a.csv')
      expect(rows.map((row) => row.join('')).join('\n')).toBe(text.replace(/\n$/, ''))
    },
  )

  test('a file that ends inside a letter is no UTF-8 and is read as the older code page', async () => {
    const { encoding, sheets } = await readBytes(Buffer.from('Xã,1\nA,ế').subarray(0, -1), 'a.csv')
    expect(encoding).toMatch(/^windows-125/)
    expect(sheets[0]?.rows[1]?.cells[0]).toBe('A')
  })

  test('UTF-16 with half a character is refused', async () => {
    const bytes = Buffer.concat([Buffer.from('\ufeffa,b\n', 'utf16le'), Buffer.from([0x41])])
    expect(await refusalOf(bytes, {}, 'a.csv')).toBe('file-encoding-not-supported')
  })
})

describe('delimiters', () => {
  test.each([
    ['a comma', 'a,b,c\n1,2,3', ['a', 'b', 'c']],
    ['a semicolon, with commas in the cells', 'a;b\n1,5;"x, y"\n2,5;z', ['a', 'b']],
    ['a tab, with semicolons in one cell', 'a\tb\n1;2;3;4\t5\n6\t7', ['a', 'b']],
    ['a bar', 'a|b\n1|2', ['a', 'b']],
    ["Excel's own line", 'sep=|\na,b|c\n1,2|3', ['a,b', 'c']],
    ['none', 'Tên\nAn', ['Tên']],
    ['a delimiter in quotes', '"a;b;c",d\n"e;f;g",h', ['a;b;c', 'd']],
  ])('%s', async (_, text, expected) => {
    expect((await readCells(text, 'a.csv'))[0]).toEqual(expected)
  })
})

describe('rows', () => {
  test('quotes, line ends in cells, empty lines and short rows', async () => {
    const text = 'a,b,c\r\n\r\n"một\r\nhai","ba ""bốn""",\r\n,,x\r\n,,\r\nÔng "Tư" An,5\r\n'
    expect((await readBytes(text, 'a.csv')).sheets[0]?.rows).toEqual([
      { number: 1, cells: ['a', 'b', 'c'], hidden: false },
      { number: 3, cells: ['một\nhai', 'ba "bốn"'], hidden: false },
      { number: 4, cells: [null, null, 'x'], hidden: false },
      { number: 6, cells: ['Ông "Tư" An', '5'], hidden: false },
    ])
  })

  test('the first quote far down the file: rows before and after it have their own numbers', async () => {
    const plain = Array.from({ length: 9000 }, (_, index) => `${index + 1},Nguyễn Văn ${index}`)
    const text = [...plain, '9001,"ấp 1, xã ""Đông"""', '', '9003,x'].join('\r\n')
    const rows = (await readBytes(text, 'a.csv')).sheets[0]?.rows ?? []
    expect(rows.map(({ number, cells }) => [number, cells[0]])).toEqual(
      [...Array.from({ length: 9001 }, (_, index) => index + 1), 9003].map((number) => [number, String(number)]),
    )
    expect(rows[9000]?.cells[1]).toBe('ấp 1, xã "Đông"')
  })

  test.each([0, 1, 2])('a line end of two signs, cut by the end of a piece of the file (%d)', async (shift) => {
    const text = 'a,'.repeat(32_768).slice(shift)
    expect((await readCells(`${text}b\r\nc,d\r\n`, 'a.csv', { maxColumns: 40_000 }))[1]).toEqual(['c', 'd'])
  })

  test.each([
    ['lone carriage returns', 'a,b\rc,d\re,f'],
    ['line feeds', 'a,b\nc,d\ne,f\n'],
    ['the line of Excel before a quote', 'sep=,\n"a",b\nc,d\ne,f'],
    ['the line of Excel without one', 'sep=,\r\na,b\r\nc,d\r\ne,f'],
  ])('rows that are ended by or begin after %s', async (_, text) => {
    expect(await readCells(text, 'a.csv')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
    ])
  })

  test('the sheet is named as the file, without folders and ending', async () => {
    expect((await readBytes('a', 'C:\\tạm\\danh sách xã.2017.csv')).sheets[0]?.name).toBe('danh sách xã.2017')
    expect((await readBytes('a', '../../x\u0000y')).sheets[0]?.name).toBe('xy')
    expect((await readBytes('a', '.csv')).sheets[0]?.name).toBe('csv')
  })

  test('unseen characters go', async () => {
    expect(await readCells('\u200b075\u202e,\u200b\n', 'a.csv')).toEqual([['075']])
  })

  test.each([
    ['a quote that is never closed', 'a,b\n1,"2\n3,4\n', {}, 'csv-quote-not-closed'],
    ['more rows than the limit', 'a\nb\nc', { maxRows: 2 }, 'sheet-has-too-many-rows'],
    ['more columns than the limit', 'a,b,c', { maxColumns: 2 }, 'sheet-has-too-many-columns'],
    ['more cells than the limit', 'a,b\nc,d', { maxCells: 3 }, 'sheet-has-too-many-cells'],
    ['a longer cell than the limit', 'aaaaa', { maxCellCharacters: 4 }, 'cell-text-too-long'],
    ['a longer line than the limit', `a\n${'a'.repeat(2000)}\nb`, { maxRowBytes: 1000 }, 'row-too-large'],
    ['a line without an end', 'a'.repeat(300_000), { maxRowBytes: 1000 }, 'row-too-large'],
    ['a longer row than the limit', `"${'a'.repeat(300_000)}"`, { maxRowBytes: 1000 }, 'row-too-large'],
  ])('%s is refused', async (_, text, limits, code) => {
    expect(await refusalOf(text, limits, 'a.csv')).toBe(code)
  })
})
