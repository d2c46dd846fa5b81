import { execute, oneRow } from '../../../src/kernel/sql.ts'
import type { PersonContext } from './person-stage.ts'

/**
 * Makes the hamlets and residents' groups that a survey names and the register does not have, and gives the planned
 * persons, homes and households their places. A hamlet's code is its commune's and two digits, a group's its hamlet's
 * and three; it has existed as long as anybody knows.
 */
export async function writeAreas(context: PersonContext): Promise<void> {
  const hamlets = await makeUnits(context, HAMLETS)
  if (hamlets > 0) await settle(context, hamletIds)
  const groups = await makeUnits(context, GROUPS)
  if (groups > 0) await settle(context, groupIds)
  await settle(context, placeIds)
  await settle(context, homePlaces)
}

interface NewUnits {
  readonly level: 4 | 5
  readonly word: 'hamlet' | 'group'
  readonly digits: 2 | 3
  /** SQL over the staging table: where the unit will lie. */
  readonly parent: string
}

const HAMLETS: NewUnits = { level: 4, word: 'hamlet', digits: 2, parent: 'commune_id' }
const GROUPS: NewUnits = { level: 5, word: 'group', digits: 3, parent: 'coalesce(hamlet_id, commune_id)' }

/** The unit is written as most rows write it. A code that was ever used in the place is not given again. */
async function makeUnits(context: PersonContext, units: NewUnits): Promise<number> {
  const { level, word, digits, parent } = units
  await execute(context.em, 'drop table if exists pg_temp.new_unit')
  await execute(
    context.em,
    `create temp table new_unit on commit drop as
     with missing as (
       select ${parent} as parent_id, ${word}_key as key, mode() within group (order by ${word}_plain) as plain,
              mode() within group (order by ${word}_name) as name,
                mode() within group (order by coalesce(${word}_type, '')) as unit_type,
              min(line) as line
       from ${context.stage}
       where outcome in ('CREATED', 'UPDATED', 'UNCHANGED') and ${word}_key <> '' and ${word}_id is null
       group by ${parent}, ${word}_key
     )
     select nextval(pg_get_serial_sequence('area', 'area_id'))::int as area_id, missing.*, parent.scheme,
       parent.code as parent_code,
            coalesce((select max(substring(used.code from '[0-9]+$')::int) from area used
                      where used.scheme = parent.scheme
                        and used.code ~ ('^' || replace(parent.code, '.', '[.]') || '[.][0-9]{${digits},}$')), 0)
              + row_number() over (partition by parent_id order by line) as number
     from missing join area parent on parent.area_id = missing.parent_id`,
  )
  const { made } = await oneRow<{ made: number }>(context.em, 'select count(*)::int as made from new_unit')
  if (made === 0) return 0
  await execute(
    context.em,
    `insert into area (area_id, scheme, code, name, unit_type, level, name_key, name_plain, batch_id)
     select area_id, scheme, parent_code || '.' || lpad(number::text, greatest(${digits}, length(number::text)), '0'),
       name, unit_type,
            ${level}, key, plain, $1
     from new_unit`,
    [context.batch.id],
  )
  await execute(
    context.em,
    'insert into area_parent (area_id, parent_id, batch_id) select area_id, parent_id, $1 from new_unit',
    [context.batch.id],
  )
  await linkUnits(context, level)
  return made
}

/** A unit lies in itself, and wherever its parent lies, on the parent's days. */
async function linkUnits(context: PersonContext, level: 4 | 5): Promise<void> {
  await execute(
    context.em,
    `insert into area_ancestor (area_id, ancestor_id, ancestor_level, valid_from, valid_until)
     select area_id, area_id, ${level}, '-infinity', 'infinity' from new_unit
     union all
     select unit.area_id, link.ancestor_id, link.ancestor_level, link.valid_from, link.valid_until
     from new_unit unit join area_ancestor link on link.area_id = unit.parent_id`,
  )
  await execute(
    context.em,
    `insert into register_change (batch_id, kind, subject, subject_id, label, after, sheet, row)
     select $1, 'CREATED', 'area', unit.area_id, trim(unit.unit_type || ' ' || unit.name),
            jsonb_build_object('code', area.code), (unit.line / 10000000)::smallint, (unit.line % 10000000)::int
     from new_unit unit join area using (area_id)`,
    [context.batch.id],
  )
}

async function settle(context: PersonContext, statement: (stage: string) => string): Promise<void> {
  await execute(context.em, statement(context.stage))
}

const hamletIds = (stage: string): string => `
  update ${stage} staged set hamlet_id = unit.area_id from new_unit unit
  where staged.hamlet_id is null and staged.commune_id = unit.parent_id and staged.hamlet_key = unit.key`

const groupIds = (stage: string): string => `
  update ${stage} staged set group_id = unit.area_id from new_unit unit
  where staged.group_id is null and coalesce(staged.hamlet_id, staged.commune_id) = unit.parent_id
    and staged.group_key = unit.key`

const placeIds = (stage: string): string => `
  update ${stage} set place_id = coalesce(group_id, hamlet_id) where place_id is null
    and coalesce(group_id, hamlet_id) is not null`

const homePlaces = (stage: string): string => `
  update planned_home home set place_id = staged.place_id from ${stage} staged
  where home.place_id is null and staged.line = home.line`
