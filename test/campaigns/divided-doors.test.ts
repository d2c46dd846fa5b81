import exceljs from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import { scopeOfAreas } from '../../src/access/granted-scope.store.ts'
import { doorList } from '../../src/campaigns/door-list.store.ts'
import { doorListWorkbook } from '../../src/exports/door-list-workbook.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { RegisterRows } from '../support/register-rows.ts'

const REFORM = '2025-07-01'
const DAY = '2025-08-15'
let database: TestDatabase
const ids = new Map<string, number>()
const id = (code: string) => ids.get(code) ?? 0

/** Province 20: commune f with hamlets f1 and f2 was split between m and p; of f2 it is known that it lies in p. */
beforeAll(async () => {
  database = await createTestDatabase()
  const register = new RegisterRows(database.em)
  await register.batch('dieu-tra.xlsx')
  const country = await register.country()
  ids.set('20', await register.area({ code: '20', level: 'PROVINCE', parentId: country }))
  const commune = async (code: string, days: { from?: string; until?: string }) => {
    ids.set(code, await register.area({ code, level: 'COMMUNE', name: `Xã ${code}`, parentId: id('20'), ...days }))
  }
  await commune('f', { until: REFORM })
  for (const code of ['m', 'p']) {
    await commune(code, { from: REFORM })
    await register.succession({ from: id('f'), to: id(code), on: REFORM, relation: 'PART', weight: 0.5 })
  }
  for (const code of ['f1', 'f2']) {
    ids.set(code, await register.area({ code, level: 'HAMLET' }))
    await register.parent(id(code), id('f'), code === 'f2' ? { until: REFORM } : {})
  }
  await register.parent(id('f2'), id('p'), { from: REFORM })
  for (const code of ['f', 'f1', 'f2', 'm']) {
    const from = code === 'm' ? REFORM : '2025-01-01'
    const person = await register.person({ name: `Người ${code}` })
    const householdId = await register.household({ areaId: id(code), householdClass: 'OTHER', from })
    await register.residence(person, { areaId: id(code), householdId, householdClass: 'OTHER', from })
  }
  await register.settle()
})
afterAll(() => database.drop())

async function names(within: string, actor: Actor = ADMINISTRATOR): Promise<string[]> {
  const page = await doorList(actor, database.em, { within, asOf: DAY, months: 12 }, { first: 10 })
  expect(page.totalCount).toBe(page.rows.length)
  return page.rows.flatMap(({ areaCode, members }) => members.map(({ person }) => `${areaCode} ${person.fullName}`))
}

async function officerOf(code: string, on = DAY): Promise<Actor> {
  const scope = await scopeOfAreas(database.em, [{ areaId: id(code), on }])
  return { id: 'officer', role: 'DATA_OFFICER', scope }
}

test('who is registered in a divided commune is found in each part under the old name, and once in the province', async () => {
  expect(await names('m')).toEqual(['f Người f', 'f1 Người f1', 'm Người m'])
  expect(await names('p')).toEqual(['f Người f', 'f1 Người f1', 'f2 Người f2'])
  expect(await names('20')).toEqual(['f Người f', 'f1 Người f1', 'f2 Người f2', 'm Người m'])
})

test('an officer of one part sees nobody of the divided commune, one of the province or of the old commune does', async () => {
  expect(await names('m', await officerOf('m'))).toEqual(['m Người m'])
  expect(await names('p', await officerOf('p'))).toEqual(['f2 Người f2'])
  expect(await names('m', await officerOf('20'))).toEqual(['f Người f', 'f1 Người f1', 'm Người m'])
  expect(await names('m', await officerOf('f', '2025-06-30'))).toEqual(['f Người f', 'f1 Người f1'])
})

test('the workbook has them on sheets of their own', async () => {
  for (const [within, sheets] of [
    ['m', ['Xã f', 'f1', 'Xã m']],
    ['20', ['Xã f', 'f1', 'f2', 'Xã m']],
  ] as const) {
    const question = { within, asOf: DAY, months: 12 } as const
    const { bytes } = await doorListWorkbook(ADMINISTRATOR, database.em, question, {
      writtenOn: DAY,
      read: async () => {},
    })
    const workbook = new exceljs.Workbook()
    await workbook.xlsx.load(bytes as never)
    expect(workbook.worksheets).toHaveLength(sheets.length)
    const text = JSON.stringify(workbook.worksheets.map((sheet) => sheet.getSheetValues()))
    for (const sheet of sheets) expect(text).toContain(`Người ${sheet.replace('Xã ', '')}`)
  }
})
