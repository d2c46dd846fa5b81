import { createSourceEventStream, graphql, parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildHubSchema } from '../../schema/build-schema.ts'
import { createContext } from '../../schema/context.ts'
import { ROLES, type Role, WHOLE_COUNTRY } from '../../src/access/actor.ts'
import { NotAllowed } from '../../src/access/may.ts'
import { readerSessions } from '../../src/app/reader-sessions.ts'
import { encodeNodeId } from '../../src/kernel/node-id.ts'
import { SEEDED_DAY, seedRegister } from '../app/support/seeded-register.ts'
import { startTestHub, type TestHub } from '../app/support/test-hub.ts'
import { NOBODY_ERASED } from '../support/nobody-erased.ts'

let hub: TestHub
const schema = buildHubSchema()

beforeAll(async () => {
  hub = await startTestHub()
  await seedRegister(hub.database.em, { communes: 1, households: 1 })
})
afterAll(() => hub.close())

const contextOf = (role: Role) => {
  const actor = { id: 'somebody', role, scope: WHOLE_COUNTRY }
  return createContext({
    actor,
    ...readerSessions(hub.database.database, actor),
    hub: hub.database.database.em(),
    language: 'vi',
    now: new Date(`${SEEDED_DAY}T05:00:00Z`),
    today: SEEDED_DAY,
    requestId: 'test',
    imports: hub.hub.imports,
    ...NOBODY_ERASED,
  })
}

async function refused(role: Role, source: string): Promise<boolean> {
  const { errors } = await graphql({ schema, source, contextValue: contextOf(role) })
  return errors?.some((error) => error.originalError instanceof NotAllowed) ?? false
}

const id = (type: Parameters<typeof encodeNodeId>[0], key: string | number = 1) =>
  JSON.stringify(encodeNodeId(type, key))

const FIGURES = [
  '{ area(code: "24") { code } }',
  '{ areas { totalCount } }',
  '{ coverage { version } }',
  '{ population { count } }',
  '{ figureDays(within: "24") }',
  '{ householdCounts { households } }',
  '{ targets(within: "24") { value } }',
  '{ coverageTrends(from: "2017-01-01", until: "2017-02-01") { totalCount } }',
  '{ trends(from: "2017-01-01", until: "2017-02-01") { rows { covered } } }',
  '{ coverageChanges(from: "2017-01-01", until: "2017-02-01") { gained } }',
  '{ studentCoverage { students } }',
  '{ householdBreakdown { households } }',
  '{ disagreements { difference } }',
  '{ competingFigures { counting { value } } }',
  '{ figurePrecedences { origins } }',
  '{ renewals(from: "2017-01-01", until: "2017-02-01") { mustRenew } }',
  `{ node(id: ${id('Area')}) { id } }`,
  `{ node(id: ${id('Target')}) { id } }`,
  '{ campaigns { id } }',
  '{ surveyRounds { id } }',
  `{ node(id: ${id('Campaign')}) { id } }`,
  `{ node(id: ${id('SurveyRound')}) { id } }`,
]
const PERSONS = [
  '{ households(where: { within: "24" }) { totalCount } }',
  '{ persons(where: { within: "24" }) { totalCount } }',
  '{ doorList(within: "24") { totalCount } }',
  `{ node(id: ${id('Household')}) { id } }`,
  `{ node(id: ${id('Person')}) { id } }`,
  `{ node(id: ${id('Enrolment', '1:2017-01-01:')}) { id } }`,
  'mutation { openPersons(reason: "đối chiếu danh sách") { personsOpenUntil } }',
  'mutation { closePersons { personsOpenUntil } }',
]
const IMPORTS = [
  '{ importBatches { totalCount } }',
  `{ importBatch(id: ${id('ImportBatch')}) { id } }`,
  `{ node(id: ${id('ImportBatch')}) { id } }`,
  ...['commitBatch', 'discardBatch', 'withdrawBatch', 'recheckBatch'].map(
    (name) => `mutation { ${name}(id: ${id('ImportBatch', 999)}) { id } }`,
  ),
  `mutation { decideMatch(batchId: ${id('ImportBatch', 999)}, sheet: "Sheet1", row: 2) { id } }`,
  '{ population(within: "215") { source { batch { matches { address } } } } }',
  '{ population(within: "215") { source { batch { issues { totalCount } } } } }',
  '{ population(within: "215") { source { batch { issueGroups { count } } } } }',
  '{ population(within: "215") { source { batch { changes { totalCount } } } } }',
]

const RULES = [
  'mutation { declareFigurePrecedence(measure: POPULATION, validFrom: "2017-01-01", origins: [REGISTER]) { measure } }',
  'mutation { withdrawFigurePrecedence(measure: POPULATION, validFrom: "2017-01-01") }',
]
const CAMPAIGN = '{ name: "", areaCode: "24", from: "2017-11-01", until: "2017-12-01" }'
const ROUND = '{ kind: POVERTY_REVIEW, year: 1, from: "2017-11-01" }'
const PLANS = [
  `mutation { createCampaign(input: ${CAMPAIGN}) { id } }`,
  `mutation { changeCampaign(id: ${id('Campaign', 999)}, input: ${CAMPAIGN}) { id } }`,
  `mutation { deleteCampaign(id: ${id('Campaign', 999)}) }`,
  `mutation { createSurveyRound(input: ${ROUND}) { id } }`,
  `mutation { changeSurveyRound(id: ${id('SurveyRound', 999)}, input: ${ROUND}) { id } }`,
  `mutation { deleteSurveyRound(id: ${id('SurveyRound', 999)}) }`,
]

const KEYS = [
  '{ keys { id } }',
  '{ auditEntries { totalCount } }',
  'mutation { issueKey(input: { role: ANALYST, areaCodes: [], purpose: "" }) { id } }',
  'mutation { revokeKey(id: "bpk_nobody") }',
  '{ accounts { id } }',
  'mutation { inviteAccount(input: { subject: "x", name: "", role: ANALYST, areaCodes: [] }) }',
  'mutation { changeAccount(id: "acc_nobody", input: { name: "", role: ANALYST, areaCodes: [] }) }',
  'mutation { endAccount(id: "acc_nobody") }',
]

const REQUESTS = [
  '{ personRequests { totalCount } }',
  '{ personRequest(id: "999") { id } }',
  'mutation { recordPersonRequest(input: { kind: VIEW, reference: "" }) { id } }',
  'mutation { acknowledgePersonRequest(id: "999") { id } }',
  'mutation { extendPersonRequest(id: "999", reason: "x") { id } }',
  'mutation { carryOutPersonRequest(id: "999") { id } }',
  'mutation { refusePersonRequest(id: "999", ground: "x") { id } }',
  'mutation { closePersonRequest(id: "999") { id } }',
]

const OF_EVERYBODY = ['{ me { id role permissions mustOpenPersons personsOpenUntil } }']
const SEGMENTS = ['{ segments { name } }', '{ segment(name: "x") { name } }', `{ node(id: ${id('Segment')}) { id } }`]
const DEFINITION = '{ purpose: "", agreement: "", expiresOn: "2018-01-01", fields: [], areaCodes: [] }'
const MADE_SEGMENTS = [
  `mutation { createSegment(name: "x", partner: "x", input: ${DEFINITION}) { name } }`,
  `mutation { changeSegment(name: "x", input: ${DEFINITION}) { name } }`,
  'mutation { endSegment(name: "x") { name } }',
]

/** Which questions each role is refused. */
const REFUSED: Readonly<Record<Role, readonly string[]>> = {
  ADMINISTRATOR: [],
  DATA_OFFICER: [...RULES, ...KEYS, ...REQUESTS, ...MADE_SEGMENTS],
  ANALYST: [...PERSONS, ...IMPORTS, ...PLANS, ...RULES, ...KEYS, ...REQUESTS, ...SEGMENTS, ...MADE_SEGMENTS],
  PARTNER: [...FIGURES, ...PERSONS, ...IMPORTS, ...PLANS, ...RULES, ...KEYS, ...REQUESTS, ...MADE_SEGMENTS],
}

const ALL = [
  ...OF_EVERYBODY,
  ...FIGURES,
  ...PERSONS,
  ...IMPORTS,
  ...PLANS,
  ...RULES,
  ...KEYS,
  ...REQUESTS,
  ...SEGMENTS,
  ...MADE_SEGMENTS,
]

describe.each(ROLES)('%s', (role) => {
  test.each(ALL)('%s', async (question) => {
    expect(await refused(role, question)).toBe(REFUSED[role].includes(question))
  })
})

test.each(ROLES)('%s follows an import only where it may send one', async (role) => {
  const document = parse(`subscription { importProgress(id: ${id('ImportBatch')}) { id } }`)
  const events = await createSourceEventStream({ schema, document, contextValue: contextOf(role) })
  const errors = Symbol.asyncIterator in events ? [] : (events.errors ?? [])
  const isRefused = errors.some(({ originalError }) => originalError instanceof NotAllowed)
  expect(isRefused).toBe(role === 'ANALYST' || role === 'PARTNER')
})

test('every question of the schema is in this list', () => {
  const asked = ALL.map((question) => /\{ ?(\w+)/.exec(question)?.[1])
  const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}),
  )
  expect(roots.filter((field) => !asked.includes(field))).toEqual([])
})

test('an analyst may see from which file a figure comes', async () => {
  expect(
    await refused('ANALYST', '{ population(within: "215") { count source { sourceName batch { fileName asOf } } } }'),
  ).toBe(false)
})
