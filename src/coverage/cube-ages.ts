import type { PlainDate } from '../kernel/plain-date.ts'
import { REGISTER_LOCK } from '../kernel/register-lock.ts'
import { execute, oneRow, type SqlSession } from '../kernel/sql.ts'
import { bandDaysSql } from '../population/age-band.ts'
import { openCubeChange, takeAfter, takeBefore, touchPersons } from './cube-change.ts'
import { mergeCubeChange } from './cube-merge.ts'
import { inTransaction } from './in-transaction.ts'

/**
 * The day from which on the cube no longer follows birthdays: a person of three has four of them to come, over eighty years,
 * and all of them kept would be most of the cube. Questions by age on later days are counted from persons.
 */
export async function agesKeptUntil(session: SqlSession): Promise<PlainDate> {
  const { day } = await oneRow<{ day: PlainDate }>(session, 'select kept_until::text as day from cube_ages')
  return day
}

/**
 * Lets the cube follow birthdays to the end of the year after `today`, if it does not yet: whoever comes into another age
 * band in the days that are new is counted before and after. Waits for everybody who writes the register, and they for it.
 * To be called when a hub starts; a hub that runs for longer than that counts from persons meanwhile, and is as right.
 */
export async function keepAgesAhead(session: SqlSession, today: PlainDate): Promise<void> {
  const until = `${Number(today.slice(0, 4)) + 2}-01-01`
  if ((await agesKeptUntil(session)) >= until) return
  await inTransaction(session, async (transaction) => {
    await execute(transaction, `select pg_advisory_xact_lock(${REGISTER_LOCK}, 0)`)
    await openCubeChange(transaction)
    await touchPersons(
      transaction,
      `select person_id from person cross join cube_ages
       where exists (select from unnest(${bandDaysSql('person')}) band_day
                     where cube_ages.kept_until <= band_day and band_day < $1::date)`,
      [until],
    )
    await takeBefore(transaction)
    await execute(transaction, 'update cube_ages set kept_until = $1 where kept_until < $1', [until])
    await takeAfter(transaction)
    await mergeCubeChange(transaction)
  })
}
