import { execute, oneRow, rows } from '../../../src/kernel/sql.ts'
import { CommitClash } from '../commit-clash.ts'
import type { PersonContext } from './person-stage.ts'

/** Whoever else wants to write these persons waits from here on. */
export async function lockTouched(context: PersonContext): Promise<void> {
  await execute(
    context.em,
    'select person_id from person where person_id in (select person_id from cube_person) order by person_id for update',
  )
}

/**
 * Batches of different areas plan side by side, and a person who is in both may have been written by the other since
 * this one planned. Then the homes overlap, or the person's number has got another owner; a new person's number would have
 * been refused by the key. What has not changed since the plan needs no look: whoever writes persons also counts the register's
 * version up, seen by others in the same moment. Throws `CommitClash`.
 */
export async function refuseClash(context: PersonContext): Promise<void> {
  if (await isAsPlanned(context)) return
  // Counted in full: a query for any one row is planned row by row, and finds none at great length.
  const { clashes } = await oneRow<{ clashes: number }>(
    context.em,
    `with home as (
       select person_id, valid_from, valid_until from cube_person join residence using (person_id)
       where person_id in (select person_id from planned_person where not made)
     ), owned as (
       select owner.person_id, planned.person_id as planned_id
       from planned_person planned
       cross join lateral (values (1::smallint, planned.insurance_number), (2::smallint,
         planned.national_id)) given (kind, code)
       join person_identity owner on owner.kind = given.kind and owner.code = given.code
       where not planned.made
     )
     select ((select count(*) from home join home later using (person_id)
              where later.valid_from > home.valid_from and later.valid_from < home.valid_until)
             + (select count(*) from owned where person_id <> planned_id))::int as clashes`,
  )
  if (clashes > 0) throw new CommitClash()
}

/** Nobody has written the register since this batch began to plan. */
async function isAsPlanned({ em, batch }: PersonContext): Promise<boolean> {
  const same = await rows(
    em,
    'select from import_batch join hub_version on version = checked_version where batch_id = $1',
    [batch.id],
  )
  return same.length === 1
}
