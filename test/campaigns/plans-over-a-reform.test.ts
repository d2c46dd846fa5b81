import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { coverageReport } from '../../src/coverage/coverage.store.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { execute } from '../../src/kernel/sql.ts'
import { cascades } from '../../src/targets/cascade.store.ts'
import { targetProgress } from '../../src/targets/progress.store.ts'
import { startTestHub, type TestHub } from '../app/support/test-hub.ts'
import { RegisterRows } from '../support/register-rows.ts'
import { Planner } from './planner.ts'

const [LAST, REFORM, LATER] = ['2025-06-30', '2025-07-01', '2025-08-15']
const YEAR = { from: '2025-01-01', dueOn: '2025-12-31' }
let hub: TestHub
let planner: Planner
const ids = new Map<string, number>()
const id = (code: string) => ids.get(code) ?? 0
const targets = { a: 0, aCards: 0, nCards: 0, province: 0 }
let campaign = ''

/**
 * Province 10 with district 101 of communes a, b and d. On 1/7/2025 the district ends, a and b go whole into n, d stays. Of four people
 * in a one has a card since January, one since 15/6, one since 1/8; of two in b one since 1/8; of three in d one since January.
 */
beforeAll(async () => {
  hub = await startTestHub({ clock: () => new Date(`${LATER}T03:00:00Z`) })
  planner = new Planner(hub)
  const register = new RegisterRows(hub.database.em)
  const first = await register.batch('danh-sach.xlsx')
  const until = { until: REFORM }
  ids.set('VN', await register.country())
  ids.set('10', await register.area({ code: '10', level: 'PROVINCE', parentId: id('VN') }))
  ids.set('101', await register.area({ code: '101', level: 'DISTRICT', parentId: id('10'), ...until }))
  for (const code of ['a', 'b'])
    ids.set(code, await register.area({ code, level: 'COMMUNE', parentId: id('101'), ...until }))
  ids.set('d', await register.area({ code: 'd', level: 'COMMUNE' }))
  await register.parent(id('d'), id('101'), until)
  await register.parent(id('d'), id('10'), { from: REFORM })
  ids.set('n', await register.area({ code: 'n', level: 'COMMUNE', parentId: id('10'), from: REFORM }))
  for (const code of ['a', 'b'])
    await register.succession({ from: id(code), to: id('n'), on: REFORM, relation: 'WHOLE' })
  await register.participantCode('GD', 5, 1)
  const residents: Record<string, number> = {}
  for (const [code, cards] of [
    ['a', ['2025-01-01', '2025-06-15', '2025-08-01', '']],
    ['b', ['2025-08-01', '']],
    ['d', ['2025-01-01', '', '']],
  ] as const) {
    const householdId = await register.household({ areaId: id(code), householdClass: 'POOR' })
    for (const from of cards) {
      const person = await register.person()
      residents[code] = person
      await register.residence(person, { areaId: id(code), householdId, householdClass: 'POOR' })
      if (from !== '') await register.card(person, { code: 'GD', from })
    }
  }
  targets.a = await register.target(id('a'), { ...YEAR, value: 0.75 })
  targets.aCards = await register.target(id('a'), { ...YEAR, measure: 'CARDS_ISSUED', value: 10 })
  targets.nCards = await register.target(id('n'), { ...YEAR, measure: 'CARDS_ISSUED', value: 10 })
  targets.province = await register.target(id('10'), { ...YEAR, value: 0.8 })
  await register.target(id('101'), { ...YEAR, value: 1 })
  await survey(register, '2025-06-20', residents.a)
  await survey(register, '2025-07-20', residents.b)
  await register.settle()
  expect(first).toBeGreaterThan(0)
  const team = (name: string, areaCodes: readonly string[]) => ({
    name,
    members: 2,
    weeklyQuotaPerMember: 5,
    areaCodes,
  })
  const peak = { name: 'Cao điểm', areaCode: '101', from: '2025-06-01', until: '2025-09-01' }
  campaign = (await planner.create({ ...peak, teams: [team('Một', ['a']), team('Hai', ['b', 'd'])] })).id
})
afterAll(() => hub.close())

/** A committed survey that has a row of this person. */
async function survey(register: RegisterRows, asOf: PlainDate, personId: number | undefined) {
  const batchId = await register.batch(`khao-sat-${asOf}.xlsx`)
  await execute(hub.database.em, `update import_batch set kind = 'HOUSEHOLD_SURVEY', as_of = $2 where batch_id = $1`, [
    batchId,
    asOf,
  ])
  await execute(
    hub.database.em,
    `insert into batch_row (batch_id, sheet, row, outcome, subject_id) values ($1, 0, 2, 'UNCHANGED', $2)`,
    [batchId, personId],
  )
}

describe('a campaign of a district that ends', () => {
  interface Seen {
    readonly name: string
    readonly teams: readonly { readonly name: string; readonly gained: number }[]
    readonly standings: readonly {
      readonly area: { readonly code: string }
      readonly gained: number
      readonly rank: number
    }[]
  }
  const seen = async (within: string, on: PlainDate) => {
    const { campaigns } = await planner.client.request<{ campaigns: Seen[] }>(
      `query($within: String!, $on: Date!) { campaigns(within: $within, on: $on) {
        name teams { name gained(on: $on) } standings(level: COMMUNE, on: $on) { area { code } gained rank } } }`,
      { within, on },
    )
    return campaigns
  }

  test('is found in the province, and in the commune that came of its communes', async () => {
    expect((await seen('10', LATER)).map(({ name }) => name)).toEqual(['Cao điểm'])
    expect((await seen('n', LATER)).map(({ name }) => name)).toEqual(['Cao điểm'])
    expect(campaign).not.toBe('')
  })

  test('goes on counting what its teams win where they were sent', async () => {
    const [before] = await seen('10', LAST)
    expect(before?.teams.map(({ name, gained }) => [name, gained])).toEqual([
      ['Hai', 0],
      ['Một', 1],
    ])
    const [after] = await seen('10', LATER)
    expect(after?.teams.map(({ name, gained }) => [name, gained])).toEqual([
      ['Hai', 1],
      ['Một', 2],
    ])
    expect(after?.standings.map(({ area, gained, rank }) => [area.code, gained, rank])).toEqual([
      ['a', 2, 1],
      ['b', 1, 2],
      ['d', 0, 3],
    ])
  })

  test('one of the province tells of the communes of the day, since the eve', async () => {
    await planner.create({ name: 'Cả tỉnh', areaCode: '10', from: '2025-06-01', until: '2025-09-01', teams: [] })
    const found = (await seen('10', LATER)).find(({ name }) => name === 'Cả tỉnh')
    expect(found?.standings.map(({ area, gained }) => [area.code, gained])).toEqual([
      ['n', 3],
      ['d', 0],
    ])
  })
})

test('a survey round of it goes on with the households of its last day', async () => {
  const input = {
    kind: 'HOUSEHOLD_SURVEY',
    year: 2025,
    areaCode: '101',
    from: '2025-06-01',
    until: '2025-12-01',
    dueOn: '2025-11-30',
  }
  await planner.client.request('mutation($input: SurveyRoundInput!) { createSurveyRound(input: $input) { id } }', {
    input,
  })
  const progress = async (on: PlainDate) => {
    const { surveyRounds } = await planner.client.request<{
      surveyRounds: { progress: { area: { code: string }; households: number; reviewed: number }[] }[]
    }>(
      `query($on: Date!) { surveyRounds(year: 2025) { progress(level: COMMUNE, on: $on) { area { code } households reviewed } } }`,
      { on },
    )
    return surveyRounds[0]?.progress.map(({ area, households, reviewed }) => [area.code, households, reviewed])
  }
  expect(await progress(LAST)).toEqual([
    ['a', 1, 1],
    ['b', 1, 0],
    ['d', 1, 0],
  ])
  expect(await progress(LATER)).toEqual([
    ['a', 1, 1],
    ['b', 1, 1],
    ['d', 1, 0],
  ])
})

describe('a target', () => {
  const progress = async (target: keyof typeof targets, on: PlainDate) =>
    (await targetProgress(ADMINISTRATOR, hub.database.em, [targets[target]], on)).get(targets[target])

  test('of an area that ended is told as of its last day', async () => {
    expect(await progress('a', LATER)).toMatchObject({ asOf: LAST, achieved: 0.5, missing: 1 })
    expect(await progress('aCards', LAST)).toMatchObject({ achieved: 2, weeklyPace: 0.25 })
    expect(await progress('aCards', LATER)).toMatchObject({ asOf: LAST, achieved: 2, missing: 8, weeklyPace: 0.25 })
  })

  test('of an area that is younger than the pace counts its people and none of its borders', async () => {
    expect(await progress('nCards', '2025-07-14')).toMatchObject({ achieved: 2, weeklyPace: 0 })
    expect(await progress('nCards', LATER)).toMatchObject({ achieved: 4, weeklyPace: 0.5 })
  })

  test('handed down to a district that ended is held against it', async () => {
    const cascade = (await cascades(ADMINISTRATOR, hub.database.em, [targets.province])).get(targets.province)
    // 80 % of nine, rounded up, and all nine.
    expect(cascade).toEqual({ assignedPersons: 8, sumOfChildrenPersons: 9, difference: 1, childrenWithout: [] })
  })

  test('shown in a row is told as of the day of the row', async () => {
    const { coverage } = await planner.client.request<{
      coverage: { total: { cardsNeeded: number; target: { progress: { asOf: string; missing: number } } } }
    }>(
      `{ coverage(within: "10", asOf: "${LAST}", basis: REGISTRY) { total { cardsNeeded target { progress { asOf missing } } } } }`,
    )
    const { total } = await coverageReport(ADMINISTRATOR, hub.database.em, {
      within: '10',
      asOf: LAST,
      basis: 'REGISTRY',
    })
    expect(coverage.total).toEqual({ cardsNeeded: 5, target: { progress: { asOf: LAST, missing: 5 } } })
    expect(total?.cardsNeeded).toBe(5)
  })
})
