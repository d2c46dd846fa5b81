import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { type CoverageWanted, coverageInFull, coverageReport } from '../../src/coverage/coverage.store.ts'
import type { CoverageReport, CoverageRow } from '../../src/coverage/coverage-row.ts'
import { NUMBERS_ALONE } from '../../src/coverage/question.ts'
import { execute, rows } from '../../src/kernel/sql.ts'
import { countStatements, kindOf } from '../support/count-statements.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { RegisterRows } from '../support/register-rows.ts'

const DAY = '2020-06-30'
const DIVIDED_ON = '2020-01-01'
let database: TestDatabase

/**
 * A province of 1,050 communes, more than are looked for one by one: in those whose number has the remainder 0 to 3 by 5 live as
 * many people, of whom the remainder by 4 has a card; in those with 0 lived somebody once. Of the others nothing is known. A
 * commune that was divided between two of them still has people of its own.
 */
beforeAll(async () => {
  database = await createTestDatabase()
  const register = new RegisterRows(database.em)
  const country = await register.country()
  const province = await register.area({ code: '24', level: 'PROVINCE', parentId: country })
  await register.participantCode('GD', 5, 1)
  await register.batch('danh-sach.xlsx')
  await execute(
    database.em,
    `insert into area (code, name, unit_type, level, name_key, name_plain, valid_from, valid_until)
     select lpad(n::text, 5, '0'), 'Xã ' || n, '', 3, 'xa ' || n, 'xa ' || n, '-infinity', 'infinity' from generate_series(1, 1050) n`,
  )
  await execute(
    database.em,
    `insert into area_parent (area_id, parent_id, valid_from, valid_until)
     select area_id, $1, '-infinity', 'infinity' from area where level = 3`,
    [province],
  )
  await execute(
    database.em,
    `with home as (
       select area_id, code::int % 5 as people, code::int % 4 as covered, greatest(1, code::int % 5) as homes
       from area where level = 3 and code::int % 5 < 4
     ), resident as (
       select nextval('person_person_id_seq') as person_id, home.*, number
       from home cross join lateral generate_series(1, homes) number
     ), person as (
       insert into person (person_id, full_name, name_key, batch_id) overriding system value
       select person_id, 'A', 'a', 1 from resident
     ), card as (
       insert into enrolment (person_id, valid_from, valid_until, card_number, participant_code, batch_id, sheet, row)
       select person_id, '2019-01-01', 'infinity', '', 'GD', 1, 0, 7 from resident where number <= covered
     )
     insert into residence (person_id, valid_from, valid_until, area_id, household_class, batch_id)
     select person_id, '2019-01-01', case when people = 0 then date '2020-02-01' else 'infinity' end, area_id, 0, 1 from resident`,
  )
  const divided = await register.area({ code: '09999', level: 'COMMUNE', parentId: province, until: DIVIDED_ON })
  const parts = await rows<{ id: number }>(
    database.em,
    `select area_id as id from area where code in ('00001', '00004')`,
  )
  for (const { id } of parts)
    await register.succession({ from: divided, to: id, on: DIVIDED_ON, relation: 'PART', weight: 0.5 })
  for (let person = 0; person < 6; person += 1) {
    const id = await register.person()
    await register.residence(id, { areaId: divided })
    await register.card(id, { code: 'GD' })
  }
  await register.settle()
})
afterAll(() => database.drop())

const WANTED: CoverageWanted = { level: 'COMMUNE', asOf: DAY, basis: 'REGISTRY', parts: NUMBERS_ALONE }
const shown = ({ area, population, covered, coverageRate }: CoverageRow) => [
  area.code,
  population,
  covered,
  coverageRate,
]

test.each(['COVERAGE_RATE_DESC', 'COVERAGE_RATE_ASC'] as const)(
  'sorted by the database, the pages by %s are those of all rows',
  async (orderBy) => {
    const all = await coverageInFull(ADMINISTRATOR, database.em, { ...WANTED, orderBy })
    const walked: CoverageRow[] = []
    let after: string | undefined
    for (let page: CoverageReport | null = null; page?.hasNextPage !== false; after = page.endCursor ?? undefined) {
      page = await coverageReport(ADMINISTRATOR, database.em, { ...WANTED, orderBy, first: 64, after })
      walked.push(...page.rows)
    }
    expect(walked.map(shown)).toEqual(all.rows.map(shown))
    expect(new Set(walked.map(({ coverageRate }) => coverageRate)).size).toBeGreaterThan(4)
    expect(walked.filter(({ coverageRate }) => coverageRate === null).length).toBeGreaterThan(64)
    expect(walked.find(({ area }) => area.code === '00001')).toMatchObject({ population: 4, covered: 4 })
    expect(walked.length).toBeLessThan(1050)
  },
)

test('compared with a day on the map before, a page is that of all rows, and where areas were divided is looked up once', async () => {
  const wanted = { ...WANTED, orderBy: 'COVERAGE_RATE_DESC', compareTo: '2019-06-30' } as const
  const all = await coverageInFull(ADMINISTRATOR, database.em, wanted)
  const { answer, statements, cost } = await countStatements(() =>
    coverageReport(ADMINISTRATOR, database.em, { ...wanted, first: 100 }),
  )
  const both = (row: CoverageRow) => [...shown(row), row.compared?.covered]
  expect(answer.rows.map(both)).toEqual(all.rows.slice(0, 100).map(both))
  expect(answer.rows.some(({ compared }) => compared?.covered)).toBe(true)
  expect(statements.filter((text) => text.includes('area_map_day'))).toHaveLength(1)
  expect(new Set(statements.map(kindOf)).size).toBe(cost)
})

test('of the others nothing is fetched', async () => {
  const wanted = { ...WANTED, orderBy: 'COVERAGE_RATE_DESC', first: 3 } as const
  const { answer, statements } = await countStatements(() => coverageReport(ADMINISTRATOR, database.em, wanted))
  expect(answer.rows).toHaveLength(3)
  expect(statements.filter((text) => text.includes('order by rate'))).toHaveLength(1)
  const ranked = await coverageReport(ADMINISTRATOR, database.em, {
    ...wanted,
    parts: { ...NUMBERS_ALONE, overall: true },
  })
  expect(ranked.rows.map(shown)).toEqual(answer.rows.map(shown))
})
