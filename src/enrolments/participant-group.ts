/**
 * Nhóm đối tượng by who pays, in the law's order (Luật BHYT Điều 12; NĐ 146/2018 Điều 1–6). The database stores 1–6;
 * null for a code whose group is not known.
 */
export const PARTICIPANT_GROUPS = [
  'EMPLOYMENT',
  'SOCIAL_INSURANCE_FUND',
  'STATE_BUDGET',
  'STATE_SUPPORTED',
  'HOUSEHOLD',
  'EMPLOYER',
] as const
export type ParticipantGroup = (typeof PARTICIPANT_GROUPS)[number]

export function participantGroupNumber(group: ParticipantGroup): number {
  return PARTICIPANT_GROUPS.indexOf(group) + 1
}

export function participantGroupOf(number: number | null): ParticipantGroup | null {
  return number === null ? null : (PARTICIPANT_GROUPS[number - 1] ?? null)
}
