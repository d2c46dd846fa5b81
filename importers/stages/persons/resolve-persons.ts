import { execute } from '../../../src/kernel/sql.ts'
import { addIssues } from '../stage-issues.ts'
import { candidate } from './candidate.ts'
import { holdElsewhere, homesOf, placeDoubted, tellHeld } from './hold-elsewhere.ts'
import { followDecisions, rowKey } from './match-decisions.ts'
import { matchErased, tellErased } from './match-erased.ts'
import { fillTemporary, type PersonContext } from './person-stage.ts'
import { rowsWithPlace } from './resolve-areas.ts'
import { matchNamesakes } from './resolve-names.ts'
import { setAsideUnchanged } from './set-aside-unchanged.ts'

/**
 * Which person of the register every row speaks of, and which rows of the file are one person. Numbers decide first:
 * social-insurance number, national id, card number; then name, birth and sex within the household or the commune.
 * Numbers that contradict each other, and names that fit two persons, are an issue with the candidates: nobody is
 * guessed. What the sender may not know is held (`holdElsewhere`).
 *
 * The temporary table `claim` has a line for every row that can be matched, with its place; its `doubt` collects who else it
 * might be.
 */
export async function resolvePersons(context: PersonContext): Promise<void> {
  await fillTemporary(context, 'claim', claims(context))
  await joinRowsByNumber(context)
  await joinRowsByName(context)
  await setAsideUnchanged(context)
  await matchNumbers(context)
  await matchErased(context)
  await doubtContradictions(context)
  await matchNamesakes(context)
  await holdElsewhere(context)
  await followDecisions(context)
  await placeDoubted(context)
  await tellErased(context)
  await tellDecisions(context)
  await tellDoubts(context)
  await tellHeld(context, DECIDING)
}

/** A survey's rows are matched within their household; a change of somebody whom the register knows needs no commune. */
function claims({ stage, batch }: PersonContext): string {
  const survey = batch.kind === 'HOUSEHOLD_SURVEY'
  const household = survey
    ? `found.household_id, found.household_key, coalesce(found.household_line, line) as household_line,
       found.household_line is not null as in_household,`
    : `null::bigint as household_id, null::text as household_key, line as household_line, false as in_household,`
  return `
    select line, line as person_line, sheet, row, full_name, name_key, birth_date,
           coalesce(birth_year, extract(year from birth_date)::int) as birth_year, coalesce(sex, 0) as sex,
           insurance_number, nullif(national_id, '') as national_id, nullif(card_number, '') as card_number,
           valid_from, valid_until, card_code, nullif(clinic_code, '') as clinic_code,
           place.commune_id, place.hamlet_id, place.group_id, place.place_id, ${household}
           null::bigint as person_id, null::text as doubt,
           -- who it might be, when an officer can decide it, and whether it may be somebody new
           null::bigint[] as candidates, false as may_be_new, false as decided, null::text as former_doubt,
           false as held
    from ${rowsWithPlace(stage)}
    ${survey ? 'left join household_found found on found.household_no = staged.household_no' : ''}
    ${batch.kind === 'CARD_CHANGES' ? '' : 'where place.commune_id is not null'}`
}

const NUMBERS = ['insurance_number', 'national_id', 'card_number'] as const

/** Rows that share a number are one person: the least line spreads from number to number until nothing changes. */
async function joinRowsByNumber(context: PersonContext): Promise<void> {
  await fillTemporary(
    context,
    'shared_number',
    NUMBERS.map(
      (column, kind) => `
        select line, '${kind}' || ${column} as number from claim
        where ${column} in (select ${column} from claim group by ${column} having count(*) > 1)`,
    ).join(' union all '),
  )
  for (let changed = 1; changed > 0; ) {
    changed = await execute(
      context.em,
      `update claim set person_line = least_line.person_line
       from (
         select shared.line, min(of_number.person_line) as person_line
         from shared_number shared
         join (
           select number, min(claim.person_line) as person_line from shared_number join claim using (line)
             group by number
         ) of_number using (number)
         group by shared.line
       ) least_line
       where claim.line = least_line.line and claim.person_line > least_line.person_line`,
    )
  }
}

/**
 * Rows without a common number are one person when name, birth and sex agree within one household; in a roll, where
 * there is no household, the whole birth date has to agree within one commune. Where two different numbers stand among
 * them nothing is joined.
 */
async function joinRowsByName(context: PersonContext): Promise<void> {
  const body = `name_key, sex, commune_id, coalesce(birth_date, 'infinity')`
  await execute(
    context.em,
    `update claim set person_line = alike.person_line
     from (
       select unnest(array_agg(distinct person_line)) as joined_line, min(person_line) as person_line
       from claim
       where name_key <> '' and commune_id is not null and (in_household or birth_date is not null) and (${body}) in (
         select ${body} from claim group by ${body} having count(*) > 1)
       group by ${body}, case when birth_date is null then birth_year end, case when in_household then household_line end
       having count(distinct person_line) > 1 and count(distinct insurance_number) <= 1
         and count(distinct national_id) <= 1
     ) alike
     where claim.person_line = alike.joined_line and claim.person_line > alike.person_line`,
  )
}

/** What every person of the file says of himself in all rows, and whom the numbers name. */
async function matchNumbers(context: PersonContext): Promise<void> {
  await fillTemporary(
    context,
    'number_match',
    `select claim.person_line, identity.person_id
     from claim
     cross join lateral (values (1::smallint, insurance_number), (2::smallint, national_id), (3::smallint,
       card_number)) given (kind, code)
     join person_identity identity on identity.kind = given.kind and identity.code = given.code
     group by 1, 2`,
  )
  await execute(
    context.em,
    `update claim set person_id = matched.person_id
     from (select person_line, min(person_id) as person_id from number_match group by person_line) matched
     where claim.person_line = matched.person_line`,
  )
  await execute(
    context.em,
    `update claim set doubt = torn.candidates
     from (
       select person_line, string_agg(${candidate(context.actor, 'person')}, '; ' order by person_id) as candidates
       from number_match join person using (person_id)
       where person_line in (select person_line from number_match group by person_line having count(*) > 1)
       group by person_line
     ) torn
     where claim.person_line = torn.person_line`,
  )
}

/**
 * A number that names a person whose name and birth are both others, or who has another number of the same kind, was
 * probably mistyped. A national id of another length is another paper (9 digits, then 12), not another person.
 */
async function doubtContradictions(context: PersonContext): Promise<void> {
  await execute(
    context.em,
    `update claim set doubt = ${candidate(context.actor, 'person')}, candidates = array[person.person_id]
     from person
     where claim.doubt is null and person.person_id = claim.person_id and (
       (claim.name_key <> person.name_key and claim.birth_year <> person.birth_year)
       or claim.insurance_number <> person.social_insurance_number
       or (claim.national_id <> person.national_id and length(claim.national_id) = length(person.national_id)))`,
  )
  await execute(
    context.em,
    `update claim set doubt = torn.rows
     from (
       select person_line, string_agg(concat_ws(', ', full_name, 'dòng ' || row), '; ' order by line) as rows
       from claim
       where person_line in (select person_line from claim where person_line <> line)
       group by person_line
       having (count(distinct insurance_number) > 1
         or count(distinct national_id) > count(distinct length(national_id))
         or (count(distinct name_key) > 1 and count(distinct birth_year) > 1))
     ) torn
     where claim.doubt is null and claim.person_line = torn.person_line`,
  )
}

/** What deciding a doubt needs, and never shown: the row's key, the persons who may be chosen, and where they live. */
const DECIDING = `${homesOf('claim.person_line')} || case when candidates is null then '{}'
  else jsonb_build_object('rowKey', ${rowKey('claim')}, 'persons', array_to_string(candidates, ' '), 'mayBeNew', may_be_new) end`

/** The same with what an officer reads of a doubt. */
const AS_DOUBTED = `jsonb_build_object('candidates', left(coalesce(doubt, former_doubt), 500)) || ${DECIDING}`

/** Doubted rows become issues. */
async function tellDoubts(context: PersonContext): Promise<void> {
  await addIssues(context, 'resolve', {
    code: 'person-ambiguous',
    field: 'full_name',
    select: `select sheet, row, full_name as found, ${AS_DOUBTED} as args from claim where doubt is not null and not held`,
  })
}

/** A decision that was followed is never followed silently. */
async function tellDecisions(context: PersonContext): Promise<void> {
  await addIssues(context, 'resolve', {
    code: 'person-decided',
    field: 'full_name',
    select: `select claim.sheet, claim.row, claim.full_name as found,
                    ${AS_DOUBTED} || jsonb_build_object('person', ${candidate(context.actor, 'person')}) as args
             from claim join person using (person_id) where claim.decided and not claim.held`,
  })
  await addIssues(context, 'resolve', {
    code: 'person-decided-new',
    field: 'full_name',
    select: `select sheet, row, full_name as found, ${AS_DOUBTED} as args
             from claim where decided and person_id is null and not held`,
  })
}
