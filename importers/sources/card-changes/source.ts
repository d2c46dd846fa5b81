import { cardReader, personReader, placeReader } from '../../forms/person-row.ts'
import { inStageOrder, PERSON_STAGE } from '../../forms/person-stage.ts'
import type { RowView } from '../../forms/row-view.ts'
import type { RowReader, SheetContext, SheetSigns, Source } from '../../forms/source-definition.ts'
import { FIELDS, IGNORED } from './columns.ts'
import {
  type Change,
  changeOfPlan,
  changeOfSection,
  changeOfTitles,
  headCode,
  isDeath,
  isTitleOfChanges,
} from './lookups.ts'

/** Increases and decreases of an area: a flow. It says nothing of anybody who is not in it. */
export const CARD_CHANGES: Source = {
  kind: 'CARD_CHANGES',
  name: 'danh sách tăng, giảm thẻ',
  stage: [
    ...PERSON_STAGE,
    { name: 'change', type: 'text' },
    { name: 'months', type: 'integer' },
    { name: 'died', type: 'boolean' },
  ],
  fields: FIELDS,
  ignored: IGNORED,
  titleWords: ['D03', 'D10a', 'người chỉ tham gia BHYT', 'cấp thẻ', 'tăng, giảm'],
  needs: [
    ['full_name'],
    ['social_insurance_number', 'national_id', 'card_number', 'birth_date', 'birth_year'],
    ['valid_from', 'from_month', 'valid_until', 'months'],
  ],
  labelFields: ['full_name'],
  totals: 'SKIP',
  claims: isListOfChanges,
  rows: readRows,
}

/**
 * Stock and flow have the same columns, so a flow must show itself: by the form's name or a title, by sections (Tăng, Giảm,
 * Cấp lại …), or by the columns of a declaration, where months are paid by receipt or a row has its plan.
 */
function isListOfChanges({ titles, sections, fields }: SheetSigns): boolean {
  if (titles.some(isTitleOfChanges) || sections.some((section) => changeOfSection(section) !== null)) return true
  const declared = fields.has('plan') || fields.has('receipt_day') || fields.has('receipt_number')
  return declared && fields.has('months')
}

function readRows({ cells, section, titles }: SheetContext): RowReader {
  const person = personReader(cells, 'full_name')
  const place = placeReader(cells)
  const card = cardReader(cells)
  const change = changeReader({ cells, section, titles })
  const code = headCode(titles)
  const reason = cells.text('reason')
  return (row: RowView) => {
    const who = person(row)
    const cardNumber = typeof who.card_number === 'string' ? who.card_number : null
    const { months, ...days } = card(row, cardNumber)
    const asked = change(row, months)
    const died = asked === 'DECREASE' && isDeath(reason(row) ?? '') ? true : null
    const values = inStageOrder({ ...who, ...place(row), ...days, participant_code: days.participant_code ?? code })
    return { label: typeof who.full_name === 'string' ? who.full_name : null, values: [...values, asked, months, died] }
  }
}

type ChangeContext = Pick<SheetContext, 'cells' | 'section' | 'titles'>

/**
 * The plan in the row, the section above it, the title of the list, in this order. A declaration without any of them lists
 * people who have paid: increases. Plan and section that contradict each other, or nothing at all, are an error.
 */
function changeReader({
  cells,
  section,
  titles,
}: ChangeContext): (row: RowView, months: number | null) => Change | null {
  const plan = cells.text('plan')
  const planColumn = cells.column('plan').index
  const receipts = [cells.column('receipt_day').index, cells.column('receipt_number').index]
  const ofTitles = changeOfTitles(titles)
  return (row, months) => {
    const text = plan(row)
    const settled = settle(text, section())
    if (settled === 'UNCLEAR') {
      row.report('change-not-clear', planColumn, text, { section: section() ?? '–' })
      return null
    }
    const paid = months !== null || receipts.some((index) => row.cell(index) !== null)
    const found = settled ?? ofTitles ?? (paid ? 'INCREASE' : null)
    if (found === null) row.report('change-not-stated', -1, null)
    if (found === 'NONE') row.report('row-without-card-change', -1, null, { section: section() ?? '–' })
    return found
  }
}

/** What plan and section say together; null when neither says anything. */
function settle(plan: string | null, section: string | null): Change | 'UNCLEAR' | null {
  const ofSection = changeOfSection(section)
  if (plan === null) return ofSection
  const ofPlan = changeOfPlan(plan)
  if (ofPlan === null) return ofSection ?? 'UNCLEAR'
  return ofSection === null || ofSection === ofPlan ? ofPlan : 'UNCLEAR'
}
