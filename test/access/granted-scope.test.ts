import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inScope, scopeIds } from '../../src/access/area-scope.ts'
import { scopeOfAreas } from '../../src/access/granted-scope.store.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { execute, rows } from '../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { RegisterRows } from '../support/register-rows.ts'

const [BEFORE, DAY, LATER] = ['2025-06-30', '2025-07-01', '2026-01-01']

let database: TestDatabase
let register: RegisterRows
/** Ids of the areas of a test, by a name of its own. */
let ids: Map<string, number>

beforeEach(async () => {
  database = await createTestDatabase()
  register = new RegisterRows(database.em)
  ids = new Map([['country', await register.country()]])
})
afterEach(() => database.drop())

const idOf = (name: string): number => ids.get(name) ?? 0

/** Areas as `name: [code, level, parent, from, until]`. */
type NewArea = readonly [string, 'PROVINCE' | 'DISTRICT' | 'COMMUNE' | 'HAMLET', string, PlainDate?, PlainDate?]

async function areas(wanted: Readonly<Record<string, NewArea>>): Promise<void> {
  for (const [name, [code, level, parent, from, until]] of Object.entries(wanted))
    ids.set(name, await register.area({ code, level, name, parentId: idOf(parent), from, until }))
}

const succession = (from: string, to: string, relation: string, on: PlainDate = DAY) =>
  register.succession({ from: idOf(from), to: idOf(to), on, relation })

/** Names of the areas that a grant of these areas, as they existed on a day, opens now. */
async function opened(grants: Readonly<Record<string, PlainDate>>): Promise<string[]> {
  await register.settle()
  const granted = Object.entries(grants).map(([name, on]) => ({ areaId: idOf(name), on }))
  const scope = await scopeOfAreas(database.em, granted)
  const found = await rows<{ name: string }>(
    database.em,
    `select name from area where ${inScope('area.area_id', 1)} order by name`,
    [scopeIds({ id: 'somebody', role: 'ANALYST', scope })],
  )
  return found.map(({ name }) => name)
}

/** Two communes of a district, one with a hamlet, and a neighbour; all end on the day of the reform. */
const OLD: Readonly<Record<string, NewArea>> = {
  province: ['75', 'PROVINCE', 'country'],
  district: ['741', 'DISTRICT', 'province', undefined, DAY],
  neighbour: ['739', 'DISTRICT', 'province', undefined, DAY],
  hoa: ['26443', 'COMMUNE', 'district', undefined, DAY],
  hung: ['26446', 'COMMUNE', 'district', undefined, DAY],
  ap: ['26446.01', 'HAMLET', 'hung'],
  dong: ['26359', 'COMMUNE', 'neighbour', undefined, DAY],
}

describe('a commune that was merged', () => {
  test('its officer keeps what it was, and sees neither the new commune nor the one whose code it now has', async () => {
    await areas({ ...OLD, merged: ['26446', 'COMMUNE', 'province', DAY] })
    await succession('hoa', 'merged', 'WHOLE')
    await succession('hung', 'merged', 'WHOLE')
    expect(await opened({ hung: BEFORE })).toEqual(['ap', 'hung'])
    expect(await opened({ hoa: BEFORE })).toEqual(['hoa'])
    expect(await opened({ merged: LATER })).toEqual(['ap', 'hoa', 'hung', 'merged'])
  })

  test('whoever had all of its parts follows them into it, and into what is made there later', async () => {
    await areas({ ...OLD, merged: ['26446', 'COMMUNE', 'province', DAY] })
    await areas({ khu: ['26446.02', 'HAMLET', 'merged', DAY] })
    await succession('hoa', 'merged', 'WHOLE')
    await succession('hung', 'merged', 'WHOLE')
    const all = ['ap', 'hoa', 'hung', 'khu', 'merged']
    expect(await opened({ hoa: BEFORE, hung: BEFORE })).toEqual(all)
    expect(await opened({ district: BEFORE })).toEqual(['ap', 'district', ...all.slice(1)])
  })

  test('a part of somebody else’s in it closes it', async () => {
    await areas({ ...OLD, merged: ['26446', 'COMMUNE', 'province', DAY] })
    await succession('hoa', 'merged', 'WHOLE')
    await succession('hung', 'merged', 'WHOLE')
    await succession('dong', 'merged', 'PART')
    expect(await opened({ district: BEFORE })).toEqual(['ap', 'district', 'hoa', 'hung'])
  })

  test('land on which nobody lives does not', async () => {
    await areas({ ...OLD, merged: ['26446', 'COMMUNE', 'province', DAY] })
    await succession('hung', 'merged', 'WHOLE')
    await succession('dong', 'merged', 'LAND_ONLY')
    expect(await opened({ hung: BEFORE })).toEqual(['ap', 'hung', 'merged'])
  })
})

test('a new name is followed, from name to name; a list’s guess of one is not', async () => {
  await areas({
    ...OLD,
    renamed: ['26446', 'COMMUNE', 'province', DAY, LATER],
    again: ['26446', 'COMMUNE', 'province', LATER],
  })
  await succession('hung', 'renamed', 'RENAMED')
  await succession('renamed', 'again', 'RENAMED', LATER)
  expect(await opened({ hung: BEFORE })).toEqual(['again', 'ap', 'hung', 'renamed'])
  const list = await register.batch('danh-muc.xlsx')
  await execute(database.em, `update import_batch set kind = 'AREAS'`)
  await execute(database.em, 'update area_succession set batch_id = $1 where from_id = $2', [list, idOf('hung')])
  expect(await opened({ hung: BEFORE })).toEqual(['ap', 'hung'])
})

test('neither part of a commune that was split is followed', async () => {
  await areas({ ...OLD, one: ['1', 'COMMUNE', 'province', DAY], other: ['2', 'COMMUNE', 'province', DAY] })
  await succession('hung', 'one', 'PART')
  await succession('hung', 'other', 'PART')
  expect(await opened({ hung: BEFORE })).toEqual(['ap', 'hung'])
})

describe('an area that goes on under its own name', () => {
  test('does not bring what it takes in to those who had it before; to those granted afterwards it does', async () => {
    await areas({ ...OLD, binhPhuoc: ['70', 'PROVINCE', 'country', undefined, DAY] })
    await areas({
      chonThanh: ['25432', 'COMMUNE', 'binhPhuoc', undefined, DAY],
      moi: ['26999', 'COMMUNE', 'province', DAY],
      xa: ['25432', 'COMMUNE', 'province', DAY],
    })
    await succession('binhPhuoc', 'province', 'WHOLE')
    await succession('hung', 'moi', 'WHOLE')
    await succession('chonThanh', 'xa', 'WHOLE')
    const own = ['ap', 'district', 'dong', 'hoa', 'hung', 'moi', 'neighbour', 'province']
    expect(await opened({ province: BEFORE })).toEqual(own)
    expect(await opened({ province: LATER })).toEqual([...own, 'binhPhuoc', 'chonThanh', 'xa'].sort())
  })

  test('a commune of two provinces hides nothing that was granted of it', async () => {
    await areas({ ...OLD, binhPhuoc: ['70', 'PROVINCE', 'country', undefined, DAY] })
    await areas({
      beyond: ['25432', 'COMMUNE', 'binhPhuoc', undefined, DAY],
      both: ['26999', 'COMMUNE', 'province', DAY],
    })
    await areas({ ofBoth: ['26999.01', 'HAMLET', 'both', DAY] })
    await succession('hung', 'both', 'WHOLE')
    await succession('beyond', 'both', 'WHOLE')
    expect(await opened({ province: BEFORE })).toEqual([
      ...['ap', 'district', 'dong', 'hoa', 'hung', 'neighbour', 'province'],
    ])
  })

  test('a commune that moves from one district to another stays with whom it was granted to', async () => {
    await areas({ ...OLD })
    await execute(database.em, `update area_parent set valid_until = '2020-01-01' where area_id = $1`, [idOf('dong')])
    await register.parent(idOf('dong'), idOf('district'), { from: '2020-01-01', until: DAY })
    expect(await opened({ neighbour: '2019-01-01' })).toEqual(['dong', 'neighbour'])
    expect(await opened({ district: '2019-01-01' })).toEqual(['ap', 'district', 'hoa', 'hung'])
    expect(await opened({ neighbour: '2021-01-01' })).toEqual(['neighbour'])
    expect(await opened({ district: '2021-01-01' })).toEqual(['ap', 'district', 'dong', 'hoa', 'hung'])
    expect(await opened({ district: '2019-01-01', dong: '2019-01-01' })).toContain('dong')
  })
})

test('a grant for no area opens nothing', async () => {
  await areas(OLD)
  expect(await opened({})).toEqual([])
})
