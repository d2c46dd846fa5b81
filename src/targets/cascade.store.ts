import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import type { AreaRow } from '../areas/area.store.ts'
import { areaColumns, areaRow, type StoredArea } from '../areas/area-row.ts'
import { populationsOn } from '../coverage/coverage.store.ts'
import { studentsOnDays } from '../coverage/standings.store.ts'
import { grouped } from '../kernel/grouped.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { ceilOfShare } from '../kernel/ratio.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { holdsOn } from '../population/place.ts'
import { targetsByIds } from './target.store.ts'
import { isRate, type TargetMeasure, type TargetRow } from './target.ts'

/** What an area's own sub-areas were assigned, against what it was assigned itself. */
export interface TargetCascade {
  /** Persons (of a count measure: its count) to reach the target; null when the population is not known. */
  readonly assignedPersons: number | null
  /** The same over the sub-areas that were assigned something; null when none was, or one of them cannot be told. */
  readonly sumOfChildrenPersons: number | null
  /** Sum of the sub-areas − the area's own; negative when too little was handed down. */
  readonly difference: number | null
  readonly childrenWithout: readonly AreaRow[]
}

/** A sub-area on the day on which its parent's target is measured, with its own target of the same measure. */
interface Share {
  readonly parentTargetId: number
  readonly area: AreaRow
  readonly value: number | null
}

/** The cascade of each target, by target. A fixed number of statements; targets that the actor may not see are left out. */
export async function cascades(
  actor: Actor,
  em: SqlSession,
  targetIds: readonly number[],
): Promise<Map<number, TargetCascade>> {
  const targets = [...(await targetsByIds(actor, em, targetIds)).values()]
  const dayOf = await measuredOn(em, targets)
  const shares = await sharesOf(actor, em, targets, dayOf)
  const areaIds = [...targets.map((target) => target.areaId), ...shares.map((share) => share.area.areaId)]
  const days = [...new Set(targets.map(dayOf))]
  const populations = await populationsOn(actor, em, areaIds, days)
  const forStudents = targets.some((target) => target.measure === 'STUDENT_COVERAGE_RATE')
  const students = forStudents ? await studentsOnDays(actor)(em, areaIds, days) : null
  const sharesByTarget = grouped(shares, (share) => share.parentTargetId)
  return new Map(
    targets.map((target) => {
      const day = dayOf(target)
      const whole = (areaId: number) =>
        target.measure === 'STUDENT_COVERAGE_RATE' ? students?.(areaId, day)?.whole : populations.get(areaId)?.get(day)
      const personsOf = (areaId: number, value: number) => personsFor(target.measure, value, whole(areaId) ?? null)
      return [target.targetId, cascadeOf(target, sharesByTarget.get(target.targetId) ?? [], personsOf)]
    }),
  )
}

function cascadeOf(
  target: TargetRow,
  shares: readonly Share[],
  personsOf: (areaId: number, value: number) => number | null,
): TargetCascade {
  const assignedPersons = personsOf(target.areaId, target.value)
  const parts = shares.flatMap(({ area, value }) => (value === null ? [] : [personsOf(area.areaId, value)]))
  const sumOfChildrenPersons = parts.length === 0 ? null : sumOrNull(parts)
  return {
    assignedPersons,
    sumOfChildrenPersons,
    difference:
      assignedPersons === null || sumOfChildrenPersons === null ? null : sumOfChildrenPersons - assignedPersons,
    childrenWithout: shares.filter((share) => share.value === null).map((share) => share.area),
  }
}

/** A rate of the population, or of all pupils and students, in whole persons; a count is what it is. */
function personsFor(measure: TargetMeasure, value: number, whole: number | null): number | null {
  if (!isRate(measure)) return Math.ceil(value)
  return whole === null ? null : ceilOfShare(value, whole)
}

/** SQL: the target of alias `own` is a share of the target of alias `asked`: of the same measure, in force on some of its days. */
const IS_SHARE = `own.measure = asked.measure and own.valid_from <= asked.due_on and asked.valid_from <= own.due_on`

/**
 * The day on which each target is held against what was handed down of it: the day it is due; when none of the sub-areas of that
 * day was assigned anything, the last on which one stood that was (a plan of 2025 was handed down to districts, which
 * ended in July); never after the area's own last day. One statement.
 */
async function measuredOn(em: SqlSession, targets: readonly TargetRow[]): Promise<(target: TargetRow) => PlainDate> {
  const found = await rows<{ targetId: number; day: PlainDate }>(
    em,
    `with asked as (
      select t.*, least(t.due_on, area.valid_until - 1) as last_on from target t join area using (area_id)
      where t.target_id = any($1::bigint[])
    )
    select asked.target_id::int as "targetId",
      coalesce(max(least(asked.last_on, link.valid_until - 1, part.valid_until - 1)), asked.last_on)::text as day
    from asked
    left join (area_parent link join area part on part.area_id = link.area_id)
      on link.parent_id = asked.area_id and link.valid_from <= asked.last_on and asked.valid_from < link.valid_until
        and part.valid_from <= asked.last_on and asked.valid_from < part.valid_until
        and exists (select from target own where own.area_id = part.area_id and ${IS_SHARE})
    group by asked.target_id, asked.last_on`,
    [targets.map((target) => target.targetId)],
  )
  const days = new Map(found.map(({ targetId, day }) => [targetId, day]))
  return ({ targetId, dueOn }) => days.get(targetId) ?? dueOn
}

/**
 * The sub-areas of each target's area on the day on which it is measured, each with its own share of the target: of several the
 * one that is due nearest to it.
 */
async function sharesOf(
  actor: Actor,
  em: SqlSession,
  targets: readonly TargetRow[],
  dayOf: (target: TargetRow) => PlainDate,
): Promise<Share[]> {
  const found = await rows<StoredArea & { parentTargetId: number; value: number | null }>(
    em,
    `select asked.target_id as "parentTargetId", ${areaColumns('area')}, share.value
    from unnest($1::bigint[], $2::date[]) measured(target_id, day)
    join target asked using (target_id)
    join area_parent link on link.parent_id = asked.area_id and ${holdsOn('link', 'measured.day')}
    join area on area.area_id = link.area_id and ${holdsOn('area', 'measured.day')}
    left join lateral (
      select own.value from target own where own.area_id = area.area_id and ${IS_SHARE}
      order by abs(own.due_on - asked.due_on), own.due_on limit 1
    ) share on true
    where ${inScope('area.area_id', 3)}
    order by asked.target_id, area.code collate "C"`,
    [targets.map((target) => target.targetId), targets.map(dayOf), scopeIds(actor)],
  )
  return found.map((row) => ({ parentTargetId: row.parentTargetId, area: areaRow(row), value: row.value }))
}

function sumOrNull(parts: readonly (number | null)[]): number | null {
  return parts.reduce((sum, part) => (sum === null || part === null ? null : sum + part), 0)
}
