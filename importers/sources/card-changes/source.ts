import { addDays } from '../../../src/kernel/plain-date.ts'
import { cardReader, personReader, placeReader } from '../../forms/person-row.ts'
import { inStageOrder, PERSON_STAGE } from '../../forms/person-stage.ts'
import type { RowView } from '../../forms/row-view.ts'
import type { Claim, RowReader, SheetContext, SheetSigns, Source } from '../../forms/source-definition.ts'
import { FIELDS, IGNORED } from './columns.ts'
import {
  type Change,
  changeOfPlan,
  changeOfSection,
  changeOfTitles,
  headCode,
  isDeath,
  isFormOfIssuedCards,
  isTitleOfChanges,
  isTitleOfStock,
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
  precedence: 1,
  claims: claimOfChanges,
  insteadOf: 'CARD_ROLL',
  rows: readRows,
}

/**
 * Stock and flow have the same columns, so a flow must show itself: by the form's name or a title, by sections (Tăng, Giảm,
 * Cấp lại …), or by the columns of a declaration, where months are paid by receipt or a row has its plan. Of less than that
 * nobody can tell: a plan or a receipt without months, or months where a roll has card numbers and last days, is asked about,
 * for a flow that is read as a stock ends everybody else's card.
 */
function claimOfChanges({ titles, sections, fields }: SheetSigns): Claim {
  if (titles.some(isTitleOfChanges) || sections.some((section) => changeOfSection(section) !== null)) return 'SURE'
  const declared = fields.has('plan') || fields.has('receipt_day') || fields.has('receipt_number')
  const paid = fields.has('months')
  if (declared) return paid ? 'SURE' : 'PERHAPS'
  const ofStock = fields.has('card_number') || fields.has('valid_until') || titles.some(isTitleOfStock)
  return paid && !ofStock ? 'PERHAPS' : 'NO'
}

function readRows({ cells, section, titles }: SheetContext): RowReader {
  const person = personReader(cells, 'full_name')
  const place = placeReader(cells)
  const card = cardReader(cells)
  const change = changeReader({ cells, section, titles })
  const code = headCode(titles)
  const death = cells.firstDay('death_day')
  const reason = cells.text('reason')
  return (row: RowView) => {
    const who = person(row)
    const { months, ...days } = card(row, who)
    const diedOn = death(row)
    const asked = change(row, months, diedOn !== null)
    // The card is good on the day of death; the day from which it is not stands in the form's “từ ngày”.
    const from = diedOn !== null && asked === 'DECREASE' ? addDays(diedOn, 1) : days.valid_from
    const died = asked === 'DECREASE' && (diedOn !== null || isDeath(reason(row) ?? '')) ? true : null
    const participant = days.participant_code ?? code
    const values = inStageOrder({ ...who, ...place(row), ...days, valid_from: from, participant_code: participant })
    const label = typeof who.full_name === 'string' ? who.full_name : null
    return { label, values: [...values, asked, months, died] }
  }
}

const RECEIPTS = ['receipt_day', 'receipt_number', 'receipt_day_again', 'receipt_number_again']

type ChangeContext = Pick<SheetContext, 'cells' | 'section' | 'titles'>

/**
 * The plan in the row, the section above it, the title of the list, in this order. A declaration without any of them lists
 * people who have paid: increases. Plan and section that contradict each other, or nothing at all, are an error.
 */
function changeReader({
  cells,
  section,
  titles,
}: ChangeContext): (row: RowView, months: number | null, died: boolean) => Change | null {
  const plan = cells.text('plan')
  const planColumn = cells.column('plan').index
  const receipts = RECEIPTS.map((field) => cells.column(field).index)
  const ofTitles = changeOfTitles(titles)
  const areIssued = titles.some(isFormOfIssuedCards)
  return (row, months, died) => {
    const text = plan(row)
    const paid = months !== null || receipts.some((index) => row.cell(index) !== null)
    const settled = settle(text, section(), { paid, died })
    if (settled === 'UNCLEAR') {
      row.report('change-not-clear', planColumn, text, { section: section() ?? '–' })
      return null
    }
    const isIssued = areIssued && section() === null
    const found = settled ?? ofTitles ?? (paid || isIssued ? 'INCREASE' : null)
    if (found === null) row.report('change-not-stated', -1, null)
    if (found === 'NONE') row.report('row-without-card-change', -1, null, { section: section() ?? '–' })
    return found
  }
}

/**
 * What plan and section say together; null when neither says anything. Nobody pays for a card that ends: where months are
 * paid, `GH` may as well be short for gia hạn.
 */
function settle(
  plan: string | null,
  section: string | null,
  { paid, died }: { readonly paid: boolean; readonly died: boolean },
): Change | 'UNCLEAR' | null {
  const ofSection = changeOfSection(section) ?? (died ? 'DECREASE' : null)
  if (plan === null) return died && (paid || ofSection !== 'DECREASE') ? 'UNCLEAR' : ofSection
  const ofPlan = changeOfPlan(plan)
  if (ofPlan === null) return ofSection ?? 'UNCLEAR'
  if (ofPlan === 'DECREASE' && paid) return 'UNCLEAR'
  return ofSection === null || ofSection === ofPlan ? ofPlan : 'UNCLEAR'
}
