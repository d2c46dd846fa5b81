import { afterAll, beforeAll } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { coverageInFull } from '../../src/coverage/coverage.store.ts'
import type { CoverageRow } from '../../src/coverage/coverage-row.ts'
import type { HouseholdClass } from '../../src/households/household-class.ts'
import { addDays, type PlainDate } from '../../src/kernel/plain-date.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import type { Settler } from '../support/divided-count.ts'
import { type DividedCountry, dividedCountry, REFORMS, START } from '../support/divided-country.ts'
import fc from '../support/fast-check.ts'
import { RegisterRows } from '../support/register-rows.ts'
import { writeDividedCountry } from '../support/write-divided-country.ts'

/** A few runs on every occasion; BAOPHU_MODEL_RUNS asks for as many as one has time for. */
const RUNS = Number(process.env.BAOPHU_MODEL_RUNS ?? 4)

/** The failing country is shown as drawn: seeking a smaller one takes minutes. */
export const EFFORT = { numRuns: RUNS, endOnFailure: true }

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

export const drawn: fc.Arbitrary<Drawn> = dividedCountry.chain((country) =>
  fc.record({
    country: fc.constant(country),
    settlers: fc.array(family(country), { minLength: 8, maxLength: 25 }).map((families) => families.flat()),
  }),
)

export let database: TestDatabase
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

export async function write({ country, settlers }: Drawn): Promise<void> {
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

export const ask = (wanted: object) =>
  coverageInFull(ADMINISTRATOR, database.em, { asOf: '', basis: 'REGISTRY', ...wanted } as Parameters<
    typeof coverageInFull
  >[2])

/** Whoever has somebody in it, as `code population covered estimated`. */
export function told(rows: readonly CoverageRow[]): string[] {
  return rows
    .filter((row) => row.population !== 0)
    .map((row) => `${row.area.code} ${row.population} ${row.covered} ${estimatedOf(row)}`)
    .sort()
}

/** How many of the covered were allotted by weight. */
export function estimatedOf(row: CoverageRow | null): number {
  return Math.round((row?.estimatedShare ?? 0) * (row?.covered ?? 0))
}

export const pairs = fc.uniqueArray(fc.tuple(fc.constantFrom(...DAYS), fc.constantFrom(...DAYS)), {
  minLength: 10,
  maxLength: 10,
  selector: ([asOf, borders]) => `${asOf} ${borders}`,
})
