import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import { refreshAncestors } from '../../src/areas/area-ancestors.ts'
import { coverageInFull } from '../../src/coverage/coverage.store.ts'
import { coverageChanges } from '../../src/coverage/coverage-changes.store.ts'
import { renewalCounts } from '../../src/coverage/renewals.store.ts'
import { coverageTrends, coverageTrendsPage } from '../../src/coverage/trends.store.ts'
import { listPersons } from '../../src/enrolments/person-search.store.ts'
import { addDays, type PlainDate } from '../../src/kernel/plain-date.ts'
import { execute } from '../../src/kernel/sql.ts'
import { countStatements } from '../support/count-statements.ts'
import { CountedRegister, holds, type ModelPerson } from '../support/counted-register.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import fc from '../support/fast-check.ts'
import { CODES, MAP, RandomRegister, REFORM, randomPerson } from '../support/random-register.ts'
import { reason } from '../support/refused.ts'

let database: TestDatabase
let register: RandomRegister
const model = new CountedRegister(MAP, CODES)

beforeAll(async () => {
  database = await createTestDatabase()
  register = new RandomRegister(database.em)
  await register.writeMap()
})
afterAll(() => database.drop())

const persons = fc.array(randomPerson, { minLength: 1, maxLength: 14 })
const covered = (person: ModelPerson, day: PlainDate) => person.cards.some((card) => holds(card, day))
const homeOn = (person: ModelPerson, day: PlainDate) => person.homes.find((home) => holds(home, day))
/** On both days people are where the map of the borders has them. */
const counts = (person: ModelPerson, area: string, day: PlainDate, borders: PlainDate) => {
  const home = homeOn(person, day)
  return covered(person, day) && home !== undefined && model.liesIn(home.area, area, borders)
}
/** Whether anybody lived by the day in what is the area on the borders. */
const isKnown = (people: readonly ModelPerson[], area: string, day: PlainDate, borders: PlainDate) =>
  model.standing('COMMUNE', day).includes(area) || model.standing('PROVINCE', day).includes(area)
    ? model.isKnown(people, area, day)
    : people.some(({ homes }) => homes.some((home) => home.from <= day && model.liesIn(home.area, area, borders)))

/** Why a person counts on one of the days only, told person by person. */
function reasonOf(person: ModelPerson, gained: boolean, [from, until]: readonly [PlainDate, PlainDate]): string {
  const [before, after] = [homeOn(person, from), homeOn(person, until)]
  if (gained && !covered(person, from)) return person.cards.some((card) => card.from <= from) ? 'RENEWED' : 'NEW'
  if (!gained && !covered(person, until)) {
    const number = (card: (typeof person.cards)[number]) => person.cards.indexOf(card)
    const [last] = person.cards
      .filter((card) => card.until !== null && from < card.until && card.until <= until)
      .sort(
        (one, other) =>
          (other.until ?? '').localeCompare(one.until ?? '') ||
          other.from.localeCompare(one.from) ||
          number(one) - number(other),
      )
    return { GONE: 'GONE', DECREASE: 'DECREASED', DIED: 'DIED' }[last?.endedBy ?? ''] ?? 'LAPSED'
  }
  if (!before) return 'LISTED'
  if (!after) return 'DELISTED'
  if (before.area === after.area) return 'BORDERS'
  return gained ? 'MOVED_IN' : 'MOVED_OUT'
}

function changesByHand(people: readonly ModelPerson[], area: string, days: readonly [PlainDate, PlainDate]) {
  const parts: Record<string, { gained: number; lost: number }> = {}
  for (const person of people) {
    const [was, is] = [counts(person, area, days[0], days[1]), counts(person, area, days[1], days[1])]
    if (was === is) continue
    const name = reasonOf(person, is, days)
    const { gained, lost } = parts[name] ?? { gained: 0, lost: 0 }
    parts[name] = is ? { gained: gained + 1, lost } : { gained, lost: lost + 1 }
  }
  return parts
}

describe('gains and losses between two days', () => {
  test('add up to the change of covered exactly, each with the reason that a count by hand gives', async () => {
    const days = fc.tuple(fc.integer({ min: 0, max: 1_100 }), fc.integer({ min: 0, max: 500 }))
    await fc.assert(
      fc.asyncProperty(persons, days, async (people, [start, length]) => {
        await register.write(people)
        const from = addDays('2018-06-01', start)
        const until = addDays(from, length)
        for (const level of ['COUNTRY', 'PROVINCE', 'COMMUNE', 'HAMLET'] as const) {
          const found = await coverageChanges(ADMINISTRATOR, database.em, { level, from, until })
          const days = [from, until]
          const known = model.standing(level, until).filter((code) => isKnown(people, code, from, until))
          expect(found.map(({ area }) => area.code)).toEqual(known.sort())
          for (const { area, parts, ...change } of found) {
            const [before, after] = days.map(
              (day) => people.filter((person) => counts(person, area.code, day, until)).length,
            )
            expect(change).toMatchObject({ coveredBefore: before, coveredAfter: after })
            expect(change.coveredBefore + change.gained - change.lost).toBe(change.coveredAfter)
            expect(Object.fromEntries(parts.map(({ reason: name, ...part }) => [name, part]))).toEqual(
              changesByHand(people, area.code, [from, until]),
            )
          }
        }
      }),
      { numRuns: 12 },
    )
  })

  test('days in the wrong order are refused', async () => {
    const asked = coverageChanges(ADMINISTRATOR, database.em, { from: '2020-02-01', until: '2020-01-31' })
    expect(await reason(asked)).toBe('until-before-from')
  })
})

describe('who must renew', () => {
  test('is counted area by area as the list of persons has it', async () => {
    await fc.assert(
      fc.asyncProperty(persons, fc.integer({ min: 0, max: 900 }), async (people, start) => {
        await register.write(people)
        const [from, until] = [addDays('2018-06-01', start), addDays('2018-06-01', start + 60)]
        for (const level of ['COMMUNE', 'HAMLET'] as const) {
          for (const count of await renewalCounts(ADMINISTRATOR, database.em, { level, from, until, asOf: from })) {
            const where = { within: count.area.code, cardEndsFrom: from, cardEndsUntil: until, asOf: from }
            const listed = await listPersons(ADMINISTRATOR, database.em, where, { first: 1 })
            expect(count.mustRenew).toBe(listed.totalCount)
            const ending = people.filter((person) => {
              const home = homeOn(person, from)
              const ends = person.cards.some((card) => card.until && from < card.until && card.until <= until)
              return ends && home && model.liesIn(home.area, count.area.code, from)
            })
            expect(count.ending).toBe(ending.length)
            expect(count.renewed + count.mustRenew).toBe(count.ending)
          }
        }
      }),
      { numRuns: 6 },
    )
  })
})

describe('trends', () => {
  const quarter = { from: '2020-05-01', until: '2020-08-01' }

  test.each(['DAY', 'WEEK', 'MONTH', 'YEAR'] as const)(
    'by %s have the row of every area on every day',
    async (every) => {
      const [people] = fc.sample(persons, { numRuns: 1, seed: 7 })
      await register.write(people ?? [])
      const days = every === 'YEAR' ? { from: '2018-01-01', until: '2021-01-01' } : quarter
      const series = await coverageTrends(ADMINISTRATOR, database.em, { level: 'COMMUNE', every, ...days })
      expect(series.map(({ area }) => area.code)).toEqual(model.standing('COMMUNE', addDays(days.until, -1)).sort())
      expect(series.flatMap(({ rows }) => rows).length).toBeGreaterThan(2)
      for (const { area, rows } of series) {
        for (const row of rows) {
          const report = await coverageInFull(ADMINISTRATOR, database.em, { level: 'COMMUNE', asOf: row.asOf })
          expect(row).toEqual({ ...report.rows.find((one) => one.area.code === area.code), rank: null })
        }
      }
    },
  )

  test('come in pages that follow each other without a gap', async () => {
    const wanted = { level: 'COMMUNE', from: '2020-01-01', until: '2020-04-01', every: 'MONTH' } as const
    const all = await coverageTrends(ADMINISTRATOR, database.em, wanted)
    const found = []
    let after: string | undefined
    do {
      const page = await coverageTrendsPage(ADMINISTRATOR, database.em, { ...wanted, first: 2, after })
      expect(page.totalCount).toBe(all.length)
      found.push(...page.rows)
      after = page.hasNextPage ? page.cursors.at(-1) : undefined
    } while (after !== undefined)
    expect(found).toEqual(all)
    expect(found.length).toBeGreaterThan(2)
    const broken = coverageTrendsPage(ADMINISTRATOR, database.em, { ...wanted, after: 'x' })
    expect(await reason(broken)).toBe('cursor-not-readable')
  })

  test('are split like a report, and compared with a day that goes along', async () => {
    const [people] = fc.sample(persons, { numRuns: 1, seed: 11 })
    await register.write(people ?? [])
    for (const [compareTo, then] of [
      ['SAME_DAY_LAST_YEAR', (day: PlainDate) => `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`],
      ['START_OF_YEAR', (day: PlainDate) => `${day.slice(0, 4)}-01-01`],
      ['2019-03-04', () => '2019-03-04'],
    ] as const) {
      const asked = { level: 'COUNTRY' as const, by: ['SEX' as const], compareTo }
      const [trend] = await coverageTrends(ADMINISTRATOR, database.em, { ...asked, ...quarter, every: 'MONTH' })
      expect(trend?.rows.length).toBeGreaterThan(2)
      for (const asOf of ['2020-05-31', '2020-06-30', '2020-07-31']) {
        const day = { ...asked, asOf, compareTo: then(asOf) }
        const report = await coverageInFull(ADMINISTRATOR, database.em, day)
        const rows = trend?.rows.filter((row) => row.asOf === asOf).map((row) => row.compared)
        const byCode = (one: object | null | undefined) => JSON.stringify(one)
        expect(rows?.map(byCode).sort()).toEqual(report.rows.map((row) => byCode(row.compared)).sort())
      }
    }
  })

  test('too many points are refused before anything is counted', async () => {
    const days = { from: '2019-01-01', until: '2020-01-01', every: 'DAY' as const }
    const ask = (level: 'COMMUNE' | 'DISTRICT', until: PlainDate) =>
      reason(coverageTrends(ADMINISTRATOR, database.em, { ...days, level, until }))
    expect(await ask('COMMUNE', '2021-06-01')).toBe('too-many-days')
    await execute(
      database.em,
      `with made as (insert into area (code, name, level, name_key, name_plain)
         select 'H' || n, 'H', 2, 'h', 'h' from generate_series(1, 60) n returning area_id)
       insert into area_parent (area_id, parent_id) select area_id, $1 from made`,
      [register.id('02')],
    )
    await refreshAncestors(database.em)
    expect(await ask('DISTRICT', '2020-01-01')).toBe('too-many-points')
  })
})

const counted = async (work: () => Promise<unknown[]>): Promise<number> => (await countStatements<unknown[]>(work)).cost

/** Of whom nobody is known an area may cost a statement more: so that areas compare, somebody with a card lives in each. */
const insuredIn = (area: string): ModelPerson => ({
  sex: null,
  birthDate: null,
  birthYear: 1990,
  homes: [{ from: '2018-06-01', until: null, area, householdClass: null }],
  cards: [{ from: '2018-06-01', until: '2022-01-01', code: 'GD' }],
})

test('every question takes as many statements for one area and day as for many, and shows nobody outside the scope', async () => {
  await register.write(['00001', '00002', '00003', '00005'].map(insuredIn))
  const ask = {
    trends: (level: 'COUNTRY' | 'COMMUNE', until: PlainDate, actor = ADMINISTRATOR) =>
      coverageTrends(actor, database.em, { level, from: '2020-01-01', until, every: 'MONTH' }),
    changes: (level: 'COUNTRY' | 'COMMUNE', until: PlainDate, actor = ADMINISTRATOR) =>
      coverageChanges(actor, database.em, { level, from: '2020-01-01', until }),
    renewals: (level: 'COUNTRY' | 'COMMUNE', until: PlainDate, actor = ADMINISTRATOR) =>
      renewalCounts(actor, database.em, { level, from: '2020-01-01', until, asOf: REFORM }),
  }
  const officer: Actor = {
    id: 'o',
    role: 'DATA_OFFICER',
    scope: { kind: 'AREAS', areaIds: [register.id('00005')] },
  }
  for (const question of Object.values(ask)) {
    // A series is read once for every map that the country had.
    for (const until of ['2020-02-02', '2021-12-31']) {
      expect(await counted(() => question('COMMUNE', until))).toBeLessThanOrEqual(
        await counted(() => question('COUNTRY', until)),
      )
    }
    const seen = await question('COMMUNE', '2021-12-31', officer)
    expect(seen.map(({ area }: { area: { code: string } }) => area.code)).toEqual(['00005'])
  }
})
