import { Field, InputType } from 'type-graphql'
import type { AccountDraft } from '../../src/access/account.store.ts'
import type { Role } from '../../src/access/actor.ts'
import type { Purpose } from '../../src/access/purpose.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { RoleEnum } from '../keys/key.type.ts'
import { PurposeEnum } from '../keys/purpose.enum.ts'
import { DateScalar } from '../scalars/date.scalar.ts'

@InputType({ description: 'An account as it shall stand.' })
export class AccountInput implements AccountDraft {
  @Field(() => String, { description: 'Who it is, to be read in a list; never empty.' })
  name: string

  @Field(() => RoleEnum, { description: 'What they may do.' })
  role: Role

  @Field(() => [String], { description: 'Codes of the areas it is for; VN is the country.' })
  areaCodes: string[]

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on whose map the codes are meant, for codes are reused; left out, today.',
  })
  on?: PlainDate | null

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day on which it is refused; left out, it lasts until it is changed or ended.',
  })
  until?: PlainDate | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'For a partner: also the figures of the areas; left out, segments only.',
  })
  readsFigures?: boolean | null

  @Field(() => PurposeEnum, {
    nullable: true,
    description:
      'What they are let in for; left out, what the role is usually for, or in a change under the same role what they are for already.',
  })
  purposeCode?: Purpose | null
}

@InputType({ description: 'Somebody who shall be let in when they sign in.' })
export class InviteAccountInput extends AccountInput {
  @Field(() => String, {
    description: 'What the provider calls them (claim `sub`); who signs in without an account is shown it.',
  })
  subject: string

  @Field(() => DateScalar, { nullable: true, description: 'The first day on which they are let in; left out, today.' })
  from?: PlainDate | null
}
