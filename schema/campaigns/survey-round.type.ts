import { Field, Float, Int, ObjectType } from 'type-graphql'
import type { SurveyProgress as ProgressRow } from '../../src/campaigns/survey-progress.store.ts'
import type { SurveyKind, SurveyRoundRow } from '../../src/campaigns/survey-round.ts'
import { encodeNodeId } from '../../src/kernel/node-id.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { ratioOf } from '../../src/kernel/ratio.ts'
import { Area, areaNode } from '../areas/area.type.ts'
import { describedEnum } from '../described-enum.ts'
import { Node } from '../node.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'

export const SurveyKindEnum = describedEnum<SurveyKind>('SurveyKind', 'What a survey round asks.', {
  POVERTY_REVIEW:
    'Rà soát hộ nghèo, hộ cận nghèo, hộ làm nông, lâm, ngư, diêm nghiệp có mức sống trung bình: confers classes. Only surveys whose sheet says classes count.',
  HOUSEHOLD_SURVEY: 'Điều tra hộ gia đình: who lives where, and who says to have a card.',
})

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A period in which an office has the households of its area surveyed.',
})
export class SurveyRound implements Node {
  id: string

  @Field(() => SurveyKindEnum, { description: 'What it asks.' })
  kind: SurveyKind

  @Field(() => Int, { description: 'The year that it is the round of.' })
  year: number

  @Field(() => DateScalar, { description: 'Its first day. Surveys that speak for a day from here on count.' })
  from: PlainDate

  @Field(() => DateScalar, { nullable: true, description: 'The day after its last; null while no end is set.' })
  until: PlainDate | null

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day on which it should be finished; null when none was set.',
  })
  dueOn: PlainDate | null

  @Field(() => String, {
    nullable: true,
    description: 'The decision or plan that ordered it; null when not recorded.',
  })
  document: string | null

  /** The register's keys. */
  roundId: number
  areaId: number
}

@ObjectType({ simpleResolvers: true, description: 'How far a survey round is in an area.' })
export class SurveyProgress {
  @Field(() => Area, { description: 'The area.' })
  area: Area

  @Field(() => DateScalar, { description: 'The day meant: the one asked, moved into the days of the round.' })
  asOf: PlainDate

  @Field(() => Int, { description: 'Households that live there, as far as the register knows.' })
  households: number

  @Field(() => Int, { description: 'Those of them that a survey of the round has named.' })
  reviewed: number

  @Field(() => Float, { description: 'reviewed ÷ households, 0–1; 0 when no household is known.' })
  share: number

  @Field(() => Boolean, { description: 'Whether households are known and all of them are reviewed.' })
  finished: boolean

  @Field(() => Int, {
    description:
      'Households that were poor, near-poor or farming of average living standard on the eve of the round: those that it must reach again.',
  })
  classed: number

  @Field(() => Int, { description: 'Those of `classed` that are reviewed.' })
  classedReviewed: number

  @Field(() => Boolean, { description: 'Whether the due day has passed and it is not finished.' })
  overdue: boolean
}

export function surveyRoundNode(row: SurveyRoundRow): SurveyRound {
  return { ...row, id: encodeNodeId('SurveyRound', row.roundId) }
}

/** `today` decides whether a due day has passed. */
export function progressNode(row: ProgressRow, dueOn: PlainDate | null, today: PlainDate): SurveyProgress {
  const { households, reviewed } = row
  const finished = households > 0 && reviewed === households
  return {
    ...row,
    area: areaNode(row.area, row.asOf),
    share: ratioOf(reviewed, households) ?? 0,
    finished,
    overdue: !finished && dueOn !== null && today > dueOn,
  }
}
