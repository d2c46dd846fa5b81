import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestHub, type TestHub } from './support/test-hub.ts'
import { type SeededCommune, seedTwoCommunes } from './support/two-communes.ts'

/** Cursors that are none, at every list of the schema: each is the client's mistake, and never an error of the hub. */

let hub: TestHub
let commune: SeededCommune
beforeAll(async () => {
  hub = await startTestHub()
  ;[commune] = await seedTwoCommunes(hub.database.em)
})
afterAll(() => hub.close())

const LISTS: Readonly<Record<string, readonly [parts: number, question: string]>> = {
  areas: [3, '{ areas(after: $after) { totalCount } }'],
  coverage: [4, '{ coverage(after: $after) { version } }'],
  coverageTrends: [1, '{ coverageTrends(after: $after, from: "2017-01-01", until: "2017-02-01") { totalCount } }'],
  persons: [2, '{ persons(after: $after, where: { within: "WITHIN" }) { totalCount } }'],
  households: [2, '{ households(after: $after, where: { within: "WITHIN" }) { totalCount } }'],
  doorList: [3, '{ doorList(after: $after, within: "WITHIN") { totalCount } }'],
  importBatches: [1, '{ importBatches(after: $after) { totalCount } }'],
  issues: [3, '{ importBatch(id: "BATCH") { issues(after: $after) { totalCount } } }'],
  changes: [1, '{ importBatch(id: "BATCH") { changes(after: $after) { totalCount } } }'],
  auditEntries: [1, '{ auditEntries(after: $after) { totalCount } }'],
  personRequests: [3, '{ personRequests(after: $after) { totalCount } }'],
}

/** What no part of any cursor is. */
const STRANGE = [null, true, 1.5, 1e300, {}, [1], 'x\0y']

async function reasonOf(list: string, after: string): Promise<string | undefined> {
  const [, question = ''] = LISTS[list] ?? []
  const query = question.replace('WITHIN', commune.code).replace('BATCH', commune.ids.ImportBatch)
  const { body } = await hub.ask(`query($after: String) ${query}`, { after })
  return body.errors?.[0]?.extensions.issues?.[0]?.code ?? body.errors?.[0]?.extensions.code
}

const encoded = (key: unknown): string => Buffer.from(JSON.stringify(key)).toString('base64url')

test.each(Object.keys(LISTS))('%s', async (list) => {
  const [parts = 0] = LISTS[list] ?? []
  const keys = [
    ...STRANGE.map((part) => Array.from({ length: parts }, () => part)),
    Array.from({ length: parts + 1 }, () => 1),
    Array.from({ length: parts }, () => (list === 'coverageTrends' ? 1 : '1')),
    { length: parts },
    [],
  ]
  const reasons = await Promise.all([...keys.map(encoded), '', 'AAAA', '%', '👍'].map((after) => reasonOf(list, after)))
  expect(new Set(reasons)).toEqual(new Set(['cursor-not-readable']))
})

test('there are no other lists with cursors of their own', async () => {
  const { body } = await hub.ask<{
    __schema: { types: { name: string; fields: { name: string; args: { name: string }[] }[] | null }[] }
  }>('{ __schema { types { name fields { name args { name } } } } }')
  const fields = body.data?.__schema.types.flatMap(({ name, fields: own }) =>
    (own ?? []).flatMap((field) => (field.args.some((arg) => arg.name === 'after') ? [`${name}.${field.name}`] : [])),
  )
  // Those of segments are sealed: whatever was not sealed by the hub is refused.
  const sealed = fields?.filter((field) => field.startsWith('Segment.'))
  expect(sealed?.toSorted()).toEqual(['Segment.changes', 'Segment.households'])
  expect(
    fields
      ?.filter((field) => !sealed?.includes(field))
      .map((field) => field.split('.')[1])
      .sort(),
  ).toEqual(Object.keys(LISTS).sort())
})
