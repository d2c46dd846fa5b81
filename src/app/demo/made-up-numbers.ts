import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Sex } from '../../population/sex.ts'

/**
 * Numbers that look right and belong to nobody. They have the shape that checks ask for, and a part that no office has
 * ever given out: a social-insurance number begins with the number of a province 01–96 (here 00), an identity number
 * with the three-digit code of a province 001–096 (here 000, then 097, 098 and 099). Tests take their numbers from here, or
 * write them with 99; `test/house/real-numbers.test.ts` finds every other in the project.
 */
const NO_PROVINCE = '00'
const NO_BIRTHPLACE = ['000', '097', '098', '099'] as const
const SERIALS = 1_000_000

/** Ten digits for the person with this number, 1 to 99,999,999. */
export function madeUpSocialInsuranceNumber(personNumber: number): string {
  if (personNumber < 1 || personNumber > 99_999_999)
    throw new RangeError(`no made-up number for person ${personNumber}`)
  return `${NO_PROVINCE}${String(personNumber).padStart(8, '0')}`
}

/**
 * Twelve digits: birthplace, century and sex (0 man, 1 woman born in 19xx; 2 and 3 in 20xx), year of birth, six more
 * (NĐ 137/2015/NĐ-CP, Điều 13). Null beyond four million people: there are no more places that do not exist.
 */
export function madeUpNationalId(personNumber: number, birthDate: PlainDate, sex: Sex): string | null {
  const birthplace = NO_BIRTHPLACE[Math.floor(personNumber / SERIALS)]
  if (birthplace === undefined) return null
  const century = Math.floor(Number(birthDate.slice(0, 4)) / 100) - 19
  const centuryAndSex = century * 2 + (sex === 'FEMALE' ? 1 : 0)
  return `${birthplace}${centuryAndSex}${birthDate.slice(2, 4)}${String(personNumber % SERIALS).padStart(6, '0')}`
}

export interface CardFacts {
  readonly participantCode: string
  /** Mức hưởng, the third character of the number (QĐ 1351/QĐ-BHXH). */
  readonly benefitLevel: number
  readonly provinceCode: string
  readonly socialInsuranceNumber: string
  readonly validFrom: PlainDate
}

/** From 1/9/2017 a card ends in its holder's social-insurance number (Công văn 3340/BHXH-ST); an older one in a number of its own. */
export const CARDS_CARRY_THE_PERSONS_NUMBER: PlainDate = '2017-09-01'

/** Fifteen characters. The ten digits of an older card begin with 99, which no office used. */
export function madeUpCardNumber(card: CardFacts): string {
  const own = card.validFrom >= CARDS_CARRY_THE_PERSONS_NUMBER
  const digits = own ? card.socialInsuranceNumber : `99${card.socialInsuranceNumber.slice(2)}`
  return `${card.participantCode}${card.benefitLevel}${card.provinceCode}${digits}`
}
