import { Field, Float, Int, ObjectType } from 'type-graphql'
import type { FigureOrigin } from '../../src/batches/figure-origin.ts'
import type { Basis } from '../../src/coverage/coverage-row.ts'
import type { HouseholdClass } from '../../src/households/household-class.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { AgeBand } from '../../src/population/age-band.ts'
import type { Sex } from '../../src/population/sex.ts'
import { Area } from '../areas/area.type.ts'
import { describedEnum } from '../described-enum.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { AgeBandEnum, BasisEnum, HouseholdClassEnum, SexEnum } from './coverage.enum.ts'

export const FigureOriginEnum = describedEnum<FigureOrigin>('FigureOrigin', 'Who states a number.', {
  STATISTICS_OFFICE: 'Cơ quan thống kê.',
  SURVEY: 'The results of a survey, stated as numbers.',
  POLICE: 'Công an, the national population database.',
  INSURANCE_OFFICE: 'Cơ quan BHXH.',
  PEOPLES_COMMITTEE: 'Ủy ban nhân dân.',
  OTHER: 'The sheet does not say which office.',
  REGISTER: 'Nobody states it: counted from card rolls and household surveys.',
})

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

  @Field(() => FigureOriginEnum, {
    nullable: true,
    description: 'Who states it; null for a sum of several, and for what is no number.',
  })
  origin?: FigureOrigin | null

  /** The register's key of the batch; null for a counted number. */
  batchId: number | null
}

@ObjectType({
  simpleResolvers: true,
  description:
    'The residents of an area on a day. What is withheld from readers who may not see persons is left out (see CoverageRow.suppressed).',
})
export class PopulationFigure {
  @Field(() => Area, { description: 'The area.' })
  area: Area

  @Field(() => DateScalar, { description: 'The day the number is true for.' })
  asOf: PlainDate

  @Field(() => HouseholdClassEnum, {
    nullable: true,
    description: 'The household class counted; null when not split by it, or not known.',
  })
  householdClass: HouseholdClass | null

  @Field(() => SexEnum, { nullable: true, description: 'The sex counted; null when not split by it, or not known.' })
  sex: Sex | null

  @Field(() => AgeBandEnum, {
    nullable: true,
    description: 'The age band counted; null when not split by it, or not known.',
  })
  ageBand: AgeBand | null

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

@ObjectType({
  simpleResolvers: true,
  description:
    'Households of one class in an area on a day. For readers who may not see persons: of communes and larger areas on the last end of a month; a row of which a number is withheld is left out (see CoverageRow.suppressed).',
})
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
