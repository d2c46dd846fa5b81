import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { AREA_LEVELS } from '../../src/areas/area-level.ts'
import type { CellRecord } from '../../src/coverage/cell-columns.ts'
import { countCells } from '../../src/coverage/count-cells.ts'
import { coverageInFull, householdCounts } from '../../src/coverage/coverage.store.ts'
import type { CoverageDimension, CoverageRow, CoverageWhere } from '../../src/coverage/coverage-row.ts'
import { keepAgesAhead } from '../../src/coverage/cube.store.ts'
import type { CountedArea } from '../../src/coverage/placement.ts'
import { verifyCube } from '../../src/coverage/verify.ts'
import { HOUSEHOLD_CLASSES } from '../../src/households/household-class.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { execute, rows } from '../../src/kernel/sql.ts'
import { CountedRegister, type ModelPerson, modelKey } from '../support/counted-register.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import fc from '../support/fast-check.ts'
import { CODES, MAP, RandomRegister, REFORM, randomPerson } from '../support/random-register.ts'

const DAYS: readonly PlainDate[] = ['2019-05-17', '2020-06-30', REFORM, '2021-01-31', '2021-03-01']

const QUESTIONS: readonly { by: readonly CoverageDimension[]; where: CoverageWhere }[] = [
  { by: [], where: {} },
  { by: ['PARTICIPANT_GROUP'], where: {} },
  { by: [], where: { participantGroups: ['STATE_BUDGET', 'HOUSEHOLD'] } },
  { by: ['HOUSEHOLD_CLASS'], where: {} },
  { by: ['SEX'], where: { sexes: ['FEMALE'] } },
  { by: ['AGE_BAND'], where: {} },
  { by: ['PARTICIPANT_CODE', 'SEX'], where: {} },
  { by: ['HOUSEHOLD_CLASS', 'SEX'], where: {} },
  { by: ['AGE_BAND'], where: { sexes: ['FEMALE', 'MALE'] } },
  { by: [], where: { householdClasses: ['POOR', 'NEAR_POOR'] } },
  { by: ['SEX'], where: { participantCodes: ['HN'], ageBands: ['FROM_18_TO_59', 'FROM_80'] } },
]

let database: TestDatabase
let register: RandomRegister
const model = new CountedRegister(MAP, CODES)
const write = (persons: readonly ModelPerson[]) => register.write(persons)

beforeAll(async () => {
  database = await createTestDatabase()
  register = new RandomRegister(database.em)
  await register.writeMap()
})

afterAll(() => database.drop())

/** What the hub says, as `area code → cell → counts`. */
function answered(rows: readonly CoverageRow[], by: readonly CoverageDimension[]): Record<string, object> {
  const found: Record<string, object> = {}
  for (const row of rows) {
    found[`${row.area.code} ${modelKey(row, by)}`] = { population: row.population, covered: row.covered }
  }
  return found
}

function expected(
  persons: readonly ModelPerson[],
  level: (typeof AREA_LEVELS)[number],
  asOf: PlainDate,
  question: (typeof QUESTIONS)[number],
) {
  const found: Record<string, object> = {}
  const areas = model.standing(level, asOf).filter((area) => model.isKnown(persons, area, asOf))
  const unsplit = question.by.length === 0
  for (const area of areas) {
    const counts = model.count(persons, { area, day: asOf, ...question })
    for (const [key, count] of counts) found[`${area} ${key}`] = count
    const population = question.where.participantCodes || question.where.participantGroups ? null : 0
    if (unsplit && counts.size === 0) found[`${area} ||||`] = { population, covered: 0 }
  }
  return found
}

test('every answer equals the count person by person, on every level, day and split', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(randomPerson, { minLength: 1, maxLength: 16 }), async (persons) => {
      await write(persons)
      for (const asOf of DAYS) {
        for (const level of AREA_LEVELS) {
          for (const question of QUESTIONS) {
            const { rows: found } = await coverageInFull(ADMINISTRATOR, database.em, {
              level,
              asOf,
              basis: 'REGISTRY',
              ...question,
            })
            expect(answered(found, question.by), `${asOf} ${level} by ${question.by}`).toEqual(
              expected(persons, level, asOf, question),
            )
          }
        }
      }
    }),
    { numRuns: 6 },
  )
})

test('birthdays beyond the days that ages are kept for count too, and move into the cube when those days are extended', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(randomPerson, { minLength: 1, maxLength: 12 }),
      fc.constantFrom('2018-01-01', REFORM, '2021-02-28'),
      async (persons, keptUntil) => {
        await execute(database.em, 'update cube_ages set kept_until = $1', [keptUntil])
        await write(persons)
        expect(await verifyCube(database.em)).toEqual([])
        for (const today of [null, '2019-08-01', '2030-08-01']) {
          if (today) await keepAgesAhead(database.em, today)
          for (const asOf of DAYS) {
            const question = { by: ['AGE_BAND' as const], where: { householdClasses: HOUSEHOLD_CLASSES } }
            const wanted = { level: 'COMMUNE' as const, asOf, basis: 'REGISTRY' as const, ...question }
            const { rows: found } = await coverageInFull(ADMINISTRATOR, database.em, wanted)
            expect(answered(found, question.by), `${asOf} kept for ${today}`).toEqual(
              expected(persons, 'COMMUNE', asOf, question),
            )
          }
          expect(await verifyCube(database.em)).toEqual([])
        }
      },
    ),
    { numRuns: 6 },
  )
})

test('read by day, as many areas are, the cube gives what it gives area by area', async () => {
  let compared = 0
  await fc.assert(
    fc.asyncProperty(fc.array(randomPerson, { minLength: 1, maxLength: 16 }), async (persons) => {
      await write(persons)
      const areas = await rows<CountedArea>(
        database.em,
        `select area_id as "areaId", (array['COUNTRY', 'PROVINCE', 'DISTRICT', 'COMMUNE'])[level + 1] as level from area where level < 4`,
      )
      const often = Array.from({ length: 200 }, () => areas).flat()
      for (const question of QUESTIONS) {
        const count = (asked: readonly CountedArea[]) => countCells(database.em, asked, DAYS, question)
        const byArea = told(await count(areas))
        expect(told(await count(often)), `by ${question.by}`).toEqual(byArea)
        compared += byArea.size
      }
    }),
    { numRuns: 4 },
  )
  expect(compared).toBeGreaterThan(0)
})

/** Records as texts, each once. */
const told = (records: readonly CellRecord[]) => new Set(records.map((record) => JSON.stringify(record)).toSorted())

test('household counts equal the count person by person', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(randomPerson, { minLength: 1, maxLength: 9 }), async (persons) => {
      await write(persons)
      for (const level of ['PROVINCE', 'COMMUNE', 'HAMLET'] as const) {
        const counts = await householdCounts(ADMINISTRATOR, database.em, { level, asOf: '2020-06-30' })
        for (const { area, householdClass: classOfHome, members, coveredMembers } of counts) {
          const question = { by: [], where: { householdClasses: [classOfHome] } }
          const [count] = model.count(persons, { area: area.code, day: '2020-06-30', ...question }).values()
          expect({ members, coveredMembers }).toEqual({
            members: count?.population ?? 0,
            coveredMembers: count?.covered ?? 0,
          })
        }
      }
    }),
    { numRuns: 5 },
  )
})
