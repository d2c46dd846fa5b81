import { expect, test } from 'vitest'
import { generateHamlets } from '../../../src/app/demo/generate-areas.ts'
import { type CommunePlan, generateHouseholds, type MadeUpHousehold } from '../../../src/app/demo/generate-people.ts'
import { bearerOf, readNationalId, readSocialInsuranceNumber } from '../../../src/kernel/identity-number.ts'
import { parsePlainDate } from '../../../src/kernel/plain-date.ts'
import fc from '../../support/fast-check.ts'

const plan: CommunePlan = { seed: 7, hamlets: generateHamlets(900, 4, 160, 7), asOf: '2017-10-01', firstPerson: 1 }

function residentsOf(households: readonly MadeUpHousehold[], hamlet: string): number {
  return households
    .filter((household) => household.hamlet === hamlet)
    .reduce((sum, household) => sum + household.members.length, 0)
}

test('every hamlet has exactly the residents that its plan asks for, and every group is lived in, at any size', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 30, max: 2000 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer(),
      (residents, hamlets, seed) => {
        const planned = generateHamlets(residents, hamlets, 150, seed)
        const households = [...generateHouseholds({ ...plan, seed, hamlets: planned })]
        expect(planned.reduce((sum, hamlet) => sum + hamlet.residents, 0)).toBe(residents)
        for (const hamlet of planned) {
          expect(residentsOf(households, hamlet.name)).toBe(hamlet.residents)
          const groups = households
            .filter((household) => household.hamlet === hamlet.name)
            .map((household) => household.group)
          expect(new Set(groups).size).toBe(hamlet.groups)
        }
      },
    ),
    { numRuns: 25 },
  )
})

test('the same seed makes the same people and another seed makes others', () => {
  expect([...generateHouseholds(plan)]).toEqual([...generateHouseholds(plan)])
  expect([...generateHouseholds({ ...plan, seed: 8 })]).not.toEqual([...generateHouseholds(plan)])
})

test('nobody is born after the day or before 1900, heads come first, and no two people share a name and a birthday', () => {
  const households = [...generateHouseholds(plan)]
  const members = households.flatMap((household) => household.members)
  for (const person of members) {
    expect(parsePlainDate(person.birthDate)).not.toBeNull()
    expect(person.birthDate > '1900-01-01' && person.birthDate <= plan.asOf).toBe(true)
  }
  for (const household of households) {
    expect(household.members.map((member) => member.relation === 'Chủ hộ')).toEqual(
      household.members.map((_, index) => index === 0),
    )
  }
  expect(new Set(members.map((person) => `${person.fullName} ${person.birthDate}`)).size).toBe(members.length)
})

test('numbers pass the shape checks, agree with their bearer, differ from person to person, and belong to no province', () => {
  const members = [...generateHouseholds(plan)].flatMap((household) => household.members)
  for (const person of members) {
    expect(readSocialInsuranceNumber(person.socialInsuranceNumber)).toEqual({
      kind: 'identity',
      value: person.socialInsuranceNumber,
    })
    expect(person.socialInsuranceNumber.startsWith('00')).toBe(true)
    if (person.nationalId === null) continue
    expect(readNationalId(person.nationalId)).toEqual({ kind: 'identity', value: person.nationalId })
    expect(bearerOf(person.nationalId)).toEqual({ birthYear: Number(person.birthDate.slice(0, 4)), sex: person.sex })
    expect(person.nationalId.startsWith('000')).toBe(true)
  }
  expect(members.some((person) => person.nationalId !== null)).toBe(true)
  expect(new Set(members.map((person) => person.socialInsuranceNumber)).size).toBe(members.length)
})

test('a hamlet with more groups than residents is refused', () => {
  const hamlets = [{ name: 'Ấp 1', residents: 3, groups: 4 }]
  expect(() => [...generateHouseholds({ ...plan, hamlets })]).toThrow(/Ấp 1/)
})
