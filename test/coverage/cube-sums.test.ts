import { expect, test } from 'vitest'
import { readSums, type SumsWanted } from '../../src/coverage/cube-sums.ts'
import type { SqlSession } from '../../src/kernel/sql.ts'
import { countStatements } from '../support/count-statements.ts'
import { BEFORE, database, id, MONTHS } from './merged-provinces.ts'

const POOR = ['class_all_1', 'class_cov_1']
const BY_GROUP = ['group_cov_0', 'group_cov_5']
const TOTALS = ['n_all', 'n_cov']

function session(): SqlSession {
  return { getKysely: () => database.em.getKysely() }
}

function wanted(codes: readonly string[], days: readonly string[], columns: readonly string[]): SumsWanted {
  return { areaIds: codes.map(id), days, isByDay: false, columns, withKnown: columns === TOTALS }
}

/** What one question may want at once: days and columns that overlap, of the same areas and of others. */
const WANTED = [
  wanted(['10', '20'], [BEFORE], TOTALS),
  wanted(['10', '20'], MONTHS, TOTALS),
  wanted(['10', '20'], [BEFORE], POOR),
  wanted(['10', '20'], [BEFORE], BY_GROUP),
  wanted(['20', '10'], ['2025-09-30'], POOR),
  wanted(['20'], [BEFORE], POOR),
]

test('what is wanted at once is what each would have read alone', async () => {
  const together = session()
  const found = await Promise.all(WANTED.map((one) => readSums(together, one)))
  for (const [at, one] of WANTED.entries()) {
    const alone = await readSums(session(), one)
    expect(alone).toHaveLength(one.areaIds.length * one.days.length)
    const columns = ['area_id', 'day', ...one.columns, ...(one.withKnown ? ['known'] : [])]
    const told = (found[at] ?? []).map((sums) => Object.fromEntries(columns.map((column) => [column, sums[column]])))
    expect(told).toEqual(expect.arrayContaining(alone as unknown[]))
    expect(told).toHaveLength(alone.length)
  }
})

test('the same areas are read once for the same columns or the same days', async () => {
  const em = session()
  const { statements } = await countStatements(() => Promise.all(WANTED.map((one) => readSums(em, one))))
  // The totals on all days, classes and groups on one; then the areas in another order, and one of them alone.
  expect(statements).toHaveLength(4)
})

test('of no areas nothing is asked', async () => {
  const { answer, statements } = await countStatements(() => readSums(session(), wanted([], [BEFORE], TOTALS)))
  expect([answer, statements]).toEqual([[], []])
})
