/** Longitude and latitude in degrees of WGS84. */
export type Position = readonly [number, number]
/** A closed line: its first position is also its last. */
export type Ring = readonly Position[]
/** What a place covers, as the coordinates of a GeoJSON MultiPolygon: polygons, each an outer ring followed by its holes. */
export type Polygons = readonly (readonly Ring[])[]

/** What a boundary is drawn on: a map of the whole country, of a province, or of a district. */
export const MAP_SCALES = ['COUNTRY', 'PROVINCE', 'DISTRICT'] as const
export type MapScale = (typeof MAP_SCALES)[number]

/** Steps of the grid in a degree: about 1.1 km, 220 m and 55 m, a pixel or less of a map a screen wide. */
export const GRID_STEPS: Readonly<Record<MapScale, number>> = { COUNTRY: 100, PROVINCE: 500, DISTRICT: 2_000 }
/** A place that the grid has no room for is drawn on a finer one, down to a centimetre. */
const FINEST_STEPS = 10_000_000

/** In whole steps of the grid. */
type GridPoint = readonly [number, number]

/**
 * The polygons with every position moved to the nearest point of the scale's grid, and without positions that then say nothing.
 * Where a position goes depends on nothing else, so neighbours that shared a border share it still, in whatever order they
 * come; a thinning that weighs positions against each other would tear them apart. Lines may touch themselves within a step: it
 * is a drawing, not a survey. A ring smaller than a step is left out; a place as small as that as a whole is drawn on a finer
 * grid. Outer rings run counter-clockwise and holes clockwise (RFC 7946). Empty for what covers nothing.
 */
export function drawnAt(polygons: Polygons, scale: MapScale): Polygons {
  for (let steps = GRID_STEPS[scale]; steps <= FINEST_STEPS; steps *= 2) {
    const drawn = onGrid(polygons, steps)
    if (drawn.length > 0) return drawn
  }
  return []
}

function onGrid(polygons: Polygons, steps: number): Polygons {
  return polygons.flatMap(([outer, ...holes]) => {
    const drawn = outer ? ringOnGrid(outer, steps, 1) : null
    if (drawn === null) return []
    return [[drawn, ...holes.map((hole) => ringOnGrid(hole, steps, -1)).filter((hole) => hole !== null)]]
  })
}

/** `turn` is 1 for counter-clockwise, -1 for clockwise. Null when nothing is left between the lines. */
function ringOnGrid(ring: Ring, steps: number, turn: 1 | -1): Ring | null {
  const points = withoutIdle(ring.slice(0, -1).map(([x, y]) => [Math.round(x * steps), Math.round(y * steps)]))
  const area = doubleArea(points)
  if (area === 0) return null
  if (Math.sign(area) !== turn) points.reverse()
  return [...points, points[0] as GridPoint].map(([x, y]) => [x / steps, y / steps])
}

/** The points of an unclosed ring without repeated ones and without those on the line between their neighbours. */
function withoutIdle(points: readonly GridPoint[]): GridPoint[] {
  const kept: GridPoint[] = []
  for (const point of points) {
    while (inLine(kept.at(-2), kept.at(-1), point)) kept.pop()
    if (!isSame(kept.at(-1), point)) kept.push(point)
  }
  // The ring goes on where it began.
  while (kept.length > 2) {
    if (inLine(kept.at(-2), kept.at(-1), kept[0])) kept.pop()
    else if (inLine(kept.at(-1), kept[0], kept[1])) kept.shift()
    else break
  }
  return kept
}

function isSame(a: GridPoint | undefined, b: GridPoint): boolean {
  return a !== undefined && a[0] === b[0] && a[1] === b[1]
}

function inLine(a: GridPoint | undefined, b: GridPoint | undefined, c: GridPoint | undefined): boolean {
  if (!a || !b || !c) return false
  return (b[0] - a[0]) * (c[1] - a[1]) === (b[1] - a[1]) * (c[0] - a[0])
}

/** Twice the area within, in steps squared; positive when the ring runs counter-clockwise. */
function doubleArea(points: readonly GridPoint[]): number {
  const [origin] = points
  if (!origin) return 0
  let sum = 0
  for (let at = 2; at < points.length; at += 1) {
    const [b, c] = [points[at - 1] as GridPoint, points[at] as GridPoint]
    sum += (b[0] - origin[0]) * (c[1] - origin[1]) - (b[1] - origin[1]) * (c[0] - origin[0])
  }
  return sum
}
