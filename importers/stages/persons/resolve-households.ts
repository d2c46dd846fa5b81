import { fillTemporary, type PersonContext } from './person-stage.ts'
import { rowsWithPlace } from './resolve-areas.ts'

/**
 * Which rows are one household, and which household of the register that is. A household is known by its code within
 * the commune; without one by its place and its head's name and year of birth. Two blocks with the same key are one
 * household. The head counts even when the head's own row is rejected: the household is no other for that. Into the
 * temporary table `household_found`, by `household_no`.
 */
export async function resolveHouseholds(context: PersonContext): Promise<void> {
  await fillTemporary(context, 'household_block', blocks(context.stage))
  await fillTemporary(
    context,
    'household_found',
    `select block.household_no, coalesce(coded.household_id, headed.household_id) as household_id,
            coalesce(block.code_key, block.head_key) as household_key,
            min(block.line) over (partition by coalesce(block.code_key, block.head_key,
              block.household_no::text)) as household_line
     from household_block block
     left join household_identity coded on coded.key = block.code_key
     left join (
       select identity.key, identity.household_id, household.code
       from household_identity identity join household using (household_id)
     ) headed on headed.key = block.head_key
       and (headed.code is null or block.household_code is null or headed.code = block.household_code)`,
  )
}

/** The key of a household that has no code: its place, its head, the year in which the head was born. */
function headKey(place: string, name: string, year: string): string {
  return `'h:' || ${place} || ':' || ${name} || ':' || coalesce(${year}::text, '')`
}

/** The place in a household's key: the head's, else the first row's that has one. */
const keyPlace = `(array_agg(place_id order by household_head is true desc, line)
  filter (where place_id is not null))[1]`

function blocks(stage: string): string {
  return `
    with head as (
      select distinct on (household_no) household_no, name_key, coalesce(birth_year, extract(year
        from birth_date)::int) as year
      from ${stage}
      where household_no is not null and name_key <> ''
      order by household_no, household_head is true desc, sheet, row
    ), place as (
      select household_no, min(line) as line, (array_agg(commune_id
        order by household_head is true desc, line))[1] as commune_id,
             ${keyPlace} as place_id,
             (array_agg(household_code order by line) filter (where household_code <> ''))[1] as household_code
      from (
        select line, household_no, household_code, household_head, place.commune_id, place.place_id
        from ${rowsWithPlace(stage)}
        where household_no is not null and place.commune_id is not null
      ) placed_row
      group by household_no
    )
    select place.*, 'c:' || place.commune_id || ':' || place.household_code as code_key,
           ${headKey('place.place_id', 'head.name_key', 'head.year')} as head_key
    from place left join head using (household_no)`
}

/**
 * The keys under which the written households will be found again, once their hamlets exist: by code and by head, so
 * that the next survey may give either. Made from the same rows as the keys that `resolveHouseholds` asks for.
 */
export const householdKeys = (stage: string): string => `
  select household_id, household_key as key from planned_household where household_key like 'c:%'
  union all
  select household_id, ${headKey('place.place_id', 'head_key', 'head_year')}
  from planned_household
  join (select household_line, ${keyPlace} as place_id from ${stage}
        where commune_id is not null group by household_line) place using (household_line)
  where head_key is not null and place.place_id is not null`
