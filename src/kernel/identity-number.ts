/**
 * Numbers that name a person: số định danh cá nhân (12 digits, formerly CMND with 9), mã số BHXH (10) and số thẻ BHYT (15).
 * Spreadsheets damage them: number cells lose leading zeros, `.0` is added, long numbers are shown as 2.4E+11. What was
 * lost is put back only where it is certain, and then said; what is not certain is a problem, never a guess.
 */
export type IdentityReading =
  | { readonly kind: 'identity'; readonly value: string; readonly doubt?: IdentityDoubt }
  | { readonly kind: 'empty' }
  | { readonly kind: 'problem'; readonly problem: IdentityProblem }

export type IdentityDoubt = 'leading-zero-restored' | 'national-id-unusual'
export type IdentityProblem =
  | 'national-id-not-readable'
  | 'social-insurance-number-not-readable'
  | 'card-number-not-readable'
  | 'number-lost-digits'

const EMPTY: IdentityReading = { kind: 'empty' }
const NOTHING = /^[-–—_.…0]*$/
const SCIENTIFIC = /^(\d)(?:[.,](\d+))?E\+?(\d{1,2})$/i
const DECIMAL_ZERO = /^(\d+)[.,]0+$/
const FILLING = /[\s.\-'’`_]/g
/** Most cells: digits that are not all zeros, and the letters of a card before them. */
const AS_IT_STANDS = /^(?:[A-Z]{2})?\d*[1-9]\d*$/

/** 12 digits, or the 9 of an old CMND, or a passport (letter and 7 digits). NĐ 137/2015/NĐ-CP Điều 13: the first digit is 0. */
export function readNationalId(cell: string | number): IdentityReading {
  const digits = identityText(cell)
  if (digits === '') return EMPTY
  if (digits === null) return problem('number-lost-digits')
  if (/^0\d{11}$/.test(digits) || /^[A-Z]\d{7}$/.test(digits)) return { kind: 'identity', value: digits }
  if (/^\d{12}$/.test(digits)) return { kind: 'identity', value: digits, doubt: 'national-id-unusual' }
  // Every province's code begins with 0, so a number of 11 digits has lost it and can have lost nothing else.
  if (/^[1-9]\d{10}$/.test(digits)) return restored(digits, 12)
  if (/^\d{9}$/.test(digits)) return { kind: 'identity', value: digits }
  if (/^\d{8}$/.test(digits) && typeof cell === 'number') return restored(digits, 9)
  return problem('national-id-not-readable')
}

/** Mã số BHXH, 10 digits. */
export function readSocialInsuranceNumber(cell: string | number): IdentityReading {
  const digits = identityText(cell)
  if (digits === '') return EMPTY
  if (digits === null) return problem('number-lost-digits')
  if (/^\d{10}$/.test(digits)) return { kind: 'identity', value: digits }
  if (/^\d{9}$/.test(digits) && typeof cell === 'number') return restored(digits, 10)
  return problem('social-insurance-number-not-readable')
}

/** Số thẻ BHYT: two letters (who takes part), benefit level, province, ten digits. QĐ 1351/QĐ-BHXH Điều 2. */
export function readCardNumber(cell: string | number): IdentityReading {
  const text = identityText(cell)
  if (text === '') return EMPTY
  if (text === null) return problem('number-lost-digits')
  return /^[A-Z]{2}[1-5]\d{12}$/.test(text) ? { kind: 'identity', value: text } : problem('card-number-not-readable')
}

/** Whether a cell holds a whole card number; such a cell also stands in columns of mã số BHXH. */
export function isCardNumber(cell: string | number): boolean {
  return typeof cell === 'string' && readCardNumber(cell).kind === 'identity'
}

/** Whether a cell holds exactly ten digits: since 1/4/2021 the face of a card shows the mã số BHXH only (QĐ 1666/QĐ-BHXH). */
export function isTenDigits(cell: string | number): boolean {
  const text = identityText(cell)
  return text !== null && /^\d{10}$/.test(text)
}

/** Digits and letters without filling, in capitals; null when digits are lost for good. */
function identityText(cell: string | number): string | null {
  if (typeof cell === 'number') return Number.isSafeInteger(cell) && cell >= 0 ? (cell === 0 ? '' : String(cell)) : null
  if (AS_IT_STANDS.test(cell)) return cell
  // `'100000000.0`: with the sign still there the point would be taken for filling and a digit be added.
  const text = cell.trim().replace(/^['’`]+/, '')
  if (NOTHING.test(text)) return ''
  const scientific = SCIENTIFIC.exec(text)
  if (scientific) return fromScientific(scientific[1] ?? '', scientific[2] ?? '', Number(scientific[3]))
  return (DECIMAL_ZERO.exec(text)?.[1] ?? text).replace(FILLING, '').toUpperCase()
}

/** `2.4085001234E+10` has all its digits; `2.4E+11` has not. */
function fromScientific(first: string, rest: string, exponent: number): string | null {
  return rest.length === exponent ? first + rest : null
}

function restored(digits: string, length: number): IdentityReading {
  return { kind: 'identity', value: digits.padStart(length, '0'), doubt: 'leading-zero-restored' }
}

function problem(code: IdentityProblem): IdentityReading {
  return { kind: 'problem', problem: code }
}

/** What the 12 digits say of their bearer: century, sex and year (NĐ 137/2015/NĐ-CP Điều 13); null for a number of another form. */
export function bearerOf(nationalId: string): { readonly birthYear: number; readonly sex: 'FEMALE' | 'MALE' } | null {
  if (!/^0\d{11}$/.test(nationalId)) return null
  const century = Number(nationalId[3])
  return {
    birthYear: 1900 + Math.floor(century / 2) * 100 + Number(nationalId.slice(4, 6)),
    sex: century % 2 === 0 ? 'MALE' : 'FEMALE',
  }
}

const OF_FIRST_PROVINCES = /^[12468]\d{9}$/

/**
 * A number of ten digits that was one of the provinces 001, 002, 004, 006 and 008 and lost both zeros. Ten digits may be
 * another number as well, so the zeros come back only where century, sex and year in it are those of its bearer; else null.
 */
export function withTwoZeros(
  cell: string | number,
  bearer: { birthYear: number; sex: 'FEMALE' | 'MALE' },
): string | null {
  const digits = identityText(cell)
  if (digits === null || !OF_FIRST_PROVINCES.test(digits)) return null
  const restoredId = `00${digits}`
  const said = bearerOf(restoredId)
  return said?.birthYear === bearer.birthYear && said.sex === bearer.sex ? restoredId : null
}

/** The parts of a card number; the caller has it from `readCardNumber`. */
export function cardParts(card: string): {
  readonly participantCode: string
  readonly benefitLevel: number
  readonly provinceCode: string
} {
  return { participantCode: card.slice(0, 2), benefitLevel: Number(card[2]), provinceCode: card.slice(3, 5) }
}

/** A number as an issue may show it: all but the last four characters are hidden (Luật 91/2025/QH15 protects it). */
export function masked(text: string): string {
  const visible = text.slice(-4)
  return text.length <= 4 ? text : '*'.repeat(text.length - visible.length) + visible
}
