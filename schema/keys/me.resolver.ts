import { Args, Ctx, Query, Resolver } from 'type-graphql'
import { listAudit } from '../../src/access/audit.store.ts'
import { may, PERMISSIONS, purposeOf } from '../../src/access/may.ts'
import type { HubContext } from '../context.ts'
import { connection } from '../page.type.ts'
import { AuditArgs, AuditEntryConnection, auditEntryNode } from './audit.type.ts'
import { Me } from './me.type.ts'

/** Who asks, and who asked. */
@Resolver()
export class MeResolver {
  @Query(() => Me, { description: 'Who is asking and what they may.' })
  me(@Ctx() { actor }: HubContext): Me {
    const { id, role } = actor
    return {
      id,
      role,
      purposeCode: purposeOf(actor),
      permissions: PERMISSIONS.filter((permission) => may(actor, permission)),
    }
  }

  @Query(() => AuditEntryConnection, { description: 'What was done here and by whom, the newest first.' })
  async auditEntries(
    @Ctx() { actor, hub }: HubContext,
    @Args(() => AuditArgs) asked: AuditArgs,
  ): Promise<AuditEntryConnection> {
    return connection(await listAudit(actor, hub, asked), auditEntryNode)
  }
}
