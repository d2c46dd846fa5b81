import { cardParts, masked } from '../../src/kernel/identity-number.ts'
import { addDays, formatVietnamese, type PlainDate } from '../../src/kernel/plain-date.ts'
import type { RowView } from './row-view.ts'

/** Days on which a card is good, half-open; null where the sheet does not say. */
export interface CardDays {
  readonly from: PlainDate | null
  readonly until: PlainDate | null
}

interface Rule {
  readonly level: number
  readonly codes: string
  /** Half-open, like a card's days. */
  readonly period?: CardDays
}

/** Nghị quyết 261/2025/QH15 Điều 2 khoản 1a, Công văn 38/BYT-BH (2026): near-poor and social pensioners are paid in full. */
const PAID_IN_FULL: PlainDate = '2026-01-01'

/**
 * The third character of a card by participant code: QĐ 1351/QĐ-BHXH (2015) Điều 2, what QĐ 1018/QĐ-BHXH (2024) added to it
 * without ending what was printed before, and the resolution of 2025.
 */
const RULES: readonly Rule[] = [
  { level: 1, codes: 'CC TE' },
  { level: 2, codes: 'CK CB KC HN DT DK XD BT TS AK CT' },
  { level: 2, codes: 'CN LH', period: { from: PAID_IN_FULL, until: null } },
  { level: 3, codes: 'HT TC PV TG DS HK' },
  { level: 3, codes: 'CN', period: { from: null, until: PAID_IN_FULL } },
  {
    level: 4,
    codes: 'DN HX CH NN TK HC XK TB NO CT XB TN CS XN MS HD TQ TA TY HG LS PV HS SV GB GD ND TH TV TD TU BA',
  },
  { level: 4, codes: 'LH', period: { from: null, until: PAID_IN_FULL } },
  { level: 5, codes: 'QN CA CY' },
]

const BY_CODE = new Map<string, Rule[]>()
for (const rule of RULES) {
  for (const code of rule.codes.split(' ')) BY_CODE.set(code, [...(BY_CODE.get(code) ?? []), rule])
}

/**
 * Reports a card whose benefit level no rule gives to its code on any of the card's days. Unknown codes say nothing here: they
 * are new, not wrong.
 */
export function checkBenefitLevel(row: RowView, column: number, card: string, days: CardDays): void {
  const { participantCode, benefitLevel } = cardParts(card)
  const inForce = BY_CODE.get(participantCode)?.filter(({ period }) => period === undefined || meet(period, days))
  if (inForce === undefined || inForce.some(({ level }) => level === benefitLevel)) return
  row.report('benefit-level-unexpected', column, masked(card), {
    code: participantCode,
    level: benefitLevel,
    expected: inForce.map(({ level, period }) => `${level}${period ? ` (${writtenPeriod(period)})` : ''}`).join(' / '),
  })
}

function meet(one: CardDays, other: CardDays): boolean {
  return isBefore(one.from, other.until) && isBefore(other.from, one.until)
}

function isBefore(from: PlainDate | null, until: PlainDate | null): boolean {
  return from === null || until === null || from < until
}

/** `1/1/2026 –`, `– 31/12/2025`: a rule's period as it stands in an issue. */
export function writtenPeriod({ from, until }: CardDays): string {
  const last = until === null ? '' : formatVietnamese(addDays(until, -1))
  return `${from === null ? '' : formatVietnamese(from)} – ${last}`.trim()
}
