import { LEGAL_GROUNDS } from '../access/legal-ground.ts'
import type { SourceKind } from '../batches/source-kind.ts'

const { STATUTORY, NO_PERSONS } = LEGAL_GROUNDS

/** On what ground of Law 91/2025/QH15 each kind of sheet is kept. */
export const LEGAL_BASES: Readonly<Record<SourceKind, string>> = {
  AREAS: NO_PERSONS,
  AREA_CHANGES: NO_PERSONS,
  CARD_ROLL: STATUTORY,
  CARD_CHANGES: STATUTORY,
  HOUSEHOLD_SURVEY: STATUTORY,
  FIGURES: NO_PERSONS,
  TARGETS: NO_PERSONS,
}

/**
 * What Decree 356/2025/NĐ-CP makes of a thing. BASIC: Article 3, by name or as what is tied to a person and not in Article 4 ·
 * SENSITIVE: Article 4, or treated as such here · NONE: says nothing of a person by itself.
 */
export type DataClass = 'BASIC' | 'SENSITIVE' | 'NONE'

/** What a column holds, with its class and the ground of it. */
const MEANINGS = {
  NAME: { class: 'BASIC', ground: 'Decree Art. 3: names' },
  BIRTH: { class: 'BASIC', ground: 'Decree Art. 3: day of birth' },
  SEX: { class: 'BASIC', ground: 'Decree Art. 3: sex' },
  NUMBER: { class: 'BASIC', ground: 'Decree Art. 3: personal number, and what else is tied to a person' },
  PLACE: { class: 'BASIC', ground: 'Decree Art. 3: where somebody lives or lived, and when' },
  FAMILY: { class: 'BASIC', ground: 'Decree Art. 3: family relations' },
  CARD: { class: 'BASIC', ground: 'Decree Art. 3: what else is tied to a person' },
  POVERTY: { class: 'SENSITIVE', ground: 'not in the decree: treated as sensitive' },
  GROUP: {
    class: 'SENSITIVE',
    ground: 'Decree Art. 4: codes of participants tell of ethnic origin (DT), others of poverty',
  },
  ROW: { class: 'NONE', ground: 'ids of the hub, and the sheet and row that said it' },
} as const satisfies Readonly<Record<string, { readonly class: DataClass; readonly ground: string }>>
export type Meaning = keyof typeof MEANINGS

/** Every column of the tables that tell of persons, their households and their cards. */
export const DATA_CATALOGUE: Readonly<Record<string, Readonly<Partial<Record<Meaning, readonly string[]>>>>> = {
  person: {
    NAME: ['full_name', 'name_key'],
    BIRTH: ['birth_date', 'birth_year'],
    SEX: ['sex'],
    NUMBER: ['national_id', 'social_insurance_number'],
    ROW: ['person_id', 'batch_id'],
  },
  // The number of a card begins with the code of its participant.
  person_identity: { GROUP: ['code'], ROW: ['kind', 'person_id', 'batch_id'] },
  residence: {
    PLACE: ['area_id', 'valid_from', 'valid_until'],
    FAMILY: ['household_id', 'relation_to_head'],
    POVERTY: ['household_class'],
    ROW: ['person_id', 'batch_id', 'sheet', 'row'],
  },
  household: {
    NAME: ['head_name'],
    PLACE: ['address', 'code'],
    ROW: ['household_id', 'batch_id', 'changed_at'],
  },
  household_identity: { PLACE: ['key'], ROW: ['household_id', 'batch_id'] },
  household_state: {
    PLACE: ['area_id', 'valid_from', 'valid_until'],
    POVERTY: ['household_class', 'standard'],
    ROW: ['household_id', 'batch_id', 'sheet', 'row'],
  },
  enrolment: {
    CARD: ['valid_from', 'valid_until', 'stated_until', 'clinic_code', 'ended_by'],
    GROUP: ['card_number', 'participant_code'],
    ROW: ['person_id', 'batch_id', 'sheet', 'row'],
  },
  card_declaration: {
    CARD: ['as_of', 'has_card', 'declared_until'],
    ROW: ['person_id', 'batch_id', 'sheet', 'row'],
  },
}

/** The catalogue as the tables of this room's README. */
export function catalogueTables(): string {
  const bases = Object.entries(LEGAL_BASES).map(([kind, basis]) => `| \`${kind}\` | ${basis} |`)
  const columns = Object.entries(DATA_CATALOGUE).flatMap(([table, byMeaning]) =>
    Object.entries(byMeaning).map(([meaning, names]) => {
      const { class: dataClass, ground } = MEANINGS[meaning as Meaning]
      return `| \`${table}\` | ${names.map((name) => `\`${name}\``).join(', ')} | ${dataClass} | ${ground} |`
    }),
  )
  return [
    '| kind | kept on the ground of |',
    '| --- | --- |',
    ...bases,
    '',
    '| table | columns | class | ground |',
    '| --- | --- | --- | --- |',
    ...columns,
  ].join('\n')
}
