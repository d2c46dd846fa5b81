import type { SqlEntityManager } from '@mikro-orm/postgresql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EVERYWHERE, holdToAreas, NOWHERE, writableAreas } from '../../src/access/scope-map.store.ts'
import { execute, oneRow, rows } from '../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { RegisterRows } from '../support/register-rows.ts'

let db: TestDatabase
/** Ids by name: the commune that may be written with a hamlet, one beside it, and what they lie in. */
const ids: Record<string, number> = {}

beforeAll(async () => {
  db = await createTestDatabase()
  const register = new RegisterRows(db.em)
  await register.batch('xa.xlsx')
  const district = await register.area({ code: '741', level: 'DISTRICT', parentId: await register.country() })
  for (const [name, code] of Object.entries({ own: '26446', other: '26443', third: '26449' }))
    ids[name] = await register.area({ code, level: 'COMMUNE', parentId: district })
  ids.hamlet = await register.area({ code: '26446.01', level: 'HAMLET', parentId: ids.own })
  for (const [name, place] of Object.entries({ neighbour: 'own', stranger: 'other' })) {
    ids[name] = await register.person({ name })
    const areaId = ids[place] ?? 0
    ids[`${name}s`] = await register.household({ areaId, householdClass: 'OTHER', from: '2016-01-01' }, name)
    await register.residence(ids[name], { areaId, from: '2016-01-01' })
    await register.figures(areaId, '2017-09-30', { POPULATION: 100 })
    await register.target(areaId, { value: 0.9, from: '2017-01-01', dueOn: '2017-12-31' })
  }
  await register.succession({ from: ids.own ?? 0, to: ids.hamlet ?? 0, on: '2020-01-01', relation: 'PART' })
  await register.succession({ from: ids.other ?? 0, to: ids.third ?? 0, on: '2020-01-01', relation: 'PART' })
  await register.settle()
})
afterAll(() => db.drop())

class Undone extends Error {}

/** What a transaction that may write these areas answers to a statement (`:own` stands for an id); nothing of it stays. */
async function written(areas: string, sql: string): Promise<'written' | 'refused'> {
  const statement = sql.replace(/:(\w+)/g, (_, name: string) => {
    if (ids[name] === undefined) throw new Error(`no ${name}`)
    return String(ids[name])
  })
  const work = async (em: SqlEntityManager): Promise<never> => {
    await holdToAreas(em, areas)
    await execute(em, statement)
    throw new Undone()
  }
  return db.em
    .fork()
    .transactional(work)
    .catch((error: Error & { code?: string }) => {
      if (error instanceof Undone) return 'written'
      if (error.code === '42501') return 'refused'
      throw error
    })
}

const own = async (): Promise<string> =>
  writableAreas(db.em, [{ id: 'x', role: 'DATA_OFFICER', scope: { kind: 'AREAS', areaIds: [ids.own ?? 0] } }])

/** Statements that keep to the commune, and the same that do not. */
const STATEMENTS: readonly (readonly [string, string, string])[] = [
  [
    'ends a unit',
    `update area set valid_until = '2030-01-01' where area_id = :hamlet`,
    `update area set valid_until = '2030-01-01' where area_id = :other`,
  ],
  [
    'removes a link',
    'delete from area_parent where area_id = :hamlet',
    'delete from area_parent where area_id = :other',
  ],
  [
    'moves a unit',
    'update area_parent set parent_id = :own where area_id = :hamlet',
    'update area_parent set parent_id = :own where area_id = :other',
  ],
  [
    'moves a unit out',
    'update area_parent set batch_id = 1 where area_id = :hamlet',
    'update area_parent set parent_id = :other where area_id = :hamlet',
  ],
  [
    'links on an earlier day',
    `insert into area_parent values (:hamlet, :own, '-infinity', '1900-01-01') on conflict (area_id, valid_from) do update set batch_id = 1`,
    `insert into area_parent values (:other, :own, '-infinity', '1900-01-01') on conflict (area_id, valid_from) do update set batch_id = 1`,
  ],
  [
    'says who continues whom',
    `insert into area_succession values (:own, :hamlet, '2025-07-01', 'WHOLE', 1)`,
    `insert into area_succession values (:own, :other, '2025-07-01', 'WHOLE', 1)`,
  ],
  [
    'forgets who continues whom',
    'delete from area_succession where from_id = :own',
    'delete from area_succession where from_id = :other',
  ],
  [
    'states a figure',
    `insert into reported_figure (area_id, measure, as_of, value, batch_id) values (:own, 'COVERED', '2017-09-30', 1, 1)`,
    `insert into reported_figure (area_id, measure, as_of, value, batch_id) values (:other, 'COVERED', '2017-09-30', 1, 1)`,
  ],
  [
    'states it again',
    `insert into reported_figure (area_id, measure, as_of, value, batch_id) values (:own, 'POPULATION', '2017-09-30', 1, 1) on conflict (area_id, measure, as_of, origin) do update set value = 1`,
    `update reported_figure set area_id = :own, as_of = '2000-01-01' where area_id = :other`,
  ],
  [
    'removes a figure',
    'delete from reported_figure where area_id = :own',
    'delete from reported_figure where area_id = :other',
  ],
  [
    'assigns a target',
    'update target set value = 0.5 where area_id = :own',
    'update target set value = 0.5 where area_id = :other',
  ],
  [
    'begins a home',
    `insert into residence (person_id, valid_from, area_id, batch_id) values (999, '2017-01-01', :hamlet, 1)`,
    `insert into residence (person_id, valid_from, area_id, batch_id) values (999, '2017-01-01', :other, 1)`,
  ],
  [
    'moves a home',
    'update residence set area_id = :hamlet where person_id = :neighbour',
    'update residence set area_id = :other where person_id = :neighbour',
  ],
  [
    'begins a household',
    `insert into household_state (household_id, valid_from, area_id, household_class, batch_id) values (999, '2017-01-01', :own, 4, 1)`,
    `insert into household_state (household_id, valid_from, area_id, household_class, batch_id) values (999, '2017-01-01', :other, 4, 1)`,
  ],
  [
    'moves a household',
    'update household_state set area_id = :hamlet where household_id = :neighbours',
    'update household_state set area_id = :other where household_id = :neighbours',
  ],
]

describe('a transaction that may write a commune', () => {
  test.each(STATEMENTS)('%s of it and of no other', async (_what, within, outside) => {
    expect([await written(await own(), within), await written(await own(), outside)]).toEqual(['written', 'refused'])
  })

  test.each(STATEMENTS)(
    '%s: nothing when it may write nowhere, anything when it may write everywhere',
    async (_what, within, outside) => {
      const answers = [
        await written(NOWHERE, within),
        await written(EVERYWHERE, within),
        await written(EVERYWHERE, outside),
      ]
      expect(answers).toEqual(['refused', 'written', 'written'])
    },
  )

  test('ends a home elsewhere, for somebody who comes from there', async () => {
    const ended = (table: string, owner: string, who: string) =>
      `update ${table} set valid_until = '2017-01-01' where ${owner} = ${who}`
    expect([
      await written(await own(), ended('residence', 'person_id', ':stranger')),
      await written(await own(), ended('household_state', 'household_id', ':strangers')),
    ]).toEqual(['written', 'written'])
  })

  test('may write as little as the narrower of two', async () => {
    const actor = (...areaIds: (number | undefined)[]) =>
      ({ id: 'x', role: 'DATA_OFFICER', scope: { kind: 'AREAS', areaIds: areaIds.map((id) => id ?? 0) } }) as const
    const both = await writableAreas(db.em, [actor(ids.own, ids.other), actor(ids.other, ids.third)])
    const at = (area: string) =>
      `insert into residence (person_id, valid_from, area_id, batch_id) values (999, '2017-01-01', ${area}, 1)`
    expect([
      await written(both, at(':own')),
      await written(both, at(':other')),
      await written(both, at(':third')),
    ]).toEqual(['refused', 'written', 'refused'])
  })
})

test('what a transaction may write ends with it', async () => {
  const { now } = await db.em.fork().transactional(async (em) => {
    await holdToAreas(em, NOWHERE)
    return oneRow<{ now: string }>(em, `select current_setting('baophu.writes') as now`)
  })
  expect(now).toBe(NOWHERE)
  const left = await Promise.all(
    Array.from({ length: 5 }, () =>
      rows<{ is: string | null }>(db.em.fork(), `select current_setting('baophu.writes', true) as is`),
    ),
  )
  expect(left.flat().filter(({ is }) => is)).toEqual([])
})
