import type { PlainDate } from '../kernel/plain-date.ts'

/** What a target counts: covered ÷ population, covered ÷ all pupils and students, cards to issue, households to review. */
export const TARGET_MEASURES = [
  'COVERAGE_RATE',
  'STUDENT_COVERAGE_RATE',
  'CARDS_ISSUED',
  'HOUSEHOLDS_REVIEWED',
] as const
export type TargetMeasure = (typeof TARGET_MEASURES)[number]

/** Whether the value is a ratio 0–1; else it is a count. */
export function isRate(measure: TargetMeasure): boolean {
  return measure === 'COVERAGE_RATE' || measure === 'STUDENT_COVERAGE_RATE'
}

/** Chỉ tiêu: a rate or a count assigned to an area, in force from a day until the day it is due, that day included. */
export interface TargetRow {
  readonly targetId: number
  readonly areaId: number
  readonly measure: TargetMeasure
  /** A ratio 0–1, or a count, as the measure says. */
  readonly value: number
  readonly validFrom: PlainDate
  readonly dueOn: PlainDate
  /** The area whose office assigned it. */
  readonly assignedById: number | null
  readonly document: string | null
}
