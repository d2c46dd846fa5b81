import type { Actor } from '../access/actor.ts'
import { standingsOnDays, studentsOnDays } from '../coverage/standings.store.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { SqlSession } from '../kernel/sql.ts'
import { countWork, type WorkAsked } from './count-work.ts'
import { type Achieved, progressOf, type TargetProgress } from './progress.ts'
import { targetsByIds } from './target.store.ts'
import type { TargetMeasure } from './target.ts'

const NOTHING: Achieved = { count: null, whole: null, change: null }

/**
 * What was achieved of each target by a day, by target: as of its due day when that is past, and not at all when it is not yet
 * in force. A fixed number of statements; targets that the actor may not see are left out.
 */
export async function targetProgress(
  actor: Actor,
  em: SqlSession,
  targetIds: readonly number[],
  on: PlainDate,
): Promise<Map<number, TargetProgress>> {
  const targets = [...(await targetsByIds(actor, em, targetIds)).values()].filter((target) => target.validFrom <= on)
  const asked = targets.map((target) => ({ target, day: target.dueOn < on ? target.dueOn : on }))
  const of = (measure: TargetMeasure) => asked.filter(({ target }) => target.measure === measure)
  const achieved = [
    ...(await coverageAchieved(em, of('COVERAGE_RATE'), standingsOnDays(actor))),
    ...(await coverageAchieved(em, of('STUDENT_COVERAGE_RATE'), studentsOnDays(actor))),
    ...zip(of('CARDS_ISSUED'), await countWork(em, 'CARDS_ISSUED', of('CARDS_ISSUED'))),
    ...zip(of('HOUSEHOLDS_REVIEWED'), await countWork(em, 'HOUSEHOLDS_REVIEWED', of('HOUSEHOLDS_REVIEWED'))),
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
    const { covered: count, whole, change } = standing
    return [one, { count, whole, change }]
  })
}

function zip(asked: readonly WorkAsked[], achieved: readonly Achieved[]): Counted[] {
  return asked.map((one, index) => [one, achieved[index] ?? NOTHING])
}
