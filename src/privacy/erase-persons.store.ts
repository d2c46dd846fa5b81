import { mergeCubeChange, openCubeChange, takeAfter, takeBefore, touchPersons } from '../coverage/cube.store.ts'
import { REGISTER_LOCK } from '../kernel/register-lock.ts'
import { execute, oneRow, type SqlSession } from '../kernel/sql.ts'
import { recordSegmentChanges } from '../segments/record-changes.store.ts'
import { eraseFromReports } from './erase-from-reports.ts'
import { COUNTS_THE_SAME_BY_YEAR, ERASED_KEY, ERASED_NAME, type Erasure } from './erasure.ts'

/**
 * Takes the names, numbers, cards, addresses and birth days of these persons out of the register and out of every report on
 * a file, and leaves what they count as: where they lived, in which class, under which code, of which sex and age band, on
 * which days. Every figure of every day is the same afterwards; partners are told of the households. `select` gives their
 * ids. In the caller's transaction; waits for everybody who writes the register, and they for it.
 */
export async function erasePersons(em: SqlSession, select: string, values: readonly unknown[]): Promise<Erasure> {
  await execute(em, `select pg_advisory_xact_lock(${REGISTER_LOCK}, 0)`)
  await gather(em, select, values)
  await openCubeChange(em)
  await touchPersons(em, 'select person_id from erased')
  await takeBefore(em)
  await eraseFromReports(em)
  await eraseCards(em)
  await eraseHouseholds(em)
  await forgetIdentities(em)
  const erasure = await erasePersonRows(em)
  await takeAfter(em)
  await mergeCubeChange(em)
  if (erasure.persons > 0) {
    await execute(em, 'update hub_version set version = version + 1, updated_at = now()')
    await recordSegmentChanges(em, 'TOUCHED')
  }
  return erasure
}

/** The persons with all that names them, for the transaction. A file that was undone may still name one whom nothing else does. */
async function gather(em: SqlSession, select: string, values: readonly unknown[]): Promise<void> {
  await execute(em, 'drop table if exists pg_temp.erased')
  await execute(
    em,
    'create temp table erased (person_id bigint primary key, full_name text, name_key text) on commit drop',
  )
  await execute(
    em,
    `insert into erased select person_id, nullif(full_name, '${ERASED_NAME}'), name_key from person where person_id in (${select})`,
    values,
  )
}

/** A card's number names its bearer; of several cards that began on one day each keeps a place of its own. */
async function eraseCards(em: SqlSession): Promise<void> {
  await execute(
    em,
    `update enrolment set card_number = numbered.place, clinic_code = null
     from (
       select person_id, valid_from, card_number,
              '#' || row_number() over (partition by person_id, valid_from order by card_number) as place
       from enrolment join erased using (person_id)
     ) numbered
     where enrolment.person_id = numbered.person_id and enrolment.valid_from = numbered.valid_from
       and enrolment.card_number = numbered.card_number`,
  )
  await execute(em, 'delete from card_declaration using erased where card_declaration.person_id = erased.person_id')
  await execute(
    em,
    `update residence set relation_to_head = null from erased
     where residence.person_id = erased.person_id and relation_to_head is not null`,
  )
}

/** An address and a code are those of all who live there; they go with the last of them. A head's name is the head's own. */
async function eraseHouseholds(em: SqlSession): Promise<void> {
  await execute(
    em,
    `create temp table erased_household on commit drop as
     select household_id, bool_and(person.name_key = '${ERASED_KEY}' or erased.person_id is not null) as deserted,
            array_agg(erased.full_name) filter (where erased.full_name is not null) as names
     from residence join person using (person_id) left join erased using (person_id)
     where household_id in (select home.household_id from residence home join erased using (person_id))
     group by household_id`,
  )
  await execute(
    em,
    `update household set changed_at = now(),
            head_name = case when head_name = any(gone.names) or (gone.deserted and head_name <> '') then '${ERASED_NAME}'
              else head_name end,
            address = case when not gone.deserted then address end, code = case when not gone.deserted then code end
     from erased_household gone where household.household_id = gone.household_id`,
  )
  // A household without a code is found by its head's name.
  await execute(
    em,
    `delete from household_identity identity using erased_household gone
     where identity.household_id = gone.household_id and (gone.deserted or exists (
       select from erased where erased.full_name = any(gone.names) and erased.name_key <> ''
         and position(':' || erased.name_key || ':' in identity.key) > 0))`,
  )
  await execute(
    em,
    `update register_image image set was = was || jsonb_build_object(
       'head_name', case when was ->> 'head_name' = any(gone.names) then '${ERASED_NAME}' else was ->> 'head_name' end)
       || case when gone.deserted then '{"address": null, "code": null}' else '{}'::jsonb end
     from erased_household gone where image.subject = 'household' and image.subject_id = gone.household_id`,
  )
  await execute(em, 'drop table erased_household')
}

/** Whom an office lists again is known by digests of the numbers; see the room's README for why. */
async function forgetIdentities(em: SqlSession): Promise<void> {
  await execute(
    em,
    `insert into erased_number (digest, person_id)
     select erased_digest(kind, code), person_id from person_identity join erased using (person_id)
     on conflict (digest) do update set person_id = excluded.person_id, erased_at = excluded.erased_at`,
  )
  await execute(em, 'delete from person_identity using erased where person_identity.person_id = erased.person_id')
  await execute(em, 'delete from match_decision using erased where match_decision.person_id = erased.person_id')
}

async function erasePersonRows(em: SqlSession): Promise<Erasure> {
  const erasure = await oneRow<Erasure>(
    em,
    `with reduced as (
       select person_id, birth_date is null or ${COUNTS_THE_SAME_BY_YEAR} as by_year from person join erased using (person_id)
     ), gone as (
       update person set full_name = '${ERASED_NAME}', name_key = '${ERASED_KEY}', national_id = null,
         social_insurance_number = null, birth_date = case when not by_year then birth_date end,
         birth_year = coalesce(birth_year, extract(year from birth_date))
       from reduced where person.person_id = reduced.person_id returning person.birth_date
     )
     select (select count(full_name)::int from erased) as persons, count(birth_date)::int as "birthDaysKept" from gone`,
  )
  // An undone batch must not bring the day back either.
  await execute(
    em,
    `update register_image image set was = was || jsonb_build_object('birth_date', null,
       'birth_year', coalesce((was ->> 'birth_year')::int, left(was ->> 'birth_date', 4)::int))
     from erased join person using (person_id)
     where image.subject = 'person' and image.subject_id = person.person_id and person.birth_date is null`,
  )
  return erasure
}
