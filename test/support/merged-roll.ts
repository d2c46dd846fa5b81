import { columnLetters } from '../../importers/forms/column-letters.ts'
import { madeUpSocialInsuranceNumber } from '../../src/app/demo/made-up-numbers.ts'
import { buildXlsx } from './xlsx-builder.ts'

const HEADINGS = [
  ...['STT', 'Họ và tên', 'Mã số BHXH', 'Số thẻ BHYT', 'Ngày sinh', 'Giới tính', 'Mã xã', 'Thời hạn thẻ', ''],
  ...['Địa chỉ', 'Ghi chú', ''],
]
const DAYS = ['', '', '', '', '', '', '', 'Từ ngày', 'Đến ngày', '', '', '']

function row(number: number, texts: readonly string[]): string {
  const cells = texts.map((text, at) =>
    text === '' ? '' : `<c r="${columnLetters(at)}${number}" t="inlineStr"><is><t>${text}</t></is></c>`,
  )
  return `<row r="${number}">${cells.join('')}</row>`
}

/**
 * A card roll as some offices draw it: a heading of two rows, and of every person the remark merged over two columns and the
 * address over two rows: as many merged ranges as persons and half as many again. Without `merged` the same cells without any.
 */
export function mergedRoll(persons: number, merged = true): Buffer {
  const rows = [row(1, ['DANH SÁCH NGƯỜI THAM GIA BHYT TÍNH ĐẾN NGÀY 10/11/2017']), row(3, HEADINGS), row(4, DAYS)]
  const merges = ['A1:L1', 'H3:I3', ...'ABCDEFGJ'.split('').map((letter) => `${letter}3:${letter}4`), 'K3:L4']
  for (let index = 0; index < persons; index += 1) {
    const at = index + 5
    const number = madeUpSocialInsuranceNumber(index + 1)
    const born = `0${(index % 9) + 1}/0${(index % 7) + 1}/${1940 + (index % 70)}`
    const person = [String(index + 1), `Nguyễn Văn ${String.fromCharCode(65 + (index % 26))}`, number, `GD400${number}`]
    const facts = [born, index % 2 ? 'Nam' : 'Nữ', '26446', '01/01/2017', '31/12/2017']
    rows.push(row(at, [...person, ...facts, index % 2 ? '' : `Ấp ${(index % 8) + 1}`, `đợt ${index % 12}`, '']))
    merges.push(`K${at}:L${at}`)
    if (index % 2 === 0 && index + 1 < persons) merges.push(`J${at}:J${at + 1}`)
  }
  const ranges = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')
  return buildXlsx({
    sheets: [rows.join('')],
    afterRows: merged ? `<mergeCells count="${merges.length}">${ranges}</mergeCells>` : '',
  })
}
