import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import { audit } from '../access/audit.store.ts'
import { may } from '../access/may.ts'
import { BadRequest } from '../kernel/page.ts'
import { type HubSession, rows } from '../kernel/sql.ts'
import type { CampaignDraft } from './campaign.ts'
import { type CheckedCampaign, type CheckedTeam, checkedCampaign, tooManyNames } from './check-campaign.ts'

/** Writes a new campaign with its teams and gives its id. Throws `BadRequest` as `checkedCampaign` does. */
export async function createCampaign(actor: Actor, em: HubSession, draft: CampaignDraft): Promise<number> {
  const checked = await checkedCampaign(actor, em, draft)
  if (checked.teams.some((team) => team.teamId !== null)) throw teamUnknown()
  return em.transactional(async (transaction) => {
    const [made] = await rows<{ id: number }>(
      transaction,
      `with saved as (
         insert into campaign (name, area_id, valid_from, valid_until, changed_by) values ($1, $2, $3, $4, $5)
         returning campaign_id
       ), ${WRITE_TEAMS}`,
      valuesOf(actor, draft, checked),
    )
    if (!made) throw new Error('a campaign was not written')
    await audit(transaction, actor, 'CAMPAIGN_CREATED', { campaignId: made.id, areaIds: [checked.areaId] })
    return made.id
  })
}

/**
 * Writes a campaign as it shall stand: teams that are named by their id are changed, others are new, and a team that is not
 * named any more is gone. Whoever may not read persons was shown no names: those that they leave out stay. Throws `BadRequest`
 * as `checkedCampaign` does, `campaign-not-found`, `team-unknown`.
 */
export async function changeCampaign(actor: Actor, em: HubSession, id: number, draft: CampaignDraft): Promise<void> {
  const checked = await checkedCampaign(actor, em, draft)
  await em.transactional(async (transaction) => {
    const own = await rows<{ areaId: number; teamId: number | null; names: number | null }>(
      transaction,
      `select c.area_id as "areaId", t.team_id as "teamId", cardinality(t.member_names) as names
       from campaign c left join outreach_team t using (campaign_id)
       where c.campaign_id = $1 and ${inScope('c.area_id', 2)} for update of c`,
      [id, scopeIds(actor)],
    )
    const [before] = own
    if (!before) throw campaignNotFound()
    const names = new Map(own.map((team) => [team.teamId, team.names ?? 0]))
    const named = checked.teams.flatMap((team) => (team.teamId === null ? [] : [team.teamId]))
    if (named.some((teamId) => !names.has(teamId)) || new Set(named).size < named.length) throw teamUnknown()
    for (const team of checked.teams)
      if (keepsNames(actor, team) && (names.get(team.teamId) ?? 0) > team.members) throw tooManyNames(team.name)
    await rows(
      transaction,
      `with saved as (
         update campaign set name = $1, area_id = $2, valid_from = $3, valid_until = $4, changed_by = $5, changed_at = now()
         where campaign_id = $7 returning campaign_id
       ), ${WRITE_TEAMS}`,
      [...valuesOf(actor, draft, checked), id],
    )
    const areaIds = [...new Set([before.areaId, checked.areaId])]
    await audit(transaction, actor, 'CAMPAIGN_CHANGED', { campaignId: id, areaIds })
  })
}

/** Takes a campaign away with its teams; who joined meanwhile stays covered. Throws `BadRequest` `campaign-not-found`. */
export async function deleteCampaign(actor: Actor, em: HubSession, id: number): Promise<void> {
  await em.transactional(async (transaction) => {
    const [gone] = await rows<{ areaId: number }>(
      transaction,
      `delete from campaign where campaign_id = $1 and ${inScope('campaign.area_id', 2)} returning area_id as "areaId"`,
      [id, scopeIds(actor)],
    )
    if (!gone) throw campaignNotFound()
    await audit(transaction, actor, 'CAMPAIGN_DELETED', { campaignId: id, areaIds: [gone.areaId] })
  })
}

/**
 * The teams ($6, as JSON) of the campaign in `saved`, in one statement with it: all of it or none. Teams are found again by
 * name, which is theirs alone within a campaign.
 */
const WRITE_TEAMS = `given as materialized (
  select * from jsonb_to_recordset($6::jsonb) as g("teamId" int, name text, leader text, members int, "memberNames" jsonb,
    "weeklyQuotaPerMember" int, "areaIds" jsonb, "keepsLeader" boolean, "keepsNames" boolean)
), gone as (
  delete from outreach_team t using saved
  where t.campaign_id = saved.campaign_id and t.team_id not in (select "teamId" from given where "teamId" is not null)
), changed as (
  update outreach_team t set name = g.name, members = g.members, weekly_quota_per_member = g."weeklyQuotaPerMember",
    leader = case when g."keepsLeader" then t.leader else g.leader end,
    member_names = case when g."keepsNames" then t.member_names else array(select jsonb_array_elements_text(g."memberNames")) end
  from given g, saved where t.team_id = g."teamId" and t.campaign_id = saved.campaign_id
  returning t.team_id, t.name
), made as (
  insert into outreach_team (campaign_id, name, leader, members, member_names, weekly_quota_per_member)
  select saved.campaign_id, g.name, g.leader, g.members, array(select jsonb_array_elements_text(g."memberNames")),
    g."weeklyQuotaPerMember"
  from given g, saved where g."teamId" is null
  returning team_id, name
), works as (
  select team.team_id, place::int as area_id
  from (select * from changed union all select * from made) team
  join given g on g.name = team.name cross join jsonb_array_elements_text(g."areaIds") place
), left_area as (
  delete from outreach_team_area o using changed
  where o.team_id = changed.team_id
    and not exists (select from works where works.team_id = o.team_id and works.area_id = o.area_id)
), entered as (
  insert into outreach_team_area (team_id, area_id) select team_id, area_id from works on conflict do nothing
)
select campaign_id as id from saved`

function valuesOf(actor: Actor, { from, until }: CampaignDraft, { name, areaId, teams }: CheckedCampaign): unknown[] {
  const given = teams.map((team) => ({
    ...team,
    keepsLeader: !may(actor, 'READ_PERSONS') && team.leader === null,
    keepsNames: keepsNames(actor, team),
  }))
  return [name, areaId, from, until, actor.id, JSON.stringify(given)]
}

/** Whether the names of a team stay because the actor neither was shown nor gave any. */
function keepsNames(actor: Actor, { memberNames }: CheckedTeam): boolean {
  return !may(actor, 'READ_PERSONS') && memberNames.length === 0
}

function campaignNotFound(): BadRequest {
  return new BadRequest('campaign-not-found', 'there is no such campaign')
}

function teamUnknown(): BadRequest {
  return new BadRequest('team-unknown', 'a team named by its id is none of this campaign’s')
}
