import type { AreaScope } from '../access/actor.ts'
import { householdClassNumber } from '../households/household-class.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { SqlValues } from '../kernel/sql-values.ts'
import { ageBandNumber, ageBandSql } from '../population/age-band.ts'
import { holdsOn } from '../population/place.ts'
import type { SegmentSelection } from './segment.ts'

/** Which households of which areas on which day. */
export interface Selected {
  readonly selection: SegmentSelection
  /** The areas of the selection on the borders of now. */
  readonly scope: AreaScope
  readonly day: PlainDate
}

/**
 * SQL: the households that a selection takes, as (household_id, area_id, household_class) of the day; `among` narrows them further
 * and speaks of `state.household_id`.
 */
export function selectedSql({ selection, scope, day }: Selected, values: SqlValues, among = 'true'): string {
  const on = values.add(day, 'date')
  const conditions = [
    holdsOn('state', on),
    among,
    inAreas(scope, values),
    ofClasses(selection, values),
    ofSize(selection, on, values),
    withMember(selection, on, values),
  ]
  return `select state.household_id, state.area_id, state.household_class from household_state state
    where ${conditions.filter((condition) => condition !== null).join('\n      and ')}`
}

function inAreas(scope: AreaScope, values: SqlValues): string | null {
  if (scope.kind === 'COUNTRY') return null
  const leftOut = values.add(scope.leftOut ?? [], 'int[]')
  return `state.area_id in (select link.area_id from area_ancestor link
        where link.ancestor_id = any(${values.add(scope.areaIds, 'int[]')}) and link.area_id <> all(${leftOut}))`
}

function ofClasses({ householdClasses }: SegmentSelection, values: SqlValues): string | null {
  if (!householdClasses?.length) return null
  return `state.household_class = any(${values.add(householdClasses.map(householdClassNumber), 'int[]')})`
}

function ofSize({ minSize, maxSize }: SegmentSelection, on: string, values: SqlValues): string | null {
  if (minSize == null && maxSize == null) return null
  const size = `(select count(*) from residence home where home.household_id = state.household_id and ${holdsOn('home', on)})`
  return `${size} between ${values.add(minSize ?? 0, 'int')} and ${values.add(maxSize ?? 2_147_483_647, 'int')}`
}

function withMember(selection: SegmentSelection, on: string, values: SqlValues): string | null {
  const { memberAgeBands, memberCovered, memberCardEndsWithinDays: days } = selection
  const conditions: string[] = []
  if (memberAgeBands?.length)
    conditions.push(`${ageBandSql('member', on)} = any(${values.add(memberAgeBands.map(ageBandNumber), 'int[]')})`)
  if (memberCovered != null) conditions.push(`${covered(on)} = ${values.add(memberCovered, 'boolean')}`)
  if (days != null) conditions.push(`${covered(on)} and not ${covered(`(${on} + ${values.add(days, 'int')})`)}`)
  if (conditions.length === 0) return null
  return `exists (select from residence home join person member on member.person_id = home.person_id
        where home.household_id = state.household_id and ${holdsOn('home', on)} and ${conditions.join(' and ')})`
}

function covered(day: string): string {
  return `exists (select from enrolment card where card.person_id = home.person_id and ${holdsOn('card', day)})`
}
