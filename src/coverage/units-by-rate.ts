import { type PageRequest, pageSize } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { SqlSession } from '../kernel/sql.ts'
import { firstByRate, isReadByDay } from './count-cube.ts'
import type { CoverageOrder } from './coverage-row.ts'
import { placeByRate } from './order.ts'
import { placeUnits, unitsOfHome } from './placement.ts'
import { isDetailed, type Question, type Unit } from './question.ts'

/** Which of the units asked are looked at. */
export type ChooseUnits = (units: readonly Unit[], question: Question) => readonly Unit[] | Promise<readonly Unit[]>

/** A page of a report in some order. */
export interface PageInOrder extends PageRequest {
  readonly asOf: PlainDate
  readonly orderBy?: CoverageOrder | null
}

/**
 * Of many units those that the page is made of when the register alone says their order, by coverage rate: the database sorts them,
 * and all others are left out. So are not those in which people of divided areas are counted one by one. Any other order is by
 * what only the rows tell: then all units.
 */
export async function unitsByRate(
  em: SqlSession,
  units: readonly Unit[],
  question: Question,
  page: PageInOrder,
): Promise<readonly Unit[]> {
  const { asOf, orderBy } = page
  if (orderBy !== 'COVERAGE_RATE_DESC' && orderBy !== 'COVERAGE_RATE_ASC') return units
  if (!isOrderedByCounts(question, asOf) || !isReadByDay(units.map(({ area }) => area))) return units
  const placement = await placeUnits(em, { units, days: [asOf], borders: asOf })
  const unsure = new Set(placement.homes.flatMap((home) => unitsOfHome(placement, home)))
  const sure = units.filter(({ area }) => !unsure.has(area.areaId))
  const first = await firstByRate(
    em,
    sure.map(({ area }) => area.areaId),
    {
      ...{ day: asOf, highestFirst: orderBy === 'COVERAGE_RATE_DESC', limit: pageSize(page) + 1 },
      ...placeByRate(sure, orderBy, page),
    },
  )
  const chosen = new Set([...unsure, ...first])
  return units.filter(({ area }) => chosen.has(area.areaId))
}

/** Stated figures, told numbers, ranks and other borders change what a count alone would say. */
function isOrderedByCounts(question: Question, asOf: PlainDate): boolean {
  const { basis, small, borders, parts } = question
  return basis === 'REGISTRY' && small && !isDetailed(question) && !parts.overall && (borders ?? asOf) === asOf
}
