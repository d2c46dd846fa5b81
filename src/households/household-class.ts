/**
 * Diện hộ, as the yearly review decides it (QĐ 59/2015/QĐ-TTg, NĐ 07/2021/NĐ-CP): hộ nghèo, hộ cận nghèo, hộ làm nông,
 * lâm, ngư, diêm nghiệp có mức sống trung bình, and everybody else. The database stores 1–4; 0 is “not known”.
 */
export const HOUSEHOLD_CLASSES = ['POOR', 'NEAR_POOR', 'MIDDLE_INCOME_FARMING', 'OTHER'] as const
export type HouseholdClass = (typeof HOUSEHOLD_CLASSES)[number]

export function householdClassNumber(value: HouseholdClass): number {
  return HOUSEHOLD_CLASSES.indexOf(value) + 1
}

/** The class with this number; null for 0, “not known”. */
export function householdClassOf(number: number): HouseholdClass | null {
  return HOUSEHOLD_CLASSES[number - 1] ?? null
}
