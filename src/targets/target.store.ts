import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import { type AreaLevel, levelNumber } from '../areas/area-level.ts'
import { grouped } from '../kernel/grouped.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, rows, type SqlSession } from '../kernel/sql.ts'
import { liesIn, placeId } from '../population/place.ts'
import type { TargetRow } from './target.ts'

export type { TargetRow } from './target.ts'

export interface TargetQuestion {
  /** Code, on the day asked, of the area in which the targets' areas lie, itself included. */
  readonly within: string
  /** All levels when left out. */
  readonly level?: AreaLevel | null
  /** Targets that are in force on this day. */
  readonly on: PlainDate
}

/** Days for which targets are asked: those in force on some day of [from, until); an end that is left out is open. */
export interface TargetDays {
  readonly from?: PlainDate | null
  readonly until?: PlainDate | null
}

const COLUMNS = `t.target_id as "targetId", t.area_id as "areaId", t.measure, t.value, t.valid_from as "validFrom",
  t.due_on as "dueOn", t.assigned_by as "assignedById", t.document`

/** The targets in force in an area, by level, code and measure. Throws `BadRequest` `area-unknown-on-day`. */
export async function listTargets(actor: Actor, em: SqlSession, question: TargetQuestion): Promise<TargetRow[]> {
  const { within, level, on } = question
  return rows<TargetRow>(
    em,
    `select ${COLUMNS} from target t join area a on a.area_id = t.area_id
    where t.valid_from <= $2::date and $2::date <= t.due_on and ${liesIn('t.area_id', '$1::int', '$2::date')}
      and ($3::int is null or a.level = $3::int) and ${inScope('t.area_id', 4)}
    order by a.level, a.code collate "C", t.measure, t.due_on`,
    [await placeId(em, within, on), on, level ? levelNumber(level) : null, scopeIds(actor)],
  )
}

/** The targets of each area in the days asked, by area, the one due first first. */
export async function targetsOfAreas(
  actor: Actor,
  em: SqlSession,
  areaIds: readonly number[],
  { from, until }: TargetDays,
): Promise<Map<number, TargetRow[]>> {
  const found = await rows<TargetRow>(
    em,
    `select ${COLUMNS} from target t
    where t.area_id = any($1::int[]) and ($2::date is null or t.due_on >= $2::date)
      and ($3::date is null or t.valid_from < $3::date) and ${inScope('t.area_id', 4)}
    order by t.area_id, t.due_on, t.measure`,
    [areaIds, from ?? null, until ?? null, scopeIds(actor)],
  )
  return grouped(found, (row) => row.areaId)
}

/** These targets by id; those of areas outside the actor's scope are left out. */
export async function targetsByIds(
  actor: Actor,
  em: SqlSession,
  ids: readonly number[],
): Promise<Map<number, TargetRow>> {
  const found = await prepared<TargetRow>(
    em,
    `select ${COLUMNS} from target t where t.target_id = any($1::bigint[]) and ${inScope('t.area_id', 2)}`,
    [ids, scopeIds(actor)],
  )
  return new Map(found.map((row) => [row.targetId, row]))
}
