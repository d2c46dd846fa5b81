import { Field, Float, Int, ObjectType } from 'type-graphql'
import type { Basis } from '../../src/coverage/coverage-row.ts'
import type { ParticipantGroup } from '../../src/enrolments/participant-group.ts'
import type { HouseholdClass } from '../../src/households/household-class.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { AgeBand } from '../../src/population/age-band.ts'
import type { Sex } from '../../src/population/sex.ts'
import { Area } from '../areas/area.type.ts'
import { PageInfo } from '../page.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { DateTimeScalar } from '../scalars/date-time.scalar.ts'
import { Target } from '../targets/target.type.ts'
import { AgeBandEnum, BasisEnum, HouseholdClassEnum, ParticipantGroupEnum, SexEnum } from './coverage.enum.ts'
import { FigureSource } from './figure.type.ts'

@ObjectType({ simpleResolvers: true, description: 'The same count on an earlier day.' })
export class CoverageComparison {
  @Field(() => DateScalar, { description: 'The earlier day.' })
  asOf: PlainDate

  @Field(() => Int, { nullable: true, description: 'Covered on that day; null when not known.' })
  covered: number | null

  @Field(() => Float, { nullable: true, description: 'Coverage rate on that day, 0–1; null when not known.' })
  coverageRate: number | null

  @Field(() => Int, { nullable: true, description: 'Covered now − covered then; null when either is not known.' })
  coveredChange: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'Change of the coverage rate in percentage points; null when either is not known.',
  })
  pointsChange: number | null
}

@ObjectType({
  simpleResolvers: true,
  description: 'Covered and population of an area on a day, for everybody or one part of the residents.',
})
export class CoverageRow {
  @Field(() => Area, { description: 'The area, on the borders asked.' })
  area: Area

  @Field(() => DateScalar, {
    description:
      'The day the numbers are true for: of the register, for readers who may not see persons, the last end of a month.',
  })
  asOf: PlainDate

  @Field(() => String, { nullable: true, description: 'The row’s participant code; null unless split by it.' })
  participantCode: string | null

  @Field(() => ParticipantGroupEnum, {
    nullable: true,
    description: 'The row’s participant group; null unless split by it.',
  })
  participantGroup: ParticipantGroup | null

  @Field(() => HouseholdClassEnum, {
    nullable: true,
    description: 'The row’s household class; null unless split by it.',
  })
  householdClass: HouseholdClass | null

  @Field(() => SexEnum, { nullable: true, description: 'The row’s sex; null unless split by it.' })
  sex: Sex | null

  @Field(() => AgeBandEnum, { nullable: true, description: 'The row’s age band; null unless split by it.' })
  ageBand: AgeBand | null

  @Field(() => Int, { nullable: true, description: 'Residents on that day; null when not known or withheld.' })
  population: number | null

  @Field(() => FigureSource, { nullable: true, description: 'Where `population` comes from; null with it.' })
  populationSource: FigureSource | null

  @Field(() => Int, {
    nullable: true,
    description: 'Distinct residents with a card valid on that day; null when not known or withheld.',
  })
  covered: number | null

  @Field(() => FigureSource, { nullable: true, description: 'Where `covered` comes from; null with it.' })
  coveredSource: FigureSource | null

  @Field(() => BasisEnum, { description: 'Stated by an office, or counted from the register.' })
  basis: Basis

  @Field(() => Int, { nullable: true, description: 'population − covered; null when either is not known.' })
  uncovered: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'covered ÷ population, 0–1; null when either is not known or nobody lives there.',
  })
  coverageRate: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'coverageRate − target, in percentage points (0.8); null without a target or a rate.',
  })
  pointsAboveTarget: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'achieved ÷ target, 0–1: the “so với kế hoạch” rate, which is not coverageRate.',
  })
  attainmentRate: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'Cards still to issue to reach the target: max(0, ceil(target × population) − covered).',
  })
  cardsNeeded: number | null

  @Field(() => Float, { nullable: true, description: 'cardsNeeded per week until the target is due.' })
  weeklyPaceNeeded: number | null

  @Field(() => Float, { nullable: true, description: 'Net newly covered per week over the last 28 days.' })
  weeklyPace: number | null

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day the target would be met at weeklyPace; null if never.',
  })
  projectedOn: PlainDate | null

  @Field(() => CoverageComparison, { nullable: true, description: 'The compared day; null when none was asked.' })
  compared: CoverageComparison | null

  @Field(() => Int, {
    nullable: true,
    description: '1 = the highest coverageRate among the rows of this report; null without a rate.',
  })
  rank: number | null

  @Field(() => Float, {
    description: 'The share of `covered` that was allotted by weight because borders differ, 0–1.',
  })
  estimatedShare: number

  @Field(() => Boolean, {
    description:
      'True when numbers are withheld because too few people stand behind them, or because they would give away such a number beside them. Only for readers who may not see persons: they get counts of the register rounded to 5 (totals from 4,000 on exactly), and what follows from them; what offices state stays as it is.',
  })
  suppressed: boolean

  @Field(() => Target, {
    nullable: true,
    description: 'The target in force for the area on that day; null when none was assigned.',
  })
  target: Target | null
}

@ObjectType({ simpleResolvers: true, description: 'Coverage of the areas of one level within an area.' })
export class CoverageReport {
  @Field(() => DateScalar, { description: 'The day the numbers are true for.' })
  asOf: PlainDate

  @Field(() => DateScalar, { description: 'The day whose borders the areas have.' })
  borders: PlainDate

  @Field(() => [CoverageRow], { description: 'The rows of this page.' })
  rows: CoverageRow[]

  @Field(() => CoverageRow, {
    nullable: true,
    description:
      'Counted once over the whole of `within`, never the sum of rounded or hidden rows; null when nothing is known.',
  })
  total: CoverageRow | null

  @Field(() => [Area], { description: 'Areas of the asked level for which nothing is known.' })
  missing: Area[]

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Where `within` has no areas of the level on those borders any more, as there are no districts since July 2025: the last day on which it had. Ask for that day, or for borders on it. Null otherwise.',
  })
  levelEndedOn: PlainDate | null

  @Field(() => String, { description: 'Changes with every commit: a client that has seen this need not ask again.' })
  version: string

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the figures last changed; null before the first commit.',
  })
  updatedAt: Date | null

  @Field(() => PageInfo, { description: 'Where this page ends.' })
  pageInfo: PageInfo
}
