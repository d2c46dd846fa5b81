import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import { grouped } from '../kernel/grouped.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { holdsOn, liesIn, placeId } from '../population/place.ts'
import type { CampaignRow, TeamRow } from './campaign.ts'

const COLUMNS = `c.campaign_id as "campaignId", c.name, c.area_id as "areaId", c.valid_from as "from", c.valid_until as "until",
  c.changed_by as "changedBy", c.changed_at as "changedAt"`

/** A team with its areas in the order of their codes; of the tables outreach_team t and campaign c. */
const TEAM_COLUMNS = `t.team_id as "teamId", t.campaign_id as "campaignId", t.name, t.leader, t.members,
  t.member_names as "memberNames", t.weekly_quota_per_member as "weeklyQuotaPerMember",
  c.valid_from as "from", c.valid_until as "until", array(
    select a.area_id from outreach_team_area works join area a on a.area_id = works.area_id
    where works.team_id = t.team_id order by a.code collate "C", a.area_id
  ) as "areaIds"`

/** Where campaigns are looked for: an area's code as it stood on `on`; left out, everywhere. */
export interface CampaignQuestion {
  readonly within: string | null
  readonly on: PlainDate
}

/**
 * The campaigns of areas that lie in an area, the area itself included, or lay in what became part of it: the newest first. Seen by who sees all of the
 * campaign's area. Throws `BadRequest` `area-unknown-on-day`.
 */
export async function listCampaigns(
  actor: Actor,
  em: SqlSession,
  { within, on }: CampaignQuestion,
): Promise<CampaignRow[]> {
  return rows<CampaignRow>(
    em,
    `select ${COLUMNS} from campaign c
    where ($1::int is null or ${liesIn('c.area_id', '$1::int', '$2::date')} or ${WENT_INTO}) and ${inScope('c.area_id', 3)}
    order by c.valid_from desc, c.campaign_id desc`,
    [within === null ? null : await placeId(em, within, on), on, scopeIds(actor)],
  )
}

/** SQL: the campaign's area ended before the day ($2), and what it was made of lies in the area asked ($1) since. */
const WENT_INTO = `exists (
  select from area own
  join area_ancestor part on part.ancestor_id = own.area_id and ${holdsOn('part', '(own.valid_until - 1)')}
  join area_ancestor upper on upper.area_id = part.area_id and upper.ancestor_id = $1::int and ${holdsOn('upper', '$2::date')}
  where own.area_id = c.area_id and own.valid_until <= $2::date)`

/** These campaigns by id; those of areas outside the actor's scope are left out. */
export async function campaignsByIds(
  actor: Actor,
  em: SqlSession,
  ids: readonly number[],
): Promise<Map<number, CampaignRow>> {
  const found = await rows<CampaignRow>(
    em,
    `select ${COLUMNS} from campaign c where c.campaign_id = any($1::int[]) and ${inScope('c.area_id', 2)}`,
    [ids, scopeIds(actor)],
  )
  return new Map(found.map((row) => [row.campaignId, row]))
}

/** The teams of each campaign in the order of their names, by campaign. */
export async function teamsOfCampaigns(
  actor: Actor,
  em: SqlSession,
  campaignIds: readonly number[],
): Promise<Map<number, TeamRow[]>> {
  const found = await rows<TeamRow>(
    em,
    `select ${TEAM_COLUMNS} from outreach_team t join campaign c using (campaign_id)
    where t.campaign_id = any($1::int[]) and ${inScope('c.area_id', 2)} order by t.name, t.team_id`,
    [campaignIds, scopeIds(actor)],
  )
  return grouped(found, (row) => row.campaignId)
}

/** These teams by id; those of campaigns outside the actor's scope are left out. */
export async function teamsByIds(actor: Actor, em: SqlSession, ids: readonly number[]): Promise<Map<number, TeamRow>> {
  const found = await rows<TeamRow>(
    em,
    `select ${TEAM_COLUMNS} from outreach_team t join campaign c using (campaign_id)
    where t.team_id = any($1::int[]) and ${inScope('c.area_id', 2)}`,
    [ids, scopeIds(actor)],
  )
  return new Map(found.map((row) => [row.teamId, row]))
}

/**
 * The teams that work in each area on a day, by area: those whose own areas are the area, hold it or lie in it, of campaigns
 * that run on the day.
 */
export async function teamsInAreas(
  actor: Actor,
  em: SqlSession,
  areaIds: readonly number[],
  on: PlainDate,
): Promise<Map<number, TeamRow[]>> {
  const found = await rows<TeamRow & { workedId: number }>(
    em,
    `with related as (
      select asked.area_id as worked_id, link.ancestor_id as area_id
      from unnest($1::int[]) asked(area_id) join area_ancestor link using (area_id) where ${holdsOn('link', '$2::date')}
      union
      select link.ancestor_id, link.area_id from area_ancestor link
      where link.ancestor_id = any($1::int[]) and ${holdsOn('link', '$2::date')}
    )
    select distinct related.worked_id as "workedId", ${TEAM_COLUMNS}
    from related
    join outreach_team_area worked on worked.area_id = related.area_id
    join outreach_team t on t.team_id = worked.team_id
    join campaign c on c.campaign_id = t.campaign_id and ${holdsOn('c', '$2::date')}
    where ${inScope('c.area_id', 3)}
    order by 1, t.name, t.team_id`,
    [areaIds, on, scopeIds(actor)],
  )
  const byArea = grouped(found, (row) => row.workedId)
  return new Map([...byArea].map(([areaId, teams]) => [areaId, teams.map(({ workedId, ...team }) => team)]))
}
