import { ArgsType, Field, InputType, Int } from 'type-graphql'
import type { AreaLevel } from '../../src/areas/area-level.ts'
import type { SurveyKind, SurveyRoundDraft } from '../../src/campaigns/survey-round.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { AreaLevelEnum } from '../areas/area.enum.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { SurveyKindEnum } from './survey-round.type.ts'

@InputType({ description: 'A survey round as it shall stand.' })
export class SurveyRoundInput implements SurveyRoundDraft {
  @Field(() => SurveyKindEnum, { description: 'What it asks.' })
  kind: SurveyKind

  @Field(() => Int, { description: 'The year that it is the round of; an area has one of a kind and year.' })
  year: number

  @Field(() => String, {
    nullable: true,
    description: 'Code of the area whose office holds it, on its first day; left out, the country.',
  })
  areaCode?: string | null

  @Field(() => DateScalar, { description: 'Its first day.' })
  from: PlainDate

  @Field(() => DateScalar, { nullable: true, description: 'The day after its last; left out, no end is set.' })
  until?: PlainDate | null

  @Field(() => DateScalar, { nullable: true, description: 'The last day on which it should be finished.' })
  dueOn?: PlainDate | null

  @Field(() => String, { nullable: true, description: 'The decision or plan that orders it.' })
  document?: string | null
}

@ArgsType()
export class ProgressArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Code of the area to stay within, on the day meant; left out, the round’s own.',
  })
  within?: string | null

  @Field(() => AreaLevelEnum, { description: 'The level of the rows.' })
  level: AreaLevel

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day meant, moved into the days of the round; left out, today.',
  })
  on?: PlainDate | null
}
