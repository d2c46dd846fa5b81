import type { FigureOrigin } from '../batches/figure-origin.ts'
import { addressSql, type FigureSource } from '../batches/figure-source.ts'
import { grouped } from '../kernel/grouped.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, remembered, type SqlSession } from '../kernel/sql.ts'
import { AFTER_REGISTER, FIGURE_ORDER, orderOn } from './figure-order.ts'

/** The stated numbers that the register counts too. */
export const FIGURE_MEASURES = [
  'POPULATION',
  'COVERED',
  'STUDENTS',
  'STUDENTS_COVERED',
  'HOUSEHOLDS',
  'HOUSEHOLDS_POOR',
  'HOUSEHOLDS_NEAR_POOR',
  'HOUSEHOLDS_MIDDLE_INCOME_FARMING',
] as const
export type FigureMeasure = (typeof FIGURE_MEASURES)[number]
/** What coverage is made of. */
export const EVERYBODY: readonly FigureMeasure[] = ['POPULATION', 'COVERED']

/** The number that offices give for an area on a day, and where it comes from. */
export interface ReportedFigure {
  readonly value: number
  readonly source: FigureSource
  /** The area that it was stated of; none for a sum. */
  readonly ofAreaId?: number
  /** How many stated figures stand behind it: 1, or more for a sum of parts. */
  readonly figures: number
  /** How much of the value was allotted by weight because borders differ; nothing when left out. */
  readonly estimated?: number
  /** Whether a declared order of origins puts the register before it: it counts only where the register knows nothing. */
  readonly afterRegister: boolean
}

interface NodeRecord {
  readonly area_id: number
  readonly parent_id: number | null
  readonly day: string
  readonly measure: FigureMeasure
  readonly value: number | null
  readonly as_of: string | null
  readonly batch_id: number | null
  readonly file_name: string | null
  readonly address: string | null
  readonly origin: FigureOrigin | null
  readonly after_register: boolean | null
}

/**
 * The figure in force is, of those with as_of <= day, the one whose origin comes first in the order declared for the measure
 * and the day, and of those the latest; without an order simply the latest. Where an area has none, its parts on that day are looked at, as far down
 * as figures are found: a part has no children here when it has a figure itself or nothing is stated anywhere below it. Areas
 * for which nothing was ever stated, there or below, are left out at once: where the register answers, they are all.
 */
const IN_FORCE = `
with recursive stated as (
  select a.area_id from (select distinct unnest($1::int[]) as area_id) a
  where exists (select from reported_figure) and exists (
    select from area_ancestor below
    join reported_figure f on f.area_id = below.area_id and f.measure = any($3::text[])
    where below.ancestor_id = a.area_id
  )
), node as (
  select stated.area_id, null::int as parent_id, d.day, m.measure
  from stated cross join unnest($2::date[]) d(day) cross join unnest($3::text[]) m(measure)
  union
  select link.area_id, node.area_id, node.day, node.measure
  from node
  join area_parent link on link.parent_id = node.area_id and link.valid_from <= node.day and node.day < link.valid_until
  join area part on part.area_id = link.area_id and part.valid_from <= node.day and node.day < part.valid_until
  where not exists (
    select from reported_figure f where f.area_id = node.area_id and f.measure = node.measure and f.as_of <= node.day
  ) and exists (
    select from area_ancestor below
    join reported_figure f on f.area_id = below.area_id and f.measure = node.measure and f.as_of <= node.day
    where below.ancestor_id = node.area_id and below.valid_from <= node.day and node.day < below.valid_until
  )
)
select node.area_id, node.parent_id, node.day::text, node.measure, f.value::float8 as value, f.as_of::text,
  f.batch_id::int, b.file_name, f.origin, f.after_register, ${addressSql('b', 'f', 'f.column_letters')} as address
from node
left join lateral (
  select f.*, ${AFTER_REGISTER} as after_register from reported_figure f
  left join lateral (${orderOn('node.measure', 'node.day')}) declared on true
  where f.area_id = node.area_id and f.measure = node.measure and f.as_of <= node.day
  order by ${FIGURE_ORDER} limit 1
) f on true
left join batch_source b on b.batch_id = f.batch_id`

/** The figure of an area that was asked for, on a day and of a measure that were. */
export type ReportedFigures = (areaId: number, day: PlainDate, measure: FigureMeasure) => ReportedFigure | null

export function reportedKey(areaId: number, day: PlainDate, measure: FigureMeasure): string {
  return `${areaId}|${day}|${measure}`
}

/**
 * The figure of every area, day and measure for which there is one: the latest stated, else the sum of its parts when every
 * part has one. One statement.
 */
export async function readReported(
  em: SqlSession,
  areaIds: readonly number[],
  days: readonly PlainDate[],
  measures: readonly FigureMeasure[] = EVERYBODY,
): Promise<ReportedFigures> {
  const figures = figuresOf(await prepared<NodeRecord>(em, IN_FORCE, [areaIds, days, measures]))
  return (areaId, day, measure) => figures.get(reportedKey(areaId, day, measure)) ?? null
}

/** The days on which a figure in force may change: one is stated, the map changes, or an order of origins begins. */
const CHANGES = `
select day::text from (
  select as_of as day from reported_figure
  union select day from area_map_day
  union select valid_from from figure_precedence
) change order by change.day`

/** Tells since when the figures in force were those of a day; of a session that remembers nothing, of that day alone. */
export async function readSince(em: SqlSession): Promise<(day: PlainDate) => PlainDate> {
  if (em.remember === undefined) return (day) => day
  const changes = await remembered(em, 'days on which figures change', () => prepared<{ day: string }>(em, CHANGES))
  return (day) => changes.findLast((change) => change.day <= day)?.day ?? day
}

/** Several figures as one: null when one of them is missing, or when there are none. */
export function sumOfFigures(parts: readonly (ReportedFigure | null)[]): ReportedFigure | null {
  const [first] = parts
  if (first === undefined || first === null) return null
  if (parts.length === 1) return first
  let value = 0
  let figures = 0
  let estimated = 0
  let afterRegister = false
  let asOf = first.source.asOf
  for (const part of parts) {
    if (part === null) return null
    value += part.value
    figures += part.figures
    estimated += part.estimated ?? 0
    afterRegister ||= part.afterRegister
    if (part.source.asOf < asOf) asOf = part.source.asOf
  }
  const source = { asOf, batchId: null, sourceName: `Σ ${figures} areas`, address: null }
  return { value, figures, afterRegister, estimated, source }
}

function figuresOf(nodes: readonly NodeRecord[]): ReadonlyMap<string, ReportedFigure> {
  const keyOf = ({ area_id, day, measure }: NodeRecord) => reportedKey(area_id, day, measure)
  const parts = grouped(nodes, ({ parent_id, day, measure }) => reportedKey(parent_id ?? 0, day, measure))
  const own = new Map(nodes.map((node) => [keyOf(node), ownFigure(node)]))
  const settled = new Map<string, ReportedFigure | null>()
  const figureOf = (key: string): ReportedFigure | null => {
    const known = settled.get(key)
    if (known !== undefined) return known
    const figure = own.get(key) ?? sumOfFigures((parts.get(key) ?? []).map((part) => figureOf(keyOf(part))))
    settled.set(key, figure)
    return figure
  }
  const found = new Map<string, ReportedFigure>()
  for (const key of own.keys()) {
    const figure = figureOf(key)
    if (figure) found.set(key, figure)
  }
  return found
}

function ownFigure(node: NodeRecord): ReportedFigure | null {
  if (node.value === null || node.as_of === null) return null
  const { as_of: asOf, batch_id: batchId, address, origin } = node
  const source = { asOf, batchId, sourceName: node.file_name ?? '', address, origin }
  return { ofAreaId: node.area_id, value: node.value, figures: 1, afterRegister: node.after_register ?? false, source }
}
