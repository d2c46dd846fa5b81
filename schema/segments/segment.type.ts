import { Field, ID, Int, ObjectType } from 'type-graphql'
import type { Purpose } from '../../src/access/purpose.ts'
import { encodeNodeId } from '../../src/kernel/node-id.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { SEGMENT_CHANGE_KINDS, SegmentChangeKind } from '../../src/segments/change-feed.store.ts'
import type { SegmentRow, SegmentVersion as VersionRow } from '../../src/segments/segment.ts'
import type { SegmentField } from '../../src/segments/segment-field.ts'
import { describedEnum } from '../described-enum.ts'
import { Household } from '../households/household.type.ts'
import { PurposeEnum } from '../keys/purpose.enum.ts'
import { Node } from '../node.type.ts'
import { PageInfo } from '../page.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { DateTimeScalar } from '../scalars/date-time.scalar.ts'

export const SegmentFieldEnum = describedEnum<SegmentField>(
  'SegmentField',
  'What of a household a segment may give; whatever it does not is masked, null or refused.',
  {
    HOUSEHOLD_CODE: 'The household’s code in the survey.',
    ADDRESS: 'Its address.',
    HAMLET: 'The hamlet or residents’ group it lives in; without it the commune.',
    CLASS: 'Its class.',
    HEAD_NAME: 'The head’s full name; without it the surname and ***.',
    MEMBERS: 'Its members one by one: surname and ***, and whether each has a valid card.',
    MEMBER_NAMES: 'The members’ full names.',
    BIRTH: 'Day and year of birth.',
    SEX: 'Sex.',
    RELATION: 'Relation to the head.',
    NATIONAL_ID_LAST4: 'The last four digits of the national id.',
    CARD_VALIDITY: 'The first and the last day of the card that counts.',
    PARTICIPANT_CODE: 'The card’s participant code and who pays.',
    CARD_NUMBER: 'The card’s number in full.',
    CARD_NUMBER_LAST4: 'The last four digits of the card’s number.',
    CLINIC: 'The clinic that the card names.',
  },
)

export const SegmentChangeKindEnum = describedEnum<SegmentChangeKind>(
  'SegmentChangeKind',
  'What became of a household in a segment.',
  {
    ENTERED: 'It came in.',
    CHANGED: 'Something that its partner may read of it is another now.',
    LEFT: 'It is in the segment no more.',
  } satisfies Record<(typeof SEGMENT_CHANGE_KINDS)[number], string>,
)

@ObjectType({ simpleResolvers: true, description: 'A definition that a segment has or had; one is never edited.' })
export class SegmentVersion {
  @Field(() => Int, { description: 'Counts from 1.' })
  version: number

  @Field(() => String, { description: 'What it was for.' })
  purpose: string

  @Field(() => String, { description: 'The written agreement it rested on.' })
  agreement: string

  @Field(() => [SegmentFieldEnum], { description: 'What it gave.' })
  fields: readonly SegmentField[]

  @Field(() => DateScalar, { description: 'The first day on which it was refused.' })
  expiresOn: PlainDate

  @Field(() => String, { description: 'Which households: the `SegmentSelection` as JSON.' })
  selection: string

  @Field(() => String, { description: 'The account that made it.' })
  madeBy: string

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  madeAt: Date
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'A named, versioned selection of households that a partner may fetch: what, which fields, where, until when, for what purpose.',
})
export class Segment implements Node {
  id: string

  @Field(() => String, { description: 'Its name, as it stands in addresses.' })
  name: string

  @Field(() => String, { description: 'The organisation it is for.' })
  partner: string

  @Field(() => Int, { description: 'The version of the definition that holds.' })
  version: number

  @Field(() => String, { description: 'What it is for.' })
  purpose: string

  @Field(() => PurposeEnum, {
    description: 'Which of the registered purposes that is; only keys for the same purpose fetch it.',
  })
  purposeCode: Purpose

  @Field(() => String, { description: 'The written agreement it rests on.' })
  agreement: string

  @Field(() => [String], { description: 'What it gives of a household: values of `SegmentField`.' })
  fields: readonly string[]

  @Field(() => DateScalar, { nullable: true, description: 'The first day on which it is refused.' })
  expiresOn: PlainDate | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was ended; null while it stands.' })
  endedAt: Date | null

  /** The segment as the register has it. */
  row: SegmentRow
}

@ObjectType({ simpleResolvers: true, description: 'What became of a household in a segment, once.' })
export class SegmentChange {
  @Field(() => String, { description: 'Marks this change: `after` gives what follows it.' })
  cursor: string

  @Field(() => SegmentChangeKindEnum, { description: 'Came in, is different, went out.' })
  kind: SegmentChangeKind

  @Field(() => ID, { description: 'The household’s id, as this partner knows it.' })
  householdId: string

  @Field(() => Household, {
    nullable: true,
    description: 'The household as it is now, not as it was then; null when it is in the segment no more.',
  })
  household: Household | null

  @Field(() => DateTimeScalar, {
    description: 'When the hub wrote the change down; never before that of an earlier one.',
  })
  at: Date

  @Field(() => DateScalar, { description: 'The day for which it holds.' })
  asOf: PlainDate

  @Field(() => Int, { description: 'The version of the definition by which it was found.' })
  version: number
}

@ObjectType({ simpleResolvers: true, description: 'A page of a segment’s changes, the oldest first.' })
export class SegmentChangeConnection {
  @Field(() => [SegmentChange], { description: 'The changes.' })
  nodes: SegmentChange[]

  @Field(() => PageInfo, { description: 'Where this page ends.' })
  pageInfo: PageInfo
}

export function segmentNode(row: SegmentRow): Segment {
  const { name, partner, version, purpose, purposeCode, agreement, fields, expiresOn, endedAt } = row
  const id = encodeNodeId('Segment', row.segmentId)
  return { id, name, partner, version, purpose, purposeCode, agreement, fields, expiresOn, endedAt, row }
}

export function segmentVersionNode({ areas, selection, ...row }: VersionRow): SegmentVersion {
  return { ...row, selection: JSON.stringify(selection) }
}
