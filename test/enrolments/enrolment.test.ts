import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import { currentEnrolments, enrolmentsByKeys, enrolmentsOf } from '../../src/enrolments/enrolment.store.ts'
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

const southern = (): Actor => ({
  id: 's',
  role: 'DATA_OFFICER',
  scope: { kind: 'AREAS', areaIds: [place.areas.south] },
})

test('every enrolment of a person, newest first, with its row in the file', async () => {
  const { hoa, nam } = place.persons
  const found = await enrolmentsOf(ADMINISTRATOR, database.em, [hoa, nam])
  expect(found.get(hoa)).toMatchObject([
    { key: `${hoa}:2020-01-01:HN2240000000001`, validFrom: '2020-01-01', validUntil: '2021-01-01' },
    { key: `${hoa}:2019-01-01:HN2240000000001`, validFrom: '2019-01-01', validUntil: '2020-01-01' },
  ])
  expect(found.get(hoa)?.[0]).toMatchObject({
    participantCode: 'HN',
    participantGroup: 'STATE_BUDGET',
    clinicCode: null,
    source: { asOf: '2020-01-01', sourceName: 'dieu-tra-ho.xlsx', address: 'Hộ!7' },
  })
  expect(found.has(nam)).toBe(false)
})

test('of several cards the one whose code the law names first', async () => {
  const { binh, an, be } = place.persons
  const codes = async (asOf: string) =>
    [...(await currentEnrolments(ADMINISTRATOR, database.em, [binh, an, be], asOf)).values()].map(
      (row) => row.participantCode,
    )
  expect(await codes('2020-01-31')).toEqual(['HN', 'GD'])
  expect(await codes(DAY)).toEqual(['HN', 'HN'])
  expect(await codes('2020-07-01')).toEqual(['HN'])
  const current = await currentEnrolments(ADMINISTRATOR, database.em, [binh], DAY)
  expect(current.get(binh)?.validUntil).toBeNull()
})

test('by key, and only keys that name one', async () => {
  const { hoa } = place.persons
  const key = `${hoa}:2019-01-01:HN2240000000001`
  const keys = [key, `${hoa}:2018-01-01:HN2240000000001`, `${hoa}:2019-13-01:x`, 'nonsense', `${hoa}`]
  expect([...(await enrolmentsByKeys(ADMINISTRATOR, database.em, keys)).keys()]).toEqual([key])
})

test('cards of people elsewhere are not to be seen', async () => {
  const { hoa, an } = place.persons
  expect((await enrolmentsOf(southern(), database.em, [hoa, an])).size).toBe(0)
  expect((await currentEnrolments(southern(), database.em, [hoa, an], DAY)).size).toBe(0)
  expect((await enrolmentsByKeys(southern(), database.em, [`${hoa}:2019-01-01:HN2240000000001`])).size).toBe(0)
})
