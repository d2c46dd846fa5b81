import type { Actor } from '../access/actor.ts'
import { areasByIds } from '../areas/area.store.ts'
import { demandSmallCounts } from '../coverage/lattice.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { SqlSession } from '../kernel/sql.ts'
import { teamsByIds } from './campaign.store.ts'
import { eveOf, measuredDay } from './campaign-days.ts'
import { gainsOf } from './gains.ts'

/**
 * What each team gained by the end of that day, by team: the sum over its areas, of which none lies in another. In an area that
 * ended meanwhile whoever is placed in it still counts. A fixed number of statements for each map, however many teams and areas.
 */
export async function teamGains(
  actor: Actor,
  em: SqlSession,
  teamIds: readonly number[],
  on: PlainDate,
): Promise<Map<number, number>> {
  demandSmallCounts(actor)
  const teams = [...(await teamsByIds(actor, em, teamIds)).values()]
  const areas = await areasByIds(actor, em, [...new Set(teams.flatMap((team) => team.areaIds))])
  const areaOf = new Map(areas.map((area) => [area.areaId, area]))
  const asked = teams.flatMap((team) =>
    team.areaIds.flatMap((areaId) => {
      const area = areaOf.get(areaId)
      return area ? [{ teamId: team.teamId, area, eve: eveOf(team), day: measuredDay(team, on) }] : []
    }),
  )
  const gains = await gainsOf(em, asked)
  const sums = new Map(teams.map((team) => [team.teamId, 0]))
  for (const [index, { teamId }] of asked.entries())
    sums.set(teamId, (sums.get(teamId) ?? 0) + (gains[index]?.gained ?? 0))
  return sums
}
