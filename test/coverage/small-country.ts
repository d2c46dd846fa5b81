import { afterAll, beforeAll } from 'vitest'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import { type CoverageWanted, coverageReport } from '../../src/coverage/coverage.store.ts'
import type { CoverageRow } from '../../src/coverage/coverage-row.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { RegisterRows } from '../support/register-rows.ts'

export { reason } from '../support/refused.ts'

export const DAY = '2020-06-30'
export let database: TestDatabase
export let register: RegisterRows
export const ids = new Map<string, number>()
export const id = (code: string) => ids.get(code) ?? 0

/** One district of twelve communes: 1–9 with residents (equal ones among them), 10 and 11 with office figures, 12 with nothing. */
beforeAll(async () => {
  database = await createTestDatabase()
  register = new RegisterRows(database.em)
  ids.set('VN', await register.country())
  ids.set('24', await register.area({ code: '24', level: 'PROVINCE', parentId: id('VN') }))
  ids.set('25', await register.area({ code: '25', level: 'PROVINCE', parentId: id('VN') }))
  ids.set('215', await register.area({ code: '215', level: 'DISTRICT', parentId: id('24') }))
  ids.set('216', await register.area({ code: '216', level: 'DISTRICT', parentId: id('25') }))
  await register.participantCode('HN', 3, 1)
  await register.participantCode('GD', 5, 2)
  await register.batch('bang-tong-hop.xlsx')
  for (let number = 1; number <= 12; number += 1) {
    const code = `0000${number}`.slice(-5)
    ids.set(code, await register.area({ code, level: 'COMMUNE', parentId: id('215') }))
    if (number < 10) await register.target(id(code), { value: 0.95, from: '2020-01-01', dueOn: '2020-12-31' })
    for (let person = 0; person < 4 && number < 10; person += 1) {
      const personId = await register.person()
      await register.residence(personId, {
        areaId: id(code),
        from: '2020-03-01',
        householdClass: person < 2 ? 'POOR' : 'OTHER',
      })
      if (person < number % 3) await register.card(personId, { code: 'HN', from: '2020-03-01' })
      else if (person === 3) await register.card(personId, { code: 'GD', from: '2020-06-10' })
    }
  }
  await register.household({ areaId: id('00001'), householdClass: 'POOR' })
  await register.household({ areaId: id('00001'), householdClass: 'NEAR_POOR', until: DAY })
  await register.figures(id('00010'), '2020-01-31', { POPULATION: 200, COVERED: 150, HOUSEHOLDS: 60 })
  await register.figures(id('00010'), '2020-05-31', { COVERED: 160 })
  await register.figures(id('00011'), '2020-01-31', { POPULATION: 100 })
  await register.settle()
})

afterAll(() => database.drop())

export const ask = (
  wanted: Partial<CoverageWanted> & { first?: number; after?: string } = {},
  actor: Actor = ADMINISTRATOR,
) => coverageReport(actor, database.em, { within: '215', asOf: DAY, ...wanted })
export const codes = (rows: readonly CoverageRow[]) => rows.map((row) => row.area.code)
