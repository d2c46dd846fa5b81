import { PURPOSES } from '../../access/purpose.ts'
import type { Told } from './terminal.ts'

/** The roles as they are typed. */
export const ROLE_WORDS = ['administrator', 'data-officer', 'analyst', 'partner']

/** The registered purposes as they are typed. */
export const PURPOSE_WORDS = Object.keys(PURPOSES).map((code) => code.toLowerCase().replaceAll('_', '-'))

/** What is said of a role and its areas, for a key as for an account. */
export const ROLE: Told = { vi: 'vai trò', en: 'what its holder may do' }
export const AREA: Told = {
  vi: 'mã địa bàn (VN là cả nước); có thể ghi nhiều mã',
  en: 'code of its area (VN is the country); several may follow',
}
export const ON: Told = {
  vi: 'mã theo bản đồ của ngày này (NĂM-THÁNG-NGÀY); để trống là hôm nay',
  en: 'the day on whose map the codes are meant (YYYY-MM-DD); left out, today',
}
export const FIGURES: Told = {
  vi: 'cho đối tác đọc cả số liệu của địa bàn',
  en: 'let a partner read the figures of its areas too',
}

export const FOR: Told = {
  vi: 'mục đích trong danh mục; để trống là mục đích thường của vai trò',
  en: 'which of the registered purposes it is for; left out, what the role is usually for',
}

/** What the options say, as the inputs of the contract want it. */
export function grantOf({ role, area, on, until, figures, for: purpose }: Readonly<Record<string, unknown>>) {
  return {
    role: codeOf(role),
    areaCodes: area,
    on,
    until,
    readsFigures: figures,
    ...(purpose !== undefined && { purposeCode: codeOf(purpose) }),
  }
}

/** `data-officer` as the contract writes it: `DATA_OFFICER`. */
function codeOf(word: unknown): string {
  return String(word).toUpperCase().replaceAll('-', '_')
}
