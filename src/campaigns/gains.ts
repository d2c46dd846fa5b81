import { firstResidentDays } from '../coverage/count-cube.ts'
import { ASKED_PAIRS, cubeSpans, TOTALS } from '../coverage/cube-spans.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'

/** Residents of an area on a day, and how many of them are covered. */
export interface Counted {
  readonly population: number
  readonly covered: number
}

/** What is asked of an area: how it changed between the eve of a campaign and a day. */
export interface GainAsked {
  readonly areaId: number
  readonly eve: PlainDate
  readonly day: PlainDate
}

/** How an area changed. Both are null where the register knows nobody up to the day. */
export interface Gain {
  readonly before: Counted | null
  readonly after: Counted | null
  /**
   * Covered on the day − covered on the eve. Of an area whose residents the register has known only since a later day, since
   * that day: who was written down that day had not been won by anybody.
   */
  readonly gained: number
}

const UNKNOWN: Gain = { before: null, after: null, gained: 0 }

/** The gain of each area asked, in the order asked, from the cube: two statements, however many areas and days. */
export async function gainsOf(em: SqlSession, asked: readonly GainAsked[]): Promise<readonly Gain[]> {
  const known = await firstResidentDays(em, [...new Set(asked.map((one) => one.areaId))])
  const startOf = ({ areaId, eve, day }: GainAsked): PlainDate | null => {
    const first = known.get(areaId)
    if (first === undefined || first > day) return null
    return first > eve ? first : eve
  }
  const pairs = asked.flatMap((one) => {
    const start = startOf(one)
    return start === null ? [] : [start, one.day].map((day) => ({ areaId: one.areaId, day }))
  })
  const counted = await countOn(em, pairs)
  return asked.map((one) => {
    const start = startOf(one)
    const before = start === null ? undefined : counted.get(keyOf({ areaId: one.areaId, day: start }))
    const after = counted.get(keyOf(one))
    return before && after ? { before, after, gained: after.covered - before.covered } : UNKNOWN
  })
}

interface AreaDay {
  readonly areaId: number
  readonly day: PlainDate
}

function keyOf({ areaId, day }: AreaDay): string {
  return `${areaId}|${day}`
}

async function countOn(em: SqlSession, pairs: readonly AreaDay[]): Promise<Map<string, Counted>> {
  const distinct = [...new Map(pairs.map((pair) => [keyOf(pair), pair])).values()]
  const found = await rows<AreaDay & Counted>(
    em,
    `select asked.area_id as "areaId", asked.day, coalesce(sum(c.n_all), 0)::int as population,
      coalesce(sum(c.n_cov), 0)::int as covered
    from ${ASKED_PAIRS}
    left join lateral (
    ${cubeSpans(TOTALS)}
    ) c on true
    group by asked.area_id, asked.day`,
    [distinct.map((pair) => pair.areaId), distinct.map((pair) => pair.day)],
  )
  return new Map(found.map(({ areaId, day, population, covered }) => [keyOf({ areaId, day }), { population, covered }]))
}
