import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import { FIGURE_ORIGINS, type FigureOrigin, STATED_ORIGINS } from '../../src/batches/figure-origin.ts'
import { competingFigures } from '../../src/coverage/competing-figures.store.ts'
import { coverageInFull, householdCounts, populationFigures } from '../../src/coverage/coverage.store.ts'
import { disagreements } from '../../src/coverage/disagreements.store.ts'
import { declarePrecedence, figurePrecedences, withdrawPrecedence } from '../../src/coverage/figure-precedence.store.ts'
import { studentCoverage } from '../../src/coverage/students.store.ts'
import { addDays, type PlainDate } from '../../src/kernel/plain-date.ts'
import { execute, oneRow } from '../../src/kernel/sql.ts'
import { countStatements } from '../support/count-statements.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import fc from '../support/fast-check.ts'
import { reason } from '../support/refused.ts'
import { RegisterRows } from '../support/register-rows.ts'

const DAY = '2020-06-30'
/** Statements that ask since when an area without cells is known: none where all have some. */
const SINCE_WHEN = 1
let database: TestDatabase
let register: RegisterRows
const ids = new Map<string, number>()
const id = (code: string) => ids.get(code) ?? 0
const COMMUNES = ['a', 'b', 'c', 'd']

/** a has ten residents, six covered, four of school age, in three households; b two residents; c and d none. */
beforeAll(async () => {
  database = await createTestDatabase()
  register = new RegisterRows(database.em)
  ids.set('VN', await register.country())
  for (const code of COMMUNES) ids.set(code, await register.area({ code, level: 'COMMUNE', parentId: id('VN') }))
  await register.participantCode('GD', 5, 1)
  for (let number = 0; number < 12; number += 1) {
    const person = await register.person({ birthYear: number < 4 ? 2008 : 1980 })
    await register.residence(person, { areaId: number < 10 ? id('a') : id('b'), from: '2020-01-01' })
    if (number < 6) await register.card(person, { code: 'GD', from: '2020-01-01' })
  }
  for (const householdClass of ['POOR', 'NEAR_POOR', 'OTHER'] as const) {
    await register.household({ areaId: id('a'), householdClass })
  }
  await register.settle()
})
afterAll(() => database.drop())
beforeEach(async () => {
  await execute(database.em, 'truncate reported_figure, figure_precedence')
  await register.batch('so-lieu.xlsx')
})

const state = (code: string, day: PlainDate, values: Record<string, number>, origin?: FigureOrigin) =>
  register.figures(id(code), day, values, origin)

describe('stated and counted side by side', () => {
  const ask = (more: object = {}) => disagreements(ADMINISTRATOR, database.em, { level: 'COMMUNE', asOf: DAY, ...more })
  const short = async (more: object = {}) =>
    (await ask(more)).map((one) => [one.area.code, one.measure, one.reported, one.registered, one.difference])

  test('what differs, the greatest difference first, with both sources', async () => {
    await state('a', '2020-03-31', { POPULATION: 14, COVERED: 6, HOUSEHOLDS: 3, HOUSEHOLDS_POOR: 2, STUDENTS: 5 })
    await state('b', '2020-03-31', { POPULATION: 1, COVERED: 0 })
    await state('c', '2020-03-31', { POPULATION: 100 })
    expect(await short()).toEqual([
      ['a', 'POPULATION', 14, 10, -4],
      ['a', 'STUDENTS', 5, 4, -1],
      ['a', 'HOUSEHOLDS_POOR', 2, 1, -1],
      ['b', 'POPULATION', 1, 2, 1],
    ])
    const [first] = await ask()
    expect(first).toMatchObject({
      share: 4 / 14,
      reportedSource: { asOf: '2020-03-31', sourceName: 'so-lieu.xlsx', address: 'Sheet1!B7', origin: 'OTHER' },
      registeredSource: { asOf: DAY, origin: 'REGISTER' },
    })
    expect(await short({ tolerance: 0.3 })).toEqual([
      ['a', 'HOUSEHOLDS_POOR', 2, 1, -1],
      ['b', 'POPULATION', 1, 2, 1],
    ])
    expect(await short({ measures: ['STUDENTS'] })).toEqual([['a', 'STUDENTS', 5, 4, -1]])
    expect(await short({ first: 1 })).toEqual([['a', 'POPULATION', 14, 10, -4]])
  })

  test('everything that either knows, when asked', async () => {
    await state('a', '2020-03-31', { COVERED: 6 })
    await state('c', '2020-03-31', { COVERED: 70 })
    expect(await short({ all: true, measures: ['COVERED'] })).toEqual([
      ['a', 'COVERED', 6, 6, 0],
      ['b', 'COVERED', null, 0, null],
      ['c', 'COVERED', 70, null, null],
    ])
    expect(await short({ asOf: '2020-03-30', all: true, measures: ['HOUSEHOLDS'] })).toEqual([
      ['a', 'HOUSEHOLDS', null, 3, null],
    ])
  })

  test('they are the numbers that the questions of either basis give', async () => {
    await state('a', '2020-03-31', { POPULATION: 14, COVERED: 9, STUDENTS: 8, STUDENTS_COVERED: 7, HOUSEHOLDS_POOR: 9 })
    const found = new Map((await ask()).map((one) => [`${one.area.code} ${one.measure}`, one]))
    const wanted = { level: 'COMMUNE' as const, asOf: DAY }
    for (const [basis, side] of [
      ['REPORTED', 'reported'],
      ['REGISTRY', 'registered'],
    ] as const) {
      const {
        rows: [row],
      } = await coverageInFull(ADMINISTRATOR, database.em, { ...wanted, basis })
      expect(found.get('a POPULATION')?.[side]).toBe(row?.population)
      expect(found.get('a COVERED')?.[side]).toBe(row?.covered)
      const [students] = await studentCoverage(ADMINISTRATOR, database.em, { ...wanted, basis })
      expect(found.get('a STUDENTS')?.[side]).toBe(students?.students)
      expect(found.get('a STUDENTS_COVERED')?.[side]).toBe(students?.covered)
    }
    const [poor] = await householdCounts(ADMINISTRATOR, database.em, wanted)
    expect(found.get('a HOUSEHOLDS_POOR')?.registered).toBe(poor?.households)
  })

  test('it takes as many statements for four areas as for one, and shows nothing outside the scope', async () => {
    await state('a', '2020-03-31', { POPULATION: 14 })
    await state('b', '2020-03-31', { POPULATION: 14 })
    const one = await countStatements(() => ask({ level: 'COUNTRY' }))
    const four = await countStatements(() => ask())
    expect(four.cost).toBeLessThanOrEqual(one.cost + SINCE_WHEN)
    const officer: Actor = { id: 'b', role: 'DATA_OFFICER', scope: { kind: 'AREAS', areaIds: [id('b')] } }
    const seen = await disagreements(officer, database.em, { level: 'COMMUNE', asOf: DAY })
    expect(seen.map((row) => row.area.code)).toEqual(['b'])
  })

  test('a tolerance or a number of rows that cannot be is refused', async () => {
    expect(await reason(ask({ tolerance: -0.1 }))).toBe('tolerance-negative')
    expect(await reason(ask({ tolerance: Number.NaN }))).toBe('tolerance-negative')
    expect(await reason(ask({ first: 1001 }))).toBe('rows-out-of-range')
  })
})

describe('whose number counts', () => {
  const declare = (origins: readonly FigureOrigin[], validFrom = '2020-01-01', document: string | null = null) =>
    declarePrecedence(ADMINISTRATOR, database.em, { measure: 'POPULATION', validFrom, origins, document })
  const competing = async (asOf = DAY) => {
    const [found] = await competingFigures(ADMINISTRATOR, database.em, {
      level: 'COMMUNE',
      asOf,
      measure: 'POPULATION',
    })
    return found && [found.counting, ...found.others].map(({ value, source }) => [source.origin, value])
  }
  const population = async (basis: 'REPORTED' | 'REGISTRY' | null = null, asOf = DAY) => {
    const [found] = await populationFigures(ADMINISTRATOR, database.em, { level: 'COMMUNE', asOf, basis })
    return found && [found.source.origin, found.count]
  }

  test('without a declaration the latest stated figure, then the register', async () => {
    await state('a', '2020-04-01', { POPULATION: 11 }, 'STATISTICS_OFFICE')
    await state('a', '2020-05-01', { POPULATION: 12 }, 'POLICE')
    expect(await competing()).toEqual([
      ['POLICE', 12],
      ['STATISTICS_OFFICE', 11],
      ['REGISTER', 10],
    ])
    expect(await competing('2020-04-30')).toEqual([
      ['STATISTICS_OFFICE', 11],
      ['REGISTER', 10],
    ])
    expect(await competing('2020-03-31')).toEqual([['REGISTER', 10]])
  })

  test('with one, from its day on, the first that it names; the others are listed', async () => {
    await state('a', '2020-04-01', { POPULATION: 11 }, 'STATISTICS_OFFICE')
    await state('a', '2020-05-01', { POPULATION: 12 }, 'POLICE')
    await state('a', '2020-05-02', { POPULATION: 13 })
    await declare(['SURVEY', 'STATISTICS_OFFICE', 'POLICE'], '2020-06-01', 'QĐ 15')
    expect(await population()).toEqual(['STATISTICS_OFFICE', 11])
    expect((await competing())?.map(([origin]) => origin)).toEqual(['STATISTICS_OFFICE', 'POLICE', 'OTHER', 'REGISTER'])
    expect(await population(null, '2020-05-31')).toEqual(['OTHER', 13])
    await declare(['POLICE', 'REGISTER'], '2020-06-20')
    expect(await population()).toEqual(['POLICE', 12])
    expect(await figurePrecedences(database.em)).toEqual([
      {
        measure: 'POPULATION',
        validFrom: '2020-06-20',
        origins: ['POLICE', 'REGISTER'],
        document: null,
        declaredBy: ADMINISTRATOR.id,
      },
      expect.objectContaining({ validFrom: '2020-06-01', document: 'QĐ 15' }),
    ])
  })

  test('the register may come first: then what offices state counts only where it knows nobody, or when it is asked for', async () => {
    await state('a', '2020-04-01', { POPULATION: 11, COVERED: 9 })
    await state('c', '2020-04-01', { POPULATION: 50, COVERED: 40 })
    const rates = async (basis: 'REPORTED' | null) => {
      const { rows } = await coverageInFull(ADMINISTRATOR, database.em, { level: 'COMMUNE', asOf: DAY, basis })
      return rows
        .filter((row) => row.area.code !== 'b')
        .map((row) => [row.area.code, row.basis, row.population, row.covered])
    }
    expect((await rates(null))[0]).toEqual(['a', 'REPORTED', 11, 9])
    await declare(['REGISTER', 'OTHER'])
    expect(await rates(null)).toEqual([
      ['a', 'REGISTRY', 10, 6],
      ['c', 'REPORTED', 50, 40],
    ])
    expect((await rates('REPORTED'))[0]).toEqual(['a', 'REPORTED', 11, 9])
    expect(await population()).toEqual(['REGISTER', 10])
    expect(await population('REPORTED')).toEqual(['OTHER', 11])
  })

  test('a declaration makes a new version, and so does taking it back', async () => {
    const version = async () =>
      (await oneRow<{ version: number }>(database.em, 'select version from hub_version')).version
    const before = await version()
    await state('a', '2020-04-01', { POPULATION: 11 })
    await declare(['REGISTER'])
    expect(await version()).toBe(before + 1)
    expect(await withdrawPrecedence(ADMINISTRATOR, database.em, 'POPULATION', '2020-01-01')).toBe(true)
    expect(await population()).toEqual(['OTHER', 11])
    expect(await withdrawPrecedence(ADMINISTRATOR, database.em, 'POPULATION', '2020-01-01')).toBe(false)
    expect(await version()).toBe(before + 2)
  })

  test('an order of nobody, or with somebody twice, is refused', async () => {
    expect(await reason(declare([]))).toBe('origins-empty')
    expect(await reason(declare(['POLICE', 'POLICE']))).toBe('origins-repeated')
  })

  test('any figures under any orders: the one that counts is that of a count by hand, and the population of that day', async () => {
    const day = fc.integer({ min: 0, max: 300 }).map((days) => addDays('2019-10-01', days))
    const figure = fc.record({
      origin: fc.constantFrom(...STATED_ORIGINS),
      day,
      value: fc.integer({ min: 1, max: 99 }),
    })
    const figures = fc.uniqueArray(figure, { maxLength: 6, selector: ({ origin, day: on }) => `${origin}${on}` })
    const order = fc.record({ validFrom: day, origins: fc.shuffledSubarray([...FIGURE_ORIGINS], { minLength: 1 }) })
    const orders = fc.uniqueArray(order, { maxLength: 3, selector: ({ validFrom }) => validFrom })
    await fc.assert(
      fc.asyncProperty(figures, orders, day, async (stated, declared, asOf) => {
        await execute(database.em, 'truncate reported_figure, figure_precedence')
        for (const one of stated) await state('a', one.day, { POPULATION: one.value }, one.origin)
        for (const { origins, validFrom } of declared) await declare(origins, validFrom)
        const known = asOf >= '2020-01-01' ? [{ origin: 'REGISTER' as const, day: '', value: 10 }] : []
        const rule = declared
          .filter(({ validFrom }) => validFrom <= asOf)
          .sort((one, other) => other.validFrom.localeCompare(one.validFrom))[0]?.origins
        const rank = (origin: FigureOrigin) => {
          const place = rule?.indexOf(origin) ?? -1
          return place === -1 ? 99 : place
        }
        const [expected] = [...stated.filter((one) => one.day <= asOf), ...known].sort(
          (one, other) => rank(one.origin) - rank(other.origin) || other.day.localeCompare(one.day),
        )
        const tied = stated.filter((one) => one.day === expected?.day && rank(one.origin) === rank(expected.origin))
        fc.pre(tied.length < 2)
        const chosen = expected && [expected.origin, expected.value]
        expect((await competing(asOf))?.[0]).toEqual(chosen)
        expect(await population(null, asOf)).toEqual(chosen)
      }),
      { numRuns: 40 },
    )
  })

  test('it takes as many statements for four areas as for one', async () => {
    for (const code of COMMUNES) await state(code, '2020-04-01', { POPULATION: 11 })
    const ask = (level: 'COUNTRY' | 'COMMUNE') =>
      competingFigures(ADMINISTRATOR, database.em, { level, asOf: DAY, measure: 'POPULATION' })
    const one = await countStatements(() => ask('COUNTRY'))
    const four = await countStatements(() => ask('COMMUNE'))
    expect(four.answer.length).toBe(4)
    expect(four.cost).toBeLessThanOrEqual(one.cost + SINCE_WHEN)
  })
})
