import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import { audit } from '../../src/access/audit.store.ts'
import { decodeNodeId } from '../../src/kernel/node-id.ts'
import { BadRequest } from '../../src/kernel/page.ts'
import { carryOutRequest } from '../../src/privacy/carry-out-request.store.ts'
import {
  acknowledgeRequest,
  closeRequest,
  extendRequest,
  findRequest,
  listRequests,
  recordRequest,
  refuseRequest,
} from '../../src/privacy/person-request.store.ts'
import type { RequestRow } from '../../src/privacy/person-request.ts'
import type { HubContext } from '../context.ts'
import { connection } from '../page.type.ts'
import { CarryOutInput, PersonRequestInput, PersonRequestsArgs } from './person-request.input.ts'
import { PersonRequest, PersonRequestConnection, personRequestNode } from './person-request.type.ts'

const NUMBER = { description: 'The request’s number.' }

/** What persons ask about their own data, for administrators of the country. Every store asks whether the actor may. */
@Resolver(() => PersonRequest)
export class PersonRequestResolver {
  @Query(() => PersonRequestConnection, {
    description: 'What persons asked about their own data: those overdue first, closed ones last.',
  })
  async personRequests(
    @Ctx() context: HubContext,
    @Args(() => PersonRequestsArgs) asked: PersonRequestsArgs,
  ): Promise<PersonRequestConnection> {
    const page = await listRequests(context.actor, context.hub, asked)
    await read(context, page.rows)
    return connection(page, (row) => personRequestNode(row, context.today))
  }

  @Query(() => PersonRequest, { nullable: true, description: 'One request; null when there is none.' })
  async personRequest(
    @Ctx() context: HubContext,
    @Arg('id', () => ID, NUMBER) id: string,
  ): Promise<PersonRequest | null> {
    const found = await findRequest(context.actor, context.hub, numberOf(id))
    if (found === null) return null
    await read(context, [found])
    return personRequestNode(found, context.today)
  }

  @Mutation(() => PersonRequest, { description: 'Write down a request; its days are worked out.' })
  async recordPersonRequest(
    @Ctx() context: HubContext,
    @Arg('input', () => PersonRequestInput, { description: 'What is asked, about whom.' }) input: PersonRequestInput,
  ): Promise<PersonRequest> {
    const { actor, hub, now, declaredDays: declared } = context
    return told(context, await recordRequest(actor, hub, input, { now, declared }))
  }

  @Mutation(() => PersonRequest, { description: 'Say that whoever asked has been told that the request came.' })
  async acknowledgePersonRequest(
    @Ctx() context: HubContext,
    @Arg('id', () => ID, NUMBER) id: string,
  ): Promise<PersonRequest> {
    await acknowledgeRequest(context.actor, context.hub, numberOf(id), context.now)
    return told(context, numberOf(id))
  }

  @Mutation(() => PersonRequest, { description: 'Give a request its one longer term, before the first is over.' })
  async extendPersonRequest(
    @Ctx() context: HubContext,
    @Arg('id', () => ID, NUMBER) id: string,
    @Arg('reason', () => String, { description: 'Why; never empty, nobody’s name or number.' }) reason: string,
  ): Promise<PersonRequest> {
    const { actor, hub, now, declaredDays: declared } = context
    await extendRequest(actor, hub, { id: numberOf(id), reason }, { now, declared })
    return told(context, numberOf(id))
  }

  @Mutation(() => PersonRequest, {
    description:
      'Carry out a request. VIEW, PROVIDE: the record can be fetched at `recordUrl`. ERASE: the person is erased, figures stay. CORRECT: by the batch named. RESTRICT, OBJECT, WITHDRAW: what the office did is written down.',
  })
  async carryOutPersonRequest(
    @Ctx() context: HubContext,
    @Arg('id', () => ID, NUMBER) id: string,
    @Arg('input', () => CarryOutInput, {
      nullable: true,
      description: 'What the hub does not know; left out where it does all of it.',
    })
    input?: CarryOutInput | null,
  ): Promise<PersonRequest> {
    const { actor, hub, now, erase } = context
    const asked = { id: numberOf(id), done: input?.done, batchId: batchOf(input?.batchId) }
    await carryOutRequest(actor, hub, asked, { now, erase })
    return told(context, numberOf(id))
  }

  @Mutation(() => PersonRequest, { description: 'Refuse a request.' })
  async refusePersonRequest(
    @Ctx() context: HubContext,
    @Arg('id', () => ID, NUMBER) id: string,
    @Arg('ground', () => String, {
      description: 'The article that allows it, for an erasure Article 14(2) with 19; never empty.',
    })
    ground: string,
  ): Promise<PersonRequest> {
    await refuseRequest(context.actor, context.hub, { id: numberOf(id), ground }, context.now)
    return told(context, numberOf(id))
  }

  @Mutation(() => PersonRequest, {
    description: 'Say that whoever asked has the answer: how they were reached is forgotten.',
  })
  async closePersonRequest(
    @Ctx() context: HubContext,
    @Arg('id', () => ID, NUMBER) id: string,
  ): Promise<PersonRequest> {
    await closeRequest(context.actor, context.hub, numberOf(id), context.now)
    return told(context, numberOf(id))
  }
}

async function told({ actor, hub, today }: HubContext, id: number): Promise<PersonRequest> {
  const found = await findRequest(actor, hub, id)
  if (found === null) throw new BadRequest('request-not-found', 'there is no such request')
  return personRequestNode(found, today)
}

/** Whom requests are about is read with them. */
async function read({ actor, hub, requestId }: HubContext, found: readonly RequestRow[]): Promise<void> {
  const personIds = [...new Set(found.flatMap(({ personId }) => personId ?? []))]
  if (personIds.length > 0)
    await audit(hub, actor, 'PERSONS_READ', { requestId, personRequests: found.map(({ id }) => id), personIds })
}

/** Zero is nobody's number. */
function numberOf(id: string): number {
  return /^\d{1,9}$/.test(id) ? Number(id) : 0
}

function batchOf(id: string | null | undefined): number | null {
  const node = decodeNodeId(id ?? '')
  return node?.type === 'ImportBatch' && /^\d{1,15}$/.test(node.key) ? Number(node.key) : null
}
