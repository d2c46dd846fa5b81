import type { Polygons, Position, Ring } from '../../src/areas/boundary.ts'
import { plainKey } from '../../src/kernel/vietnamese-text.ts'

/** Why a feature is refused: a code of the issue catalogue and what its words name. */
export interface Finding {
  readonly code: string
  readonly found?: string
  readonly args?: Readonly<Record<string, string | number>>
}

/** A feature as far as it tells without the register. */
export interface ReadFeature {
  /** The code as it is written, without the `.0` of a number that a table made of it; null when there is none. */
  readonly code: string | null
  /** The name, with or without its kind of unit; null when it has none. */
  readonly name: string | null
  readonly polygons: Polygons
  readonly finding: Finding | null
}

/**
 * How the properties with a code, and with the name beside it, are called, without accents, signs and capitals: the plain words
 * first, then those of a level from the lowest up, since a commune names its province too.
 */
const NAMINGS: readonly (readonly [code: string, name: string])[] = [
  ['code', 'name'],
  ['ma', 'ten'],
  ['maxa', 'tenxa'],
  ['maphuongxa', 'tenphuongxa'],
  ['wardcode', 'wardname'],
  ['communecode', 'communename'],
  ['mahuyen', 'tenhuyen'],
  ['maquanhuyen', 'tenquanhuyen'],
  ['districtcode', 'districtname'],
  ['matinh', 'tentinh'],
  ['matinhthanh', 'tentinhthanh'],
  ['provincecode', 'provincename'],
]

/** Sixty times as many as the most winding commune seen. */
export const MOST_POSITIONS = 500_000

/** Where Vietnam and its islands lie, in degrees: what is outside was measured in something else. */
const VIETNAM = { west: 102, east: 118.5, south: 6, north: 24 }

class Refused extends Error {
  readonly finding: Finding

  constructor(finding: Finding) {
    super(finding.code)
    this.finding = finding
  }
}

/** Reads one feature. `codeProperty` names the property that holds the code; left out, a usual one is looked for. */
export function readFeature(feature: unknown, codeProperty: string | null): ReadFeature {
  const { type, properties, geometry } = isObject(feature) ? feature : {}
  const told = labels(isObject(properties) ? properties : {}, codeProperty)
  try {
    if (type !== 'Feature') throw new Refused({ code: 'boundary-not-a-feature', found: shown(type) })
    if (told.code === null) throw new Refused({ code: 'boundary-code-missing', found: codeProperty ?? 'code' })
    return { ...told, polygons: polygonsOf(geometry), finding: null }
  } catch (error) {
    if (error instanceof Refused) return { ...told, polygons: [], finding: error.finding }
    throw error
  }
}

function labels(
  properties: Readonly<Record<string, unknown>>,
  codeProperty: string | null,
): Pick<ReadFeature, 'code' | 'name'> {
  const byKey = new Map(Object.entries(properties).map(([name, value]) => [propertyKey(name), written(value)]))
  const naming = NAMINGS.find(([code]) =>
    codeProperty === null ? (byKey.get(code) ?? null) !== null : code === propertyKey(codeProperty),
  )
  const [codeKey = '', nameKey = 'name'] = naming ?? []
  const code = codeProperty === null ? byKey.get(codeKey) : written(properties[codeProperty])
  const name = byKey.get(nameKey) ?? byKey.get('name') ?? byKey.get('ten')
  return { code: code?.replace(/^(\d+)\.0+$/, '$1') ?? null, name: name ?? null }
}

function propertyKey(name: string): string {
  return plainKey(name).replace(/[^a-z0-9]/g, '')
}

function written(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
  return text === '' ? null : text.slice(0, 100)
}

function polygonsOf(geometry: unknown): Polygons {
  if (!isObject(geometry)) throw new Refused({ code: 'boundary-geometry-missing' })
  const { type, coordinates } = geometry
  if (type !== 'Polygon' && type !== 'MultiPolygon')
    throw new Refused({ code: 'boundary-not-a-polygon', found: shown(type) })
  const polygons = listOf(type === 'Polygon' ? [coordinates] : coordinates)
  const count = { positions: 0 }
  const read = polygons.map((polygon) => listOf(polygon).map((ring) => ringOf(ring, count)))
  if (read.length === 0 || read.some((rings) => rings.length === 0))
    throw new Refused({ code: 'boundary-geometry-missing' })
  return read
}

function ringOf(ring: unknown, count: { positions: number }): Ring {
  const positions = listOf(ring)
  count.positions += positions.length
  if (count.positions > MOST_POSITIONS)
    throw new Refused({ code: 'boundary-too-many-positions', args: { limit: MOST_POSITIONS } })
  const read = positions.map(positionOf)
  const [first, last] = [read.at(0), read.at(-1)]
  if (!first || !last || read.length < 4)
    throw new Refused({ code: 'boundary-ring-too-short', args: { positions: read.length } })
  if (first[0] !== last[0] || first[1] !== last[1])
    throw new Refused({ code: 'boundary-ring-open', found: first.join(', '), args: { last: last.join(', ') } })
  return read
}

/** A height that comes third is left out. */
function positionOf(position: unknown): Position {
  const [longitude, latitude] = Array.isArray(position) ? (position as readonly unknown[]) : []
  if (typeof longitude !== 'number' || typeof latitude !== 'number')
    throw new Refused({ code: 'boundary-position-not-readable', found: shown(position) })
  const found = `${longitude}, ${latitude}`
  if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90) throw new Refused({ code: 'boundary-not-wgs84', found })
  const { west, east, south, north } = VIETNAM
  if (longitude < west || longitude > east || latitude < south || latitude > north)
    throw new Refused({ code: 'boundary-outside-vietnam', found })
  return [longitude, latitude]
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new Refused({ code: 'boundary-position-not-readable', found: shown(value) })
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'null').slice(0, 60)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
