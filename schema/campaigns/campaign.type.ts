import { Field, Float, ID, Int, ObjectType } from 'type-graphql'
import type { CampaignRow, TeamRow } from '../../src/campaigns/campaign.ts'
import type { CommendationReason } from '../../src/campaigns/commendation.ts'
import { encodeNodeId } from '../../src/kernel/node-id.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { Area } from '../areas/area.type.ts'
import { describedEnum } from '../described-enum.ts'
import { Node } from '../node.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { DateTimeScalar } from '../scalars/date-time.scalar.ts'

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'Đợt vận động, tháng cao điểm: a dated effort of an area, with teams that go from door to door.',
})
export class Campaign implements Node {
  id: string

  @Field(() => String, { description: 'Its name.' })
  name: string

  @Field(() => DateScalar, { description: 'Its first day.' })
  from: PlainDate

  @Field(() => DateScalar, { description: 'The day after its last.' })
  until: PlainDate

  @Field(() => String, { description: 'The account that wrote it last.' })
  changedBy: string

  @Field(() => DateTimeScalar, { description: 'When it was written last.' })
  changedAt: Date

  /** The register's keys. */
  campaignId: number
  areaId: number
}

@ObjectType({ simpleResolvers: true, description: 'Tổ vận động: those who knock on doors in their areas.' })
export class OutreachTeam {
  @Field(() => ID, { description: 'Names the team in `changeCampaign`.' })
  id: string

  @Field(() => String, { description: 'Its name, which no other team of the campaign has.' })
  name: string

  @Field(() => Int, { description: 'How many knock.' })
  members: number

  @Field(() => Int, { description: 'Cards that each member should bring in a week.' })
  weeklyQuotaPerMember: number

  /** The team as the register has it. */
  row: TeamRow
}

@ObjectType({ simpleResolvers: true, description: 'What a campaign gained in an area by a day, and the area’s place.' })
export class CampaignStanding {
  @Field(() => Area, { description: 'The area.' })
  area: Area

  @Field(() => DateScalar, { description: 'The day up to which it is counted.' })
  asOf: PlainDate

  @Field(() => Int, { description: '1 = the most gained among the areas of this answer; equal gains share a rank.' })
  rank: number

  @Field(() => Int, {
    description:
      'Covered residents on the day − covered residents on the eve of the campaign, counted from the register; negative when more cards lapsed than were won.',
  })
  gained: number

  @Field(() => Int, {
    nullable: true,
    description:
      'Cards still to issue for the coverage target in force on the day; null without one, or where the register knows nobody.',
  })
  cardsNeeded: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'covered ÷ population on the day, 0–1; null where the register knows nobody.',
  })
  coverageRate: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'Percentage points that coverage rose by since the eve of the campaign.',
  })
  pointsGained: number | null
}

export const CommendationReasonEnum = describedEnum<CommendationReason>(
  'CommendationReason',
  'Why a team is proposed for commendation.',
  {
    QUOTA_MET: 'It gained what was asked of it by the day, or more.',
    BEST_SHARE: 'No team met its quota, and none came nearer.',
  },
)

@ObjectType({ simpleResolvers: true, description: 'A team that is proposed for commendation (khen thưởng).' })
export class TeamCommendation {
  @Field(() => OutreachTeam, { description: 'The team.' })
  team: OutreachTeam

  @Field(() => Int, { description: '1 = the highest share; equal shares share a rank.' })
  rank: number

  @Field(() => Int, { description: 'What it gained by the day.' })
  gained: number

  @Field(() => Int, { description: 'What was asked of it by the day.' })
  quota: number

  @Field(() => Float, { description: 'gained ÷ quota.' })
  share: number

  @Field(() => CommendationReasonEnum, { description: 'The reason, for programs.' })
  reason: CommendationReason

  @Field(() => String, { description: 'The reason as a sentence of the proposal, in the reader’s language.' })
  sentence: string
}

export function campaignNode(row: CampaignRow): Campaign {
  return { ...row, id: encodeNodeId('Campaign', row.campaignId) }
}

export function teamNode(row: TeamRow): OutreachTeam {
  const { teamId, name, members, weeklyQuotaPerMember } = row
  return { id: String(teamId), name, members, weeklyQuotaPerMember, row }
}
