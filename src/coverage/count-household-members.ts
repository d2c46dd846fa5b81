import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { ageBandSql } from '../population/age-band.ts'
import {
  type CellExpressions,
  type CellRecord,
  cellColumns,
  cellFilter,
  countedCell,
  filterValues,
} from './cell-columns.ts'
import { homesValues } from './count-homes.ts'
import { HOUSEHOLD_HOMES, type HouseholdKind, householdOrder, IS_UNDECIDED } from './count-household-homes.ts'
import { RESIDENT_CELL, residentsOf } from './count-persons.ts'
import { COVERAGE_DIMENSIONS, type CountedCell } from './coverage-row.ts'
import type { Placed, Placement } from './placement.ts'
import type { Question } from './question.ts'
import { leavesOfUnits, wholeSources } from './whereabouts.ts'

/** Households of a unit with a member in a cell, and their members in it. */
export interface MembersRecord extends CellRecord {
  readonly households: number
}

/** SQL: each unit ($1) with a source that lies in it ($2) on the day ($8). */
const SOURCES = '(select unit.*, $8::date as day from unnest($1::int[], $2::int[]) unit(area_id, source_id)) asked'

/** Households of whole areas, by who lives in them; who lives in no known household is not counted. One statement. */
export function countMembersOfAreas(
  em: SqlSession,
  placed: Placed,
  day: PlainDate,
  question: Pick<Question, 'by' | 'where'>,
): Promise<MembersRecord[]> {
  const sources = wholeSources(placed)
  return rows<MembersRecord>(
    em,
    `select r.area_id, r.day::text as day, ${cellColumns(question.by, RESIDENT_CELL)},
      count(*)::int as population, count(r.code)::int as covered, count(distinct r.household_id)::int as households
    from (${residentsOf(SOURCES)}) r
    where r.household_id is not null and ${cellFilter(RESIDENT_CELL)}
    group by 1, 2, 3, 4, 5, 6, 7`,
    [sources.map(({ unitId }) => unitId), sources.map(({ areaId }) => areaId), ...filterValues(question), day],
  )
}

/** A row `m` of `settled` in `HOUSEHOLD_HOMES`. */
const MEMBER_CELL: CellExpressions = {
  code: 'm.code',
  group: 'm.participant_group',
  householdClass: 'm.household_class',
  sex: 'm.sex',
  ageBand: `(${ageBandSql('m', 'm.day')})`,
}

/** The same of members at single homes whose unit is known. One statement; none without such homes. */
export async function countMembersAtKnownHomes(
  em: SqlSession,
  { placement }: Pick<Placed, 'placement'>,
  question: Pick<Question, 'by' | 'where'>,
): Promise<MembersRecord[]> {
  if (placement.homes.length === 0) return []
  const leaves = leavesOfUnits(placement)
  return rows<MembersRecord>(
    em,
    `with ${HOUSEHOLD_HOMES}
    select coalesce(m.unit_id, lying.unit_id) as area_id, m.day::text as day, ${cellColumns(question.by, MEMBER_CELL)},
      count(*)::int as population, count(m.code)::int as covered, count(distinct m.household_id)::int as households
    from settled m
    left join unnest($11::int[], $12::int[], $13::int[]) lying(atom_id, leaf_id, unit_id)
      on m.unit_id is null and lying.atom_id = m.atom_id and lying.leaf_id = m.at_leaf_id
    where m.household_id is not null and coalesce(m.unit_id, lying.unit_id) is not null
      and ${cellFilter(MEMBER_CELL, 14)}
    group by 1, 2, 3, 4, 5, 6, 7`,
    [
      ...homesValues(placement.homes, placement.clues),
      leaves.map(({ atomId }) => atomId),
      leaves.map(({ leafId }) => leafId),
      leaves.map(({ unitId }) => unitId),
      ...filterValues(question),
    ],
  )
}

/** Alike households of a divided area of which nobody knows in which part they are. */
export interface Composition {
  readonly day: PlainDate
  readonly atomId: number
  /** Their place among the households of the area. */
  readonly order: string
  readonly households: number
  /** Who lives in each of them. */
  readonly cells: readonly CountedCell[]
}

type MemberNumbers = readonly [
  group: number | null,
  code: string | null,
  householdClass: number,
  sex: number,
  ageBand: number | null,
  population: number,
  covered: number,
]

interface CompositionRecord extends Pick<HouseholdKind, 'household_class' | 'members' | 'covered' | 'households'> {
  readonly day: string
  readonly atom_id: number
  readonly cells: readonly MemberNumbers[]
}

const ofClass = (number: string) =>
  `array[${[1, 2, 3, 4].map((inClass) => `coalesce(sum(${number}) filter (where household_class = ${inClass}), 0)`)}]::int[]`

/**
 * These households by all that members are told apart by, whatever is asked, so that they are always shared out in the same order: that
 * of `countHouseholdHomes`, then by who lives in them. One statement; none without places.
 */
export async function countCompositions(em: SqlSession, { homes, clues }: Placement): Promise<Composition[]> {
  if (homes.length === 0) return []
  const found = await rows<CompositionRecord>(
    em,
    `with ${HOUSEHOLD_HOMES}, cell as (
      select h.day, h.atom_id, h.household_id, h.household_class as standing_class,
        ${cellColumns(COVERAGE_DIMENSIONS, MEMBER_CELL)}, count(m.person_id) as population, count(m.code) as covered
      from household h
      left join settled m on m.day = h.day and m.household_id = h.household_id and m.atom_id = h.atom_id and ${IS_UNDECIDED}
      where h.atom_id is not null and h.leaf_id is null
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    ), composed as (
      select day, atom_id, household_id, standing_class, ${ofClass('population')} as members, ${ofClass('covered')} as covered,
        coalesce(jsonb_agg(
          jsonb_build_array(participant_group, code, household_class, sex, age_band, population, covered)
          order by participant_group, code collate "C", household_class, sex, age_band
        ) filter (where population > 0), '[]') as cells
      from cell group by 1, 2, 3, 4
    )
    select day::text as day, atom_id, standing_class as household_class, members, covered, cells, count(*)::int as households
    from composed group by 1, 2, 3, 4, 5, 6`,
    homesValues(homes, clues),
  )
  return found.map(({ day, atom_id: atomId, households, cells, ...kind }) => ({
    ...{ day, atomId, households },
    order: `${householdOrder(kind)} ${JSON.stringify(cells)}`,
    cells: cells.map((numbers) => cellOf(numbers, { area_id: atomId, day })),
  }))
}

function cellOf(numbers: MemberNumbers, place: Pick<CellRecord, 'area_id' | 'day'>): CountedCell {
  const [group, code, householdClass, sex, ageBand, population, covered] = numbers
  return countedCell(
    {
      ...place,
      ...{
        code,
        participant_group: group,
        household_class: householdClass,
        sex,
        age_band: ageBand,
        population,
        covered,
      },
    },
    false,
  )
}
