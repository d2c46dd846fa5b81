/** As the forms record it. The database stores 1 female, 2 male; 0 is “not known”. */
export const SEXES = ['FEMALE', 'MALE'] as const
export type Sex = (typeof SEXES)[number]

export function sexNumber(sex: Sex): number {
  return SEXES.indexOf(sex) + 1
}

/** The sex with this number; null for 0, “not known”. */
export function sexOf(number: number): Sex | null {
  return SEXES[number - 1] ?? null
}
