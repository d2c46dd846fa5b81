import { type FragmentDefinitionNode, Kind, type OperationDefinitionNode, parse } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { partsRead } from '../../schema/coverage/parts-read.ts'
import { SEEDED_DAY, seedRegister } from '../app/support/seeded-register.ts'
import { startTestHub, type TestHub } from '../app/support/test-hub.ts'
import { countStatements, forgetWhatIsRemembered } from '../support/count-statements.ts'

let hub: TestHub

beforeAll(async () => {
  hub = await startTestHub({}, { answerCacheBytes: 0 })
  await seedRegister(hub.database.em, { communes: 5, households: 2 })
})
afterAll(() => hub.close())

function partsOf(query: string): string[] {
  const { definitions } = parse(query)
  const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION) as FragmentDefinitionNode[]
  const parts = partsRead({
    operation: definitions[0] as OperationDefinitionNode,
    fragments: Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment])),
  })
  return Object.entries(parts).flatMap(([part, isRead]) => (isRead ? [part] : []))
}

test('a part is read wherever its field is named: nested, in a fragment, under an alias, perhaps skipped', () => {
  expect(partsOf('{ coverage { rows { covered } } }')).toEqual([])
  expect(partsOf('{ coverage { rows { pace: weeklyPace } } }')).toEqual(['pace', 'progress'])
  expect(partsOf('{ coverage { rows { projectedOn } } }')).toEqual(['pace', 'target', 'progress'])
  expect(partsOf('{ coverage { rows { ...gap } } } fragment gap on CoverageRow { cardsNeeded }')).toEqual([
    'target',
    'progress',
  ])
  expect(partsOf('{ coverage { rows { target { value } } } }')).toEqual(['target'])
  expect(partsOf('{ coverage { ... on CoverageReport { total @skip(if: true) { covered } } } }')).toEqual(['total'])
  expect(partsOf('{ coverage { missing { code } } }')).toEqual(['overall'])
})

const ROW = 'area { code } population covered coverageRate uncovered basis'
const REST = `target { value } pointsAboveTarget attainmentRate cardsNeeded weeklyPaceNeeded weeklyPace projectedOn rank`
const ALL = `asOf version total { ${ROW} ${REST} } missing { code } rows { ${ROW} ${REST} } pageInfo { endCursor hasNextPage }`

interface Report {
  readonly rows: readonly object[]
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean }
}

async function report(args: string, fields: string): Promise<Report> {
  const query = `{ coverage(within: "215", asOf: "${SEEDED_DAY}", ${args}) { ${fields} } }`
  const { body } = await hub.ask<{ coverage: Report }>(query)
  expect(body.errors).toBeUndefined()
  return body.data?.coverage as Report
}

test.each([
  'first: 100',
  'basis: REGISTRY',
  'first: 2, orderBy: CARDS_NEEDED_DESC',
  'by: [SEX], first: 3',
  'orderBy: COVERAGE_RATE_ASC',
])('whoever reads less is told the same: %s', async (args) => {
  const whole = await report(args, ALL)
  for (const fields of [
    `rows { ${ROW} }`,
    `rows { ${ROW} weeklyPace }`,
    `rows { ${ROW} cardsNeeded }`,
    `rows { ${ROW} target { value } }`,
    'total { covered }',
  ]) {
    expect(whole).toMatchObject(await report(args, `${fields} pageInfo { endCursor hasNextPage }`))
  }
})

test('pages in the order of areas are those of the whole, also where areas have no row', async () => {
  for (const args of ['basis: REPORTED', 'basis: REGISTRY', 'by: [SEX, HOUSEHOLD_CLASS]']) {
    const whole = await report(`${args}, first: 100`, ALL)
    const found: object[] = []
    let after = ''
    for (let page = 0; page < 20; page += 1) {
      const part = await report(`${args}, first: 2${after}`, `rows { ${ROW} } pageInfo { endCursor hasNextPage }`)
      found.push(...part.rows)
      after = `, after: "${part.pageInfo.endCursor}"`
      if (!part.pageInfo.hasNextPage) break
    }
    expect(found.length).toBe(whole.rows.length)
    expect(whole.rows).toMatchObject(found)
  }
})

test('fewer parts cost fewer statements', async () => {
  const cost = async (fields: string) => {
    await forgetWhatIsRemembered(hub.database.em)
    return (await countStatements(() => report('basis: REGISTRY', fields))).cost
  }
  const few = await cost('rows { covered }')
  expect(await cost('rows { covered cardsNeeded }')).toBe(few + 1)
  // The register's version, the area, its parts, the days of the map, and the counts.
  expect(few).toBeLessThanOrEqual(5)
})

test('an area’s figures and series cost what is read of them, and tell the same', async () => {
  const area = async (fields: string) => {
    const query = `{ area(code: "215", on: "${SEEDED_DAY}") { coverage(basis: REGISTRY) { ${fields} }
      trend(basis: REGISTRY, from: "2017-07-01", until: "2017-10-01") { ${fields} } } }`
    await forgetWhatIsRemembered(hub.database.em)
    const { answer, cost } = await countStatements(() => hub.ask<{ area: object }>(query))
    expect(answer.body.errors).toBeUndefined()
    return { found: answer.body.data?.area, cost }
  }
  const rest = REST.replace(' rank', '')
  const [few, whole] = [await area('asOf population covered coverageRate'), await area(`${ROW} asOf ${rest}`)]
  expect(whole.found).toMatchObject(few.found ?? {})
  expect(whole.cost).toBeGreaterThan(few.cost)
})
