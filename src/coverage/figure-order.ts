/**
 * SQL: the order of origins (`origins text[]`) that is declared for the measure of expression `measure` on the day of expression
 * `day`; no row when none is.
 */
export function orderOn(measure: string, day: string): string {
  return `select rule.origins from figure_precedence rule
    where rule.measure = ${measure} and rule.valid_from <= ${day} order by rule.valid_from desc limit 1`
}

/**
 * SQL: which of the figures `f` counts comes first, by the order in `declared` (see `orderOn`). Origins that the order does not
 * name come after all that it names.
 */
export const FIGURE_ORDER = 'array_position(declared.origins, f.origin), f.as_of desc, f.batch_id desc'

/** SQL: whether the order in `declared` puts the register before the figure `f`. */
export const AFTER_REGISTER = `coalesce(array_position(declared.origins, 'REGISTER')
  < coalesce(array_position(declared.origins, f.origin), cardinality(declared.origins) + 1), false)`
