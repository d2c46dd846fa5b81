import { expect, test } from 'vitest'
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

test('what a session remembers of one question is true for every other', async () => {
  const em = remembering()
  for (const within of ['20', 'VN', '10']) {
    for (const borders of [BEFORE, REFORM, '2025-09-30']) {
      for (const asOf of ['2025-02-28', BEFORE, '2025-07-31', '2025-08-31']) {
        for (const wanted of [{}, { level: 'PROVINCE' }] as const) {
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

test('hamlets of divided communes are looked for only where one may lie in what is asked', async () => {
  const follows = async (within: string) =>
    (await countStatements(() => ask(within, '2025-08-31', '2025-08-31'))).statements.filter((text) =>
      text.includes('follower'),
    ).length
  expect(await follows('10')).toBe(0)
  expect(await follows('20')).toBe(1)
})
