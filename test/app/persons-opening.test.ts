import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { verifyAudit } from '../../src/access/audit.store.ts'
import { rows } from '../../src/kernel/sql.ts'
import { Officer } from './support/officer.ts'
import { openPersonsFor } from './support/open-persons.ts'
import type { Bearer } from './support/role-keys.ts'
import { SEEDED_DAY } from './support/seeded-register.ts'
import { type GraphqlBody, startTestHub, type TestHub } from './support/test-hub.ts'
import { type SeededCommune, seedTwoCommunes } from './support/two-communes.ts'

/** A district's data officer over HTTP: figures always, persons for a reason and a time. */

const REASON = 'đối chiếu danh sách hộ nghèo'
let hub: TestHub
let commune: SeededCommune
let now = new Date(`${SEEDED_DAY}T02:00:00Z`)
let district: Bearer
let ofCommune: Bearer
let account: string

async function keyFor(areaCodes: readonly string[], role = 'DATA_OFFICER'): Promise<{ id: string; bearer: Bearer }> {
  const { body } = await hub.ask<{ issueKey: { id: string; key: string } }>(
    'mutation($input: IssueKeyInput!) { issueKey(input: $input) { id key } }',
    { input: { role, areaCodes, purpose: 'thử' } },
  )
  if (!body.data) throw new Error(JSON.stringify(body.errors))
  return { id: body.data.issueKey.id, bearer: { authorization: `Bearer ${body.data.issueKey.key}` } }
}

const minutesLater = (minutes: number): void => {
  now = new Date(now.getTime() + minutes * 60_000)
}

beforeAll(async () => {
  hub = await startTestHub({ clock: () => now })
  ;[commune] = await seedTwoCommunes(hub.database.em)
  ofCommune = (await keyFor([commune.code])).bearer
})
beforeEach(async () => {
  // Whatever the test before opened is over.
  minutesLater(200)
  const { id, bearer } = await keyFor(['215'])
  account = id
  district = bearer
})
afterAll(() => hub.close())

const reasonOf = ({ errors }: GraphqlBody<unknown>): string | undefined => errors?.[0]?.extensions.issues?.[0]?.code

interface Me {
  readonly mustOpenPersons: boolean
  readonly personsOpenUntil: string | null
  readonly permissions: readonly string[]
}
const ME = '{ mustOpenPersons personsOpenUntil permissions }'
const me = async (key: Bearer): Promise<Me | undefined> =>
  (await hub.ask<{ me: Me }>(`{ me ${ME} }`, {}, key)).body.data?.me

const open = async (key: Bearer, args: object): Promise<GraphqlBody<{ openPersons: Me }>> =>
  (
    await hub.ask<{ openPersons: Me }>(
      `mutation($reason: String!, $minutes: Int! = 180) { openPersons(reason: $reason, minutes: $minutes) ${ME} }`,
      args,
      key,
    )
  ).body

/** Everything that names somebody, with the reason it is refused for; undefined for what is answered. */
async function refusals(key: Bearer): Promise<readonly (string | undefined)[]> {
  const within = `within: "${commune.code}"`
  const asked = [
    `{ persons(where: { ${within} }) { nodes { fullName } } }`,
    `{ households(where: { ${within} }) { nodes { headName } } }`,
    `{ doorList(${within}) { totalCount } }`,
    ...(['Person', 'Household', 'Enrolment'] as const).map((type) => `{ node(id: "${commune.ids[type]}") { id } }`),
    `{ importBatch(id: "${commune.ids.ImportBatch}") { issues { nodes { found } } } }`,
    `{ importBatch(id: "${commune.ids.ImportBatch}") { issueGroups { message } } }`,
    `{ importBatch(id: "${commune.ids.ImportBatch}") { matches { fullName } } }`,
    `{ importBatch(id: "${commune.ids.ImportBatch}") { changes { nodes { before } } } }`,
    '{ segments { name } }',
    `{ segment(name: "${commune.segment}") { count households { nodes { id } } } }`,
  ]
  const answers = await Promise.all(asked.map((question) => hub.ask(question, {}, key)))
  const files = await Promise.all(
    [`/exports/door-list.xlsx?within=${commune.code}`, `/segments/${commune.segment}/households.ndjson`].map((path) =>
      fetch(`${hub.url}${path}`, { headers: key }),
    ),
  )
  const told = await Promise.all(
    files.map(async (file) =>
      file.ok ? undefined : ((await file.json()) as { issues: { code: string }[] }).issues[0]?.code,
    ),
  )
  return [...answers.map(({ body }) => reasonOf(body)), ...told]
}
const REFUSED = Array.from({ length: 14 }, () => 'persons-not-open')
const ANSWERED = Array.from({ length: 14 }, () => undefined)

const logged = (action: string) =>
  rows<{ detail: Readonly<Record<string, unknown>> }>(
    hub.database.em,
    'select detail from audit_entry where action = $1 and account = $2 order by entry_no',
    [action, account],
  )

describe('an officer of a district', () => {
  test('reads figures to the last one, and nobody’s name, until persons are opened', async () => {
    expect(await me(district)).toMatchObject({ mustOpenPersons: true, personsOpenUntil: null })
    expect((await me(district))?.permissions).toEqual(['READ_FIGURES', 'IMPORT', 'PLAN'])
    expect(await refusals(district)).toEqual(REFUSED)
    const figures = `{
      coverage(within: "215", level: COMMUNE, basis: REGISTRY, asOf: "${SEEDED_DAY}") { total { covered } }
      renewals(within: "215", asOf: "${SEEDED_DAY}", from: "2017-10-01", until: "2018-01-01") { mustRenew }
      campaigns(within: "${commune.code}", on: "${SEEDED_DAY}") { teams { name leader memberNames gained } }
    }`
    const { body } = await hub.ask<{ coverage: object; campaigns: { teams: object[] }[] }>(figures, {}, district)
    expect(body.errors).toBeUndefined()
    expect(body.data?.coverage).toEqual({ total: { covered: 4 } })
    expect(body.data?.campaigns[0]?.teams[0]).toMatchObject({ leader: null, memberNames: [] })
    expect(await logged('PERSONS_READ')).toEqual([])
  })

  test('is told what to do, in both languages', async () => {
    const told = async (language: string) =>
      (
        await hub.ask(
          `{ persons(where: { within: "215" }) { totalCount } }`,
          {},
          { ...district, 'accept-language': language },
        )
      ).body.errors?.[0]
    expect(await told('vi')).toMatchObject({
      extensions: { code: 'FORBIDDEN' },
      message: expect.stringContaining('persons open'),
    })
    expect(await told('en')).toMatchObject({
      extensions: { code: 'FORBIDDEN' },
      message: expect.stringContaining('Open them'),
    })
  })

  test('reads persons from opening them until the time is over by the hub’s clock', async () => {
    const until = new Date(now.getTime() + 180 * 60_000)
    expect((await open(district, { reason: `  ${REASON} ` })).data?.openPersons).toMatchObject({
      mustOpenPersons: true,
      personsOpenUntil: until.toISOString(),
      permissions: expect.arrayContaining(['READ_PERSONS']),
    })
    expect(await refusals(district)).toEqual(ANSWERED)
    minutesLater(179)
    expect(await refusals(district)).toEqual(ANSWERED)
    minutesLater(1)
    expect(await refusals(district)).toEqual(REFUSED)
    expect(await me(district)).toMatchObject({ mustOpenPersons: true, personsOpenUntil: null })
    expect((await logged('PERSONS_READ')).length).toBeGreaterThan(5)
    expect(await logged('PERSONS_OPENED')).toEqual([{ detail: { reason: REASON, until: until.toISOString() } }])
    expect(await verifyAudit(hub.database.em)).toMatchObject({ broken: [] })
    const kept = 'select reason, opened_at as "from", open_until as until from persons_opening where account = $1'
    expect(await rows(hub.database.em, kept, [account])).toEqual([
      { reason: REASON, from: new Date(until.getTime() - 180 * 60_000), until },
    ])
  })

  test('closes them early, once', async () => {
    await openPersonsFor(hub, district)
    minutesLater(1)
    const close = async () =>
      (await hub.ask<{ closePersons: Me }>(`mutation { closePersons ${ME} }`, {}, district)).body.data?.closePersons
    expect(await close()).toMatchObject({ mustOpenPersons: true, personsOpenUntil: null })
    expect(await refusals(district)).toEqual(REFUSED)
    await close()
    expect(await logged('PERSONS_CLOSED')).toEqual([{ detail: { until: now.toISOString() } }])
  })

  test('opens them anew in place of what was open', async () => {
    await openPersonsFor(hub, district)
    await open(district, { reason: REASON, minutes: 5 })
    minutesLater(5)
    expect(await refusals(district)).toEqual(REFUSED)
  })

  test.each([
    [{ reason: '' }, 'opening-reason-missing'],
    [{ reason: '   \n ' }, 'opening-reason-missing'],
    [{ reason: 'xem' }, 'opening-reason-missing'],
    [{ reason: '0023 456 789 --- …' }, 'opening-reason-missing'],
    [{ reason: 'xem người có số 099080000123' }, 'opening-reason-names'],
    [{ reason: REASON, minutes: 181 }, 'opening-minutes'],
    [{ reason: REASON, minutes: 0 }, 'opening-minutes'],
    [{ reason: REASON, minutes: -5 }, 'opening-minutes'],
  ])('is refused %o', async (args, reason) => {
    expect(reasonOf(await open(district, args))).toBe(reason)
    expect(await refusals(district)).toEqual(REFUSED)
    expect(await logged('PERSONS_OPENED')).toEqual([])
  })

  test('opens them for nobody else, and a revoked key opens nothing', async () => {
    const { bearer: another } = await keyFor(['215'])
    await openPersonsFor(hub, district)
    expect(await refusals(another)).toEqual(REFUSED)
    await hub.ask(`mutation { revokeKey(id: "${account}") }`)
    expect((await hub.ask('{ me { id } }', {}, district)).status).toBe(401)
  })

  test('is told of their own file what it says, and not whom of the register it may mean', async () => {
    const head = 'STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Địa chỉ,Số thẻ,Từ ngày,Đến ngày'
    const row = (serial: number, more = '') =>
      `${serial},Nguyễn Thị Sáu,1980,Nữ,${more},,GD47599000000${serial},01/01/2017,31/12/2026`
    const officer = new Officer(hub, district)
    const first = await officer.send([head, row(11), row(12)], {
      areaCode: commune.code,
      asOf: '2017-09-29',
      kind: 'CARD_ROLL',
    })
    await officer.commit(first.id)
    const { id, issues } = await officer.send([head, row(13)], {
      areaCode: commune.code,
      asOf: SEEDED_DAY,
      kind: 'CARD_ROLL',
    })
    expect(issues.nodes.filter(({ severity }) => severity === 'ERROR')).toMatchObject([
      { code: 'person-ambiguous', message: expect.stringContaining('Có thể là: ….') },
    ])
    const ask = async (fields: string) =>
      (await hub.ask<{ importBatch: object }>(`{ importBatch(id: "${id}") { ${fields} } }`, {}, district)).body
    const ofFile = await ask(
      'outcomes { rowsRead } matches { fullName } rows(sheet: "", rows: [2]) { cells } issueGroups { message }',
    )
    expect(ofFile.errors).toBeUndefined()
    expect(ofFile.data?.importBatch).toMatchObject({ matches: [{ fullName: 'Nguyễn Thị Sáu' }] })
    for (const field of ['matches { candidates { fullName } }', 'changes { nodes { before } }'])
      expect(reasonOf(await ask(field))).toBe('persons-not-open')
    expect(await logged('PERSONS_READ')).toEqual([])
    await openPersonsFor(hub, district)
    const whole = await ask('matches { candidates { fullName } } changes { totalCount } issues { nodes { message } }')
    expect(whole.errors).toBeUndefined()
    expect(JSON.stringify(whole.data)).toContain('Có thể là: Nguyễn Thị Sáu')
  })

  test('fetches nobody else’s file, and a file of figures whole', async () => {
    const sender = new Officer(hub, ofCommune)
    const roll = await sender.send(
      [
        'STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Địa chỉ,Số thẻ,Từ ngày,Đến ngày',
        '1,Lê Văn Bảy,1970,Nam,,,GD4759900000021,01/01/2017,31/12/2026',
      ],
      { areaCode: commune.code, asOf: SEEDED_DAY, kind: 'CARD_ROLL' },
    )
    const workbook = async (id: string) =>
      (await fetch(`${hub.url}/imports/${id}/workbook`, { headers: district })).status
    const rowsOf = (id: string) =>
      hub.ask(`{ importBatch(id: "${id}") { rows(sheet: "", rows: [2]) { cells } } }`, {}, district)
    expect(await workbook(roll.id)).toBe(403)
    expect(reasonOf((await rowsOf(roll.id)).body)).toBe('persons-not-open')
    await openPersonsFor(hub, district)
    expect(await workbook(roll.id)).toBe(200)
    expect((await rowsOf(roll.id)).body.errors).toBeUndefined()
    minutesLater(181)
    const figures = await sender.send(['Mã xã,Tên xã,Dân số', `${commune.code},Xã,9001`], {
      areaCode: commune.code,
      asOf: SEEDED_DAY,
      kind: 'FIGURES',
    })
    expect(await workbook(figures.id)).toBe(200)
    const { body } = await hub.ask<{ importBatch: { changes: { totalCount: number } } }>(
      `{ importBatch(id: "${figures.id}") { issues { totalCount } changes { totalCount } } }`,
      {},
      district,
    )
    expect([body.errors, body.data?.importBatch.changes.totalCount]).toEqual([undefined, 1])
  })
})

test('who was granted a commune beside a province opens persons too', async () => {
  const { bearer } = await keyFor([commune.code, '24'])
  expect(await refusals(bearer)).toEqual(REFUSED)
})

test.each([
  ['an officer of a commune', async () => ofCommune],
  ['an administrator of a province', async () => (await keyFor(['24'], 'ADMINISTRATOR')).bearer],
])('%s reads persons without opening them', async (_who, keyOf) => {
  const key = await keyOf()
  expect(await me(key)).toMatchObject({ mustOpenPersons: false, personsOpenUntil: null })
  expect(await refusals(key)).toEqual(ANSWERED)
  expect(reasonOf(await open(key, { reason: REASON }))).toBe('persons-need-no-opening')
})

test('an analyst opens nothing', async () => {
  const { bearer } = await keyFor(['24'], 'ANALYST')
  expect(reasonOf(await open(bearer, { reason: REASON }))).toBe('not-allowed')
  const { body } = await hub.ask('mutation { closePersons { id } }', {}, bearer)
  expect(reasonOf(body)).toBe('not-allowed')
})
