import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { verifyAudit } from '../../src/access/audit.store.ts'
import { execute, oneRow, rows } from '../../src/kernel/sql.ts'
import { COMMUNES_OF_XUAN_LOC, Officer } from './support/officer.ts'
import { SEEDED_DAY } from './support/seeded-register.ts'
import { startTestHub, type TestHub } from './support/test-hub.ts'
import { type SeededCommune, seedTwoCommunes } from './support/two-communes.ts'

let hub: TestHub
let own: SeededCommune
let other: SeededCommune
let known: number
/** Area ids of the two communes. */
let places: readonly number[]

beforeAll(async () => {
  hub = await startTestHub({ clock: () => new Date(`${SEEDED_DAY}T05:00:00Z`) })
  ;[own, other] = await seedTwoCommunes(hub.database.em)
  const found = await rows<{ id: number }>(
    hub.database.em,
    'select area_id as id from area where code = any($1) order by code',
    [[own.code, other.code]],
  )
  places = found.map(({ id }) => id)
})
afterAll(async () => {
  expect((await verifyAudit(hub.database.em)).broken).toEqual([])
  await hub.close()
})
beforeEach(async () => {
  known = (await verifyAudit(hub.database.em)).entries
})

/** Entries since the test began, as `[account, action, detail]`. */
const written = async () =>
  (
    await rows<{ account: string; action: string; detail: object }>(
      hub.database.em,
      'select account, action, detail from audit_entry where entry_no > $1 order by entry_no',
      [known],
    )
  ).map(({ account, action, detail }) => [account, action, detail])

const DECLARE = `mutation { declareFigurePrecedence(measure: POPULATION, validFrom: "2018-01-01",
  origins: [STATISTICS_OFFICE, REGISTER], document: "Quyết định của Nguyễn Văn An") { validFrom } }`
const WITHDRAW = 'mutation { withdrawFigurePrecedence(measure: POPULATION, validFrom: "2018-01-01") }'

const campaignOf = (code: string) =>
  `{ name: "Tháng cao điểm", areaCode: "${code}", from: "2018-01-01", until: "2018-01-31",
     teams: [{ name: "Tổ 1", leader: "Nguyễn Văn An", members: 1, weeklyQuotaPerMember: 7, areaCodes: ["${code}"] }] }`
const createCampaign = () => `mutation { made: createCampaign(input: ${campaignOf(own.code)}) { id } }`
const roundOf = (code: string) =>
  `{ kind: POVERTY_REVIEW, year: 2018, areaCode: "${code}", from: "2018-01-01", document: "Công văn của Nguyễn Văn An" }`
const createRound = () => `mutation { made: createSurveyRound(input: ${roundOf(own.code)}) { id } }`

/** The number behind a global id. */
const numberOf = (id: string) => Number(Buffer.from(id, 'base64url').toString().split(':')[1])

async function done(mutation: string): Promise<string> {
  const { body } = await hub.ask<{ made?: { id: string } }>(mutation)
  expect(body.errors).toBeUndefined()
  return body.data?.made?.id ?? ''
}

test('who declares whose figures count, and takes it back, is written down with what it said', async () => {
  await done(DECLARE)
  await done(WITHDRAW)
  await done(WITHDRAW)
  const detail = { measure: 'POPULATION', validFrom: '2018-01-01', origins: ['STATISTICS_OFFICE', 'REGISTER'] }
  expect(await written()).toEqual([
    ['administrator', 'PRECEDENCE_DECLARED', detail],
    ['administrator', 'PRECEDENCE_WITHDRAWN', detail],
  ])
})

test('a campaign and a round are written down when they are set down, changed and deleted, with the areas they leave', async () => {
  for (const [kind, thing, create, input] of [
    ['CAMPAIGN', 'Campaign', createCampaign(), campaignOf(other.code)],
    ['ROUND', 'SurveyRound', createRound(), roundOf(other.code)],
  ] as const) {
    known = (await verifyAudit(hub.database.em)).entries
    const id = await done(create)
    await done(`mutation { change${thing}(id: "${id}", input: ${input}) { id } }`)
    await done(`mutation { delete${thing}(id: "${id}") }`)
    expect((await hub.ask(`mutation { delete${thing}(id: "${id}") }`)).body.errors).toHaveLength(1)
    const key = { [kind === 'ROUND' ? 'roundId' : 'campaignId']: numberOf(id) }
    expect(await written()).toEqual([
      ['administrator', `${kind}_CREATED`, { ...key, areaIds: [places[0]] }],
      ['administrator', `${kind}_CHANGED`, { ...key, areaIds: places }],
      ['administrator', `${kind}_DELETED`, { ...key, areaIds: [places[1]] }],
    ])
  }
})

test('a batch is written down when it is checked again and when it is discarded', async () => {
  const officer = new Officer(hub)
  const { id } = await officer.send(COMMUNES_OF_XUAN_LOC)
  known = (await verifyAudit(hub.database.em)).entries
  await officer.recheck(id, {})
  await officer.say('mutation($id: ID!) { discardBatch(id: $id) { id } }', id)
  await expect(officer.say('mutation($id: ID!) { discardBatch(id: $id) { id } }', id)).rejects.toThrow('batch-status')
  expect(await written()).toEqual([
    ['administrator', 'BATCH_RECHECKED', { batchId: numberOf(id) }],
    ['administrator', 'BATCH_DISCARDED', { batchId: numberOf(id) }],
  ])
})

test('what cannot be written down does not happen', async () => {
  const officer = new Officer(hub)
  const { id } = await officer.send([...COMMUNES_OF_XUAN_LOC, ''])
  const made = { campaign: await done(createCampaign()), round: await done(createRound()) }
  await done(DECLARE)
  /** All that the changes below would change. */
  const state = () =>
    oneRow<object>(
      hub.database.em,
      `select (select version from hub_version) as version, (select json_agg(p) from figure_precedence p) as precedences,
         (select json_agg(c order by campaign_id) from campaign c) as campaigns,
         (select json_agg(t order by team_id) from outreach_team t) as teams,
         (select json_agg(r order by round_id) from survey_round r) as rounds,
         (select json_agg(json_build_array(batch_id, status, choices) order by batch_id) from import_batch) as batches`,
    )
  const before = await state()
  await execute(hub.database.em, 'alter function append_audit_entry rename to append_no_audit_entry')
  try {
    for (const mutation of [
      DECLARE.replace('STATISTICS_OFFICE', 'POLICE'),
      WITHDRAW,
      createCampaign(),
      `mutation { changeCampaign(id: "${made.campaign}", input: ${campaignOf(other.code)}) { id } }`,
      `mutation { deleteCampaign(id: "${made.campaign}") }`,
      createRound().replace('year: 2018', 'year: 2019'),
      `mutation { changeSurveyRound(id: "${made.round}", input: ${roundOf(other.code)}) { id } }`,
      `mutation { deleteSurveyRound(id: "${made.round}") }`,
      `mutation { recheckBatch(id: "${id}", asOf: "2018-01-01") { id } }`,
      `mutation { discardBatch(id: "${id}") { id } }`,
    ]) {
      const { body } = await hub.ask(mutation)
      expect([mutation, body.errors?.map(({ extensions }) => extensions.code)]).toEqual([
        mutation,
        ['INTERNAL_SERVER_ERROR'],
      ])
    }
  } finally {
    await execute(hub.database.em, 'alter function append_no_audit_entry rename to append_audit_entry')
  }
  expect(await state()).toEqual(before)
})
