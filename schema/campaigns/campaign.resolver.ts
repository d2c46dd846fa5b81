import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { demand, personal } from '../../src/access/may.ts'
import { listCampaigns } from '../../src/campaigns/campaign.store.ts'
import { quotaOn } from '../../src/campaigns/campaign-days.ts'
import { commendationSentence, commendations } from '../../src/campaigns/commendation.ts'
import { changeCampaign, createCampaign, deleteCampaign } from '../../src/campaigns/write-campaign.ts'
import { decodeNodeId, encodeNodeId } from '../../src/kernel/node-id.ts'
import { BadRequest } from '../../src/kernel/page.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { Area, areaNode } from '../areas/area.type.ts'
import type { HubContext } from '../context.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { CampaignInput, CampaignsArgs, campaignDraft, StandingsArgs } from './campaign.input.ts'
import { Campaign, CampaignStanding, campaignNode, OutreachTeam, TeamCommendation, teamNode } from './campaign.type.ts'

const THE_CAMPAIGN = { description: 'The campaign.' }
const AS_IT_SHALL_STAND = { description: 'The campaign as it shall stand.' }
const ON = { nullable: true, description: 'The day meant, moved into the campaign’s days; left out, today.' }

@Resolver(() => Campaign)
export class CampaignResolver {
  @Query(() => [Campaign], { description: 'The campaigns of the areas that the reader sees, the newest first.' })
  async campaigns(
    @Ctx() { actor, em, today }: HubContext,
    @Args(() => CampaignsArgs) { within, on }: CampaignsArgs,
  ): Promise<Campaign[]> {
    demand(actor, 'READ_FIGURES')
    const found = await listCampaigns(actor, em, { within: within ?? null, on: on ?? today })
    return found.map(campaignNode)
  }

  @Mutation(() => Campaign, { description: 'Set down a new campaign with its teams.' })
  async createCampaign(
    @Ctx() context: HubContext,
    @Arg('input', () => CampaignInput, AS_IT_SHALL_STAND) input: CampaignInput,
  ): Promise<Campaign> {
    demand(context.actor, 'PLAN')
    return written(context, await createCampaign(context.actor, context.hub, campaignDraft(input)))
  }

  @Mutation(() => Campaign, {
    description:
      'Write a campaign anew: teams with an id are changed, others are new, and teams left out are gone. Names that the reader is not shown stay when they are left out.',
  })
  async changeCampaign(
    @Ctx() context: HubContext,
    @Arg('id', () => ID, THE_CAMPAIGN) id: string,
    @Arg('input', () => CampaignInput, AS_IT_SHALL_STAND) input: CampaignInput,
  ): Promise<Campaign> {
    demand(context.actor, 'PLAN')
    const key = campaignKey(id)
    await changeCampaign(context.actor, context.hub, key, campaignDraft(input))
    return written(context, key)
  }

  @Mutation(() => ID, { description: 'Take a campaign away with its teams and give its id; who joined stays covered.' })
  async deleteCampaign(
    @Ctx() { actor, hub }: HubContext,
    @Arg('id', () => ID, THE_CAMPAIGN) id: string,
  ): Promise<string> {
    demand(actor, 'PLAN')
    const key = campaignKey(id)
    await deleteCampaign(actor, hub, key)
    return encodeNodeId('Campaign', key)
  }

  @FieldResolver(() => Area, { description: 'The area whose campaign it is, as it stands on its first day.' })
  async area(@Root() { areaId, from }: Campaign, @Ctx() { loaders }: HubContext): Promise<Area | null> {
    const found = await loaders.areas.byId.load(areaId)
    return found && areaNode(found, from)
  }

  @FieldResolver(() => [OutreachTeam], { description: 'Its teams, by name.' })
  async teams(@Root() { campaignId }: Campaign, @Ctx() { loaders }: HubContext): Promise<OutreachTeam[]> {
    const found = await loaders.campaigns.teams.load(campaignId)
    return found.map(teamNode)
  }

  @FieldResolver(() => [CampaignStanding], {
    description:
      'Every area of the level with what the campaign gained there, best first. For readers who may see persons.',
  })
  async standings(
    @Root() { campaignId }: Campaign,
    @Ctx() { loaders, today }: HubContext,
    @Args(() => StandingsArgs) { level, on }: StandingsArgs,
  ): Promise<CampaignStanding[]> {
    const found = await loaders.campaigns.standings.of({ level, on: on ?? today }).load(campaignId)
    return found.map((row) => ({ ...row, area: areaNode(row.area, row.asOf) }))
  }

  @FieldResolver(() => [TeamCommendation], {
    description:
      'Teams to commend: all that met their quota by the day; when none did, those that came nearest. The best share first; nobody before the first week is over. For readers who may see persons.',
  })
  async commendations(
    @Root() { campaignId }: Campaign,
    @Ctx() { loaders, today, language }: HubContext,
    @Arg('on', () => DateScalar, ON) on?: PlainDate | null,
  ): Promise<TeamCommendation[]> {
    const day = on ?? today
    const teams = await loaders.campaigns.teams.load(campaignId)
    const gained = await Promise.all(teams.map(({ teamId }) => loaders.campaigns.gained.of(day).load(teamId)))
    const gains = new Map(teams.map(({ teamId }, index) => [teamId, gained[index] ?? 0]))
    return commendations(teams, (teamId) => gains.get(teamId) ?? 0, day).map((found) => ({
      ...found,
      team: teamNode(found.team),
      sentence: commendationSentence(found, language),
    }))
  }
}

@Resolver(() => OutreachTeam)
export class OutreachTeamResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Tổ trưởng; null when nobody was named, and for readers who may not see persons.',
  })
  leader(@Root() { row }: OutreachTeam, @Ctx() { actor }: HubContext): string | null {
    return personal(actor, row.leader)
  }

  @FieldResolver(() => [String], {
    description: 'Their names, as far as they were written down; none for readers who may not see persons.',
  })
  memberNames(@Root() { row }: OutreachTeam, @Ctx() { actor }: HubContext): readonly string[] {
    return personal(actor, row.memberNames) ?? []
  }

  @FieldResolver(() => [Area], { description: 'Where it works, by code, as they stand on the campaign’s first day.' })
  async areas(@Root() { row }: OutreachTeam, @Ctx() { loaders }: HubContext): Promise<Area[]> {
    const found = await Promise.all(row.areaIds.map((areaId) => loaders.areas.byId.load(areaId)))
    return found.flatMap((area) => (area === null ? [] : [areaNode(area, row.from)]))
  }

  @FieldResolver(() => Int, {
    description:
      'Covered residents of its areas on the day − on the eve of the campaign, counted from the register: what the coverage of its areas grew by, lapsed cards subtracted. For readers who may see persons.',
  })
  gained(
    @Root() { row }: OutreachTeam,
    @Ctx() { loaders, today }: HubContext,
    @Arg('on', () => DateScalar, ON) on?: PlainDate | null,
  ): Promise<number> {
    return loaders.campaigns.gained.of(on ?? today).load(row.teamId)
  }

  @FieldResolver(() => Int, { description: 'Cards asked of it by the day: whole weeks over × members × weekly quota.' })
  quota(
    @Root() { row }: OutreachTeam,
    @Ctx() { today }: HubContext,
    @Arg('on', () => DateScalar, ON) on?: PlainDate | null,
  ): number {
    return quotaOn(row, on ?? today)
  }
}

async function written({ loaders }: HubContext, id: number): Promise<Campaign> {
  const found = await loaders.campaigns.byId.load(id)
  if (found === null) throw new Error(`no campaign ${id} right after it was written`)
  return campaignNode(found)
}

/** The register's key in a campaign's global id. Throws `BadRequest` for what is no campaign's. */
function campaignKey(id: string): number {
  const node = decodeNodeId(id)
  if (node?.type !== 'Campaign' || !/^\d{1,9}$/.test(node.key))
    throw new BadRequest('campaign-not-found', 'there is no such campaign')
  return Number(node.key)
}
