import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeNodeId } from '../../src/kernel/node-id.ts'
import { execute, oneRow } from '../../src/kernel/sql.ts'
import { seedRegister } from './support/seeded-register.ts'
import { startTestHub, TEST_KEY, type TestHub } from './support/test-hub.ts'

let hub: TestHub

beforeAll(async () => {
  hub = await startTestHub()
  await seedRegister(hub.database.em, { communes: 2, households: 2 })
})
afterAll(() => hub.close())

interface Issued {
  readonly issueKey: { readonly id: string; readonly key: string }
}

const ISSUE = 'mutation($input: IssueKeyInput!) { issueKey(input: $input) { id key } }'
const REVOKE = 'mutation($id: ID!) { revokeKey(id: $id) }'

async function issue(input: object = {}) {
  const { body } = await hub.ask<Issued>(ISSUE, {
    input: { role: 'DATA_OFFICER', areaCodes: ['07300'], purpose: 'thử', ...input },
  })
  if (!body.data) throw new Error(JSON.stringify(body.errors))
  return body.data.issueKey
}
const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

test('keys that are shown at the same moment are told apart, and one that was revoked is refused with the next question', async () => {
  const held = await Promise.all([issue(), issue(), issue()])
  const ME = '{ me { id } }'
  const askAll = () =>
    Promise.all(held.flatMap(({ key }) => [hub.ask(ME, {}, bearer(key)), hub.ask(ME, {}, bearer(key))]))
  const ids = held.flatMap(({ id }) => [id, id])
  for (const [at, { body }] of (await askAll()).entries()) expect(body.data).toEqual({ me: { id: ids[at] } })
  await hub.ask(REVOKE, { id: held[1]?.id })
  expect((await askAll()).map(({ status }) => status)).toEqual([200, 200, 401, 401, 200, 200])
})

test('every key that opens nothing is answered in the same words', async () => {
  const revoked = await issue()
  await hub.ask(REVOKE, { id: revoked.id })
  const over = await issue()
  await execute(hub.database.em, `update api_key set valid_until = '2020-01-01' where key_id = $1`, [over.id])
  const held = await issue()
  const wrong = `${held.id}_${'A'.repeat(43)}`
  const answers = await Promise.all(
    [revoked.key, over.key, wrong, `bpk_${'x'.repeat(12)}_${'A'.repeat(43)}`, 'nothing-like-a-key', `${TEST_KEY}x`].map(
      async (key) => {
        const answer = await fetch(`${hub.url}/graphql`, { method: 'POST', headers: bearer(key) })
        const { requestId: _, ...body } = (await answer.json()) as Record<string, unknown>
        return [answer.status, answer.headers.get('www-authenticate'), body]
      },
    ),
  )
  expect(answers[0]?.[0]).toBe(401)
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect((await hub.ask('{ __typename }', {}, bearer(held.key))).status).toBe(200)
})

test('keys are listed with their areas, without anything that opens', async () => {
  const { id, key } = await issue({ purpose: 'BI của huyện', areaCodes: ['215'], role: 'ANALYST' })
  const { body } = await hub.ask<{ keys: readonly { id: string }[] }>(
    '{ keys { id role purpose createdBy validUntil revokedAt lastUsedAt readsFigures grants { on area { code } } } }',
  )
  expect(body.data?.keys.find((listed) => listed.id === id)).toMatchObject({
    role: 'ANALYST',
    purpose: 'BI của huyện',
    createdBy: 'administrator',
    revokedAt: null,
    grants: [{ area: { code: '215' } }],
  })
  expect(JSON.stringify(body)).not.toContain(key.slice(id.length))
})

test.each([
  ['key-purpose-missing', { purpose: ' ' }],
  ['area-unknown-on-day', { areaCodes: ['99999'] }],
  ['key-until-passed', { until: '2001-01-01' }],
  ['key-until-too-far', { until: '2999-01-01' }],
])('%s is told in words', async (reason, input) => {
  const { body } = await hub.ask(ISSUE, { input: { role: 'ANALYST', areaCodes: ['215'], purpose: 'x', ...input } })
  expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', issues: [{ code: reason }] })
  expect(body.errors?.[0]?.message).not.toBe(reason)
})

describe('an open subscription', () => {
  test('ends when its key is revoked', async () => {
    const { id, key } = await issue()
    const { batchId } = await oneRow<{ batchId: number }>(
      hub.database.em,
      `insert into import_batch (file_name, sha256, byte_size, created_by) values ('x.csv', 'none', 1, $1)
       returning batch_id as "batchId"`,
      [id],
    )
    const query = `subscription { importProgress(id: "${encodeNodeId('ImportBatch', batchId)}") { status } }`
    const answer = await fetch(`${hub.url}/graphql/stream`, {
      method: 'POST',
      headers: { ...bearer(key), 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
    expect(answer.status).toBe(200)
    const all = answer.text()
    await hub.ask(REVOKE, { id })
    expect(await all).toContain('READING')
    await execute(hub.database.em, 'delete from import_batch where batch_id = $1', [batchId])
  })
})
