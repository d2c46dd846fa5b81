import { isSmall } from '../kernel/disclosure.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { execute, rows, type SqlSession } from '../kernel/sql.ts'

/** What a cell counts: covered (or what else is counted), and the others, null where none are counted. */
export type Count = readonly [covered: number, others: number | null]
/** Counts by cell. */
export type Counts = ReadonlyMap<string, Count>

/** Tables of one kind on the borders of one map. */
export interface TablesOnDays {
  readonly dimensions: string
  /** The day since which the map has been that of the borders. */
  readonly borders: PlainDate
  readonly areaIds: readonly number[]
  readonly days: readonly PlainDate[]
}

export type CountsOn = (areaId: number, day: PlainDate) => Counts

interface Kept {
  readonly day: PlainDate
  readonly cells: Counts
}

/**
 * The counts as they are published: a number that moved by 1 to 7 since it was last published, on that day or on the nearest one
 * before (else after) it, stays as it was. What is published for the first time, or anew, is written down at once: two
 * statements.
 */
export async function publish(em: SqlSession, tables: TablesOnDays, countsNow: CountsOn): Promise<CountsOn> {
  const kept = await readKept(em, tables)
  const published = new Map<string, Counts>()
  const changed: (Kept & { readonly areaId: number })[] = []
  for (const areaId of tables.areaIds) {
    let last: Kept | null = null
    for (const day of tables.days.toSorted()) {
      const before = nearer(kept.get(`${areaId}|${day}`) ?? null, last, day)
      const now = countsNow(areaId, day)
      const cells: Counts = before === null ? now : settled(before.cells, now)
      published.set(`${areaId}|${day}`, cells)
      // Of an area that is empty there is nothing to remember, until there was something.
      if (before === null && cells.size === 0) continue
      last = { day, cells }
      if (before?.day !== day || !isSame(before.cells, cells)) changed.push({ areaId, day, cells })
    }
  }
  await keep(em, tables, changed)
  return (areaId, day) => published.get(`${areaId}|${day}`) ?? new Map()
}

/** What was published of the day itself, else what came last before it, else what came first after it. */
function nearer(kept: Kept | null, last: Kept | null, day: PlainDate): Kept | null {
  if (kept === null || last === null) return kept ?? last
  return kept.day === day || (kept.day < day && kept.day > last.day) ? kept : last
}

/** Each number as it was where it moved by 1 to 7, else as it is. */
export function settled(before: Counts, now: Counts): Counts {
  const cells = new Map<string, Count>()
  for (const key of new Set([...before.keys(), ...now.keys()])) {
    const [was, is] = [before.get(key), now.get(key)]
    const hasOthers = (was ?? is)?.[1] !== null
    const covered = moved(was?.[0], is?.[0])
    const others = hasOthers ? moved(was?.[1], is?.[1]) : null
    if (covered + (others ?? 0) > 0) cells.set(key, [covered, others])
  }
  return cells
}

function moved(before: number | null | undefined, now: number | null | undefined): number {
  const [was, is] = [before ?? 0, now ?? 0]
  return isSmall(Math.abs(is - was)) ? was : is
}

function isSame(one: Counts, other: Counts): boolean {
  return (
    one.size === other.size &&
    [...one].every(([key, [covered, others]]) => other.get(key)?.[0] === covered && other.get(key)?.[1] === others)
  )
}

async function readKept(em: SqlSession, tables: TablesOnDays): Promise<Map<string, Kept>> {
  const found = await rows<{ area_id: number; day: string; kept_on: string; cells: Record<string, Count> }>(
    em,
    `select wanted.area_id, wanted.day::text as day, kept.day::text as kept_on, kept.cells
    from (select area_id, day from unnest($1::int[]) area(area_id) cross join unnest($2::date[]) day(day)) wanted
    cross join lateral (
      select published.day, published.cells from published_count published
      where published.area_id = wanted.area_id and published.dimensions = $3 and published.borders = $4::date
      order by published.day > wanted.day, abs(published.day - wanted.day) limit 1
    ) kept`,
    [tables.areaIds, tables.days, tables.dimensions, tables.borders],
  )
  return new Map(
    found.map((row) => [`${row.area_id}|${row.day}`, { day: row.kept_on, cells: new Map(Object.entries(row.cells)) }]),
  )
}

async function keep(
  em: SqlSession,
  { dimensions, borders }: TablesOnDays,
  changed: readonly (Kept & { readonly areaId: number })[],
): Promise<void> {
  if (changed.length === 0) return
  await execute(
    em,
    `insert into published_count (area_id, dimensions, borders, day, cells)
    select area_id, $1, $2::date, day, cells::jsonb from unnest($3::int[], $4::date[], $5::text[]) told(area_id, day, cells)
    order by area_id, day
    on conflict (area_id, dimensions, borders, day) do update set cells = excluded.cells`,
    [
      dimensions,
      borders,
      changed.map(({ areaId }) => areaId),
      changed.map(({ day }) => day),
      changed.map(({ cells }) => JSON.stringify(Object.fromEntries(cells))),
    ],
  )
}
