import { Args, Ctx, Mutation, Query, Resolver } from 'type-graphql'
import type { Actor } from '../../src/access/actor.ts'
import { listAudit } from '../../src/access/audit.store.ts'
import { may, PERMISSIONS, purposeOf } from '../../src/access/may.ts'
import { closePersons, openPersons } from '../../src/access/persons-opening.store.ts'
import type { HubContext } from '../context.ts'
import { connection } from '../page.type.ts'
import { AuditArgs, AuditEntryConnection, auditEntryNode } from './audit.type.ts'
import { Me, OpenPersonsArgs } from './me.type.ts'

/** Who asks, and who asked. */
@Resolver()
export class MeResolver {
  @Query(() => Me, { description: 'Who is asking and what they may.' })
  me(@Ctx() { actor }: HubContext): Me {
    return meNode(actor)
  }

  @Mutation(() => Me, {
    description:
      'Open persons for this account, for a reason and a time; what it had open before ends. For data officers of more than communes, who read figures alone without it.',
  })
  async openPersons(
    @Ctx() { actor, hub, now }: HubContext,
    @Args(() => OpenPersonsArgs) draft: OpenPersonsArgs,
  ): Promise<Me> {
    return meNode({ ...actor, personsOpenUntil: await openPersons(actor, hub, draft, now) })
  }

  @Mutation(() => Me, { description: 'Close persons before their time is over; closing them twice changes nothing.' })
  async closePersons(@Ctx() { actor, hub, now }: HubContext): Promise<Me> {
    await closePersons(actor, hub, now)
    return meNode({ ...actor, personsOpenUntil: null })
  }

  @Query(() => AuditEntryConnection, { description: 'What was done here and by whom, the newest first.' })
  async auditEntries(
    @Ctx() { actor, hub }: HubContext,
    @Args(() => AuditArgs) asked: AuditArgs,
  ): Promise<AuditEntryConnection> {
    return connection(await listAudit(actor, hub, asked), auditEntryNode)
  }
}

function meNode(actor: Actor): Me {
  const { id, role, personsOpenUntil } = actor
  return {
    id,
    role,
    purposeCode: purposeOf(actor),
    permissions: PERMISSIONS.filter((permission) => may(actor, permission)),
    mustOpenPersons: personsOpenUntil !== undefined,
    personsOpenUntil: personsOpenUntil ?? null,
  }
}
