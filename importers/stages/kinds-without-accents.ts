import { levelNumber } from '../../src/areas/area-level.ts'
import { kindsWithoutAccents } from '../../src/areas/area-name.ts'

const LINES = kindsWithoutAccents().map(
  ({ word, unitType, level }) => `('${word}', '${unitType}', ${levelNumber(level)})`,
)

/** SQL: the kinds of units as they are typed without accents, a relation `kind (word, unit_type, level)`. */
export const KINDS_WITHOUT_ACCENTS = `(values ${LINES.join(', ')}) kind (word, unit_type, level)`

/**
 * SQL condition: a name that was typed without any accent (its columns begin with `named`, as in `staged.area_`) is the kind
 * and the name of a place: `Xa Bo Ha` is xã Bố Hạ. A second try only, for `Xa Bang` is also the name of xã Xà Bang.
 */
export function isKindAndName(named: string, place: string): string {
  return `${named}key = ${named}plain and ${named}plain = kind.word || ' ' || ${place}.name_plain
    and coalesce(${named}type, '') in ('', kind.unit_type) and ${place}.unit_type = kind.unit_type`
}
