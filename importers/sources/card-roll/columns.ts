import { CARD_FIELDS, PLACE_FIELDS } from '../../forms/card-headings.ts'
import { PERSON_IGNORED } from '../../forms/ignored-headings.ts'
import { ORDINAL, PERSON_FIELDS } from '../../forms/person-headings.ts'
import type { SourceField } from '../../forms/source-definition.ts'

const NAME: SourceField = {
  field: 'full_name',
  key: true,
  headings: [
    'Họ và tên',
    'Họ tên',
    'hoTen',
    'HOTEN',
    'Họ và tên người tham gia',
    'Họ tên người tham gia',
    'Tên người tham gia',
    'Họ, tên',
    'Họ và tên chủ thẻ',
    'Họ và tên người được cấp thẻ',
    'Tên đối tượng',
    'Họ và tên thí sinh',
  ],
  weight: 0.2,
}

/** Columns by which a roll of cards is known. */
export const FIELDS: readonly SourceField[] = [
  ORDINAL,
  NAME,
  ...PERSON_FIELDS.map((field) => (field.field === 'card_number' ? { ...field, weight: 0.3 } : field)),
  ...PLACE_FIELDS,
  ...CARD_FIELDS.map((field) => (field.field === 'clinic_code' ? { ...field, weight: 0.2 } : field)),
]

export const IGNORED: readonly string[] = PERSON_IGNORED
