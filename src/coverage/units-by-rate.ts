import { type PageRequest, pageSize } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { SqlSession } from '../kernel/sql.ts'
import { firstByRate, isReadByDay } from './count-cube.ts'
import type { CoverageOrder } from './coverage-row.ts'
import { daysRead } from './facts.ts'
import { placeByRate } from './order.ts'
import { type Placed, placeUnits, unitsOfHome } from './placement.ts'
import { isDetailed, type Question, type Unit } from './question.ts'

/** The units that are looked at, and where their numbers lie when that was found on the way. */
export interface ChosenUnits {
  readonly units: readonly Unit[]
  readonly placed?: Placed
}

/** Which of the units asked are looked at. */
export type ChooseUnits = (units: readonly Unit[], question: Question) => ChosenUnits | Promise<ChosenUnits>

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
): Promise<ChosenUnits> {
  const { asOf, orderBy } = page
  if (orderBy !== 'COVERAGE_RATE_DESC' && orderBy !== 'COVERAGE_RATE_ASC') return { units }
  if (!isOrderedByCounts(question, asOf) || !isReadByDay(units.map(({ area }) => area))) return { units }
  const days = daysRead([asOf], question)
  const placement = await placeUnits(em, { units, days, borders: asOf })
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
  const found = units.filter(({ area }) => chosen.has(area.areaId))
  return { units: found, placed: { units: found, days, placement } }
}

/** Stated figures, told numbers, ranks and other borders change what a count alone would say. */
function isOrderedByCounts(question: Question, asOf: PlainDate): boolean {
  const { basis, small, borders, parts } = question
  return basis === 'REGISTRY' && small && !isDetailed(question) && !parts.overall && (borders ?? asOf) === asOf
}
