import type { SqlSession } from '../kernel/sql.ts'
import { openCubeChange, takeAfter, touchHouseholds, touchPersons } from './cube-change.ts'
import { emptyCube, mergeCubeChange } from './cube-merge.ts'
import { inTransaction } from './in-transaction.ts'

export { keepAgesAhead } from './cube-ages.ts'
export { openCubeChange, takeAfter, takeBefore, touchHouseholds, touchPersons } from './cube-change.ts'
export { mergeCubeChange } from './cube-merge.ts'

/**
 * Counts the whole cube anew from residences, enrolments and household states, in one transaction (the caller's, when
 * one is open). For a register whose areas, participant codes or tables were changed past the import. Cheap when nobody
 * is in it.
 */
export async function rebuildCube(session: SqlSession): Promise<void> {
  await inTransaction(session, async (transaction) => {
    await openCubeChange(transaction)
    await emptyCube(transaction)
    await touchPersons(transaction, 'select distinct person_id from residence')
    await touchHouseholds(transaction, 'select distinct household_id from household_state')
    await takeAfter(transaction)
    await mergeCubeChange(transaction)
  })
}

/**
 * Brings the cube in line after `area_ancestor` changed: places lie in other areas, or on other days, than when their
 * persons were counted. It counts everything again, which is right for any change of the map.
 */
export async function recountAreas(session: SqlSession): Promise<void> {
  await rebuildCube(session)
}
