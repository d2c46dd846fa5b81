import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import type { AreaRow } from '../areas/area.store.ts'
import { type AreaLevel, levelNumber } from '../areas/area-level.ts'
import { areaColumns, areaRow, type StoredArea } from '../areas/area-row.ts'
import { demandSmallCounts } from '../coverage/lattice.ts'
import { grouped } from '../kernel/grouped.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { ceilOfShare, percentagePoints, ratioOf } from '../kernel/ratio.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { holdsOn } from '../population/place.ts'
import { targetsOfAreas } from '../targets/target.store.ts'
import type { TargetRow } from '../targets/target.ts'
import { campaignsByIds } from './campaign.store.ts'
import type { CampaignRow } from './campaign.ts'
import { measuredDay } from './campaign-days.ts'
import { type Gain, gainsOf } from './gains.ts'

/** What a campaign gained in an area by a day, and the area's place among its like. */
export interface CampaignStanding {
  readonly area: AreaRow
  /** The day up to which it is counted. */
  readonly asOf: PlainDate
  /** 1 for the most gained; equal gains share a rank. */
  readonly rank: number
  readonly gained: number
  /** Cards still to issue for the coverage target in force; null without one, or where nobody is known. */
  readonly cardsNeeded: number | null
  readonly coverageRate: number | null
  /** Percentage points that coverage rose by. */
  readonly pointsGained: number | null
}

export interface StandingsWanted {
  readonly level: AreaLevel
  /** The day asked, moved into the days of each campaign. */
  readonly on: PlainDate
}

interface Competitor {
  readonly campaignId: number
  readonly area: AreaRow
  readonly eve: PlainDate
  readonly day: PlainDate
}

/**
 * The areas of a level in the area of each campaign, the one that gained most first, by campaign. Equal gains go by points
 * gained, then by code. Of an area that ended its parts are those of its last day. A fixed number of statements for each map,
 * however many campaigns and areas.
 */
export async function standingsOf(
  actor: Actor,
  em: SqlSession,
  campaignIds: readonly number[],
  wanted: StandingsWanted,
): Promise<Map<number, CampaignStanding[]>> {
  demandSmallCounts(actor)
  const campaigns = await campaignsByIds(actor, em, campaignIds)
  const competitors = await competitorsOf(actor, em, [...campaigns.values()], wanted)
  const gains = await gainsOf(em, competitors)
  const targets = await targetsOfAreas(actor, em, [...new Set(competitors.map(({ area }) => area.areaId))], {})
  const unranked = competitors.map((competitor, index) => ({
    campaignId: competitor.campaignId,
    standing: standing(competitor, gains[index], targets.get(competitor.area.areaId) ?? []),
  }))
  const byCampaign = grouped(unranked, (row) => row.campaignId)
  return new Map([...byCampaign].map(([id, found]) => [id, ranked(found.map((row) => row.standing))]))
}

async function competitorsOf(
  actor: Actor,
  em: SqlSession,
  campaigns: readonly CampaignRow[],
  { level, on }: StandingsWanted,
): Promise<readonly Competitor[]> {
  const days = campaigns.map((campaign) => measuredDay(campaign, on))
  const found = await rows<StoredArea & { campaignId: number; eve: PlainDate; day: PlainDate }>(
    em,
    `select c.campaign_id as "campaignId", c.valid_from - 1 as eve, asked.day, ${areaColumns('area')}
    from unnest($1::int[], $2::date[]) asked(campaign_id, day) join campaign c using (campaign_id)
    join area own on own.area_id = c.area_id
    cross join lateral (select least(greatest(asked.day, c.valid_from), own.valid_until - 1) as day) placed
    join area_ancestor link on link.ancestor_id = c.area_id and ${holdsOn('link', 'placed.day')}
    join area on area.area_id = link.area_id and area.level = $3 and ${holdsOn('area', 'placed.day')}
    where ${inScope('area.area_id', 4)}`,
    [campaigns.map((campaign) => campaign.campaignId), days, levelNumber(level), scopeIds(actor)],
  )
  return found.map((row) => ({ campaignId: row.campaignId, eve: row.eve, day: row.day, area: areaRow(row) }))
}

function standing({ area, day }: Competitor, gain: Gain | undefined, targets: readonly TargetRow[]): CampaignStanding {
  const [before, after] = [gain?.before ?? null, gain?.after ?? null]
  const rateBefore = ratioOf(before?.covered ?? null, before?.population ?? null)
  const coverageRate = ratioOf(after?.covered ?? null, after?.population ?? null)
  const target = targetInForce(targets, day)
  return {
    area,
    asOf: day,
    rank: 0,
    gained: gain?.gained ?? 0,
    cardsNeeded:
      target === null || after === null
        ? null
        : Math.max(0, ceilOfShare(target.value, after.population) - after.covered),
    coverageRate,
    pointsGained: rateBefore === null || coverageRate === null ? null : percentagePoints(rateBefore, coverageRate),
  }
}

/** The coverage target in force on the day, of several the one that was assigned last: as every coverage row has it. */
function targetInForce(targets: readonly TargetRow[], day: PlainDate): TargetRow | null {
  const inForce = targets.filter(
    (target) => target.measure === 'COVERAGE_RATE' && target.validFrom <= day && day <= target.dueOn,
  )
  // They come by due day, so that of two assigned on one day the one due first stays.
  return inForce.reduce<TargetRow | null>(
    (best, target) => (best === null || target.validFrom > best.validFrom ? target : best),
    null,
  )
}

function ranked(standings: readonly CampaignStanding[]): CampaignStanding[] {
  const inOrder = standings.toSorted(
    (one, other) =>
      other.gained - one.gained ||
      (other.pointsGained ?? Number.NEGATIVE_INFINITY) - (one.pointsGained ?? Number.NEGATIVE_INFINITY) ||
      compareCodes(one.area.code, other.area.code),
  )
  const rankOf = new Map<number, number>()
  for (const [index, { gained }] of inOrder.entries()) if (!rankOf.has(gained)) rankOf.set(gained, index + 1)
  return inOrder.map((row) => ({ ...row, rank: rankOf.get(row.gained) ?? 0 }))
}

function compareCodes(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
