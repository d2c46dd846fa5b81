import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { oneRow } from '../../src/kernel/sql.ts'
import { type Affected, affectedPersons } from '../../src/privacy/affected-persons.store.ts'
import { COMMUNES_OF_XUAN_LOC, Officer } from '../app/support/officer.ts'
import { runCommand } from '../app/support/run-command.ts'
import { startTestHub, type TestHub } from '../app/support/test-hub.ts'
import { RegisterRows } from '../support/register-rows.ts'

/** A key that was misused, and whom it touched: every way to persons over the hub's own doors. */
let hub: TestHub
let officer: Officer
let communeId: number
/** An, Bình and Chi of one household; Dũng alone in another; Én in the neighbouring commune. */
const ids: Record<string, number> = {}
const DAY = '2026-06-01'

beforeAll(async () => {
  hub = await startTestHub({ clock: () => new Date(`${DAY}T05:00:00Z`) })
  officer = new Officer(hub)
  await officer.commit((await officer.send(COMMUNES_OF_XUAN_LOC, { areaCode: 'VN', asOf: '2010-01-01' })).id)
  const register = new RegisterRows(hub.database.em)
  await register.batch('dieu-tra.xlsx')
  const area = async (code: string) =>
    (await oneRow<{ id: number }>(hub.database.em, 'select area_id as id from area where code = $1', [code])).id
  communeId = await area('26446')
  const [together, alone, far] = [
    await household(register, communeId),
    await household(register, communeId),
    await area('26443'),
  ]
  for (const [name, areaId, householdId] of [
    ['An', communeId, together],
    ['Bình', communeId, together],
    ['Chi', communeId, together],
    ['Dũng', communeId, alone],
    ['Én', far, await household(register, far)],
  ] as const) {
    const personId = await register.person({ name, birthDate: '1980-01-02' })
    ids[name] = personId
    const until = name === 'Chi' ? { until: '2020-01-01' } : {}
    await register.residence(personId, { areaId, householdId, from: '2015-01-01', ...until })
  }
  await register.settle()
  vi.stubEnv('DATABASE_URL', hub.database.url)
  vi.stubEnv('BAOPHU_DATA', hub.config.dataDirectory)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await hub.close()
})

const household = (register: RegisterRows, areaId: number) =>
  register.household({ areaId, householdClass: 'POOR', from: '2015-01-01' })

/** A key that nobody else has, for what one test does; gives whom it touched. */
async function touchedBy(
  work: (headers: { authorization: string }, id: string) => Promise<unknown>,
): Promise<Affected> {
  const { body } = await hub.ask<{ issueKey: { id: string; key: string } }>(
    'mutation { issueKey(input: { role: ADMINISTRATOR, areaCodes: ["VN"], purpose: "lộ" }) { id key } }',
  )
  const { id = '', key = '' } = body.data?.issueKey ?? {}
  await work({ authorization: `Bearer ${key}` }, id)
  return affected([id])
}

const affected = (accounts: readonly string[] | null, from = 0, until = Date.now() + 60_000) =>
  hub.database.em.transactional((em) => affectedPersons(em, { from: new Date(from), until: new Date(until), accounts }))

/** Names of those touched, each with how. */
function told({ persons }: Affected): Readonly<Record<string, readonly string[]>> {
  const names = new Map(Object.entries(ids).map(([name, id]) => [id, name]))
  return Object.fromEntries(persons.map(({ personId, ways }) => [names.get(personId) ?? personId, ways]))
}

const node = (type: string, id: number | undefined) => Buffer.from(`${type}:${id}`).toString('base64url')

test('whoever read nobody touched nobody', async () => {
  const found = await touchedBy((headers) => hub.ask('{ coverage(within: "26446") { version } }', {}, headers))
  expect(found).toMatchObject({ entries: 0, persons: [], touched: [], untraced: [] })
})

test('a person read by id brings their household of any day along, as far as it may have been asked for', async () => {
  const found = await touchedBy((headers) => hub.ask(`{ node(id: "${node('Person', ids.An)}") { id } }`, {}, headers))
  expect(told(found)).toEqual({ An: ['PERSON'], Bình: ['HOUSEHOLD'], Chi: ['HOUSEHOLD'] })
  expect(found.touched.map(({ way, persons }) => [way, persons])).toEqual([
    ['HOUSEHOLD', 2],
    ['PERSON', 1],
  ])
  expect(found.touched[1]?.fields).toEqual(expect.arrayContaining(['fullName', 'nationalId', 'address', 'cardNumber']))
})

test('a list of persons is those on the page; one of households all who ever lived in them; a door list the area of its day', async () => {
  const persons = await touchedBy((headers) =>
    hub.ask('{ persons(where: { within: "26443" }) { nodes { fullName } } }', {}, headers),
  )
  expect(told(persons)).toEqual({ Én: ['PERSON'] })
  const households = await touchedBy((headers) =>
    hub.ask('{ households(where: { within: "26446" }) { nodes { headName } } }', {}, headers),
  )
  expect(told(households)).toEqual({ An: ['HOUSEHOLD'], Bình: ['HOUSEHOLD'], Chi: ['HOUSEHOLD'], Dũng: ['HOUSEHOLD'] })
  const doors = await touchedBy((headers) =>
    fetch(`${hub.url}/exports/door-list.xlsx?within=26446`, { headers }).then((answer) => answer.arrayBuffer()),
  )
  expect(told(doors)).toEqual({
    ...{ An: ['HOUSEHOLD', 'LIST'], Bình: ['HOUSEHOLD', 'LIST'], Chi: ['HOUSEHOLD'], Dũng: ['HOUSEHOLD', 'LIST'] },
  })
})

test('a segment touches who lived in its households on its day, with the fields of its version', async () => {
  const definition = `{ purpose: "x", agreement: "TT 1", expiresOn: "2027-01-01", areaCodes: ["26446"], fields: [CLASS, HEAD_NAME, MEMBERS] }`
  const made = await hub.ask(`mutation { createSegment(name: "ho", partner: "A", input: ${definition}) { name } }`)
  expect(made.body.errors).toBeUndefined()
  const found = await touchedBy((headers) =>
    fetch(`${hub.url}/segments/ho/households.ndjson`, { headers }).then((answer) => answer.text()),
  )
  expect(told(found)).toEqual({ An: ['SEGMENT'], Bình: ['SEGMENT'], Dũng: ['SEGMENT'] })
  expect(found.touched).toEqual([
    { way: 'SEGMENT', segment: 'ho v1', persons: 3, fields: ['CLASS', 'HEAD_NAME', 'MEMBERS'] },
  ])
})

test('a file touches who stands in it: by its report while it was sent, by what it changed when it was written', async () => {
  const lines = [
    'STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Số thẻ,Từ ngày,Đến ngày',
    '1,An,02/01/1980,Nam,,GD4759900000001,01/01/2026,31/12/2026',
  ]
  const sent = async (headers: { authorization: string }, asOf: string) => {
    const form = new FormData()
    for (const [name, value] of Object.entries({ areaCode: '26446', asOf, kind: 'CARD_ROLL' })) form.set(name, value)
    form.set('file', new File([[...lines, ''.padEnd(Number(asOf.slice(-2)), ' ')].join('\r\n')], 'danh-sach.csv'))
    const answer = await fetch(`${hub.url}/imports`, { method: 'POST', headers, body: form })
    return officer.look(((await answer.json()) as { id: string }).id)
  }
  const left = await touchedBy(async (headers) => {
    const { id } = await sent(headers, '2026-05-01')
    await hub.ask('mutation($id: ID!) { discardBatch(id: $id) { id } }', { id }, headers)
  })
  expect(left.untraced).toHaveLength(1)
  const written = await touchedBy(async (headers) => {
    const { id } = await sent(headers, '2026-05-02')
    await hub.ask('mutation($id: ID!) { commitBatch(id: $id) { id } }', { id }, headers)
    await officer.look(id)
  })
  expect(told(written)).toMatchObject({ An: ['CHANGED', 'REPORT'] })
  expect(written.touched.find(({ way }) => way === 'CHANGED')?.fields.length).toBeGreaterThan(0)
  expect(written.untraced).toEqual([])
})

test('what was given out and what was asked about oneself is told as that', async () => {
  const found = await touchedBy(async (headers) => {
    const record = `recordPersonRequest(input: { kind: VIEW, who: "${node('Person', ids.Én)}", reference: "Đơn số 1" })`
    const { body } = await hub.ask<{ made: { id: string } }>(`mutation { made: ${record} { id } }`, {}, headers)
    const id = body.data?.made.id
    await hub.ask(`mutation { carryOutPersonRequest(id: "${id}") { id } }`, {}, headers)
    await fetch(`${hub.url}/requests/${id}/record.json`, { headers }).then((answer) => answer.text())
  })
  expect(told(found)).toEqual({ Én: ['EXPORT', 'REQUEST'] })
})

test('another time and another account are left out', async () => {
  const found = await touchedBy((headers) => hub.ask(`{ node(id: "${node('Person', ids.Én)}") { id } }`, {}, headers))
  const [seen] = found.persons
  const [from, until] = [Number(seen?.first), Number(seen?.last)]
  expect((await affected(null, from, until + 1)).persons.map(({ personId }) => personId)).toEqual([ids.Én])
  expect((await affected(null, from + 1, until + 2)).entries).toBe(0)
  expect((await affected(['nobody'])).entries).toBe(0)
  expect(Object.keys(told(await affected(null))).sort()).toEqual(['An', 'Bình', 'Chi', 'Dũng', 'Én'])
})

test('the command tells ways with their fields, then everybody by id', async () => {
  let account = ''
  await touchedBy(async (headers, id) => {
    account = id
    await hub.ask(`{ node(id: "${node('Person', ids.An)}") { id } }`, {}, headers)
  })
  const { code, out, talk } = await runCommand(
    'audit',
    'affected',
    '--from',
    '2020-01-01',
    '--principal',
    account,
    'bpk_other',
  )
  expect([code, talk]).toEqual([0, 'Nhật ký chỉ còn từ sau thời điểm bắt đầu đã hỏi.'])
  expect(out).toMatch(/^3 người, 1 mục nhật ký\n {2}có thể xem cùng hộ: 2 {2}fullName, /)
  expect(out.split('\n').find((line) => line.startsWith(`${ids.An}  `))).toContain('xem từng người')
  const json = await runCommand(
    'audit',
    'affected',
    '--from',
    new Date(Date.now() - 60_000).toISOString().replace(/\.\d+/, ''),
    '--json',
  )
  expect(JSON.parse(json.out)).toMatchObject({ accounts: null, persons: expect.any(Array) })
  for (const wrong of [
    ['--from', 'hôm qua'],
    ['--from', '2026-06-02T08:00'],
    ['--from', '2020-01-02', '--to', '2020-01-01'],
    [],
  ])
    expect((await runCommand('audit', 'affected', ...wrong)).code).toBe(2)
})
