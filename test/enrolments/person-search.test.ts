import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import { listPersons, type PersonWhere } from '../../src/enrolments/person-search.store.ts'
import { personsByIds, residencesOf } from '../../src/population/person.store.ts'
import { countStatements } from '../support/count-statements.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { type TwoCommunes, writeTwoCommunes } from '../support/household-rows.ts'
import { RegisterRows } from '../support/register-rows.ts'

const DAY = '2020-06-15'
let database: TestDatabase
let place: TwoCommunes

beforeAll(async () => {
  database = await createTestDatabase()
  place = await writeTwoCommunes(new RegisterRows(database.em))
})
afterAll(() => database.drop())

async function names(where: Partial<PersonWhere>, asOf = DAY, actor: Actor = ADMINISTRATOR): Promise<string[]> {
  const { rows } = await listPersons(actor, database.em, { within: 'VN', ...where, asOf }, {})
  return rows.map((row) => row.fullName)
}

const ALL = ['Lê Văn Bình', 'Nguyễn Thị Hòa', 'Nguyễn Văn Nam', 'Phạm Lan', 'Trần Thị Bé', 'Trần Văn An']

describe('listPersons', () => {
  test('by name, of an area and everything in it, as of the day', async () => {
    expect(new Set(await names({}))).toEqual(new Set(ALL))
    expect(await names({ within: '00001.01' })).toEqual(['Nguyễn Thị Hòa', 'Trần Thị Bé', 'Trần Văn An'])
    expect(await names({ within: '00002' })).toEqual(['Nguyễn Văn Nam', 'Phạm Lan'])
    expect(await names({ within: '00002' }, '2020-04-30')).toEqual(['Nguyễn Văn Nam'])
  })

  test('covered or not, on the day', async () => {
    expect(await names({ covered: true })).toEqual(['Lê Văn Bình', 'Nguyễn Thị Hòa', 'Trần Văn An'])
    expect(await names({ covered: false, within: '00001' })).toEqual(['Trần Thị Bé'])
    expect(await names({ covered: false, within: '00001' }, '2020-07-01')).toEqual(['Trần Thị Bé', 'Trần Văn An'])
  })

  test('by class, code, sex and age band', async () => {
    expect(await names({ householdClasses: ['OTHER'] })).toEqual(['Lê Văn Bình', 'Phạm Lan'])
    expect(await names({ participantCodes: ['GD'] })).toEqual(['Lê Văn Bình'])
    expect(await names({ participantCodes: ['GD'] }, '2020-07-01')).toEqual([])
    expect(await names({ sexes: ['MALE'] })).toEqual(['Lê Văn Bình', 'Trần Văn An'])
    expect(await names({ ageBands: ['UNDER_6', 'FROM_80'] })).toEqual(['Lê Văn Bình', 'Trần Thị Bé'])
    expect(await names({ ageBands: [], sexes: [] })).toHaveLength(6)
  })

  test('whose card ends in an interval and is not continued: the last day counts', async () => {
    expect(await names({ cardEndsFrom: '2020-06-01', cardEndsUntil: '2020-07-01' })).toEqual(['Trần Văn An'])
    expect(await names({ cardEndsFrom: '2020-07-01', cardEndsUntil: '2020-08-01' })).toEqual([])
    expect(await names({ cardEndsFrom: '2020-07-01' })).toEqual(['Nguyễn Thị Hòa'])
    expect(await names({ cardEndsUntil: '2020-07-01' })).toEqual(['Trần Văn An'])
  })

  test('by words of the name, with accents or without', async () => {
    expect(await names({ search: 'thị hoà' })).toEqual(['Nguyễn Thị Hòa'])
    expect(await names({ search: 'THI' })).toEqual(['Nguyễn Thị Hòa', 'Trần Thị Bé'])
    expect(await names({ search: 'thì' })).toEqual([])
    expect(await names({ search: 'hi' })).toEqual([])
    expect(await names({ search: '%' })).toHaveLength(6)
  })

  test('by a number in full', async () => {
    expect(await names({ search: '0991 8000 0001' })).toEqual(['Nguyễn Thị Hòa'])
    expect(await names({ search: 'hn2240000000001' })).toEqual(['Nguyễn Thị Hòa'])
    expect(await names({ search: '09918000000' })).toEqual([])
  })

  test('walking page by page gives everybody once, and says how many there are', async () => {
    const walked: string[] = []
    for (let after: string | undefined, more = true; more; ) {
      const page = await listPersons(ADMINISTRATOR, database.em, { within: 'VN', asOf: DAY }, { first: 2, after })
      expect(page.totalCount).toBe(6)
      walked.push(...page.rows.map((row) => row.fullName))
      more = page.hasNextPage
      after = page.cursors.at(-1)
    }
    expect(walked).toEqual(await names({}))
    expect(walked).toHaveLength(6)
  })

  test('a page after the last person is empty and still says how many there are', async () => {
    const all = await listPersons(ADMINISTRATOR, database.em, { within: 'VN', asOf: DAY }, {})
    const page = await listPersons(
      ADMINISTRATOR,
      database.em,
      { within: 'VN', asOf: DAY },
      { after: all.cursors.at(-1) ?? null },
    )
    expect(page).toEqual({ rows: [], cursors: [], hasNextPage: false, totalCount: 6 })
    const nobody = await listPersons(ADMINISTRATOR, database.em, { within: 'VN', asOf: '1900-01-01' }, {})
    expect(nobody).toEqual({ rows: [], cursors: [], hasNextPage: false, totalCount: 0 })
  })

  test('uncounted pages are those that are counted, and know whether another follows', async () => {
    const wheres = [{}, { covered: true }, { covered: false, sexes: ['MALE'] as const }, { within: '00001.01' }]
    for (const where of wheres)
      for (const first of [1, 2, 3, 6, 7])
        for (let after: string | null = null, more = true; more; ) {
          const question = { within: 'VN', ...where, asOf: DAY }
          const counted = await listPersons(ADMINISTRATOR, database.em, question, { first, after })
          const page = await listPersons(ADMINISTRATOR, database.em, question, { first, after, counts: false })
          expect(page).toEqual({ ...counted, totalCount: null })
          more = page.hasNextPage
          after = page.cursors.at(-1) ?? null
        }
    const nobody = await listPersons(
      ADMINISTRATOR,
      database.em,
      { within: 'VN', asOf: '1900-01-01' },
      { counts: false },
    )
    expect(nobody).toEqual({ rows: [], cursors: [], hasNextPage: false, totalCount: null })
  })

  test('every filter narrows what all others leave', async () => {
    const filters: Partial<PersonWhere>[] = [
      { covered: true },
      { householdClasses: ['POOR'] },
      { participantCodes: ['HN', 'GD'] },
      { cardEndsFrom: '2020-06-01', cardEndsUntil: '2020-07-01' },
      { ageBands: ['UNDER_6', 'FROM_18_TO_59'] },
      { sexes: ['MALE'] },
      { search: 'an' },
    ]
    const alone = await Promise.all(filters.map((filter) => names(filter)))
    for (let chosen = 0; chosen < 2 ** filters.length; chosen += 1) {
      const isChosen = (_: unknown, at: number) => Boolean(chosen & (1 << at))
      const found = await names(Object.assign({}, ...filters.filter(isChosen)))
      const left = alone.filter(isChosen).reduce((some, more) => some.filter((name) => more.includes(name)), ALL)
      expect([filters.filter(isChosen), new Set(found)]).toEqual([filters.filter(isChosen), new Set(left)])
    }
  })

  test('an area that is not there is refused', async () => {
    await expect(names({ within: '99999' })).rejects.toMatchObject({ reason: 'area-unknown-on-day' })
  })

  test('takes two statements', async () => {
    expect((await countStatements(() => names({}))).statements).toHaveLength(2)
  })
})

describe('scope', () => {
  const northern = (): Actor => ({
    id: 'n',
    role: 'DATA_OFFICER',
    scope: { kind: 'AREAS', areaIds: [place.areas.north] },
  })

  test('lists only who lives in it on the day', async () => {
    expect(await names({}, DAY, northern())).not.toContain('Phạm Lan')
    expect(await names({}, DAY, northern())).toHaveLength(4)
    expect(await names({}, '2020-04-30', northern())).toContain('Phạm Lan')
    expect(await names({ within: '00002' }, DAY, northern())).toEqual([])
  })

  test('narrowed by cards it lists whom the whole country would list there', async () => {
    const days = ['2019-12-31', '2020-04-30', DAY, '2020-07-01', '2021-01-01']
    const wheres = [
      { covered: true },
      { covered: false },
      { participantCodes: ['GD'] },
      { cardEndsUntil: '2020-07-01' },
    ]
    for (const day of days)
      for (const where of wheres) {
        const seen = await names({ ...where, within: '00001' }, day, northern())
        expect([day, where, seen]).toEqual([day, where, await names({ ...where, within: '00001' }, day)])
      }
    expect(await names({ covered: false }, '2020-07-01', northern())).toEqual(['Trần Thị Bé', 'Trần Văn An'])
  })

  test('an area that is left out is left out with what lies in it', async () => {
    const { north, hamlet } = place.areas
    const actor: Actor = { ...northern(), scope: { kind: 'AREAS', areaIds: [north], leftOut: [hamlet] } }
    expect(await names({}, DAY, actor)).toEqual(['Lê Văn Bình'])
  })

  test('who has moved away is no longer found by id', async () => {
    const found = await personsByIds(northern(), database.em, Object.values(place.persons))
    expect(new Set(found.keys())).toEqual(
      new Set([place.persons.hoa, place.persons.an, place.persons.be, place.persons.binh]),
    )
    expect((await personsByIds(ADMINISTRATOR, database.em, Object.values(place.persons))).size).toBe(6)
  })

  test('residences are those of the day in the scope', async () => {
    const all = Object.values(place.persons)
    expect((await residencesOf(northern(), database.em, all, DAY)).has(place.persons.lan)).toBe(false)
    expect((await residencesOf(ADMINISTRATOR, database.em, all, DAY)).get(place.persons.lan)?.areaId).toBe(
      place.areas.south,
    )
    expect((await residencesOf(ADMINISTRATOR, database.em, all, '2020-04-30')).get(place.persons.lan)?.areaId).toBe(
      place.areas.north,
    )
    expect((await residencesOf(ADMINISTRATOR, database.em, [place.persons.hoa], DAY)).get(place.persons.hoa)).toEqual({
      personId: place.persons.hoa,
      areaId: place.areas.hamlet,
      householdId: place.households.hoa,
      relationToHead: 'Chủ hộ',
    })
  })
})

test('a person carries what the register knows', async () => {
  const found = await personsByIds(ADMINISTRATOR, database.em, [place.persons.hoa, place.persons.an])
  expect(found.get(place.persons.hoa)).toEqual({
    personId: place.persons.hoa,
    fullName: 'Nguyễn Thị Hòa',
    birthDate: '1980-05-01',
    birthYear: 1980,
    sex: 'FEMALE',
    nationalId: '099180000001',
    socialInsuranceNumber: null,
  })
  expect(found.get(place.persons.an)).toMatchObject({ birthDate: null, birthYear: 2006, nationalId: null })
})
