import { execute, type SqlSession } from '../../../src/kernel/sql.ts'
import { keepImages } from './images.ts'
import { fillTemporary, type PersonContext, refreshFilled } from './person-stage.ts'
import { householdKeys } from './resolve-households.ts'
import { newUntil } from './timeline.ts'

/** Writes a survey's households: themselves, the keys they are found by, and place and class from the survey's day. */
export async function writeHouseholds(context: PersonContext): Promise<void> {
  await writeNamed(context)
  await writeStates(context)
}

async function writeNamed(context: PersonContext): Promise<void> {
  const { em, batch, stage } = context
  await keepImages(
    context,
    'household',
    'exists (select from planned_household planned where planned.household_id = household.household_id and planned.renamed)',
  )
  await execute(
    em,
    `update household set code = planned.code, address = planned.address, head_name = planned.head_name, batch_id = $1
     from planned_household planned where planned.renamed and household.household_id = planned.household_id`,
    [batch.id],
  )
  await execute(em, 'alter table planned_household add column made boolean')
  await execute(
    em,
    `update planned_household planned
     set made = planned.household_id is null, place_id = staged.place_id,
         household_id = coalesce(planned.household_id, nextval(pg_get_serial_sequence('household', 'household_id')))
     from ${stage} staged where staged.line = planned.line`,
  )
  await execute(
    em,
    `insert into household (household_id, code, address, head_name, batch_id)
     select household_id, code, address, head_name, $1 from planned_household where made order by household_id`,
    [batch.id],
  )
  await execute(
    em,
    `update planned_home home set household_id = household.household_id from planned_household household
     where household.made and home.household_line = household.household_line`,
  )
  for (const table of ['planned_household', 'planned_home']) await refreshFilled(context, table)
  await execute(
    em,
    `insert into household_identity (key, household_id, batch_id)
     select key, min(household_id), $1 from (${householdKeys(stage)}) given group by key on conflict do nothing`,
    [batch.id],
  )
}

async function writeStates(context: PersonContext): Promise<void> {
  const { em, batch, asOf } = context
  await keepImages(
    context,
    'household_state',
    `exists (select from planned_household planned where planned.action in ('CUT', 'EDIT')
             and planned.household_id = household_state.household_id
               and planned.current_from = household_state.valid_from)`,
  )
  const current = 'state.household_id = planned.household_id and state.valid_from = planned.current_from'
  await execute(
    em,
    `update household_state state set area_id = planned.place_id, household_class = planned.household_class,
            standard = planned.standard, batch_id = $1, sheet = planned.sheet, row = planned.row
     from planned_household planned where planned.action = 'EDIT' and ${current}`,
    [batch.id],
  )
  await execute(
    em,
    `update household_state state set valid_until = $2, batch_id = $1, sheet = planned.sheet, row = planned.row
     from planned_household planned where planned.action = 'CUT' and ${current}`,
    [batch.id, asOf],
  )
  await execute(
    em,
    `insert into household_state (household_id, valid_from, valid_until, area_id, household_class, standard, batch_id,
      sheet, row)
     select household_id, $2, ${newUntil}, place_id, household_class, standard, $1, sheet, row
     from planned_household where action in ('CUT', 'INSERT')`,
    [batch.id, asOf],
  )
}

/** A household in which nobody lives any more, today or later, ends on the day of the list. */
export async function endEmptyHouseholds(context: PersonContext): Promise<void> {
  const { em, batch, asOf } = context
  await fillTemporary(
    context,
    'empty_household',
    `select left_household.household_id
     from (select household_id from cube_household) left_household
     where not exists (select from residence where residence.household_id = left_household.household_id
       and residence.valid_until > $1)`,
    [asOf],
  )
  const emptied = `household_state.household_id in (select household_id from empty_household)
    and household_state.valid_until > $1`
  await keepImages(context, 'household_state', emptied, [asOf])
  await execute(em, `delete from household_state where ${emptied} and valid_from >= $1`, [asOf])
  await execute(em, `update household_state set valid_until = $1, batch_id = $2 where ${emptied}`, [asOf, batch.id])
}

/** Whatever a reader of households would see differently counts as a change of the household: also a member's name or number. */
export async function touchChangedHouseholds(context: PersonContext): Promise<void> {
  await execute(
    context.em,
    `update household set changed_at = now()
     where household_id in (
       select household_id from cube_household
       union ${HOMES_OF_COUNTED}
       union
       select residence.household_id from planned_person join residence using (person_id)
         where planned_person.changed and residence.household_id is not null)`,
  )
}

/** The same for a withdrawal, before and after it takes rows back: homes that persons leave by it, and homes they return to. */
export async function touchHomesOfCounted(em: SqlSession): Promise<void> {
  await execute(em, `update household set changed_at = now() where household_id in (${HOMES_OF_COUNTED})`)
}

const HOMES_OF_COUNTED = `
       select residence.household_id from cube_person join residence using (person_id)
         where residence.household_id is not null`
