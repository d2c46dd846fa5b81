import type { Actor } from '../access/actor.ts'
import { seesSmallCounts } from '../access/may.ts'
import { areasByIds } from '../areas/area.store.ts'
import { lastStanding } from '../coverage/question.ts'
import { standingsOnDays, studentsOnDays } from '../coverage/standings.store.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { SqlSession } from '../kernel/sql.ts'
import { countWork, type WorkAsked } from './count-work.ts'
import { type Achieved, progressOf, type TargetProgress } from './progress.ts'
import { targetsByIds } from './target.store.ts'
import type { TargetMeasure } from './target.ts'

const NOTHING: Achieved = { count: null, whole: null, rate: null, change: null }

/**
 * What was achieved of each target by a day, by target: as of its due day when that is past, or of the last day of an area that
 * ended before, and not at all when it is not yet in force. A fixed number of statements; targets that the actor may not see are left out.
 */
export async function targetProgress(
  actor: Actor,
  em: SqlSession,
  targetIds: readonly number[],
  on: PlainDate,
): Promise<Map<number, TargetProgress>> {
  const targets = [...(await targetsByIds(actor, em, targetIds)).values()].filter((target) => target.validFrom <= on)
  const areas = await areasByIds(actor, em, [...new Set(targets.map(({ areaId }) => areaId))])
  const areaOf = new Map(areas.map((area) => [area.areaId, area]))
  const asked = targets.map((target) => {
    const day = target.dueOn < on ? target.dueOn : on
    const area = areaOf.get(target.areaId)
    return { target, day: area ? lastStanding(area, day) : day }
  })
  const of = (measure: TargetMeasure) => asked.filter(({ target }) => target.measure === measure)
  const achieved = [
    ...(await coverageAchieved(em, of('COVERAGE_RATE'), standingsOnDays(actor))),
    ...(await coverageAchieved(em, of('STUDENT_COVERAGE_RATE'), studentsOnDays(actor))),
    ...(await workDone(actor, em, 'CARDS_ISSUED', of('CARDS_ISSUED'))),
    ...(await workDone(actor, em, 'HOUSEHOLDS_REVIEWED', of('HOUSEHOLDS_REVIEWED'))),
  ]
  return new Map(
    achieved.map(([{ target, day }, counted]) => [target.targetId, progressOf(target, day, counted)] as const),
  )
}

type Counted = readonly [WorkAsked, Achieved]

async function coverageAchieved(
  em: SqlSession,
  asked: readonly WorkAsked[],
  read: ReturnType<typeof standingsOnDays>,
): Promise<Counted[]> {
  if (asked.length === 0) return []
  const areaIds = [...new Set(asked.map(({ target }) => target.areaId))]
  const standings = await read(em, areaIds, [...new Set(asked.map(({ day }) => day))])
  return asked.map((one) => {
    const standing = standings(one.target.areaId, one.day)
    if (standing === null) return [one, NOTHING]
    const { covered: count, whole, rate, change } = standing
    return [one, { count, whole, rate, change }]
  })
}

/** Work is counted day by day and one by one: those who may not see persons are not told of it. */
async function workDone(
  actor: Actor,
  em: SqlSession,
  measure: 'CARDS_ISSUED' | 'HOUSEHOLDS_REVIEWED',
  asked: readonly WorkAsked[],
): Promise<Counted[]> {
  const achieved = seesSmallCounts(actor) ? await countWork(em, measure, asked) : []
  return asked.map((one, index) => [one, achieved[index] ?? NOTHING])
}
