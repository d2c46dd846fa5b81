import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { crc32, createDeflateRaw, type DeflateRaw } from 'node:zlib'
import { madeUpSocialInsuranceNumber } from '../../src/app/demo/made-up-numbers.ts'
import { MAIN_NAMESPACE, xlsxParts } from '../support/xlsx-builder.ts'
import { type ZipPart, zipOf } from '../support/zip-writer.ts'

const FAMILIES = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Huỳnh',
  'Vũ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
]
const MIDDLES = ['Văn', 'Thị', 'Đức', 'Hữu', 'Ngọc', 'Minh', 'Thanh', 'Quốc', 'Xuân', 'Kim', 'Hồng', 'Phước']
const GIVENS = [
  'An',
  'Bình',
  'Cường',
  'Dũng',
  'Giang',
  'Hằng',
  'Hiếu',
  'Hương',
  'Khánh',
  'Lượng',
  'Mỹ',
  'Nghĩa',
  'Phượng',
  'Quỳnh',
  'Sơn',
  'Thủy',
  'Tuấn',
  'Uyên',
  'Vượng',
  'Yến',
]
const HAMLETS = [
  'Ấp 1',
  'Ấp 2',
  'Ấp Bàu Sình',
  'Ấp Gia Hòa',
  'Ấp Thọ Phước',
  'Ấp Suối Cát',
  'Ấp Việt Kiều',
  'Ấp Bảo Vinh',
]
const HEADINGS = [
  'STT',
  'Họ và tên',
  'Ngày sinh',
  'Giới tính',
  'Số định danh',
  'Mã số BHXH',
  'Mã hộ',
  'Số nhà',
  'Ấp',
  'Xã',
  'Mã đối tượng',
  'Từ ngày',
  'Đến ngày',
  'Ghi chú',
]
const CHUNK_CHARACTERS = 256 * 1024

/** Texts by number, written to the shared table in the order they were first used. */
class Texts {
  readonly list: string[] = []
  private readonly known = new Map<string, number>()

  /** A text that comes again. */
  shared(text: string): number {
    const found = this.known.get(text)
    if (found !== undefined) return found
    this.known.set(text, this.list.length)
    return this.once(text)
  }

  /** A text of which there is only one, such as a code. */
  once(text: string): number {
    return this.list.push(text) - 1
  }
}

/** XML packed as it is written, for a sheet of a million rows is more than a gigabyte. */
class PackedPart {
  private readonly deflate: DeflateRaw = createDeflateRaw({ level: 1 })
  private readonly packed: Buffer[] = []
  private pending = ''
  private crc = 0
  private size = 0

  constructor() {
    this.deflate.on('data', (chunk: Buffer) => this.packed.push(chunk))
  }

  async write(xml: string): Promise<void> {
    this.pending += xml
    if (this.pending.length >= CHUNK_CHARACTERS) await this.flush()
  }

  async finish(name: string): Promise<ZipPart> {
    await this.flush()
    this.deflate.end()
    await once(this.deflate, 'end')
    return { name, content: Buffer.concat(this.packed), packed: true, size: this.size, crc: this.crc }
  }

  private async flush(): Promise<void> {
    const bytes = Buffer.from(this.pending)
    this.pending = ''
    this.crc = crc32(bytes, this.crc)
    this.size += bytes.length
    if (!this.deflate.write(bytes)) await once(this.deflate, 'drain')
  }
}

/**
 * Writes a register as officers send it: two title rows, a header of two rows with merged cells, a row of column numbers,
 * `rows` persons in 14 columns, a total and a signature line. Codes and names are shared texts, notes stand in the cell.
 */
export async function writeRegisterWorkbook(path: string, rows: number): Promise<void> {
  const texts = new Texts()
  const sheet = new PackedPart()
  await sheet.write(
    `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${MAIN_NAMESPACE}"><sheetData>${heading(texts)}`,
  )
  for (let i = 0; i < rows; i++) await sheet.write(personRow(i, texts))
  await sheet.write(
    `<row r="${rows + 6}"><c r="A${rows + 6}" t="inlineStr"><is><t>Tổng cộng: ${rows} người</t></is></c></row></sheetData>` +
      '<mergeCells count="2"><mergeCell ref="A1:N1"/><mergeCell ref="L3:M3"/></mergeCells></worksheet>',
  )
  const shared = new PackedPart()
  await shared.write(
    `<?xml version="1.0" encoding="UTF-8"?><sst xmlns="${MAIN_NAMESPACE}" count="${rows * 9}" uniqueCount="${texts.list.length}">`,
  )
  for (const text of texts.list) await shared.write(`<si><t>${text}</t></si>`)
  await shared.write('</sst>')
  const replaced = [await sheet.finish('xl/worksheets/sheet1.xml'), await shared.finish('xl/sharedStrings.xml')]
  const parts = xlsxParts({ sharedStrings: '', cellXfs: '<xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/>' })
  await writeFile(path, zipOf(parts.map((part) => replaced.find(({ name }) => name === part.name) ?? part)))
}

function heading(texts: Texts): string {
  const at = (row: number, cells: readonly string[]) =>
    `<row r="${row}">${cells.map((text, i) => `<c r="${letterOf(i)}${row}" t="s"><v>${texts.shared(text)}</v></c>`).join('')}</row>`
  const upper = HEADINGS.map((text, i) => (i === 11 ? 'Thời hạn sử dụng' : i === 12 ? '' : text))
  const numbers = HEADINGS.map((_, i) => `(${i + 1})`)
  return at(1, ['DANH SÁCH NGƯỜI THAM GIA BẢO HIỂM Y TẾ']) + at(3, upper) + at(4, HEADINGS) + at(5, numbers)
}

function letterOf(column: number): string {
  return String.fromCharCode(65 + column)
}

function personRow(i: number, texts: Texts): string {
  const row = i + 6
  const name = `${FAMILIES[i % 14]} ${MIDDLES[(i >> 2) % 12]} ${MIDDLES[(i >> 5) % 12]} ${GIVENS[(i >> 3) % 20]}`
  const s = (column: string, index: number) => `<c r="${column}${row}" t="s"><v>${index}</v></c>`
  const n = (column: string, value: number, style = 0) => `<c r="${column}${row}" s="${style}"><v>${value}</v></c>`
  return (
    `<row r="${row}" spans="1:14">${n('A', i + 1)}${s('B', texts.shared(name))}${n('C', 20000 + ((i * 7) % 20000), 1)}` +
    s('D', texts.shared(i % 2 ? 'Nam' : 'Nữ')) +
    s('E', texts.once(`099${String(100000000 + ((i * 7919) % 899999999))}`)) +
    s('F', texts.once(madeUpSocialInsuranceNumber(i * 13 + 1))) +
    s('G', texts.shared(`DN${String(Math.floor(i / 4)).padStart(8, '0')}`)) +
    s('H', texts.shared(`${i % 997}/${i % 31}`)) +
    s('I', texts.shared(HAMLETS[i % 8] as string)) +
    s('J', texts.shared('Xã Xuân Hòa')) +
    s('K', texts.shared(i % 5 ? 'GD' : 'HN')) +
    n('L', 42736, 1) +
    n('M', 43100, 1) +
    `<c r="N${row}" t="inlineStr"><is><t>Đã cấp thẻ đợt ${i % 12}</t></is></c></row>`
  )
}
