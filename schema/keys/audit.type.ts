import { ArgsType, Field, Int, ObjectType } from 'type-graphql'
import type { AuditEntryRow } from '../../src/access/audit.store.ts'
import type { Purpose } from '../../src/access/purpose.ts'
import { PageArgs, PageInfo } from '../page.type.ts'
import { DateTimeScalar } from '../scalars/date-time.scalar.ts'
import { PurposeEnum } from './purpose.enum.ts'

@ObjectType({
  simpleResolvers: true,
  description:
    'What somebody did: read persons, sent, wrote or undid a file, declared whose figures count, issued or revoked a key.',
})
export class AuditEntry {
  @Field(() => Int, { description: 'Its number in the log, without gaps.' })
  entryNo: number

  @Field(() => DateTimeScalar, { description: 'When.' })
  at: Date

  @Field(() => String, { description: 'The account or the key that did it.' })
  account: string

  @Field(() => String, {
    nullable: true,
    description: 'What the key was issued for, in words; null for an account, which has none.',
  })
  purpose?: string | null

  @Field(() => PurposeEnum, { description: 'What the account or the key was for then.' })
  purposeCode: Purpose

  @Field(() => String, { description: 'The role that it had then.' })
  role: string

  @Field(() => String, {
    description: 'What was done: PERSONS_READ, FILE_SENT, BATCH_COMMITTED, PRECEDENCE_DECLARED, KEY_ISSUED, …',
  })
  action: string

  @Field(() => String, { description: 'Ids, codes, days and counts as JSON; never a name or a number of a person.' })
  detail: string
}

@ObjectType({ simpleResolvers: true, description: 'A page of the audit log, the newest entries first.' })
export class AuditEntryConnection {
  @Field(() => [AuditEntry], { description: 'The entries.' })
  nodes: AuditEntry[]

  @Field(() => PageInfo, { description: 'Where this page ends.' })
  pageInfo: PageInfo

  @Field(() => Int, { description: 'Entries that match, on all pages.' })
  totalCount: number
}

@ArgsType()
export class AuditArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Only what this account or key did.' })
  account?: string | null

  @Field(() => String, { nullable: true, description: 'Only this action.' })
  action?: string | null
}

export function auditEntryNode({ detail, ...entry }: AuditEntryRow): AuditEntry {
  return { ...entry, detail: JSON.stringify(detail) }
}
