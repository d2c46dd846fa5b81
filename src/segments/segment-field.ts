/** What of a household a segment may give. Whatever is not listed in its definition is masked, null or refused. */
export const SEGMENT_FIELDS = [
  'HOUSEHOLD_CODE',
  'ADDRESS',
  'HAMLET',
  'CLASS',
  'HEAD_NAME',
  'MEMBERS',
  'MEMBER_NAMES',
  'BIRTH',
  'SEX',
  'RELATION',
  'NATIONAL_ID_LAST4',
  'CARD_VALIDITY',
  'PARTICIPANT_CODE',
  'CARD_NUMBER',
  'CARD_NUMBER_LAST4',
  'CLINIC',
] as const
export type SegmentField = (typeof SEGMENT_FIELDS)[number]

/** Fields by which somebody who knows the place finds out whose household it is. */
const NAMING: readonly SegmentField[] = [
  'HOUSEHOLD_CODE',
  'ADDRESS',
  'HEAD_NAME',
  'MEMBER_NAMES',
  'NATIONAL_ID_LAST4',
  'CARD_NUMBER',
  'CARD_NUMBER_LAST4',
]

/** Fields of members, and of their cards, which are told only where these are. */
const NEEDED: Readonly<Partial<Record<SegmentField, SegmentField>>> = {
  MEMBER_NAMES: 'MEMBERS',
  BIRTH: 'MEMBERS',
  SEX: 'MEMBERS',
  RELATION: 'MEMBERS',
  NATIONAL_ID_LAST4: 'MEMBERS',
  CARD_VALIDITY: 'MEMBERS',
  PARTICIPANT_CODE: 'CARD_VALIDITY',
  CARD_NUMBER: 'CARD_VALIDITY',
  CARD_NUMBER_LAST4: 'CARD_VALIDITY',
  CLINIC: 'CARD_VALIDITY',
}

/** Whether the segment names households on purpose. One that does not must not let a rare one be singled out. */
export function namesHouseholds(fields: readonly SegmentField[]): boolean {
  return fields.some((field) => NAMING.includes(field))
}

/** The field with those that it cannot be told without, in the order of the list. */
export function withNeededFields(fields: readonly SegmentField[]): readonly SegmentField[] {
  const all = new Set<SegmentField>()
  const add = (field: SegmentField): void => {
    all.add(field)
    const needed = NEEDED[field]
    if (needed) add(needed)
  }
  for (const field of fields) add(field)
  return SEGMENT_FIELDS.filter((field) => all.has(field))
}
