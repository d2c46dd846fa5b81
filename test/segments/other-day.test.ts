import { afterAll, beforeAll, expect, test } from 'vitest'
import { execute, oneRow } from '../../src/kernel/sql.ts'
import { RegisterRows } from '../support/register-rows.ts'
import { type SegmentHub, startSegmentHub } from './segment-hub.ts'

/** A day on which two households alone were in the register, one on which hamlet 07302.09 stood elsewhere still, and one for all. */
const [ALONE, BEFORE, WHOLE] = ['2020-02-01', '2020-04-01', '2020-06-10']

let a: SegmentHub
let namesNobody: string
let narrow: string

beforeAll(async () => {
  a = await startSegmentHub()
  const { em } = a.hub.database
  const { poor, others, south, southId } = a.register
  await execute(em, `update household_state set valid_from = '2020-03-01' where household_id = any($1::bigint[])`, [
    [...poor.slice(1), ...others, ...south],
  ])
  await a.create('vo-danh', { fields: ['CLASS', 'BIRTH', 'SEX'] })
  namesNobody = await a.partnerKey('vo-danh')
  // A hamlet that joined 07302 after the key was granted, and whose household has moved away since.
  const { areaId: northId } = await oneRow<{ areaId: number }>(
    em,
    `select area_id as "areaId" from area where code = '07301'`,
  )
  const register = new RegisterRows(em)
  await register.batch('thon-moi.xlsx')
  const hamlet = await register.area({ code: '07302.09', level: 'HAMLET', name: 'Mới' })
  await register.parent(hamlet, northId, { until: '2020-02-01' })
  await register.parent(hamlet, southId, { from: '2020-02-01' })
  const left = await register.household({ areaId: hamlet, householdClass: 'POOR' }, 'Bí Mật Một')
  const person = await register.person({ name: 'Bí Mật Một' })
  await register.residence(person, { areaId: hamlet, householdId: left, householdClass: 'POOR' })
  await execute(em, `update household_state set valid_until = '2020-05-01' where household_id = $1`, [left])
  await register.settle()
  await a.create('xa-nam', { areaCodes: ['07302'], fields: ['ADDRESS', 'HEAD_NAME'] })
  const input = { role: 'PARTNER', areaCodes: ['07302'], on: '2020-01-01', purpose: 'thử', segments: ['xa-nam'] }
  const { body } = await a.hub.ask<{ issueKey: { key: string } }>(
    'mutation($input: IssueKeyInput!) { issueKey(input: $input) { key } }',
    { input },
  )
  narrow = body.data?.issueKey.key ?? ''
})
afterAll(() => a.hub.close())

const fieldsOn = (day: string) => [
  `count(asOf: "${day}")`,
  `countWithheld(asOf: "${day}")`,
  `households(asOf: "${day}", first: 5) { totalCount nodes { id } }`,
]
const ask = (key: string, name: string, fields: string) => a.askAs(key, `{ segment(name: "${name}") { ${fields} } }`)
const bulk = (key: string, name: string, day: string) =>
  fetch(`${a.hub.url}/segments/${name}/households.ndjson?asOf=${day}`, { headers: { authorization: `Bearer ${key}` } })

test.each(fieldsOn(ALONE))(
  'a segment that names nobody tells no single household of another day: %s',
  async (field) => {
    const answer = await ask(namesNobody, 'vo-danh', field)
    expect(a.refusal(answer)).toBe('segment-too-small')
    expect(answer.body.data).toEqual({ segment: null })
  },
)

test('nor in bulk', async () => {
  const answer = await bulk(namesNobody, 'vo-danh', ALONE)
  expect([answer.status, await answer.json()]).toMatchObject([400, { issues: [{ code: 'segment-too-small' }] }])
})

test('it tells another day on which enough are alike, page by page, and whoever sees persons every day', async () => {
  for (const field of fieldsOn(WHOLE)) expect((await ask(namesNobody, 'vo-danh', field)).body.errors).toBeUndefined()
  expect((await (await bulk(namesNobody, 'vo-danh', WHOLE)).text()).trim().split('\n')).toHaveLength(21)
  const { body } = await a.hub.ask(`{ segment(name: "vo-danh") { count(asOf: "${ALONE}") } }`)
  expect(body.data).toEqual({ segment: { count: 2 } })
})

test.each(fieldsOn(BEFORE))('what a key leaves out stays left out on another day: %s', async (field) => {
  expect(a.refusal(await ask(narrow, 'xa-nam', field))).toBe('segment-wider-than-key')
})

test('nor in bulk; the segment’s own day is told', async () => {
  expect((await bulk(narrow, 'xa-nam', BEFORE)).status).toBe(400)
  expect((await ask(narrow, 'xa-nam', 'count')).body).toEqual({ data: { segment: { count: 10 } } })
  const whole = await (await bulk(await a.partnerKey('xa-nam'), 'xa-nam', BEFORE)).text()
  expect(whole).toContain('Bí Mật')
})
