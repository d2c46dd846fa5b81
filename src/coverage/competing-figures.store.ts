import type { Actor } from '../access/actor.ts'
import type { AreaRow } from '../areas/area.store.ts'
import type { AreaLevel } from '../areas/area-level.ts'
import type { FigureOrigin } from '../batches/figure-origin.ts'
import { addressSql, type FigureSource, registerSource } from '../batches/figure-source.ts'
import { grouped } from '../kernel/grouped.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { ratioOf } from '../kernel/ratio.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { areasAsked } from './areas-asked.ts'
import { FIGURE_ORDER, orderOn } from './figure-order.ts'
import { placeUnits } from './placement.ts'
import { ownUnit } from './question.ts'
import { isCounted, readRegisteredFigures } from './registered-figures.ts'
import type { FigureMeasure, ReportedFigure } from './reported.ts'
import { readStated } from './stated.ts'

export interface CompetingWanted {
  readonly within?: string | null
  readonly level?: AreaLevel | null
  readonly asOf: PlainDate
  /** The day whose borders the areas have; `asOf` when left out. */
  readonly borders?: PlainDate | null
  readonly measure: FigureMeasure
}

/** A number that somebody gives for an area. */
export interface CompetingFigure {
  readonly value: number
  readonly source: FigureSource
  /** The part of the value that was allotted by weight because borders differ, 0–1. */
  readonly estimatedShare: number
}

/** Every number there is of a measure for an area on a day: the one that counts, and the others. */
export interface CompetingFigures {
  readonly area: AreaRow
  readonly asOf: PlainDate
  readonly measure: FigureMeasure
  readonly counting: CompetingFigure
  /** Stated figures in the order in which they would count, the register's count last unless it counts. */
  readonly others: readonly CompetingFigure[]
  /** The order declared for the day; null when none is, and the latest stated figure counts. */
  readonly order: readonly FigureOrigin[] | null
}

interface StatedRecord {
  readonly area_id: number
  readonly value: number
  readonly as_of: PlainDate
  readonly origin: FigureOrigin
  readonly batch_id: number | null
  readonly file_name: string | null
  readonly address: string | null
}

/** The latest figure of each origin, in the order in which they count. */
const STATED = `
with declared as (${orderOn('$3', '$2::date')}), latest as (
  select distinct on (f.area_id, f.origin) f.* from reported_figure f
  where f.area_id = any($1::int[]) and f.measure = $3 and f.as_of <= $2::date
  order by f.area_id, f.origin, f.as_of desc, f.batch_id desc
)
select f.area_id, f.value::float8 as value, f.as_of::text, f.origin, f.batch_id::int, b.file_name,
  ${addressSql('b', 'f', 'f.column_letters')} as address
from latest f left join declared on true left join batch_source b on b.batch_id = f.batch_id
order by f.area_id, ${FIGURE_ORDER}`

/**
 * Who says what of the areas of a level, and whom the hub believes: the same figure that `population` gives without a basis.
 * Areas for which nobody says anything are left out, and those whose number that counts is withheld from the reader. A fixed number of statements. Throws `BadRequest` `area-unknown-on-day`.
 */
export async function competingFigures(
  actor: Actor,
  em: SqlSession,
  wanted: CompetingWanted,
): Promise<CompetingFigures[]> {
  const { within, level, asOf, measure } = wanted
  const borders = wanted.borders ?? asOf
  const { areas } = await areasAsked(actor, em, { within, level, on: borders })
  const ids = areas.map((area) => area.areaId)
  const units = areas.map(ownUnit)
  const stated = grouped(await rows<StatedRecord>(em, STATED, [ids, asOf, measure]), (row) => row.area_id)
  const placement = await placeUnits(em, { units, days: [asOf], borders })
  const inForce = await readStated(em, { units, days: [asOf], placement }, [measure])
  const registered = await readRegisteredFigures(actor, em, { units, day: asOf, borders })
  const [declared] = await rows<{ origins: FigureOrigin[] }>(em, orderOn('$1', '$2::date'), [measure, asOf])
  const order = declared?.origins ?? null
  const source = registerSource(registered.countedOn)
  return units.flatMap((unit) => {
    const { area } = unit
    const figure = inForce(unit, asOf, measure)
    const count = registered.of(area.areaId, measure)
    // That another figure counts instead would not be true.
    if (count === 'WITHHELD' && comesFirst(figure)) return []
    const register = isCounted(count) ? { ...count, source } : null
    const all = candidates(area, stated.get(area.areaId) ?? [], figure)
    const counting = figure?.afterRegister && register ? register : (all[0] ?? register)
    if (counting === null) return []
    const others = [...all, ...(register ? [register] : [])].filter((one) => one !== counting)
    return [{ area, asOf, measure, counting, others, order }]
  })
}

/** Whether the register counts before the stated figure. */
function comesFirst(figure: ReportedFigure | null): boolean {
  return figure === null || figure.afterRegister
}

/** What is stated of the area itself, else the sum of its parts, or what was carried over from other borders. */
function candidates(
  { areaId }: AreaRow,
  stated: readonly StatedRecord[],
  figure: ReportedFigure | null,
): CompetingFigure[] {
  if (figure === null) return []
  if (figure.ofAreaId !== areaId) {
    const { value, source, estimated = 0 } = figure
    return [{ value, source, estimatedShare: ratioOf(estimated, value) ?? 0 }]
  }
  return stated.map(({ value, as_of: asOf, batch_id: batchId, file_name: sourceName, address, origin }) => ({
    value,
    estimatedShare: 0,
    source: { asOf, batchId, sourceName: sourceName ?? '', address, origin },
  }))
}
