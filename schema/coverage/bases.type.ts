import { Field, Float, Int, ObjectType } from 'type-graphql'
import type { FigureOrigin } from '../../src/batches/figure-origin.ts'
import type { FigureMeasure } from '../../src/coverage/reported.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { Area } from '../areas/area.type.ts'
import { describedEnum } from '../described-enum.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { FigureOriginEnum, FigureSource } from './figure.type.ts'

export const FigureMeasureEnum = describedEnum<FigureMeasure>(
  'FigureMeasure',
  'A number that offices state for areas and that the register counts too.',
  {
    POPULATION: 'Residents.',
    COVERED: 'Residents with a valid card.',
    STUDENTS: 'Pupils and students.',
    STUDENTS_COVERED: 'Pupils and students with a valid card.',
    HOUSEHOLDS: 'Households.',
    HOUSEHOLDS_POOR: 'Poor households.',
    HOUSEHOLDS_NEAR_POOR: 'Near-poor households.',
    HOUSEHOLDS_MIDDLE_INCOME_FARMING: 'Farming households of average living standard.',
  },
)

@ObjectType({
  simpleResolvers: true,
  description: 'What an office states of an area beside what the register counts there, on the same day.',
})
export class FigureComparison {
  @Field(() => Area, { description: 'The area.' })
  area: Area

  @Field(() => DateScalar, { description: 'The day on which both are taken.' })
  asOf: PlainDate

  @Field(() => FigureMeasureEnum, { description: 'What is counted.' })
  measure: FigureMeasure

  @Field(() => Int, { nullable: true, description: 'The stated figure in force; null when there is none.' })
  reported: number | null

  @Field(() => FigureSource, { nullable: true, description: 'Who states it, in which cell, for which day.' })
  reportedSource: FigureSource | null

  @Field(() => Float, {
    description:
      'The part of reported or of registered that was allotted by weight because borders differ, whichever is larger, 0–1.',
  })
  estimatedShare: number

  @Field(() => Int, { nullable: true, description: 'What the register counts; null when it knows nobody there.' })
  registered: number | null

  @Field(() => FigureSource, { nullable: true, description: 'The register; null when it knows nobody there.' })
  registeredSource: FigureSource | null

  @Field(() => Int, { nullable: true, description: 'registered − reported; null when one is not known.' })
  difference: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'The size of the difference ÷ reported, 0 or more; null when one is not known, or 0 is stated.',
  })
  share: number | null
}

@ObjectType({ simpleResolvers: true, description: 'A number that somebody gives for an area.' })
export class CompetingFigure {
  @Field(() => Int, { description: 'The number.' })
  value: number

  @Field(() => FigureSource, { description: 'Who gives it, for which day.' })
  source: FigureSource

  @Field(() => Float, {
    description: 'The part of value that was allotted by weight because borders differ, 0–1.',
  })
  estimatedShare: number
}

@ObjectType({
  simpleResolvers: true,
  description: 'Every number there is of a measure for an area on a day: the one that counts, and the others.',
})
export class CompetingFigures {
  @Field(() => Area, { description: 'The area.' })
  area: Area

  @Field(() => DateScalar, { description: 'The day asked.' })
  asOf: PlainDate

  @Field(() => FigureMeasureEnum, { description: 'What is counted.' })
  measure: FigureMeasure

  @Field(() => CompetingFigure, { description: 'The number that counts when no basis is asked.' })
  counting: CompetingFigure

  @Field(() => [CompetingFigure], { description: 'The others, in the order in which they would count.' })
  others: CompetingFigure[]

  @Field(() => [FigureOriginEnum], {
    nullable: true,
    description:
      'The order declared for that day; null when none is: then the latest stated figure counts, then the register.',
  })
  order: FigureOrigin[] | null
}

@ObjectType({
  simpleResolvers: true,
  description: 'Which origin of a number counts where several state it, from a day until the next declaration.',
})
export class FigurePrecedence {
  @Field(() => FigureMeasureEnum, { description: 'Of which number.' })
  measure: FigureMeasure

  @Field(() => DateScalar, { description: 'Answers for this day and later ones follow it.' })
  validFrom: PlainDate

  @Field(() => [FigureOriginEnum], {
    description: 'The first that gives a number counts; origins that are not named come after all that are.',
  })
  origins: FigureOrigin[]

  @Field(() => String, { nullable: true, description: 'The decision that says so; null when not recorded.' })
  document: string | null

  @Field(() => String, { description: 'The account that declared it.' })
  declaredBy: string
}
