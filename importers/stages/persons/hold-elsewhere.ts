import type { Actor } from '../../../src/access/actor.ts'
import { inScopeOf, scopeIds } from '../../../src/access/area-scope.ts'
import { execute, rows } from '../../../src/kernel/sql.ts'
import { addIssues } from '../stage-issues.ts'
import { fillPlaces } from './person-places.ts'
import { contains, fillTemporary, type PersonContext } from './person-stage.ts'

/**
 * Rows that may speak of somebody who, on the file's day and now, lives outside of the sender's areas are held: such a person
 * is moved, or named, by whoever holds both places, and by nobody else. Also somebody who has died or left, and somebody whose
 * data were erased. It makes no difference whether the name agrees, or how many it may be: a sender must not learn it.
 *
 * The temporary table `possible` has whom the rows of each person may mean, `elsewhere` those of them who live outside of the
 * sender's areas.
 */
export async function holdElsewhere(context: PersonContext): Promise<void> {
  await fillTemporary(context, 'possible', possible(context.actor))
  await fillTemporary(
    context,
    'elsewhere',
    'select null::bigint as person_id, null::int as home_id, null::int as area_id limit 0',
  )
  if (scopeIds(context.actor) === null) return
  await fillPlaces(context, 'elsewhere', 'select person_id from possible')
  await execute(context.em, `delete from elsewhere where ${withinScope(context.actor)}`, [context.asOf])
  await execute(context.em, HOLD)
}

/** A sender of the whole country is kept from nobody: of theirs only the doubted rows are told with where those persons live. */
function possible(actor: Actor): string {
  const which =
    scopeIds(actor) === null ? 'where person_line in (select person_line from claim where doubt is not null)' : ''
  // Nobody stands in two of them: erased persons and namesakes are looked for where no number is known.
  return ['number_match', 'erased_match', 'name_match']
    .map((found) => `select person_line, person_id from ${found} ${which}`)
    .join(' union all ')
}

const withinScope = (actor: Actor): string => `${inScopeOf(actor, 'elsewhere.area_id')}
  or exists (select from residence home where home.person_id = elsewhere.person_id and ${contains('home', '$1')}
    and ${inScopeOf(actor, 'home.area_id')})`

/**
 * One person named by a number may be chosen; of several who are alike by name each, or somebody new. Rows that contradict
 * themselves, or have numbers of two persons, cannot be decided: they have to be corrected.
 */
const HOLD = `
  update claim set held = true, doubt = '', may_be_new = meant.numbers = 0,
    candidates = case when claim.doubt is not null and claim.candidates is null or meant.numbers > 1 then null else meant.ids end
  from (
    select possible.person_line, array_agg(possible.person_id order by possible.person_id) as ids,
           count(*) filter (where exists (
             select from (select * from number_match union all select * from erased_match) numbered
             where numbered.person_line = possible.person_line and numbered.person_id = possible.person_id)) as numbers
    from possible
    where possible.person_line in (select person_line from possible join elsewhere using (person_id))
    group by possible.person_line
  ) meant
  where claim.person_line = meant.person_line`

/** Where the persons live of whom a row is in doubt: whoever does not hold all of these places is told nothing of them. */
export async function placeDoubted(context: PersonContext): Promise<void> {
  const doubted = `select possible.* from possible
    where person_line in (select person_line from claim where doubt is not null or decided)`
  await fillPlaces(context, 'doubted_place', `select person_id from (${doubted}) doubted`)
  await fillTemporary(
    context,
    'doubted_homes',
    `select person_line, string_agg(distinct area_id::text, ' ') as homes, string_agg(distinct home_id::text, ' ') as lived_in
     from (${doubted}) doubted join doubted_place using (person_id) group by person_line`,
  )
}

/**
 * SQL: arguments of an issue with the places of whom it tells: as they are on the day, for `src/batches/told-issue.ts`, and as
 * they stand in their homes, for a decision. Nothing where all live in the batch's area.
 */
export function homesOf(personLine: string): string {
  return `coalesce((select jsonb_build_object('homes', homes, 'livedIn', lived_in) from doubted_homes
    where doubted_homes.person_line = ${personLine}), '{}')`
}

/** Rows that are held, and rows that were decided by whoever may: neither says of whom. */
export async function tellHeld(context: PersonContext, deciding: string): Promise<void> {
  const [held] = await rows(context.em, 'select from elsewhere limit 1')
  if (!held) return
  for (const [code, which] of [
    ['person-elsewhere', 'doubt is not null'],
    ['person-elsewhere-decided', 'decided'],
  ] as const) {
    await addIssues(context, 'resolve', {
      code,
      field: 'full_name',
      select: `select sheet, row, full_name as found, ${deciding} as args from claim where held and ${which}`,
    })
  }
}
