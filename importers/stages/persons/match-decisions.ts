import { execute, rows } from '../../../src/kernel/sql.ts'
import { fillPlan, fillTemporary, type PersonContext } from './person-stage.ts'

/**
 * SQL over a `claim`: what identifies a row that names nobody for certain, folded so that no number can be read from it.
 * The next file's row with the same name, birth, sex, numbers, commune and household has the same key.
 */
export function rowKey(alias: string): string {
  const parts = [
    'name_key',
    'birth_date',
    'birth_year',
    'sex',
    'insurance_number',
    'national_id',
    'card_number',
    'household_key',
  ]
  const texts = [...parts, 'commune_id'].map((part) => `coalesce(${alias}.${part}::text, '')`)
  return `encode(sha256(convert_to(concat_ws('|', ${texts.join(', ')}), 'UTF8')), 'hex')`
}

/**
 * Doubts that an officer has decided before. A decision holds while its person is still one of the candidates and nobody
 * else of the file is that person; of rows that say the very same, and were not joined to one, none is decided. For somebody
 * outside of the sender's areas it holds as long as that person lives where they lived when it was taken, and until a commit
 * has carried it out: a roll that goes on naming somebody does not fetch them back again and again.
 */
export async function followDecisions(context: PersonContext): Promise<void> {
  const [doubted] = await rows(context.em, 'select from claim where candidates is not null limit 1')
  if (!doubted) return
  await execute(
    context.em,
    `update claim set candidates = null
     from (
       select ${rowKey('claim')} as row_key from claim where doubt is not null
       group by 1 having count(distinct person_line) > 1
     ) alike
     where claim.doubt is not null and ${rowKey('claim')} = alike.row_key`,
  )
  await fillTemporary(
    context,
    'decided_claim',
    `with doubted as (
       select line, person_line, candidates, may_be_new, ${rowKey('claim')} as row_key from claim
       where doubt is not null and candidates is not null
     ), decided as (
       select doubted.person_line, doubted.line, decision.new_person and person.person_id is null as somebody_new,
              person.person_id, doubted.may_be_new, doubted.candidates, decision.lived_in
       from doubted
       left join match_decision decision using (row_key)
       left join person on person.person_id = decision.person_id
     ), agreed as (
       select person_line, min(person_id) as person_id
       from decided
       group by person_line
       having bool_and(coalesce(person_id = any(candidates) and ${STILL_THERE}, somebody_new and may_be_new, false))
         and count(distinct coalesce(person_id, 0)) = 1
         and count(*) = (select count(*) from claim where claim.person_line = decided.person_line
           and claim.doubt is not null)
     ), counted as (
       select *, count(person_id) over (partition by person_id) as times from agreed
     )
     select person_line, person_id from counted
     where times <= 1 and not exists (
       select from claim other where other.person_id = counted.person_id and other.person_line <> counted.person_line)
       and coalesce(person_id, 0) not in (select person_id from unchanged)`,
  )
  await execute(
    context.em,
    `update claim set person_id = chosen.person_id, former_doubt = doubt, doubt = null, decided = true
     from decided_claim chosen where claim.person_line = chosen.person_line and claim.doubt is not null`,
  )
}

/** SQL over `decided`: its person lives in the sender's areas, or where they lived when it was decided. */
const STILL_THERE = `not exists (select from elsewhere
  where elsewhere.person_id = decided.person_id and elsewhere.home_id is distinct from decided.lived_in)`

/** Rows of whom an officer has decided, and whether that they are somebody new. */
export async function planDecided(context: PersonContext): Promise<void> {
  await fillPlan(
    context,
    'decided_row',
    `select line, ${rowKey('claim')} as row_key, person_id is null as somebody_new from claim where decided`,
  )
}

/**
 * Whoever was decided to be new has an id from now on: next month's row is that person and not one more. Who was decided to
 * be somebody from elsewhere is so for this file: should they live elsewhere again, it is decided again.
 */
export async function keepCommitted(context: PersonContext): Promise<void> {
  await execute(
    context.em,
    'update match_decision set lived_in = null from decided_row where match_decision.row_key = decided_row.row_key',
  )
  await execute(
    context.em,
    `update match_decision decision set person_id = staged.subject_id
     from decided_row join ${context.stage} staged using (line)
     where decided_row.somebody_new and decision.new_person and decision.row_key = decided_row.row_key and staged.subject_id is not null`,
  )
}
