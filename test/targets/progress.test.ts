import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { execute } from '../../src/kernel/sql.ts'
import { cascades } from '../../src/targets/cascade.store.ts'
import { targetProgress } from '../../src/targets/progress.store.ts'
import { countStatements } from '../support/count-statements.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { RegisterRows } from '../support/register-rows.ts'

let database: TestDatabase
let register: RegisterRows
const ids = new Map<string, number>()
const id = (code: string) => ids.get(code) ?? 0
const targets = { rate: 0, reported: 0, students: 0, cards: 0, households: 0, b: 0 }
const YEAR = { from: '2020-01-01', dueOn: '2020-12-31' }

/** Commune a with ten persons in five households and a survey of two of them; commune b with office figures. */
beforeAll(async () => {
  database = await createTestDatabase()
  register = new RegisterRows(database.em)
  ids.set('VN', await register.country())
  for (const code of ['a', 'b']) ids.set(code, await register.area({ code, level: 'COMMUNE', parentId: id('VN') }))
  await register.participantCode('HN', 3, 1)
  await register.participantCode('HS', 4, 2)
  await register.participantCode('GD', 5, 3)
  await register.batch('cu.xlsx')
  const houses: number[] = []
  for (let number = 0; number < 5; number += 1) {
    houses.push(await register.household({ areaId: id('a'), householdClass: 'OTHER' }))
  }
  const persons: number[] = []
  for (let number = 0; number < 10; number += 1) {
    const person = await register.person({ birthYear: number < 4 ? 2008 : 1985 })
    persons.push(person)
    const home = { areaId: id('a'), from: '2018-01-01', householdId: houses[number >> 1] }
    await register.residence(person, home)
  }
  const card = (number: number, code: string, from: PlainDate, until?: PlainDate) =>
    register.card(persons[number] ?? 0, { code, from, until, number: `${code}${from}` })
  await card(0, 'HS', '2019-09-01')
  await card(1, 'HN', '2019-01-01')
  // A student of 35 years, and somebody who renews in time.
  await card(4, 'HS', '2020-02-01')
  await card(5, 'GD', '2019-01-01', '2020-01-01')
  await card(5, 'GD', '2020-01-01')
  // Somebody who comes back after a month, and somebody who has it both ways.
  await card(6, 'GD', '2019-01-01', '2020-02-01')
  await card(6, 'GD', '2020-03-01')
  await card(7, 'GD', '2020-06-01')
  await register.figures(id('b'), '2020-03-31', {
    POPULATION: 1_000,
    COVERED: 800,
    STUDENTS: 200,
    STUDENTS_COVERED: 190,
  })
  await register.figures(id('b'), '2020-05-31', { COVERED: 861, STUDENTS_COVERED: 197 })
  const survey = await register.batch('khao-sat.xlsx')
  await execute(
    database.em,
    `update import_batch set kind = 'HOUSEHOLD_SURVEY', as_of = '2020-04-01' where batch_id = $1`,
    [survey],
  )
  // One household is named by a row of a member, another by its class alone.
  await execute(
    database.em,
    `insert into batch_row (batch_id, sheet, row, outcome, subject_id) values ($1, 0, 2, 'UNCHANGED', $2), ($1, 0, 3, 'REJECTED', $3)`,
    [survey, persons[0], persons[8]],
  )
  await execute(database.em, 'update household_state set batch_id = $1 where household_id = $2', [survey, houses[2]])
  const make = (code: string, measure: string, value: number) => register.target(id(code), { ...YEAR, measure, value })
  targets.rate = await make('a', 'COVERAGE_RATE', 0.75)
  targets.reported = await make('b', 'COVERAGE_RATE', 0.9)
  targets.students = await make('a', 'STUDENT_COVERAGE_RATE', 1)
  targets.b = await make('b', 'STUDENT_COVERAGE_RATE', 1)
  targets.cards = await make('a', 'CARDS_ISSUED', 6)
  targets.households = await make('a', 'HOUSEHOLDS_REVIEWED', 5)
  await register.settle()
})
afterAll(() => database.drop())

const progressOn = async (day: PlainDate, target: keyof typeof targets) =>
  (await targetProgress(ADMINISTRATOR, database.em, [targets[target]], day)).get(targets[target])

describe('what was achieved', () => {
  test('of a coverage rate: covered of all residents, in points and persons', async () => {
    expect(await progressOn('2020-06-10', 'rate')).toEqual({
      asOf: '2020-06-10',
      achieved: 0.6,
      attainmentRate: expect.closeTo(0.8, 10),
      pointsAboveTarget: -15,
      missing: 2,
      weeklyPaceNeeded: 0.0686,
      weeklyPace: 0.25,
      projectedOn: '2020-08-05',
    })
  })

  test('of stated figures, with the pace between the last two', async () => {
    const found = await progressOn('2020-06-10', 'reported')
    expect(found).toMatchObject({ achieved: 0.861, missing: 39, weeklyPace: 7, projectedOn: '2020-07-19' })
  })

  test('of pupils: residents of school age and whoever has a student’s card, under whatever code they are covered', async () => {
    // Four of school age, two of them covered; from February a student of 35 besides.
    expect(await progressOn('2020-01-31', 'students')).toMatchObject({ achieved: 2 / 4, missing: 2, weeklyPace: 0 })
    expect(await progressOn('2020-02-01', 'students')).toMatchObject({ achieved: 3 / 5, missing: 2, weeklyPace: 0.25 })
    expect(await progressOn('2020-06-10', 'b')).toMatchObject({ achieved: 197 / 200, missing: 3 })
  })

  test('of cards: residents newly insured or insured again, not who renews in time', async () => {
    expect(await progressOn('2020-01-20', 'cards')).toMatchObject({ achieved: 0, missing: 6, projectedOn: null })
    expect(await progressOn('2020-02-10', 'cards')).toMatchObject({ achieved: 1, weeklyPace: 0.25 })
    expect(await progressOn('2020-06-01', 'cards')).toMatchObject({
      achieved: 3,
      attainmentRate: 0.5,
      pointsAboveTarget: null,
      missing: 3,
    })
  })

  test('of households: those that a survey of the days has named', async () => {
    expect(await progressOn('2020-03-31', 'households')).toMatchObject({ achieved: 0 })
    expect(await progressOn('2020-04-01', 'households')).toMatchObject({ achieved: 2, missing: 3 })
    await execute(database.em, `update import_batch set status = 'WITHDRAWN' where file_name = 'khao-sat.xlsx'`)
    expect(await progressOn('2020-04-01', 'households')).toMatchObject({ achieved: 0 })
    await execute(database.em, `update import_batch set status = 'COMMITTED' where file_name = 'khao-sat.xlsx'`)
  })

  test('after the due day as of that day, before the first day not at all', async () => {
    expect(await progressOn('2022-01-01', 'rate')).toEqual(await progressOn('2020-12-31', 'rate'))
    expect((await progressOn('2020-12-31', 'rate'))?.weeklyPaceNeeded).toBeNull()
    expect(await progressOn('2019-12-31', 'rate')).toBeUndefined()
  })

  test('all of them take as many statements as one of each, and nothing is told outside the scope', async () => {
    const all = Object.values(targets)
    const few = all.filter((target) => target !== targets.b && target !== targets.reported)
    const ask = (which: readonly number[], actor: Actor = ADMINISTRATOR) =>
      targetProgress(actor, database.em, which, '2021-02-01')
    const one = await countStatements(() => ask(few))
    const many = await countStatements(() => ask(all))
    // Where an area has no cells on one of the days, one more asks since when it is known: for pupils, and for everybody.
    expect(many.cost).toBeLessThanOrEqual(one.cost + 2)
    const officerOfB: Actor = { id: 'b', role: 'DATA_OFFICER', scope: { kind: 'AREAS', areaIds: [id('b')] } }
    expect([...(await ask(all, officerOfB)).keys()].sort()).toEqual([targets.reported, targets.b].sort())
  })
})

test('a target of pupils is handed down in pupils', async () => {
  const country = await register.target(id('VN'), { ...YEAR, measure: 'STUDENT_COVERAGE_RATE', value: 0.98 })
  const found = await cascades(ADMINISTRATOR, database.em, [country])
  // 5 pupils are known in a, 200 are stated in b; of the whole country the register knows the five of a.
  expect(found.get(country)).toEqual({
    assignedPersons: 5,
    sumOfChildrenPersons: 205,
    difference: 200,
    childrenWithout: [],
  })
})
