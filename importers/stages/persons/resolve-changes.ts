import { execute } from '../../../src/kernel/sql.ts'
import { addIssues } from '../stage-issues.ts'
import { contains, type PersonContext } from './person-stage.ts'

/** Rows that change a wage say nothing of cards; `map` has told so. */
export async function setAsideWages(context: PersonContext): Promise<void> {
  await execute(
    context.em,
    `update ${context.stage} set outcome = 'SKIPPED' where outcome = 'READY' and coalesce(change, 'NONE') = 'NONE'`,
  )
}

/**
 * Nobody can lose a card whom the register does not know. Whoever gets one must live somewhere: where the register has
 * the person on the day of the list, else in the commune of the row. A person who lives elsewhere stays there: a school or
 * an employer hands in lists too.
 */
export async function refuseUnplaced(context: PersonContext): Promise<void> {
  await addIssues(context, 'resolve', {
    code: 'decrease-of-unknown-person',
    field: 'full_name',
    select: `select sheet, row, label as found, '{}'::jsonb as args from ${context.stage}
             where outcome = 'READY' and change = 'DECREASE' and person_line is not null and subject_id is null`,
  })
  const resident = `select from residence home where home.person_id = staged.subject_id and ${contains('home', '$1')}`
  await addIssues(context, 'resolve', {
    code: 'home-not-stated',
    field: 'commune_name',
    select: `select sheet, row, label as found, '{}'::jsonb as args from ${context.stage} staged
             where outcome = 'READY' and change <> 'DECREASE' and person_line is not null and commune_id is null
               and commune_code is null and coalesce(commune_key, '') = '' and not exists (${resident})`,
    values: [context.asOf],
  })
  await addIssues(context, 'resolve', {
    code: 'home-elsewhere-kept',
    field: 'commune_name',
    select: `select staged.sheet, staged.row, staged.label as found,
                    jsonb_build_object('area', trim(area.unit_type || ' ' || area.name), 'homes', area.area_id::text) as args
             from ${context.stage} staged
             join residence home on home.person_id = staged.subject_id and ${contains('home', '$1')}
             join area on area.area_id = home.area_id
             where staged.outcome = 'READY' and staged.change <> 'DECREASE' and staged.commune_id is not null
               and not exists (select from area_ancestor link where link.area_id = home.area_id
                               and link.ancestor_id = staged.commune_id and ${contains('link', '$1')})`,
    values: [context.asOf],
  })
}
