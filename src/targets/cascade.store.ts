import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import type { AreaRow } from '../areas/area.store.ts'
import { areaColumns, areaRow, type StoredArea } from '../areas/area-row.ts'
import { populationsOn } from '../coverage/coverage.store.ts'
import { studentsOnDays } from '../coverage/standings.store.ts'
import { grouped } from '../kernel/grouped.ts'
import { ceilOfShare } from '../kernel/ratio.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
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

/** A sub-area on the day its parent's target is due, with its own target of the same measure. */
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
  const shares = await sharesOf(actor, em, targets)
  const areaIds = [...targets.map((target) => target.areaId), ...shares.map((share) => share.area.areaId)]
  const days = [...new Set(targets.map((target) => target.dueOn))]
  const populations = await populationsOn(actor, em, areaIds, days)
  const forStudents = targets.some((target) => target.measure === 'STUDENT_COVERAGE_RATE')
  const students = forStudents ? await studentsOnDays(actor)(em, areaIds, days) : null
  const sharesByTarget = grouped(shares, (share) => share.parentTargetId)
  return new Map(
    targets.map((target) => {
      const whole = (areaId: number) =>
        target.measure === 'STUDENT_COVERAGE_RATE'
          ? students?.(areaId, target.dueOn)?.whole
          : populations.get(areaId)?.get(target.dueOn)
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

/**
 * The sub-areas of each target's area on the day it is due, each with its target of the same measure whose days meet the
 * target's own: of several the one that is due nearest to it.
 */
async function sharesOf(actor: Actor, em: SqlSession, targets: readonly TargetRow[]): Promise<Share[]> {
  const found = await rows<StoredArea & { parentTargetId: number; value: number | null }>(
    em,
    `select asked.target_id as "parentTargetId", ${areaColumns('area')}, own.value
    from target asked
    join area_parent link on link.parent_id = asked.area_id and link.valid_from <= asked.due_on and asked.due_on < link.valid_until
    join area on area.area_id = link.area_id and area.valid_from <= asked.due_on and asked.due_on < area.valid_until
    left join lateral (
      select t.value from target t
      where t.area_id = area.area_id and t.measure = asked.measure
        and t.valid_from <= asked.due_on and asked.valid_from <= t.due_on
      order by abs(t.due_on - asked.due_on), t.due_on limit 1
    ) own on true
    where asked.target_id = any($1::bigint[]) and ${inScope('area.area_id', 2)}
    order by asked.target_id, area.code collate "C"`,
    [targets.map((target) => target.targetId), scopeIds(actor)],
  )
  return found.map((row) => ({ parentTargetId: row.parentTargetId, area: areaRow(row), value: row.value }))
}

function sumOrNull(parts: readonly (number | null)[]): number | null {
  return parts.reduce((sum, part) => (sum === null || part === null ? null : sum + part), 0)
}
