import type { StageColumn, StagedValue } from '../source.ts'

/** What a row of people is staged as, the same for card rolls and household surveys: the loader of persons reads both. */
export const PERSON_STAGE = [
  { name: 'full_name', type: 'text' },
  { name: 'name_key', type: 'text' },
  { name: 'birth_date', type: 'date' },
  { name: 'birth_year', type: 'integer' },
  { name: 'sex', type: 'integer' },
  { name: 'national_id', type: 'text' },
  { name: 'social_insurance_number', type: 'text' },
  { name: 'card_number', type: 'text' },
  { name: 'participant_code', type: 'text' },
  { name: 'valid_from', type: 'date' },
  { name: 'valid_until', type: 'date' },
  { name: 'clinic_code', type: 'text' },
  { name: 'address', type: 'text' },
  { name: 'commune_code', type: 'text' },
  { name: 'commune_name', type: 'text' },
  { name: 'commune_type', type: 'text' },
  { name: 'commune_key', type: 'text' },
  { name: 'commune_plain', type: 'text' },
  { name: 'hamlet_name', type: 'text' },
  { name: 'hamlet_type', type: 'text' },
  { name: 'hamlet_key', type: 'text' },
  { name: 'hamlet_plain', type: 'text' },
  { name: 'group_name', type: 'text' },
  { name: 'group_type', type: 'text' },
  { name: 'group_key', type: 'text' },
  { name: 'group_plain', type: 'text' },
  { name: 'household_no', type: 'integer' },
  { name: 'household_code', type: 'text' },
  { name: 'household_head', type: 'boolean' },
  { name: 'relation', type: 'text' },
  { name: 'household_class', type: 'integer' },
  { name: 'class_standard', type: 'text' },
  { name: 'declared_card', type: 'boolean' },
  { name: 'declared_until', type: 'date' },
  { name: 'insurance_number', type: 'text', derived: true },
  { name: 'card_code', type: 'text', derived: true },
] as const satisfies readonly StageColumn[]

type StagedColumn = (typeof PERSON_STAGE)[number]['name']

type DerivedColumn = 'insurance_number' | 'card_code'
export type PersonColumn = Exclude<StagedColumn, DerivedColumn>

/** One person's values by column; what is left out is null. */
export type PersonValues = { [Name in PersonColumn]?: StagedValue }

const NAMES: readonly StagedColumn[] = PERSON_STAGE.map(({ name }) => name)

/** The values in the order of the stage. */
export function inStageOrder(values: PersonValues): StagedValue[] {
  const all: { [Name in StagedColumn]?: StagedValue } = { ...values, ...derivedValues(values) }
  const ordered = new Array<StagedValue>(NAMES.length)
  for (let at = 0; at < NAMES.length; at += 1) ordered[at] = all[NAMES[at] as StagedColumn] ?? null
  return ordered
}

/** Stored where a row tells no participant code: the person is covered, under which code is not known. */
export const UNKNOWN_CODE = '?'

const CARD_WITH_NUMBER = /^[A-Z]{2}\d{13}$/
const CODE_OF_CARD = /^[A-Z]{2}/

/**
 * `insurance_number`: the stated social-insurance number, else the one that a card issued since September 2017 ends with
 * (Công văn 3340/BHXH-ST). `card_code`: the code under which the card counts, as its column says, else the first two letters
 * of the card number.
 */
export function derivedValues(values: PersonValues): { [Name in DerivedColumn]: StagedValue } {
  const card = typeof values.card_number === 'string' ? values.card_number : ''
  const since = typeof values.valid_from === 'string' ? values.valid_from : ''
  const ending = since >= '2017-09-01' && CARD_WITH_NUMBER.test(card) ? card.slice(-10) : null
  return {
    insurance_number: values.social_insurance_number || ending,
    card_code: values.participant_code || (CODE_OF_CARD.exec(card)?.[0] ?? UNKNOWN_CODE),
  }
}
