import type { LegalGround } from './legal-ground.ts'

/** What a purpose is called, and on what ground it is served. What it covers stands in `may.ts`. */
interface RegisteredPurpose {
  readonly name: Readonly<Record<'vi' | 'en', string>>
  readonly ground: LegalGround
}

/** The purposes for which keys, accounts and segments are given (Law 91/2025/QH15, Art. 3.2). Nothing is given for another. */
export const PURPOSES = {
  STATISTICS: { name: { vi: 'thống kê, phân tích', en: 'statistics' }, ground: 'NO_PERSONS' },
  REGISTER_KEEPING: { name: { vi: 'quản lý dữ liệu người tham gia', en: 'register keeping' }, ground: 'STATUTORY' },
  CAMPAIGNS: { name: { vi: 'tổ chức đợt vận động', en: 'campaigns' }, ground: 'STATUTORY' },
  INSPECTION: { name: { vi: 'thanh tra, kiểm tra', en: 'inspection' }, ground: 'STATUTORY' },
  SEGMENT_SERVICE: { name: { vi: 'cung cấp dữ liệu cho đối tác', en: 'segment service' }, ground: 'AGREEMENT' },
  ADMINISTRATION: { name: { vi: 'quản trị hệ thống', en: 'administration' }, ground: 'STATUTORY' },
} as const satisfies Readonly<Record<string, RegisteredPurpose>>
export type Purpose = keyof typeof PURPOSES

/** What the purposes of these codes are called, with a dot between; a code that is none stands for itself. */
export function purposeNames(codes: readonly string[], language: 'vi' | 'en'): string {
  const names: Readonly<Record<string, RegisteredPurpose | undefined>> = PURPOSES
  return codes.map((code) => names[code]?.name[language] ?? code).join(' · ')
}
