import { afterAll, beforeAll, expect, test } from 'vitest'
import { execute } from '../../src/kernel/sql.ts'
import { BEARER, startTestHub, type TestHub } from '../app/support/test-hub.ts'
import { numbersOfPersons } from '../support/log-scan.ts'
import { Clerk, HAI, HAI_ID, MY, MY_ID } from './clerk.ts'

/** Every test looks for numbers in its hub's log (`startTestHub`); here names and contacts are looked for too. */
let clerk: Clerk
let broken: TestHub

beforeAll(async () => {
  clerk = await Clerk.begin('2026-03-02T02:00:00Z')
  broken = await startTestHub()
})
afterAll(() => Promise.all([clerk.hub.close(), broken.close()]))

const NAMES = ['Trương', 'Mỵ', 'Lê Văn Hai', 'ấp Trung', MY_ID, HAI_ID, 'GD4759912345678']

test.each([
  ['099190001234', ['099190001234']],
  ['{"found":"GD4759912345678"}', ['GD4759912345678']],
  ['9912345678, 991234567', ['9912345678', '991234567']],
  ['"requestId":"8a0f4c2e-9c0b-4f0e-8d2a-123456789012"', []],
  ['1234567890123456789012345678901234567890123456789012345678901234', []],
  ['"at":"2026-11-22T05:00:00.000Z","rows":1048576', []],
])('in %s it finds %j', (text, found) => {
  expect(numbersOfPersons(text)).toEqual(found)
})

test('what is sent, read, asked, given out and erased is in no log', async () => {
  const { hub } = clerk
  const rejected = await clerk.send('2026-02-28', MY(), HAI.replace('01/02/1980', '99/99/1980'))
  await clerk.officer.commit(rejected.id)
  await hub.ask('{ persons(where: { within: "26446", nameContains: "Trương" }) { nodes { fullName nationalId } } }')
  await hub.ask(`query($id: Int!) { persons(where: { within: $id }) { totalCount } }`, { id: MY_ID })
  await fetch(`${hub.url}/imports/${rejected.id}/workbook`, { headers: BEARER }).then((answer) => answer.arrayBuffer())
  const view = await clerk.record({ kind: 'VIEW', who: MY_ID, contact: 'Trương Thị Mỵ, ấp Trung' })
  await clerk.carryOut(view)
  await fetch(`${hub.url}/requests/${view}/record.json`, { headers: BEARER }).then((answer) => answer.text())
  await clerk.carryOut(await clerk.record({ kind: 'ERASE', who: HAI_ID }))
  const log = JSON.stringify(hub.log)
  expect(NAMES.filter((name) => log.includes(name))).toEqual([])
})

test('a database that fails on somebody’s data is logged without them', async () => {
  await execute(
    broken.database.em,
    'alter table person_request add constraint nobody_asks check (contact is distinct from contact)',
  )
  const { body } = await broken.ask(
    'mutation($input: PersonRequestInput!) { recordPersonRequest(input: $input) { id } }',
    { input: { kind: 'VIEW', reference: 'Đơn số 1', contact: `Trương Thị Mỵ ${MY_ID}` } },
  )
  expect(body.errors?.[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR')
  const log = JSON.stringify(broken.log)
  expect(log).toContain('query-failed')
  expect(NAMES.filter((name) => log.includes(name))).toEqual([])
})
