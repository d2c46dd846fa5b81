import { Field, Float, Int, ObjectType } from 'type-graphql'
import type { CoverageChangeReason } from '../../src/coverage/count-changes.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { Area } from '../areas/area.type.ts'
import { describedEnum } from '../described-enum.ts'
import { PageInfo } from '../page.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { CoverageRow } from './coverage.type.ts'

export const CoverageChangeReasonEnum = describedEnum<CoverageChangeReason>(
  'CoverageChangeReason',
  'Why a person counts as covered in an area on one of two days only. What happened to the card comes before the home.',
  {
    NEW: 'Gained: not insured on the first day nor ever before it.',
    RENEWED: 'Gained: insured before, not on the first day, and again on the second.',
    MOVED_IN: 'Gained: insured on both days, lived elsewhere on the first.',
    LISTED: 'Gained: insured on both days, with no known home on the first: the list of that place came in between.',
    LAPSED: 'Lost: the card ended by itself and no other followed.',
    DECREASED: 'Lost: a list of decreases (báo giảm) ended the card.',
    DIED: 'Lost: a list of decreases ended the card and says that the person died.',
    GONE: 'Lost: no longer in the roll of the area.',
    MOVED_OUT: 'Lost: insured on both days, lives elsewhere on the second.',
    DELISTED: 'Lost: insured on both days, with no known home on the second: no longer listed in the household.',
    BORDERS:
      'Gained or lost: insured and living at one place all along, which the map knows on one of the days only. A merger or a division is none: on both days people are where the borders asked have them.',
  },
)

@ObjectType({ simpleResolvers: true, description: 'Persons gained and lost for one reason.' })
export class CoverageChangePart {
  @Field(() => CoverageChangeReasonEnum, { description: 'Why.' })
  reason: CoverageChangeReason

  @Field(() => Int, { description: 'Persons who count on the second day only.' })
  gained: number

  @Field(() => Int, { description: 'Persons who count on the first day only.' })
  lost: number
}

@ObjectType({
  simpleResolvers: true,
  description: 'What became of the covered of an area between two days: coveredBefore + gained − lost = coveredAfter.',
})
export class CoverageChange {
  @Field(() => Area, { description: 'The area, as it stands on the day of the borders.' })
  area: Area

  @Field(() => DateScalar, { description: 'The first day.' })
  from: PlainDate

  @Field(() => DateScalar, { description: 'The second day, that day included.' })
  until: PlainDate

  @Field(() => Int, { description: 'Distinct residents with a valid card on the first day.' })
  coveredBefore: number

  @Field(() => Int, { description: 'Distinct residents with a valid card on the second day.' })
  coveredAfter: number

  @Field(() => Int, { description: 'Persons who count on the second day only.' })
  gained: number

  @Field(() => Int, { description: 'Persons who count on the first day only.' })
  lost: number

  @Field(() => Float, {
    description: 'How much of `gained` and `lost` together was allotted by weight because an area was divided, 0–1.',
  })
  estimatedShare: number

  @Field(() => [CoverageChangePart], {
    description: 'Gains and losses by reason; reasons that nobody has are left out.',
  })
  parts: CoverageChangePart[]
}

@ObjectType({
  simpleResolvers: true,
  description: 'Residents of an area whose cards end in a window of days, each once.',
})
export class RenewalCount {
  @Field(() => Area, { description: 'The area.' })
  area: Area

  @Field(() => Int, { description: 'Persons with a card that ends in the window.' })
  ending: number

  @Field(() => Int, { description: 'Those of whom another card goes on where it ends.' })
  renewed: number

  @Field(() => Int, { description: 'Those of whom none does: who must renew.' })
  mustRenew: number

  @Field(() => Float, {
    description: 'How much of `ending` was allotted by weight because an area was divided, 0–1.',
  })
  estimatedShare: number
}

@ObjectType({ simpleResolvers: true, description: 'The coverage of one area on a series of days.' })
export class CoverageTrend {
  @Field(() => Area, { description: 'The area, as it stands at the end of the series, or on the day of the borders.' })
  area: Area

  @Field(() => [CoverageRow], {
    description: 'Its rows by day, then by what was asked to split by; days of which nothing is known are left out.',
  })
  rows: CoverageRow[]
}

@ObjectType({ simpleResolvers: true, description: 'A series in its place in a list.' })
export class CoverageTrendEdge {
  @Field(() => String, { description: 'Marks this place: `after` gives what follows it.' })
  cursor: string

  @Field(() => CoverageTrend, { description: 'The series.' })
  node: CoverageTrend
}

@ObjectType({ simpleResolvers: true, description: 'A page of series, in the order of the areas’ codes.' })
export class CoverageTrendConnection {
  @Field(() => [CoverageTrendEdge], { description: 'The series with their cursors.' })
  edges: CoverageTrendEdge[]

  @Field(() => [CoverageTrend], { description: 'The series.' })
  nodes: CoverageTrend[]

  @Field(() => PageInfo, { description: 'Where this page ends.' })
  pageInfo: PageInfo

  @Field(() => Int, { description: 'Areas there are, on all pages.' })
  totalCount: number
}
