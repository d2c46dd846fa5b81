import { expect, test } from 'vitest'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import { scopeOfAreas } from '../../src/access/granted-scope.store.ts'
import { readerSessions } from '../../src/app/reader-sessions.ts'
import { cellKey } from '../../src/coverage/cell-columns.ts'
import { coverageInFull, populationFigures } from '../../src/coverage/coverage.store.ts'
import { coverageChanges } from '../../src/coverage/coverage-changes.store.ts'
import type { CoverageDimension, CoverageRow, CoverageWhere } from '../../src/coverage/coverage-row.ts'
import { isLetThrough, onlyBy } from '../../src/coverage/lattice.ts'
import { dimensionsAsked } from '../../src/coverage/question.ts'
import { verifyCube } from '../../src/coverage/verify.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { execute, rows, type SqlSession } from '../../src/kernel/sql.ts'
import { DividedCount } from '../support/divided-count.ts'
import { type DividedCountry, REFORMS } from '../support/divided-country.ts'
import fc from '../support/fast-check.ts'
import { ask, database, drawn, EFFORT, estimatedOf, pairs, told, write } from './drawn-register.ts'

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

test('on whichever day of a map its borders are named, the numbers are the same', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, pairs, async (given, days) => {
      await write(given)
      for (const [asOf, borders] of days) {
        const start = REFORMS.findLast((day) => day <= borders) ?? '2019-01-01'
        if (borders === start) continue
        const [there, atFirst] = [
          await ask({ level: 'COMMUNE', asOf, borders }),
          await ask({ level: 'COMMUNE', asOf, borders: start }),
        ]
        expect(told(there.rows), `${asOf} on ${borders}`).toEqual(told(atFirst.rows))
      }
    }),
    EFFORT,
  )
})

test('a commune that came partly out of nothing leaves the country a number that is estimated', async () => {
  // Shrunk by hand: n2 has no predecessor, and n3 was made of n1 (once c1) and of half of n2.
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
