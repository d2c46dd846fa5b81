import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql'
import { audit } from '../src/access/audit.store.ts'
import { demand, type Permission } from '../src/access/may.ts'
import { decodeNodeId, type NodeType } from '../src/kernel/node-id.ts'
import { listSegments } from '../src/segments/segment.store.ts'
import { areaNode } from './areas/area.type.ts'
import { campaignNode } from './campaigns/campaign.type.ts'
import { surveyRoundNode } from './campaigns/survey-round.type.ts'
import type { HubContext } from './context.ts'
import { householdNode } from './households/household.type.ts'
import { enrolmentNode, personNode } from './households/person.type.ts'
import { importBatchNode } from './imports/batch-node.ts'
import { Node } from './node.type.ts'
import { segmentNode } from './segments/segment.type.ts'
import { targetNode } from './targets/target.type.ts'

type FindNode = (context: HubContext, key: string) => Promise<Node | null>

const NEEDED: Readonly<Record<NodeType, Permission>> = {
  Area: 'READ_FIGURES',
  Target: 'READ_FIGURES',
  Campaign: 'READ_FIGURES',
  SurveyRound: 'READ_FIGURES',
  Household: 'READ_PERSONS',
  Person: 'READ_PERSONS',
  Enrolment: 'READ_PERSONS',
  ImportBatch: 'IMPORT',
  Segment: 'READ_SEGMENTS',
}

const FIND: Readonly<Record<NodeType, FindNode>> = {
  Area: async ({ loaders, today }, key) => {
    const found = await loaders.areas.byId.load(Number(key))
    return found && areaNode(found, today)
  },
  Household: async ({ loaders, today }, key) => {
    const found = await loaders.households.byId.load(Number(key))
    return found && householdNode(found, today)
  },
  Person: async ({ loaders, today }, key) => {
    const found = await loaders.households.personById.load(Number(key))
    return found && personNode(found, today)
  },
  Enrolment: async ({ loaders }, key) => {
    const found = await loaders.households.enrolmentByKey.load(key)
    return found && enrolmentNode(found)
  },
  Target: async ({ loaders }, key) => {
    const found = await loaders.targets.byId.load(Number(key))
    return found && targetNode(found)
  },
  Campaign: async ({ loaders }, key) => {
    const found = await loaders.campaigns.byId.load(Number(key))
    return found && campaignNode(found)
  },
  SurveyRound: async ({ loaders }, key) => {
    const found = await loaders.campaigns.roundById.load(Number(key))
    return found && surveyRoundNode(found)
  },
  ImportBatch: async ({ loaders }, key) => {
    const found = await loaders.batches.byId.load(Number(key))
    return found && importBatchNode(found)
  },
  Segment: async ({ actor, hub }, key) => {
    const [found] = await listSegments(actor, hub, { ids: [Number(key)] })
    return found ? segmentNode(found) : null
  },
}

@Resolver()
export class NodeResolver {
  @Query(() => Node, { nullable: true, description: 'What has this id; null when there is none to see.' })
  async node(
    @Ctx() context: HubContext,
    @Arg('id', () => ID, { description: 'An id that an answer gave.' }) id: string,
  ): Promise<Node | null> {
    const named = decodeNodeId(id)
    if (named === null || (named.type !== 'Enrolment' && !/^\d{1,9}$/.test(named.key))) return null
    demand(context.actor, NEEDED[named.type])
    const { actor, hub, requestId } = context
    const found = await FIND[named.type](context, named.key)
    if (found && NEEDED[named.type] === 'READ_PERSONS') await audit(hub, actor, 'PERSONS_READ', { requestId, node: id })
    return found
  }
}
