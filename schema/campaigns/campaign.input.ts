import { ArgsType, Field, ID, InputType, Int } from 'type-graphql'
import type { AreaLevel } from '../../src/areas/area-level.ts'
import type { CampaignDraft } from '../../src/campaigns/campaign.ts'
import { BadRequest } from '../../src/kernel/page.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { AreaLevelEnum } from '../areas/area.enum.ts'
import { DateScalar } from '../scalars/date.scalar.ts'

@InputType({ description: 'A team of a campaign as it shall stand.' })
export class OutreachTeamInput {
  @Field(() => ID, { nullable: true, description: 'The team that is changed; left out, a new one.' })
  id?: string | null

  @Field(() => String, { description: 'Its name, which no other team of the campaign may have.' })
  name: string

  @Field(() => String, {
    nullable: true,
    description: 'Tổ trưởng; left out by a reader who is shown none, who was stays.',
  })
  leader?: string | null

  @Field(() => Int, { description: 'How many knock, 1–1000.' })
  members: number

  @Field(() => [String], {
    nullable: true,
    description: 'Their names, as far as they are to be kept; none from a reader who is shown none: they stay.',
  })
  memberNames?: string[] | null

  @Field(() => Int, { description: 'Cards that each member should bring in a week, 0–1000.' })
  weeklyQuotaPerMember: number

  @Field(() => [String], {
    description:
      'Codes of its areas (communes, hamlets, residents’ groups) on the campaign’s first day. No area of a campaign may lie in another.',
  })
  areaCodes: string[]
}

@InputType({ description: 'A campaign as it shall stand.' })
export class CampaignInput {
  @Field(() => String, { description: 'Its name.' })
  name: string

  @Field(() => String, { description: 'Code of its area on its first day.' })
  areaCode: string

  @Field(() => DateScalar, { description: 'Its first day.' })
  from: PlainDate

  @Field(() => DateScalar, { description: 'The day after its last.' })
  until: PlainDate

  @Field(() => [OutreachTeamInput], { nullable: true, description: 'Its teams; left out, none.' })
  teams?: OutreachTeamInput[] | null
}

@ArgsType()
export class CampaignsArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Code, on the day `on`, of the area in which the campaigns’ areas lie; left out, every campaign.',
  })
  within?: string | null

  @Field(() => DateScalar, { nullable: true, description: 'The day on which `within` is a code; left out, today.' })
  on?: PlainDate | null
}

@ArgsType()
export class StandingsArgs {
  @Field(() => AreaLevelEnum, { description: 'The level of the areas.' })
  level: AreaLevel

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day up to which is counted, moved into the campaign’s days; left out, today.',
  })
  on?: PlainDate | null
}

/** The input as the room below takes it. Throws `BadRequest` `team-unknown` for what is no team's id. */
export function campaignDraft({ teams, ...campaign }: CampaignInput): CampaignDraft {
  return { ...campaign, teams: (teams ?? []).map(({ id, ...team }) => ({ ...team, teamId: teamKey(id ?? null) })) }
}

function teamKey(id: string | null): number | null {
  if (id === null) return null
  if (!/^\d{1,9}$/.test(id)) throw new BadRequest('team-unknown', 'a team named by its id is none of this campaign’s')
  return Number(id)
}
