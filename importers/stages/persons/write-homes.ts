import { execute } from '../../../src/kernel/sql.ts'
import { keepImages } from './images.ts'
import { contains, type PersonContext } from './person-stage.ts'
import { newUntil } from './timeline.ts'

/** Writes where people live from the file's day: ends or corrects the home of that day, begins the new one. */
export async function writeHomes(context: PersonContext): Promise<void> {
  const { em, batch } = context
  await keepImages(
    context,
    'residence',
    `exists (select from planned_home planned where planned.action in ('CUT', 'EDIT')
             and planned.person_id = residence.person_id and planned.current_from = residence.valid_from)`,
  )
  const current = 'home.person_id = planned.person_id and home.valid_from = planned.current_from'
  await execute(
    em,
    `update residence home set area_id = planned.place_id, household_id = planned.household_id,
            household_class = planned.household_class, relation_to_head = planned.relation,
            batch_id = $1, sheet = planned.sheet, row = planned.row
     from planned_home planned where planned.action = 'EDIT' and ${current}`,
    [batch.id],
  )
  await execute(
    em,
    `update residence home set valid_until = planned.begins_on, batch_id = $1, sheet = planned.sheet, row = planned.row
     from planned_home planned where planned.action = 'CUT' and ${current}`,
    [batch.id],
  )
  await execute(
    em,
    `insert into residence
       (person_id, valid_from, valid_until, area_id, household_id, household_class, relation_to_head, batch_id, sheet,
         row)
     select person_id, begins_on, ${newUntil}, place_id, household_id, household_class, relation, $1, sheet, row
     from planned_home where action in ('CUT', 'INSERT') order by person_id`,
    [batch.id],
  )
}

/** Gives the later homes that `planHomes` found what the survey knows of the person. */
export async function refineLaterHomes(context: PersonContext): Promise<void> {
  const { em, batch } = context
  const same = 'later.person_id = residence.person_id and later.valid_from = residence.valid_from'
  await keepImages(context, 'residence', `exists (select from later_home later where ${same})`)
  await execute(
    em,
    `update residence set area_id = planned.place_id, household_id = planned.household_id,
            household_class = planned.household_class, relation_to_head = planned.relation, batch_id = $1
     from later_home later join planned_home planned using (person_line)
     where ${same}`,
    [batch.id],
  )
}

/** Ends the homes of members whom their household no longer lists; one that began on this very day never was. */
export async function endGoneHomes(context: PersonContext): Promise<void> {
  const { em, batch, asOf } = context
  const gone = `exists (select from gone_home gone where gone.person_id = residence.person_id
    and gone.valid_from = residence.valid_from)`
  await keepImages(context, 'residence', gone)
  await execute(em, `delete from residence where ${gone} and valid_from = $1`, [asOf])
  await execute(em, `update residence set valid_until = $1, batch_id = $2 where ${gone}`, [asOf, batch.id])
}

/** Ends the homes of those of whom a list of decreases says that they died: on the day from which they have no card. */
export async function endHomesOfDead(context: PersonContext): Promise<void> {
  const { em, batch } = context
  const ended = `ended.died and ended.person_id = residence.person_id and ${contains('residence', 'ended.ends_on')}`
  await keepImages(context, 'residence', `exists (select from ended_card ended where ${ended})`)
  await execute(
    em,
    `delete from residence using ended_card ended where ${ended} and residence.valid_from = ended.ends_on`,
  )
  await execute(
    em,
    `update residence set valid_until = ended.ends_on, batch_id = $1, sheet = ended.sheet, row = ended.row
     from ended_card ended where ${ended}`,
    [batch.id],
  )
}

/** What the households said of their cards, kept beside the register. */
export async function writeDeclarations(context: PersonContext): Promise<void> {
  const { em, batch, asOf, stage } = context
  await keepImages(
    context,
    'card_declaration',
    `card_declaration.as_of = $1 and exists (
       select from ${stage} staged where staged.subject_id = card_declaration.person_id
         and staged.declared_card is not null)`,
    [asOf],
  )
  await execute(
    em,
    `insert into card_declaration as kept (person_id, as_of, has_card, declared_until, batch_id, sheet, row)
     select subject_id, $2, declared_card, declared_until, $1, sheet, row from ${stage}
     where outcome in ('CREATED', 'UPDATED', 'UNCHANGED') and declared_card is not null
     on conflict (person_id, as_of) do update set has_card = excluded.has_card,
       declared_until = excluded.declared_until,
       batch_id = excluded.batch_id, sheet = excluded.sheet, row = excluded.row
     where (kept.has_card, kept.declared_until) is distinct from (excluded.has_card, excluded.declared_until)`,
    [batch.id, asOf],
  )
}
