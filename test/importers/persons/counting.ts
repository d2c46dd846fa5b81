import type { SqlEntityManager } from '@mikro-orm/postgresql'
import { rows } from '../../../src/kernel/sql.ts'

interface Interval {
  readonly id: number
  readonly from: string
  readonly until: string
  readonly area: number
}

/** Residents, covered residents and households of an area on a day. */
export interface Count {
  readonly all: number
  readonly covered: number
  readonly households: number
}

const holds = (interval: Interval, day: string): boolean =>
  interval.from !== 'infinity' &&
  (interval.from === '-infinity' || interval.from <= day) &&
  (interval.until === 'infinity' || day < interval.until)

/** Counts in plain TypeScript from the register's rows: the other opinion beside the cube. */
export async function countByHand(em: SqlEntityManager, areaId: number, day: string): Promise<Count> {
  const read = (sql: string): Promise<Interval[]> => rows<Interval>(em, sql)
  const homes = await read(
    'select person_id as id, valid_from as from, valid_until as until, area_id as area from residence',
  )
  const cards = await read('select person_id as id, valid_from as from, valid_until as until, 0 as area from enrolment')
  const states = await read(
    'select household_id as id, valid_from as from, valid_until as until, area_id as area from household_state',
  )
  const links = await read(
    'select area_id as id, valid_from as from, valid_until as until, ancestor_id as area from area_ancestor',
  )
  const inside = new Set(links.filter((link) => link.area === areaId && holds(link, day)).map((link) => link.id))
  const here = (all: readonly Interval[]): Set<number> =>
    new Set(all.filter((one) => inside.has(one.area) && holds(one, day)).map((one) => one.id))
  const residents = here(homes)
  const insured = new Set(cards.filter((card) => holds(card, day)).map((card) => card.id))
  return { all: residents.size, covered: residents.intersection(insured).size, households: here(states).size }
}

/** The same from the cube: years before, months of the year before, days of the month up to the day. */
export async function countByCube(em: SqlEntityManager, areaId: number, day: string): Promise<Count> {
  const year = Number(day.slice(0, 4))
  const month = year * 12 + Number(day.slice(5, 7)) - 1
  const spans = await rows<{ span: number; bucket: number; all: number; covered: number; households: number[] }>(
    em,
    'select span, bucket, n_all as all, n_cov as covered, households from coverage_cube where area_id = $1',
    [areaId],
  )
  const first = Date.parse(`${day.slice(0, 7)}-01`) / 86_400_000
  const last = Date.parse(day) / 86_400_000
  const used = spans.filter(
    ({ span, bucket }) =>
      (span === 0 && bucket < year) ||
      (span === 1 && bucket >= year * 12 && bucket < month) ||
      (span === 2 && bucket >= first && bucket <= last),
  )
  const sum = (value: (row: (typeof used)[number]) => number): number =>
    used.reduce((total, row) => total + value(row), 0)
  return {
    all: sum((row) => row.all),
    covered: sum((row) => row.covered),
    households: sum((row) => row.households.reduce((total, n) => total + n, 0)),
  }
}
