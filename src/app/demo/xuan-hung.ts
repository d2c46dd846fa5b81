import type { PlainDate } from '../../kernel/plain-date.ts'
import { generateCards, type MadeUpCard } from './generate-cards.ts'
import { generateHouseholds, type HamletPlan, type MadeUpHousehold } from './generate-people.ts'

export const XUAN_HUNG = {
  code: '26446',
  name: 'xã Xuân Hưng',
  district: 'huyện Xuân Lộc',
  province: 'tỉnh Đồng Nai',
  provinceCode: '75',
} as const

/** The day of the household survey, and the day of the card roll that the commune's report speaks of. */
export const XUAN_HUNG_SURVEYED: PlainDate = '2017-10-01'
export const XUAN_HUNG_AS_OF: PlainDate = '2017-11-10'

export const XUAN_HUNG_RESIDENTS = 26_100
export const XUAN_HUNG_COVERED = 18_077

/**
 * 8 ấp with 159 tổ nhân dân, as the commune's report counts them; their names and sizes are made up. Every size is a
 * multiple of 20, so that 85 % of it is a whole number of people and the hamlets' cards to go add up to the commune's.
 */
export const XUAN_HUNG_HAMLETS: readonly HamletPlan[] = [
  { name: 'Ấp 1', residents: 3_980, groups: 24 },
  { name: 'Ấp 2', residents: 3_620, groups: 22 },
  { name: 'Ấp 2A', residents: 2_740, groups: 17 },
  { name: 'Ấp 3', residents: 3_860, groups: 23 },
  { name: 'Ấp 3A', residents: 2_460, groups: 15 },
  { name: 'Ấp 4', residents: 3_540, groups: 22 },
  { name: 'Ấp 4A', residents: 2_300, groups: 14 },
  { name: 'Ấp 5', residents: 3_600, groups: 22 },
]

export interface MadeUpCommune {
  readonly households: readonly MadeUpHousehold[]
  /** In the order of the households; 18.077 residents have one that is valid on the roll's day. */
  readonly cards: readonly MadeUpCard[]
}

/** The commune of the second report, filled with 26.100 people who do not exist. */
export function xuanHung(): MadeUpCommune {
  const people = { seed: 26_446, hamlets: XUAN_HUNG_HAMLETS, asOf: XUAN_HUNG_SURVEYED, firstPerson: 1_000_001 }
  const households = [...generateHouseholds(people)]
  const cards = generateCards(households, {
    seed: 18_077,
    asOf: XUAN_HUNG_AS_OF,
    covered: XUAN_HUNG_COVERED,
    ended: 184,
    toCome: 97,
    twoCards: 41,
    provinceCode: XUAN_HUNG.provinceCode,
    clinicCodes: ['75246', '75246', '75031', '75013'],
  })
  return { households, cards }
}
