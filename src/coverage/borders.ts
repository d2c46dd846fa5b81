import type { AreaRow } from '../areas/area.store.ts'
import { grouped } from '../kernel/grouped.ts'
import { BadRequest } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { standsOn, type Unit } from './question.ts'

/** The two days of a question. */
interface Days {
  readonly asOf: PlainDate
  readonly borders: PlainDate
}

/** An area continued another between the two days of a question. */
interface Step {
  readonly fromId: number
  readonly toId: number
  readonly relation: 'WHOLE' | 'PART' | 'LAND_ONLY' | 'RENAMED'
  /** Whether the area that was continued existed on the earlier day. */
  readonly fromStoodEarly: boolean
  /** Whether the area that continues it exists on the later day. */
  readonly toStandsLate: boolean
}

interface StepRecord {
  readonly from_id: number
  readonly to_id: number
  readonly relation: Step['relation']
  readonly from_stood_early: boolean
  readonly to_stands_late: boolean
}

/**
 * The areas that existed on `asOf` whose numbers make up each area of `borders`. Only what moved whole is followed; whatever
 * would have to be split by weight is refused with `BadRequest` `borders-need-weights`, so that no number is a guess. An area
 * with nothing to be made of has no sources. At most two statements; none when the two days are one.
 */
export async function unitsOnBorders(
  em: SqlSession,
  areas: readonly AreaRow[],
  borders: PlainDate,
  asOf: PlainDate,
): Promise<Unit[]> {
  if (borders === asOf) return areas.map((area) => ({ area, sourceIds: [area.areaId] }))
  const [early, late] = borders < asOf ? [borders, asOf] : [asOf, borders]
  const found = await rows<StepRecord>(
    em,
    `select s.from_id, s.to_id, s.relation,
      f.valid_from <= $1::date and $1::date < f.valid_until as from_stood_early,
      t.valid_from <= $2::date and $2::date < t.valid_until as to_stands_late
    from area_succession s join area f on f.area_id = s.from_id join area t on t.area_id = s.to_id
    where s.on_day > $1::date and s.on_day <= $2::date`,
    [early, late],
  )
  const steps = found.map(stepOf)
  const index = indexOf(steps)
  const units = areas.map((area) => ({
    area,
    sourceIds: borders < asOf ? sourcesAfter(area, asOf, index) : sourcesBefore(area, asOf, index),
  }))
  await refuseWhenPartsMoved(em, units, { asOf, borders }, steps)
  return units
}

/** Steps by the area that they lead from, and by the one that they lead to. */
interface StepIndex {
  readonly outOf: ReadonlyMap<number, readonly Step[]>
  readonly into: ReadonlyMap<number, readonly Step[]>
}

function indexOf(steps: readonly Step[]): StepIndex {
  return { outOf: grouped(steps, (step) => step.fromId), into: grouped(steps, (step) => step.toId) }
}

/** What made up `area` on the earlier day `asOf`: itself if it stood then, and all that went into it since. */
function sourcesBefore(area: AreaRow, asOf: PlainDate, { outOf, into }: StepIndex): number[] {
  const sources = new Set<number>(standsOn(area, asOf) ? [area.areaId] : [])
  const seen = new Set<number>([area.areaId])
  for (const id of seen) {
    const steps = into.get(id) ?? []
    if (![...steps, ...(outOf.get(id) ?? [])].every(movesWhole)) throw needsWeights(area)
    for (const step of steps) {
      if (step.fromStoodEarly) sources.add(step.fromId)
      seen.add(step.fromId)
    }
  }
  return [...sources]
}

/** What continues `area`, and only it, on the later day `asOf`: itself if it still stands, or its one whole successor. */
function sourcesAfter(area: AreaRow, asOf: PlainDate, { outOf, into }: StepIndex): number[] {
  const sources = new Set<number>(standsOn(area, asOf) ? [area.areaId] : [])
  const seen = new Set<number>([area.areaId])
  for (const id of seen) {
    for (const step of outOf.get(id) ?? []) {
      if (step.toStandsLate) sources.add(step.toId)
      seen.add(step.toId)
    }
  }
  for (const id of seen) {
    const steps = into.get(id) ?? []
    const isWhole = [...steps, ...(outOf.get(id) ?? [])].every(movesWhole)
    if (!isWhole || steps.some((step) => !seen.has(step.fromId))) throw needsWeights(area)
  }
  return [...sources]
}

function stepOf(record: StepRecord): Step {
  return {
    fromId: record.from_id,
    toId: record.to_id,
    relation: record.relation,
    fromStoodEarly: record.from_stood_early,
    toStandsLate: record.to_stands_late,
  }
}

function movesWhole(step: Step): boolean {
  return step.relation === 'WHOLE' || step.relation === 'RENAMED'
}

function needsWeights(area: AreaRow): BadRequest {
  return new BadRequest(
    'borders-need-weights',
    `${area.fullName} (${area.code}) did not move whole between the two days: its numbers on these borders could only be estimated`,
  )
}

/** An area that lies in a unit, as it was on `asOf`, as it is on `borders`, or both. */
interface MemberRecord {
  readonly unit_id: number
  readonly area_id: number
  readonly in_sources: boolean
  readonly in_unit: boolean
  /** On the day on which it does not lie in the unit, it lies in something else. */
  readonly elsewhere: boolean
}

const LIES_IN = (link: string, day: string) =>
  `${link}.valid_from <= ${day}::date and ${day}::date < ${link}.valid_until`

/** Members of units ($1) and their sources ($2) on `asOf` ($3) and `borders` ($4): those that differ, and those that steps name ($5). */
const MEMBERS = `
with pair as (select * from unnest($1::int[], $2::int[]) p(unit_id, source_id)),
placed as (
  select pair.unit_id, link.area_id, true as in_sources, false as in_unit
  from pair join area_ancestor link on link.ancestor_id = pair.source_id and ${LIES_IN('link', '$3')}
  union all
  select pair.unit_id, link.area_id, false, true
  from (select distinct unit_id from pair) pair
  join area_ancestor link on link.ancestor_id = pair.unit_id and ${LIES_IN('link', '$4')}
), member as (
  select unit_id, area_id, bool_or(in_sources) as in_sources, bool_or(in_unit) as in_unit
  from placed group by unit_id, area_id
)
select member.*, in_sources <> in_unit and exists (
    select from area_ancestor other
    where other.area_id = member.area_id and other.ancestor_id <> member.area_id
      and case when in_unit then ${LIES_IN('other', '$3')} else ${LIES_IN('other', '$4')} end
  ) as elsewhere
from member where in_sources <> in_unit or area_id = any($5::int[])`

/** Refuses when anything smaller crossed a border that itself stood still. */
async function refuseWhenPartsMoved(
  em: SqlSession,
  units: readonly Unit[],
  days: Days,
  steps: readonly Step[],
): Promise<void> {
  const pairs = units.flatMap(({ area, sourceIds }) => sourceIds.map((sourceId) => [area.areaId, sourceId] as const))
  if (pairs.length === 0) return
  const members = await rows<MemberRecord>(em, MEMBERS, [
    pairs.map(([unitId]) => unitId),
    pairs.map(([, sourceId]) => sourceId),
    days.asOf,
    days.borders,
    steps.flatMap((step) => [step.fromId, step.toId]),
  ])
  const isEarly = (member: MemberRecord) => (days.asOf < days.borders ? member.in_sources : member.in_unit)
  const isLate = (member: MemberRecord) => (days.asOf < days.borders ? member.in_unit : member.in_sources)
  const early = unitsByArea(members.filter(isEarly))
  const late = unitsByArea(members.filter(isLate))
  if (members.some((member) => member.elsewhere) || steps.some((step) => crosses(step, early, late))) {
    throw new BadRequest(
      'borders-need-weights',
      `between ${days.asOf} and ${days.borders} areas moved across the borders asked for`,
    )
  }
}

function unitsByArea(members: readonly MemberRecord[]): ReadonlyMap<number, ReadonlySet<number>> {
  const areas = grouped(members, (member) => member.area_id)
  return new Map([...areas].map(([areaId, found]) => [areaId, new Set(found.map((member) => member.unit_id))]))
}

/** Whether a step leads out of a unit or into it: one of its ends lies in it and the other, which stood on its day, does not. */
function crosses(
  step: Step,
  early: ReadonlyMap<number, ReadonlySet<number>>,
  late: ReadonlyMap<number, ReadonlySet<number>>,
): boolean {
  const from = early.get(step.fromId) ?? new Set<number>()
  const to = late.get(step.toId) ?? new Set<number>()
  return (step.toStandsLate && !from.isSubsetOf(to)) || (step.fromStoodEarly && !to.isSubsetOf(from))
}
