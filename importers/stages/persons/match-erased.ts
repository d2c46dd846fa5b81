import { execute, rows } from '../../../src/kernel/sql.ts'
import { addIssues } from '../stage-issues.ts'
import type { PersonContext } from './person-stage.ts'

/**
 * Persons whose data were erased and whom an office lists again: the same person, so that nobody is counted twice. Known by
 * digests of the numbers; the officer is told. See `src/privacy/README.md`.
 */
export async function matchErased(context: PersonContext): Promise<void> {
  const [erased] = await rows(context.em, 'select from erased_number limit 1')
  if (!erased) return
  await execute(
    context.em,
    `update claim set person_id = named.person_id
     from (
       select claim.person_line, min(erased.person_id) as person_id
       from claim
       cross join lateral (values (1::smallint, insurance_number), (2::smallint, national_id), (3::smallint,
         card_number)) given (kind, code)
       join erased_number erased on erased.digest = erased_digest(kind, code)
       join person on person.person_id = erased.person_id and person.name_key = '#'
       where claim.person_id is null and claim.doubt is null
       group by claim.person_line having count(distinct erased.person_id) = 1
     ) named
     where claim.person_line = named.person_line`,
  )
  await addIssues(context, 'resolve', {
    code: 'person-erased-before',
    field: 'full_name',
    select: `select claim.sheet, claim.row, claim.full_name as found, '{}'::jsonb as args
             from claim join person using (person_id) where person.name_key = '#'`,
  })
}
