import { AREA_STAGE, areaReader } from '../../forms/area-row.ts'
import type { CellReaders, FieldReader } from '../../forms/cell-readers.ts'
import type { RowView } from '../../forms/row-view.ts'
import type { RowReader, SheetContext, Source } from '../../forms/source-definition.ts'
import type { StageColumn, StagedValue } from '../../source.ts'
import { FIELDS, IGNORED } from './columns.ts'
import { originOfTitles, type StatedOrigin } from './origins.ts'

/** Counts in the order in which they are staged. */
const COUNTS = [
  'population',
  'covered',
  'households',
  'households_poor',
  'households_near_poor',
  'households_middle_income_farming',
  'opening',
  'increase',
  'decrease',
  'closing',
  'students',
  'students_covered',
] as const

const STAGE: readonly StageColumn[] = [
  ...AREA_STAGE,
  { name: 'as_of', type: 'date' },
  ...COUNTS.map((name) => ({ name, type: 'bigint' as const })),
  { name: 'stated_rate', type: 'float8' },
  { name: 'origin', type: 'text' },
]

/** Numbers that an office states for its areas on a day. */
export const FIGURES: Source = {
  kind: 'FIGURES',
  name: 'báo cáo số liệu',
  stage: STAGE,
  fields: FIELDS,
  ignored: IGNORED,
  titleWords: ['báo cáo', 'tổng hợp', 'tình hình', 'kết quả', 'số liệu', 'thống kê', 'diễn biến', 'tiến độ'],
  otherTitleWords: ['giao chỉ tiêu', 'danh sách'],
  needs: [['area_name', 'area_code'], COUNTS],
  labelFields: ['area_name'],
  totals: 'KEEP',
  rows: readRows,
}

function readRows({ cells, isTotal, titles }: SheetContext): RowReader {
  const area = areaReader(cells, isTotal)
  const asOf = cells.lastDay('as_of')
  const counts = COUNTS.map((name) => (name === 'increase' ? increaseReader(cells) : cells.count(name)))
  const rate = cells.rate('stated_rate')
  // The titles are all read when the first row comes.
  let origin: StatedOrigin | null | undefined
  return (row: RowView) => {
    if (origin === undefined) origin = originOfTitles(titles)
    const where = area(row)
    const found: StagedValue[] = counts.map((read) => read(row))
    const stated = rate(row)
    if (!isTotal() && !row.rejected && stated === null && found.every((value) => value === null)) {
      row.report('no-value-in-row', -1, typeof where[1] === 'string' ? where[1] : null)
    }
    return { label: null, values: [...where, asOf(row), ...found, stated, origin] }
  }
}

/** Households that became poor are new ones and ones that became poor again; the identity needs both. */
function increaseReader(cells: CellReaders): FieldReader<number> {
  const [fresh, again] = [cells.count('increase'), cells.count('increase_again')]
  return (row) => {
    const [one, other] = [fresh(row), again(row)]
    return one === null && other === null ? null : (one ?? 0) + (other ?? 0)
  }
}
