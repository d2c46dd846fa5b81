import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import { cascades } from '../../src/targets/cascade.store.ts'
import { listTargets, targetsByIds, targetsOfAreas } from '../../src/targets/target.store.ts'
import { countStatements } from '../support/count-statements.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { RegisterRows } from '../support/register-rows.ts'

let database: TestDatabase
const ids = new Map<string, number>()
const id = (code: string) => ids.get(code) ?? 0
const targets = { district: 0, a: 0, b: 0, cards: 0, students: 0, old: 0 }

/** A district of 1,000 stated residents, assigned 85 per cent for 2018; its communes a (600) and b (400), and c without a target. */
beforeAll(async () => {
  database = await createTestDatabase()
  const register = new RegisterRows(database.em)
  ids.set('VN', await register.country())
  ids.set('741', await register.area({ code: '741', level: 'DISTRICT', parentId: id('VN') }))
  for (const code of ['a', 'b', 'c'])
    ids.set(code, await register.area({ code, level: 'COMMUNE', parentId: id('741') }))
  await register.batch('chi-tieu.xlsx')
  await register.figures(id('741'), '2018-03-31', { POPULATION: 1_001 })
  await register.figures(id('a'), '2018-03-31', { POPULATION: 600 })
  await register.figures(id('b'), '2018-03-31', { POPULATION: 401 })
  const year = { from: '2018-01-01', dueOn: '2018-12-31' }
  targets.old = await register.target(id('741'), { value: 0.8, from: '2017-01-01', dueOn: '2017-12-31' })
  targets.district = await register.target(id('741'), { value: 0.85, ...year, assignedBy: id('VN') })
  targets.a = await register.target(id('a'), { value: 0.9, ...year })
  targets.b = await register.target(id('b'), { value: 0.75, from: '2018-01-01', dueOn: '2018-12-20' })
  targets.cards = await register.target(id('741'), { value: 120, measure: 'CARDS_ISSUED', ...year })
  await register.target(id('c'), { value: 130, measure: 'CARDS_ISSUED', ...year })
  targets.students = await register.target(id('741'), { value: 1, measure: 'STUDENT_COVERAGE_RATE', ...year })
  await register.settle()
})
afterAll(() => database.drop())

const officerOfA = (): Actor => ({ id: 'a', role: 'DATA_OFFICER', scope: { kind: 'AREAS', areaIds: [id('a')] } })

describe('targets', () => {
  test('those in force on a day in an area, from the top', async () => {
    const found = await listTargets(ADMINISTRATOR, database.em, { within: '741', on: '2018-12-31' })
    expect(found.map((target) => [target.areaId, target.measure, target.value])).toEqual([
      [id('741'), 'CARDS_ISSUED', 120],
      [id('741'), 'COVERAGE_RATE', 0.85],
      [id('741'), 'STUDENT_COVERAGE_RATE', 1],
      [id('a'), 'COVERAGE_RATE', 0.9],
      [id('c'), 'CARDS_ISSUED', 130],
    ])
    const communes = await listTargets(ADMINISTRATOR, database.em, { within: 'VN', level: 'COMMUNE', on: '2018-12-20' })
    expect(communes.map((target) => target.areaId)).toEqual([id('a'), id('b'), id('c')])
    expect(await listTargets(ADMINISTRATOR, database.em, { within: 'VN', on: '2019-01-01' })).toEqual([])
  })

  test('those of areas in some days: the due day is the last', async () => {
    const values = async (days: { from?: string; until?: string }) =>
      (await targetsOfAreas(ADMINISTRATOR, database.em, [id('741')], days))
        .get(id('741'))
        ?.map((target) => target.targetId)
    expect(await values({ until: '2018-01-01' })).toEqual([targets.old])
    expect(await values({ from: '2017-12-31', until: '2018-01-01' })).toEqual([targets.old])
    expect(await values({ from: '2018-01-01' })).toEqual([targets.cards, targets.district, targets.students])
    expect(await values({})).toHaveLength(4)
    expect(await values({ from: '2019-01-01' })).toBeUndefined()
  })

  test('by id, with what the sheet says of it', async () => {
    const found = await targetsByIds(ADMINISTRATOR, database.em, [targets.district])
    expect(found.get(targets.district)).toEqual({
      targetId: targets.district,
      areaId: id('741'),
      measure: 'COVERAGE_RATE',
      value: 0.85,
      validFrom: '2018-01-01',
      dueOn: '2018-12-31',
      assignedById: id('VN'),
      document: 'QĐ 12',
    })
  })

  test('of areas outside the scope none is seen', async () => {
    const em = database.em
    expect(
      (await listTargets(officerOfA(), em, { within: 'VN', on: '2018-06-01' })).map((target) => target.areaId),
    ).toEqual([id('a')])
    expect([...(await targetsByIds(officerOfA(), em, Object.values(targets))).keys()]).toEqual([targets.a])
    expect([...(await targetsOfAreas(officerOfA(), em, [...ids.values()], {})).keys()]).toEqual([id('a')])
    expect([...(await cascades(officerOfA(), em, Object.values(targets))).keys()]).toEqual([targets.a])
  })
})

describe('cascades', () => {
  test('a rate is handed down in whole persons, exactly', async () => {
    const found = await cascades(ADMINISTRATOR, database.em, [targets.district])
    expect(found.get(targets.district)).toMatchObject({
      assignedPersons: 851,
      sumOfChildrenPersons: 540 + 301,
      difference: -10,
      childrenWithout: [{ code: 'c' }],
    })
  })

  test('a count is what it is', async () => {
    const found = await cascades(ADMINISTRATOR, database.em, [targets.cards])
    expect(found.get(targets.cards)).toMatchObject({ assignedPersons: 120, sumOfChildrenPersons: 130, difference: 10 })
    expect(found.get(targets.cards)?.childrenWithout.map((area) => area.code)).toEqual(['a', 'b'])
  })

  test('what cannot be told is null', async () => {
    const found = await cascades(ADMINISTRATOR, database.em, [targets.students, targets.a, targets.old])
    const nothing = { assignedPersons: null, sumOfChildrenPersons: null, difference: null }
    expect(found.get(targets.students)).toMatchObject(nothing)
    expect(found.get(targets.old)).toMatchObject(nothing)
    expect(found.get(targets.a)).toEqual({
      assignedPersons: 540,
      sumOfChildrenPersons: null,
      difference: null,
      childrenWithout: [],
    })
  })

  test('all of them take as many statements as one', async () => {
    const one = await countStatements(() => cascades(ADMINISTRATOR, database.em, [targets.students]))
    const all = await countStatements(() => cascades(ADMINISTRATOR, database.em, Object.values(targets)))
    expect(all.cost).toBe(one.cost)
  })
})
