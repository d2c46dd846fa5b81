import { expect, test } from 'vitest'
import { generateHamlets } from '../../../src/app/demo/generate-areas.ts'
import { ageOn, type CardPlan, generateCards } from '../../../src/app/demo/generate-cards.ts'
import { generateHouseholds } from '../../../src/app/demo/generate-people.ts'
import { readCardNumber } from '../../../src/kernel/identity-number.ts'

const households = [
  ...generateHouseholds({ seed: 3, hamlets: generateHamlets(2000, 3, 160, 3), asOf: '2017-10-01', firstPerson: 1 }),
]
const plan: CardPlan = {
  seed: 5,
  asOf: '2017-11-10',
  covered: 1300,
  ended: 20,
  toCome: 15,
  twoCards: 9,
  provinceCode: '75',
  clinicCodes: ['75246'],
}
const cards = generateCards(households, plan)
const valid = cards.filter((card) => card.validFrom <= plan.asOf && plan.asOf <= card.lastDay)

test('exactly the planned number of people have a valid card on the day, some of them two', () => {
  expect(new Set(valid.map((card) => card.holder.number)).size).toBe(1300)
  expect(valid.length).toBe(1309)
})

test('others hold a card that has ended or has not begun', () => {
  expect(cards.filter((card) => card.lastDay < plan.asOf).length).toBe(20)
  expect(cards.filter((card) => card.validFrom > plan.asOf).length).toBe(15)
})

test('card numbers are readable, unique, and carry the holder’s number only from September 2017', () => {
  expect(new Set(cards.map((card) => card.cardNumber)).size).toBe(cards.length)
  for (const card of cards) {
    expect(readCardNumber(card.cardNumber).kind).toBe('identity')
    expect(card.cardNumber.endsWith(card.holder.socialInsuranceNumber)).toBe(card.validFrom >= '2017-09-01')
  }
})

test('children under six hold children’s cards and a poor household’s others do not pay', () => {
  for (const card of cards) {
    if (ageOn(card.holder.birthDate, plan.asOf) < 6) expect(card.participantCode).toBe('TE')
    if (card.participantCode === 'HN') expect(card.household.householdClass).toBe('POOR')
    if (card.participantCode === 'GD' && card.household.householdClass === 'POOR')
      expect.unreachable('a poor household does not buy a card')
  }
})

test('the same seed makes the same cards', () => {
  expect(generateCards(households, plan)).toEqual(cards)
})

test('more cards than people are refused', () => {
  expect(() => generateCards(households, { ...plan, covered: 2001 })).toThrow(RangeError)
})

test('age counts birthdays, not years', () => {
  expect(ageOn('2011-11-10', '2017-11-10')).toBe(6)
  expect(ageOn('2011-11-11', '2017-11-10')).toBe(5)
})
