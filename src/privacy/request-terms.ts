import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import { addWorkingDays, type DeclaredDays, workingDayFrom } from '../kernel/working-day.ts'

/** What somebody may ask about their own data (Law 91/2025/QH15, Article 4(1)). */
export const REQUEST_KINDS = ['VIEW', 'CORRECT', 'PROVIDE', 'RESTRICT', 'OBJECT', 'WITHDRAW', 'ERASE'] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]

/** Days within which a request is carried out or refused. */
interface Term {
  readonly days: number
  /** Instead, where a processor or a third party has to act too. */
  readonly throughProcessor: number
  /** Once more so many, with a reason. */
  readonly extension: number
}

const TEN: Term = { days: 10, throughProcessor: 15, extension: 10 }
const FIFTEEN: Term = { days: 15, throughProcessor: 20, extension: 15 }
const TWENTY: Term = { days: 20, throughProcessor: 30, extension: 20 }

/** Decree 356/2025/NĐ-CP, Article 5, as secondary sources give it. */
const TERMS: Readonly<Record<RequestKind, Term>> = {
  VIEW: TEN,
  CORRECT: TEN,
  PROVIDE: TEN,
  RESTRICT: FIFTEEN,
  OBJECT: FIFTEEN,
  WITHDRAW: FIFTEEN,
  ERASE: TWENTY,
}

/** Working days within which whoever asked is told that the request came: the same article. */
const ACKNOWLEDGE_WORKING_DAYS = 2

/** What decides on the days of a request. */
export interface Timed {
  readonly kind: RequestKind
  readonly receivedOn: PlainDate
  readonly throughProcessor: boolean
}

/** The last day on which a request is acknowledged in time. */
export function acknowledgeBy({ receivedOn }: Pick<Timed, 'receivedOn'>, declared: DeclaredDays): PlainDate {
  return addWorkingDays(receivedOn, ACKNOWLEDGE_WORKING_DAYS, declared)
}

/**
 * The last day on which it is answered in time. The day on which it came does not count (Civil Code 91/2015/QH13, Article
 * 147(2)), every other day does; a term that would end on a day of rest ends on the next working day (Article 148(5)).
 */
export function dueOn(
  { kind, receivedOn, throughProcessor }: Timed,
  extended: boolean,
  declared: DeclaredDays,
): PlainDate {
  const term = TERMS[kind]
  const days = (throughProcessor ? term.throughProcessor : term.days) + (extended ? term.extension : 0)
  return workingDayFrom(addDays(receivedOn, days), declared)
}
