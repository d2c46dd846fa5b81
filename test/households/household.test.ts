import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import { classificationsOf } from '../../src/households/classification.store.ts'
import { type HouseholdWhere, householdsByIds, listHouseholds } from '../../src/households/household.store.ts'
import { headcounts, householdOf, membersOf } from '../../src/households/household-member.store.ts'
import { nearestStates } from '../../src/households/nearest-state.store.ts'
import { execute } from '../../src/kernel/sql.ts'
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

const northern = (): Actor => ({ id: 'n', role: 'PARTNER', scope: { kind: 'AREAS', areaIds: [place.areas.north] } })

async function heads(where: Partial<HouseholdWhere>, asOf = DAY, actor: Actor = ADMINISTRATOR) {
  const { rows } = await listHouseholds(actor, database.em, { within: 'VN', ...where, asOf }, {})
  return rows.map((row) => row.headName)
}

describe('listHouseholds', () => {
  test('by the code of their place, as of the day', async () => {
    expect(await heads({})).toEqual(['Lê Văn Bình', 'Nguyễn Thị Hòa', 'Phạm Lan'])
    expect(await heads({ within: '00001' })).toEqual(['Lê Văn Bình', 'Nguyễn Thị Hòa'])
    expect(await heads({ within: '00001' }, '2020-04-30')).toEqual(['Lê Văn Bình', 'Phạm Lan', 'Nguyễn Thị Hòa'])
    expect(await heads({}, '1999-12-31')).toEqual([])
  })

  test('by class on the day', async () => {
    expect(await heads({ householdClasses: ['POOR'] })).toEqual(['Nguyễn Thị Hòa'])
    expect(await heads({ householdClasses: ['POOR'] }, '2019-12-31')).toEqual([])
    expect(await heads({ householdClasses: ['NEAR_POOR', 'OTHER'] }, '2019-12-31')).toHaveLength(3)
  })

  test('by members: how many, and whether somebody has no card', async () => {
    expect(await heads({ minSize: 2 })).toEqual(['Nguyễn Thị Hòa'])
    expect(await heads({ minSize: 4 })).toEqual([])
    expect(await heads({ withUncoveredMembers: true })).toEqual(['Nguyễn Thị Hòa', 'Phạm Lan'])
    expect(await heads({ withUncoveredMembers: false })).toHaveLength(3)
  })

  test('in a part of the country as in the whole of it', async () => {
    for (const day of ['2019-12-31', '2020-04-30', DAY, '2020-07-01'])
      for (const where of [{}, { withUncoveredMembers: true }, { minSize: 2 }]) {
        const seen = await heads({ ...where, within: '00001' }, day, northern())
        expect([day, where, seen]).toEqual([day, where, await heads({ ...where, within: '00001' }, day)])
      }
    expect(await heads({ withUncoveredMembers: true }, DAY, northern())).toEqual(['Nguyễn Thị Hòa'])
  })

  test('by when they were changed last', async () => {
    await execute(database.em, `update household set changed_at = '2020-06-01T12:00:00Z' where household_id = $1`, [
      place.households.hoa,
    ])
    expect(await heads({ changedSince: new Date('2020-06-01T12:00:01Z') })).toEqual(['Lê Văn Bình', 'Phạm Lan'])
    expect(await heads({ changedSince: new Date('2020-06-01T12:00:00Z') })).toHaveLength(3)
  })

  test('walking page by page gives every household once', async () => {
    const walked: number[] = []
    for (let after: string | undefined, more = true; more; ) {
      const page = await listHouseholds(
        ADMINISTRATOR,
        database.em,
        { within: 'VN', asOf: '2020-04-30' },
        { first: 1, after },
      )
      expect(page.totalCount).toBe(3)
      walked.push(...page.rows.map((row) => row.householdId))
      more = page.hasNextPage
      after = page.cursors.at(-1)
    }
    expect(walked).toEqual([place.households.binh, place.households.lan, place.households.hoa])
  })

  test('uncounted pages are those that are counted, and know whether another follows', async () => {
    for (const actor of [ADMINISTRATOR, northern()])
      for (const where of [{}, { withUncoveredMembers: true }, { householdClasses: ['OTHER'] as const }])
        for (const first of [1, 2, 3, 4])
          for (let after: string | null = null, more = true; more; ) {
            const question = { within: 'VN', ...where, asOf: '2020-04-30' }
            const counted = await listHouseholds(actor, database.em, question, { first, after })
            const page = await listHouseholds(actor, database.em, question, { first, after, counts: false })
            expect(page).toEqual({ ...counted, totalCount: null })
            more = page.hasNextPage
            after = page.cursors.at(-1) ?? null
          }
  })

  test('a page after the last household is empty and still says how many there are', async () => {
    const question = { within: 'VN', asOf: DAY }
    const { cursors } = await listHouseholds(ADMINISTRATOR, database.em, question, {})
    const page = await listHouseholds(ADMINISTRATOR, database.em, question, { after: cursors.at(-1) ?? null })
    expect(page).toEqual({ rows: [], cursors: [], hasNextPage: false, totalCount: 3 })
  })
})

describe('of households', () => {
  const all = () => Object.values(place.households)

  test('members, the head first, and how many are covered', async () => {
    const members = await membersOf(ADMINISTRATOR, database.em, all(), DAY)
    expect(members.get(place.households.hoa)?.map((person) => person.fullName)).toEqual([
      'Nguyễn Thị Hòa',
      'Trần Văn An',
      'Trần Thị Bé',
    ])
    const counts = await headcounts(ADMINISTRATOR, database.em, all(), DAY)
    expect(counts.get(place.households.hoa)).toEqual({ size: 3, covered: 2 })
    expect(counts.get(place.households.lan)).toEqual({ size: 1, covered: 0 })
    expect((await headcounts(ADMINISTRATOR, database.em, all(), '2020-07-01')).get(place.households.hoa)).toEqual({
      size: 3,
      covered: 1,
    })
  })

  test('place and class of the day', async () => {
    const states = await nearestStates(ADMINISTRATOR, database.em, all(), '2019-12-31')
    expect(states.get(place.households.hoa)).toMatchObject({ areaId: place.areas.hamlet, householdClass: 'NEAR_POOR' })
    expect(states.get(place.households.lan)).toMatchObject({ areaId: place.areas.north })
    const before = await nearestStates(ADMINISTRATOR, database.em, all(), '1999-12-31')
    expect(before.get(place.households.lan)).toMatchObject({ areaId: place.areas.north })
  })

  test('every class with the row that says so', async () => {
    const found = await classificationsOf(ADMINISTRATOR, database.em, all())
    expect(found.get(place.households.hoa)).toMatchObject([
      { householdClass: 'NEAR_POOR', validFrom: '2000-01-01', validUntil: '2020-01-01' },
      {
        householdClass: 'POOR',
        validFrom: '2020-01-01',
        validUntil: null,
        source: { asOf: '2020-01-01', address: 'Hộ!9' },
      },
    ])
  })

  test('the household of a person on the day', async () => {
    const found = await householdOf(ADMINISTRATOR, database.em, Object.values(place.persons), DAY)
    expect(found.get(place.persons.be)?.householdId).toBe(place.households.hoa)
    expect(found.has(place.persons.nam)).toBe(false)
  })
})

test('a household that moved out of the scope is seen only where it was, on the days when it was there', async () => {
  const { lan } = place.households
  const em = database.em
  expect(await heads({}, DAY, northern())).toEqual(['Lê Văn Bình', 'Nguyễn Thị Hòa'])
  expect(await heads({}, '2020-04-30', northern())).toContain('Phạm Lan')
  expect((await householdsByIds(northern(), em, [lan])).size).toBe(0)
  expect((await householdsByIds(ADMINISTRATOR, em, [lan])).size).toBe(1)
  expect((await classificationsOf(northern(), em, [lan])).size).toBe(0)
  expect((await membersOf(northern(), em, [lan], DAY)).size).toBe(0)
  expect((await headcounts(northern(), em, [lan], DAY)).size).toBe(0)
  expect((await householdOf(northern(), em, [place.persons.lan], DAY)).size).toBe(0)
})
