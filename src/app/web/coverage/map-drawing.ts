/** What an area covers, as the coordinates of a GeoJSON MultiPolygon. */
export type Polygons = readonly (readonly (readonly (readonly [number, number])[])[])[]

/** An area of the map, in units of the drawing. */
export interface DrawnPlace {
  readonly id: string
  /** The `d` of an SVG path. */
  readonly path: string
  /** The middle of the box around it. */
  readonly x: number
  readonly y: number
}

export interface MapDrawing {
  readonly width: number
  readonly height: number
  readonly places: readonly DrawnPlace[]
}

/** The longer side, in units of the drawing: a tenth of one is finer than a pixel. */
const SIDE = 800
const MARGIN = 4

interface Box {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/**
 * Places boundaries in a drawing, north up: degrees of longitude as narrow as they are in the middle of the map. Borders that
 * were shared stay shared, for every position is moved by itself. Null for no boundary.
 */
export function mapDrawing(boundaries: ReadonlyMap<string, Polygons>): MapDrawing | null {
  const boxes = new Map([...boundaries].map(([id, polygons]) => [id, boxOf(polygons)] as const))
  if (boxes.size === 0) return null
  const whole = [...boxes.values()].reduce(around)
  const narrowing = Math.cos(((whole.south + whole.north) / 2) * (Math.PI / 180))
  const [across, up] = [(whole.east - whole.west) * narrowing, whole.north - whole.south]
  const scale = SIDE / Math.max(across, up)
  const x = (longitude: number): number => tenth(MARGIN + (longitude - whole.west) * narrowing * scale)
  const y = (latitude: number): number => tenth(MARGIN + (whole.north - latitude) * scale)
  const places = [...boundaries].map(([id, polygons]): DrawnPlace => {
    const { west, south, east, north } = boxes.get(id) ?? whole
    const rings = polygons.flat().map(
      (ring) =>
        `M${ring
          .slice(1)
          .map(([lon, lat]) => `${x(lon)},${y(lat)}`)
          .join('L')}Z`,
    )
    return { id, path: rings.join(''), x: x((west + east) / 2), y: y((south + north) / 2) }
  })
  return { width: tenth(across * scale + 2 * MARGIN), height: tenth(up * scale + 2 * MARGIN), places }
}

function boxOf(polygons: Polygons): Box {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const [longitude, latitude] of polygons.flat(2)) {
    box.west = Math.min(box.west, longitude)
    box.south = Math.min(box.south, latitude)
    box.east = Math.max(box.east, longitude)
    box.north = Math.max(box.north, latitude)
  }
  return box
}

function around(one: Box, other: Box): Box {
  return {
    west: Math.min(one.west, other.west),
    south: Math.min(one.south, other.south),
    east: Math.max(one.east, other.east),
    north: Math.max(one.north, other.north),
  }
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}
