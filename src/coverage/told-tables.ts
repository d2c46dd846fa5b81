import type { PlainDate } from '../kernel/plain-date.ts'
import type { SqlSession } from '../kernel/sql.ts'
import type { Kinship } from './families.ts'
import { type Judged, type TableCell, type TableKind, tableKey } from './judged.ts'
import { type Counts, type CountsOn, publish } from './published.store.ts'
import { judge } from './withholding.ts'

/** The day since which the map has been what it is on the day. */
function mapStart(day: PlainDate, maps: readonly PlainDate[]): PlainDate {
  return maps.findLast((change) => change <= day) ?? '0001-01-01'
}

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

/** Publishes the tables of all areas of the families and decides what of each cell is told. Two statements a kind. */
export async function judgeKin(
  em: SqlSession,
  { kinship, days, borders, maps, kinds, countsNow }: JudgeWanted,
): Promise<(kind: TableKind, areaId: number, day: PlainDate) => readonly Judged[]> {
  const map = mapStart(borders, maps)
  const areaIds = kinship.areas.map(({ areaId }) => areaId)
  const published = new Map<string, CountsOn>()
  for (const kind of kinds) {
    const tables = { dimensions: kind.name, borders: map, areaIds, days }
    published.set(kind.name, await publish(em, tables, countsNow(kind)))
  }
  const byDay = new Map(
    days.map((day) => {
      const cellsOf = (kind: TableKind, areaId: number) => tableCells(areaId, published.get(kind.name)?.(areaId, day))
      const isOwnMap = mapStart(day, maps) === map
      return [day, judge({ families: kinship.families, kinds, cellsOf, isOwnMap })] as const
    }),
  )
  return (kind, areaId, day) => byDay.get(day)?.get(tableKey(kind, areaId)) ?? []
}

function tableCells(areaId: number, counts: Counts = new Map()): TableCell[] {
  return [...counts].map(([key, [covered, others]]) => ({ areaId, key, covered, others }))
}
