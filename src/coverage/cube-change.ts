import { execute, type SqlSession } from '../kernel/sql.ts'
import { householdChanges, personChanges } from './cube-image.ts'

/**
 * Opens a change of the cube inside the caller's transaction: temporary tables for the persons and households whose
 * intervals will differ, and for what goes from and comes to their places on which days. The caller names them
 * with `touchPersons` and `touchHouseholds`, calls `takeBefore` before it writes, `takeAfter` when it has written, and
 * then `mergeCubeChange`.
 */
export async function openCubeChange(session: SqlSession): Promise<void> {
  for (const table of ['cube_person', 'cube_household', 'cube_change']) {
    await execute(session, `drop table if exists pg_temp.${table}`)
  }
  await execute(session, 'create temp table cube_person (person_id bigint not null) on commit drop')
  await execute(session, 'create temp table cube_household (household_id bigint primary key) on commit drop')
  await execute(
    session,
    'create temp table cube_change (area_id int not null, combo smallint not null, day date not null, weight int not null) on commit drop',
  )
}

/** Names persons whose residences, enrolments, sex or birth will differ: a SELECT of one bigint column. */
export async function touchPersons(
  session: SqlSession,
  select: string,
  values: readonly unknown[] = [],
): Promise<void> {
  await execute(session, `insert into cube_person (${select}) except select person_id from cube_person`, values)
}

/** Names households whose states will differ: a SELECT of one bigint column. */
export async function touchHouseholds(
  session: SqlSession,
  select: string,
  values: readonly unknown[] = [],
): Promise<void> {
  await execute(session, `insert into cube_household ${select} on conflict do nothing`, values)
}

/** Counts the touched persons and households as the register has them before the caller writes. */
export async function takeBefore(session: SqlSession): Promise<void> {
  await takeImage(session, -1)
}

/** Counts the touched persons and households as the register has them after the caller has written. */
export async function takeAfter(session: SqlSession): Promise<void> {
  await takeImage(session, 1)
}

async function takeImage(session: SqlSession, weight: 1 | -1): Promise<void> {
  await execute(session, 'analyze cube_person')
  await execute(session, `insert into cube_change ${personChanges}`, [weight])
  await execute(session, `insert into cube_change ${householdChanges}`, [weight])
}
