import { cardParts, masked } from '../../src/kernel/identity-number.ts'
import type { RowView } from './row-view.ts'

/**
 * The third character of a card by participant code: QĐ 1351/QĐ-BHXH (2015) Điều 2, and what QĐ 1018/QĐ-BHXH (2024) and
 * Công văn 38/BYT-BH (2026) changed. A card is printed under the rule of its day, so every level that was ever right is.
 */
const BY_LEVEL: readonly (readonly [level: number, codes: string])[] = [
  [1, 'CC TE'],
  [2, 'CK CB KC HN DT DK XD BT TS AK CT CN LH'],
  [3, 'HT TC CN PV TG DS HK'],
  [4, 'DN HX CH NN TK HC XK TB NO CT XB TN CS XN MS HD TQ TA TY HG LS PV HS SV GB GD LH ND TH TV TD TU BA'],
  [5, 'QN CA CY'],
]

const LEVELS = new Map<string, number[]>()
for (const [level, codes] of BY_LEVEL) {
  for (const code of codes.split(' ')) LEVELS.set(code, [...(LEVELS.get(code) ?? []), level])
}

/** Reports a card whose benefit level no rule gives to its code. Unknown codes say nothing here: they are new, not wrong. */
export function checkBenefitLevel(row: RowView, column: number, card: string): void {
  const { participantCode, benefitLevel } = cardParts(card)
  const expected = LEVELS.get(participantCode)
  if (expected === undefined || expected.includes(benefitLevel)) return
  row.report('benefit-level-unexpected', column, masked(card), {
    code: participantCode,
    level: benefitLevel,
    expected: expected.join(' / '),
  })
}
