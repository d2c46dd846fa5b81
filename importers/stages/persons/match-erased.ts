import { execute, rows } from '../../../src/kernel/sql.ts'
import { addIssues } from '../stage-issues.ts'
import { fillPlaces } from './person-places.ts'
import { fillTemporary, type PersonContext } from './person-stage.ts'

/**
 * Persons whose data were erased and whom an office lists again: the same person, so that nobody is counted twice. Known by
 * digests of the numbers. See `src/privacy/README.md`. Into the temporary table `erased_match` whom the rows of each person name.
 */
export async function matchErased(context: PersonContext): Promise<void> {
  const [erased] = await rows(context.em, 'select from erased_number limit 1')
  await fillTemporary(context, 'erased_match', erased ? namedErased : NOBODY)
  if (!erased) return
  await execute(
    context.em,
    `update claim set person_id = named.person_id
     from (select person_line, min(person_id) as person_id from erased_match group by 1 having count(*) = 1) named
     where claim.person_line = named.person_line`,
  )
}

const NOBODY = 'select person_line, person_id from number_match limit 0'

const namedErased = `
  select distinct claim.person_line, erased.person_id
  from claim
  cross join lateral (values (1::smallint, insurance_number), (2::smallint, national_id), (3::smallint,
    card_number)) given (kind, code)
  join erased_number erased on erased.digest = erased_digest(kind, code)
  join person on person.person_id = erased.person_id and person.name_key = '#'
  where claim.person_id is null and claim.doubt is null`

/** The officer is told that an erased person comes back. */
export async function tellErased(context: PersonContext): Promise<void> {
  const [erased] = await rows(context.em, 'select from erased_match limit 1')
  if (!erased) return
  const back = `select claim.* from claim join person using (person_id) where person.name_key = '#' and not claim.held`
  await fillPlaces(context, 'erased_place', `select person_id from (${back}) back`)
  await addIssues(context, 'resolve', {
    code: 'person-erased-before',
    field: 'full_name',
    select: `select back.sheet, back.row, back.full_name as found,
                    jsonb_strip_nulls(jsonb_build_object('homes', erased_place.area_id::text)) as args
             from (${back}) back left join erased_place using (person_id)`,
  })
}
