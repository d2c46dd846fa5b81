import { Field, Float, Int, ObjectType } from 'type-graphql'
import type { Basis } from '../../src/coverage/coverage-row.ts'
import type { HouseholdClass } from '../../src/households/household-class.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { Area } from '../areas/area.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { BasisEnum, HouseholdClassEnum } from './coverage.enum.ts'

@ObjectType({
  simpleResolvers: true,
  description: 'Where a number comes from: the file, its row, and the day it speaks for.',
})
export class FigureSource {
  @Field(() => DateScalar, { description: 'The day the source speaks for.' })
  asOf: PlainDate

  @Field(() => String, { description: 'The file’s name, or the register when the number is counted.' })
  sourceName: string

  @Field(() => String, { nullable: true, description: 'The cell or row: Sheet1!D17; null for a counted number.' })
  address: string | null

  /** The register's key of the batch; null for a counted number. */
  batchId: number | null
}

@ObjectType({ simpleResolvers: true, description: 'The residents of an area on a day.' })
export class PopulationFigure {
  @Field(() => Area, { description: 'The area.' })
  area: Area

  @Field(() => DateScalar, { description: 'The day the number is true for.' })
  asOf: PlainDate

  @Field(() => Int, { description: 'Residents.' })
  count: number

  @Field(() => BasisEnum, { description: 'Stated by an office, or counted from the register.' })
  basis: Basis

  @Field(() => FigureSource, { description: 'Where the number comes from.' })
  source: FigureSource

  @Field(() => Float, {
    description: 'The share of `count` that was allotted by weight because borders differ, 0–1.',
  })
  estimatedShare: number
}

@ObjectType({ simpleResolvers: true, description: 'Households of one class in an area on a day.' })
export class HouseholdCount {
  @Field(() => Area, { description: 'The area.' })
  area: Area

  @Field(() => DateScalar, { description: 'The day the numbers are true for.' })
  asOf: PlainDate

  @Field(() => HouseholdClassEnum, { description: 'Diện hộ on that day.' })
  householdClass: HouseholdClass

  @Field(() => Int, { description: 'Households of the class.' })
  households: number

  @Field(() => Int, { description: 'Persons who live in them.' })
  members: number

  @Field(() => Int, { description: 'Those of the members who have a card valid on that day.' })
  coveredMembers: number

  @Field(() => BasisEnum, { description: 'Stated by an office, or counted from the register.' })
  basis: Basis

  @Field(() => Float, {
    description:
      'The share of `members` (of `households`, where nobody lives in them) that was allotted by weight because borders differ, 0–1.',
  })
  estimatedShare: number
}
