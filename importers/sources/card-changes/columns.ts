import { CARD_FIELDS, PLACE_FIELDS } from '../../forms/card-headings.ts'
import { PERSON_IGNORED } from '../../forms/ignored-headings.ts'
import { ORDINAL, PERSON_FIELDS } from '../../forms/person-headings.ts'
import type { SourceField } from '../../forms/source-definition.ts'

const NAME: SourceField = {
  field: 'full_name',
  key: true,
  headings: ['Họ và tên', 'Họ tên', 'hoTen', 'HOTEN', 'Họ và tên người tham gia', 'Họ tên người tham gia', 'Họ, tên'],
}

/** What stands only in lists that are handed in when something happens: the plan of a row, the receipt of what was paid. */
const FLOW_FIELDS: readonly SourceField[] = [
  { field: 'plan', headings: ['PA', 'Phương án', 'Loại biến động', 'Tăng/giảm', 'Tăng, giảm', 'Nội dung thay đổi'] },
  { field: 'receipt_day', headings: ['Ngày biên lai', 'Biên lai / Ngày', 'NGAYBL', 'NgayBienLai'] },
  { field: 'receipt_number', headings: ['Số biên lai', 'Biên lai / Số', 'SOBL', 'SoBienLai'] },
  // VNPT's sheet has the receipts a second time, where QĐ 490 put them.
  { field: 'receipt_day_again', headings: [], secondOf: 'receipt_day' },
  { field: 'receipt_number_again', headings: [], secondOf: 'receipt_number' },
  { field: 'death_day', headings: ['NgayChet', 'Ngày chết', 'Ngày mất'] },
  { field: 'reason', headings: ['Lý do', 'Lý do giảm', 'Lý do tăng, giảm'] },
  // The months that were paid, beside the card's own days in the 46 columns of BHXH's tool.
  { field: 'from_month', headings: ['TUTHANG'] },
]

/** The tool writes three communes (contact, household book, birth): people are reached at the first. */
const OTHER_COMMUNES: readonly string[] = ['XA_HK', 'XA_NK', 'XA_KS']

const TAKEN = new Set(FLOW_FIELDS.flatMap(({ headings }) => headings))

/** Columns by which a list of changes is read. */
export const FIELDS: readonly SourceField[] = [
  ORDINAL,
  NAME,
  ...PERSON_FIELDS,
  ...FLOW_FIELDS,
  ...[...PLACE_FIELDS, ...CARD_FIELDS].map((field) => ({
    ...field,
    headings: field.headings.filter((heading) => !TAKEN.has(heading) && !OTHER_COMMUNES.includes(heading)),
  })),
]

export const IGNORED: readonly string[] = [
  ...PERSON_IGNORED.filter((heading) => !TAKEN.has(heading)),
  ...OTHER_COMMUNES,
]
