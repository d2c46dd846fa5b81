/** Who states a number: the office in the head of its sheet; OTHER when the sheet does not say. */
export const STATED_ORIGINS = [
  'STATISTICS_OFFICE',
  'SURVEY',
  'POLICE',
  'INSURANCE_OFFICE',
  'PEOPLES_COMMITTEE',
  'OTHER',
] as const
/** REGISTER: nobody; counted from card rolls and household surveys. */
export const FIGURE_ORIGINS = [...STATED_ORIGINS, 'REGISTER'] as const
export type FigureOrigin = (typeof FIGURE_ORIGINS)[number]
