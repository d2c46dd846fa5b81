import { afterAll, beforeAll } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { type CoverageWanted, coverageReport } from '../../src/coverage/coverage.store.ts'
import type { SqlSession } from '../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { RegisterRows } from '../support/register-rows.ts'

export const BEFORE = '2025-06-30'
export const REFORM = '2025-07-01'
export const MONTHS = [
  '2025-01-31',
  '2025-02-28',
  '2025-03-31',
  '2025-04-30',
  '2025-05-31',
  BEFORE,
  '2025-07-31',
  '2025-08-31',
]
export let database: TestDatabase
const ids = new Map<string, number>()
export const id = (code: string) => ids.get(code) ?? 0

/**
 * Province 10 (four communes a–d under one district) and province 20 (e, f, g) become what they were in 2025: a and b go whole
 * into n, c is renamed r, d stays as it is, e goes whole into m, f is split between m and p, g changes its province.
 */
beforeAll(async () => {
  database = await createTestDatabase()
  const register = new RegisterRows(database.em)
  const put = async (
    code: string,
    level: 'PROVINCE' | 'DISTRICT' | 'COMMUNE',
    days: { from?: string; until?: string } = {},
  ) => {
    ids.set(code, await register.area({ code, level, ...days }))
  }
  ids.set('VN', await register.country())
  for (const code of ['10', '20', '30']) {
    await put(code, 'PROVINCE')
    await register.parent(id(code), id('VN'))
  }
  await put('101', 'DISTRICT', { until: REFORM })
  await register.parent(id('101'), id('10'), { until: REFORM })
  for (const code of ['a', 'b', 'c', 'e', 'f']) await put(code, 'COMMUNE', { until: REFORM })
  for (const code of ['n', 'r', 'm', 'p']) await put(code, 'COMMUNE', { from: REFORM })
  for (const code of ['d', 'g']) await put(code, 'COMMUNE')
  for (const code of ['a', 'b', 'c', 'd']) await register.parent(id(code), id('101'), { until: REFORM })
  await register.parent(id('d'), id('10'), { from: REFORM })
  for (const code of ['n', 'r']) await register.parent(id(code), id('10'), { from: REFORM })
  for (const code of ['e', 'f']) await register.parent(id(code), id('20'), { until: REFORM })
  for (const code of ['m', 'p']) await register.parent(id(code), id('20'), { from: REFORM })
  await register.parent(id('g'), id('20'), { until: REFORM })
  await register.parent(id('g'), id('30'), { from: REFORM })
  const moves = [
    ['a', 'n', 'WHOLE'],
    ['b', 'n', 'WHOLE'],
    ['c', 'r', 'RENAMED'],
    ['e', 'm', 'WHOLE'],
    ['f', 'm', 'PART'],
    ['f', 'p', 'PART'],
  ]
  for (const [from = '', to = '', relation = ''] of moves) {
    await register.succession({
      from: id(from),
      to: id(to),
      on: REFORM,
      relation,
      weight: relation === 'PART' ? 0.5 : 1,
    })
  }
  await register.batch('so-lieu.xlsx')
  for (const [index, code] of ['a', 'b', 'c', 'd', 'e', 'f', 'g'].entries()) {
    await register.figures(id(code), '2025-01-31', { POPULATION: 1_000 * (index + 1), COVERED: 100 * (index + 1) })
    const household = await register.household({ areaId: id(code), householdClass: 'POOR', from: '2025-01-01' })
    for (let person = 0; person <= index; person += 1) {
      const personId = await register.person()
      await register.residence(personId, {
        areaId: id(code),
        from: '2025-01-01',
        householdClass: 'POOR',
        householdId: household,
      })
      await register.card(personId, { code: 'GD', from: '2025-08-01' })
    }
  }
  await register.settle()
})

afterAll(() => database.drop())

interface Wanted extends Partial<CoverageWanted> {
  readonly em?: SqlSession
}

export const ask = (within: string, asOf: string, borders: string, { em = database.em, ...wanted }: Wanted = {}) =>
  coverageReport(ADMINISTRATOR, em, { within, level: 'COMMUNE', asOf, borders, basis: 'REGISTRY', ...wanted })
