import { Field, ID, ObjectType } from 'type-graphql'
import type { AccountRow } from '../../src/access/account.store.ts'
import type { Role } from '../../src/access/actor.ts'
import type { Purpose } from '../../src/access/purpose.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { Area } from '../areas/area.type.ts'
import { RoleEnum } from '../keys/key.type.ts'
import { PurposeEnum } from '../keys/purpose.enum.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { DateTimeScalar } from '../scalars/date-time.scalar.ts'

@ObjectType({ simpleResolvers: true, description: 'An area that an account is for: the one that existed on a day.' })
export class AccountGrant {
  @Field(() => Area, { nullable: true, description: 'The area as it existed on `on`.' })
  area: Area | null

  @Field(() => DateScalar, { description: 'The day on which it existed; what joined it later is not granted.' })
  on: PlainDate

  @Field(() => DateScalar, { description: 'The first day of the grant.' })
  from: PlainDate

  @Field(() => DateScalar, { nullable: true, description: 'The day after its last; null while no end is set.' })
  until: PlainDate | null
}

@ObjectType({
  simpleResolvers: true,
  description: 'Somebody who signs in with a name at the office’s provider (OpenID Connect).',
})
export class Account {
  @Field(() => ID, { description: 'What `createdBy` and the audit log show of it.' })
  id: string

  @Field(() => String, { description: 'The provider at which they sign in.' })
  issuer: string

  @Field(() => String, { description: 'What the provider calls them, and nobody else.' })
  subject: string

  @Field(() => String, { description: 'Who it is, as an administrator wrote it.' })
  name: string

  @Field(() => RoleEnum, { description: 'What they may do, whatever their token says.' })
  role: Role

  @Field(() => Boolean, { description: 'Whether a partner’s account reads the figures of its areas too.' })
  readsFigures: boolean

  @Field(() => PurposeEnum, { description: 'What they are let in for: it narrows what the role may.' })
  purposeCode: Purpose

  @Field(() => String, { description: 'The account or key that invited them.' })
  createdBy: string

  @Field(() => DateTimeScalar, { description: 'When they were invited.' })
  createdAt: Date

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was ended; null while it holds.' })
  endedAt: Date | null

  @Field(() => String, { nullable: true, description: 'The account or key that ended it; null while it holds.' })
  endedBy: string | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When they were last here, to the hour; null before.' })
  lastSeenAt: Date | null

  /** The grants as the register has them. */
  row: AccountRow
}

export function accountNode(row: AccountRow): Account {
  return { ...row, row }
}
