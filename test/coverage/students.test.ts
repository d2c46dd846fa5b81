import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import { studentCoverage } from '../../src/coverage/students.store.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { countStatements } from '../support/count-statements.ts'
import { CountedRegister, holds, type ModelPerson } from '../support/counted-register.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import fc from '../support/fast-check.ts'
import { MAP, RandomRegister, randomPerson } from '../support/random-register.ts'
import { RegisterRows } from '../support/register-rows.ts'

let database: TestDatabase
let register: RandomRegister
// HN comes before HS: a poor pupil holds HN.
const CODES = [
  ['HN', 3, 1],
  ['HS', 4, 2],
  ['SV', 4, 3],
] as const
const model = new CountedRegister(MAP, CODES)

beforeAll(async () => {
  database = await createTestDatabase()
  register = new RandomRegister(database.em)
  await register.writeMap()
  for (const [code, group, lawOrder] of CODES)
    await new RegisterRows(database.em).participantCode(code, group, lawOrder)
})
afterAll(() => database.drop())

/** The random people, with cards of pupils and students for those of others. */
const pupil = randomPerson.map((person): ModelPerson => {
  const codes: Record<string, string> = { GD: 'HS', XX: 'SV' }
  return { ...person, cards: person.cards.map((card) => ({ ...card, code: codes[card.code] ?? card.code })) }
})

function studentsByHand(persons: readonly ModelPerson[], area: string, day: PlainDate) {
  const counts = { students: 0, covered: 0 }
  for (const person of persons) {
    const home = person.homes.find((candidate) => holds(candidate, day))
    if (!home || !model.liesIn(home.area, area, day)) continue
    const [cell] = model.count([person], { area, day, by: ['AGE_BAND'], where: {} }).keys()
    const codes = person.cards.filter((card) => holds(card, day)).map((card) => card.code)
    const asStudent = codes.length > 0 && !codes.includes('HN')
    if (!cell?.includes('FROM_6_TO_17') && !asStudent) continue
    counts.students += 1
    counts.covered += codes.length > 0 ? 1 : 0
  }
  return counts
}

test('pupils and students are counted as by hand: school age, and cards of students of another age', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(pupil, { minLength: 2, maxLength: 14 }), async (persons) => {
      await register.write(persons)
      for (const asOf of ['2019-05-17', '2020-07-01', '2021-03-01']) {
        for (const level of ['COUNTRY', 'COMMUNE', 'HAMLET'] as const) {
          const found = await studentCoverage(ADMINISTRATOR, database.em, { level, asOf })
          const known = model.standing(level, asOf).filter((area) => model.isKnown(persons, area, asOf))
          expect(found.map(({ area }) => area.code)).toEqual(known.sort())
          for (const { area, students, covered, uncovered } of found) {
            expect({ students, covered }).toEqual(studentsByHand(persons, area.code, asOf))
            expect(uncovered).toBe((students ?? 0) - (covered ?? 0))
          }
        }
      }
    }),
    { numRuns: 8 },
  )
})

test('stated pupils come first where an office states them and those with a card, with their sources and the target', async () => {
  const rows = new RegisterRows(database.em)
  await rows.batch('hssv.xlsx')
  await rows.figures(register.id('02'), '2020-01-31', { STUDENTS: 400, STUDENTS_COVERED: 380 })
  await rows.figures(register.id('01'), '2020-01-31', { STUDENTS: 300 })
  const year = { from: '2020-01-01', dueOn: '2020-12-31' }
  await rows.target(register.id('02'), { ...year, measure: 'STUDENT_COVERAGE_RATE', value: 1 })
  await rows.target(register.id('02'), { ...year, value: 0.9 })
  const ask = (basis: 'REPORTED' | 'REGISTRY' | null, asOf = '2020-03-01') =>
    studentCoverage(ADMINISTRATOR, database.em, { level: 'PROVINCE', asOf, basis })
  const [, stated] = await ask('REPORTED')
  expect(stated).toMatchObject({
    basis: 'REPORTED',
    students: 400,
    covered: 380,
    uncovered: 20,
    coverageRate: 0.95,
    studentsSource: { asOf: '2020-01-31', sourceName: 'hssv.xlsx' },
    target: { value: 1 },
    pointsAboveTarget: -5,
    attainmentRate: 0.95,
    cardsNeeded: 20,
  })
  const bases = async (basis: 'REPORTED' | 'REGISTRY' | null) =>
    (await ask(basis)).map((row) => [row.area.code, row.basis, row.students])
  expect(await bases('REPORTED')).toEqual([
    ['01', 'REPORTED', 300],
    ['02', 'REPORTED', 400],
  ])
  expect((await bases(null)).at(-1)).toEqual(['02', 'REPORTED', 400])
  expect((await bases('REGISTRY')).every(([, basis]) => basis === 'REGISTRY')).toBe(true)
  expect((await ask('REPORTED', '2020-01-30')).length).toBe(0)
})

/** Of nobody known an area costs a statement more (since when its people are): so that areas compare, each has a pupil with a card. */
const pupilIn = (area: string): ModelPerson => ({
  sex: null,
  birthDate: '2010-05-17',
  birthYear: 2010,
  homes: [{ from: '2019-01-01', until: null, area, householdClass: null }],
  cards: [{ from: '2020-09-01', until: null, code: 'HS' }],
})

test('it takes as many statements for many areas as for one, and shows nobody outside the scope', async () => {
  const communes = model.standing('COMMUNE', '2021-03-01')
  await register.write(communes.map(pupilIn))
  const ask = (actor: Actor = ADMINISTRATOR, within = 'VN') =>
    studentCoverage(actor, database.em, { within, level: 'COMMUNE', asOf: '2021-03-01' })
  const one = await countStatements(() => ask(ADMINISTRATOR, '00005'))
  const many = await countStatements(() => ask())
  expect(many.cost).toBe(one.cost)
  expect([one.answer, many.answer].map((answer) => answer.map((row) => row.students))).toEqual([
    [1],
    communes.map(() => 1),
  ])
  const officer: Actor = { id: 'o', role: 'DATA_OFFICER', scope: { kind: 'AREAS', areaIds: [register.id('00005')] } }
  expect((await ask(officer)).map(({ area }) => area.code)).toEqual(['00005'])
})
