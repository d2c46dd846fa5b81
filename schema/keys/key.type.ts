import { Field, ID, ObjectType } from 'type-graphql'
import type { Role } from '../../src/access/actor.ts'
import type { IssuedKey as Issued, KeyRow } from '../../src/access/key.store.ts'
import type { Purpose } from '../../src/access/purpose.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { Area } from '../areas/area.type.ts'
import { describedEnum } from '../described-enum.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { DateTimeScalar } from '../scalars/date-time.scalar.ts'
import { PurposeEnum } from './purpose.enum.ts'

export const RoleEnum = describedEnum<Role>('Role', 'What the holder of a key may do, within its areas.', {
  ADMINISTRATOR: 'Everything, keys included.',
  DATA_OFFICER: 'Reads figures and persons, sends files, plans campaigns and survey rounds.',
  ANALYST: 'Reads figures and where they come from; no persons.',
  PARTNER: 'Reads what a segment gives, and figures where they were granted.',
})

@ObjectType({ simpleResolvers: true, description: 'An area that a key is for: the one that existed on a day.' })
export class KeyGrant {
  @Field(() => Area, { nullable: true, description: 'The area as it existed on `on`.' })
  area: Area | null

  @Field(() => DateScalar, { description: 'The day on which it existed; what joined it later is not granted.' })
  on: PlainDate

  @Field(() => DateScalar, { description: 'The first day of the grant.' })
  from: PlainDate

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day after its last; null when it lasts as the key does.',
  })
  until: PlainDate | null
}

@ObjectType({ simpleResolvers: true, description: 'A key as it is listed; nobody is let in by what stands here.' })
export class ApiKey {
  @Field(() => ID, { description: 'Its public part: how the key begins, and the account that `createdBy` shows.' })
  id: string

  @Field(() => RoleEnum, { description: 'What its holder may do.' })
  role: Role

  @Field(() => Boolean, { description: 'Whether a partner’s key reads the figures of its areas too.' })
  readsFigures: boolean

  @Field(() => String, { description: 'What it was issued for, in words.' })
  purpose: string

  @Field(() => PurposeEnum, { description: 'Which of the registered purposes that is: it narrows what the role may.' })
  purposeCode: Purpose

  @Field(() => [String], { description: 'Networks (CIDR) from which it lets in; none: from anywhere.' })
  fromAddresses: readonly string[]

  @Field(() => String, { description: 'The account that issued it.' })
  createdBy: string

  @Field(() => DateTimeScalar, { description: 'When it was issued.' })
  createdAt: Date

  @Field(() => DateScalar, { description: 'The first day on which it is refused.' })
  validUntil: PlainDate

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was revoked; null unless it was.' })
  revokedAt: Date | null

  @Field(() => String, { nullable: true, description: 'The account that revoked it; null unless it was.' })
  revokedBy: string | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last shown, to the hour; null before.' })
  lastUsedAt: Date | null

  /** The grants as the register has them. */
  row: KeyRow
}

@ObjectType({ simpleResolvers: true, description: 'A key that was just made: the only time it is told.' })
export class IssuedKey implements Issued {
  @Field(() => ID, { description: 'Its public part, by which it is listed and revoked.' })
  id: string

  @Field(() => String, { description: 'The key: sent as `Authorization: Bearer <key>`. It cannot be shown again.' })
  key: string
}

export function apiKeyNode(row: KeyRow): ApiKey {
  return { ...row, row }
}
