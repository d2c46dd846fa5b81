import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { AREA_LEVELS } from '../../src/areas/area-level.ts'
import { coverageInFull, householdCounts } from '../../src/coverage/coverage.store.ts'
import type { CoverageDimension, CoverageRow, CoverageWhere } from '../../src/coverage/coverage-row.ts'
import { keepAgesAhead } from '../../src/coverage/cube.store.ts'
import { verifyCube } from '../../src/coverage/verify.ts'
import { HOUSEHOLD_CLASSES } from '../../src/households/household-class.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { addDays } from '../../src/kernel/plain-date.ts'
import { execute } from '../../src/kernel/sql.ts'
import {
  CountedRegister,
  type ModelArea,
  type ModelCode,
  type ModelPerson,
  modelKey,
} from '../support/counted-register.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { RegisterRows } from '../support/register-rows.ts'

/** The day on which districts end and two communes become one. */
const REFORM = '2020-07-01'

const MAP: readonly ModelArea[] = [
  { code: 'VN', level: 'COUNTRY', parents: [] },
  { code: '01', level: 'PROVINCE', parents: [{ code: 'VN' }] },
  { code: '02', level: 'PROVINCE', parents: [{ code: 'VN' }] },
  { code: '001', level: 'DISTRICT', until: REFORM, parents: [{ code: '01', until: REFORM }] },
  {
    code: '00001',
    level: 'COMMUNE',
    until: REFORM,
    parents: [{ code: '001', until: REFORM }],
    into: { code: '00004', on: REFORM },
  },
  {
    code: '00002',
    level: 'COMMUNE',
    until: REFORM,
    parents: [{ code: '001', until: REFORM }],
    into: { code: '00004', on: REFORM },
  },
  {
    code: '00003',
    level: 'COMMUNE',
    parents: [
      { code: '001', until: REFORM },
      { code: '01', from: REFORM },
    ],
  },
  { code: '00004', level: 'COMMUNE', from: REFORM, parents: [{ code: '01', from: REFORM }] },
  { code: '00005', level: 'COMMUNE', parents: [{ code: '02' }] },
  {
    code: '00001.01',
    level: 'HAMLET',
    parents: [
      { code: '00001', until: REFORM },
      { code: '00004', from: REFORM },
    ],
  },
  { code: '00005.01', level: 'HAMLET', parents: [{ code: '00005' }] },
  { code: '00001.01.001', level: 'RESIDENT_GROUP', parents: [{ code: '00001.01' }] },
]
const CODES: readonly ModelCode[] = [
  ['HN', 3, 1],
  ['GD', 5, 2],
  ['XX', null, 999],
]
const DAYS: readonly PlainDate[] = ['2019-05-17', '2020-06-30', REFORM, '2021-01-31', '2021-03-01']

const QUESTIONS: readonly { by: readonly CoverageDimension[]; where: CoverageWhere }[] = [
  { by: [], where: {} },
  { by: ['PARTICIPANT_GROUP'], where: {} },
  { by: ['PARTICIPANT_CODE', 'SEX'], where: {} },
  { by: ['HOUSEHOLD_CLASS', 'SEX'], where: {} },
  { by: ['AGE_BAND'], where: { sexes: ['FEMALE', 'MALE'] } },
  { by: [], where: { householdClasses: ['POOR', 'NEAR_POOR'] } },
  { by: ['SEX'], where: { participantCodes: ['HN'], ageBands: ['FROM_18_TO_59', 'FROM_80'] } },
]

const day = fc.integer({ min: 0, max: 1_100 }).map((days) => addDays('2018-06-01', days))
const place = fc.constantFrom('00001', '00001.01', '00001.01.001', '00002', '00003', '00005', '00005.01')
const householdClass = fc.option(fc.constantFrom(...HOUSEHOLD_CLASSES))
const homes = fc
  .uniqueArray(day, { minLength: 1, maxLength: 4 })
  .chain((days) =>
    fc.tuple(
      fc.constant([...days].sort()),
      fc.array(fc.tuple(place, householdClass), { minLength: 4, maxLength: 4 }),
      fc.boolean(),
    ),
  )
  .map(([days, places, stays]) =>
    days.flatMap((from, index) => {
      const [area, classOfHome] = places[index] ?? ['00001', null]
      const until = days[index + 1] ?? (stays ? null : addDays(from, 200))
      return [{ from, until, area, householdClass: classOfHome }]
    }),
  )
const card = fc
  .tuple(day, fc.option(fc.integer({ min: 1, max: 500 })), fc.constantFrom('HN', 'GD', 'XX'))
  .map(([from, days, code]) => ({ from, until: days === null ? null : addDays(from, days), code }))
const birth = fc.oneof(
  fc
    .constantFrom('2016-02-29', '2013-03-01', '2015-01-31', '2003-03-01', '1961-03-02', '1941-01-31')
    .map((birthDate) => ({
      birthDate,
      birthYear: Number(birthDate.slice(0, 4)),
    })),
  fc.integer({ min: 1935, max: 2018 }).map((birthYear) => ({ birthDate: null, birthYear })),
  fc.constant({ birthDate: null, birthYear: null }),
)
const person: fc.Arbitrary<ModelPerson> = fc
  .tuple(fc.option(fc.constantFrom('FEMALE' as const, 'MALE' as const)), birth, homes, fc.array(card, { maxLength: 3 }))
  .map(([sex, born, livesIn, cards]) => ({ sex, ...born, homes: livesIn, cards }))

let database: TestDatabase
let register: RegisterRows
const model = new CountedRegister(MAP, CODES)
const ids = new Map<string, number>()

beforeAll(async () => {
  database = await createTestDatabase()
  register = new RegisterRows(database.em)
  ids.set('VN', await register.country())
  const idOf = (code: string) => ids.get(code) ?? 0
  for (const { parents, into, ...area } of MAP.filter(({ code }) => code !== 'VN'))
    ids.set(area.code, await register.area(area))
  for (const { code, parents, into } of MAP) {
    for (const parent of parents) await register.parent(idOf(code), idOf(parent.code), parent)
    if (into) await register.succession({ from: idOf(code), to: idOf(into.code), on: into.on, relation: 'WHOLE' })
  }
  for (const [code, group, lawOrder] of CODES) await register.participantCode(code, group, lawOrder)
})

afterAll(() => database.drop())

async function write(persons: readonly ModelPerson[]): Promise<void> {
  await register.removePersons()
  for (const { sex, birthDate, birthYear, homes: livesIn, cards } of persons) {
    const id = await register.person({
      sex: sex ?? undefined,
      birthDate: birthDate ?? undefined,
      birthYear: birthYear ?? undefined,
    })
    for (const { from, until, area, householdClass: classOfHome } of livesIn) {
      await register.residence(id, {
        from,
        until: until ?? undefined,
        areaId: ids.get(area) ?? 0,
        householdClass: classOfHome ?? undefined,
      })
    }
    for (const [index, { from, until, code }] of cards.entries()) {
      await register.card(id, { from, until: until ?? undefined, code, number: String(index) })
    }
  }
  await register.settle()
}

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
    const population = question.where.participantCodes ? null : 0
    if (unsplit && counts.size === 0) found[`${area} ||||`] = { population, covered: 0 }
  }
  return found
}

test('every answer equals the count person by person, on every level, day and split', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 16 }), async (persons) => {
      await write(persons)
      for (const asOf of DAYS) {
        for (const level of AREA_LEVELS) {
          for (const question of QUESTIONS) {
            const { rows } = await coverageInFull(ADMINISTRATOR, database.em, {
              level,
              asOf,
              basis: 'REGISTRY',
              ...question,
            })
            expect(answered(rows, question.by), `${asOf} ${level} by ${question.by}`).toEqual(
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
      fc.array(person, { minLength: 1, maxLength: 12 }),
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
            const { rows } = await coverageInFull(ADMINISTRATOR, database.em, wanted)
            expect(answered(rows, question.by), `${asOf} kept for ${today}`).toEqual(
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

test('household counts equal the count person by person', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 9 }), async (persons) => {
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
