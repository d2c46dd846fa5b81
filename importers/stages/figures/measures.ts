/** The staged column of every measure that an office may state for an area; the name is that of `reported_figure`. */
export const MEASURES = [
  ['POPULATION', 'population'],
  ['COVERED', 'covered'],
  ['HOUSEHOLDS', 'households'],
  ['HOUSEHOLDS_POOR', 'households_poor'],
  ['HOUSEHOLDS_NEAR_POOR', 'households_near_poor'],
  ['HOUSEHOLDS_MIDDLE_INCOME_FARMING', 'households_middle_income_farming'],
  ['OPENING', 'opening'],
  ['INCREASE', 'increase'],
  ['DECREASE', 'decrease'],
  ['CLOSING', 'closing'],
  ['STUDENTS', 'students'],
  ['STUDENTS_COVERED', 'students_covered'],
] as const

/** The measures of a row as lines of (measure, value, column letters of each sheet as parameter-free field name). */
export const MEASURE_VALUES = MEASURES.map(([measure, column]) => `('${measure}', staged.${column}, '${column}')`).join(
  ', ',
)
