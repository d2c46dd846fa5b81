import type { Polygons, Position } from '../../src/areas/boundary.ts'

/** A made-up map: places side by side in a frame, with winding borders that neighbours share position by position. */
export interface DrawnMap {
  /** Row by row from the south-west. */
  readonly places: readonly Polygons[]
  /** Around all of them. */
  readonly outline: Polygons
}

export interface MapPlan {
  readonly columns: number
  readonly rows: number
  /** Degrees from one corner to the next. */
  readonly size?: number
  readonly west?: number
  readonly south?: number
  /** Positions between two corners. */
  readonly winding?: number
  /** Gives numbers of 0–1, one after the other. */
  readonly chance?: () => number
}

/** Draws a map; no position of a border is further than a tenth of a place from the straight line. */
export function drawMap({
  columns,
  rows,
  size = 0.1,
  west = 106,
  south = 21,
  winding = 9,
  chance = seeded(1),
}: MapPlan): DrawnMap {
  const wind = (): number => (chance() - 0.5) * 0.2 * size
  const corners = grid(columns + 1, rows + 1, (x, y): Position => [west + x * size + wind(), south + y * size + wind()])
  const corner = (x: number, y: number): Position => at(corners, x, y)
  /** From a corner to the next, without the last. */
  const line = (from: Position, to: Position): readonly Position[] => {
    const between = Array.from({ length: winding }, (_, index): Position => {
      const share = (index + 1) / (winding + 1)
      return [from[0] + (to[0] - from[0]) * share + wind(), from[1] + (to[1] - from[1]) * share + wind()]
    })
    return [from, ...between]
  }
  const eastward = grid(columns, rows + 1, (x, y) => line(corner(x, y), corner(x + 1, y)))
  const northward = grid(columns + 1, rows, (x, y) => line(corner(x, y), corner(x, y + 1)))
  const back = (positions: readonly Position[], end: Position) => [end, ...positions.slice(1).reverse()]
  const closed = (ring: readonly Position[]): Polygons => [[[...ring, ring[0] as Position]]]
  const places = grid(columns, rows, (x, y) =>
    closed([
      ...at(eastward, x, y),
      ...at(northward, x + 1, y),
      ...back(at(eastward, x, y + 1), corner(x + 1, y + 1)),
      ...back(at(northward, x, y), corner(x, y + 1)),
    ]),
  )
  const [across, up] = [Array.from({ length: columns }, (_, x) => x), Array.from({ length: rows }, (_, y) => y)]
  const outline = closed([
    ...across.flatMap((x) => at(eastward, x, 0)),
    ...up.flatMap((y) => at(northward, columns, y)),
    ...across.toReversed().flatMap((x) => back(at(eastward, x, rows), corner(x + 1, rows))),
    ...up.toReversed().flatMap((y) => back(at(northward, 0, y), corner(0, y + 1))),
  ])
  return { places: places.flat(), outline }
}

/** The same numbers for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

/** A feature as files of boundaries have them. */
export function featureOf(polygons: Polygons, properties: object) {
  return { type: 'Feature', properties, geometry: { type: 'MultiPolygon', coordinates: polygons } }
}

/** Rows of cells, `cells[y][x]`. */
function grid<Cell>(columns: number, rows: number, make: (x: number, y: number) => Cell): Cell[][] {
  return Array.from({ length: rows }, (_, y) => Array.from({ length: columns }, (_, x) => make(x, y)))
}

function at<Cell>(cells: readonly (readonly Cell[])[], x: number, y: number): Cell {
  const cell = cells[y]?.[x]
  if (cell === undefined) throw new Error(`nothing at ${x}, ${y}`)
  return cell
}
