import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../src/access/actor.ts'
import { KeyHolders } from '../../src/access/key-holder.store.ts'
import { PURPOSES, type Purpose } from '../../src/access/purpose.ts'
import { readerSessions } from '../../src/app/reader-sessions.ts'
import { rows } from '../../src/kernel/sql.ts'
import { SEEDED_DAY } from './support/seeded-register.ts'
import { askAt, startTestHub, type TestHub } from './support/test-hub.ts'
import { type SeededCommune, seedTwoCommunes } from './support/two-communes.ts'

/** Keys of one role for several purposes, over HTTP: the role opens what the purpose covers, and nothing else. */

const NOW = new Date(`${SEEDED_DAY}T05:00:00Z`)
const ALL = Object.keys(PURPOSES) as Purpose[]
let hub: TestHub
let commune: SeededCommune
const keys = new Map<Purpose, string>()

beforeAll(async () => {
  hub = await startTestHub({ clock: () => NOW })
  ;[commune] = await seedTwoCommunes(hub.database.em)
  for (const purpose of ALL) keys.set(purpose, (await issue({ purposeCode: purpose })).key)
})
afterAll(() => hub.close())

const ISSUE = 'mutation($input: IssueKeyInput!) { issueKey(input: $input) { id key } }'

function tryIssue(input: object) {
  const usual = { role: 'DATA_OFFICER', areaCodes: [commune.code], purpose: 'thử' }
  return hub.ask<{ issueKey: { id: string; key: string } }>(ISSUE, { input: { ...usual, ...input } })
}

async function issue(input: object) {
  const { body } = await tryIssue(input)
  if (!body.data) throw new Error(JSON.stringify(body.errors))
  return body.data.issueKey
}

const keyFor = (purpose: Purpose): string => keys.get(purpose) ?? ''
const ask = <Data>(purpose: Purpose, query: string, language = 'vi') =>
  askAt<Data>(hub.url, { query }, { authorization: `Bearer ${keyFor(purpose)}`, 'accept-language': language })

/** What a data officer of the commune is answered: the reason of a refusal, or null. */
async function refusedFor(purpose: Purpose, query: string): Promise<string | null> {
  const { body } = await ask(purpose, query)
  return body.errors?.[0]?.extensions.issues?.[0]?.code ?? body.errors?.[0]?.extensions.code ?? null
}

describe('a data officer’s key', () => {
  const questions = (): Readonly<Record<string, string>> => ({
    figures: `{ coverage(within: "${commune.code}") { rows { covered } } }`,
    persons: `{ persons(where: { within: "${commune.code}" }) { totalCount } }`,
    files: '{ importBatches { totalCount } }',
    plans: `mutation { createSurveyRound(input: { kind: POVERTY_REVIEW, year: 2017, areaCode: "${commune.code}", from: "2017-11-01" }) { id } }`,
    segments: '{ segments { name } }',
  })
  const OPEN: Readonly<Record<Purpose, readonly string[]>> = {
    STATISTICS: ['figures'],
    REGISTER_KEEPING: ['figures', 'persons', 'files', 'plans', 'segments'],
    CAMPAIGNS: ['figures', 'persons', 'plans', 'segments'],
    INSPECTION: ['figures', 'persons', 'segments'],
    SEGMENT_SERVICE: ['figures', 'segments'],
    ADMINISTRATION: ['figures', 'persons', 'files', 'plans', 'segments'],
  }

  test.each(ALL)('for %s opens what that covers', async (purpose) => {
    const refusals = await Promise.all(
      Object.entries(questions()).map(async ([what, query]) => [what, await refusedFor(purpose, query)] as const),
    )
    expect(refusals.filter(([, refused]) => refused !== 'purpose-does-not-cover').map(([what]) => what)).toEqual(
      OPEN[purpose],
    )
  })

  test('for statistics is closed at the doors of files too', async () => {
    const knock = async (path: string, init: RequestInit = {}) => {
      const headers = { authorization: `Bearer ${keyFor('STATISTICS')}` }
      const answer = await fetch(`${hub.url}${path}`, { ...init, headers })
      const body = (await answer.json().catch(() => null)) as { issues?: { code: string }[] } | null
      return [answer.status, body?.issues?.[0]?.code]
    }
    const form = new FormData()
    form.set('file', new Blob(['a']), 'a.csv')
    const closed = [403, 'purpose-does-not-cover']
    expect(await knock('/imports', { method: 'POST', body: form })).toEqual(closed)
    expect(await knock(`/exports/door-list.xlsx?within=${commune.code}&asOf=${SEEDED_DAY}`)).toEqual(closed)
    expect(await knock(`/segments/${commune.segment}/households.ndjson`)).toEqual(closed)
  })

  test('says what it was given for and what to ask for instead, in the reader’s language', async () => {
    const query = `{ persons(where: { within: "${commune.code}" }) { totalCount } }`
    const [vi, en] = await Promise.all([ask('STATISTICS', query), ask('STATISTICS', query, 'en')])
    expect(vi.body.errors?.[0]?.extensions.code).toBe('FORBIDDEN')
    expect([vi, en].map(({ body }) => body.errors?.[0]?.message)).toEqual([
      'Khóa hoặc tài khoản này được cấp cho mục đích “thống kê, phân tích”, không gồm việc này. Hãy dùng khóa hoặc tài khoản cấp cho mục đích khác, hoặc nhờ quản trị viên cấp: quản lý dữ liệu người tham gia · tổ chức đợt vận động · thanh tra, kiểm tra · quản trị hệ thống.',
      'This key or account was given for “statistics”, which does not cover that. Use one for another purpose, or ask the administrator for one: register keeping · campaigns · inspection · administration.',
    ])
  })

  test('for statistics is answered as an analyst is, also where the same was asked before for another purpose', async () => {
    const query = `{ coverage(within: "${commune.code}", level: COMMUNE, asOf: "${SEEDED_DAY}", basis: REGISTRY) { rows { population covered suppressed } } }`
    const analyst = (await issue({ role: 'ANALYST' })).key
    const data = async (key: string) =>
      (await askAt<{ coverage: { rows: object[] } }>(hub.url, { query }, { authorization: `Bearer ${key}` })).body.data
    const whole = await data(keyFor('REGISTER_KEEPING'))
    const narrowed = await data(keyFor('STATISTICS'))
    expect(narrowed?.coverage.rows[0]).toMatchObject({ population: null })
    expect(whole?.coverage.rows[0]).toMatchObject({ population: 4 })
    expect(narrowed).toEqual(await data(analyst))
    expect(await data(keyFor('REGISTER_KEEPING'))).toEqual(whole)
  })

  test.each(['STATISTICS', 'SEGMENT_SERVICE'] as const)(
    'for %s reads no name in the database itself',
    async (purpose) => {
      const { em, database } = hub.database
      const actor = (await new KeyHolders().holderOf(em, keyFor(purpose), NOW)) as Actor
      const sessions = readerSessions(database, actor)
      await expect(rows(sessions.persons, 'select full_name from person')).rejects.toMatchObject({ code: '42501' })
      expect((await rows(sessions.persons, 'select person_id from residence')).length).toBeGreaterThan(0)
      const keeping = (await new KeyHolders().holderOf(em, keyFor('REGISTER_KEEPING'), NOW)) as Actor
      expect((await rows(readerSessions(database, keeping).persons, 'select full_name from person')).length).toBe(4)
    },
  )
})

describe('what a key is for', () => {
  test('follows from the role when it is left out, and is listed and told to its holder', async () => {
    const roles = ['ADMINISTRATOR', 'DATA_OFFICER', 'ANALYST', 'PARTNER'] as const
    const issued = await Promise.all(roles.map((role) => issue({ role })))
    const { body } = await hub.ask<{ keys: { id: string; purpose: string; purposeCode: string }[] }>(
      '{ keys { id purpose purposeCode } }',
    )
    const listed = issued.map(({ id }) => body.data?.keys.find((key) => key.id === id))
    const usual = ['ADMINISTRATION', 'REGISTER_KEEPING', 'STATISTICS', 'SEGMENT_SERVICE']
    expect(listed.map((key) => key?.purposeCode)).toEqual(usual)
    expect(listed.map((key) => key?.purpose)).toEqual(usual.map(() => 'thử'))
    const me = await ask<{ me: object }>('CAMPAIGNS', '{ me { role purposeCode permissions } }')
    expect(me.body.data?.me).toEqual({
      ...{ role: 'DATA_OFFICER', purposeCode: 'CAMPAIGNS' },
      permissions: ['READ_FIGURES', 'READ_PERSONS', 'PLAN', 'READ_SEGMENTS'],
    })
  })

  test('is one of the registry, and one for which the role can do something', async () => {
    expect((await tryIssue({ purposeCode: 'MARKETING' })).status).toBe(400)
    const { body } = await tryIssue({ role: 'PARTNER', purposeCode: 'STATISTICS' })
    expect(body.errors?.[0]?.extensions.issues?.[0]?.code).toBe('purpose-not-of-role')
    expect(body.errors?.[0]?.message).toContain('Hãy chọn một trong: quản lý dữ liệu người tham gia · ')
  })

  test('narrows an administrator as well', async () => {
    const { key } = await issue({ role: 'ADMINISTRATOR', areaCodes: ['VN'], purposeCode: 'INSPECTION' })
    const asked = async (query: string) =>
      (await askAt(hub.url, { query }, { authorization: `Bearer ${key}` })).body.errors?.[0]?.extensions.issues?.[0]
        ?.code
    expect(await asked('{ auditEntries { totalCount } }')).toBeUndefined()
    expect(await asked('{ keys { id } }')).toBe('purpose-does-not-cover')
  })

  test('stands with each entry of the audit log', async () => {
    const { id, key } = await issue({ purposeCode: 'INSPECTION' })
    const query = `{ persons(where: { within: "${commune.code}" }) { totalCount } }`
    await askAt(hub.url, { query }, { authorization: `Bearer ${key}` })
    const log = async (account: string) => {
      const { body } = await hub.ask<{ auditEntries: { nodes: object[] } }>(
        `{ auditEntries(account: "${account}", first: 1) { nodes { action purpose purposeCode detail } } }`,
      )
      return body.data?.auditEntries.nodes[0]
    }
    expect(await log(id)).toMatchObject({ action: 'PERSONS_READ', purpose: 'thử', purposeCode: 'INSPECTION' })
    expect(await log('administrator')).toMatchObject({
      ...{ action: 'KEY_ISSUED', purpose: null, purposeCode: 'ADMINISTRATION' },
      detail: expect.stringContaining('"purpose":"INSPECTION"'),
    })
  })
})
