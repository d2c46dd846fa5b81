import { isDeepStrictEqual } from 'node:util'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { countPersons } from '../../src/coverage/count-persons.ts'
import { type CoverageWanted, coverageInFull } from '../../src/coverage/coverage.store.ts'
import type { CoverageDimension, CoverageRow } from '../../src/coverage/coverage-row.ts'
import { addDays } from '../../src/kernel/plain-date.ts'
import { execute, oneRow, rows, type SqlSession } from '../../src/kernel/sql.ts'
import { openDatabase } from '../../src/storage/orm.ts'
import { REFORM } from './country-reform.ts'
import { median, tableRow } from './print-table.ts'
import { scheduledSeconds } from './process-cost.ts'
import { DAYS } from './query-questions.ts'

interface DatabaseQuestion {
  readonly name: string
  readonly wanted: Pick<CoverageWanted, 'within' | 'level' | 'borders'>
  readonly days: readonly string[]
  /** Milliseconds of the database that the question may take; null where nobody set any. */
  readonly goal: number | null
}

const EVE = addDays(REFORM, -1)
const [BEFORE, SINCE] = [DAYS.filter((day) => day < REFORM), DAYS.filter((day) => day >= REFORM)]

const QUESTIONS: readonly DatabaseQuestion[] = [
  { name: 'country by province', wanted: {}, days: DAYS, goal: 10 },
  { name: 'province by commune', wanted: { within: '01' }, days: DAYS, goal: 25 },
  { name: 'all communes', wanted: { level: 'COMMUNE' }, days: DAYS, goal: 150 },
  { name: 'reformed province by commune', wanted: { within: '02' }, days: SINCE, goal: null },
  { name: 'on the borders before', wanted: { within: '02', borders: EVE }, days: SINCE, goal: null },
  { name: 'on those since', wanted: { within: '02', borders: REFORM }, days: BEFORE, goal: null },
]

const SPLITS: readonly (readonly CoverageDimension[])[] = [
  [],
  ['PARTICIPANT_GROUP'],
  ['HOUSEHOLD_CLASS'],
  ['HOUSEHOLD_CLASS', 'SEX'],
]

/** Only the numbers: no pace, no target, no total. */
const NUMBERS = { pace: false, target: false, progress: false, total: false, overall: true, version: false }

/**
 * CPU of the database for each question from the cube, all its statements together, beside counting distinct persons, and whether
 * both agree. Medians over so many days.
 */
export async function measureDatabase(url: string, print: (line: string) => void): Promise<void> {
  // One connection is one process of the server: its own clock tells what the statements cost.
  const database = await openDatabase(url, { connections: 1 })
  const em = database.em()
  try {
    // Whatever a parallel worker did would be missing from that clock.
    await execute(em, 'set max_parallel_workers_per_gather = 0')
    print(tableRow(['question', 'by', 'rows', 'ms CPU', 'most', 'goal', 'ms CPU from persons', '÷']))
    print('|---|---|---|---|---|---|---|---|')
    for (const question of QUESTIONS) {
      for (const by of SPLITS) print(tableRow(await measure(em, question, by)))
    }
  } finally {
    await database.close()
  }
}

async function measure(
  em: SqlSession,
  { name, wanted, days, goal }: DatabaseQuestion,
  by: readonly CoverageDimension[],
): Promise<readonly (string | number)[]> {
  const ask = (asOf: string) =>
    coverageInFull(ADMINISTRATOR, em, { ...wanted, by, asOf, basis: 'REGISTRY', parts: NUMBERS })
  for (const day of days.slice(0, 6)) await ask(day)
  const costs: number[] = []
  let rowsFound = 0
  for (const day of days.slice(0, 8)) {
    const { cost, answer } = await costOf(em, () => ask(day))
    costs.push(cost)
    rowsFound = answer.rows.length
  }
  const [day = ''] = days
  const { rows: found } = await ask(day)
  // Who lives in which part of a divided commune no register tells: of those only the sum is compared.
  const reformed = await reformedIds(em)
  const exact = found.filter((row) => !reformed.has(row.areaId))
  if (by.length === 0) await refuseOtherSum(em, wanted.within ?? 'VN', day, found)
  const areaIds = [...new Set(exact.map((row) => row.areaId))]
  const line = [
    name,
    by.join(', ') || '–',
    rowsFound,
    median(costs).toFixed(1),
    Math.max(...costs).toFixed(1),
    goal ?? '–',
  ]
  // Persons are split on the map of their own day alone.
  if (by.length > 0 && day >= REFORM !== (wanted.borders ?? day) >= REFORM) return [...line, '–', '–']
  const persons = await costOf(em, () => fromPersons(em, { areaIds, day, by, borders: wanted.borders ?? day }))
  const kept = exact.map((row) => row.covered ?? 0).filter((covered) => covered > 0)
  if (!isDeepStrictEqual(persons.answer.toSorted(ascending), kept.toSorted(ascending)))
    throw new Error(`${name}: not what is counted`)
  return [...line, persons.cost.toFixed(0), (persons.cost / median(costs)).toFixed(0)]
}

/** Areas that were merged or divided, and what continues them. */
async function reformedIds(em: SqlSession): Promise<ReadonlySet<number>> {
  const found = await rows<{ id: number }>(
    em,
    'select from_id as id from area_succession union select to_id from area_succession',
  )
  return new Set(found.map(({ id }) => id))
}

/** Throws when somebody is lost on the way to other borders, or counted twice. */
async function refuseOtherSum(
  em: SqlSession,
  within: string,
  day: string,
  found: readonly CoverageRow[],
): Promise<void> {
  const { id } = await oneRow<{ id: number }>(em, 'select area_id as id from area where code = $1', [within])
  const counted = await fromPersons(em, { areaIds: [id], day, by: [], borders: day })
  const sum = found.reduce((covered, row) => covered + (row.covered ?? 0), 0)
  if (sum !== counted[0]) throw new Error(`${within}: ${sum} covered on all rows, ${counted[0]} persons`)
}

interface PersonsAsked {
  readonly areaIds: readonly number[]
  readonly day: string
  readonly by: readonly CoverageDimension[]
  readonly borders: string
}

const ascending = (one: number, other: number) => one - other

/** Covered persons of each area, or of each cell of each area, that has any. */
async function fromPersons(em: SqlSession, { areaIds, day, by, borders }: PersonsAsked): Promise<readonly number[]> {
  if (by.length > 0) {
    const cells = await countPersons(em, areaIds, [day], { by, where: {} })
    return cells.map(({ covered }) => covered).filter((covered) => covered > 0)
  }
  const counted = await rows<{ population: number; covered: number }>(
    em,
    `select link.ancestor_id, count(distinct residence.person_id)::int as population, count(distinct enrolment.person_id)::int as covered
     from area_ancestor link
     join residence on residence.area_id = link.area_id and residence.valid_from <= $2::date and $2::date < residence.valid_until
     left join enrolment on enrolment.person_id = residence.person_id
       and enrolment.valid_from <= $2::date and $2::date < enrolment.valid_until
     where link.ancestor_id = any($1::int[]) and link.valid_from <= $3::date and $3::date < link.valid_until
     group by link.ancestor_id`,
    [areaIds, day, borders],
  )
  return counted.map(({ covered }) => covered).filter((covered) => covered > 0)
}

async function costOf<Answer>(
  em: SqlSession,
  work: () => Promise<Answer>,
): Promise<{ readonly cost: number; readonly answer: Answer }> {
  const [backend] = await rows<{ pid: number }>(em, 'select pg_backend_pid() as pid')
  const pid = backend?.pid ?? 0
  const before = scheduledSeconds(pid)
  const answer = await work()
  return { cost: (scheduledSeconds(pid) - before) * 1000, answer }
}
