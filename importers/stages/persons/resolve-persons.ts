import { execute } from '../../../src/kernel/sql.ts'
import { addIssues } from '../stage-issues.ts'
import { candidate } from './candidate.ts'
import { followDecisions, rowKey } from './match-decisions.ts'
import { fillTemporary, type PersonContext } from './person-stage.ts'
import { matchNamesakes } from './resolve-names.ts'

/**
 * Which person of the register every row speaks of, and which rows of the file are one person. Numbers decide first:
 * social-insurance number, national id, card number; then name, birth and sex within the household or the commune.
 * Numbers that contradict each other, and names that fit two persons, are an issue with the candidates: nobody is
 * guessed.
 *
 * The temporary table `claim` has a line for every row that can be matched; its `doubt` collects who else it might be.
 */
export async function resolvePersons(context: PersonContext): Promise<void> {
  const placed = context.batch.kind === 'CARD_CHANGES' ? 'true' : 'commune_id is not null'
  await fillTemporary(context, 'claim', claims(context.stage, placed))
  await joinRowsByNumber(context)
  await joinRowsByName(context)
  await matchNumbers(context)
  await doubtContradictions(context)
  await matchNamesakes(context)
  await followDecisions(context)
  await tellDecisions(context)
  await settleClaims(context)
}

/**
 * Cards issued since September 2017 end with the social-insurance number (Công văn 3340/BHXH-ST); older ones do not.
 */
const claims = (stage: string, placed: string): string => `
  select line, line as person_line, sheet, row, full_name, name_key, birth_date,
         coalesce(birth_year, extract(year from birth_date)::int) as birth_year, coalesce(sex, 0) as sex,
         coalesce(nullif(social_insurance_number, ''),
                  case when card_number ~ '^[A-Z]{2}[0-9]{13}$' and valid_from >= date '2017-09-01'
                    then right(card_number, 10) end
         ) as insurance_number,
         nullif(national_id, '') as national_id, nullif(card_number, '') as card_number,
         commune_id, household_id, household_key, coalesce(household_line, line) as household_line,
           household_line is not null as in_household,
         null::bigint as person_id, null::text as doubt,
         -- who it might be, when an officer can decide it, and whether it may be somebody new
         null::bigint[] as candidates, false as may_be_new, false as decided, null::text as former_doubt
  from ${stage}
  where outcome = 'READY' and ${placed}`

/** Rows that share a number are one person: the least line spreads from number to number until nothing changes. */
async function joinRowsByNumber(context: PersonContext): Promise<void> {
  await fillTemporary(
    context,
    'shared_number',
    `select line, number
     from (
       select line, number, count(*) over (partition by number) as times
       from claim
       cross join lateral (values ('1' || insurance_number), ('2' || national_id), ('3' || card_number)) given (number)
       where number is not null
     ) numbered
     where times > 1`,
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
  await execute(
    context.em,
    `update claim set person_line = alike.person_line
     from (
       select unnest(array_agg(distinct person_line)) as joined_line, min(person_line) as person_line
       from claim
       where name_key <> '' and commune_id is not null and (in_household or birth_date is not null)
       group by name_key, coalesce(birth_date::text, birth_year::text), sex, commune_id,
                case when in_household then household_line end
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
    `update claim set person_id = matched.person_id,
            doubt = case when matched.found > 1 then matched.candidates end
     from (
       select person_line, min(person_id) as person_id, count(*) as found,
              string_agg(${candidate('person')}, '; ' order by person_id) as candidates
       from number_match join person using (person_id)
       group by person_line
     ) matched
     where claim.person_line = matched.person_line`,
  )
}

/**
 * A number that names a person whose name and birth are both others, or who has another number of the same kind, was
 * probably mistyped. A national id of another length is another paper (9 digits, then 12), not another person.
 */
async function doubtContradictions(context: PersonContext): Promise<void> {
  await execute(
    context.em,
    `update claim set doubt = ${candidate('person')}, candidates = array[person.person_id]
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
       group by person_line
       having count(*) > 1 and (count(distinct insurance_number) > 1
         or count(distinct national_id) > count(distinct length(national_id))
         or (count(distinct name_key) > 1 and count(distinct birth_year) > 1))
     ) torn
     where claim.doubt is null and claim.person_line = torn.person_line`,
  )
}

/** What an officer reads of a doubt, and what deciding it needs: the row's key and the persons who may be chosen. */
const AS_DOUBTED = `jsonb_build_object('candidates', left(coalesce(doubt, former_doubt), 500)) ||
  case when candidates is null then '{}' else jsonb_build_object('rowKey', ${rowKey('claim')},
    'persons', array_to_string(candidates, ' '), 'mayBeNew', may_be_new) end`

/** Doubted rows become issues; the others know their person, or that the person is new. */
async function settleClaims(context: PersonContext): Promise<void> {
  await addIssues(context, 'resolve', {
    code: 'person-ambiguous',
    field: 'full_name',
    select: `select sheet, row, full_name as found, ${AS_DOUBTED} as args from claim where doubt is not null`,
  })
  await execute(
    context.em,
    `update ${context.stage} staged
     set person_line = claim.person_line, subject_id = claim.person_id, insurance_number = claim.insurance_number
     from claim where staged.line = claim.line and claim.doubt is null`,
  )
}

/** A decision that was followed is never followed silently. */
async function tellDecisions(context: PersonContext): Promise<void> {
  await addIssues(context, 'resolve', {
    code: 'person-decided',
    field: 'full_name',
    select: `select claim.sheet, claim.row, claim.full_name as found,
                    ${AS_DOUBTED} || jsonb_build_object('person', ${candidate('person')}) as args
             from claim join person using (person_id) where claim.decided`,
  })
  await addIssues(context, 'resolve', {
    code: 'person-decided-new',
    field: 'full_name',
    select: `select sheet, row, full_name as found, ${AS_DOUBTED} as args
             from claim where decided and person_id is null`,
  })
}
