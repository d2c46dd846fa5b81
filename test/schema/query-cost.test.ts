import { readdirSync, readFileSync } from 'node:fs'
import { getNamedType, getOperationAST, isCompositeType, isObjectType, parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { buildHubSchema } from '../../schema/build-schema.ts'
import { EXTRA_COSTS, LIST_SIZES, ROWS_OF_SERIES } from '../../schema/limits/list-sizes.ts'
import { hasSize, isList, queryCost, usualCost } from '../../schema/limits/query-cost.ts'
import * as commandQueries from '../../src/app/cli/batch-queries.ts'
import { USUAL_QUERY_LIMITS } from '../../src/app/limit-settings.ts'
import * as campaignQueries from '../../src/app/web/campaigns/campaign-queries.ts'
import * as coverageQueries from '../../src/app/web/coverage/coverage-queries.ts'
import * as batchQueries from '../../src/app/web/imports/batch-queries.ts'

const schema = buildHubSchema()

function costOf(query: string, variables: Readonly<Record<string, unknown>> = {}, most = Number.MAX_VALUE): number {
  const document = parse(query)
  const operation = getOperationAST(document)
  if (!operation) throw new Error('a document with one operation is needed')
  return queryCost({ schema, document, operation, variables }, most)
}

const fields = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
  .flatMap((type) =>
    isObjectType(type)
      ? Object.values(type.getFields()).map((field) => ({ coordinate: `${type.name}.${field.name}`, field }))
      : [],
  )

describe('what a list counts as', () => {
  test('every list of objects has a `first`, a page above it, or a usual length in list-sizes.ts', () => {
    const lists = fields.filter(({ field }) => isList(field) && isCompositeType(getNamedType(field.type)))
    expect(lists.length).toBeGreaterThan(50)
    expect(lists.filter(({ coordinate, field }) => !hasSize(coordinate, field)).map((list) => list.coordinate)).toEqual(
      [],
    )
  })

  test('nothing has a length or a surcharge that the schema does not know', () => {
    const known = new Set(fields.map(({ coordinate }) => coordinate))
    const named = [LIST_SIZES, EXTRA_COSTS, ROWS_OF_SERIES].flatMap((table) => Object.keys(table))
    expect(named.filter((coordinate) => !known.has(coordinate))).toEqual([])
  })
})

describe('the cost of a question', () => {
  test.each([
    ['a value costs nothing, an object one', '{ __typename area(code: "VN") { code name } }', 1],
    ['a page costs itself and its rows', '{ areas(first: 20) { totalCount nodes { code } } }', 21],
    ['a page that is not said is 50', '{ areas { nodes { code } } }', 51],
    ['what hangs on a row is counted for each', '{ areas(first: 20) { nodes { parent { code } } } }', 41],
    ['edges count like nodes', '{ areas(first: 20) { edges { node { code } } } }', 41],
    ['every page and row of a hundred times a hundred', nested(100, 100), 1 + 100 * (1 + 1 + 100)],
    ['rows of a report', '{ coverage(first: 100) { total { covered } rows { area { code } } } }', 1 + 1 + 100 * 2],
    ['the communes of the country', '{ population(level: COMMUNE) { count } }', 3_500],
    ['those of a province', '{ population(within: "24", level: COMMUNE) { count } }', 120],
    [
      'its rows once for each part',
      '{ population(within: "24", level: COMMUNE, by: [SEX, AGE_BAND]) { count } }',
      1_200,
    ],
    [
      'a year of months for each of twenty communes',
      '{ trends(within: "215", level: COMMUNE, from: "2017-01-01", until: "2018-01-01", every: MONTH) { rows { covered } } }',
      20 * (1 + 12),
    ],
    [
      'a page of a year of months for all communes',
      '{ coverageTrends(level: COMMUNE, from: "2025-01-01", until: "2026-01-01", first: 100) { nodes { rows { covered } } } }',
      1 + 100 * (1 + 12),
    ],
    [
      'a page of a year of days for the communes of a province',
      '{ coverageTrends(within: "75", level: COMMUNE, from: "2025-01-01", until: "2026-01-01", every: DAY, first: 50) { edges { node { rows { covered } } } } }',
      1 + 50 * (2 + 365),
    ],
    [
      'a series without end',
      '{ area(code: "VN") { trend(from: "0001-01-01", until: "9999-01-01", every: DAY) { covered } } }',
      401,
    ],
    [
      'counting from persons has a surcharge',
      '{ renewals(within: "215", from: "2017-10-01", until: "2018-01-01") { ending } }',
      520,
    ],
    ['a segment of its own day', '{ segment(name: "a") { count households(first: 10) { totalCount } } }', 2],
    [
      'a segment of another day has a surcharge for every field that looks at it',
      '{ segment(name: "a") { count(asOf: "2017-01-01") households(first: 10, asOf: "2017-01-01") { totalCount } } }',
      1_002,
    ],
    ['the schema', '{ __schema { types { fields { name } } } }', 1_000],
  ])('%s', (_what, query, cost) => {
    expect(costOf(query)).toBe(cost)
  })

  test('is the same through fragments and when a field is said twice, and grows with an alias', () => {
    const plain = '{ areas(first: 10) { nodes { parent { code } } } }'
    const spread =
      '{ areas(first: 10) { ...A } areas(first: 10) { ...A nodes { parent { name } } } } fragment A on AreaConnection { nodes { ... on Area { parent { code } } } }'
    expect(costOf(spread)).toBe(costOf(plain))
    expect(costOf('{ areas(first: 10) { nodes { parent { code } other: parent { code } } } }')).toBe(31)
  })

  test('is that of the variables as they come, with their defaults', () => {
    const query = 'query($first: Int = 30) { areas(first: $first) { nodes { code } } }'
    expect([costOf(query), costOf(query, { first: 5 }), costOf(query, { first: 'many' })]).toEqual([31, 6, 0])
  })

  test('leaves out what is skipped', () => {
    const query = 'query($with: Boolean!) { areas(first: 10) { nodes { parent @include(if: $with) { code } } } }'
    expect([costOf(query, { with: true }), costOf(query, { with: false })]).toEqual([21, 11])
  })

  test.each([-5, 0])('is never less for first: %i', (first) => {
    expect(costOf(`{ areas(first: ${first}) { nodes { parent { code } } } }`)).toBe(3)
  })

  test('stops counting soon after the most', () => {
    const wide = '{ area(code: "VN") { children { children { children { children { code } } } } } }'
    expect([costOf(wide), costOf(wide, {}, 1_000)]).toEqual([6_377_551, 2_551])
  })
})

/** Households of a page with their members and the cards of each. */
function nested(first: number, inner: number): string {
  return `{ importBatches(first: ${first}) { nodes { changes(first: ${inner}) { nodes { kind } } } } }`
}

describe('a bomb of fragments', () => {
  test.each([10, 16, 20, 24])('of 2^%i is weighed in no time', (levels) => {
    const fragments = Array.from(
      { length: levels },
      (_, i) => `fragment F${i} on Area { a: parent { ...F${i + 1} } b: parent { ...F${i + 1} } }`,
    )
    const query = `{ area(code: "VN") { ...F0 } } ${fragments.join(' ')} fragment F${levels} on Area { code }`
    const before = process.cpuUsage()
    expect(costOf(query, {}, 25_000)).toBeGreaterThan(2 ** 10)
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(300)
  })
})

describe('what people ask', () => {
  const examples = readdirSync('schema/examples').map((name) => [name, `schema/examples/${name}`] as const)
  test.each(examples)('%s costs a reader less than a third of the limit', (_name, path) => {
    expect(costOf(readFileSync(path, 'utf8'))).toBeLessThan(USUAL_QUERY_LIMITS.readerCost / 3)
  })

  const own = Object.entries({ ...commandQueries, ...campaignQueries, ...coverageQueries, ...batchQueries })
  test.each(own.filter(([, text]) => typeof text === 'string'))(
    '%s of our pages and commands does too',
    (_name, text) => {
      const document = parse(text)
      const operation = getOperationAST(document)
      const cost = operation && usualCost({ schema, document, operation })
      expect(cost).not.toBeNull()
      expect(cost).toBeLessThan(USUAL_QUERY_LIMITS.readerCost / 3)
    },
  )
})
