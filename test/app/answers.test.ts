import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeNodeId, encodeNodeId } from '../../src/kernel/node-id.ts'
import { execute } from '../../src/kernel/sql.ts'
import { SEEDED_DAY, seedRegister } from './support/seeded-register.ts'
import { startTestHub, type TestHub } from './support/test-hub.ts'

let hub: TestHub
/** The moment the hub believes it is: 1 January 2018 in Vietnam, still 2017 in UTC. */
const NOW = new Date('2017-12-31T17:30:00Z')

beforeAll(async () => {
  hub = await startTestHub({ clock: () => NOW })
  await seedRegister(hub.database.em, { communes: 3, households: 2 })
})
afterAll(() => hub.close())

async function data<Data>(query: string, variables: object = {}): Promise<Data> {
  const { body } = await hub.ask<Data>(query, variables)
  expect(body.errors).toBeUndefined()
  return body.data as Data
}

const errorOf = async (query: string, headers = {}) => (await hub.ask(query, {}, headers)).body.errors?.[0]

describe('a day that is left out', () => {
  test('is today in Vietnam, wherever the machine’s clock stands', async () => {
    const { coverage, persons } = await data<{
      coverage: { asOf: string; borders: string }
      persons: { nodes: { covered: boolean }[] }
    }>(
      '{ coverage(within: "215") { asOf borders } persons(where: { within: "215", covered: true }) { nodes { covered } } }',
    )
    expect(coverage).toEqual({ asOf: '2018-01-01', borders: '2018-01-01' })
    expect(persons.nodes).toEqual([])
  })

  test('within an answer is the day of its question', async () => {
    const { households } = await data<{
      households: { nodes: { size: number; coveredMembers: number; members: { covered: boolean }[] }[] }
    }>(
      `{ households(where: { within: "07300" }, asOf: "${SEEDED_DAY}") { nodes { size coveredMembers members { covered } } } }`,
    )
    expect(households.nodes).toHaveLength(2)
    for (const household of households.nodes) {
      expect(household).toEqual({
        size: 2,
        coveredMembers: 1,
        members: expect.arrayContaining([{ covered: true }, { covered: false }]),
      })
    }
    const { area } = await data<{
      area: { coverage: { asOf: string; covered: number }; parent: { coverage: { asOf: string } } }
    }>(`{ area(code: "07300", on: "${SEEDED_DAY}") { coverage { asOf covered } parent { coverage { asOf } } } }`)
    expect(area).toEqual({ coverage: { asOf: SEEDED_DAY, covered: 900 }, parent: { coverage: { asOf: SEEDED_DAY } } })
  })

  test('and within that is left out is the country', async () => {
    const { coverage } = await data<{ coverage: { rows: { area: { code: string } }[] } }>(
      `{ coverage(asOf: "${SEEDED_DAY}", basis: REGISTRY) { rows { area { code } } } }`,
    )
    expect(coverage.rows).toEqual([{ area: { code: '24' } }])
  })
})

describe('a code that no area had on the day', () => {
  test.each([
    ['areas', '{ areas(within: "999", on: "2017-09-30") { totalCount } }'],
    ['coverage', '{ coverage(within: "999", asOf: "2017-09-30") { version } }'],
    ['population', '{ population(within: "999", asOf: "2017-09-30") { count } }'],
    ['householdCounts', '{ householdCounts(within: "999", asOf: "2017-09-30") { households } }'],
    ['households', '{ households(where: { within: "999" }, asOf: "2017-09-30") { totalCount } }'],
    ['persons', '{ persons(where: { within: "999" }, asOf: "2017-09-30") { totalCount } }'],
    ['targets', '{ targets(within: "999", on: "2017-09-30") { value } }'],
  ])('is told by %s in the reader’s language, with code and day', async (_name, query) => {
    expect(await errorOf(query)).toMatchObject({
      message: 'Không có địa bàn mang mã 999 vào ngày 30/9/2017.',
      extensions: { code: 'BAD_USER_INPUT', issues: [{ code: 'area-unknown-on-day' }], requestId: expect.any(String) },
    })
    expect(await errorOf(query, { 'accept-language': 'en' })).toMatchObject({
      message: 'No area has the code 999 on 2017-09-30.',
    })
  })

  test('is null where one area was asked for', async () => {
    expect(await data('{ area(code: "999") { code } }')).toEqual({ area: null })
  })
})

describe('ids', () => {
  test('lead back to the same thing, whatever it is', async () => {
    const found = await data<{
      area: { id: string; targets: { id: string }[] }
      households: { nodes: { id: string; members: { id: string; enrolments: { id: string }[] }[] }[] }
      importBatches: { nodes: { id: string }[] }
    }>(
      `{ area(code: "07300") { id targets { id } } importBatches(first: 1) { nodes { id } }
         households(where: { within: "07300" }, first: 1) { nodes { id members { id enrolments { id } } } } }`,
    )
    const [household] = found.households.nodes
    const person = household?.members.find(({ enrolments }) => enrolments.length > 0)
    const ids = [
      found.area.id,
      found.area.targets[0]?.id,
      household?.id,
      person?.id,
      person?.enrolments[0]?.id,
      found.importBatches.nodes[0]?.id,
    ]
    expect(ids.map((id) => decodeNodeId(id ?? '')?.type)).toEqual([
      'Area',
      'Target',
      'Household',
      'Person',
      'Enrolment',
      'ImportBatch',
    ])
    for (const id of ids) {
      const { node } = await data<{ node: { __typename: string; id: string } }>(
        'query($id: ID!) { node(id: $id) { __typename id } }',
        { id },
      )
      expect(node).toEqual({ __typename: decodeNodeId(id ?? '')?.type, id })
    }
  })

  test.each([
    'nonsense',
    '',
    encodeNodeId('Area', 99_999),
    encodeNodeId('Person', "1' or true"),
    encodeNodeId('Enrolment', 'x'),
    encodeNodeId('ImportBatch', '9'.repeat(30)),
  ])('%j is nothing', async (id) => {
    expect(await data('query($id: ID!) { node(id: $id) { id } importBatch(id: $id) { id } }', { id })).toEqual({
      node: null,
      importBatch: null,
    })
  })

  test('a person who is gone is still somewhere: where they lived last', async () => {
    const { persons } = await data<{ persons: { nodes: { id: string }[] } }>(
      '{ persons(where: { within: "07301" }, first: 1) { nodes { id } } }',
    )
    const id = persons.nodes[0]?.id ?? ''
    await execute(hub.database.em, `update residence set valid_until = '2017-06-01' where person_id = $1`, [
      Number(decodeNodeId(id)?.key),
    ])
    const { node } = (await data(
      'query($id: ID!) { node(id: $id) { ... on Person { area { code } household { id } covered } } }',
      { id },
    )) as { node: unknown }
    expect(node).toEqual({ area: { code: '07301' }, household: null, covered: false })
  })
})

describe('a page', () => {
  test('is followed by the next one until nothing is left, and nothing comes twice', async () => {
    const seen: string[] = []
    let after: string | null = null
    do {
      const {
        persons,
      }: {
        persons: {
          nodes: { id: string }[]
          edges: { cursor: string }[]
          pageInfo: { hasNextPage: boolean; endCursor: string }
          totalCount: number
        }
      } = await data(
        `query($after: String) { persons(where: { within: "215" }, asOf: "2017-03-01", first: 5, after: $after) { nodes { id } edges { cursor } totalCount pageInfo { hasNextPage endCursor } } }`,
        { after },
      )
      expect(persons.totalCount).toBe(12)
      expect(persons.pageInfo.endCursor).toBe(persons.edges.at(-1)?.cursor)
      seen.push(...persons.nodes.map(({ id }) => id))
      after = persons.pageInfo.hasNextPage ? persons.pageInfo.endCursor : null
    } while (after !== null)
    expect([seen.length, new Set(seen).size]).toEqual([12, 12])
  })
})

describe('batches', () => {
  test('nobody’s batch cannot be committed', async () => {
    for (const id of ['nonsense', encodeNodeId('ImportBatch', 99_999), encodeNodeId('Area', 1)]) {
      const { body } = await hub.ask('mutation($id: ID!) { commitBatch(id: $id) { id } }', { id })
      expect(body).toMatchObject({
        data: null,
        errors: [{ extensions: { code: 'BAD_USER_INPUT', issues: [{ code: 'batch-not-found' }] } }],
      })
    }
  })

  test('a batch in the wrong state is refused with a sentence, and stays as it is', async () => {
    const { importBatches } = await data<{ importBatches: { nodes: { id: string; status: string }[] } }>(
      '{ importBatches(first: 1) { nodes { id status } } }',
    )
    const [batch] = importBatches.nodes
    for (const mutation of ['commitBatch', 'discardBatch', 'recheckBatch']) {
      const { body } = await hub.ask(`mutation($id: ID!) { ${mutation}(id: $id) { id } }`, { id: batch?.id })
      expect(body.errors?.[0]).toMatchObject({
        message: expect.stringMatching(/trạng thái/),
        extensions: { code: 'BATCH_REFUSED', issues: [{ code: 'batch-status' }] },
      })
    }
    expect(await data('query($id: ID!) { importBatch(id: $id) { status } }', { id: batch?.id })).toEqual({
      importBatch: { status: batch?.status },
    })
  })
})

test('what nobody expected is masked, and logged under the id that was told, without values', async () => {
  const broken = await startTestHub()
  await execute(broken.database.em, 'alter view resident rename to resident_away')
  await seedAreasOnly(broken)
  const { body } = await broken.ask(
    'query($search: String) { persons(where: { within: "VN", search: $search }) { totalCount } }',
    { search: '099123456789' },
  )
  const [error] = body.errors ?? []
  expect(error).toEqual({
    message: 'Hệ thống gặp lỗi. Hãy báo cho người quản trị kèm mã yêu cầu.',
    path: ['persons'],
    locations: expect.any(Array),
    extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: expect.any(String) },
  })
  const written = broken.log.find((entry) => entry.requestId === error?.extensions.requestId)
  expect(written).toMatchObject({ level: 'error', event: 'query-failed', error: { sqlState: '42P01' } })
  expect(JSON.stringify([body, broken.log])).not.toMatch(/099123456789|resident_away|relation|select /)
  await broken.close()
})

async function seedAreasOnly(target: TestHub): Promise<void> {
  await execute(
    target.database.em,
    `insert into area (code, name, level, name_key, name_plain) select 'VN', 'Việt Nam', 0, 'việt nam', 'viet nam' where not exists (select from area where code = 'VN')`,
  )
}
