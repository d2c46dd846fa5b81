import { Field, Float, Int, ObjectType } from 'type-graphql'
import type { ParticipantGroup } from '../../src/enrolments/participant-group.ts'
import type { HouseholdClass } from '../../src/households/household-class.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { AgeBand } from '../../src/population/age-band.ts'
import type { Sex } from '../../src/population/sex.ts'
import { Area } from '../areas/area.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { AgeBandEnum, HouseholdClassEnum, ParticipantGroupEnum, SexEnum } from './coverage.enum.ts'

const KIND = (what: string) => ({
  nullable: true,
  description: `${what} of the members counted; null when not split by it, or not known.`,
})

@ObjectType({
  simpleResolvers: true,
  description: 'Households with at least one member of a kind, and the members of that kind.',
})
export class HouseholdBreakdown {
  @Field(() => Area, { description: 'The area.' })
  area: Area

  @Field(() => DateScalar, { description: 'The day the numbers are true for.' })
  asOf: PlainDate

  @Field(() => String, KIND('The participant code'))
  participantCode: string | null

  @Field(() => ParticipantGroupEnum, KIND('The payer group'))
  participantGroup: ParticipantGroup | null

  @Field(() => HouseholdClassEnum, KIND('The household class'))
  householdClass: HouseholdClass | null

  @Field(() => SexEnum, KIND('The sex'))
  sex: Sex | null

  @Field(() => AgeBandEnum, KIND('The age band'))
  ageBand: AgeBand | null

  @Field(() => Int, { description: 'Households with such a member; one with members of several kinds is in each row.' })
  households: number

  @Field(() => Int, { description: 'Members of the kind.' })
  members: number

  @Field(() => Int, { description: 'Those of them with a valid card.' })
  coveredMembers: number

  @Field(() => Float, {
    description: 'How much of `members` was allotted by weight because an area was divided, 0–1.',
  })
  estimatedShare: number
}
