/** Columns of a survey's sheet that say a household's class, by the field that they were recognised as. */
const CLASS_FIELDS = ['household_class', 'class_poor', 'class_near_poor', 'class_farming']

const SAYS_CLASS = `$[*].columns[*].field ? (${CLASS_FIELDS.map((field) => `@ == "${field}"`).join(' || ')})`

/**
 * SQL condition: the batch of alias `batch` is of the kind that counts for a round of the kind in `kind`: a committed
 * household survey, and for a poverty review one whose sheet says classes. (A survey without such a column writes new
 * households down as “other”, which is nobody's decision.) Days are compared by whoever asks.
 */
export function countsForRound(batch: string, kind: string): string {
  return `${batch}.kind = 'HOUSEHOLD_SURVEY' and ${batch}.status = 'COMMITTED'
    and (${kind} = 'HOUSEHOLD_SURVEY' or jsonb_path_exists(${batch}.sheets, '${SAYS_CLASS}'))`
}
