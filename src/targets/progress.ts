import { type Change, paceNeeded, projectedOn } from '../coverage/pace.ts'
import { daysBetween, type PlainDate } from '../kernel/plain-date.ts'
import { ceilOfShare, percentagePoints, roundTo } from '../kernel/ratio.ts'
import { isRate, type TargetRow } from './target.ts'

/** What was achieved of a target by a day; whatever cannot be told is null. */
export interface TargetProgress {
  /** The day that is meant: the one asked, the due day after it. */
  readonly asOf: PlainDate
  /** A ratio 0–1, or a count, as the target's value. */
  readonly achieved: number | null
  /** achieved ÷ value, 0 or more: so với kế hoạch. */
  readonly attainmentRate: number | null
  /** achieved − value of a rate, in percentage points. */
  readonly pointsAboveTarget: number | null
  /** The fewest persons, cards or households still to go; 0 when it is reached. */
  readonly missing: number | null
  /** missing per week until the due day; null on it when any are missing. */
  readonly weeklyPaceNeeded: number | null
  /** The pace of late, per week. */
  readonly weeklyPace: number | null
  /** The day on which the pace of late reaches the target. */
  readonly projectedOn: PlainDate | null
}

/** What was counted for a target: persons, cards or households. */
export interface Achieved {
  readonly count: number | null
  /** For a rate: of how many. */
  readonly whole: number | null
  /** For a rate: as it is told. */
  readonly rate: number | null
  readonly change: Change | null
}

export function progressOf(
  target: TargetRow,
  asOf: PlainDate,
  { count, whole, rate: toldRate, change }: Achieved,
): TargetProgress {
  const rate = isRate(target.measure)
  const achieved = rate ? toldRate : count
  const needed = rate ? whole && ceilOfShare(target.value, whole) : Math.ceil(target.value)
  const missing = needed === null || count === null ? null : Math.max(0, needed - count)
  return {
    asOf,
    achieved,
    attainmentRate: achieved === null || target.value === 0 ? null : achieved / target.value,
    pointsAboveTarget: rate && achieved !== null ? percentagePoints(target.value, achieved) : null,
    missing,
    weeklyPaceNeeded: missing === null ? null : paceNeeded(missing, daysBetween(asOf, target.dueOn)),
    weeklyPace: change && roundTo((change.persons * 7) / change.days, 4),
    projectedOn: missing === null ? null : projectedOn(asOf, missing, change),
  }
}
