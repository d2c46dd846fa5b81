import type { SqlSession } from '../kernel/sql.ts'
import { ALL_HOMES, type Clues, type CountedAtHome, type HomesAsked, rowsOfHomes } from './count-homes.ts'
import { CARD } from './count-persons.ts'

/** Households at homes of which nobody knows where they lie, all of one kind. */
export interface HouseholdKind extends CountedAtHome {
  /** 0 for those that are known by their members alone: they count as no household. */
  readonly household_class: number
  readonly households: number
  /** Members of each by their own class, POOR first: of a household whose part is known they are told as persons. */
  readonly members: readonly number[]
  readonly covered: readonly number[]
}

/** Members of households of a class, and persons of the class without a household, where all of them lie or are known to. */
export interface MembersAtHome extends CountedAtHome {
  readonly household_class: number
  readonly members: number
  readonly covered: number
}

/**
 * SQL: `member`, every person at the homes asked with the card of the day; `household`, every household that stands there or that
 * they live in, with the leaf in which it is known to lie: by itself, else where most of its members went; and `settled`, the
 * members with the leaf of their own, else of their household.
 */
export const HOUSEHOLD_HOMES = `${ALL_HOMES}, member as materialized (
  select r.*, p.sex, p.birth_date, p.birth_year, card.code, card.participant_group
  from person_home r cross join lateral (select r.day) d join person p on p.person_id = r.person_id ${CARD}
), household as materialized (
  select day, unit_id, atom_id, household_id, coalesce(max(household_class), 0) as household_class,
    coalesce(max(leaf_id) filter (where stands), mode() within group (order by leaf_id)) as leaf_id
  from (
    select day, unit_id, atom_id, household_id, household_class, leaf_id, true as stands from household_home
    union all
    select day, unit_id, atom_id, household_id, null, leaf_id, false from member where household_id is not null
  ) either
  group by day, unit_id, atom_id, household_id
), settled as materialized (
  select member.*, coalesce(member.leaf_id, household.leaf_id) as at_leaf_id
  from member left join household on household.day = member.day and household.household_id = member.household_id
    and household.atom_id is not distinct from member.atom_id and household.unit_id is not distinct from member.unit_id
)`

/** SQL: a member `m` of `settled` of whom nobody knows in which part they are, and who goes with their household. */
export const IS_UNDECIDED = 'm.atom_id is not null and m.at_leaf_id is null and m.household_id is not null'

const byClass = (counted: string) =>
  `array[${[1, 2, 3, 4].map((number) => `count(*) filter (where m.household_class = ${number} and ${counted})`)}]::int[]`

/** Households at these homes, kind by kind: alike in class and members. At most one statement; none without places. */
export async function countHouseholdHomes(
  em: SqlSession,
  asked: readonly HomesAsked[],
  clues: Clues,
): Promise<readonly HouseholdKind[]> {
  return rowsOfHomes<HouseholdKind>(
    em,
    `with ${HOUSEHOLD_HOMES}, filled as (
      select h.day, h.unit_id, h.atom_id, h.leaf_id, h.household_id, h.household_class,
        ${byClass(IS_UNDECIDED)} as members, ${byClass(`m.code is not null and ${IS_UNDECIDED}`)} as covered
      from household h left join settled m on m.day = h.day and m.household_id = h.household_id and m.atom_id = h.atom_id
      group by 1, 2, 3, 4, 5, 6
    )
    select day::text as day, unit_id, atom_id, leaf_id, household_class, members, covered, count(*)::int as households
    from filled group by 1, 2, 3, 4, 5, 6, 7`,
    asked,
    clues,
  )
}

/**
 * The order in which kinds of households are shared out begins with this: those that are known by their members alone come last.
 */
export function householdOrder({
  household_class: inClass,
  members,
  covered,
}: Pick<HouseholdKind, 'household_class' | 'members' | 'covered'>): string {
  return [inClass || 9, ...members, ...covered].map((number) => String(number).padStart(4, '0')).join()
}

/** Everybody at these homes who does not go with a household of unknown place, by class. At most one statement; none without places. */
export async function countMembersAtHome(
  em: SqlSession,
  asked: readonly HomesAsked[],
  clues: Clues,
): Promise<readonly MembersAtHome[]> {
  return rowsOfHomes<MembersAtHome>(
    em,
    `with ${HOUSEHOLD_HOMES}
    select day::text as day, unit_id, atom_id, at_leaf_id as leaf_id, household_class, count(*)::int as members,
      count(code)::int as covered
    from settled m where household_class > 0 and not (${IS_UNDECIDED})
    group by 1, 2, 3, 4, 5`,
    asked,
    clues,
  )
}
