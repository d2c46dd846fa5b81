import { utils, write } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { buildOds, odsNumber, odsRow } from '../../support/ods-builder.ts'
import { buildXlsx, MAIN_NAMESPACE } from '../../support/xlsx-builder.ts'
import { type ZipPart, zipOf } from '../../support/zip-writer.ts'
import { readBytes, refusalOf } from './read-workbook.ts'

const ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
const XLSX = buildXlsx({ sheets: [ONE] })
const part = (name: string, content: Buffer | string = ''): ZipPart => ({ name, content })

function sheetjs(bookType: 'biff8' | 'xlsb'): Buffer {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet([[1]]), 'Sheet1')
  return write(book, { type: 'buffer', bookType })
}

describe('a workbook in a .zip', () => {
  test.each([
    ['xlsx', XLSX],
    ['xls', sheetjs('biff8')],
    ['xlsb', sheetjs('xlsb')],
    ['ods', buildOds({ tables: [odsRow(odsNumber(1))] })],
    ['csv', Buffer.from('1;\n')],
  ])('%s is read, and that it lay in an archive is told', async (format, bytes) => {
    const book = await readBytes(zipOf([part('Xã Xuân Hưng/'), part(`Xã Xuân Hưng/danh sách.${format}`, bytes)]))
    expect(book).toMatchObject({ format, notices: ['archive-unpacked'] })
    expect(String(book.sheets[0]?.rows[0]?.cells)).toBe('1')
  })

  test('a letter, a picture and what a Mac puts beside it do no harm', async () => {
    const others = ['công văn.pdf', '__MACOSX/._a.xlsx', '.DS_Store', 'ảnh/thumbs.db'].map((name) => part(name, 'x'))
    expect((await readBytes(zipOf([...others, part('a.xlsx', XLSX)]))).format).toBe('xlsx')
  })

  test('what it is its bytes say, whatever it is called', async () => {
    expect((await readBytes(zipOf([part('bảng', XLSX)]))).format).toBe('xlsx')
    expect((await readBytes(zipOf([part('a.csv', XLSX), part('b.pdf', '%PDF-')]))).format).toBe('xlsx')
    expect(await refusalOf(zipOf([part('a.xlsx', '%PDF-')]))).toBe('file-not-a-workbook')
  })

  test('more bytes of it than one piece holds', async () => {
    const csv = 'Nguyễn Thị Hường;0050980001\n'.repeat(20_000)
    const book = await readBytes(zipOf([part('a.csv', csv)]), 'a.zip', { onePieceBytes: 0, maxInflateRatio: 1e9 })
    expect(book.sheets[0]?.rows).toHaveLength(20_000)
    expect(book.sheets[0]?.rows.at(-1)?.cells).toEqual(['Nguyễn Thị Hường', '0050980001'])
  })
})

describe('an archive that is refused', () => {
  test.each([
    ['several workbooks', zipOf([part('a.xlsx', XLSX), part('b.csv', '1;2')]), 'archive-has-several-workbooks'],
    ['a workbook and an archive', zipOf([part('a.xlsx', XLSX), part('b.zip')]), 'archive-has-several-workbooks'],
    ['an archive in it', zipOf([part('a.zip', zipOf([part('b.xlsx', XLSX)]))]), 'archive-in-archive'],
    ['no workbook', zipOf([part('a.pdf', 'x'), part('b.jpg', 'x')]), 'file-not-a-workbook'],
    ['nothing', zipOf([]), 'file-not-a-workbook'],
    ['only folders', zipOf([part('a/')]), 'file-not-a-workbook'],
    ['an empty workbook', zipOf([part('a.xlsx')]), 'file-empty'],
    ['a workbook behind a password', zipOf([{ name: 'a.xlsx', content: XLSX, flags: 1 }]), 'file-encrypted'],
    ['a damaged workbook', zipOf([part('a.xlsx', XLSX.subarray(0, -30))]), 'file-damaged'],
    ['a wrong checksum', zipOf([{ name: 'a.xlsx', content: XLSX, crc: 1 }]), 'file-damaged'],
    ['a name that leaves the archive', zipOf([part('../a.xlsx', XLSX)]), 'file-damaged'],
    ['a RAR archive', Buffer.from('526172211a070100ffff', 'hex'), 'file-is-archive'],
    ['a 7-Zip archive', Buffer.from('377abcaf271c0004', 'hex'), 'file-is-archive'],
  ])('%s', async (_, bytes, code) => {
    // An archive of nothing has no first part, hence not the mark of one.
    expect(await refusalOf(bytes)).toBe(code)
  })

  test('a bomb in the archive', async () => {
    const bomb = part('a.csv', ' '.repeat(3_000_000))
    expect(await refusalOf(zipOf([bomb]))).toBe('file-inflates-too-much')
    expect(await refusalOf(zipOf([{ ...bomb, size: 1000 }]))).toBe('file-damaged')
  })

  test('a bomb in the workbook in the archive', async () => {
    const sheetXml = `<worksheet xmlns="${MAIN_NAMESPACE}"><sheetData>${' '.repeat(3_000_000)}</sheetData></worksheet>`
    expect(await refusalOf(zipOf([part('a.xlsx', buildXlsx({ sheetXml }))]))).toBe('file-inflates-too-much')
  })

  test('a workbook over the limit of archives', async () => {
    expect(await refusalOf(zipOf([part('a.xlsx', XLSX)]), { maxArchivedBytes: 100 })).toBe('archived-file-too-large')
  })
})
