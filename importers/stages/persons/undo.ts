import { execute } from '../../../src/kernel/sql.ts'
import type { LoaderContext } from '../loader.ts'
import type { ImagedTable } from './images.ts'

/**
 * Takes back what a batch wrote on the persons of `undo_person` that are not held: its rows are removed and the rows
 * that they replaced come back from their images. Gives the number of rows undone.
 */
export async function undoPersons(context: LoaderContext, batchId: number): Promise<void> {
  const tables = ['card_declaration', 'enrolment', 'residence', 'person'] as const
  await execute(
    context.em,
    `delete from person_identity
     where batch_id = $1 and person_id in (select person_id from undo_person where not held)`,
    [batchId],
  )
  for (const table of tables) await undoTable(context, batchId, { table, id: 'person_id', among: 'undo_person' })
}

/** The same for households: their state, their name, the keys they are found by. */
export async function undoHouseholds(context: LoaderContext, batchId: number): Promise<void> {
  await execute(
    context.em,
    `delete from household_identity
     where batch_id = $1 and household_id in (select household_id from undo_household where not held)`,
    [batchId],
  )
  for (const table of ['household_state', 'household'] as const) {
    await undoTable(context, batchId, { table, id: 'household_id', among: 'undo_household' })
  }
  await execute(
    context.em,
    `update household set changed_at = now() where household_id in (select household_id from undo_household
      where not held)`,
  )
}

interface Undone {
  readonly table: ImagedTable
  readonly id: 'person_id' | 'household_id'
  readonly among: 'undo_person' | 'undo_household'
}

async function undoTable(context: LoaderContext, batchId: number, { table, id, among }: Undone): Promise<void> {
  const free = `(select ${id} from ${among} where not held)`
  await execute(context.em, `delete from ${table} where batch_id = $1 and ${id} in ${free}`, [batchId])
  await execute(
    context.em,
    `insert into ${table} overriding system value
     select (jsonb_populate_record(null::${table}, was)).* from register_image
     where batch_id = $1 and subject = '${table}' and subject_id in ${free}
     on conflict do nothing`,
    [batchId],
  )
  await execute(
    context.em,
    `delete from register_image where batch_id = $1 and subject = '${table}' and subject_id in ${free}`,
    [batchId],
  )
}

/** Removes hamlets and groups that the batch made and nothing uses any more; gives how many. */
export async function removeHamlets(context: LoaderContext, batchId: number): Promise<number> {
  let removed = 0
  for (const level of [5, 4]) {
    const [unused, values] = [
      `select area_id from area where batch_id = $1 and level = $2 and ${unusedArea}`,
      [batchId, level],
    ]
    await execute(context.em, `delete from area_ancestor where area_id in (${unused})`, values)
    await execute(context.em, `delete from area_parent where area_id in (${unused})`, values)
    removed += await execute(
      context.em,
      `delete from area where batch_id = $1 and level = $2 and ${unusedArea}`,
      values,
    )
  }
  return removed
}

const unusedArea = `not exists (select from residence where residence.area_id = area.area_id)
  and not exists (select from household_state where household_state.area_id = area.area_id)
  and not exists (select from area_parent below where below.parent_id = area.area_id)
  and not exists (select from area_succession moved where area.area_id in (moved.from_id, moved.to_id))
  and not exists (select from reported_figure figure where figure.area_id = area.area_id)
  and not exists (select from target where target.area_id = area.area_id)
  and not exists (select from planned_area planned where planned.area_id = area.area_id)`
