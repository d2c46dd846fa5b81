import { digest } from '../kernel/digest.ts'
import { grouped } from '../kernel/grouped.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { remembered, rows, type SqlSession } from '../kernel/sql.ts'
import { type CellRecord, cellColumns } from './cell-columns.ts'
import { CARD, PERSON_CELL } from './count-persons.ts'
import type { CoverageDimension } from './coverage-row.ts'
import { holdsOn } from './crossing-steps.ts'

/** People registered at a place on a day: all of them lie in a unit, or they are shared out as people of an atom. */
export interface HomesAsked {
  readonly day: PlainDate
  readonly placeId: number
  readonly unitId: number | null
  readonly atomId: number | null
}

/** What tells where somebody of an atom went: another home of theirs, later (or earlier, on the way back), in one of its leaves. */
export interface Clues {
  readonly borders: PlainDate
  readonly leaves: readonly { readonly atomId: number; readonly leafId: number; readonly isBack: boolean }[]
  /** Places that lie in a leaf although no link says so. */
  readonly located: readonly { readonly placeId: number; readonly leafId: number }[]
}

/** Where the homes counted in a row lie. */
export interface CountedAtHome {
  readonly day: string
  readonly unit_id: number | null
  readonly atom_id: number | null
  /** The leaf of the atom in which they are known to be; null when nobody knows. */
  readonly leaf_id: number | null
}

export type HomesCounted = CountedAtHome & Omit<CellRecord, 'area_id' | 'day'>

/**
 * SQL: the homes asked for, and by what else somebody is known to have gone to a leaf. Its ten parameters are the first; their
 * values are `homesValues`.
 */
const HOMES_ASKED = `
asked (day, place_id, unit_id, atom_id) as materialized (
  select * from unnest($1::date[], $2::int[], $3::int[], $4::int[]) asked(day, place_id, unit_id, atom_id)
  where exists (select from area_ancestor link
    where link.area_id = asked.place_id and link.ancestor_level = 0 and ${holdsOn('link', 'asked.day')})
), leaf as materialized (
  select * from unnest($5::int[], $6::int[], $7::boolean[]) leaf(atom_id, leaf_id, is_back)
), clue as materialized (
  select leaf.atom_id, leaf.leaf_id, leaf.is_back, link.area_id
  from leaf join area_ancestor link on link.ancestor_id = leaf.leaf_id and ${holdsOn('link', '$8::date')}
  union
  select leaf.atom_id, leaf.leaf_id, leaf.is_back, located.place_id
  from leaf join unnest($9::int[], $10::int[]) located(place_id, leaf_id) using (leaf_id)
)`

/**
 * SQL: `person_home` or `household_home`, everybody who lived at the homes asked for, with the leaf in which they are known to lie:
 * that of their next home that lies in one. Set by set, not one by one: other homes are found first, because the planner takes the
 * places of a leaf for few and would look for the homes of everybody once for each of them.
 */
function homesOf(subject: 'person' | 'household'): string {
  const table = subject === 'person' ? 'residence' : 'household_state'
  const id = `${subject}_id`
  const columns = subject === 'person' ? 'home.person_id, home.household_id' : 'home.household_id'
  return `
${subject}_lived as materialized (
  select asked.*, ${columns}, home.valid_from, home.household_class
  from asked join ${table} home on home.area_id = asked.place_id and ${holdsOn('home', 'asked.day')}
), ${subject}_elsewhere as materialized (
  select lived.day, lived.atom_id, lived.${id}, other.area_id, other.valid_from, other.valid_from < lived.valid_from as is_back
  from ${subject}_lived lived join ${table} other on other.${id} = lived.${id} and other.valid_from <> lived.valid_from
  where lived.atom_id is not null
), ${subject}_told as materialized (
  select distinct on (day, atom_id, ${id}) day, atom_id, ${id}, clue.leaf_id
  from ${subject}_elsewhere other join clue using (atom_id, area_id, is_back)
  order by day, atom_id, ${id}, case when is_back then other.valid_from end desc, other.valid_from
), ${subject}_home as (
  select lived.*, told.leaf_id from ${subject}_lived lived left join ${subject}_told told using (day, atom_id, ${id})
)`
}

/** SQL: `person_home`; its parameters are `homesValues`. */
export const PERSON_HOMES = `${HOMES_ASKED}, ${homesOf('person')}`

/** SQL: `person_home` and `household_home`; its parameters are `homesValues`. */
export const ALL_HOMES = `${PERSON_HOMES}, ${homesOf('household')}`

/** SQL: whether the person at home `r` has a card on day `d.day`: half of what it costs to know which. */
const HAS_CARD = `
    left join lateral (
      select '' as code from enrolment e
      where e.person_id = r.person_id and e.valid_from <= d.day and d.day < e.valid_until limit 1
    ) card on true`

/**
 * Residents and covered residents at these places by these dimensions, from the persons themselves. At most one statement; none without
 * places.
 */
export async function countHomes(
  em: SqlSession,
  asked: readonly HomesAsked[],
  clues: Clues,
  by: readonly CoverageDimension[],
): Promise<readonly HomesCounted[]> {
  const isTold = (...dimensions: CoverageDimension[]) => by.some((dimension) => dimensions.includes(dimension))
  return rowsOfHomes<HomesCounted>(
    em,
    `with ${PERSON_HOMES}
    select r.day::text as day, r.unit_id, r.atom_id, r.leaf_id, ${cellColumns(by, PERSON_CELL)},
      count(*)::int as population, count(card.code)::int as covered
    from person_home r cross join lateral (select r.day) d
    ${isTold('SEX', 'AGE_BAND') ? 'join person p on p.person_id = r.person_id' : ''}
    ${isTold('PARTICIPANT_GROUP', 'PARTICIPANT_CODE') ? CARD : HAS_CARD}
    group by r.day, r.unit_id, r.atom_id, r.leaf_id, 5, 6, 7, 8, 9`,
    asked,
    clues,
  )
}

/**
 * The rows of a statement over `PERSON_HOMES` or `ALL_HOMES`, its ten parameters alone. It looks at everybody who lives there, so
 * what it finds is good until the next commit, where the session remembers. None without places.
 */
export async function rowsOfHomes<Row>(
  em: SqlSession,
  sql: string,
  asked: readonly HomesAsked[],
  clues: Clues,
): Promise<readonly Row[]> {
  if (asked.length === 0) return []
  const values = homesValues(asked, clues)
  return remembered(em, `homes ${digest([sql, values])}`, () => rows<Row>(em, sql, values))
}

/** The first day on which anybody lived at one of the places of each unit or atom, by `homeKey`. At most one statement; none without places. */
export async function firstHomeDays(em: SqlSession, asked: readonly HomesAsked[]): Promise<Map<string, PlainDate>> {
  if (asked.length === 0) return new Map()
  const places = [...grouped(asked, (homes) => `${homes.placeId}|${homeKey(homes)}`).values()].flatMap(
    ([first]) => first ?? [],
  )
  const values = [
    places.map(({ placeId }) => placeId),
    places.map(({ unitId }) => unitId),
    places.map(({ atomId }) => atomId),
  ]
  const found = await remembered(em, `first days at homes ${digest(values)}`, () =>
    rows<{ unit_id: number | null; atom_id: number | null; day: string }>(
      em,
      `select asked.unit_id, asked.atom_id, min(home.valid_from)::text as day
      from unnest($1::int[], $2::int[], $3::int[]) asked(place_id, unit_id, atom_id)
      join residence home on home.area_id = asked.place_id
      group by 1, 2`,
      values,
    ),
  )
  return new Map(found.map((row) => [homeKey({ unitId: row.unit_id, atomId: row.atom_id }), row.day]))
}

export function homeKey({ unitId, atomId }: Pick<HomesAsked, 'unitId' | 'atomId'>): string {
  return `${unitId ?? ''}|${atomId ?? ''}`
}

/** The values of the ten parameters of `PERSON_HOMES` and `ALL_HOMES`. */
export function homesValues(asked: readonly HomesAsked[], clues: Clues): unknown[] {
  return [
    asked.map(({ day }) => day),
    asked.map(({ placeId }) => placeId),
    asked.map(({ unitId }) => unitId),
    asked.map(({ atomId }) => atomId),
    clues.leaves.map(({ atomId }) => atomId),
    clues.leaves.map(({ leafId }) => leafId),
    clues.leaves.map(({ isBack }) => isBack),
    clues.borders,
    clues.located.map(({ placeId }) => placeId),
    clues.located.map(({ leafId }) => leafId),
  ]
}
