/** Levels from the country down. The number is how the database stores one. */
export const AREA_LEVELS = ['COUNTRY', 'PROVINCE', 'DISTRICT', 'COMMUNE', 'HAMLET', 'RESIDENT_GROUP'] as const
export type AreaLevel = (typeof AREA_LEVELS)[number]

export function levelNumber(level: AreaLevel): number {
  return AREA_LEVELS.indexOf(level)
}

export function levelOf(number: number): AreaLevel {
  const level = AREA_LEVELS[number]
  if (level === undefined) throw new Error(`no area level ${number}`)
  return level
}
