import { Field, InputType } from 'type-graphql'
import type { Role } from '../../src/access/actor.ts'
import type { Purpose } from '../../src/access/purpose.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { SegmentKeyDraft } from '../../src/segments/segment-key.store.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { RoleEnum } from './key.type.ts'
import { PurposeEnum } from './purpose.enum.ts'

@InputType({ description: 'A key to be issued.' })
export class IssueKeyInput implements SegmentKeyDraft {
  @Field(() => RoleEnum, { description: 'What its holder may do.' })
  role: Role

  @Field(() => [String], {
    description: 'Codes of the areas it is for; VN is the country. None for a key with segments: theirs.',
  })
  areaCodes: string[]

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on whose map the codes are meant, for codes are reused; left out, today.',
  })
  on?: PlainDate | null

  @Field(() => String, { description: 'What it is for, in words; never empty.' })
  purpose: string

  @Field(() => PurposeEnum, {
    nullable: true,
    description: 'Which of the registered purposes that is; left out, what the role is usually for.',
  })
  purposeCode?: Purpose | null

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day on which it is refused, at most 366 days from today; left out, a year from today.',
  })
  until?: PlainDate | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'For a partner: also the figures of the areas; left out, segments only.',
  })
  readsFigures?: boolean | null

  @Field(() => [String], {
    nullable: true,
    description:
      'Addresses and networks (CIDR, IPv4 and IPv6) from which it lets in, at most 20; left out, from anywhere.',
  })
  fromAddresses?: string[] | null

  @Field(() => [String], { nullable: true, description: 'For a partner: the names of the segments it may fetch.' })
  segments?: string[] | null
}
