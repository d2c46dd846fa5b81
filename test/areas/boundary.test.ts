import { describe, expect, test } from 'vitest'
import { drawnAt, GRID_STEPS, MAP_SCALES, type Polygons, type Ring } from '../../src/areas/boundary.ts'
import { drawMap, seeded } from '../support/drawn-map.ts'
import fc from '../support/fast-check.ts'

const square = (west: number, south: number, size: number): Ring => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]

/** Twice the signed area in steps squared: whole numbers, to be added up without a rest. */
function doubleArea(polygons: Polygons, steps: number): number {
  const inSteps = (degrees: number): number => Math.round(degrees * steps)
  let sum = 0
  for (const ring of polygons.flat())
    for (const [index, [x, y]] of ring.slice(1).entries()) {
      const [px, py] = ring[index] as readonly [number, number]
      sum += inSteps(px) * inSteps(y) - inSteps(x) * inSteps(py)
    }
  return sum
}

const maps = fc.record({
  columns: fc.integer({ min: 1, max: 4 }),
  rows: fc.integer({ min: 1, max: 4 }),
  size: fc.double({ min: 0.02, max: 0.5, noNaN: true }),
  winding: fc.integer({ min: 0, max: 40 }),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
})

describe.each(MAP_SCALES)('drawn for a map of a %s', (scale) => {
  const steps = GRID_STEPS[scale]

  const isOnGrid = (ring: Ring, near: ReadonlySet<string>): boolean =>
    ring.every(([x, y]) => near.has(`${Math.round(x * steps)} ${Math.round(y * steps)}`))

  test('every ring is closed, turns the right way, lies on the grid and on the border', () => {
    fc.assert(
      fc.property(maps, ({ seed, ...plan }) => {
        for (const place of drawMap({ ...plan, chance: seeded(seed) }).places) {
          const near = new Set(place.flat(2).map(([x, y]) => `${Math.round(x * steps)} ${Math.round(y * steps)}`))
          const [[ring = [], ...holes] = [], ...others] = drawnAt(place, scale)
          expect([holes, others]).toEqual([[], []])
          expect(ring.length).toBeGreaterThanOrEqual(4)
          expect(ring.at(0)).toEqual(ring.at(-1))
          expect(doubleArea([[ring]], 10_000_000)).toBeGreaterThan(0)
          // Smaller than a few steps, a place is drawn on a finer grid.
          expect(plan.size * steps < 3 || isOnGrid(ring, near)).toBe(true)
        }
      }),
      { numRuns: 40 },
    )
  })

  test('neighbours share their border without a gap, each drawn for itself', () => {
    fc.assert(
      fc.property(maps, ({ seed, ...plan }) => {
        const map = drawMap({ ...plan, size: plan.size + 5 / steps, chance: seeded(seed) })
        const sum = map.places.reduce((total, place) => total + doubleArea(drawnAt(place, scale), steps), 0)
        expect(sum).toBe(doubleArea(drawnAt(map.outline, scale), steps))
      }),
      { numRuns: 40 },
    )
  })

  test('drawing a drawing changes nothing', () => {
    const [place] = drawMap({ columns: 1, rows: 1, chance: seeded(7) }).places
    const drawn = drawnAt(place ?? [], scale)
    expect(drawnAt(drawn, scale)).toEqual(drawn)
  })

  test('a place smaller than a step is drawn all the same', () => {
    const [polygon] = drawnAt([[square(106.004_1, 21.004_1, 0.1 / steps)]], scale)
    expect(polygon?.[0]?.length).toBe(5)
  })
})

test('positions that say nothing are left out', () => {
  const winding: Ring = [
    [106, 21],
    [106.1, 21],
    [106.200_01, 21.000_01],
    [106.2, 21.2],
    // out and back
    [106.4, 21.2],
    [106.2, 21.2],
    [106, 21.2],
    [106, 21],
  ]
  const [[ring] = []] = drawnAt([[winding]], 'PROVINCE')
  expect(new Set(ring?.map(String))).toEqual(new Set(['106,21', '106.2,21', '106.2,21.2', '106,21.2']))
})

test('a hole stays, turned the other way; a hole and an island within a step go', () => {
  const drawn = drawnAt(
    [[square(106, 21, 1), square(106.2, 21.2, 0.2), square(106.8, 21.8, 0.000_1)], [square(108, 21, 0.000_1)]],
    'PROVINCE',
  )
  expect(drawn.map((rings) => rings.length)).toEqual([2])
  expect(drawn[0]?.map((ring) => Math.sign(doubleArea([[ring]], GRID_STEPS.PROVINCE)))).toEqual([1, -1])
})

test('what covers nothing is drawn as nothing', () => {
  const line: Ring = [
    [106, 21],
    [106.5, 21.5],
    [107, 22],
    [106, 21],
  ]
  expect(drawnAt([[line]], 'DISTRICT')).toEqual([])
})
