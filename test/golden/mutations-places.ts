import type { CellValue } from '../../importers/workbook/workbook.ts'
import type { SeededRandom } from '../../src/app/demo/seeded-random.ts'
import type { Sameness } from './mutations-oracle.ts'
import {
  blankRow,
  dataPlaces,
  dataRows,
  headerPlaces,
  insertColumn,
  insertRows,
  type LooseRow,
  type Table,
} from './mutations-sheet.ts'

/** One way in which a sheet comes out of an office. `damage` changes the table's sheet; false: it has nothing to change here. */
export interface Damage {
  readonly name: string
  readonly sameness?: Sameness
  damage(table: Table, random: SeededRandom): boolean
}

const LETTERHEAD: readonly (readonly CellValue[])[] = [
  ['ỦY BAN NHÂN DÂN', null, null, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
  [null, null, null, 'Độc lập - Tự do - Hạnh phúc'],
  ['Biểu số 02', null, 'Đơn vị tính: người'],
  ['(Ban hành kèm theo Thông tư số 07/2021/TT-BLĐTBXH ngày 18 tháng 7 năm 2021)'],
  ['Kính gửi: Phòng Thu - Sổ, thẻ'],
  ['Số: …/BC', null, '…, ngày … tháng … năm …'],
]

function manyRows(random: SeededRandom, most: number): LooseRow[] {
  return Array.from({ length: random.whole(1, most) }, () => blankRow(null))
}

/** Rows put in before rows of the table, at up to three places. */
function between(table: Table, random: SeededRandom, made: () => LooseRow | null): boolean {
  const places = dataPlaces(table).slice(1)
  if (places.length === 0) return false
  const chosen = [...new Set([random.pick(places), random.pick(places), random.pick(places)])].sort((a, b) => b - a)
  let changed = false
  for (const place of chosen) {
    const row = made()
    if (row === null) continue
    insertRows(table.sheet, place, [row])
    changed = true
  }
  return changed
}

function columnOf({ recognised }: Table, ...fields: readonly string[]): number {
  return recognised.columns.find(({ field }) => field !== null && fields.includes(field))?.index ?? -1
}

const LABELS = ['full_name', 'head_name', 'area_name', 'unit_name', 'commune_name']

/** A row with a mark in STT and words in the column of names. */
function words(table: Table, ordinal: string | null, text: string): LooseRow | null {
  const [first, label] = [columnOf(table, 'ordinal'), columnOf(table, ...LABELS)]
  if (label < 0) return null
  const cells: CellValue[] = []
  if (first >= 0 && ordinal !== null) cells[first] = ordinal
  cells[label] = text
  return blankRow(null, cells)
}

/** A total with a number in every column that holds numbers. */
function total(table: Table, text: string): LooseRow | null {
  const row = words(table, null, text)
  if (row === null) return null
  const rows = dataRows(table)
  for (const [column] of table.sheet.columns.entries()) {
    if (rows.some(({ cells }) => typeof cells[column] === 'number') && row.cells[column] === undefined)
      row.cells[column] = column === columnOf(table, 'ordinal') ? null : 4321
  }
  return row
}

/** Where the table stands in its sheet. */
export const PLACE_DAMAGES: readonly Damage[] = [
  {
    name: 'table shifted down',
    damage({ sheet }, random) {
      insertRows(sheet, 0, manyRows(random, 12))
      return true
    },
  },
  {
    name: 'table shifted right',
    damage({ sheet }, random) {
      for (let count = random.whole(1, 3); count > 0; count -= 1) insertColumn(sheet, 0)
      return true
    },
  },
  {
    name: 'more title lines',
    damage({ sheet }, random) {
      const lines = LETTERHEAD.slice(random.whole(0, 3)).map((cells) => blankRow(null, [...cells]))
      insertRows(sheet, 0, lines)
      return true
    },
  },
  {
    name: 'blank rows above the header',
    damage(table, random) {
      insertRows(table.sheet, headerPlaces(table).top, manyRows(random, 3))
      return true
    },
  },
  {
    name: 'blank rows below the header',
    damage(table, random) {
      insertRows(table.sheet, headerPlaces(table).last + 1, manyRows(random, 2))
      return true
    },
  },
  {
    name: 'numbering row below the header',
    damage(table, random) {
      const inBrackets = random.chance(0.5)
      const marks = table.sheet.columns.map((_, at) => (inBrackets ? `(${at + 1})` : at < 2 ? 'AB'.charAt(at) : at - 1))
      insertRows(table.sheet, headerPlaces(table).last + 1, [blankRow(null, marks)])
      return table.sheet.columns.length < 60
    },
  },
]

/** What stands between the rows of the table. */
export const ROW_DAMAGES: readonly Damage[] = [
  { name: 'blank rows', damage: (table, random) => between(table, random, () => blankRow(null)) },
  {
    name: 'ghost rows of formulas',
    damage: (table, random) => between(table, random, () => blankRow(null, ['', '', 0, '', 0])),
  },
  {
    name: 'header repeated in the data',
    damage(table, random) {
      const { top, last } = headerPlaces(table)
      const header = table.sheet.rows.slice(top, last + 1).map(({ cells }) => blankRow(null, [...cells]))
      const places = dataPlaces(table).slice(1)
      if (places.length === 0) return false
      insertRows(table.sheet, random.pick(places), header)
      return true
    },
  },
  {
    name: 'totals between the rows',
    damage: (table, random) =>
      between(table, random, () => total(table, random.pick(['Cộng', 'Tổng cộng', 'TỔNG SỐ', 'Cộng trang 2']))),
  },
  {
    name: 'totals with other words',
    damage: (table, random) =>
      between(table, random, () => total(table, random.pick(['Cộng:', 'Tổng cộng:', 'Cộng chuyển sang', 'Lũy kế']))),
  },
  {
    name: 'section rows between the rows',
    damage(table, random) {
      // Where sections say who came and who left, another section is another meaning; “Tăng mới” itself makes a change list.
      if (table.sheet.rows.some(({ cells }) => cells.includes('Giảm'))) return false
      let mark = 0
      return between(table, random, () =>
        words(table, ['II', 'III', 'IV'][mark++] ?? 'V', random.pick(['Đợt tiếp theo', 'Khu vực nông thôn'])),
      )
    },
  },
  {
    name: 'page marks between the rows',
    damage: (table, random) => between(table, random, () => blankRow(null, [null, `Trang ${random.whole(2, 9)}`])),
  },
  {
    name: 'hidden rows',
    damage(table, random) {
      for (const row of dataRows(table)) if (random.chance(0.4)) row.hidden = true
      return true
    },
  },
  {
    name: 'notes and signatures below',
    damage({ sheet }) {
      sheet.rows.push(
        blankRow(null, ['Ghi chú: số liệu do các xã báo cáo, đã đối chiếu']),
        blankRow(null),
        blankRow(null, [null, null, 'Yên Thế, ngày 10 tháng 10 năm 2019']),
        blankRow(null, [null, 'NGƯỜI LẬP BIỂU', null, 'GIÁM ĐỐC']),
        blankRow(null, [null, '(Ký, ghi rõ họ tên)', null, '(Ký tên, đóng dấu)']),
        blankRow(null, [null, 'Trần Thị Lập', null, 'Nguyễn Văn Ký']),
      )
      return true
    },
  },
  {
    name: 'excel errors in cells',
    damage(table, random) {
      const columns = table.recognised.columns.filter(({ field }) => field !== null && field !== 'ordinal')
      for (const row of dataRows(table))
        if (random.chance(0.3)) row.cells[random.pick(columns).index] = { error: '#REF!' }
      return true
    },
  },
]
