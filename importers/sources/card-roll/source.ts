import { cardReader, personReader, placeReader } from '../../forms/person-row.ts'
import { inStageOrder, PERSON_STAGE } from '../../forms/person-stage.ts'
import type { RowView } from '../../forms/row-view.ts'
import type { RowReader, SheetContext, Source } from '../../forms/source-definition.ts'
import { FIELDS, IGNORED } from './columns.ts'

/** Every valid card of an area on a day: a stock. Who is on it has a card, who is not has none. */
export const CARD_ROLL: Source = {
  kind: 'CARD_ROLL',
  name: 'danh sách thẻ',
  stage: PERSON_STAGE,
  fields: FIELDS,
  ignored: IGNORED,
  titleWords: [
    'danh sách thẻ',
    'cấp thẻ',
    'thẻ BHYT',
    'thẻ bảo hiểm y tế',
    'người tham gia BHYT',
    'người tham gia bảo hiểm y tế',
    'lũy kế',
    'người chỉ tham gia BHYT',
  ],
  otherTitleWords: ['hộ gia đình', 'rà soát', 'điều tra', 'hộ nghèo'],
  needs: [
    ['full_name'],
    ['card_number', 'social_insurance_number', 'national_id'],
    ['valid_from', 'valid_until', 'card_number'],
  ],
  labelFields: ['full_name'],
  totals: 'SKIP',
  // D03-TS (QĐ 490/QĐ-BHXH) lists increases and decreases only; taken as a stock it would end everybody else's card.
  refusedTitle: {
    pattern: /D\s?03\s?-?\s?(?:TS|LT)?(?![\p{L}\d])|(?:tăng|giảm)\s*[,/]?\s*(?:và\s+)?(?:tăng|giảm)/iu,
    code: 'change-list-not-stock',
  },
  refusedSection: /^\s*(?:[IVX\d.]+\s+)?(?:tăng|giảm)(?:\s+mới)?\s*$/iu,
  rows: readRows,
}

const DECREASE = /^\s*(?:[IVX\d.]+\s+)?giảm/iu

function readRows({ cells, section }: SheetContext): RowReader {
  const person = personReader(cells, 'full_name')
  const place = placeReader(cells)
  const card = cardReader(cells)
  return (row: RowView) => {
    const who = person(row)
    const under = section()
    if (under !== null && DECREASE.test(under)) row.report('row-is-decrease', -1, null, { section: under })
    const { months: _months, ...days } = card(row, who)
    const values = inStageOrder({ ...who, ...place(row), ...days })
    return { label: typeof who.full_name === 'string' ? who.full_name : null, values }
  }
}
