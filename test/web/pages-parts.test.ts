import { expect, test } from 'vitest'
import { drawing } from '../../src/app/web/coverage/chart-scale.ts'
import type { SubAreaRow } from '../../src/app/web/coverage/coverage-queries.ts'
import { classOf } from '../../src/app/web/coverage/map-classes.ts'
import { mapDrawing } from '../../src/app/web/coverage/map-drawing.ts'
import { sortedRows } from '../../src/app/web/coverage/sorted-rows.ts'
import { trendDays, viewAddress, viewOf } from '../../src/app/web/coverage/view.ts'
import { nextEvents } from '../../src/app/web/hub/server-events.ts'
import { secondsLeft } from '../../src/app/web/imports/time-left.ts'
import { addressOf, HOME, routeOf } from '../../src/app/web/route.ts'
import { figuresIn } from '../../src/app/web/words/numbers.ts'
import { sayIn } from '../../src/app/web/words/words.ts'
import fc from '../support/fast-check.ts'

test('every address leads back to what it names', () => {
  const name = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text.isWellFormed())
  const query = fc.dictionary(
    name.filter((text) => text !== '__proto__'),
    name,
  )
  fc.assert(
    fc.property(name, fc.array(name), query, (page, rest, asked) => {
      expect(routeOf(addressOf(page, rest, asked))).toEqual({ page, rest, query: { ...asked } })
    }),
  )
  expect(routeOf('')).toEqual(HOME)
  expect(routeOf('#/coverage/%zz').rest).toEqual(['%zz'])
})

test('a view leaves out of its address what is usual', () => {
  const view = viewOf({ day: '2017-09-30', stray: 'x' })
  expect(viewAddress('215', view)).toBe('#/coverage/215?day=2017-09-30')
  expect(viewAddress('215', view, { sort: '-rate' })).toBe('#/coverage/215?day=2017-09-30&sort=-rate')
})

test('a trend ends with the day asked', () => {
  expect(trendDays('2016-02-29', 'DAY')).toEqual({ from: '2016-01-30', until: '2016-03-01' })
})

test('numbers are written as each language writes them, and what is not known is a dash', () => {
  const [vi, en] = [figuresIn('vi'), figuresIn('en')]
  expect([vi.count(95_026), vi.percent(0.9479), vi.signed(-16, 1), vi.day('2017-09-30')]).toEqual([
    '95.026',
    '94,8%',
    '-16,0',
    '30/09/2017',
  ])
  expect([en.count(95_026), en.percent(0.9479), en.signed(-3)]).toEqual(['95,026', '94.8%', '-3'])
  expect([vi.count(null), vi.percent(null), vi.signed(undefined), vi.day(null), vi.moment(null)]).toEqual(
    Array.from({ length: 5 }, () => '–'),
  )
})

test('a value that the dictionary does not know yet is shown as it is', () => {
  expect(sayIn('vi').term('SourceKind', 'FIGURES')).toBe('biểu số liệu')
  expect(sayIn('en').term('SourceKind', 'A_NEW_KIND')).toBe('A_NEW_KIND')
})

test('time left is told once there is something to tell it by', () => {
  expect([secondsLeft(0, 500), secondsLeft(0.25, 10_000), secondsLeft(1, 10_000)]).toEqual([null, 30, null])
})

const row = (code: string, coverageRate: number | null) => ({ area: { code }, coverageRate }) as unknown as SubAreaRow

test('rows are sorted both ways, what is not known last, equals by code', () => {
  const rows = [row('3', null), row('2', 0.5), row('1', 0.5), row('4', 0.9)]
  const order = (sort: string) =>
    sortedRows(rows, sort)
      .map(({ area }) => area.code)
      .join('')
  expect([order('rate'), order('-rate'), order(''), order('no-such-column')]).toEqual(['1243', '4123', '1234', '1234'])
})

const FRAME = { width: 100, height: 50, left: 10, right: 10, top: 5, bottom: 5 }

test('a drawing holds every reading and the target within its frame, in the order of days', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(fc.array(share, { minLength: 2, maxLength: 40 }), share, (shares, target) => {
      const readings = shares.map((each, index) => ({ day: new Date(index * 864e5).toISOString(), share: each }))
      const { points, lines, yOf } = drawing(readings, [target], FRAME)
      for (const y of [...points.map((point) => point.y), yOf(target)]) {
        expect(y).toBeGreaterThanOrEqual(FRAME.top - 1e-6)
        expect(y).toBeLessThanOrEqual(FRAME.height - FRAME.bottom + 1e-6)
      }
      const xs = points.map((point) => point.x)
      expect(xs).toEqual(xs.toSorted((a, b) => a - b))
      expect([xs[0], xs.at(-1)]).toEqual([FRAME.left, FRAME.width - FRAME.right])
      expect(lines.length).toBeGreaterThan(1)
      expect(lines.length).toBeLessThan(9)
    }),
  )
})

test('events of a stream are put together however they are cut, and end with it', async () => {
  const sent =
    ':\n\nevent: next\ndata: {"a":"ổ"}\n\n:\n\nevent: next\ndata: 2\n\nevent: complete\ndata:\n\nevent: next\ndata: 3\n\n'
  const bytes = new TextEncoder().encode(sent)
  for (const size of [1, 2, 7, bytes.length]) {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size))
        controller.close()
      },
    })
    expect(await Array.fromAsync(nextEvents(body))).toEqual(['{"a":"ổ"}', '2'])
  }
})

const square = (west: number, south: number) =>
  [
    [west, south],
    [west + 1, south],
    [west + 1, south + 1],
    [west, south + 1],
    [west, south],
  ] as const

test('a map is north up, within its drawing, and as narrow as its degrees of longitude are there', () => {
  const map = mapDrawing(
    new Map([
      ['south', [[square(106, 10)]]],
      ['north', [[square(106, 11)], [square(107, 11)]]],
    ]),
  )
  const [south, north] = map?.places ?? []
  expect(north?.y).toBeLessThan(south?.y ?? 0)
  expect(north?.path.match(/M/g)).toHaveLength(2)
  expect((map?.width ?? 0) / (map?.height ?? 1)).toBeCloseTo(Math.cos((11 * Math.PI) / 180), 1)
  const numbers = map?.places.flatMap(({ path }) => path.match(/[\d.]+/g) ?? []).map(Number) ?? []
  expect(Math.min(...numbers)).toBeGreaterThan(0)
  expect(Math.max(...numbers)).toBeLessThan(Math.max(map?.width ?? 0, map?.height ?? 0))
  expect(mapDrawing(new Map())).toBeNull()
})

test('a row is coloured by its class; withheld and unknown are none', () => {
  const told = (part: object) => part as unknown as SubAreaRow
  const rates = [0, 0.799, 0.8, 0.949, 0.95, 1].map((coverageRate) => classOf(told({ coverageRate }), 'rate'))
  expect(rates).toEqual([0, 0, 1, 3, 4, 4])
  const points = [-9, -5, -0.1, 0, 5].map((pointsAboveTarget) => classOf(told({ pointsAboveTarget }), 'target'))
  expect(points).toEqual([0, 1, 1, 2, 3])
  expect(classOf(told({ suppressed: true, coverageRate: null }), 'rate')).toBe('WITHHELD')
  expect([classOf(told({ coverageRate: null }), 'rate'), classOf(undefined, 'target')]).toEqual(['UNKNOWN', 'UNKNOWN'])
})
