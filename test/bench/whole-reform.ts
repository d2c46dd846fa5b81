import { refreshAncestors } from '../../src/areas/area-ancestors.ts'
import { rebuildCube } from '../../src/coverage/cube.store.ts'
import { execute } from '../../src/kernel/sql.ts'
import type { Database } from '../../src/storage/orm.ts'
import { REFORM } from './country-reform.ts'
import { FIRST_BATCH, SETTLED_TABLES } from './country-statements.ts'

/** As many as the official lists of 1/7/2025 have. */
const COMMUNES_BEFORE = 10_035

/**
 * What becomes of each commune there was: three go into one; of 63 provinces five stay and the others become one in twos; districts
 * end. One commune in twenty is divided between its own new commune and the next (466; officially 471), two of three in the first province.
 */
const PLAN = `
  create temporary table plan on commit drop as
  with numbered as (
    select n, n / 3 as triple, n % 3 as third, 1 + (n / 3) * 63 / (${COMMUNES_BEFORE} / 3) as province
    from generate_series(0, ${COMMUNES_BEFORE} - 1) n
  )
  select (10000 + n)::text as code, lpad(province::text, 2, '0') as province,
    'Q' || lpad(province::text, 2, '0') || lpad((triple / 5)::text, 3, '0') as district,
    lpad((case when province <= 5 then province else province - province % 2 end)::text, 2, '0') as new_province,
    (30000 + triple)::text as new_code,
    case when triple < max(triple) over (partition by province)
        and (province = 1 and third > 0 or province > 1 and third = 1 and triple % 9 = 3)
      then (30001 + triple)::text end as other_code
  from numbered`

/** Units of a level, as many as the plan has codes in the column. */
interface Units {
  readonly level: number
  readonly unitType: string
  /** SQL: their code in a line of the plan; null in lines that have none. */
  readonly code: string
  readonly stand: readonly [from: string, until: string]
}

const [ALWAYS, BEFORE, SINCE] = [
  ['-infinity', 'infinity'],
  ['-infinity', REFORM],
  [REFORM, 'infinity'],
] as const
const STAYS = `province <= '05'`
const COUNTRY: Units = { level: 0, unitType: 'Nước', code: `'VN'`, stand: ALWAYS }
const PROVINCE = { level: 1, unitType: 'Tỉnh' }
const LASTING: Units = { ...PROVINCE, code: `case when ${STAYS} then province end`, stand: ALWAYS }
const MERGED: Units = { ...PROVINCE, code: `case when not ${STAYS} then province end`, stand: BEFORE }
const NEW_PROVINCE: Units = { ...PROVINCE, code: `case when not ${STAYS} then new_province end`, stand: SINCE }
const DISTRICT: Units = { level: 2, unitType: 'Huyện', code: 'district', stand: BEFORE }
const COMMUNE: Units = { level: 3, unitType: 'Xã', code: 'plan.code', stand: BEFORE }
const NEW_COMMUNE: Units = { ...COMMUNE, code: 'new_code', stand: SINCE }
const OTHER_COMMUNE: Units = { ...NEW_COMMUNE, code: 'other_code' }

const areas = ({ level, unitType, code, stand: [from, until] }: Units): string => `
  insert into area (code, name, unit_type, level, name_key, name_plain, valid_from, valid_until, batch_id)
  select code, 'Số ' || code, '${unitType}', ${level}, 'số ' || code, 'so ' || code, date '${from}', date '${until}', 1
  from (select distinct ${code} as code from plan) made where code is not null`

const standing = (name: string, { level, code, stand: [from, until] }: Units): string => `
  join area ${name} on ${name}.code = ${code} and ${name}.level = ${level}
    and ${name}.valid_from = date '${from}' and ${name}.valid_until = date '${until}'`

const parents = (child: Units, parent: Units): string => `
  insert into area_parent (area_id, parent_id, valid_from, valid_until)
  select distinct child.area_id, parent.area_id, date '${child.stand[0]}', date '${child.stand[1]}'
  from plan ${standing('child', child)} ${standing('parent', parent)}`

/** Whole when it has no weight. */
const successions = (from: Units, to: Units, weight?: number): string => `
  insert into area_succession (from_id, to_id, on_day, relation, weight, weight_basis, document, batch_id)
  select distinct old.area_id, new.area_id, date '${REFORM}', ${weight ? `'PART', ${weight}, 'POPULATION'` : `'WHOLE', 1, null`}, 'NQ', 1
  from plan ${standing('old', from)} ${standing('new', to)}
  where ${from.level} = 1 or other_code is ${weight ? 'not ' : ''}null`

const UNITS: readonly string[] = [
  ...FIRST_BATCH.map(({ text }) => text),
  PLAN,
  ...[LASTING, MERGED, NEW_PROVINCE, DISTRICT, COMMUNE, NEW_COMMUNE].map(areas),
  ...[LASTING, MERGED, NEW_PROVINCE].map((province) => parents(province, COUNTRY)),
  ...[LASTING, MERGED].map((province) => parents(DISTRICT, province)),
  parents(COMMUNE, DISTRICT),
  ...[LASTING, NEW_PROVINCE].map((province) => parents(NEW_COMMUNE, province)),
  successions(MERGED, NEW_PROVINCE),
  successions(COMMUNE, NEW_COMMUNE),
  successions(COMMUNE, NEW_COMMUNE, 0.6),
  successions(COMMUNE, OTHER_COMMUNE, 0.4),
]

/** So many persons in each commune there was, one in ten registered since in the new one; two cards each, a year long. */
const PEOPLE = (persons: number): readonly string[] => [
  `insert into person (person_id, full_name, name_key, birth_date, birth_year, sex, social_insurance_number, batch_id)
    select n, 'Nguyễn Văn ' || n, 'nguyễn văn ' || n, born, extract(year from born), 1 + n % 2, lpad(n::text, 10, '0'), 1
    from (select n, date '1940-01-01' + n % 29000 as born
      from generate_series(1, ${COMMUNES_BEFORE} * ${persons}) n) made`,
  `insert into residence (person_id, valid_from, valid_until, area_id, household_class, batch_id)
    select person_id, date '2024-01-01', case when person_id % 10 = 0 then date '2025-08-01' else 'infinity' end, area_id, 0, 1
    from person join area on code = (10000 + person_id % ${COMMUNES_BEFORE})::text and level = 3`,
  `insert into residence (person_id, valid_from, area_id, household_class, batch_id)
    select person_id, valid_until, min(to_id), 0, 1 from residence join area_succession on from_id = area_id
    where valid_until < 'infinity' group by 1, 2`,
  `insert into enrolment (person_id, valid_from, card_number, valid_until, participant_code, batch_id)
    select person_id, began, code || '400' || lpad(person_id::text, 10, '0'), began + 365, code, 1
    from (select person_id, year, (array['GD','DN','HS','HT','HN'])[1 + person_id % 5] as code,
        make_date(year, 1 + (person_id % 12)::int, 1) as began
      from person cross join generate_series(2024, 2025) year where person_id % 16 > 0) card`,
]

/** The day for which residents and covered residents of every commune there was are stated, where they are. */
export const STATED_ON = '2024-12-31'

const FIGURES = (persons: number): string => `
  insert into reported_figure (area_id, measure, as_of, origin, value, batch_id)
  select area_id, measure, date '${STATED_ON}', 'STATISTICS_OFFICE', case measure when 'COVERED' then 9 else 10 end * ${persons}, 1
  from area cross join unnest(array['POPULATION', 'COVERED']) measure where level = 3 and valid_until = date '${REFORM}'`

/**
 * Fills an empty register with a reform as dense as the real one: 10,035 communes into 3,345, 63 provinces into 34, districts that
 * end, so many persons in each old commune; and, asked for, figures stated of every old commune.
 */
export async function makeWholeReform(
  database: Database,
  { persons, isStated }: { readonly persons: number; readonly isStated: boolean },
): Promise<void> {
  const em = database.em()
  await em.transactional(async (session) => {
    for (const sql of UNITS) await execute(session, sql)
    await refreshAncestors(session)
  })
  for (const table of ['area', 'area_parent', 'area_ancestor', 'area_succession'])
    await execute(em, `vacuum analyze ${table}`)
  await em.transactional(async (session) => {
    for (const sql of [...PEOPLE(persons), ...(isStated ? [FIGURES(persons)] : [])]) await execute(session, sql)
  })
  for (const table of [...SETTLED_TABLES, 'reported_figure']) await execute(em, `vacuum analyze ${table}`)
  await rebuildCube(em)
  await execute(em, 'vacuum analyze coverage_cube')
}
