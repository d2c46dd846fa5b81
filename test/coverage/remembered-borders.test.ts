import { expect, test } from 'vitest'
import { type Actor, WHOLE_COUNTRY } from '../../src/access/actor.ts'
import { coverageReport } from '../../src/coverage/coverage.store.ts'
import type { SqlSession } from '../../src/kernel/sql.ts'
import { countStatements } from '../support/count-statements.ts'
import { ask, BEFORE, database, REFORM } from './merged-provinces.ts'

/** A session that forgets nothing, as the hub's between two commits. */
function remembering(): SqlSession {
  const kept = new Map<string, readonly unknown[]>()
  return {
    getKysely: () => database.em.getKysely(),
    remember: async <Row>(name: string, read: () => Promise<readonly Row[]>) => {
      const found = (kept.get(name) as readonly Row[] | undefined) ?? (await read())
      kept.set(name, found)
      return found
    },
  }
}

const WANTED = [
  {},
  { level: 'PROVINCE' },
  { by: ['PARTICIPANT_GROUP'] },
  { basis: 'REPORTED' },
  { basis: null, compareTo: 'START_OF_YEAR' },
] as const

test('what a session remembers of one question is true for every other', async () => {
  const em = remembering()
  for (const within of ['20', 'VN', '10']) {
    for (const borders of [BEFORE, REFORM, '2025-09-30']) {
      for (const asOf of ['2025-02-28', BEFORE, '2025-07-31', '2025-08-31']) {
        for (const wanted of WANTED) {
          const alone = await ask(within, asOf, borders, wanted)
          expect(await ask(within, asOf, borders, { ...wanted, em }), `${within} ${asOf} ${borders}`).toEqual(alone)
        }
      }
    }
  }
})

test('another day of the same map costs no statement for the way there', async () => {
  const em = remembering()
  const cost = async (day: string) =>
    (await countStatements(() => ask('10', day, day, { em }))).statements.filter((text) =>
      text.includes('area_succession'),
    ).length
  expect(await cost('2025-08-31')).toBe(1)
  expect(await cost('2025-09-30')).toBe(0)
  expect(await cost('2025-02-28')).toBe(1)
  expect(await cost('2025-03-31')).toBe(0)
})

test('who lives in a divided commune is looked at once for a day and its kinds', async () => {
  const em = remembering()
  const cost = async (day: string, by: readonly ('PARTICIPANT_GROUP' | 'SEX')[] = []) =>
    (await countStatements(() => ask('20', day, day, { em, by }))).statements.filter((text) =>
      text.includes('person_home'),
    ).length
  expect(await cost('2025-08-31')).toBe(1)
  expect(await cost('2025-08-31')).toBe(0)
  expect(await cost('2025-08-31', ['PARTICIPANT_GROUP'])).toBe(1)
  expect(await cost('2025-08-31', ['SEX'])).toBe(1)
  expect(await cost('2025-09-30')).toBe(1)
  expect(await cost('2025-09-30')).toBe(0)
})

test('what offices stated is looked up once for all days until something else is stated or the map changes', async () => {
  const em = remembering()
  const cost = async (day: string, borders: string) =>
    (await countStatements(() => ask('20', day, borders, { em, basis: 'REPORTED' }))).statements.filter((text) =>
      text.includes('reported_figure f'),
    ).length
  expect(await cost('2025-03-31', REFORM)).toBeGreaterThan(0)
  expect(await cost('2025-06-30', REFORM)).toBe(0)
  expect(await cost('2025-07-31', REFORM)).toBeGreaterThan(0)
  expect(await cost('2025-09-30', REFORM)).toBe(0)
  // On the borders of their own days.
  expect(await cost('2025-09-30', '2025-09-30')).toBe(0)
  expect(await cost('2025-01-30', REFORM)).toBeGreaterThan(0)
})

test('what readers who may not see persons are told is judged once, and is what they would be told anew', async () => {
  const analyst: Actor = { id: 'analyst', role: 'ANALYST', scope: WHOLE_COUNTRY }
  const em = remembering()
  const told = (session: SqlSession, by: readonly ('SEX' | 'PARTICIPANT_GROUP')[]) =>
    coverageReport(analyst, session, { within: '20', asOf: '2025-08-31', basis: 'REGISTRY', by })
  for (const by of [[], ['SEX'], ['SEX', 'PARTICIPANT_GROUP']] as const) {
    const anew = await told(database.em, by)
    expect(await told(em, by)).toEqual(anew)
    const { answer, statements } = await countStatements(() => told(em, by))
    expect(answer).toEqual(anew)
    expect(statements.filter((text) => text.includes('published_count'))).toEqual([])
  }
})

test('hamlets of divided communes are looked for only where one may lie in what is asked', async () => {
  const follows = async (within: string) =>
    (await countStatements(() => ask(within, '2025-08-31', '2025-08-31'))).statements.filter((text) =>
      text.includes('follower'),
    ).length
  expect(await follows('10')).toBe(0)
  expect(await follows('20')).toBe(1)
})
