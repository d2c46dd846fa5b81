import { expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { cellKey } from '../../src/coverage/cell-columns.ts'
import { householdCounts } from '../../src/coverage/coverage.store.ts'
import { coverageChanges } from '../../src/coverage/coverage-changes.store.ts'
import type { HouseholdCount } from '../../src/coverage/coverage-row.ts'
import { type BreakdownWanted, householdBreakdown } from '../../src/coverage/household-breakdown.store.ts'
import { renewalCounts } from '../../src/coverage/renewals.store.ts'
import { HOUSEHOLD_CLASSES } from '../../src/households/household-class.ts'
import { grouped } from '../../src/kernel/grouped.ts'
import { addDays, type PlainDate } from '../../src/kernel/plain-date.ts'
import fc from '../support/fast-check.ts'
import { ask, database, drawn, EFFORT, pairs, write } from './drawn-register.ts'

const sum = (numbers: readonly (number | null)[]) => numbers.reduce<number>((so, number) => so + (number ?? 0), 0)

/** Every area's change is that of its coverage; gives the covered of the level on both days. */
async function changesOf(level: 'COMMUNE' | 'PROVINCE' | 'COUNTRY', from: PlainDate, until: PlainDate) {
  const changes = await coverageChanges(ADMINISTRATOR, database.em, { level, from, until })
  const { rows } = await ask({ level, asOf: until, compareTo: from })
  // Coverage has no row of a new unit that nobody was ever known to live in, though somebody did in what became it.
  const covered = new Map(rows.map((row) => [row.area.code, row]))
  for (const one of changes) {
    const row = covered.get(one.area.code)
    expect(one.coveredAfter).toBe(row?.covered ?? 0)
    if (row) expect(one.coveredBefore).toBe(row.compared?.covered)
  }
  const known = rows.filter(({ compared }) => compared?.covered != null).map(({ area }) => area.code)
  expect(changes.map(({ area }) => area.code)).toEqual(expect.arrayContaining(known))
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
