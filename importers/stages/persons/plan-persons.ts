import { fillTemporary, type PersonContext } from './person-stage.ts'

/**
 * One line for every person of the file: who it is, where, and what the register will say of the person afterwards. A
 * row adds what was not known and corrects what differs, but never takes a known birth day, sex or number away; a name
 * that differs in capitals or tone placement alone is the same name.
 */
export async function planPersons(context: PersonContext): Promise<void> {
  await fillTemporary(context, 'planned_person', plannedPersons(context.stage))
}

const plannedPersons = (stage: string): string => `
  with lead_row as (
    select distinct on (person_line) person_line, line, sheet, row, label, subject_id as person_id, full_name,
      name_key, birth_date,
           coalesce(birth_year, extract(year from birth_date)::int) as birth_year, coalesce(sex, 0) as sex,
           commune_id, hamlet_id, place_id, hamlet_key, group_key, household_line, household_id, household_class,
             relation
    from ${stage}
    where outcome = 'READY' and person_line is not null
    order by person_line, line
  ), numbered as (
    select person_line, max(insurance_number) as insurance_number,
           ltrim(max(lpad(nullif(national_id, ''), 12) collate "C")) as national_id
    from ${stage}
    where outcome = 'READY' and person_line is not null
    group by person_line
  ), settled as (
    select lead_row.person_line, lead_row.line, lead_row.sheet, lead_row.row, lead_row.label, lead_row.person_id,
           lead_row.commune_id, lead_row.place_id, lead_row.hamlet_key, lead_row.group_key, lead_row.hamlet_id,
           lead_row.household_line, lead_row.household_id, lead_row.household_class, nullif(lead_row.relation,
             '') as relation,
           case when lead_row.name_key is distinct from known.name_key then lead_row.full_name
             else known.full_name end as full_name,
           lead_row.name_key,
           case when lead_row.birth_date is not null then lead_row.birth_date
                when lead_row.birth_year is null or lead_row.birth_year = known.birth_year
                  then known.birth_date end as birth_date,
           coalesce(lead_row.birth_year, known.birth_year) as birth_year,
           case when lead_row.sex > 0 then lead_row.sex else coalesce(known.sex, 0) end as sex,
           case when numbered.national_id is null or length(known.national_id) > length(numbered.national_id)
                then known.national_id else numbered.national_id end as national_id,
           coalesce(known.social_insurance_number, numbered.insurance_number) as insurance_number,
           to_jsonb(known) as known
    from lead_row
    join numbered using (person_line)
    left join person known on known.person_id = lead_row.person_id
  )
  select settled.*,
         person_id is not null and (full_name is distinct from known->>'full_name'
           or birth_date is distinct from (known->>'birth_date')::date
           or birth_year is distinct from (known->>'birth_year')::int or sex is distinct from (known->>'sex')::int
           or national_id is distinct from known->>'national_id'
           or insurance_number is distinct from known->>'social_insurance_number') as changed
  from settled`
