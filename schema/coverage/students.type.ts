import { Field, Float, Int, ObjectType } from 'type-graphql'
import type { Basis } from '../../src/coverage/coverage-row.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { Area } from '../areas/area.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { Target } from '../targets/target.type.ts'
import { BasisEnum } from './coverage.enum.ts'
import { FigureSource } from './figure.type.ts'

@ObjectType({
  simpleResolvers: true,
  description: 'Pupils and students of an area on a day, those of them with a valid card, and their own target.',
})
export class StudentCoverage {
  @Field(() => Area, { description: 'The area.' })
  area: Area

  @Field(() => DateScalar, { description: 'The day the numbers are true for.' })
  asOf: PlainDate

  @Field(() => Int, {
    nullable: true,
    description:
      'As stated; counted: residents of 6 to 17 years and holders of a card as a pupil or student (HS, SV). Null when not known.',
  })
  students: number | null

  @Field(() => FigureSource, { nullable: true, description: 'Where students comes from; null when not known.' })
  studentsSource: FigureSource | null

  @Field(() => Int, {
    nullable: true,
    description: 'Those of them with a valid card, under whatever code; null when not known.',
  })
  covered: number | null

  @Field(() => FigureSource, { nullable: true, description: 'Where covered comes from; null when not known.' })
  coveredSource: FigureSource | null

  @Field(() => Float, {
    description: 'The part of covered that was allotted by weight because borders differ, 0–1.',
  })
  estimatedShare: number

  @Field(() => BasisEnum, { description: 'Stated by an office, or counted from the register.' })
  basis: Basis

  @Field(() => Int, { nullable: true, description: 'students − covered; null when either is not known.' })
  uncovered: number | null

  @Field(() => Float, { nullable: true, description: 'covered ÷ students, 0–1; null when either is not known.' })
  coverageRate: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'coverageRate − the target of STUDENT_COVERAGE_RATE, in percentage points; null without one.',
  })
  pointsAboveTarget: number | null

  @Field(() => Float, { nullable: true, description: 'coverageRate ÷ target, 0 or more; null without one.' })
  attainmentRate: number | null

  @Field(() => Int, { nullable: true, description: 'Cards still to issue to reach the target; null without one.' })
  cardsNeeded: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'cardsNeeded per week until the target is due; null without one, or when no day is left.',
  })
  weeklyPaceNeeded: number | null

  @Field(() => Float, { nullable: true, description: 'Net newly covered per week of late; null when not known.' })
  weeklyPace: number | null

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day the target would be met at weeklyPace; null if never.',
  })
  projectedOn: PlainDate | null

  @Field(() => Target, {
    nullable: true,
    description: 'The target of STUDENT_COVERAGE_RATE in force; null when none was assigned.',
  })
  target: Target | null
}
