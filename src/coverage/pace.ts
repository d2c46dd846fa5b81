import { addDays, daysBetween, type PlainDate } from '../kernel/plain-date.ts'
import { ceilOfShare, percentagePoints, roundTo } from '../kernel/ratio.ts'
import type { TargetInForce } from './coverage-row.ts'

/** The days over which the present pace is measured in the register. */
export const PACE_DAYS = 28

/** How much `covered` changed over so many days. */
export interface Change {
  readonly persons: number
  readonly days: number
}

/** What stands between an area and its target; every field is null that cannot be told. */
export interface Progress {
  readonly pointsAboveTarget: number | null
  readonly attainmentRate: number | null
  readonly cardsNeeded: number | null
  readonly weeklyPaceNeeded: number | null
  readonly weeklyPace: number | null
  readonly projectedOn: PlainDate | null
}

/** Where nobody reads it. */
export const NO_PROGRESS: Progress = {
  pointsAboveTarget: null,
  attainmentRate: null,
  cardsNeeded: null,
  weeklyPaceNeeded: null,
  weeklyPace: null,
  projectedOn: null,
}

export interface Standing {
  readonly asOf: PlainDate
  readonly population: number | null
  readonly covered: number | null
  readonly coverageRate: number | null
  readonly target: Pick<TargetInForce, 'value' | 'validFrom' | 'dueOn'> | null
  readonly change: Change | null
}

export function progressOf(standing: Standing): Progress {
  const { asOf, target, change, coverageRate } = standing
  const cardsNeeded = cardsNeededOf(standing)
  return {
    pointsAboveTarget: target && coverageRate !== null ? percentagePoints(target.value, coverageRate) : null,
    attainmentRate: target && target.value > 0 && coverageRate !== null ? coverageRate / target.value : null,
    cardsNeeded,
    weeklyPaceNeeded: target && cardsNeeded !== null ? paceNeeded(cardsNeeded, daysBetween(asOf, target.dueOn)) : null,
    weeklyPace: change && roundTo((change.persons * 7) / change.days, 4),
    projectedOn: cardsNeeded === null ? null : projectedOn(asOf, cardsNeeded, change),
  }
}

/** max(0, ceil(target × population) − covered), in whole numbers. */
function cardsNeededOf({ population, covered, target }: Standing): number | null {
  if (population === null || covered === null || target === null) return null
  return Math.max(0, ceilOfShare(target.value, population) - covered)
}

/** Cards a week until the target is due; null on the due day itself, when no week is left to spread them over. */
export function paceNeeded(cards: number, daysLeft: number): number | null {
  if (cards === 0) return 0
  return daysLeft > 0 ? roundTo((cards * 7) / daysLeft, 4) : null
}

/** The first day on which the pace has brought the cards needed; today when none is needed; null when it never does. */
export function projectedOn(asOf: PlainDate, cards: number, change: Change | null): PlainDate | null {
  if (cards === 0) return asOf
  if (change === null || change.persons <= 0) return null
  const days = Math.ceil((cards * change.days) / change.persons)
  const lastDay = daysBetween(asOf, '9999-12-31')
  return days > lastDay ? null : addDays(asOf, days)
}
