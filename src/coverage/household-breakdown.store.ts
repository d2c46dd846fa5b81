import type { Actor } from '../access/actor.ts'
import type { AreaRow } from '../areas/area.store.ts'
import type { AreaLevel } from '../areas/area-level.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { areasAsked } from './areas-asked.ts'
import { type CellRecord, cellColumns, cellFilter, cellKey, countedCell, filterValues } from './cell-columns.ts'
import { RESIDENT_CELL, RESIDENTS } from './count-persons.ts'
import type { CoverageCell, CoverageDimension, CoverageWhere } from './coverage-row.ts'
import { demandSmallCounts } from './lattice.ts'

export interface BreakdownWanted {
  readonly within?: string | null
  readonly level?: AreaLevel | null
  readonly asOf: PlainDate
  readonly by?: readonly CoverageDimension[] | null
  readonly where?: CoverageWhere | null
}

/** Households by who lives in them: those with at least one member of the kind, and the members of that kind. */
export interface HouseholdBreakdown extends CoverageCell {
  readonly area: AreaRow
  readonly asOf: PlainDate
  /** A household with members of several kinds is one in each of their rows. */
  readonly households: number
  readonly members: number
  readonly coveredMembers: number
}

interface BreakdownRecord extends CellRecord {
  readonly households: number
}

/** Who lives in no known household is not counted. */
function statement({ by, where }: Required<Pick<BreakdownWanted, 'by' | 'where'>>): string {
  const question = { by: by ?? [], where: where ?? {} }
  return `select r.area_id, r.day::text as day, ${cellColumns(question.by, RESIDENT_CELL)},
    count(*)::int as population, count(r.code)::int as covered, count(distinct r.household_id)::int as households
  from (${RESIDENTS}) r
  where r.household_id is not null and ${cellFilter(RESIDENT_CELL)}
  group by 1, 2, 3, 4, 5, 6, 7`
}

/**
 * Households of the areas of a level by the kinds of people who live in them, counted from persons; members without a card have
 * neither participant code nor group. Three statements. Throws `BadRequest`: `withheld-question`, `area-unknown-on-day`.
 */
export async function householdBreakdown(
  actor: Actor,
  em: SqlSession,
  wanted: BreakdownWanted,
): Promise<HouseholdBreakdown[]> {
  demandSmallCounts(actor)
  const { within, level, asOf } = wanted
  const { areas } = await areasAsked(actor, em, { within, level, on: asOf })
  const question = { by: wanted.by ?? [], where: wanted.where ?? {} }
  const found = await rows<BreakdownRecord>(em, statement(question), [
    areas.map((area) => area.areaId),
    [asOf],
    ...filterValues(question),
  ])
  const places = new Map(areas.map((area, place) => [area.areaId, { area, place }]))
  return found
    .flatMap((record) => {
      const asked = places.get(record.area_id)
      if (asked === undefined) return []
      const { population, covered, ...cell } = countedCell(record, false)
      const counts = { households: record.households, members: population ?? 0, coveredMembers: covered }
      return [{ place: asked.place, row: { ...cell, ...counts, area: asked.area, asOf } }]
    })
    .sort((one, other) => one.place - other.place || compareText(cellKey(one.row), cellKey(other.row)))
    .map(({ row }) => row)
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
