import { describe, expect, test } from 'vitest'
import { MOST_POSITIONS, readFeature } from '../../../importers/boundaries/read-feature.ts'

const RING = [
  [106, 21],
  [106.1, 21],
  [106.1, 21.1],
  [106, 21],
]
const POLYGON = { type: 'Polygon', coordinates: [RING] }
const feature = (properties: unknown, geometry: unknown = POLYGON) => ({ type: 'Feature', properties, geometry })

describe('code and name', () => {
  test.each([
    [{ code: '07288', name: 'Yên Thế', fullName: 'Xã Yên Thế' }, '07288', 'Yên Thế'],
    [{ MA_XA: '07288', TEN_XA: 'Yên Thế', MA_TINH: '24', TEN_TINH: 'Bắc Ninh' }, '07288', 'Yên Thế'],
    [{ ma_tinh: '24', 'Tên tỉnh': 'Bắc Ninh' }, '24', 'Bắc Ninh'],
    [{ 'Mã xã': 7288, 'Tên xã': 'Xã Yên Thế' }, '7288', 'Xã Yên Thế'],
    [{ Ma: '7288.0', Ten: 'Yên Thế' }, '7288', 'Yên Thế'],
    [{ ward_code: '26446.03' }, '26446.03', null],
    [{ code: null, maXa: '07288' }, '07288', null],
  ])('are found in %o', (properties, code, name) => {
    expect(readFeature(feature(properties), null)).toMatchObject({ code, name, finding: null })
  })

  test('are of the property that was named, whatever else is there', () => {
    const properties = { code: 'x', GID: '07288', name: 'Yên Thế', ma_xa: '07294', ten_xa: 'Bố Hạ' }
    expect(readFeature(feature(properties), 'GID')).toMatchObject({ code: '07288', name: 'Yên Thế' })
    expect(readFeature(feature(properties), 'ma_xa')).toMatchObject({ code: '07294', name: 'Bố Hạ' })
    expect(readFeature(feature(properties), 'gone').finding).toEqual({ code: 'boundary-code-missing', found: 'gone' })
  })

  test.each([[null], [{}], [{ code: '' }], [{ code: true }], [[]]])('are missed in %o', (properties) => {
    expect(readFeature(feature(properties), null).finding?.code).toBe('boundary-code-missing')
  })
})

describe('a geometry', () => {
  const read = (geometry: unknown) => readFeature(feature({ code: '24' }, geometry), null)

  test('is a polygon or several, heights left out', () => {
    expect(read(POLYGON).polygons).toEqual([[RING]])
    const coordinates = [[RING.map((position) => [...position, 12])], [RING]]
    expect(read({ type: 'MultiPolygon', coordinates }).polygons).toEqual([[RING], [RING]])
  })

  const ring = (...positions: unknown[]) => ({ type: 'Polygon', coordinates: [positions] })
  const [a, b, c] = RING
  const TOO_MANY = { type: 'Polygon', coordinates: [Array.from({ length: MOST_POSITIONS + 1 }, () => a)] }
  test.each([
    ['none', null, 'boundary-geometry-missing'],
    ['a number', 42, 'boundary-geometry-missing'],
    ['an empty one', { type: 'MultiPolygon', coordinates: [] }, 'boundary-geometry-missing'],
    ['a polygon without rings', { type: 'Polygon', coordinates: [] }, 'boundary-geometry-missing'],
    ['a line', { type: 'LineString', coordinates: RING }, 'boundary-not-a-polygon'],
    ['several kinds', { type: 'GeometryCollection', geometries: [POLYGON] }, 'boundary-not-a-polygon'],
    ['no list', { type: 'Polygon', coordinates: 'x' }, 'boundary-position-not-readable'],
    ['a list too flat', { type: 'Polygon', coordinates: RING }, 'boundary-position-not-readable'],
    ['text', ring(a, b, ['106', '21'], a), 'boundary-position-not-readable'],
    ['one number', ring(a, b, [106], a), 'boundary-position-not-readable'],
    ['three positions', ring(a, b, a), 'boundary-ring-too-short'],
    ['an open ring', ring(a, b, c, [106.05, 21.05]), 'boundary-ring-open'],
    ['metres of VN-2000', ring([596_123.4, 2_334_567.8], b, c, a), 'boundary-not-wgs84'],
    ['latitude first', ring([21, 106], [21, 106.1], [21.1, 106.1], [21, 106]), 'boundary-not-wgs84'],
    ['another country', ring([2.3, 48.8], [2.4, 48.8], [2.4, 48.9], [2.3, 48.8]), 'boundary-outside-vietnam'],
    ['too many positions', TOO_MANY, 'boundary-too-many-positions'],
  ])('that is %s is refused by name', (_what, geometry, code) => {
    expect(read(geometry)).toMatchObject({ finding: { code }, polygons: [], code: '24' })
  })
})

test.each([[null], [1], ['x'], [[]], [{ type: 'Polygon' }]])('%o is no feature', (value) => {
  expect(readFeature(value, null).finding?.code).toBe('boundary-not-a-feature')
})
