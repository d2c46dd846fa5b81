import { addDays, type PlainDate, yearBefore } from '../../kernel/plain-date.ts'
import type { MadeUpHousehold, MadeUpPerson } from './generate-people.ts'
import { madeUpCardNumber } from './made-up-numbers.ts'
import { type SeededRandom, seededRandom } from './seeded-random.ts'

export interface MadeUpCard {
  readonly holder: MadeUpPerson
  readonly household: MadeUpHousehold
  readonly cardNumber: string
  readonly participantCode: string
  readonly validFrom: PlainDate
  /** The card's last day, as cards print it. */
  readonly lastDay: PlainDate
  /** Where the holder is registered for first care: two digits of the province and three of the clinic. */
  readonly clinicCode: string
}

export interface CardPlan {
  readonly seed: number
  /** The day the roll speaks for. */
  readonly asOf: PlainDate
  /** Exactly so many residents have a valid card on that day. */
  readonly covered: number
  /** Others whose card ended in the six weeks before. */
  readonly ended: number
  /** Others whose card begins in the three weeks after. */
  readonly toCome: number
  /** Covered people who hold a second valid card; they still count once. */
  readonly twoCards: number
  readonly provinceCode: string
  readonly clinicCodes: readonly string[]
}

interface Candidate {
  readonly holder: MadeUpPerson
  readonly household: MadeUpHousehold
  readonly age: number
  readonly code: string
}

/** Mức hưởng of the codes used here (QĐ 1351/QĐ-BHXH of 2015). */
const BENEFIT_LEVELS: Readonly<Record<string, number>> = {
  TE: 1,
  HN: 2,
  CT: 4,
  CN: 3,
  HT: 3,
  DN: 4,
  CH: 4,
  HS: 4,
  SV: 4,
  GB: 4,
  GD: 4,
}

/** How likely somebody with this code holds a card: what the budget pays for is almost complete, the rest is not. */
const LIKELIHOODS: Readonly<Record<string, number>> = {
  TE: 60,
  HN: 60,
  CT: 40,
  CN: 25,
  HT: 60,
  DN: 30,
  CH: 60,
  HS: 22,
  SV: 5,
  GB: 1.2,
  GD: 1,
}

/**
 * Makes up the cards of a commune, in the households' order. Who pays follows from age and the household's class, in the
 * law's order (Luật BHYT 2008 as amended in 2014, Điều 12): the first group that fits.
 */
export function generateCards(households: readonly MadeUpHousehold[], plan: CardPlan): readonly MadeUpCard[] {
  const random = seededRandom(plan.seed)
  const candidates = households.flatMap((household) =>
    household.members.map((holder) => candidateOf(holder, household, plan.asOf, random)),
  )
  const chosen = byLikelihood(candidates, random)
  const wanted = plan.covered + plan.ended + plan.toCome
  if (wanted > chosen.length || plan.twoCards > plan.covered)
    throw new RangeError(`${wanted} cards for ${chosen.length} people`)
  const covered = chosen.slice(0, plan.covered)
  const others = chosen.slice(plan.covered).filter((candidate) => candidate.code === 'GD')
  if (others.length < plan.ended + plan.toCome)
    throw new RangeError('too few people left for ended cards and cards to come')
  const cards = [
    ...covered.map((candidate) => cardOf(candidate, validOn(candidate, plan.asOf, random), plan, random)),
    ...covered
      .filter(isSecondCardLikely)
      .slice(0, plan.twoCards)
      .map((candidate) => secondCardOf(candidate, plan, random)),
    ...others.slice(0, plan.ended).map((candidate) => cardOf(candidate, endedBefore(plan.asOf, random), plan, random)),
    ...others
      .slice(plan.ended, plan.ended + plan.toCome)
      .map((candidate) => cardOf(candidate, beginsAfter(plan.asOf, random), plan, random)),
  ]
  return cards.sort((a, b) => a.holder.number - b.holder.number || (a.validFrom < b.validFrom ? -1 : 1))
}

/** Whole years that the person has lived on the day. */
export function ageOn(birthDate: PlainDate, day: PlainDate): number {
  const hadBirthday = day.slice(5) >= birthDate.slice(5)
  return Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (hadBirthday ? 0 : 1)
}

function candidateOf(
  holder: MadeUpPerson,
  household: MadeUpHousehold,
  asOf: PlainDate,
  random: SeededRandom,
): Candidate {
  const age = ageOn(holder.birthDate, asOf)
  return { holder, household, age, code: participantCodeOf(age, household, random) }
}

function participantCodeOf(age: number, household: MadeUpHousehold, random: SeededRandom): string {
  const working = age >= 19 && age < 60
  if (working && random.chance(0.2)) return random.chance(0.85) ? 'DN' : 'CH'
  if (age >= 58 && random.chance(0.18)) return 'HT'
  if (age < 6) return 'TE'
  if (age >= 80) return 'CT'
  if (household.householdClass === 'POOR') return 'HN'
  if (household.householdClass === 'NEAR_POOR') return 'CN'
  if (age < 18) return 'HS'
  if (age < 22 && random.chance(0.35)) return 'SV'
  return household.householdClass === 'MIDDLE_INCOME_FARMING' ? 'GB' : 'GD'
}

/** Everybody, the likelier holders first (weighted sampling without replacement, Efraimidis and Spirakis). */
function byLikelihood(candidates: readonly Candidate[], random: SeededRandom): readonly Candidate[] {
  return candidates
    .map((candidate) => ({ candidate, key: -Math.log(1 - random.next()) / (LIKELIHOODS[candidate.code] ?? 1) }))
    .sort((a, b) => a.key - b.key)
    .map(({ candidate }) => candidate)
}

interface Validity {
  readonly from: PlainDate
  readonly lastDay: PlainDate
}

function validOn(candidate: Candidate, asOf: PlainDate, random: SeededRandom): Validity {
  const year = asOf.slice(0, 4)
  const calendarYear = { from: `${year}-01-01`, lastDay: `${year}-12-31` }
  if (candidate.code === 'TE')
    return { from: candidate.holder.birthDate, lastDay: sixthBirthdayEve(candidate.holder.birthDate) }
  if (candidate.code === 'HT' || candidate.code === 'CT')
    return { ...calendarYear, lastDay: `${Number(year) + 2}-12-31` }
  if (candidate.code !== 'GD' && candidate.code !== 'GB') return calendarYear
  const from = addDays(asOf, -random.whole(0, 360))
  return { from, lastDay: twelveMonths(from) }
}

function endedBefore(asOf: PlainDate, random: SeededRandom): Validity {
  const lastDay = addDays(asOf, -random.whole(1, 40))
  return { from: addDays(yearBefore(lastDay), 1), lastDay }
}

function beginsAfter(asOf: PlainDate, random: SeededRandom): Validity {
  const from = addDays(asOf, random.whole(1, 21))
  return { from, lastDay: twelveMonths(from) }
}

function twelveMonths(from: PlainDate): PlainDate {
  return addDays(`${Number(from.slice(0, 4)) + 1}${from.slice(4) === '-02-29' ? '-03-01' : from.slice(4)}`, -1)
}

/** A child's card holds for 72 months (Luật BHYT, Điều 12 khoản 3). */
function sixthBirthdayEve(birthDate: PlainDate): PlainDate {
  return addDays(
    `${Number(birthDate.slice(0, 4)) + 6}${birthDate.slice(4) === '-02-29' ? '-03-01' : birthDate.slice(4)}`,
    -1,
  )
}

function isSecondCardLikely(candidate: Candidate): boolean {
  return candidate.code === 'HS' || candidate.code === 'CN'
}

/** Bought by the family before school or commune handed out the free one: both are valid on the day. */
function secondCardOf(candidate: Candidate, plan: CardPlan, random: SeededRandom): MadeUpCard {
  return cardOf({ ...candidate, code: 'GD' }, validOn({ ...candidate, code: 'GD' }, plan.asOf, random), plan, random)
}

function cardOf(candidate: Candidate, validity: Validity, plan: CardPlan, random: SeededRandom): MadeUpCard {
  const { holder, household, code } = candidate
  const benefitLevel = BENEFIT_LEVELS[code]
  if (benefitLevel === undefined) throw new Error(`no benefit level for ${code}`)
  const { provinceCode } = plan
  const facts = { participantCode: code, benefitLevel, provinceCode, validFrom: validity.from }
  return {
    holder,
    household,
    participantCode: code,
    cardNumber: madeUpCardNumber({ ...facts, socialInsuranceNumber: holder.socialInsuranceNumber }),
    validFrom: validity.from,
    lastDay: validity.lastDay,
    clinicCode: random.pick(plan.clinicCodes),
  }
}
