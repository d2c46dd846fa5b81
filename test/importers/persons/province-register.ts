import type { SqlEntityManager } from '@mikro-orm/postgresql'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { cardChangesLoader } from '../../../importers/stages/persons/load-changes.ts'
import { cardRollLoader, householdSurveyLoader } from '../../../importers/stages/persons/load-persons.ts'
import { rows } from '../../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { importRows, type StagedFields, type StagedFile, withdrawRows } from '../../support/stage-rows.ts'
import { emptyRegister, makeSmallProvince, type SmallProvince } from './small-province.ts'

const LOADERS = {
  CARD_ROLL: cardRollLoader,
  HOUSEHOLD_SURVEY: householdSurveyLoader,
  CARD_CHANGES: cardChangesLoader,
} as const

/** Kinds of files that speak of persons. */
export type PersonKind = keyof typeof LOADERS

/**
 * The small province's register for a file of tests: made before them, emptied of people before each, dropped after them.
 * Files are sent for the area named, unless a test says for which.
 */
export function provinceRegister(sentFor: keyof SmallProvince) {
  let database: TestDatabase
  let areas: SmallProvince
  beforeAll(async () => {
    database = await createTestDatabase()
    areas = await makeSmallProvince(database.em)
  })
  beforeEach(() => emptyRegister(database.em))
  afterAll(() => database.drop())

  const send = (file: StagedFile & { readonly kind: PersonKind }) => importRows(database.em, LOADERS[file.kind], file)
  const sent =
    (kind: PersonKind) =>
    (asOf: string, staged: readonly StagedFields[], areaId = areas[sentFor]) =>
      send({ kind, areaId, asOf, rows: staged })
  return {
    get em(): SqlEntityManager {
      return database.em
    },
    get areas(): SmallProvince {
      return areas
    },
    send,
    roll: sent('CARD_ROLL'),
    survey: sent('HOUSEHOLD_SURVEY'),
    changes: sent('CARD_CHANGES'),
    withdraw: (kind: PersonKind, batchId: number) => withdrawRows(database.em, LOADERS[kind], batchId),
    read: <Row = Record<string, unknown>>(sql: string) => rows<Row>(database.em, sql),
  }
}
