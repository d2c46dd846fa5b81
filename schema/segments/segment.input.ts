import { Field, InputType, Int } from 'type-graphql'
import type { Purpose } from '../../src/access/purpose.ts'
import type { HouseholdClass } from '../../src/households/household-class.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { AgeBand } from '../../src/population/age-band.ts'
import type { SegmentDraft, SegmentSelection as Selection } from '../../src/segments/segment.ts'
import type { SegmentField } from '../../src/segments/segment-field.ts'
import { AgeBandEnum, HouseholdClassEnum } from '../coverage/coverage.enum.ts'
import { PurposeEnum } from '../keys/purpose.enum.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { SegmentFieldEnum } from './segment.type.ts'

@InputType({
  description:
    'Which households: every condition narrows. The three conditions on members speak of one and the same member.',
})
export class SegmentSelection implements Selection {
  @Field(() => [HouseholdClassEnum], { nullable: true, description: 'Only households of these classes.' })
  householdClasses?: HouseholdClass[] | null

  @Field(() => Int, { nullable: true, description: 'Only households with at least so many members.' })
  minSize?: number | null

  @Field(() => Int, { nullable: true, description: 'Only households with at most so many members.' })
  maxSize?: number | null

  @Field(() => [AgeBandEnum], { nullable: true, description: 'A member of one of these ages.' })
  memberAgeBands?: AgeBand[] | null

  @Field(() => Boolean, { nullable: true, description: 'A member with a valid card, or one without.' })
  memberCovered?: boolean | null

  @Field(() => Int, {
    nullable: true,
    description: 'A member whose card ends within so many days, 1–366, and is not continued: who must renew.',
  })
  memberCardEndsWithinDays?: number | null
}

@InputType({ description: 'A definition as it shall stand.' })
export class SegmentInput implements SegmentDraft {
  @Field(() => String, { description: 'What it is for, as the agreement says it.' })
  purpose: string

  @Field(() => PurposeEnum, {
    nullable: true,
    description: 'Which of the registered purposes that is; left out, SEGMENT_SERVICE. It never changes.',
  })
  purposeCode?: Purpose | null

  @Field(() => String, { description: 'The written agreement with the partner: its number and day.' })
  agreement: string

  @Field(() => DateScalar, { description: 'The first day on which it is refused: the agreement’s end.' })
  expiresOn: PlainDate

  @Field(() => [SegmentFieldEnum], { description: 'What it gives; what these need is given with them.' })
  fields: SegmentField[]

  @Field(() => [String], { description: 'Codes of the areas to select from; VN is the country.' })
  areaCodes: string[]

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on whose map the codes are meant; left out, today.',
  })
  on?: PlainDate | null

  @Field(() => SegmentSelection, { nullable: true, description: 'Which households; left out, all of the areas.' })
  selection?: SegmentSelection | null
}
