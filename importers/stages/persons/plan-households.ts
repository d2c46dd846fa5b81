import { contains, fillPlan, type PersonContext } from './person-stage.ts'
import { timelineAction } from './timeline.ts'

/**
 * One line for every household of a survey: what it is called, and its place and class from the day of the survey on. A
 * survey without a class column leaves a known class as it is; a household that nobody has classed is “other”, as the
 * law has it: the other classes are conferred by the yearly review.
 */
export async function planHouseholds(context: PersonContext): Promise<void> {
  await fillPlan(context, 'planned_household', plannedHouseholds(context.stage), [context.asOf])
}

const plannedHouseholds = (stage: string): string => `
  with said as (
    select household_line, max(household_key) as household_key, max(household_id) as household_id,
           (array_agg(nullif(household_code, '') order by line) filter (where household_code <> ''))[1] as code,
           (array_agg(address order by line) filter (where address <> ''))[1] as address,
           (array_agg(household_class order by household_head is true desc, line)
             filter (where household_class is not null))[1]
             as household_class,
           (array_agg(class_standard order by line) filter (where class_standard <> ''))[1] as standard
    from ${stage}
    where outcome = 'READY' and household_line is not null
    group by household_line
  ), lead_row as (
    select distinct on (household_line) household_line, line, sheet, row, commune_id, place_id, hamlet_key, group_key,
      hamlet_id
    from ${stage}
    where outcome = 'READY' and household_line is not null
    order by household_line, household_head is true desc, line
  ), head as (
    select distinct on (block.household_line) block.household_line, head.full_name as head_name,
      head.name_key as head_key,
           coalesce(head.birth_year, extract(year from head.birth_date)::int) as head_year
    from (select distinct household_line, household_no from ${stage} where household_line is not null) block
    join ${stage} head using (household_no)
    where head.name_key <> ''
    order by block.household_line, head.household_head is true desc, head.sheet, head.row
  ), settled as (
    select lead_row.*, said.household_key, said.household_id, coalesce(said.code, known.code) as code,
           coalesce(said.address, known.address) as address,
           head.head_key, head.head_year, coalesce(head.head_name, known.head_name) as head_name,
           coalesce(said.household_class, state.household_class, 4) as household_class,
           coalesce(said.standard, case when coalesce(said.household_class,
             state.household_class) = state.household_class
                                        then state.standard end) as standard,
           to_jsonb(known) as known, to_jsonb(state) as state,
           state.valid_from as current_from, state.valid_until as current_until,
           (select min(later.valid_from) from household_state later
            where later.household_id = said.household_id and later.valid_from > $1) as next_from
    from said
    join lead_row using (household_line)
    left join head using (household_line)
    left join household known on known.household_id = said.household_id
    left join household_state state on state.household_id = said.household_id and ${contains('state', '$1')}
  )
  select settled.*,
         household_id is not null and (code is distinct from known->>'code' or address is distinct
           from known->>'address'
           or head_name is distinct from known->>'head_name') as renamed,
         ${timelineAction(
           `household_id is not null and place_id is not distinct from (state->>'area_id')::int
            and household_class is not distinct from (state->>'household_class')::int
            and standard is not distinct from state->>'standard'`,
           '$1',
         )} as action
  from settled`
