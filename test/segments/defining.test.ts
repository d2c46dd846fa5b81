import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows } from '../../src/kernel/sql.ts'
import { POOR_OF_215, pagesAs, type SegmentHub, startSegmentHub } from './segment-hub.ts'
import { DAY } from './segment-register.ts'

let a: SegmentHub
let key: string
let page: ReturnType<typeof pagesAs>['page']
let nodesOf: ReturnType<typeof pagesAs>['nodesOf']
beforeAll(async () => {
  a = await startSegmentHub()
  await a.create('ho-ngheo')
  await a.create('moi-truong', { fields: ['HEAD_NAME'] })
  await a.create('chi-so-ho', { fields: ['CLASS'], selection: {} })
  key = await a.partnerKey('ho-ngheo', 'moi-truong', 'chi-so-ho')
  ;({ page, nodesOf } = pagesAs(a, key))
})
afterAll(() => a.hub.close())

test('a segment that names nobody tells the area of its selection, and none of which few are alike is made', async () => {
  expect((await nodesOf('chi-so-ho', 'area { code } householdClass')).slice(0, 1)).toEqual([
    { area: { code: '215' }, householdClass: 'POOR' },
  ])
  const names = { fields: ['MEMBERS'] }
  const few = await a.create('it-ho', { ...names, areaCodes: ['07301'], selection: { memberCardEndsWithinDays: 16 } })
  expect(a.refusal(few)).toBe('segment-cells-too-small')
  const near = await a.create('gan-giong', {
    ...names,
    areaCodes: ['07301', '07302'],
    selection: { householdClasses: ['POOR'] },
  })
  expect(a.refusal(near)).toBe(null)
  const almost = { ...names, areaCodes: ['215'], selection: { householdClasses: ['POOR', 'OTHER'] } }
  expect(a.refusal(await a.create('tat-ca', almost))).toBe(null)
})

test('a segment that names nobody is told no more when it has become too small', async () => {
  await rows(a.hub.database.em, `update segment set smallest_cell = 7 where name = 'chi-so-ho'`)
  expect(a.refusal(await page('chi-so-ho', 'size'))).toBe('segment-too-small')
  await rows(a.hub.database.em, `update segment set smallest_cell = 8 where name = 'chi-so-ho'`)
  expect(a.refusal(await page('chi-so-ho', 'size'))).toBe(null)
})

test('a definition is changed by a new version; the old one stays known and its cursors are refused', async () => {
  const { body } = await page('ho-ngheo', 'id', 'first: 2')
  const cursor = body.data?.segment.households.pageInfo.endCursor
  const input = { ...POOR_OF_215, agreement: 'TT 13/2020', fields: ['ADDRESS'] }
  const change = 'mutation($input: SegmentInput!) { changeSegment(name: "ho-ngheo", input: $input) { version } }'
  expect((await a.hub.ask(change, { input })).body.data).toEqual({ changeSegment: { version: 2 } })
  expect(a.refusal(await page('ho-ngheo', 'id', `after: "${cursor}"`))).toBe('segment-changed-meanwhile')
  expect(a.refusal(await page('ho-ngheo', 'members { fullName }'))).toBe('segment-field-not-given')
  const versions = await a.hub.ask<Record<string, unknown>>(
    '{ segment(name: "ho-ngheo") { versions { version agreement fields madeBy } } }',
  )
  expect(versions.body.data?.segment).toMatchObject({
    versions: [
      { version: 2, agreement: 'TT 13/2020', fields: ['ADDRESS'], madeBy: 'administrator' },
      { version: 1, agreement: 'TT 12/2020' },
    ],
  })
})

test('an agreement that ran out and a segment that ended are refused in a sentence', async () => {
  a.setDay('2021-06-01')
  const expired = await page('ho-ngheo', 'id')
  expect([a.refusal(expired), expired.body.errors?.[0]?.message]).toEqual([
    'segment-expired',
    'Thỏa thuận về nhóm hộ mục tiêu “ho-ngheo” đã hết hạn ngày 1/6/2021.',
  ])
  a.setDay(DAY)
  expect(a.refusal(await page('ho-ngheo', 'id'))).toBe(null)
  await a.hub.ask('mutation { endSegment(name: "moi-truong") { endedAt } }')
  expect(a.refusal(await page('moi-truong', 'id'))).toBe('segment-ended')
})

test('a definition that cannot hold is refused with its reason', async () => {
  const reasons = await Promise.all(
    [
      { purpose: ' ' },
      { agreement: '' },
      { expiresOn: DAY },
      { fields: [] },
      { areaCodes: [] },
      { areaCodes: ['99999'] },
      { selection: { minSize: 5, maxSize: 4 } },
      { selection: { memberCardEndsWithinDays: 0 } },
    ].map(async (definition) => a.refusal(await a.create('hong', definition))),
  )
  expect(reasons).toEqual([
    ...['segment-purpose-missing', 'segment-agreement-missing', 'segment-until-passed', 'segment-fields-missing'],
    ...['segment-area-missing', 'area-unknown-on-day', 'segment-size-not-possible', 'segment-days-out-of-range'],
  ])
  expect(a.refusal(await a.create('Hộ nghèo'))).toBe('segment-name-not-usable')
  expect(a.refusal(await a.create('chi-so-ho'))).toBe('segment-name-taken')
  expect(a.refusal(await a.create('ai-do', {}, ' '))).toBe('segment-partner-missing')
})

test('what it is for is one of the registry, stays, and opens it to keys for the same alone', async () => {
  const forCampaigns = { areaCodes: ['07302'], purposeCode: 'CAMPAIGNS' }
  expect(a.refusal(await a.create('thong-ke', { purposeCode: 'STATISTICS' }))).toBe('segment-purpose-not-possible')
  expect(a.refusal(await a.create('van-dong', forCampaigns))).toBe(null)
  const listed = await a.hub.ask<{ segments: { name: string; purposeCode: string }[] }>(
    '{ segments { name purposeCode } }',
  )
  const purposes = new Map(listed.body.data?.segments.map(({ name, purposeCode }) => [name, purposeCode]))
  expect([purposes.get('van-dong'), purposes.get('ho-ngheo')]).toEqual(['CAMPAIGNS', 'SEGMENT_SERVICE'])

  const change = (input: object) =>
    a.hub.ask(
      'mutation($input: SegmentInput!) { changeSegment(name: "van-dong", input: $input) { version purposeCode } }',
      {
        input: { ...POOR_OF_215, areaCodes: ['07302'], ...input },
      },
    )
  expect(a.refusal(await change({ purposeCode: 'SEGMENT_SERVICE' }))).toBe('segment-purpose-stays')
  expect((await change({})).body.data).toEqual({ changeSegment: { version: 2, purposeCode: 'CAMPAIGNS' } })

  const issue = (input: object) =>
    a.hub.ask<{ issueKey: { key: string } }>('mutation($input: IssueKeyInput!) { issueKey(input: $input) { key } }', {
      input: { role: 'PARTNER', areaCodes: [], purpose: 'ứng dụng', ...input },
    })
  expect(a.refusal(await issue({ segments: ['van-dong'] }))).toBe('segment-of-another-purpose')
  expect(a.refusal(await issue({ segments: ['ho-ngheo'], purposeCode: 'CAMPAIGNS' }))).toBe(
    'segment-of-another-purpose',
  )
  const issued = await issue({ segments: ['van-dong'], purposeCode: 'CAMPAIGNS' })
  const ofCampaigns = pagesAs(a, issued.body.data?.issueKey.key ?? '')
  expect((await ofCampaigns.nodesOf('van-dong', 'id')).length).toBeGreaterThan(0)
})

test('the conditions on members speak of one member', async () => {
  const counted = async (name: string, selection: object) => {
    const { body } = await a.create(name, { areaCodes: ['215'], selection })
    return body.data?.createSegment.count
  }
  expect(await counted('tre-em', { memberAgeBands: ['UNDER_6'], memberCovered: false })).toBe(29)
  expect(await counted('tre-em-co-the', { memberAgeBands: ['UNDER_6'], memberCovered: true })).toBe(0)
  expect(await counted('sap-het-han', { memberCardEndsWithinDays: 16 })).toBe(10)
  expect(await counted('chua-het-han', { memberCardEndsWithinDays: 15 })).toBe(0)
  expect(await counted('ba-nguoi', { minSize: 3 })).toBe(0)
  expect(await counted('hai-nguoi', { maxSize: 2 })).toBe(29)
})
