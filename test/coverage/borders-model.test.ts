import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import { scopeOfAreas } from '../../src/access/granted-scope.store.ts'
import { readerSessions } from '../../src/app/reader-sessions.ts'
import { cellKey } from '../../src/coverage/cell-columns.ts'
import { coverageInFull, householdCounts, populationFigures } from '../../src/coverage/coverage.store.ts'
import { coverageChanges } from '../../src/coverage/coverage-changes.store.ts'
import type { CoverageDimension, CoverageRow, CoverageWhere, HouseholdCount } from '../../src/coverage/coverage-row.ts'
import { type BreakdownWanted, householdBreakdown } from '../../src/coverage/household-breakdown.store.ts'
import { isLetThrough, onlyBy } from '../../src/coverage/lattice.ts'
import { dimensionsAsked } from '../../src/coverage/question.ts'
import { renewalCounts } from '../../src/coverage/renewals.store.ts'
import { verifyCube } from '../../src/coverage/verify.ts'
import { HOUSEHOLD_CLASSES, type HouseholdClass } from '../../src/households/household-class.ts'
import { grouped } from '../../src/kernel/grouped.ts'
import { addDays, type PlainDate } from '../../src/kernel/plain-date.ts'
import { execute, rows, type SqlSession } from '../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { DividedCount, type Settler } from '../support/divided-count.ts'
import { type DividedCountry, dividedCountry, REFORMS, START } from '../support/divided-country.ts'
import { RegisterRows } from '../support/register-rows.ts'
import { writeDividedCountry } from '../support/write-divided-country.ts'

/** A few runs on every occasion; BAOPHU_MODEL_RUNS asks for as many as one has time for. */
const RUNS = Number(process.env.BAOPHU_MODEL_RUNS ?? 4)

/** The failing country is shown as drawn: seeking a smaller one takes minutes. */
const EFFORT = { numRuns: RUNS, endOnFailure: true }

const DAYS: readonly PlainDate[] = [
  '2019-06-01',
  addDays(REFORMS[0], -1),
  REFORMS[0],
  '2021-01-31',
  addDays(REFORMS[1], -1),
  REFORMS[1],
  '2022-08-15',
]

interface Drawn {
  readonly country: DividedCountry
  readonly settlers: readonly Settler[]
}

const day = fc.integer({ min: 0, max: 1_300 }).map((days) => addDays(START, days))

/** A household whose members live together here and there, at places that there were on the day they came. */
function family(country: DividedCountry): fc.Arbitrary<Settler[]> {
  const places = (on: PlainDate) =>
    country.areas
      .filter(({ level }) => level === 'COMMUNE' || level === 'HAMLET')
      .filter(({ code }) => {
        const home = country.areas.find((area) => area.code === code.split('.')[0])
        return (home?.from ?? '') <= on && (home?.until ?? '9999') > on
      })
      .map(({ code }) => code)
  const homes = fc
    .uniqueArray(day, { minLength: 1, maxLength: 3 })
    .chain((days) =>
      fc.tuple(...days.toSorted().map((from) => fc.constantFrom(...places(from)).map((place) => ({ place, from })))),
    )
    .map((moves) => moves.map((move, index) => ({ ...move, until: moves[index + 1]?.from ?? null })))
  const card = fc
    .tuple(day, fc.integer({ min: 30, max: 1_200 }))
    .map(([from, days]) => ({ from, until: addDays(from, days) }))
  const members = fc.array(fc.array(card, { maxLength: 2 }), { minLength: 1, maxLength: 3 })
  return fc.tuple(homes, members).map(([together, all]) => all.map((cards) => ({ homes: together, cards })))
}

const drawn: fc.Arbitrary<Drawn> = dividedCountry.chain((country) =>
  fc.record({
    country: fc.constant(country),
    settlers: fc.array(family(country), { minLength: 8, maxLength: 25 }).map((families) => families.flat()),
  }),
)

let database: TestDatabase
let register: RegisterRows
beforeAll(async () => {
  database = await createTestDatabase()
  register = new RegisterRows(database.em)
  await register.participantCode('GD', 5, 9)
  await register.participantCode('HN', 3, 1)
  await register.participantCode('HS', 4, 4)
})
afterAll(() => database.drop())

const SEXES = ['FEMALE', 'MALE', undefined] as const
const BIRTHS = ['1950-03-01', '2016-02-29', '2000-07-01', undefined] as const
const CODES = ['GD', 'HN', 'HS'] as const

async function write({ country, settlers }: Drawn): Promise<void> {
  const ids = await writeDividedCountry(database.em, register, country)
  const households = new Map<Settler['homes'], { readonly id: number; readonly householdClass: HouseholdClass }>()
  for (const [index, { homes, cards }] of settlers.entries()) {
    const person = await register.person({ sex: SEXES[index % 3], birthDate: BIRTHS[index % 5] })
    const household = households.get(homes) ?? (await writeHousehold(ids, homes, households.size))
    households.set(homes, household)
    for (const { place, from, until } of homes) {
      const home = { areaId: ids.get(place) ?? 0, householdId: household.id, householdClass: household.householdClass }
      await register.residence(person, { ...home, from, until: until ?? undefined })
    }
    for (const [number, { from, until }] of cards.entries()) {
      const code = CODES[(index + number) % 3] ?? ''
      await register.card(person, { code, number: String(number), from, until: until ?? undefined })
    }
  }
  await register.settle()
}

/** Everybody's home is written for their household too; with a household that moved the members were written down. */
async function writeHousehold(ids: ReadonlyMap<string, number>, homes: Settler['homes'], number: number) {
  const householdClass = number % 3 === 0 ? ('POOR' as const) : ('OTHER' as const)
  const states = homes.map(({ place, from, until }) => ({
    ...{ areaId: ids.get(place) ?? 0, householdClass, from, until: until ?? undefined },
  }))
  const [first, ...others] = states
  if (first === undefined) throw new Error('somebody lives nowhere')
  const id = await register.household(first)
  for (const state of others) await register.householdState(id, state)
  return { id, householdClass }
}

const ask = (wanted: object) =>
  coverageInFull(ADMINISTRATOR, database.em, { asOf: '', basis: 'REGISTRY', ...wanted } as Parameters<
    typeof coverageInFull
  >[2])

/** Whoever has somebody in it, as `code population covered estimated`. */
function told(rows: readonly CoverageRow[]): string[] {
  return rows
    .filter((row) => row.population !== 0)
    .map((row) => `${row.area.code} ${row.population} ${row.covered} ${estimatedOf(row)}`)
    .sort()
}

/** How many of the covered were allotted by weight. */
function estimatedOf(row: CoverageRow | null): number {
  return Math.round((row?.estimatedShare ?? 0) * (row?.covered ?? 0))
}

const pairs = fc.uniqueArray(fc.tuple(fc.constantFrom(...DAYS), fc.constantFrom(...DAYS)), {
  minLength: 10,
  maxLength: 10,
  selector: ([asOf, borders]) => `${asOf} ${borders}`,
})

test('on any borders and on every level the numbers are those of people dealt out one by one', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, pairs, async (given, days) => {
      await write(given)
      const model = new DividedCount(given.country, given.settlers)
      for (const [asOf, borders] of days) {
        const counts = model.count(asOf, borders)
        for (const level of ['PROVINCE', 'DISTRICT', 'COMMUNE'] as const) {
          const expected = model
            .standing(level, borders)
            .map((code) => [code, counts.get(code) ?? { population: 0, covered: 0, estimated: 0 }] as const)
            .filter(([, { population }]) => population > 0)
            .map(([code, { population, covered, estimated }]) => `${code} ${population} ${covered} ${estimated}`)
          const { rows, total } = await ask({ level, asOf, borders })
          expect(told(rows), `${level} of ${asOf} on ${borders}`).toEqual(expected.sort())
          expect(total?.population ?? 0).toBe(counts.get('VN')?.population ?? 0)
          expect(estimatedOf(total)).toBe(counts.get('VN')?.estimated ?? 0)
        }
      }
    }),
    EFFORT,
  )
})

test('a commune that came partly out of nothing leaves the country a number that is estimated', async () => {
  // Shrunk by hand from seed 1286138714: n2 has no predecessor, and n3 was made of n1 (once c1) and of half of n2.
  const [first, second] = REFORMS
  const always = { from: null, until: null }
  const between = { from: first, until: second }
  const country: DividedCountry = {
    areas: [
      { code: 'VN', level: 'COUNTRY', ...always },
      { code: 'p1', level: 'PROVINCE', ...always },
      { code: 'c1', level: 'COMMUNE', from: null, until: first },
      { code: 'n1', level: 'COMMUNE', ...between },
      { code: 'n2', level: 'COMMUNE', ...between },
      { code: 'n3', level: 'COMMUNE', from: second, until: null },
      { code: 'n4', level: 'COMMUNE', from: second, until: null },
    ],
    links: [
      { code: 'p1', parent: 'VN', ...always },
      { code: 'c1', parent: 'p1', from: null, until: first },
      { code: 'n1', parent: 'p1', ...between },
      { code: 'n2', parent: 'p1', ...between },
      { code: 'n3', parent: 'p1', from: second, until: null },
      { code: 'n4', parent: 'p1', from: second, until: null },
    ],
    successions: [
      { from: 'c1', to: 'n1', on: first, relation: 'RENAMED', weight: 1 },
      { from: 'n1', to: 'n3', on: second, relation: 'WHOLE', weight: 1 },
      { from: 'n2', to: 'n3', on: second, relation: 'PART', weight: 0.5 },
      { from: 'n2', to: 'n4', on: second, relation: 'PART', weight: 0.5 },
    ],
  }
  const settlers = [0, 1, 2].map(() => ({
    homes: [{ place: 'n3', from: second, until: null }],
    cards: [{ from: second, until: '2025-01-01' }],
  }))
  await write({ country, settlers })
  const onBorders = (borders: PlainDate) => ask({ level: 'COMMUNE', asOf: '2022-08-15', borders })
  const before = await onBorders('2019-06-01')
  expect(told(before.rows)).toEqual(['c1 2 2 2'])
  expect(before.total).toMatchObject({ population: 2, covered: 2, estimatedShare: 1 })
  const byHand = new DividedCount(country, settlers).count('2022-08-15', '2019-06-01')
  expect(byHand.get('VN')).toEqual({ population: 2, covered: 2, estimated: 2 })
  const today = await onBorders('2022-08-15')
  expect(told(today.rows)).toEqual(['n3 3 3 0'])
  expect(today.total).toMatchObject({ population: 3, covered: 3, estimatedShare: 0 })
})

/** The rows of each area as one. */
function summed(rows: readonly CoverageRow[]): CoverageRow[] {
  const sums = new Map<string, CoverageRow>()
  for (const row of rows) {
    const sum = sums.get(row.area.code)
    const population = (row.population ?? 0) + (sum?.population ?? 0)
    sums.set(row.area.code, {
      ...row,
      population,
      covered: (row.covered ?? 0) + (sum?.covered ?? 0),
      estimatedShare: 0,
    })
  }
  return [...sums.values()]
}

async function holdsTogether(asOf: PlainDate, borders: PlainDate): Promise<void> {
  const whole = await ask({ level: 'COMMUNE', asOf, borders })
  for (const row of whole.rows) expect(row.covered).toBeLessThanOrEqual(row.population ?? 0)
  for (const by of [['SEX'], ['AGE_BAND'], ['HOUSEHOLD_CLASS', 'SEX']] as const) {
    const split = await ask({ level: 'COMMUNE', asOf, borders, by })
    expect(told(summed(split.rows))).toEqual(told(summed(whole.rows)))
    expect(split.total?.population).toBe(whole.total?.population)
  }
  const byProvince = await Promise.all(['p1', 'p2'].map((within) => ask({ level: 'COMMUNE', within, asOf, borders })))
  expect(told(byProvince.flatMap(({ rows }) => rows))).toEqual(told(whole.rows))
  const places = { level: 'COMMUNE', asOf, borders } as const
  const figures = await populationFigures(ADMINISTRATOR, database.em, { ...places, basis: 'REGISTRY' })
  expect(figures.reduce((sum, figure) => sum + figure.count, 0)).toBe(whole.total?.population ?? 0)
}

/** Every kind of question with a filter, and the split in which its answer must be a part. */
const NARROWED: readonly { readonly where: CoverageWhere; readonly by: readonly CoverageDimension[] }[] = [
  { where: { sexes: ['MALE'] }, by: [] },
  { where: { ageBands: ['UNDER_6', 'FROM_60_TO_79'] }, by: ['SEX'] },
  { where: { householdClasses: ['POOR'] }, by: ['AGE_BAND'] },
  { where: { participantGroups: ['STATE_SUPPORTED'] }, by: ['SEX'] },
  { where: { participantCodes: ['GD', 'HN'], sexes: ['FEMALE'] }, by: ['PARTICIPANT_GROUP'] },
]
const EVERYTHING = ['PARTICIPANT_CODE', 'PARTICIPANT_GROUP', 'HOUSEHOLD_CLASS', 'SEX', 'AGE_BAND'] as const

/** Whoever has somebody in it, by area and the cell of these dimensions: `population covered`. */
function cells(rows: readonly CoverageRow[], by: readonly CoverageDimension[]): Record<string, number[]> {
  const sums: Record<string, number[]> = {}
  for (const row of rows) {
    if ((row.population ?? 0) + (row.covered ?? 0) === 0) continue
    const key = [row.area.code, cellKey(onlyBy(row, by))].join(' ')
    const [population = 0, covered = 0] = sums[key] ?? []
    sums[key] = [population + (row.population ?? 0), covered + (row.covered ?? 0)]
  }
  return sums
}

/** A filter tells of a split what the split tells of it; splits tell of each other what both tell apart. */
async function narrowsWhatItSplits(asOf: PlainDate, borders: PlainDate): Promise<void> {
  const places = { level: 'COMMUNE', asOf, borders } as const
  for (const { where, by } of NARROWED) {
    const { rows: narrowed } = await ask({ ...places, where, by })
    const all = [...dimensionsAsked({ by, where })]
    const { rows: split } = await ask({ ...places, by: all })
    expect(cells(narrowed, by)).toEqual(
      cells(
        split.filter((row) => isLetThrough(row, where)),
        by,
      ),
    )
  }
  const { rows: finest } = await ask({ ...places, by: EVERYTHING })
  const { rows: byGroup } = await ask({ ...places, by: ['PARTICIPANT_GROUP'] })
  expect(cells(byGroup, ['PARTICIPANT_GROUP'])).toEqual(cells(finest, ['PARTICIPANT_GROUP']))
  const women = await populationFigures(ADMINISTRATOR, database.em, { ...places, where: { sexes: ['FEMALE'] } })
  const { rows: bySex } = await ask({ ...places, by: ['SEX'] })
  expect(women.filter(({ count }) => count > 0).map(({ area, count }) => [area.code, count])).toEqual(
    bySex.filter(({ sex }) => sex === 'FEMALE').map(({ area, population }) => [area.code, population]),
  )
}

const sum = (numbers: readonly (number | null)[]) => numbers.reduce<number>((so, number) => so + (number ?? 0), 0)

/** Every area's change is that of its coverage; gives the covered of the level on both days. */
async function changesOf(level: 'COMMUNE' | 'PROVINCE' | 'COUNTRY', from: PlainDate, until: PlainDate) {
  const changes = await coverageChanges(ADMINISTRATOR, database.em, { level, from, until })
  const { rows } = await ask({ level, asOf: until, compareTo: from })
  const expected = rows.flatMap(({ area, compared, covered }) =>
    compared?.covered == null ? [] : [[area.code, compared.covered, covered]],
  )
  expect(changes.map((one) => [one.area.code, one.coveredBefore, one.coveredAfter])).toEqual(expected)
  for (const { parts, ...change } of changes) {
    expect(parts.map(({ reason }) => reason)).not.toContain('BORDERS')
    const [gained, lost] = [sum(parts.map((part) => part.gained)), sum(parts.map((part) => part.lost))]
    expect(change).toMatchObject({ gained, lost, coveredAfter: change.coveredBefore + gained - lost })
    expect(change.estimatedShare).toBeLessThanOrEqual(level === 'COUNTRY' ? 0 : 1)
  }
  return sum(changes.map((one) => one.coveredBefore))
}

test('gains and losses are the change of covered on the borders asked, and add up over the levels', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, pairs, async (given, days) => {
      await write(given)
      for (const pair of days) {
        const [from, until] = pair.toSorted() as [PlainDate, PlainDate]
        const country = await changesOf('COUNTRY', from, until)
        expect(await changesOf('COMMUNE', from, until)).toEqual(country)
        expect(await changesOf('PROVINCE', from, until)).toEqual(country)
      }
    }),
    EFFORT,
  )
})

/** Households of a class with their people, over all areas of a level. */
async function households(level: 'PROVINCE' | 'COMMUNE', asOf: PlainDate, borders: PlainDate, within?: string) {
  const counts = await householdCounts(ADMINISTRATOR, database.em, { level, asOf, borders, within })
  for (const { households, members, coveredMembers } of counts) {
    expect(coveredMembers).toBeLessThanOrEqual(members)
    expect([households > 0, members > 0]).toEqual([members > 0, members > 0])
  }
  return counts
}

function summedHouseholds(counts: readonly HouseholdCount[]): number[] {
  return HOUSEHOLD_CLASSES.flatMap((householdClass) => {
    const inClass = counts.filter((count) => count.householdClass === householdClass)
    return [
      sum(inClass.map((count) => count.households)),
      sum(inClass.map((count) => count.members)),
      sum(inClass.map((count) => count.coveredMembers)),
    ]
  })
}

test('households go with everybody in them: none has members without a household, and all of them are as many on any borders', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, pairs, async (given, days) => {
      await write(given)
      for (const [asOf, borders] of days) {
        const communes = await households('COMMUNE', asOf, borders)
        const byProvince = [
          ...(await households('COMMUNE', asOf, borders, 'p1')),
          ...(await households('COMMUNE', asOf, borders, 'p2')),
        ]
        expect(new Set(byProvince)).toEqual(new Set(communes))
        if (asOf > borders) continue
        const own = summedHouseholds(await households('PROVINCE', asOf, asOf))
        expect(summedHouseholds(communes)).toEqual(own)
        expect(summedHouseholds(await households('PROVINCE', asOf, borders))).toEqual(own)
        const poor = await ask({ level: 'PROVINCE', asOf, borders, by: ['HOUSEHOLD_CLASS'] })
        const [, members] = own
        expect(
          poor.rows.reduce((sum, row) => sum + (row.householdClass === 'POOR' ? (row.population ?? 0) : 0), 0),
        ).toBe(members)
      }
    }),
    EFFORT,
  )
})

/** Numbers of every area and cell that has any. */
async function breakdown(wanted: Omit<BreakdownWanted, 'level'>, level: 'COMMUNE' | 'PROVINCE' = 'COMMUNE') {
  const found = await householdBreakdown(ADMINISTRATOR, database.em, { ...wanted, level })
  return found.map((row) => ({ ...row, key: `${row.area.code} ${cellKey(row)}` }))
}

/** Who lives together is shared out in the order of all households, and counted as asked. */
async function breaksDown(asOf: PlainDate, borders: PlainDate): Promise<void> {
  const whole = await breakdown({ asOf, borders })
  const counts = await householdCounts(ADMINISTRATOR, database.em, { level: 'COMMUNE', asOf, borders })
  const ofArea = (code: string) => counts.filter((count) => count.area.code === code)
  expect(whole.map((row) => [row.area.code, row.households, row.members, row.coveredMembers])).toEqual(
    [...new Set(counts.filter(({ members }) => members > 0).map(({ area }) => area.code))].map((code) => [
      code,
      sum(ofArea(code).map(({ households }) => households)),
      sum(ofArea(code).map(({ members }) => members)),
      sum(ofArea(code).map(({ coveredMembers }) => coveredMembers)),
    ]),
  )
  const women = await breakdown({ asOf, borders, where: { sexes: ['FEMALE'] } })
  const bySex = await breakdown({ asOf, borders, by: ['SEX'] })
  const numbers = (rows: typeof women) =>
    rows.map((row) => [row.area.code, row.households, row.members, row.coveredMembers, row.estimatedShare])
  expect(numbers(women)).toEqual(numbers(bySex.filter(({ sex }) => sex === 'FEMALE')))
  const provinces = await breakdown({ asOf, borders, by: ['AGE_BAND'] }, 'PROVINCE')
  const communes = await breakdown({ asOf, borders, by: ['AGE_BAND'] })
  const members = (rows: typeof women) =>
    Object.fromEntries(
      [...grouped(rows, ({ ageBand }) => String(ageBand))]
        .map(([band, all]) => [band, sum(all.map((row) => row.members))] as const)
        .toSorted(),
    )
  expect(members(provinces)).toEqual(members(communes))
}

test('households by their members, and who must renew, are shares of all of them on any borders', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, pairs, async (given, days) => {
      await write(given)
      for (const [asOf, borders] of days) {
        await breaksDown(asOf, borders)
        const renewals = { asOf, borders, from: asOf, until: addDays(asOf, 300) }
        const [communes = [], provinces = []] = await Promise.all(
          (['COMMUNE', 'PROVINCE'] as const).map((level) =>
            renewalCounts(ADMINISTRATOR, database.em, { ...renewals, level }),
          ),
        )
        for (const number of ['ending', 'renewed', 'mustRenew'] as const)
          expect(sum(communes.map((one) => one[number]))).toBe(sum(provinces.map((one) => one[number])))
        const own = await renewalCounts(ADMINISTRATOR, database.em, { ...renewals, borders: asOf, level: 'COUNTRY' })
        if (asOf <= borders)
          expect(sum(communes.map(({ ending }) => ending))).toBe(sum(own.map(({ ending }) => ending)))
      }
    }),
    EFFORT,
  )
})

test('kinds of people add up to all of them and filters to their splits, areas to the country, and asking for one province changes nothing', async () => {
  const questions = [
    ['2019-06-01', '2022-08-15'],
    ['2022-08-15', '2019-06-01'],
    ['2022-08-15', '2022-08-15'],
    ['2021-01-31', '2022-08-15'],
  ] as const
  await fc.assert(
    fc.asyncProperty(drawn, async (given) => {
      await write(given)
      for (const [asOf, borders] of questions) {
        await holdsTogether(asOf, borders)
        await narrowsWhatItSplits(asOf, borders)
      }
      expect(await verifyCube(database.em)).toEqual([])
    }),
    EFFORT,
  )
})

test('whoever reads a part of the country is told through the guards what the hub itself counts for them', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, pairs, async (given, days) => {
      await write(given)
      await execute(
        database.em,
        `insert into reported_figure (area_id, measure, as_of, value, batch_id)
         select area_id, measure, greatest(valid_from, '2019-02-01'), 40 * length(measure), 1
         from area cross join unnest(array['POPULATION', 'COVERED']) measure where level = 3 and area_id % 2 = 0`,
      )
      const granted = await rows<{ areaId: number; on: PlainDate }>(
        database.em,
        `select area_id as "areaId", greatest(valid_from, '2019-01-01') as "on" from area where level between 1 and 3 order by area_id % 5, area_id limit 5`,
      )
      for (const [index, grant] of granted.entries()) {
        const scope = await scopeOfAreas(database.em, [grant])
        const actor = { id: 'reader', role: 'DATA_OFFICER', scope } as const
        const { em } = readerSessions(database.database, actor)
        const [asOf, borders] = days[index % days.length] ?? ['', '']
        const open = await allTold(actor, database.em, { asOf, borders })
        expect(await allTold(actor, em, { asOf, borders })).toEqual(open)
      }
    }),
    EFFORT,
  )
})

/** Figures of every kind and the reasons of their changes, on other borders than the day's. */
async function allTold(actor: Actor, em: SqlSession, { asOf, borders }: { asOf: PlainDate; borders: PlainDate }) {
  const [from, until] = [asOf, borders].sort() as [PlainDate, PlainDate]
  const changed = await coverageChanges(actor, em, { level: 'COMMUNE', from, until })
  const counted = []
  for (const basis of ['REGISTRY', 'REPORTED'] as const)
    for (const level of ['PROVINCE', 'COMMUNE'] as const)
      counted.push(
        (await coverageInFull(actor, em, { asOf, borders, basis, level, by: basis === 'REGISTRY' ? ['SEX'] : [] }))
          .rows,
      )
  return [changed, counted]
}
