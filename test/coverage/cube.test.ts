import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cardChangesLoader } from '../../importers/stages/persons/load-changes.ts'
import { cardRollLoader, householdSurveyLoader } from '../../importers/stages/persons/load-persons.ts'
import { refreshAncestors } from '../../src/areas/area-ancestors.ts'
import { rebuildCube, recountAreas } from '../../src/coverage/cube.store.ts'
import { verifyCube } from '../../src/coverage/verify.ts'
import { execute, rows } from '../../src/kernel/sql.ts'
import {
  cardFields,
  changeFields,
  hamletFields,
  makeSmallProvince,
  memberFields,
  personFields,
  type SmallProvince,
} from '../importers/persons/small-province.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { importRows, withdrawRows } from '../support/stage-rows.ts'

let database: TestDatabase
let areas: SmallProvince
const cube = () => rows(database.em, 'select * from coverage_cube order by area_id, span, bucket')

beforeAll(async () => {
  database = await createTestDatabase()
  areas = await makeSmallProvince(database.em)
  const an = {
    ...personFields({ name: 'Nguyễn Văn An', birth: '1980-02-03', sin: '9900000001' }),
    ...hamletFields('1'),
  }
  const be = {
    ...personFields({ name: 'Trần Thị Bé', birth: '1990', sex: 0, sin: '9900000002' }),
    ...hamletFields('1'),
  }
  await importRows(database.em, householdSurveyLoader, {
    kind: 'HOUSEHOLD_SURVEY',
    areaId: areas.hung,
    asOf: '2017-09-01',
    rows: [
      { ...an, ...memberFields(1, 'H1', { head: true, class: 1 }) },
      { ...be, ...memberFields(2, 'H2', { head: true, class: 4 }) },
    ],
  })
  await importRows(database.em, cardRollLoader, {
    kind: 'CARD_ROLL',
    areaId: areas.province,
    asOf: '2017-09-30',
    rows: [
      { ...an, ...cardFields('GD4759900000001', '2017-01-01', '2018-01-01') },
      { ...an, ...cardFields('HN2759900000001', '2017-10-01', null) },
      { ...be, ...cardFields('HS4759900000002', '2017-09-15', '2017-12-01') },
    ],
  })
})
afterAll(() => database.drop())

describe('the cube', () => {
  test('agrees with a count from persons', async () => {
    expect(await verifyCube(database.em)).toEqual([])
  })

  test('follows a birth that a later file corrects', async () => {
    const under60 = `select sum(delta)::int as n from coverage_cube cross join unnest(combos, deltas) part (combo, delta)
      where area_id = $1 and span = 0 and bucket <= 2017 and combo % 6 = 3`
    expect(await rows(database.em, under60, [areas.country])).toEqual([{ n: 2 }])
    const older = {
      ...personFields({ name: 'Nguyễn Văn An', birth: '1951-02-03', sin: '9900000001' }),
      ...hamletFields('1'),
    }
    const file = { kind: 'CARD_CHANGES' as const, areaId: areas.hung, asOf: '2017-10-15' }
    const card = { ...cardFields('HN2759900000001', '2017-10-01', null), ...changeFields('CHANGE') }
    const { outcomes, id } = await importRows(database.em, cardChangesLoader, {
      ...file,
      rows: [{ ...older, ...card }],
    })
    expect(outcomes).toEqual(['UPDATED'])
    expect(await verifyCube(database.em)).toEqual([])
    expect(await rows(database.em, under60, [areas.country])).toEqual([{ n: 1 }])
    await withdrawRows(database.em, cardChangesLoader, id)
    expect(await rows(database.em, under60, [areas.country])).toEqual([{ n: 2 }])
  })

  test('counts a person with two cards once, under the code that comes first in the law', async () => {
    const [row] = await rows(
      database.em,
      `select code, sum(delta)::int as persons
       from coverage_cube cross join unnest(combos, deltas) part (combo, delta)
       join participant_code on code_no = combo / 90
       where area_id = $1 and span = 0 group by code having sum(delta) <> 0`,
      [areas.country],
    )
    expect(row).toEqual({ code: 'HN', persons: 1 })
  })

  test('keeps totals but no combinations below the commune', async () => {
    const below = await rows<{ n_all: number; combos: number[] | null }>(
      database.em,
      'select n_all, combos from coverage_cube join area using (area_id) where level = 4 and span = 0 and bucket = 2017',
    )
    expect(below).toEqual([{ n_all: 2, combos: null }])
  })

  test('follows the map: a commune that went over into another counts there from that day on', async () => {
    await execute(
      database.em,
      `insert into area_succession (from_id, to_id, on_day, relation, weight) values ($1, $2, '2018-07-01', 'WHOLE', 1)`,
      [areas.hung, areas.loc],
    )
    await execute(database.em, `update area set valid_until = '2018-07-01' where area_id = $1`, [areas.hung])
    await refreshAncestors(database.em)
    await recountAreas(database.em)
    expect(await verifyCube(database.em)).toEqual([])
    const years = await rows(
      database.em,
      'select area_id, bucket, n_all from coverage_cube where span = 0 and area_id = any($1::int[]) order by bucket, area_id',
      [[areas.hung, areas.loc]],
    )
    expect(years).toMatchObject([
      { area_id: areas.hung, bucket: 2017, n_all: 2 },
      { area_id: areas.hung, bucket: 2018, n_all: -2 },
      { area_id: areas.loc, bucket: 2018, n_all: 2 },
    ])
  })

  test('is the same when it is counted anew', async () => {
    const before = await cube()
    await rebuildCube(database.em)
    expect(await cube()).toEqual(before)
  })

  test.each([
    [
      'a changed total',
      `update coverage_cube set n_cov = n_cov + 1 where area_id = $1 and span = 2 and bucket = '2017-09-15'::date - 'epoch'::date`,
      'DAY',
      '2017-09-15',
    ],
    [
      'a combination counted elsewhere',
      `update coverage_cube set combos[1] = combos[1] + 6 where area_id = $1 and span = 0 and bucket = 2017`,
      'YEAR',
      '2017',
    ],
    [
      'a missing row',
      `delete from coverage_cube where area_id = $1 and span = 1 and bucket = 2017 * 12 + 8`,
      'MONTH',
      '2017-09',
    ],
    [
      'a household too many',
      `update coverage_cube set households[4] = households[4] + 1 where area_id = $1 and span = 0 and bucket = 2017`,
      'YEAR',
      '2017',
    ],
    [
      'a kept sum that is not that of the combinations',
      `update coverage_cube set class_all_1 = 5 where area_id = $1 and span = 1 and bucket = 2017 * 12 + 8`,
      'MONTH',
      '2017-09',
    ],
    [
      'combinations left out of a commune',
      `update coverage_cube set combos = null, deltas = null where area_id = $1 and span = 0 and bucket = 2017`,
      'YEAR',
      '2017',
    ],
    ['a row of nothing', `insert into coverage_cube (area_id, span, bucket) values ($1, 0, 1999)`, 'YEAR', '1999'],
  ])('names %s', async (_what, damage, span, bucket) => {
    await execute(database.em, damage, [areas.hung])
    const differences = await verifyCube(database.em)
    expect(differences).toContainEqual(expect.objectContaining({ area: '26446', span, bucket }))
    await rebuildCube(database.em)
    expect(await verifyCube(database.em)).toEqual([])
  })

  test('names a person who lives in two places at once', async () => {
    await execute(
      database.em,
      `insert into residence select person_id, valid_from + 1, valid_until, $1, null, 0, null, batch_id from residence order by person_id limit 1`,
      [areas.hoa],
    )
    const differences = await verifyCube(database.em)
    expect(differences).toContainEqual(
      expect.objectContaining({ span: 'LAW', bucket: 'residences of a person overlap' }),
    )
  })
})
