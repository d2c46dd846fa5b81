import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'graphql'
import { GraphQLClient } from 'graphql-request'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemoWorkbook, demoWorkbooks } from '../../src/app/demo/demo-workbooks.ts'
import { BEARER, startTestHub, type TestHub } from '../app/support/test-hub.ts'

const FOLDER = new URL('../../schema/examples/', import.meta.url)
const EXAMPLES = readdirSync(FOLDER).map((file) => [file, readFileSync(new URL(file, FOLDER), 'utf8')] as const)
/** The list of units, the figures of two years and the targets of two: the story of huyện Yên Thế. */
const YEN_THE_WORKBOOKS = 5

let hub: TestHub
let client: GraphQLClient

beforeAll(async () => {
  hub = await startTestHub({ clock: () => new Date('2026-11-21T03:00:00Z') })
  client = new GraphQLClient(`${hub.url}/graphql`, { headers: BEARER })
  let sent = 0
  for await (const workbook of demoWorkbooks()) {
    await run('commit-a-batch.graphql', { id: await checked(workbook) })
    sent += 1
    if (sent === YEN_THE_WORKBOOKS) break
  }
  await run('make-a-segment.graphql')
})
afterAll(() => hub.close())

async function checked({ fileName, bytes }: DemoWorkbook): Promise<string> {
  const form = new FormData()
  form.set('file', new File([new Uint8Array(bytes)], fileName))
  const answer = await fetch(`${hub.url}/imports`, { method: 'POST', headers: BEARER, body: form })
  const { id } = (await answer.json()) as { id: string }
  await hub.hub.imports.settled(Number(Buffer.from(id, 'base64url').toString().split(':')[1]))
  return id
}

function run<Data = Record<string, unknown>>(file: string, variables: object = {}): Promise<Data> {
  const text = EXAMPLES.find(([name]) => name === file)?.[1]
  if (text === undefined) throw new Error(`no example ${file}`)
  return client.request<Data>(text, { ...variables })
}

const QUERIES = EXAMPLES.filter(([, text]) => text.includes('\nquery '))

test('there is an example for every question of the contract', () => {
  const asked = new Set(EXAMPLES.flatMap(([, text]) => [...text.matchAll(/^ {2}(\w+)/gm)].map(([, field]) => field)))
  expect([...asked].sort()).toEqual(
    expect.arrayContaining([
      'area',
      'areas',
      'campaigns',
      'commitBatch',
      'coverage',
      'createCampaign',
      'createSegment',
      'doorList',
      'householdCounts',
      'households',
      'importBatches',
      'persons',
      'population',
      'segment',
      'surveyRounds',
      'targets',
    ]),
  )
})

test.each(EXAMPLES)('%s says in both languages what it asks, and is one named operation', (file, text) => {
  const [vietnamese, english] = text.split('\n')
  expect([vietnamese, english]).toEqual([
    expect.stringMatching(/^# .*[À-ỹ]/),
    expect.stringMatching(/^# [\x20-\x7e]+$/),
  ])
  const name = file
    .replace('.graphql', '')
    .split('-')
    .map((word) => (word[0] ?? '').toUpperCase() + word.slice(1))
    .join('')
  expect(parse(text).definitions).toMatchObject([{ kind: 'OperationDefinition', name: { value: name } }])
})

test.each(QUERIES)('%s is answered', async (file) => {
  const answer = await run(file)
  expect(Object.values(answer)).toEqual([expect.anything()])
})

test('coverage-by-commune answers what the office reported: 95,026 of 100,249', async () => {
  const { coverage } = await run<{
    coverage: {
      total: Record<string, number> & { compared: Record<string, number>; target: { value: number } }
      rows: { rank: number; coverageRate: number }[]
    }
  }>('coverage-by-commune.graphql')
  const { total, rows } = coverage
  expect(total).toMatchObject({
    covered: 95_026,
    population: 100_249,
    target: { value: 0.94 },
    compared: { coveredChange: 12_396 },
  })
  expect(total.coverageRate).toBeCloseTo(0.9479, 4)
  expect(total.pointsAboveTarget).toBeCloseTo(0.79, 2)
  expect(rows.map((row) => row.coverageRate)).toEqual(rows.map((row) => row.coverageRate).toSorted((a, b) => a - b))
  expect(rows.at(-1)?.rank).toBe(1)
})
