import { afterAll, beforeAll, expect, test } from 'vitest'
import { USUAL_LIMITS } from '../../importers/boundaries/features.ts'
import { loadBoundaries } from '../../importers/boundaries/load-boundaries.ts'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { drawnAt, MAP_SCALES } from '../../src/areas/boundary.ts'
import { SEEDED_DAY, seedRegister } from '../app/support/seeded-register.ts'
import { startTestHub, type TestHub } from '../app/support/test-hub.ts'
import { drawMap, featureOf, seeded } from '../support/drawn-map.ts'

/** Boundaries as clients ask for them, of a district with five communes of which three are drawn. */
let hub: TestHub
const { places } = drawMap({ columns: 3, rows: 1, chance: seeded(5) })
const load = (properties: (at: number) => object) => {
  const features = places.map((place, at) => featureOf(place, properties(at)))
  async function* bytes() {
    yield Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }))
  }
  const sent = { bytes: bytes(), on: SEEDED_DAY, codeProperty: null }
  return loadBoundaries(ADMINISTRATOR, hub.database.database.em(), sent, { ...USUAL_LIMITS, maxFileBytes: 1e6 })
}

beforeAll(async () => {
  hub = await startTestHub({ clock: () => new Date(`${SEEDED_DAY}T05:00:00Z`) })
  await seedRegister(hub.database.em, { communes: 5, households: 1 })
  await load((at) => ({ code: `0730${at}` }))
})
afterAll(() => hub.close())

interface Answer {
  readonly areas: {
    readonly totalCount: number
    readonly nodes: readonly { readonly code: string; readonly boundary: unknown }[]
  }
}

const QUESTION = `query($scale: MapScale! = PROVINCE, $withBoundary: Boolean) {
  areas(within: "215", level: COMMUNE, withBoundary: $withBoundary) { totalCount nodes { code boundary(scale: $scale) } } }`
const asked = async (variables: object) => (await hub.ask<Answer>(QUESTION, variables)).body.data?.areas

test.each(MAP_SCALES)('each area is drawn for a map of a %s, or not at all', async (scale) => {
  const answer = await asked({ scale })
  expect(answer?.nodes.map(({ code }) => code)).toEqual(['07300', '07301', '07302', '07303', '07304'])
  const drawn = places.map((place) => ({ type: 'MultiPolygon', coordinates: drawnAt(place, scale) }))
  expect(answer?.nodes.map(({ boundary }) => boundary)).toEqual([...drawn, null, null])
})

test('only those that can be drawn are asked for', async () => {
  const answer = await asked({ withBoundary: true })
  expect([answer?.totalCount, answer?.nodes.map(({ code }) => code)]).toEqual([3, ['07300', '07301', '07302']])
  expect((await asked({ withBoundary: false }))?.totalCount).toBe(5)
})

test('an answer that is kept is gone with the next load', async () => {
  const before = await asked({})
  expect(await asked({})).toEqual(before)
  await load((at) => ({ code: `0730${2 - at}` }))
  const after = await asked({})
  expect(after?.nodes.map(({ boundary }) => boundary)).toEqual([
    ...(before?.nodes.slice(0, 3).map(({ boundary }) => boundary) ?? []).reverse(),
    null,
    null,
  ])
})
