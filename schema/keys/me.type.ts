import { ArgsType, Field, Int, ObjectType } from 'type-graphql'
import type { Role } from '../../src/access/actor.ts'
import type { Permission } from '../../src/access/may.ts'
import { LONGEST_OPENING } from '../../src/access/persons-opening.store.ts'
import type { Purpose } from '../../src/access/purpose.ts'
import { describedEnum } from '../described-enum.ts'
import { DateTimeScalar } from '../scalars/date-time.scalar.ts'
import { RoleEnum } from './key.type.ts'
import { PurposeEnum } from './purpose.enum.ts'

export const PermissionEnum = describedEnum<Permission>(
  'Permission',
  'What somebody may ask or do, within their areas.',
  {
    READ_FIGURES: 'Areas, counts, rates, targets and where they come from.',
    READ_PERSONS: 'Households, persons and cards.',
    IMPORT: 'Sending files, and everything that a file’s report shows.',
    PLAN: 'Making and changing campaigns and survey rounds.',
    DECLARE: 'Rules that change what everybody’s figures say; for those who see the whole country.',
    CHANGE_AREAS: 'Lists and tables of units, which say what areas there are and where they lie.',
    LOAD_BOUNDARIES: 'Loading the boundaries of areas, for maps.',
    MANAGE_KEYS: 'Issuing, listing and revoking keys.',
    READ_AUDIT: 'The audit log; for those who see the whole country.',
    READ_SEGMENTS: 'What a segment gives of its households, as its partner reads it.',
    MANAGE_SEGMENTS: 'Making, changing and ending segments.',
    MANAGE_REQUESTS: 'What persons ask about their own data; for those who see the whole country.',
  },
)

@ArgsType()
export class OpenPersonsArgs {
  @Field(() => String, {
    description: 'What for, ten letters at least; it is kept in the audit log. No name and no number of a person.',
  })
  reason: string

  @Field(() => Int, { defaultValue: LONGEST_OPENING, description: 'For how many minutes, 1–180.' })
  minutes: number
}

@ObjectType({ simpleResolvers: true, description: 'Who is asking.' })
export class Me {
  @Field(() => String, { description: 'The account, for a key its public part: what `createdBy` shows.' })
  id: string

  @Field(() => RoleEnum, { description: 'The role.' })
  role: Role

  @Field(() => PurposeEnum, { description: 'What they are let in for: it narrows what the role may.' })
  purposeCode: Purpose

  @Field(() => [PermissionEnum], {
    description:
      'What that role may do here and now for that purpose: READ_PERSONS is there while persons are open, where they must be opened.',
  })
  permissions: Permission[]

  @Field(() => Boolean, {
    description:
      'Whether it reads persons only while it has opened them, for a reason and a time: a data officer of more than communes.',
  })
  mustOpenPersons: boolean

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when it has opened persons; null while it has not, and when it need not.',
  })
  personsOpenUntil: Date | null
}
