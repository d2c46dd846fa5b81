import {
  mergeCubeChange,
  openCubeChange,
  takeAfter,
  takeBefore,
  touchHouseholds,
  touchPersons,
} from '../../../src/coverage/cube.store.ts'
import { execute, oneRow, rows } from '../../../src/kernel/sql.ts'
import type { LoaderContext, Withdrawal, WithdrawalReason } from '../loader.ts'
import { removeHamlets, undoHouseholds, undoPersons } from './undo.ts'
import { touchHomesOfCounted } from './write-households.ts'

/**
 * Undoes a committed batch person by person, and counts persons, households and hamlets. What no later batch wrote or
 * confirmed goes back to what it was; the rest stays and is counted. Then batches that were withdrawn earlier, and had
 * to leave something because of this one, are undone further, so that nothing of a withdrawn batch comes back to life.
 */
export async function withdrawPersons(context: LoaderContext): Promise<Withdrawal> {
  const withdrawal = await undoBatch(context, context.batch.id)
  const earlier = await rows<{ id: number }>(
    context.em,
    `select waiting.batch_id as id
     from import_batch waiting join import_batch this on this.batch_id = $1 and waiting.commit_no < this.commit_no
     where waiting.status = 'WITHDRAWN'
       and coalesce((waiting.withdrawal->>'kept')::int + (waiting.withdrawal->>'blocked')::int, 1) > 0
     order by waiting.commit_no desc`,
    [context.batch.id],
  )
  for (const { id } of earlier) await recordFurther(context, id, await undoBatch(context, id))
  return withdrawal
}

/** Adds what could now be undone to the record of a batch that was withdrawn earlier. */
async function recordFurther(context: LoaderContext, batchId: number, further: Withdrawal): Promise<void> {
  await execute(
    context.em,
    `update import_batch set withdrawal = coalesce(withdrawal, '{}') || jsonb_build_object(
       'undone', coalesce((withdrawal->>'undone')::int, 0) + $2::int, 'kept', $3::int, 'blocked', $4::int, 'reasons',
         $5::jsonb)
     where batch_id = $1`,
    [batchId, further.undone, further.kept, further.blocked, JSON.stringify(further.reasons)],
  )
}

async function undoBatch(context: LoaderContext, batchId: number): Promise<Withdrawal> {
  const { em } = context
  await openCubeChange(em)
  await findTouched(context, batchId)
  await touchPersons(em, 'select person_id from undo_person where not held')
  await touchHouseholds(em, 'select household_id from undo_household where not held')
  await takeBefore(em)
  await touchHomesOfCounted(em)
  await undoPersons(context, batchId)
  await undoHouseholds(context, batchId)
  await touchHomesOfCounted(em)
  await takeAfter(em)
  await mergeCubeChange(em)
  const hamlets = await removeHamlets(context, batchId)
  const { freed } = await oneRow<{ freed: number }>(em, freedSubjects)
  const reasons = [
    await heldPersons(context, batchId),
    await heldHouseholds(context, batchId),
    await usedHamlets(context, batchId),
  ]
  const [kept = none, ...blocked] = reasons
  return {
    undone: freed + hamlets,
    kept: kept.count,
    blocked: blocked.reduce((sum, reason) => sum + reason.count, 0),
    reasons: reasons.filter((reason) => reason.count > 0),
  }
}

const freedSubjects = `
  select ((select count(*) from undo_person where not held) + (select count(*) from undo_household
    where not held))::int as freed`

const none: WithdrawalReason = { code: '', count: 0, examples: [] }

/**
 * Persons and households of which the batch wrote something. A person is held when a batch that was committed later
 * wrote any of the person's rows, or, still committed, has a row on the person: it then rests on what this batch said.
 * A household is held when a later batch wrote it, when somebody who is held lives in it, or when a later batch brought
 * somebody into it of whom this one knows nothing.
 */
async function findTouched(context: LoaderContext, batchId: number): Promise<void> {
  const { em } = context
  for (const table of ['undo_person', 'undo_household', 'later_batch']) {
    await execute(em, `drop table if exists pg_temp.${table}`)
  }
  await execute(em, 'create temp table later_batch (batch_id bigint primary key, standing boolean) on commit drop')
  await execute(
    em,
    `insert into later_batch select later.batch_id, later.status = 'COMMITTED' and later.batch_id <> $2
     from import_batch later join import_batch this on this.batch_id = $1 and later.commit_no > this.commit_no`,
    [batchId, context.batch.id],
  )
  await execute(em, 'create temp table undo_person (person_id bigint primary key, held boolean) on commit drop')
  await execute(em, touchedPersons, [batchId])
  await execute(em, 'create temp table undo_household (household_id bigint primary key, held boolean) on commit drop')
  await execute(em, touchedHouseholds, [batchId])
  await execute(em, 'analyze undo_person')
}

const PERSON_TABLES = `('person', 'residence', 'enrolment', 'card_declaration')`
const HOUSEHOLD_TABLES = `('household', 'household_state')`

const touchedPersons = `
  with mentioned as (
    select subject_id as person_id from batch_row where batch_id = $1 and subject_id is not null
    union
    select subject_id from register_image where batch_id = $1 and subject in ${PERSON_TABLES}
  ), written as (
    select person_id, batch_id from mentioned join person using (person_id)
    union select person_id, batch_id from mentioned join residence using (person_id)
    union select person_id, batch_id from mentioned join enrolment using (person_id)
    union select person_id, batch_id from mentioned join card_declaration using (person_id)
    union select person_id, batch_id from mentioned join person_identity using (person_id)
    union select subject_id, batch_id from register_image where batch_id = $1 and subject in ${PERSON_TABLES}
    union select mentioned.person_id, image.batch_id
          from later_batch join register_image image using (batch_id)
          join mentioned on mentioned.person_id = image.subject_id where image.subject in ${PERSON_TABLES}
  ), resting as (
    select distinct batch_row.subject_id as person_id
    from later_batch join batch_row using (batch_id)
    where later_batch.standing and batch_row.outcome in ('CREATED', 'UPDATED', 'UNCHANGED')
      and batch_row.subject_id is not null
  )
  insert into undo_person
  select written.person_id, bool_or(later_batch.batch_id is not null or resting.person_id is not null)
  from written
  left join later_batch using (batch_id)
  left join resting on resting.person_id = written.person_id
  group by written.person_id
  having bool_or(written.batch_id = $1)`

const touchedHouseholds = `
  with touched as (
    select subject_id as household_id from register_image where batch_id = $1 and subject in ${HOUSEHOLD_TABLES}
    union
    select residence.household_id from undo_person join residence using (person_id)
      where residence.household_id is not null
    union
    select (was->>'household_id')::bigint from register_image
    where batch_id = $1 and subject = 'residence' and was->>'household_id' is not null
    union
    select household_id from household where batch_id = $1
  ), written as (
    select household_id, batch_id from touched join household using (household_id)
    union select household_id, batch_id from touched join household_state using (household_id)
    union select household_id, batch_id from touched join household_identity using (household_id)
    union select subject_id, batch_id from register_image where batch_id = $1 and subject in ${HOUSEHOLD_TABLES}
    union select touched.household_id, image.batch_id
          from later_batch join register_image image using (batch_id)
          join touched on touched.household_id = image.subject_id where image.subject in ${HOUSEHOLD_TABLES}
  )
  insert into undo_household
  select written.household_id,
         bool_or(later_batch.batch_id is not null) or exists (
           select from residence join undo_person using (person_id)
           where residence.household_id = written.household_id and undo_person.held)
         or exists (
           select from residence join later_batch using (batch_id)
           where residence.household_id = written.household_id
             and not exists (select from undo_person own where own.person_id = residence.person_id))
  from written
  left join later_batch using (batch_id)
  group by written.household_id
  having bool_or(written.batch_id = $1)`

async function heldPersons(context: LoaderContext, batchId: number): Promise<WithdrawalReason> {
  return reason(
    context,
    'withdrawal-changed-later',
    `select person.full_name as label from undo_person join person using (person_id) where held
      and $1::bigint is not null`,
    batchId,
  )
}

async function heldHouseholds(context: LoaderContext, batchId: number): Promise<WithdrawalReason> {
  return reason(
    context,
    'withdrawal-household-in-use',
    `select coalesce(household.head_name, household.code, '') as label
     from undo_household join household using (household_id) where held and $1::bigint is not null`,
    batchId,
  )
}

async function usedHamlets(context: LoaderContext, batchId: number): Promise<WithdrawalReason> {
  return reason(
    context,
    'withdrawal-hamlet-in-use',
    `select trim(unit_type || ' ' || name) as label from area where batch_id = $1 and level > 3`,
    batchId,
  )
}

async function reason(
  context: LoaderContext,
  code: string,
  select: string,
  batchId: number,
): Promise<WithdrawalReason> {
  const found = await oneRow<{ count: number; examples: string[] | null }>(
    context.em,
    `select count(*)::int as count, (array_agg(label order by label))[1:3] as examples from (${select}) labelled`,
    [batchId],
  )
  return { code, count: found.count, examples: found.examples ?? [] }
}
