import { describe, expect, test } from 'vitest'
import { featuresOf, USUAL_LIMITS } from '../../../importers/boundaries/features.ts'
import { UnreadableFile } from '../../../importers/workbook/workbook.ts'
import fc from '../../support/fast-check.ts'

const LIMITS = { ...USUAL_LIMITS, maxFileBytes: 1_000_000 }

/** The bytes in pieces of this size, as a line would bring them. */
async function* pieces(text: string | Uint8Array, size: number) {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(
  text: string | Uint8Array,
  { size = 7, ...limits }: { size?: number } & Partial<typeof LIMITS> = {},
) {
  const found: unknown[] = []
  for await (const feature of featuresOf(pieces(text, size), { ...LIMITS, ...limits })) found.push(feature)
  return found
}

const refusal = (...asked: Parameters<typeof read>): Promise<string> =>
  read(...asked).then(
    () => 'read',
    (error: unknown) => {
      if (error instanceof UnreadableFile) return error.code
      throw error
    },
  )

describe('the features of a file', () => {
  test('are what JSON says they are, however the bytes come', async () => {
    const feature = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue())
    await fc.assert(
      fc.asyncProperty(
        fc.array(feature, { maxLength: 6 }),
        fc.dictionary(
          fc.string({ unit: 'binary' }).filter((key) => !['type', 'features', 'crs'].includes(key)),
          fc.jsonValue(),
        ),
        fc.record({ size: fc.integer({ min: 1, max: 40 }), indent: fc.constantFrom(0, 2), first: fc.boolean() }),
        async (features, more, { size, indent, first }) => {
          const list = { features }
          const file = { ...(first ? list : more), type: 'FeatureCollection', ...(first ? more : list) }
          // As JSON has them: it knows no -0.
          expect(await read(JSON.stringify(file, null, indent), { size })).toEqual(JSON.parse(JSON.stringify(features)))
        },
      ),
    )
  })

  test('may be one alone', async () => {
    const feature = { type: 'Feature', properties: { features: [{}] }, geometry: null }
    expect(await read(JSON.stringify(feature))).toEqual([feature])
  })

  test('may begin with the mark of UTF-8', async () => {
    expect(await read(`\ufeff{"type":"FeatureCollection","features":[{"a":"ế"}]}`)).toEqual([{ a: 'ế' }])
  })

  test('are of WGS84, also where an older file names it', async () => {
    const file = (name: string) =>
      JSON.stringify({ type: 'FeatureCollection', features: [], crs: { properties: { name } } })
    for (const name of ['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326', 'urn:ogc:def:crs:EPSG::4326'])
      expect(await read(file(name))).toEqual([])
    for (const name of ['urn:ogc:def:crs:EPSG::9210', 'EPSG:3405', 'VN-2000'])
      expect(await refusal(file(name))).toBe('geojson-other-crs')
  })
})

describe('a file is refused by name', () => {
  const CUT = '{"type":"FeatureCollection","features":[{"type":"Feature"},{"type":'
  test.each([
    ['', 'file-empty'],
    ['{', 'geojson-not-readable'],
    [CUT, 'geojson-not-readable'],
    ['{"type":"FeatureCollection","features":[{"a":1}{"a":2}]}', 'geojson-not-readable'],
    ['{"type":"FeatureCollection","features":[{"a":1}]} more', 'geojson-not-readable'],
    ['{"type":"FeatureCollection","features":[{"a":1},[{"a":2}]]}', 'geojson-not-readable'],
    ['{"type":"FeatureCollection","features":[{"a":1}],"features":[]}', 'geojson-not-readable'],
    ['{"type":"FeatureCollection","features":{"a":{}}}', 'geojson-not-readable'],
    ['{"type":"FeatureCollection","fe\\u0061tures":[{"a":1}]}', 'geojson-not-readable'],
    ['{"type":"Topology","objects":{}}', 'geojson-other-type'],
    ['{"type":"Polygon","coordinates":[]}', 'geojson-other-type'],
    ['[{"type":"Feature"}]', 'geojson-other-type'],
    ['null', 'geojson-other-type'],
    ['<html></html>', 'geojson-not-readable'],
  ])('%s', async (text, code) => {
    for (const size of [1, 5, 1_000]) expect(await refusal(text, { size })).toBe(code)
  })

  test('in UTF-16', async () => {
    expect(await refusal(Buffer.from(JSON.stringify({ type: 'FeatureCollection' }), 'utf16le'))).toBe(
      'geojson-not-readable',
    )
  })

  test('beyond its limits, as soon as it is', async () => {
    const file = (...features: object[]) => JSON.stringify({ features, type: 'FeatureCollection' })
    const long = { text: 'x'.repeat(500) }
    expect(await refusal(file(long, long), { maxFileBytes: 900 })).toBe('file-too-large')
    expect(await refusal(file({}, {}, {}), { maxFeatures: 2 })).toBe('geojson-too-many-features')
    expect(await refusal(file({}, long), { maxFeatureBytes: 400 })).toBe('geojson-feature-too-large')
    expect(await refusal(JSON.stringify({ ...long, type: 'Feature' }), { maxFeatureBytes: 400 })).toBe(
      'geojson-feature-too-large',
    )
    let asked = 0
    const endless = async function* () {
      for (;;) {
        asked += 1
        yield Buffer.from('{"features":[{"a":"')
      }
    }
    await expect(featuresOf(endless(), { ...LIMITS, maxFeatureBytes: 400 }).next()).rejects.toThrow(
      'geojson-feature-too-large',
    )
    expect(asked).toBeLessThan(40)
  })
})
