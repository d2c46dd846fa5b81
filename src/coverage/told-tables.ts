import { digest } from '../kernel/digest.ts'
import { grouped } from '../kernel/grouped.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { remembered, type SqlSession } from '../kernel/sql.ts'
import type { Kinship } from './families.ts'
import { type Judged, type TableCell, type TableKind, tableKey } from './judged.ts'
import { mapStart } from './placement.ts'
import { type Counts, type CountsOn, publish } from './published.store.ts'
import { judge } from './withholding.ts'

/** Tables of areas on the ends of months, on one map. */
export interface JudgeWanted {
  readonly kinship: Kinship
  readonly days: readonly PlainDate[]
  readonly borders: PlainDate
  /** The days on which the map changed, in order. */
  readonly maps: readonly PlainDate[]
  /** The coarse before the fine. */
  readonly kinds: readonly TableKind[]
  readonly countsNow: (kind: TableKind) => CountsOn
}

/** A cell of the table of an area on a day, judged. */
interface ToldCell {
  readonly table: string
  readonly judged: Judged
}

/**
 * Publishes the tables of all areas of the families and decides what of each cell is told. Two statements a kind; none where the
 * session remembers, because both are the same until a commit.
 */
export async function judgeKin(
  em: SqlSession,
  wanted: JudgeWanted,
): Promise<(kind: TableKind, areaId: number, day: PlainDate) => readonly Judged[]> {
  const { kinship, days, borders, maps, kinds } = wanted
  const map = mapStart(borders, maps)
  const name = digest([kinds.map((kind) => kind.name), kinship.families, days, map])
  const cells = await remembered(em, `told ${name}`, () => judgedCells(em, wanted, map))
  const tables = grouped(cells, ({ table }) => table)
  return (kind, areaId, day) => (tables.get(tableOn(day, tableKey(kind, areaId))) ?? []).map(({ judged }) => judged)
}

async function judgedCells(
  em: SqlSession,
  { kinship, days, maps, kinds, countsNow }: JudgeWanted,
  map: PlainDate,
): Promise<ToldCell[]> {
  const areaIds = kinship.areas.map(({ areaId }) => areaId)
  const published = new Map<string, CountsOn>()
  for (const kind of kinds) {
    const tables = { dimensions: kind.name, borders: map, areaIds, days }
    published.set(kind.name, await publish(em, tables, countsNow(kind)))
  }
  return days.flatMap((day) => {
    const cellsOf = (kind: TableKind, areaId: number) => tableCells(areaId, published.get(kind.name)?.(areaId, day))
    const isOwnMap = mapStart(day, maps) === map
    const tables = judge({ families: kinship.families, kinds, cellsOf, isOwnMap })
    return [...tables].flatMap(([key, cells]) => cells.map((judged) => ({ table: tableOn(day, key), judged })))
  })
}

function tableOn(day: PlainDate, key: string): string {
  return `${day}|${key}`
}

function tableCells(areaId: number, counts: Counts = new Map()): TableCell[] {
  return [...counts].map(([key, [covered, others]]) => ({ areaId, key, covered, others }))
}
