import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { madeUpNationalId, madeUpSocialInsuranceNumber } from '../../src/app/demo/made-up-numbers.ts'

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
const GIVENS = ['An', 'Bình', 'Cường', 'Dũng', 'Giang', 'Hằng', 'Hiếu', 'Hương', 'Khánh', 'Lượng', 'Mỹ', 'Nghĩa', 'Sơn']
/** Codes and benefit digits of people of working age. */
const CODES = ['GD4', 'GD4', 'GD4', 'DN4', 'DN4', 'HN2', 'CN3']
const HEADINGS =
  'STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Mã số BHXH,Số thẻ BHYT,Từ ngày,Đến ngày,Mã KCB,Mã xã,Xã,Địa chỉ,Ghi chú'
const COMMUNES = 30
/** Of so many rows one is another a month later: a renewed card, or somebody new. */
export const CHANGED_ONE_IN = 100

/** A code of a commune of the register that the bench makes. */
export function communeCode(index: number): string {
  return String(26_000 + (index % COMMUNES))
}

export const COMMUNE_CODES = Array.from({ length: COMMUNES }, (_, index) => communeCode(index))

/** Makes a card roll in a process of its own, so that its memory is not taken for the hub's. */
export async function makeCardRoll(path: string, rows: number, month: 0 | 1): Promise<void> {
  await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), path, String(rows), String(month)])
}

/**
 * Writes a card roll of 14 columns as an office exports it: everybody once, of thirty communes. `month` 1 is the same roll a
 * month later, in which every hundredth row is another card or another person.
 */
async function writeCardRoll(path: string, rows: number, month: 0 | 1): Promise<void> {
  const file = createWriteStream(path)
  file.write(`${HEADINGS}\n`)
  for (let index = 0; index < rows; index++) {
    if (!file.write(cardRow(index, rows, month))) await once(file, 'drain')
  }
  file.end()
  await once(file, 'finish')
}

function cardRow(index: number, rows: number, month: 0 | 1): string {
  const isOther = month === 1 && index % CHANGED_ONE_IN === 7
  const who = isOther && index % 200 === 7 ? index + rows : index
  const name = `${FAMILIES[who % 14]} ${MIDDLES[(who >> 2) % 12]} ${MIDDLES[(who >> 5) % 12]} ${GIVENS[(who >> 3) % 13]}`
  const number = madeUpSocialInsuranceNumber(who * 13 + 1)
  const year = 1940 + ((who * 7) % 76)
  const nationalId = madeUpNationalId(who, `${year}-01-01`, who % 2 ? 'MALE' : 'FEMALE') ?? ''
  // Spread over the year: birthdays are changes of the cube.
  const born = `${two(((who >> 3) % 28) + 1)}/${two(((who >> 1) % 12) + 1)}/${year}`
  const until = isOther ? '30/06/2018' : '31/12/2017'
  return `${index + 1},${name},${born},${who % 2 ? 'Nam' : 'Nữ'},${nationalId},${number},${codeOf(who, year)}00${number},01/01/2017,${until},75${two(who % 40)}1,${communeCode(who)},,${who % 997}/${who % 31} tổ ${who % 12},đợt ${who % 12}\n`
}

/** Children under six and pupils by their age, as the law has them, so that the roll is as faultless as most. */
function codeOf(who: number, year: number): string {
  if (year > 2011) return 'TE1'
  if (year > 2000) return 'HS4'
  return (year < 1957 ? 'HT3' : CODES[who % CODES.length]) ?? 'GD4'
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

const [, script, path, rows, month] = process.argv
if (script === fileURLToPath(import.meta.url) && path) await writeCardRoll(path, Number(rows), month === '1' ? 1 : 0)
