import type { PlainDate } from '../../../src/kernel/plain-date.ts'
import { AREA_STAGE, areaReader } from '../../forms/area-row.ts'
import type { RowView } from '../../forms/row-view.ts'
import type { RowReader, SheetContext, Source } from '../../forms/source-definition.ts'
import type { StageColumn } from '../../source.ts'
import { FIELDS, IGNORED } from './columns.ts'
import { titlePeriod } from './title-period.ts'

const STAGE: readonly StageColumn[] = [
  ...AREA_STAGE,
  { name: 'coverage_rate', type: 'float8' },
  { name: 'student_coverage_rate', type: 'float8' },
  { name: 'cards_issued', type: 'bigint' },
  { name: 'households_reviewed', type: 'bigint' },
  { name: 'valid_from', type: 'date' },
  { name: 'due_on', type: 'date' },
  { name: 'document', type: 'text' },
]

const MEASURES = ['coverage_rate', 'student_coverage_rate', 'cards_issued', 'households_reviewed'] as const

/** Rates and counts that an office assigns to areas, due on a day. */
export const TARGETS: Source = {
  kind: 'TARGETS',
  name: 'giao chỉ tiêu',
  stage: STAGE,
  fields: FIELDS,
  ignored: IGNORED,
  titleWords: ['chỉ tiêu', 'giao', 'kế hoạch', 'phân bổ'],
  otherTitleWords: ['báo cáo', 'kết quả thực hiện'],
  needs: [['area_name', 'area_code'], MEASURES],
  labelFields: ['area_name'],
  totals: 'KEEP',
  rows: readRows,
}

function readRows({ cells, isTotal, recognised, titles }: SheetContext): RowReader {
  const area = areaReader(cells, isTotal)
  const rates = [cells.rate('coverage_rate'), cells.rate('student_coverage_rate')]
  const counts = [cells.count('cards_issued'), cells.count('households_reviewed')]
  const [from, due, document] = [cells.firstDay('valid_from'), cells.lastDay('due_on'), cells.text('document')]
  const period = titlePeriod(titles, recognised.asOf)
  return (row: RowView) => {
    const where = area(row)
    const found = [...rates, ...counts].map((read) => read(row))
    if (!isTotal() && !row.rejected && found.every((value) => value === null)) {
      row.report('no-value-in-row', -1, typeof where[1] === 'string' ? where[1] : null)
    }
    const dueOn = due(row) ?? period.dueOn
    const validFrom = from(row) ?? period.validFrom ?? yearOf(dueOn)
    return { label: null, values: [...where, ...found, validFrom, dueOn, document(row) ?? recognised.document] }
  }
}

/** A target that says only when it is due is this year's: it holds from 1 January. */
function yearOf(dueOn: PlainDate | null): PlainDate | null {
  return dueOn === null ? null : `${dueOn.slice(0, 4)}-01-01`
}
