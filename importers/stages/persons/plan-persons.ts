import { openPlan } from '../stage-table.ts'
import { planDecided } from './match-decisions.ts'
import { fillPlan, type PersonContext } from './person-stage.ts'

/**
 * One line for every person of the file: who it is, where, and what the register will say of the person afterwards. A
 * row adds what was not known and corrects what differs, but never takes a known birth day, sex or number away; a name
 * that differs in capitals or tone placement alone is the same name. A new person has an id from here on (`made`).
 * Begins the batch's plan.
 */
export async function planPersons(context: PersonContext): Promise<void> {
  await openPlan(context.em, context.batch.id)
  await planDecided(context)
  await fillPlan(context, 'planned_person', plannedPersons(context.stage))
}

const plannedPersons = (stage: string): string => `
  with several as (
    -- of whom more than one row speaks, or of whom the first row does not go in
    select person_line, min(line) as line, max(insurance_number) as insurance_number,
           ltrim(max(lpad(nullif(national_id, ''), 12) collate "C")) as national_id
    from ${stage}
    where outcome = 'READY' and person_line in (
      select person_line from ${stage} where outcome = 'READY' and person_line <> line)
    group by person_line
  ), settled as (
    select said.person_line, said.line, said.sheet, said.row, said.label, said.subject_id, said.commune_id,
           said.place_id, said.hamlet_key, said.group_key, said.hamlet_id, said.household_line, said.household_id,
           said.household_class, nullif(said.relation, '') as relation,
           case when said.name_key is distinct from known.name_key then said.full_name
             else known.full_name end as full_name,
           said.name_key,
           case when said.birth_date is not null then said.birth_date
                when birth.year is null or birth.year = known.birth_year then known.birth_date end as birth_date,
           coalesce(birth.year, known.birth_year) as birth_year,
           case when said.sex > 0 then said.sex else coalesce(known.sex, 0) end as sex,
           case when stated.national_id is null or length(known.national_id) > length(stated.national_id)
                then known.national_id else stated.national_id end as national_id,
           coalesce(known.social_insurance_number, stated.insurance_number) as insurance_number,
           nullif(said.card_number, '') as card_number,
           known
    from ${stage} said
    left join several using (person_line)
    cross join lateral (
      select case when several.line is null then nullif(said.national_id, '') else several.national_id end as national_id,
             case when several.line is null then said.insurance_number else several.insurance_number end as insurance_number
    ) stated
    cross join lateral (
      select coalesce(said.birth_year, extract(year from said.birth_date)::int) as year
    ) birth
    left join person known on known.person_id = said.subject_id
    where said.outcome = 'READY' and said.person_line is not null and said.line = coalesce(several.line, said.line)
  ), compared as (
    select settled.*,
           subject_id is not null and (full_name is distinct from (known).full_name
             or birth_date is distinct from (known).birth_date or birth_year is distinct from (known).birth_year
             or sex is distinct from (known).sex or national_id is distinct from (known).national_id
             or insurance_number is distinct from (known).social_insurance_number) as changed
    from settled
  )
  select person_line, coalesce(subject_id, nextval('person_person_id_seq')) as person_id,
         subject_id is null as made, changed, line, sheet, row, label, commune_id, place_id, hamlet_key, group_key, hamlet_id,
         household_line, household_id, household_class, relation, full_name, name_key, birth_date, birth_year, sex,
         national_id, insurance_number, card_number, case when changed then to_jsonb(known) end as known
  from compared`
