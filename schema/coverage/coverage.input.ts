import { ArgsType, Field, InputType } from 'type-graphql'
import type { AreaLevel } from '../../src/areas/area-level.ts'
import type { Basis, CoverageDimension, CoverageOrder } from '../../src/coverage/coverage-row.ts'
import type { RelativeDay } from '../../src/coverage/question.ts'
import type { Interval } from '../../src/coverage/trend-days.ts'
import type { ParticipantGroup } from '../../src/enrolments/participant-group.ts'
import type { HouseholdClass } from '../../src/households/household-class.ts'
import { BadRequest } from '../../src/kernel/page.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { AgeBand } from '../../src/population/age-band.ts'
import type { Sex } from '../../src/population/sex.ts'
import { AreaLevelEnum } from '../areas/area.enum.ts'
import { WITHIN } from '../areas/area.input.ts'
import { PageArgs } from '../page.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import {
  AgeBandEnum,
  BasisEnum,
  CoverageDimensionEnum,
  CoverageOrderEnum,
  HouseholdClassEnum,
  IntervalEnum,
  ParticipantGroupEnum,
  RelativeDayEnum,
  SexEnum,
} from './coverage.enum.ts'
import { PlacesOnBordersArgs } from './places.input.ts'

const AS_OF = 'The day that the numbers are true for; left out, today.'
const BORDERS = 'The day on whose borders the numbers are given; left out, those of asOf.'
/** Of one area: where it does not stand, it has no numbers. */
const AREA_BORDERS =
  'The day on whose borders the numbers are given, on which the area must stand; left out, those of asOf.'
const BASIS =
  'What to count from; left out, reported figures where both exist for that area and day, else the register.'
const COMPARE_WITH = 'A day to compare with that follows from asOf, instead of compareTo.'
const LEVEL = 'The level of the rows; left out, the one below `within` on that day.'

@InputType({ description: 'Whom to count: every list narrows; one that is left out lets everybody through.' })
export class CoverageWhere {
  @Field(() => [String], { nullable: true, description: 'Codes of who is insured and how: DT, HS, …' })
  participantCodes?: string[] | null

  @Field(() => [ParticipantGroupEnum], { nullable: true, description: 'Who pays.' })
  participantGroups?: ParticipantGroup[] | null

  @Field(() => [HouseholdClassEnum], { nullable: true, description: 'Class of the household on that day.' })
  householdClasses?: HouseholdClass[] | null

  @Field(() => [SexEnum], { nullable: true, description: 'Sex.' })
  sexes?: Sex[] | null

  @Field(() => [AgeBandEnum], { nullable: true, description: 'Age on that day.' })
  ageBands?: AgeBand[] | null
}

@ArgsType()
export class BreakdownArgs extends PlacesOnBordersArgs {
  @Field(() => [CoverageDimensionEnum], { nullable: true, description: 'Split the rows by these.' })
  by?: CoverageDimension[] | null

  @Field(() => CoverageWhere, { nullable: true, description: 'Which members to look for; left out, any.' })
  where?: CoverageWhere | null
}

@ArgsType()
export class PopulationArgs extends PlacesOnBordersArgs {
  @Field(() => [CoverageDimensionEnum], {
    nullable: true,
    description: 'Split the rows by these; left out, one row an area.',
  })
  by?: CoverageDimension[] | null

  @Field(() => CoverageWhere, { nullable: true, description: 'Whom to count; left out, everybody.' })
  where?: CoverageWhere | null

  @Field(() => BasisEnum, { nullable: true, description: BASIS })
  basis?: Basis | null
}

@ArgsType()
export class CoverageArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: WITHIN })
  within?: string | null

  @Field(() => AreaLevelEnum, { nullable: true, description: LEVEL })
  level?: AreaLevel | null

  @Field(() => DateScalar, { nullable: true, description: AS_OF })
  asOf?: PlainDate | null

  @Field(() => DateScalar, { nullable: true, description: BORDERS })
  borders?: PlainDate | null

  @Field(() => [CoverageDimensionEnum], {
    nullable: true,
    description: 'Split the rows by these; left out, one row an area.',
  })
  by?: CoverageDimension[] | null

  @Field(() => CoverageWhere, { nullable: true, description: 'Whom to count; left out, everybody.' })
  where?: CoverageWhere | null

  @Field(() => BasisEnum, { nullable: true, description: BASIS })
  basis?: Basis | null

  @Field(() => DateScalar, { nullable: true, description: 'An earlier day to compare with; left out, no comparison.' })
  compareTo?: PlainDate | null

  @Field(() => RelativeDayEnum, { nullable: true, description: COMPARE_WITH })
  compareWith?: RelativeDay | null

  @Field(() => CoverageOrderEnum, { nullable: true, description: 'The order of the rows; left out, by area code.' })
  orderBy?: CoverageOrder | null
}

@ArgsType()
export class AreaHouseholdsArgs {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day that the numbers are true for; left out, the day this area was asked for.',
  })
  asOf?: PlainDate | null

  @Field(() => DateScalar, { nullable: true, description: AREA_BORDERS })
  borders?: PlainDate | null
}

@ArgsType()
export class AreaPopulationArgs extends AreaHouseholdsArgs {
  @Field(() => BasisEnum, { nullable: true, description: BASIS })
  basis?: Basis | null
}

@ArgsType()
export class AreaCoverageArgs extends AreaPopulationArgs {
  @Field(() => DateScalar, { nullable: true, description: 'An earlier day to compare with; left out, no comparison.' })
  compareTo?: PlainDate | null

  @Field(() => RelativeDayEnum, { nullable: true, description: COMPARE_WITH })
  compareWith?: RelativeDay | null
}

@ArgsType()
export class TrendArgs {
  @Field(() => DateScalar, { description: 'The first day of the series.' })
  from: PlainDate

  @Field(() => DateScalar, { description: 'The series ends before this day.' })
  until: PlainDate

  @Field(() => IntervalEnum, { defaultValue: 'MONTH', description: 'The step between two days.' })
  every: Interval

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day on whose borders all days are given, on which the area must stand: a commune that came out of a merger has days before it then. Left out, each day on its own, as long as the area stood.',
  })
  borders?: PlainDate | null

  @Field(() => BasisEnum, { nullable: true, description: BASIS })
  basis?: Basis | null
}

/** The day to compare with. Throws `BadRequest` `compared-twice` when both are given. */
export function comparison(asked: {
  readonly compareTo?: PlainDate | null
  readonly compareWith?: RelativeDay | null
}): PlainDate | RelativeDay | null {
  if (asked.compareTo && asked.compareWith) {
    throw new BadRequest('compared-twice', 'give compareTo or compareWith, not both')
  }
  return asked.compareTo ?? asked.compareWith ?? null
}
