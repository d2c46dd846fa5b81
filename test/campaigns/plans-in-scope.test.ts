import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import { listCampaigns, teamsByIds, teamsInAreas } from '../../src/campaigns/campaign.store.ts'
import { standingsOf } from '../../src/campaigns/standings.store.ts'
import { surveyProgress } from '../../src/campaigns/survey-progress.store.ts'
import { listRounds } from '../../src/campaigns/survey-round.store.ts'
import { teamGains } from '../../src/campaigns/team-gains.store.ts'
import { changeCampaign, createCampaign, deleteCampaign } from '../../src/campaigns/write-campaign.ts'
import { changeRound, createRound, deleteRound } from '../../src/campaigns/write-survey-round.ts'
import { rows } from '../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { RegisterRows } from '../support/register-rows.ts'
import { DOOR_DAY, seedDoors } from './door-register.ts'

let database: TestDatabase
const ids = new Map<string, number>()

beforeAll(async () => {
  database = await createTestDatabase()
  await seedDoors(database.em)
  for (const { code, id } of await rows<{ code: string; id: number }>(
    database.em,
    'select code, area_id as id from area',
  ))
    ids.set(code, id)
})
afterAll(() => database.drop())

const officerOf = (code: string): Actor => ({
  id: `can-bo-${code}`,
  role: 'DATA_OFFICER',
  scope: { kind: 'AREAS', areaIds: [ids.get(code) ?? 0] },
})
const draft = (areaCode: string) => ({
  name: 'Tháng cao điểm',
  areaCode,
  from: DOOR_DAY,
  until: '2018-01-01',
  teams: [{ teamId: null, name: 'Tổ 1', members: 1, weeklyQuotaPerMember: 5, areaCodes: [areaCode] }],
})
const notFound = (reason: string) => expect.objectContaining({ reason })

describe('a campaign is for those who see all of its area', () => {
  test('its own officer and the district’s see and change it; the neighbour and the hamlet do neither', async () => {
    const { em } = database
    const id = await createCampaign(officerOf('26446'), em, draft('26446'))
    const seen = async (code: string) =>
      (await listCampaigns(officerOf(code), em, { within: null, on: DOOR_DAY })).map((row) => row.campaignId)
    expect([await seen('26446'), await seen('741')]).toEqual([[id], [id]])
    const [team] = await rows<{ id: number }>(em, 'select team_id as id from outreach_team')
    for (const code of ['26443', '26446.01']) {
      const other = officerOf(code)
      expect(await seen(code)).toEqual([])
      expect(await teamsByIds(other, em, [team?.id ?? 0])).toEqual(new Map())
      expect(await teamGains(other, em, [team?.id ?? 0], DOOR_DAY)).toEqual(new Map())
      expect(await standingsOf(other, em, [id], { level: 'HAMLET', on: DOOR_DAY })).toEqual(new Map())
      expect(await teamsInAreas(other, em, [ids.get('26446.01') ?? 0], DOOR_DAY)).toEqual(new Map())
      await expect(changeCampaign(other, em, id, draft(code))).rejects.toThrow(notFound('campaign-not-found'))
      await expect(deleteCampaign(other, em, id)).rejects.toThrow(notFound('campaign-not-found'))
    }
    await changeCampaign(officerOf('741'), em, id, { ...draft('26446'), name: 'Đợt của huyện' })
    expect((await listCampaigns(officerOf('26446'), em, { within: '741', on: DOOR_DAY }))[0]).toMatchObject({
      name: 'Đợt của huyện',
      changedBy: 'can-bo-741',
    })
    await deleteCampaign(officerOf('26446'), em, id)
    expect(await rows(em, 'select from outreach_team union all select from outreach_team_area')).toEqual([])
  })

  test('nobody sets one down, or moves one, where they do not see', async () => {
    const { em } = database
    await expect(createCampaign(officerOf('26443'), em, draft('26446'))).rejects.toThrow(
      notFound('area-unknown-on-day'),
    )
    const id = await createCampaign(officerOf('26443'), em, draft('26443'))
    await expect(changeCampaign(officerOf('26443'), em, id, draft('26446'))).rejects.toThrow(
      notFound('area-unknown-on-day'),
    )
    await deleteCampaign(officerOf('26443'), em, id)
  })
})

test('after a merger a campaign is found in the area that continues its own', async () => {
  const { em } = database
  const register = new RegisterRows(em)
  const parentId = await register.country()
  const day = '2025-07-01'
  const from = await register.area({ code: '26449', level: 'COMMUNE', name: 'Xuân Tâm', parentId, until: day })
  const to = await register.area({ code: '26449', level: 'COMMUNE', name: 'Xuân Hòa', parentId, from: day })
  await register.succession({ from, to, on: day, relation: 'WHOLE' })
  await register.settle()
  const id = await createCampaign(ADMINISTRATOR, em, draft('26449'))
  for (const on of [DOOR_DAY, '2025-12-31'])
    expect(
      (await listCampaigns(ADMINISTRATOR, em, { within: '26449', on })).map((row) => [row.campaignId, row.areaId]),
    ).toEqual([[id, from]])
  expect(await listCampaigns(ADMINISTRATOR, em, { within: '26443', on: DOOR_DAY })).toEqual([])
  await deleteCampaign(ADMINISTRATOR, em, id)
})

describe('a round is seen by whoever sees part of its area, and told of that part', () => {
  test('the district’s review shows each officer their own areas', async () => {
    const { em } = database
    const review = { kind: 'POVERTY_REVIEW', year: 2017, areaCode: '741', from: '2017-09-01' } as const
    const id = await createRound(officerOf('741'), em, review)
    for (const [code, hamlets] of [
      ['741', ['26446.01', '26446.02']],
      ['26446', ['26446.01', '26446.02']],
      ['26446.02', ['26446.02']],
      ['26443', []],
    ] as const) {
      const officer = officerOf(code)
      expect((await listRounds(officer, em, 2017)).map((round) => round.roundId)).toEqual([id])
      const progress = await surveyProgress(officer, em, [id], { within: null, level: 'HAMLET', on: DOOR_DAY })
      expect((progress.get(id) ?? []).map((row) => row.area.code)).toEqual(hamlets)
    }
    await expect(changeRound(officerOf('26446'), em, id, { ...review, areaCode: '26446' })).rejects.toThrow(
      notFound('round-not-found'),
    )
    await expect(deleteRound(officerOf('26446'), em, id)).rejects.toThrow(notFound('round-not-found'))
    await deleteRound(officerOf('741'), em, id)
    const own = await createRound(officerOf('26443'), em, { ...review, areaCode: '26443' })
    expect(await listRounds(officerOf('26446'), em, null)).toEqual([])
    await deleteRound(officerOf('26443'), em, own)
  })
})
