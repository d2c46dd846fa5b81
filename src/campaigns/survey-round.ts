import type { PlainDate } from '../kernel/plain-date.ts'

/**
 * POVERTY_REVIEW: rà soát hộ nghèo, the yearly review that confers classes (QĐ 59/2015/QĐ-TTg; QĐ 24/2021/QĐ-TTg).
 * HOUSEHOLD_SURVEY: điều tra hộ gia đình, who lives where and who says to have a card.
 */
export const SURVEY_KINDS = ['POVERTY_REVIEW', 'HOUSEHOLD_SURVEY'] as const
export type SurveyKind = (typeof SURVEY_KINDS)[number]

/** A round: what is asked, where, in [from, until), and by when it must be done. */
export interface SurveyRoundRow {
  readonly roundId: number
  readonly kind: SurveyKind
  readonly year: number
  /** The area whose office holds it. */
  readonly areaId: number
  readonly from: PlainDate
  /** Null while no end is set. */
  readonly until: PlainDate | null
  /** The last day on which it should be finished; null when none was set. */
  readonly dueOn: PlainDate | null
  /** The decision or plan that ordered it. */
  readonly document: string | null
}

/** A round as an officer writes it down. */
export interface SurveyRoundDraft {
  readonly kind: SurveyKind
  readonly year: number
  /** Code of its area on `from`; the country when left out. */
  readonly areaCode?: string | null
  readonly from: PlainDate
  readonly until?: PlainDate | null
  readonly dueOn?: PlainDate | null
  readonly document?: string | null
}
