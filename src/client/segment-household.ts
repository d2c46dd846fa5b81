/** What of a household a segment may give: the schema's `SegmentField`. */
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

export type HouseholdClass = 'POOR' | 'NEAR_POOR' | 'MIDDLE_INCOME_FARMING' | 'OTHER'
export type ParticipantGroup =
  | 'EMPLOYMENT'
  | 'SOCIAL_INSURANCE_FUND'
  | 'STATE_BUDGET'
  | 'STATE_SUPPORTED'
  | 'HOUSEHOLD'
  | 'EMPLOYER'

/** A household of a segment. What the segment does not give is not there; names it does not give are `Nguyễn ***`. */
export interface SegmentHousehold {
  /** Yours: another partner knows the same household by another id. */
  readonly id: string
  readonly code?: string | null
  readonly address?: string | null
  /** The commune, or the hamlet where the segment gives it; of a segment that names nobody, the area it selects from. */
  readonly area: { readonly code: string; readonly fullName: string }
  readonly headName: string | null
  readonly householdClass?: HouseholdClass
  readonly size: number
  readonly coveredMembers: number
  readonly members?: readonly SegmentMember[]
}

export interface SegmentMember {
  readonly id: string
  readonly fullName: string
  /** YYYY-MM-DD; null when only the year is known, or nothing. */
  readonly birthDate?: string | null
  readonly birthYear?: number | null
  readonly sex?: 'FEMALE' | 'MALE' | null
  readonly relationToHead?: string | null
  readonly nationalId?: string | null
  readonly covered: boolean
  /** The card that counts; null when there is none. */
  readonly enrolment?: SegmentCard | null
}

export interface SegmentCard {
  readonly cardNumber?: string | null
  readonly participantCode?: string
  readonly participantGroup?: ParticipantGroup | null
  readonly validFrom: string
  /** The day after its last; null when no end is known. */
  readonly validUntil: string | null
  readonly clinicCode?: string | null
}

/** The selection of a household with these fields: what is not given is not asked for, since asking for it is refused. */
export function householdSelection(fields: readonly string[]): string {
  const given = (field: SegmentField, ...names: readonly string[]): readonly string[] =>
    fields.includes(field) ? names : []
  const number = fields.includes('CARD_NUMBER') || fields.includes('CARD_NUMBER_LAST4') ? ['cardNumber'] : []
  const card = [
    ...[...number, ...given('PARTICIPANT_CODE', 'participantCode', 'participantGroup')],
    ...['validFrom', 'validUntil', ...given('CLINIC', 'clinicCode')],
  ]
  const member = [
    ...['id', 'fullName', ...given('BIRTH', 'birthDate', 'birthYear'), ...given('SEX', 'sex')],
    ...[...given('RELATION', 'relationToHead'), ...given('NATIONAL_ID_LAST4', 'nationalId'), 'covered'],
    ...given('CARD_VALIDITY', `enrolment { ${card.join(' ')} }`),
  ]
  return [
    ...['id', ...given('HOUSEHOLD_CODE', 'code'), ...given('ADDRESS', 'address'), 'area { code fullName }', 'headName'],
    ...[...given('CLASS', 'householdClass'), 'size', 'coveredMembers'],
    ...given('MEMBERS', `members { ${member.join(' ')} }`),
  ].join(' ')
}
