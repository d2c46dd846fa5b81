import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { doorList, doorPlaces } from '../../src/campaigns/door-list.store.ts'
import type { DoorVisit } from '../../src/campaigns/door-list.ts'
import { doorListWorkbook } from '../../src/exports/door-list-workbook.ts'
import { execute, rows, type SqlSession } from '../../src/kernel/sql.ts'
import { countStatements } from '../support/count-statements.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { DOOR_DAY, seedDoors } from './door-register.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await seedDoors(database.em)
})
afterAll(() => database.drop())

test('who lives behind the doors is looked up by them, not among all of their hamlet or group', async () => {
  const em = database.em
  await execute(
    em,
    `with area as (select area_id from area where code = '26446.01.001'), person as (
       insert into person (full_name, name_key, batch_id)
       select 'Phạm Văn ' || n, 'phạm văn ' || n, 1 from generate_series(1, 5000) n returning person_id
     ), household as (
       insert into household (batch_id) select 1 from generate_series(1, 2000) returning household_id
     ), home as (
       insert into residence (person_id, valid_from, area_id, household_id, household_class, batch_id)
       select person_id, '2017-01-01', area_id, household_id, 4, 1
       from (select person_id, row_number() over () as n from person) one
       join (select household_id, row_number() over () as n from household) two on two.n = 1 + one.n % 2000, area
     )
     insert into enrolment (person_id, valid_from, card_number, participant_code, valid_until, batch_id)
     select person_id, '2017-01-01', '', 'GD', '2018-01-01', 1 from person`,
  )
  await execute(em, 'analyze residence')
  const asked: { sql: string; parameters: readonly unknown[] }[] = []
  const listening: SqlSession = {
    getKysely: () => {
      const kysely = em.getKysely()
      return Object.assign(Object.create(kysely), {
        executeQuery: (query: { sql: string; parameters: readonly unknown[] }) => {
          asked.push(query)
          return kysely.executeQuery(query as never)
        },
      })
    },
  }
  const page = await doorList(ADMINISTRATOR, listening, { within: '26446', asOf: DOOR_DAY, months: 12 }, {})
  const residents = asked.find(({ sql }) => sql.includes('relationToHead'))
  const plan = await rows(em, `explain (analyze, format json) ${residents?.sql}`, residents?.parameters)
  const homes = nodesOf(plan).filter((node) => node.Alias === 'home')
  const looked = homes.map((node) => {
    const removed = node['Rows Removed by Filter'] ?? 0
    return Math.round((node['Actual Rows'] + removed) * node['Actual Loops'])
  })
  const behind = page.rows.reduce((sum, { size }) => sum + size, 0)
  expect([behind > page.totalCount, looked]).toEqual([true, [behind]])
  expect(nodesOf(plan).filter((node) => (node['Rows Removed by Join Filter'] ?? 0) > 0)).toEqual([])
})

test('the doors of a hamlet are looked for once, however many a workbook has, and read some hundred at a time', async () => {
  const em = database.em
  await execute(
    em,
    `with area as (select area_id from area where code = '26446.01.001'), person as (
       insert into person (full_name, name_key, batch_id)
       select 'Lê Thị ' || n, 'lê thị ' || n, 1 from generate_series(1, 450) n returning person_id
     )
     insert into residence (person_id, valid_from, area_id, household_class, batch_id)
     select person_id, '2017-01-01', area_id, 0, 1 from person, area`,
  )
  const question = { within: '26446', asOf: DOOR_DAY, months: 12 } as const
  const listed: (readonly [string, readonly string[]])[] = []
  for (let after: string | null = null, more = true; more; ) {
    const page = await doorList(ADMINISTRATOR, em, question, { first: 100, after })
    listed.push(...page.rows.map(named))
    after = page.cursors.at(-1) ?? null
    more = page.hasNextPage
  }
  const batches: DoorVisit[][] = []
  const written = (read: (visits: readonly DoorVisit[]) => Promise<void>) =>
    doorListWorkbook(ADMINISTRATOR, em, question, { writtenOn: DOOR_DAY, read })
  const { statements } = await countStatements(() => written(async (visits) => void batches.push([...visits])))
  expect(batches.flat().map(named)).toEqual(listed)
  expect(listed.length).toBeGreaterThan(450)
  expect(Math.max(...batches.map((visits) => visits.length))).toBe(200)
  const looks = statements.filter((text) => text.includes('uncovered as materialized'))
  const places = await doorPlaces(ADMINISTRATOR, em, question.within, question.asOf)
  expect(looks).toHaveLength(places.length)

  // Who is given a card while the workbook is written is not written into the rest of it.
  const told: string[] = []
  await written(async (visits) => {
    told.push(...visits.flatMap(({ members }) => members.map(({ person }) => person.fullName)))
    await execute(
      em,
      `insert into enrolment (person_id, valid_from, card_number, participant_code, valid_until, batch_id)
       select person_id, '2017-01-01', '', 'GD', '2018-01-01', 1 from person where full_name like 'Lê Thị %'
       on conflict do nothing`,
    )
  })
  expect(told.filter((name) => name.startsWith('Lê Thị ')).length).toBeLessThanOrEqual(200)
})

function named({ areaCode, members }: DoorVisit): readonly [string, readonly string[]] {
  return [areaCode, members.map(({ person }) => person.fullName)]
}

interface PlanNode {
  readonly Alias?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Rows Removed by Join Filter'?: number
}

/** The nodes of a plan as PostgreSQL tells it in JSON, wherever they stand. */
function nodesOf(told: unknown): PlanNode[] {
  if (typeof told !== 'object' || told === null) return []
  const own = 'Actual Rows' in told ? [told as PlanNode] : []
  return [...own, ...Object.values(told).flatMap(nodesOf)]
}
