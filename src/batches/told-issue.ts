import type { Actor } from '../access/actor.ts'
import { inScope } from '../access/area-scope.ts'
import { may } from '../access/may.ts'

/**
 * SQL: a table in place of `row_issue` with the issues as the actor is told them (parameter `$position`: their scope ids). An
 * issue of persons who live outside of the reader's areas (`homes`) says only that there is somebody at another place. Who of the
 * register may be meant is told to whoever reads persons.
 */
export function toldIssues(actor: Actor, position: number): string {
  const args = may(actor, 'READ_PERSONS') ? 'args' : NOBODY_NAMED
  return `(
    select batch_id, issue_no, sheet, row, column_letters, severity, found, secret,
           case when not secret then code when severity = 'ERROR' then 'person-elsewhere' else 'person-elsewhere-decided' end as code,
           case when secret then '{}' else ${args} end as args
    from (select row_issue.*, ${secret(position)} as secret from row_issue) judged)`
}

/** SQL: the arguments of an issue without the persons of the register that it may mean. */
const NOBODY_NAMED = "case when code like 'person-%' then args - array['candidates', 'person', 'persons'] else args end"

/**
 * SQL condition over `row_issue`: it tells of persons at places that the reader does not hold (parameter `$position`: scope
 * ids). Few issues have homes; only of those anything is looked up.
 */
export const secret = (position: number): string => `case when args ? 'homes' then exists (
  select from unnest(string_to_array(args ->> 'homes', ' ')::int[]) home(area_id) where not ${inScope('home.area_id', position)})
  else false end`
