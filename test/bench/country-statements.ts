/** How many of each there are to be. */
export interface Counts {
  readonly provinces: number
  readonly communes: number
  readonly hamlets: number
  readonly persons: number
}

/** A statement and the counts that are its parameters. */
export interface MakingStatement {
  readonly text: string
  readonly of: (counts: Counts) => readonly number[]
}

const none = () => []

/** The tables that the country fills, each small before the next needs its statistics. */
export const SETTLED_TABLES = [
  'area',
  'area_parent',
  'area_ancestor',
  'household',
  'household_state',
  'person',
  'person_identity',
  'residence',
  'enrolment',
  'target',
]

const BATCH = `
  insert into import_batch (batch_id, kind, file_name, sha256, byte_size, status, created_by, committed_at, commit_no, sheets)
  values (1, 'CARD_ROLL', 'ca-nuoc.csv', 'generated', 1, 'COMMITTED', 'bench', now(), nextval('commit_order'),
    '[{"sheet": 0, "name": "Sheet1", "headerRows": [1], "firstRow": 2, "lastRow": 2, "columns": [], "encoding": "utf-8"}]')`

const BATCH_NUMBER = `select setval(pg_get_serial_sequence('import_batch', 'batch_id'), 1)`

/** Provinces by a power law, as the real ones: the largest has about five times the communes of the smallest. */
const PLACE_COMMUNES = `
  insert into area_parent (area_id, parent_id)
  select commune.area_id, province.area_id
  from area commune
  join area province on province.level = 1
    and province.code::int = 1 + floor($1::int * power((commune.code::int - 10000) / $2::float8, 1.6))
  where commune.level = 3`

const TARGETS_OF_YEARS = `
  insert into target (area_id, measure, value, valid_from, due_on, document, batch_id)
  select area_id, 'COVERAGE_RATE', 0.90 + draw(area_id, 1, 9) / 100.0, make_date(year, 1, 1), make_date(year, 12, 31),
    'QĐ ' || year, 1
  from area cross join generate_series(2023, 2026) year where level in (1, 3)`

/** The batch that everything is said to come from. */
export const FIRST_BATCH: readonly MakingStatement[] = [
  { text: BATCH, of: none },
  { text: BATCH_NUMBER, of: none },
]

/** Units of three levels below the country, and their parents. */
export const AREAS: readonly MakingStatement[] = [
  ...FIRST_BATCH,
  {
    text: `insert into area (code, name, unit_type, level, name_key, name_plain, batch_id)
      select lpad(n::text, 2, '0'), 'Số ' || n, 'Tỉnh', 1, 'số ' || n, 'so ' || n, 1
      from generate_series(1, $1::int) n`,
    of: ({ provinces }) => [provinces],
  },
  {
    text: `insert into area (code, name, unit_type, level, name_key, name_plain, batch_id)
      select (10000 + n)::text, 'Số ' || n, 'Xã', 3, 'số ' || n, 'so ' || n, 1
      from generate_series(0, $1::int - 1) n`,
    of: ({ communes }) => [communes],
  },
  {
    text: `insert into area (code, name, unit_type, level, name_key, name_plain, batch_id)
      select (10000 + n % $2::int) || '.' || lpad((1 + n / $2::int)::text, 2, '0'), (1 + n / $2::int)::text, 'Ấp', 4,
        (1 + n / $2::int)::text, (1 + n / $2::int)::text, 1
      from generate_series(0, $1::int - 1) n`,
    of: ({ hamlets, communes }) => [hamlets, communes],
  },
  {
    text: `insert into area_parent (area_id, parent_id)
      select province.area_id, country.area_id from area province, area country
      where province.level = 1 and country.code = 'VN'`,
    of: none,
  },
  { text: PLACE_COMMUNES, of: ({ provinces, communes }) => [provinces, communes] },
  {
    text: `insert into area_parent (area_id, parent_id)
      select hamlet.area_id, commune.area_id
      from area hamlet join area commune on commune.level = 3 and commune.code = split_part(hamlet.code, '.', 1)
      where hamlet.level = 4`,
    of: none,
  },
]

/** A target for each province and commune and year. */
export const TARGETS: MakingStatement = { text: TARGETS_OF_YEARS, of: none }

/** Where a household is, by its number: a hamlet drawn by lot. */
const hamletOf = (
  number: string,
  salt: number,
) => `(select array_agg(area_id order by area_id) from area where level = 4)
  [1 + draw(${number}, ${salt}, (select count(*)::int from area where level = 4))]`

/** Of a hundred households five are poor, six near poor, eight of middle income; the yearly review moves one in eight. */
const CLASS = (number: string, salt: number) => `case when draw(${number}, ${salt}, 100) < 5 then 1
  when draw(${number}, ${salt}, 100) < 11 then 2 when draw(${number}, ${salt}, 100) < 19 then 3 else 4 end`

/** A household for every four persons: where it lives and its class, from 2022 on, reviewed on 1 January of 2025. */
export const HOUSEHOLDS: readonly MakingStatement[] = [
  {
    text: `insert into household (household_id, code, head_name, batch_id)
      select n, 'H' || n, 'Chủ hộ ' || n, 1 from generate_series(1, ($1::int + 3) / 4) n`,
    of: ({ persons }) => [persons],
  },
  {
    text: `insert into household_state (household_id, valid_from, valid_until, area_id, household_class, standard, batch_id)
      select household_id, date '2022-01-01', case when is_moved then date '2025-01-01' else 'infinity' end, area_id,
        class, 'QĐ 07/2021', 1
      from (select household_id, ${hamletOf('household_id', 2)} as area_id, ${CLASS('household_id', 3)} as class,
              draw(household_id, 4, 8) = 0 as is_moved
            from household) made`,
    of: none,
  },
  {
    text: `insert into household_state (household_id, valid_from, area_id, household_class, standard, batch_id)
      select household_id, valid_until, area_id, case household_class when 1 then 2 when 2 then 4 else 1 end, standard, 1
      from household_state where valid_until < 'infinity'`,
    of: none,
  },
]

/** Four to a household. One in ten came later than its household; one in twenty moved to another hamlet for good. */
export const MEMBERS: readonly MakingStatement[] = [
  {
    text: `insert into person (person_id, full_name, name_key, birth_date, birth_year, sex, social_insurance_number, batch_id)
      select n, 'Nguyễn Văn ' || n, 'nguyễn văn ' || n, born, extract(year from born), 1 + n % 2,
        lpad(n::text, 10, '0'), 1
      from (select n, date '1935-01-01' + draw(n, 5, 32500) as born from generate_series(1, $1::int) n) made`,
    of: ({ persons }) => [persons],
  },
  {
    text: `insert into person_identity (kind, code, person_id, batch_id)
      select 1, social_insurance_number, person_id, 1 from person`,
    of: none,
  },
  {
    text: `with home as (
        select person_id, (person_id + 3) / 4 as household_id, case when draw(person_id, 6, 10) = 0
          then date '2022-01-01' + draw(person_id, 7, 1400) else date '2022-01-01' end as came,
          case when draw(person_id, 8, 20) = 0 then date '2023-01-01' + draw(person_id, 9, 1200) else 'infinity' end as left_on
        from person
      )
      insert into residence (person_id, valid_from, valid_until, area_id, household_id, household_class, relation_to_head, batch_id)
      select person_id, greatest(state.valid_from, came), least(state.valid_until, left_on), state.area_id, household_id,
        state.household_class, case when person_id % 4 = 1 then 'Chủ hộ' else 'Con' end, 1
      from home join household_state state using (household_id)
      where greatest(state.valid_from, came) < least(state.valid_until, left_on)`,
    of: none,
  },
  {
    text: `insert into residence (person_id, valid_from, area_id, household_class, batch_id)
      select person_id, left_on, ${hamletOf('person_id', 10)}, 0, 1
      from (select person_id, max(valid_until) as left_on from residence group by person_id) last
      where left_on < 'infinity'`,
    of: none,
  },
]

/**
 * Up to four cards a person, one in sixteen without any; the last of each begins in the year to 1/7/2025. Cards of employees and
 * of the state begin on the first of a month, those that a household buys on any day; one in five is renewed late.
 */
export const CARDS: readonly MakingStatement[] = [
  {
    text: `with card as (
        select person_id, nth, code, draw(person_id * 4 + nth, 11, 5) = 0 as is_late,
          case when code = 'GD' then date '2025-07-01' - draw(person_id, 12, 365) - (cards - 1 - nth) * 365
            else (date '2025-07-01' - make_interval(months => draw(person_id, 13, 12) + (cards - 1 - nth) * 12))::date end as began
        from (select person_id, (array['GD','GD','GD','DN','DN','HS','HS','TE','HT','HN','CN','DT','BT','HC','CH','GB'])
                [1 + draw(person_id, 14, 16)] as code,
                case when draw(person_id, 15, 16) = 0 then 0 else (array[1,1,2,2,3,4])[1 + draw(person_id, 16, 6)] end as cards
              from person) holder
        cross join lateral generate_series(0, cards - 1) nth
      )
      insert into enrolment (person_id, valid_from, card_number, valid_until, participant_code, clinic_code, batch_id)
      select person_id, began, code || '4' || lpad((person_id % 100)::text, 2, '0') || lpad(person_id::text, 10, '0'),
        began + 365 - case when is_late then 20 else 0 end, code, '75' || lpad((person_id % 40)::text, 3, '0'), 1
      from card`,
    of: none,
  },
]
