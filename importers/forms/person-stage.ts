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
] as const satisfies readonly StageColumn[]

export type PersonColumn = (typeof PERSON_STAGE)[number]['name']

/** One person's values by column; what is left out is null. */
export type PersonValues = { [Name in PersonColumn]?: StagedValue }

const NAMES: readonly PersonColumn[] = PERSON_STAGE.map(({ name }) => name)

/** The values in the order of the stage. */
export function inStageOrder(values: PersonValues): StagedValue[] {
  const ordered = new Array<StagedValue>(NAMES.length)
  for (let at = 0; at < NAMES.length; at += 1) ordered[at] = values[NAMES[at] as PersonColumn] ?? null
  return ordered
}
