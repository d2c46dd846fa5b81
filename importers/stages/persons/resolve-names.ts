import { execute } from '../../../src/kernel/sql.ts'
import { candidate } from './candidate.ts'
import { fillTemporary, type PersonContext } from './person-stage.ts'

/**
 * Persons without a number that the register knows: the one person of the household, else of the commune, with this
 * name, birth and sex and no contradicting number. Whoever another row of the file names by number is somebody else.
 */
export async function matchNamesakes(context: PersonContext): Promise<void> {
  await fillTemporary(context, 'namesake', namesakes)
  await fillTemporary(context, 'name_match', nameMatches)
  await doubtNames(context)
  await execute(
    context.em,
    `update claim set person_id = matched.person_id from name_match matched
     where claim.person_line = matched.person_line and claim.doubt is null and matched.found = 1`,
  )
}

/** Birth agrees when both days are known and equal, else when both years are; or when neither side knows anything. */
const sameBirth = `case when asking.birth_date is not null and person.birth_date is not null
    then asking.birth_date = person.birth_date
  else asking.birth_year is not distinct from person.birth_year end`

const namesakes = `
  with asking as (
    select distinct on (person_line) * from claim where person_id is null and doubt is null and name_key <> ''
    order by person_line, line
  ), fitting as (
    select asking.person_line, asking.commune_id, asking.household_id, person.person_id
    from asking
    join person on person.name_key = asking.name_key and ${sameBirth}
      and (person.sex = asking.sex or person.sex = 0 or asking.sex = 0)
      and coalesce(person.social_insurance_number = asking.insurance_number, true)
      and (person.national_id is null or asking.national_id is null
        or length(person.national_id) <> length(asking.national_id)
           or person.national_id = asking.national_id)
  ), taken as (
    select person_id from claim where person_id is not null union select person_id from unchanged
  )
  select fitting.person_line, fitting.person_id,
         coalesce(bool_or(residence.household_id = fitting.household_id), false) as at_home
  from fitting
  join residence on residence.person_id = fitting.person_id
  join area_ancestor link on link.area_id = residence.area_id and link.ancestor_id = fitting.commune_id
  where not exists (select from taken where taken.person_id = fitting.person_id)
  group by fitting.person_line, fitting.person_id`

/**
 * Candidates at home go before those elsewhere in the commune; a claim at home goes before one from another household.
 */
const nameMatches = `
  with nearest as (
    select *, max(at_home::int) over (partition by person_line) as best from namesake
  ), kept as (
    select person_line, person_id, at_home, max(at_home::int) over (partition by person_id) as best_claim
    from nearest where at_home::int = best
  )
  select person_line, person_id, at_home,
         count(*) over (partition by person_line) as found, count(*) over (partition by person_id) as claims
  from kept where at_home::int = best_claim`

/** Two persons for one row, or two rows for one person: both are issues. */
async function doubtNames(context: PersonContext): Promise<void> {
  await execute(
    context.em,
    `update claim set doubt = doubted.candidates, candidates = doubted.ids, may_be_new = true
     from (
       select matched.person_line, string_agg(${candidate(context.actor, 'person')}, '; ' order by person.person_id) as candidates,
              array_agg(person.person_id order by person.person_id) as ids
       from name_match matched join person using (person_id)
       where matched.found > 1 or matched.claims > 1
       group by matched.person_line
     ) doubted
     where claim.person_line = doubted.person_line`,
  )
}
