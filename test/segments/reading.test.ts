import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows } from '../../src/kernel/sql.ts'
import { SEGMENT_FIELDS } from '../../src/segments/segment-field.ts'
import { pagesAs, type SegmentHub, startSegmentHub } from './segment-hub.ts'
import { DAY } from './segment-register.ts'

let a: SegmentHub
let key: string
let page: ReturnType<typeof pagesAs>['page']
let nodesOf: ReturnType<typeof pagesAs>['nodesOf']
beforeAll(async () => {
  a = await startSegmentHub()
  await a.create('ho-ngheo')
  await a.create('moi-truong', { fields: SEGMENT_FIELDS })
  await a.create('chi-so-ho', { fields: ['CLASS'], selection: {} })
  await a.create('mot-xa', { areaCodes: ['07302'] })
  key = await a.partnerKey('ho-ngheo', 'moi-truong', 'chi-so-ho')
  ;({ page, nodesOf } = pagesAs(a, key))
})
afterAll(() => a.hub.close())

test('what is not granted is masked or null, and names never leave the database', async () => {
  const [household] = await nodesOf(
    'ho-ngheo',
    `code address headName size coveredMembers uncoveredMembers area { code fullName level }
     members { fullName birthDate birthYear sex nationalId socialInsuranceNumber relationToHead covered enrolment { cardNumber validFrom validUntil clinicCode } }`,
  )
  const unknown = { birthDate: null, birthYear: null, sex: null, nationalId: null, socialInsuranceNumber: null }
  expect(household).toEqual({
    ...{ code: null, address: null, headName: 'Nguyễn ***', size: 2, coveredMembers: 1, uncoveredMembers: 1 },
    area: { code: '07301', fullName: 'Xã Bắc', level: 'COMMUNE' },
    members: [
      {
        ...{ fullName: 'Nguyễn ***', ...unknown, relationToHead: null, covered: true },
        enrolment: { cardNumber: null, validFrom: '2020-01-01', validUntil: '2020-07-01', clinicCode: null },
      },
      { fullName: 'Trần ***', ...unknown, relationToHead: null, covered: false, enrolment: null },
    ],
  })
})

test('what is granted is told, of numbers the last four digits', async () => {
  const [household] = await nodesOf(
    'moi-truong',
    `headName householdClass area { fullName } members { fullName birthDate birthYear sex nationalId relationToHead enrolment { cardNumber participantCode participantGroup } }`,
  )
  expect(household).toEqual({
    ...{ headName: 'Nguyễn Văn Một 0', householdClass: 'POOR', area: { fullName: 'Thôn Thượng' } },
    members: [
      {
        ...{ fullName: 'Nguyễn Văn Một 0', birthDate: null, birthYear: 1980, sex: 'MALE', nationalId: '****0000' },
        relationToHead: 'Chủ hộ',
        enrolment: { cardNumber: 'HN2240000000001', participantCode: 'HN', participantGroup: 'STATE_BUDGET' },
      },
      {
        ...{ fullName: 'Trần Bé 0', birthDate: '2014-06-20', birthYear: 2014, sex: 'FEMALE', nationalId: null },
        ...{ relationToHead: 'Con', enrolment: null },
      },
    ],
  })
})

test.each([
  ['ho-ngheo', 'householdClass'],
  ['ho-ngheo', 'classifications { standard }'],
  ['ho-ngheo', 'members { enrolment { participantCode } }'],
  ['ho-ngheo', 'members { enrolment { source { sourceName } } }'],
  ['ho-ngheo', 'members { enrolments { cardNumber } }'],
  ['ho-ngheo', 'members { household { headName } }'],
  ['ho-ngheo', 'members { area { code } }'],
  ['ho-ngheo', 'area { coverage { covered } }'],
  ['ho-ngheo', 'area { population { count } }'],
  ['chi-so-ho', 'members { fullName }'],
])('%s does not give %s, nor does anything lead around it', async (name, field) => {
  const answer = await page(name, field)
  expect(a.refusal(answer)).toBe('segment-field-not-given')
  expect(JSON.stringify(answer.body.data)).not.toMatch(/POOR|"HN|Nguyễn Văn|"covered":|"count":|"code":/)
})

test('another day of the household than that of the page is not given', async () => {
  const answer = await page('ho-ngheo', 'size(asOf: "2019-01-01")')
  expect(a.refusal(answer)).toBe('segment-other-day')
  expect(await nodesOf('ho-ngheo', `size(asOf: "${DAY}")`)).toHaveLength(21)
})

test('a walk by pages meets every household once, in one order, as bulk and one large page do', async () => {
  const whole = (await nodesOf('ho-ngheo', 'id')).map(({ id }) => id)
  const walked: unknown[] = []
  for (let after = '', more = true; more; ) {
    const { body } = await page('ho-ngheo', 'id', `first: 4 ${after && `after: "${after}"`}`)
    const { nodes, edges, pageInfo } = body.data?.segment.households ?? { nodes: [], edges: [], pageInfo: null }
    walked.push(...nodes.map(({ id }) => id))
    expect(edges.at(-1)?.cursor).toBe(pageInfo?.endCursor)
    after = pageInfo?.endCursor ?? ''
    more = pageInfo?.hasNextPage ?? false
  }
  expect(walked).toEqual(whole)
  expect(new Set(whole).size).toBe(21)
})

test('of another day the members and cards of that day are told', async () => {
  const on = async (day: string) =>
    (await nodesOf('ho-ngheo', 'coveredMembers', `first: 100 asOf: "${day}"`)).filter(
      (node) => node.coveredMembers === 0,
    )
  expect([(await on('2020-06-30')).length, (await on('2020-07-01')).length]).toEqual([0, 7])
})

test('a partner is told rounded counts, an administrator exact ones, and 1 to 7 are withheld', async () => {
  await a.create('ba-ho', { areaCodes: ['07302'], selection: { memberCardEndsWithinDays: 16 } })
  const asked = `count countWithheld households { totalCount totalCountWithheld }`
  const answer = await a.askAs<Record<string, unknown>>(
    await a.partnerKey('ba-ho'),
    `{ segment(name: "ba-ho") { ${asked} } }`,
  )
  expect(answer.body.data?.segment).toEqual({
    ...{ count: 0, countWithheld: true },
    households: { totalCount: 0, totalCountWithheld: true },
  })
  const { body } = await a.hub.ask<Record<string, unknown>>(`{ segment(name: "ba-ho") { ${asked} } }`)
  expect(body.data?.segment).toMatchObject({ count: 3, countWithheld: false, households: { totalCount: 3 } })
  const rounded = await a.askAs<Record<string, unknown>>(key, '{ segment(name: "ho-ngheo") { count countWithheld } }')
  expect(rounded.body.data?.segment).toEqual({ count: 20, countWithheld: false })
})

test('two partners know the same household by different ids and cursors, and one partner always by the same', async () => {
  await a.create('ho-ngheo-b', {}, 'Đại lý thu B')
  const [b, again] = [await a.partnerKey('ho-ngheo-b'), await a.partnerKey('ho-ngheo')]
  const idsAs = async (asKey: string, name: string): Promise<string> =>
    JSON.stringify(
      (
        await a.askAs<{ segment: { households: unknown } }>(
          asKey,
          `{ segment(name: "${name}") { households(first: 100) { edges { cursor } nodes { id members { id enrolment { id } } } } } }`,
        )
      ).body.data?.segment.households,
    )
  const [ofA, ofB] = [await idsAs(key, 'ho-ngheo'), await idsAs(b, 'ho-ngheo-b')]
  const wordsOf = (text: string): string[] => text.match(/[\w-]{20,}/g) ?? []
  expect(wordsOf(ofA).length).toBeGreaterThan(21 * 4)
  expect(wordsOf(ofA).filter((word) => wordsOf(ofB).includes(word))).toEqual([])
  expect(await idsAs(again, 'ho-ngheo')).toBe(ofA)
  expect(
    a.refusal(
      await a.askAs(
        b,
        `{ segment(name: "ho-ngheo-b") { changes(after: "${wordsOf(ofA)[0]}") { pageInfo { endCursor } } } }`,
      ),
    ),
  ).toBe('cursor-not-readable')
})

test('a partner knows its own segments only, and reads nothing else', async () => {
  const query = '{ segments { name } other: segment(name: "mot-xa") { name } }'
  const { body } = await a.askAs<{ segments: { name: string }[]; other: null }>(key, query)
  expect(body.data).toEqual({
    segments: ['chi-so-ho', 'ho-ngheo', 'moi-truong'].map((name) => ({ name })),
    other: null,
  })
  for (const question of [
    '{ households(where: { within: "215" }) { totalCount } }',
    '{ areas { totalCount } }',
    '{ keys { id } }',
  ])
    expect((await a.askAs(key, question)).body.errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  const [id] = await nodesOf('ho-ngheo', 'id')
  expect((await a.askAs<{ node: null }>(key, `{ node(id: "${id?.id}") { id } }`)).body.data?.node).toBeNull()
})

test('what was read stands in the audit log: the segment, its version, the day and whose', async () => {
  await nodesOf('mot-xa', 'id').catch(() => [])
  await nodesOf('ho-ngheo', 'id', 'first: 3')
  const [entry] = await rows<{ account: string; detail: Record<string, unknown> }>(
    a.hub.database.em,
    `select account, detail from audit_entry where action = 'PERSONS_READ' order by entry_no desc limit 1`,
  )
  expect(entry?.account).toMatch(/^bpk_/)
  expect(entry?.detail).toMatchObject({
    segment: 'ho-ngheo',
    version: 1,
    asOf: DAY,
    householdIds: a.register.poor.slice(0, 3),
  })
})

test('bulk is the same households a line each, goes on behind any line, and is refused before the first', async () => {
  const bulk = (query: string, as = key) =>
    fetch(`${a.hub.url}/segments/ho-ngheo/households.ndjson${query}`, { headers: { authorization: `Bearer ${as}` } })
  const whole = await bulk('')
  expect(whole.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
  const lines = (await whole.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.map(({ household }) => household.id)).toEqual((await nodesOf('ho-ngheo', 'id')).map(({ id }) => id))
  expect(Object.keys(lines[0].household)).toEqual([
    'id',
    'address',
    'area',
    'headName',
    'size',
    'coveredMembers',
    'members',
  ])
  const rest = await (await bulk(`?after=${lines[4].cursor}`)).text()
  expect(
    rest
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual(lines.slice(5))
  expect(await (await bulk(`?after=${lines.at(-1).cursor}`)).text()).toBe('')
  expect((await bulk('?asOf=2020-13-01')).status).toBe(400)
  expect((await bulk('?after=abc')).status).toBe(400)
  expect((await bulk('', await a.partnerKey('mot-xa'))).status).toBe(404)
})
