/**
 * Where a transaction may write, kept by PostgreSQL itself beside the checks of whoever writes. It says so in a setting of its
 * own, `baophu.writes`: areas as ranges of their ids (`int4multirange`), those that are not there yet among them. `{}` is none;
 * a transaction that says nothing is not held to any, for it writes for nobody: migrations, erasure, the rows of tests.
 * Asked once a statement, of all rows that it wrote.
 */
const refuse = `
create function keep_to_areas() returns trigger language plpgsql as $$
declare
  allowed constant text := nullif(nullif(current_setting('baophu.writes', true), ''), '{(,)}');
  outside int;
begin
  if allowed is null then return null; end if;
  execute tg_argv[0] into outside using allowed::int4multirange;
  if outside is not null then
    raise exception 'area % in % lies outside of what this transaction may write', outside, tg_table_name
      using errcode = 'insufficient_privilege', table = tg_table_name;
  end if;
  return null;
end $$;
`

type Event = 'insert' | 'update' | 'delete'

/** What a statement may see of its own rows: as they are now (`written`) and as they were (`before`). */
const ROWS: Readonly<Record<Event, string>> = {
  insert: 'new table as written',
  update: 'old table as before new table as written',
  delete: 'old table as before',
}

const keep = (table: string, event: Event, outside: string) => `
create trigger ${event}_keeps_to_areas after ${event} on ${table} referencing ${ROWS[event]}
  for each statement execute function keep_to_areas(${quoted(outside)});`

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

const outsideOf = (rows: 'written' | 'before', area: string): string =>
  `select ${area} from ${rows} where not ${area} <@ $1`

/** Areas, what lies in what, who continues whom, figures and targets: both ends of a link, as it is and as it was. */
const WHOLE: Readonly<Record<string, readonly string[]>> = {
  area: ['area_id'],
  area_parent: ['area_id', 'parent_id'],
  area_succession: ['from_id', 'to_id'],
  reported_figure: ['area_id'],
  target: ['area_id'],
}

/** SQL: an area outside, in any of these columns. */
const anyOutside = (columns: readonly string[], event: Event): string =>
  (['written', 'before'] as const)
    .filter((rows) => ROWS[event].includes(rows))
    .flatMap((rows) => columns.map((column) => outsideOf(rows, column)))
    .join(' union all ')

const EVENTS: readonly Event[] = ['insert', 'update', 'delete']

/** Homes and households, by whose they are: one elsewhere may end, for people move; none begins or is put there. */
const HOMES: Readonly<Record<string, string>> = { residence: 'person_id', household_state: 'household_id' }

const putElsewhere = (owner: string): string =>
  `${outsideOf('written', 'area_id')} and not exists (
    select from before where before.${owner} = written.${owner} and before.area_id = written.area_id)`

export const writes = `${refuse}${Object.entries(WHOLE)
  .flatMap(([table, columns]) => EVENTS.map((event) => keep(table, event, `${anyOutside(columns, event)} limit 1`)))
  .join('')}${Object.entries(HOMES)
  .flatMap(([table, owner]) => [
    keep(table, 'insert', `${outsideOf('written', 'area_id')} limit 1`),
    keep(table, 'update', `${putElsewhere(owner)} limit 1`),
  ])
  .join('')}
`
