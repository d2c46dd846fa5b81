import type { CellValue } from '../../importers/workbook/workbook.ts'
import { plainKey } from '../../src/kernel/vietnamese-text.ts'
import type { Damage } from './mutations-places.ts'
import {
  blankRow,
  dataRows,
  headerPlaces,
  insertColumn,
  insertRows,
  orderColumns,
  type Table,
} from './mutations-sheet.ts'

/** Rewrites every text of the header. */
function rewriteHeadings(table: Table, rewrite: (heading: string) => string): boolean {
  const { top, last } = headerPlaces(table)
  let changed = false
  for (const row of table.sheet.rows.slice(top, last + 1)) {
    row.cells = row.cells.map((cell) => {
      if (typeof cell !== 'string' || cell === '') return cell
      const damaged = rewrite(cell)
      changed ||= damaged !== cell
      return damaged
    })
  }
  return changed
}

/** Each cell of a group's heading holds the group's words, and no range goes across columns any more. */
function fillGroups({ sheet, recognised }: Table): boolean {
  const header = new Set(recognised.headerRows)
  const groups = sheet.merges.filter(({ top, left, right }) => header.has(top) && right > left)
  for (const { top, left, right } of groups) {
    const cells = sheet.rows[top - 1]?.cells ?? []
    for (let column = left + 1; column <= right; column += 1) cells[column] = cells[left] ?? null
  }
  sheet.merges = sheet.merges.filter((range) => !groups.includes(range))
  return groups.length > 0
}

/** Whether the header has one row, so that a column's heading is one cell. */
function hasPlainHeader({ recognised }: Table): boolean {
  return recognised.headerRows.length === 1
}

/** Columns may change places only when no group holds them together. */
function mayMove(table: Table): boolean {
  const first = table.recognised.headerRows[0] ?? 0
  if ([...table.data].some((row) => row < first)) return false
  if (hasPlainHeader(table)) return true
  return fillGroups(table)
}

function shuffled(count: number, pick: (below: number) => number): number[] {
  const order = Array.from({ length: count }, (_, at) => at)
  for (let at = count - 1; at > 0; at -= 1) {
    const other = pick(at)
    const kept = order[at] ?? at
    order[at] = order[other] ?? other
    order[other] = kept
  }
  return order
}

/** Names of places carry their level in their heading: another heading means another thing there. */
const HEADING_IS_MEANING = new Set(['area_name', 'commune_name', 'hamlet_name', 'group_name', 'unit_name', 'ordinal'])

/** The words of headings and how they are spread over rows. */
export const HEADING_DAMAGES: readonly Damage[] = [
  {
    name: 'headings in capitals',
    damage: (table) => rewriteHeadings(table, (heading) => heading.toUpperCase()),
  },
  {
    name: 'headings with decomposed letters',
    damage: (table) => rewriteHeadings(table, (heading) => heading.normalize('NFD')),
  },
  {
    name: 'headings broken into lines',
    damage: (table) => rewriteHeadings(table, (heading) => heading.replaceAll(' ', ' \n')),
  },
  { name: 'headings without accents', damage: (table) => rewriteHeadings(table, plainKey) },
  {
    name: 'headings with remarks',
    damage: (table, random) =>
      rewriteHeadings(table, (heading) => `${heading} ${random.pick(['(*)', '(1)', ':', '(ghi rõ)', '*'])}`),
  },
  {
    name: 'group over headings',
    damage(table, random) {
      const { top } = headerPlaces(table)
      if (table.recognised.headerRows.length > 2) return false
      const width = table.sheet.columns.length
      const left = random.whole(0, Math.max(0, width - 2))
      const right = random.whole(left + 1, width - 1)
      if (right <= left) return false
      const cells: CellValue[] = []
      cells[left] = random.pick(['Thông tin chung', 'Nội dung kê khai', 'Phần I'])
      insertRows(table.sheet, top, [blankRow(null, cells)])
      table.sheet.merges.push({ top: top + 1, bottom: top + 1, left, right })
      return true
    },
  },
  {
    name: 'heading split over two rows',
    damage(table, random) {
      if (!hasPlainHeader(table)) return false
      const { top } = headerPlaces(table)
      const header = table.sheet.rows[top]?.cells ?? []
      const below: CellValue[] = []
      for (const [column, cell] of header.entries()) {
        if (typeof cell !== 'string' || !cell.includes(' ') || random.chance(0.4)) continue
        const at = cell.indexOf(' ', random.whole(0, cell.lastIndexOf(' ')))
        header[column] = cell.slice(0, at)
        below[column] = cell.slice(at + 1)
      }
      insertRows(table.sheet, top + 1, [blankRow(null, below)])
      return below.length > 0
    },
  },
  {
    name: 'header cells merged downwards',
    damage(table) {
      if (!hasPlainHeader(table)) return false
      const { top } = headerPlaces(table)
      insertRows(table.sheet, top + 1, [blankRow(null)])
      for (const left of table.sheet.columns.keys())
        table.sheet.merges.push({ top: top + 1, bottom: top + 2, left, right: left })
      return true
    },
  },
  { name: 'groups written in every cell', damage: (table) => fillGroups(table) },
  {
    name: 'groups without merged cells',
    damage(table) {
      const { top, last } = headerPlaces(table)
      const before = table.sheet.merges.length
      table.sheet.merges = table.sheet.merges.filter((range) => range.top <= top || range.top > last + 1)
      return table.sheet.merges.length < before
    },
  },
]

/** Which columns there are and in which order. */
export const COLUMN_DAMAGES: readonly Damage[] = [
  {
    name: 'columns in another order',
    damage(table, random) {
      if (!mayMove(table)) return false
      const order = shuffled(table.sheet.columns.length, (below) => random.whole(0, below))
      orderColumns(table.sheet, order, headerPlaces(table).top)
      return true
    },
  },
  {
    name: 'column moved to the end',
    damage(table, random) {
      if (!mayMove(table)) return false
      const order = [...table.sheet.columns.keys()]
      order.push(...order.splice(random.whole(0, order.length - 1), 1))
      orderColumns(table.sheet, order, headerPlaces(table).top)
      return true
    },
  },
  {
    name: 'unknown column put in',
    damage(table, random) {
      const at = random.whole(0, table.sheet.columns.length)
      insertColumn(table.sheet, at)
      const { top } = headerPlaces(table)
      const header = table.sheet.rows[top]?.cells ?? []
      header[at] = random.pick(['Mã nội bộ', 'Cột phụ', 'Điểm B1', 'Người nhập'])
      for (const row of dataRows(table))
        row.cells[at] = random.pick<CellValue>([random.whole(1, 9999), 'x', 'Lê Văn A'])
      return true
    },
  },
  {
    name: 'empty column put in',
    damage(table, random) {
      insertColumn(table.sheet, random.whole(1, table.sheet.columns.length))
      return true
    },
  },
  {
    name: 'column twice with other values',
    damage(table, random) {
      if (!hasPlainHeader(table)) return false
      const used = table.recognised.columns.filter(({ field }) => field !== null && field !== 'ordinal')
      const { index } = random.pick(used)
      const at = table.sheet.columns.length
      const cells = table.sheet.rows[headerPlaces(table).top]?.cells ?? []
      while (cells.length < at) cells.push(null)
      cells[at] = cells[index] ?? null
      for (const row of dataRows(table)) row.cells[at] = 'khác'
      table.sheet.columns.push(index)
      return true
    },
  },
  {
    name: 'column under another accepted heading',
    damage(table, random) {
      if (!hasPlainHeader(table)) return false
      const known = table.recognised.columns.filter(({ field }) => field !== null && !HEADING_IS_MEANING.has(field))
      if (known.length === 0) return false
      const { index, field } = random.pick(known)
      const headings = table.fields.find((candidate) => candidate.field === field)?.headings ?? []
      if (headings.length === 0) return false
      const cells = table.sheet.rows[headerPlaces(table).top]?.cells ?? []
      cells[index] = random.pick(headings)
      return true
    },
  },
  {
    name: 'column under a heading that means nothing',
    damage(table, random) {
      const known = table.recognised.columns.filter(({ field }) => field !== null && field !== 'ordinal')
      const { index } = random.pick(known)
      const { top, last } = headerPlaces(table)
      for (const row of table.sheet.rows.slice(top, last + 1)) {
        if (typeof row.cells[index] === 'string' && row.cells[index] !== '') row.cells[index] = 'Cột số mười một'
      }
      return true
    },
  },
]
