import { createReadStream, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { USUAL_LIMITS } from '../../../importers/boundaries/features.ts'
import { countsOf, loadBoundaries } from '../../../importers/boundaries/load-boundaries.ts'
import { ADMINISTRATOR } from '../../../src/access/actor.ts'
import { findArea } from '../../../src/areas/area.store.ts'
import { boundariesOf } from '../../../src/areas/boundary.store.ts'
import { drawnAt, MAP_SCALES, type Polygons } from '../../../src/areas/boundary.ts'
import { execute, oneRow, rows } from '../../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { drawMap, featureOf, seeded } from '../../support/drawn-map.ts'
import fc from '../../support/fast-check.ts'
import { committed, forget, listRow } from '../intake/staged-batch.ts'

const DONG_NAI = ['75', 'Tỉnh Đồng Nai'] as const
const XUAN_LOC = ['741', 'Huyện Xuân Lộc'] as const
const BEFORE = [
  ['26443', 'Xã Xuân Hòa'],
  ['26446', 'Xã Xuân Hưng'],
  ['26449', 'Xã Xuân Tâm'],
] as const
const [OLD_DAY, NEW_DAY] = ['2017-11-10', '2025-07-01']
const LIMITS = { ...USUAL_LIMITS, maxFileBytes: 10_000_000 }
const [hoa, hung, tam] = drawMap({ columns: 3, rows: 1, chance: seeded(1) }).places as [Polygons, Polygons, Polygons]

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
  await forget(db)
  await committed(db, { kind: 'AREAS', rows: BEFORE.map((commune) => listRow(DONG_NAI, XUAN_LOC, commune)) })
  const after = [listRow(DONG_NAI, null, ['26446', 'Xã Xuân Hòa']), listRow(DONG_NAI, null, ['26449', 'Xã Xuân Tâm'])]
  await committed(db, { kind: 'AREAS', rows: after, asOf: NEW_DAY })
})
beforeEach(() => execute(db.em, 'delete from area_boundary'))
afterAll(() => db.drop())

async function* bytesOf(features: readonly unknown[]) {
  yield Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }))
}

const load = (features: readonly unknown[], on: string = OLD_DAY, { actor = ADMINISTRATOR, limits = LIMITS } = {}) =>
  loadBoundaries(actor, db.database.em(), { bytes: bytesOf(features), on, codeProperty: null }, limits)
const outcomesOf = async (...asked: Parameters<typeof load>) =>
  (await load(...asked)).map(({ code, outcome, finding }) => [code, finding?.code ?? outcome])
const boundaryOf = async (code: string, on: string, actor = ADMINISTRATOR) => {
  const id = (await findArea(ADMINISTRATOR, db.em, code, on))?.areaId ?? 0
  return (await boundariesOf(actor, db.em, [id], 'PROVINCE')).get(id)
}
const version = async () => (await oneRow<{ version: number }>(db.em, 'select version from hub_version')).version
const kept = () => rows(db.em, 'select * from area_boundary order by area_id')

describe('a boundary', () => {
  test('is kept for the area that had the code on the day, at every scale', async () => {
    const features = [featureOf(hung, { code: '26446', name: 'Xuân Hưng' })]
    expect(await outcomesOf(features)).toEqual([['26446', 'LOADED']])
    const id = (await findArea(ADMINISTRATOR, db.em, '26446', OLD_DAY))?.areaId ?? 0
    for (const scale of MAP_SCALES)
      expect((await boundariesOf(ADMINISTRATOR, db.em, [id], scale)).get(id)).toEqual(drawnAt(hung, scale))
    expect(await boundaryOf('26446', NEW_DAY)).toBeUndefined()
  })

  test('is loaded, unchanged, replaced; kept answers are stale when it is another', async () => {
    const before = await version()
    expect(await outcomesOf([featureOf(tam, { code: '26449' })])).toEqual([['26449', 'LOADED']])
    expect(await version()).toBe(before + 1)
    expect(await outcomesOf([featureOf(tam, { code: '26449' })])).toEqual([['26449', 'UNCHANGED']])
    expect(await version()).toBe(before + 1)
    expect(await outcomesOf([featureOf(hoa, { code: '26449' })])).toEqual([['26449', 'REPLACED']])
    expect(await version()).toBe(before + 2)
    expect(await boundaryOf('26449', OLD_DAY)).toEqual(drawnAt(hoa, 'PROVINCE'))
  })

  test('goes when its area does', async () => {
    await load([featureOf(tam, { code: '26449' })])
    await db.em
      .transactional(async (em) => {
        for (const table of ['area_parent', 'area'])
          await execute(em, `delete from ${table} where area_id in (select area_id from area_boundary)`)
        expect(await rows(em, 'select from area_boundary')).toEqual([])
        throw new Error('taken back')
      })
      .catch(() => {})
    expect(await kept()).toHaveLength(1)
  })
})

describe('a feature is matched', () => {
  test('by its name too, for codes are reused', async () => {
    const features = [featureOf(hung, { code: '26446', name: 'Xã Xuân Hòa' })]
    const [refused] = await load(features)
    expect(refused?.finding).toEqual({
      code: 'boundary-name-differs',
      found: 'Xã Xuân Hòa',
      args: { code: '26446', day: OLD_DAY, name: 'Xã Xuân Hưng' },
    })
    expect(await outcomesOf(features, NEW_DAY)).toEqual([['26446', 'LOADED']])
  })

  test('whatever its kind of unit and however it is spelled', async () => {
    for (const name of ['Xuân Hoà', 'XUÂN HÒA', 'Phường Xuân Hòa', 'Xuan Hoa'])
      expect((await outcomesOf([featureOf(hung, { code: '26446', name })], NEW_DAY))[0]?.[1]).not.toMatch(/^boundary/)
  })

  test('by a code that lost its zeros, when it can only be one', async () => {
    await execute(
      db.em,
      `insert into area (code, name, unit_type, level, name_key, name_plain)
       values ('00750', 'Mười', 'Xã', 3, 'mười', 'muoi'), ('750', 'Chín', 'Huyện', 2, 'chín', 'chin'), ('00007', 'Một', 'Xã', 3, 'một', 'mot')
       on conflict do nothing`,
    )
    await execute(
      db.em,
      `insert into area_ancestor select area_id, area_id, level, valid_from, valid_until from area where code in ('00750', '750', '00007')
       on conflict do nothing`,
    )
    expect(await outcomesOf([featureOf(tam, { code: 7 })])).toEqual([['7', 'LOADED']])
    expect(await outcomesOf([featureOf(tam, { code: 750 })])).toEqual([['750', 'LOADED']])
    expect(await outcomesOf([featureOf(hoa, { code: 750, name: 'Mười' })])).toEqual([['750', 'LOADED']])
    await execute(db.em, `update area set name_plain = 'mot' where code = '750'`)
    await execute(db.em, `update area set code = '007' where code = '750'`)
    expect(await outcomesOf([featureOf(hoa, { code: 7, name: 'Một' })])).toEqual([['7', 'boundary-code-ambiguous']])
  })

  test('within the account’s areas only', async () => {
    const own = (await findArea(ADMINISTRATOR, db.em, '26449', OLD_DAY))?.areaId ?? 0
    const actor = { id: 'xa', role: 'ADMINISTRATOR', scope: { kind: 'AREAS', areaIds: [own] } } as const
    const features = [featureOf(tam, { code: '26449' }), featureOf(hung, { code: '26446' })]
    expect(await outcomesOf(features, OLD_DAY, { actor })).toEqual([
      ['26449', 'LOADED'],
      ['26446', 'boundary-area-unknown'],
    ])
    await load(features)
    expect(await boundaryOf('26449', OLD_DAY, actor)).toBeDefined()
    expect(await boundaryOf('26446', OLD_DAY, actor)).toBeUndefined()
  })
})

const BAD: Readonly<Record<string, unknown>> = {
  'boundary-not-a-feature': { type: 'Polygon' },
  'boundary-code-missing': featureOf(hoa, {}),
  'boundary-area-unknown': featureOf(hoa, { code: '99999' }),
  'boundary-name-differs': featureOf(hoa, { code: '26443', name: 'Khác' }),
  'boundary-geometry-missing': { type: 'Feature', properties: { code: '26443' }, geometry: null },
  'boundary-ring-open': featureOf([[hoa[0]?.[0]?.slice(1) ?? []]], { code: '26443' }),
  'boundary-covers-nothing': featureOf(
    [
      [
        [
          [106, 21],
          [107, 22],
          [107, 22],
          [106, 21],
        ],
      ],
    ],
    { code: '26443' },
  ),
}
const GOOD = [featureOf(hoa, { code: '26443' }), featureOf(hung, { code: '26446' }), featureOf(tam, { code: '26449' })]

test('every feature has one outcome, in the order of the file; what is refused keeps nothing else out', async () => {
  const some = fc.shuffledSubarray([...GOOD.keys()].map(String).concat(Object.keys(BAD)))
  await fc.assert(
    fc.asyncProperty(fc.array(some, { minLength: 1, maxLength: 3 }), async (chosen) => {
      await execute(db.em, 'delete from area_boundary')
      const names = chosen.flat()
      const outcomes = await load(names.map((name) => BAD[name] ?? GOOD[Number(name)]))
      expect(outcomes.map(({ place }) => place)).toEqual(names.map((_, at) => at + 1))
      const expected = names.map((name, at) => {
        if (name in BAD) return name
        return names.indexOf(name) === at ? 'LOADED' : 'boundary-area-repeated'
      })
      expect(outcomes.map(({ finding, outcome }) => finding?.code ?? outcome)).toEqual(expected)
      const { loaded, replaced, unchanged, refused } = countsOf(outcomes)
      expect(loaded + replaced + unchanged + refused).toBe(names.length)
      expect(await kept()).toHaveLength(loaded)
    }),
    { numRuns: 40 },
  )
})

test('a file that is not whole, or too much, writes nothing', async () => {
  const before = await version()
  const text = JSON.stringify({ type: 'FeatureCollection', features: GOOD })
  const cut = async function* () {
    yield Buffer.from(text.slice(0, -2))
  }
  const sent = { bytes: cut(), on: OLD_DAY, codeProperty: null }
  await expect(loadBoundaries(ADMINISTRATOR, db.database.em(), sent, LIMITS)).rejects.toThrow('geojson-not-readable')
  await expect(load(GOOD, OLD_DAY, { limits: { ...LIMITS, maxPositions: 100 } })).rejects.toThrow(
    'geojson-too-many-positions',
  )
  expect([await kept(), await version()]).toEqual([[], before])
})

test('two loads at a time say different things of the same area', async () => {
  const told = await Promise.all([outcomesOf(GOOD), outcomesOf(GOOD)])
  expect(
    told
      .flat()
      .map(([, outcome]) => outcome)
      .sort(),
  ).toEqual([...Array(3).fill('LOADED'), ...Array(3).fill('UNCHANGED')])
})

// Only where the published files lie beside the project.
const sharedData = process.env.BAOPHU_SHARED_DATA
test.skipIf(!sharedData)('boundaries as they are published are read, and neighbours share their borders', async () => {
  const folder = join(sharedData as string, 'geojson-2026')
  const files = readdirSync(folder)
  const lines = new Map<string, number>()
  for (const file of files) {
    const sent = { bytes: createReadStream(join(folder, file)), on: NEW_DAY, codeProperty: null }
    const [outcome, ...others] = await loadBoundaries(ADMINISTRATOR, db.database.em(), sent, LIMITS)
    expect([file, others, outcome?.finding?.code ?? outcome?.outcome]).toEqual([
      file,
      [],
      ['26446', '75'].includes(outcome?.code ?? '') ? 'LOADED' : 'boundary-area-unknown',
    ])
    if (!/^07/.test(file)) continue
    const { features } = JSON.parse(await text(createReadStream(join(folder, file)))) as {
      features: { geometry: { coordinates: Polygons } }[]
    }
    for (const ring of drawnAt(features[0]?.geometry.coordinates ?? [], 'PROVINCE').flat())
      for (const [at, position] of ring.slice(1).entries()) {
        const line = [String(ring[at]), String(position)].sort().join(' ')
        lines.set(line, (lines.get(line) ?? 0) + 1)
      }
  }
  expect([...lines.values()].filter((times) => times === 2).length).toBeGreaterThan(100)
})
