/**
 * What must hold in the register whatever was imported and withdrawn, as one statement that lists each breach with the
 * id it was found at. Foreign keys that would span tables distributed differently are laws here instead.
 */
export const registerLaws = `
  with breach (law, found) as (
    select 'residences of a person overlap', person_id::text
    from (select person_id, valid_from, lag(valid_until) over (partition by person_id
      order by valid_from) as last_until from residence) home
    where valid_from < last_until
    union all
    select 'states of a household overlap', household_id::text
    from (select household_id, valid_from, lag(valid_until) over (partition by household_id
      order by valid_from) as last_until
          from household_state) state
    where valid_from < last_until
    union all
    select 'number of a person who does not exist', kind || ' of ' || person_id from person_identity
    where not exists (select from person where person.person_id = person_identity.person_id)
    union all
    select 'number of the person belongs to another', person.person_id::text from person
    join person_identity identity on identity.kind = 1 and identity.code = person.social_insurance_number
    where identity.person_id <> person.person_id
    union all
    select 'residence of a person who does not exist', person_id::text from residence
    where not exists (select from person where person.person_id = residence.person_id)
    union all
    select 'card of a person who does not exist', person_id::text from enrolment
    where not exists (select from person where person.person_id = enrolment.person_id)
    union all
    select 'card with a code that is not listed', person_id::text from enrolment
    where not exists (select from participant_code where participant_code.code = enrolment.participant_code)
    union all
    select 'residence in an area that lies nowhere', person_id::text from residence
    where not exists (select from area_ancestor where area_ancestor.area_id = residence.area_id)
    union all
    select 'shares of a divided area that do not add up to it', from_id::text
    from area_succession group by from_id, on_day
    having bool_or(relation <> 'LAND_ONLY') and abs(sum(weight) - 1) > 1e-9
    union all
    select 'weight of land on which nobody lives', from_id::text from area_succession
    where relation = 'LAND_ONLY' and weight <> 0
    union all
    select 'household in an area that lies nowhere', household_id::text from household_state
    where not exists (select from area_ancestor where area_ancestor.area_id = household_state.area_id)
    union all
    select 'residence in a household that does not exist', person_id::text from residence
    where household_id is not null and not exists (select from household
      where household.household_id = residence.household_id)
    union all
    select 'key of a household that does not exist', key from household_identity
    where not exists (select from household where household.household_id = household_identity.household_id)
  )
  select '' as area, 'LAW' as span, law as bucket, 'none' as expected, found from breach order by law, found limit 1000`
