import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPersonsFor } from '../app/support/open-persons.ts'
import { issueKey } from '../app/support/role-keys.ts'
import { SEEDED_DAY } from '../app/support/seeded-register.ts'
import { startTestHub, type TestHub } from '../app/support/test-hub.ts'
import { seedTwoCommunes } from '../app/support/two-communes.ts'
import { Planner, refusalOf, type SeenCampaign, type SeenTeam } from './planner.ts'

/** A district's data officer, who was not shown the names of a commune's team, and the commune's own, who is. */
let hub: TestHub
let code: string
let district: Planner
let commune: Planner
let openPersons: () => Promise<void>

beforeAll(async () => {
  hub = await startTestHub({ clock: () => new Date(`${SEEDED_DAY}T02:00:00Z`) })
  ;[{ code }] = await seedTwoCommunes(hub.database.em)
  commune = new Planner(hub, await issueKey(hub, 'DATA_OFFICER', code))
  const bearer = await issueKey(hub, 'DATA_OFFICER', '215')
  district = new Planner(hub, bearer)
  openPersons = () => openPersonsFor(hub, bearer)
})
afterAll(() => hub.close())

async function standing(planner = commune): Promise<{ readonly campaign: SeenCampaign; readonly team: SeenTeam }> {
  const [campaign] = await planner.campaigns(code, SEEDED_DAY)
  const [team] = campaign?.teams ?? []
  if (!campaign || !team) throw new Error('the commune has no campaign with a team')
  return { campaign, team }
}

/** Writes the campaign as everybody is shown it, with some of its team changed. */
async function change(planner: Planner, changed: object): Promise<void> {
  const { campaign, team } = await standing()
  const { id, name, members, weeklyQuotaPerMember, areas } = team
  const shown = { id, name, members, weeklyQuotaPerMember, areaCodes: areas.map((area) => area.code) }
  const { from, until, area } = campaign
  const input = { name: campaign.name, from, until, areaCode: area.code, teams: [{ ...shown, ...changed }] }
  await planner.change(campaign.id, input)
}

const NAMES = ['Lê Thị Một', 'Phạm Thị Hai']

test('a change loses none of the names that were not shown', async () => {
  await change(commune, { leader: 'Lê Thị Một', memberNames: NAMES })
  expect((await standing(district)).team).toMatchObject({ leader: null, memberNames: [] })
  await change(district, { weeklyQuotaPerMember: 9 })
  await change(district, { weeklyQuotaPerMember: 9, leader: null, memberNames: [] })
  expect((await standing()).team).toMatchObject({
    ...{ weeklyQuotaPerMember: 9, leader: 'Lê Thị Một', memberNames: NAMES },
  })
})

test('what is named all the same is written', async () => {
  await change(district, { leader: 'Lê Văn Ba' })
  expect((await standing()).team).toMatchObject({ leader: 'Lê Văn Ba', memberNames: NAMES })
})

test('a team does not become smaller than the names that stay', async () => {
  expect(await refusalOf(change(district, { members: 1 }))).toBe('team-names-too-many')
})

test('whoever is shown the names takes them away by leaving them out', async () => {
  await openPersons()
  await change(district, { memberNames: ['Phạm Thị Hai'] })
  expect((await standing()).team).toMatchObject({ leader: null, memberNames: ['Phạm Thị Hai'] })
  await change(commune, {})
  expect((await standing()).team).toMatchObject({ leader: null, memberNames: [] })
})
