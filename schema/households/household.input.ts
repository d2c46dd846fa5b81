import { ArgsType, Field, InputType, Int } from 'type-graphql'
import type { HouseholdClass } from '../../src/households/household-class.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { AgeBand } from '../../src/population/age-band.ts'
import type { Sex } from '../../src/population/sex.ts'
import { AgeBandEnum, HouseholdClassEnum, SexEnum } from '../coverage/coverage.enum.ts'
import { PageArgs } from '../page.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { DateTimeScalar } from '../scalars/date-time.scalar.ts'

const WITHIN = 'Code of the area to stay within, as it stood on the day asked.'

@InputType({ description: 'Which households: every condition narrows.' })
export class HouseholdWhere {
  @Field(() => String, { description: WITHIN })
  within: string

  @Field(() => [HouseholdClassEnum], { nullable: true, description: 'Only households of these classes on that day.' })
  householdClasses?: HouseholdClass[] | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only households in which at least one member has no valid card.',
  })
  withUncoveredMembers?: boolean | null

  @Field(() => Int, { nullable: true, description: 'Only households with at least so many members.' })
  minSize?: number | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only households that changed since this moment.' })
  changedSince?: Date | null
}

@InputType({ description: 'Which persons: every condition narrows.' })
export class PersonWhere {
  @Field(() => String, { description: WITHIN })
  within: string

  @Field(() => Boolean, { nullable: true, description: 'Only persons with a valid card, or only those without.' })
  covered?: boolean | null

  @Field(() => [HouseholdClassEnum], { nullable: true, description: 'Only members of households of these classes.' })
  householdClasses?: HouseholdClass[] | null

  @Field(() => [String], { nullable: true, description: 'Only persons insured under these codes on that day.' })
  participantCodes?: string[] | null

  @Field(() => DateScalar, { nullable: true, description: 'Cards that end in [from, until): who must renew.' })
  cardEndsFrom?: PlainDate | null

  @Field(() => DateScalar, { nullable: true, description: 'Cards that end in [from, until): who must renew.' })
  cardEndsUntil?: PlainDate | null

  @Field(() => [AgeBandEnum], { nullable: true, description: 'Only persons of this age on that day.' })
  ageBands?: AgeBand[] | null

  @Field(() => [SexEnum], { nullable: true, description: 'Only persons of this sex.' })
  sexes?: Sex[] | null

  @Field(() => String, {
    nullable: true,
    description: 'Words of the name, with or without diacritics, or a number in full.',
  })
  search?: string | null
}

@ArgsType()
export class HouseholdsArgs extends PageArgs {
  @Field(() => HouseholdWhere, { description: 'Which households.' })
  where: HouseholdWhere

  @Field(() => DateScalar, { nullable: true, description: 'The day asked; left out, today.' })
  asOf?: PlainDate | null
}

@ArgsType()
export class PersonsArgs extends PageArgs {
  @Field(() => PersonWhere, { description: 'Which persons.' })
  where: PersonWhere

  @Field(() => DateScalar, { nullable: true, description: 'The day asked; left out, today.' })
  asOf?: PlainDate | null
}
