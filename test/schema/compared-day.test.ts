import { afterAll, beforeAll, expect, test } from 'vitest'
import { SEEDED_DAY, seedRegister } from '../app/support/seeded-register.ts'
import { askAt, startTestHub, type TestHub } from '../app/support/test-hub.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startTestHub()
  await seedRegister(hub.database.em, { communes: 2, households: 2 })
})
afterAll(() => hub.close())

const ask = (compare: string) =>
  askAt(hub.url, {
    query: `{ coverage(within: "215", level: COMMUNE, asOf: "${SEEDED_DAY}", ${compare}) { rows { covered compared { asOf covered } } } }`,
  })

test('a day that follows from the day asked is compared with like the day itself', async () => {
  const [year, rest] = [Number(SEEDED_DAY.slice(0, 4)), SEEDED_DAY.slice(4)]
  for (const [relative, day] of [
    ['SAME_DAY_LAST_YEAR', `${year - 1}${rest}`],
    ['START_OF_YEAR', `${year}-01-01`],
  ]) {
    const { body } = await ask(`compareWith: ${relative}, orderBy: COVERED_CHANGE_DESC`)
    expect(body).toEqual((await ask(`compareTo: "${day}", orderBy: COVERED_CHANGE_DESC`)).body)
    expect(JSON.stringify(body)).toContain(`"asOf":"${day}"`)
  }
})

test('both at once are refused', async () => {
  const { body } = await ask('compareWith: START_OF_YEAR, compareTo: "2016-01-01"')
  expect(JSON.stringify(body)).toContain('compareWith')
  expect(body.errors).toHaveLength(1)
})
