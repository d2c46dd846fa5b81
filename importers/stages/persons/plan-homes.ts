import { contains, fillPlan, type PersonContext } from './person-stage.ts'
import { timelineAction } from './timeline.ts'

/**
 * Where every person of the file lives from its day on. A roll moves a person whom the register has in another commune,
 * and places more finely one of whom only the commune is known; otherwise it says nothing of homes. A survey says
 * everything: place, household, class and relation.
 */
export async function planHomes(context: PersonContext): Promise<void> {
  const selects: Readonly<Record<string, string>> = { CARD_ROLL: rollHomes, CARD_CHANGES: changeHomes(context.stage) }
  await fillPlan(context, 'planned_home', selects[context.batch.kind] ?? surveyHomes, [context.asOf])
  if (context.batch.kind === 'HOUSEHOLD_SURVEY') await fillPlan(context, 'later_home', laterHomes, [context.asOf])
}

/** The home of the day, what follows it, and whether it lies in the commune of the row. */
const currentHomes = `
  select planned.*, home.valid_from as current_from, home.valid_until as current_until, home.area_id as current_area,
         home.household_id as current_household, home.household_class as current_class,
           home.relation_to_head as current_relation,
         case when not planned.made then (
           select min(later.valid_from) from residence later
           where later.person_id = planned.person_id and later.valid_from > $1) end as next_from,
         exists (select from area_ancestor link where link.area_id = home.area_id
                 and link.ancestor_id = planned.commune_id and ${contains('link', '$1')}) as in_commune
  from planned_person planned
  left join residence home on home.person_id = planned.person_id and ${contains('home', '$1')}`

const rollHomes = `
  with home as (${currentHomes})
  select person_line, person_id, made,
         ${timelineAction(
           'in_commune and (current_area <> commune_id or place_id = commune_id or current_household is not null)',
           '$1',
         )} as action,
         line, sheet, row, label, place_id, null::bigint as household_line,
         case when in_commune then current_household end as household_id,
         case when in_commune then current_class else 0 end::smallint as household_class,
         case when in_commune then current_relation end as relation,
         commune_id, hamlet_id, hamlet_key, group_key, current_from, current_until, current_area, current_household,
           next_from, $1 as begins_on
  from home`

/**
 * A list of changes gives a home only to somebody who gets a card and has none on the day of the list: from the card's
 * first day when that is earlier and nobody's home is in the way, but not from before there was such a place; else from the
 * day of the list. It moves nobody, and gives none to who has died since the last of these cards began.
 */
const changeHomes = (stage: string): string => `
  with given as (
    select distinct on (person_line) person_line, person.person_id, person.made, staged.line, staged.sheet, staged.row,
           staged.label, staged.place_id, staged.commune_id, staged.hamlet_id, staged.hamlet_key, staged.group_key,
           greatest(min(case when change = 'INCREASE' then least(card_from, $1) else $1 end) over (partition by person_line),
             commune.valid_from, place.valid_from) as since,
           max(card_from) over (partition by person_line) as last_card_from
    from ${stage} staged
    join planned_person person using (person_line)
    join area commune on commune.area_id = staged.commune_id
    left join area place on place.area_id = staged.place_id
    where outcome = 'READY' and change <> 'DECREASE' and staged.commune_id is not null
    order by person_line, staged.line
  )
  select given.*, null::bigint as household_line, null::bigint as household_id, 0::smallint as household_class,
         null::text as relation, null::date as current_from, null::date as current_until, null::int as current_area,
         null::bigint as current_household,
         (select min(later.valid_from) from residence later
          where later.person_id = given.person_id and later.valid_from > $1) as next_from,
         case when exists (select from residence home where home.person_id = given.person_id
                and home.valid_from <= $1 and home.valid_until > since) then $1 else since end as begins_on,
         case when exists (select from residence home where home.person_id = given.person_id and ${contains('home', '$1')})
                or exists (select from enrolment dead where dead.person_id = given.person_id and dead.ended_by = 'DIED'
                           and dead.valid_until <= $1 and given.last_card_from <= dead.valid_until)
              then 'NONE' else 'INSERT' end as action
  from given`

const surveyHomes = `
  with home as (${currentHomes}), settled as (
    select home.person_line, home.person_id, home.made, home.line, home.sheet, home.row, home.label, home.place_id,
      home.household_line,
           home.household_id,
           case when home.household_line is null then coalesce(home.household_class, home.current_class, 0)
                else household.household_class end::smallint as household_class,
           coalesce(home.relation, case when home.household_id = home.current_household
             then home.current_relation end) as relation,
           home.commune_id, home.hamlet_id, home.hamlet_key, home.group_key,
           home.current_from, home.current_until, home.current_area, home.current_household, home.current_class,
           home.current_relation, home.next_from
    from home
    left join planned_household household on household.household_line = home.household_line
  )
  select settled.*, $1 as begins_on,
         ${timelineAction(
           `place_id is not distinct from current_area and (household_line is null) = (current_household is null)
            and household_id is not distinct from current_household and household_class = current_class
            and relation is not distinct from current_relation`,
           '$1',
         )} as action
  from settled`

/**
 * A roll of a later day that came in before the survey knows the commune alone. What the survey knows of a person holds
 * for that later home too, as long as it lies in the same commune.
 */
const laterHomes = `
  select planned.person_line, later.person_id, later.valid_from
  from planned_home planned
  join residence later on later.person_id = planned.person_id and later.valid_from > $1 and later.household_id is null
    and later.area_id = planned.commune_id
  where planned.household_line is not null or planned.place_id is distinct from planned.commune_id`
