import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SEEDED_DAY, seedRegister } from '../app/support/seeded-register.ts'
import { startTestHub, type TestHub } from '../app/support/test-hub.ts'
import { countStatements } from '../support/count-statements.ts'

let hub: TestHub

beforeAll(async () => {
  hub = await startTestHub()
  await seedRegister(hub.database.em, { communes: 2, households: 3 })
})
afterAll(() => hub.close())

type List = Readonly<Record<string, unknown>>

/** What a list answers, and whether it counted for it. */
async function asked(
  list: string,
  fields: string,
  { variables = {}, declared = '', fragments = '' }: { variables?: object; declared?: string; fragments?: string } = {},
) {
  const query = `query${declared} { list: ${list}(where: { within: "215" }, asOf: "${SEEDED_DAY}", first: 1) { ${fields} } } ${fragments}`
  const { answer, statements } = await countStatements(() => hub.ask<{ list: List }>(query, variables))
  expect(answer.body.errors).toBeUndefined()
  const { edges, nodes, ...told } = answer.body.data?.list ?? {}
  return { told, counted: statements.some((text) => text.includes('count(*)::int as n from found')) }
}

describe.each([
  ['persons', 'PersonConnection'],
  ['households', 'HouseholdConnection'],
])('%s are counted where the total is asked', (list, type) => {
  let all: unknown

  beforeAll(async () => {
    all = (await asked(list, 'totalCount')).told.totalCount
    expect(all).toBeGreaterThan(2)
  })

  test('and nowhere else: not for the page, nor for a total of something else', async () => {
    const page = await asked(list, 'nodes { id } edges { cursor } pageInfo { hasNextPage }')
    expect(page).toEqual({ told: { pageInfo: { hasNextPage: true } }, counted: false })
    const others = `nodes { area { children { code } } } __typename`
    expect(await asked(list, others)).toEqual({ told: { __typename: type }, counted: false })
  })

  test('by another name, in a fragment, in a fragment of a fragment, beside the same field skipped', async () => {
    expect(await asked(list, 'n: totalCount')).toEqual({ told: { n: all }, counted: true })
    expect(await asked(list, `... on ${type} { totalCount }`)).toEqual({ told: { totalCount: all }, counted: true })
    const fragments = `fragment page on ${type} { nodes { id } ...total } fragment total on ${type} { totalCount }`
    expect(await asked(list, '...page', { fragments })).toEqual({ told: { totalCount: all }, counted: true })
    const both = 'totalCount @skip(if: true) n: totalCount'
    expect(await asked(list, both)).toEqual({ told: { n: all }, counted: true })
  })

  test('and not where a directive leaves it out, be it by a variable', async () => {
    const declared = '($with: Boolean!)'
    for (const fields of [
      'nodes { id } totalCount @include(if: $with)',
      `nodes { id } ... @include(if: $with) { totalCount }`,
      `nodes { id } ... on ${type} @skip(if: false) { totalCount @include(if: $with) @skip(if: false) }`,
    ]) {
      const left = await asked(list, fields, { declared, variables: { with: false } })
      expect(left).toEqual({ told: {}, counted: false })
      const kept = await asked(list, fields, { declared, variables: { with: true } })
      expect(kept).toEqual({ told: { totalCount: all }, counted: true })
    }
    const fragments = `fragment total on ${type} { totalCount }`
    const spread = 'nodes { id } ...total @skip(if: true) n: __typename'
    expect(await asked(list, spread, { fragments: `${fragments}` })).toEqual({ told: { n: type }, counted: false })
    // Left out where it is spread first, kept where it is spread again.
    const twice = '...total @skip(if: true) ...total'
    expect(await asked(list, twice, { fragments })).toEqual({ told: { totalCount: all }, counted: true })
  })

  test('where the same list is asked twice, each for itself; where it is said twice, for both', async () => {
    const args = `(where: { within: "215" }, asOf: "${SEEDED_DAY}", first: 1)`
    const twice = (query: string) => countStatements(() => hub.ask<Readonly<Record<string, List>>>(query))
    const [apart, together] = [
      await twice(`{ one: ${list}${args} { totalCount } two: ${list}${args} { nodes { id } } }`),
      await twice(`{ one: ${list}${args} { nodes { id } } one: ${list}${args} { totalCount } }`),
    ]
    for (const { answer } of [apart, together]) expect(answer.body.data?.one?.totalCount).toBe(all)
    const counting = apart.statements.filter((text) => text.includes('count(*)::int as n from found'))
    expect(counting).toHaveLength(1)
  })
})
