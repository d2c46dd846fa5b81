import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { demand } from '../../src/access/may.ts'
import { listRounds } from '../../src/campaigns/survey-round.store.ts'
import { changeRound, createRound, deleteRound } from '../../src/campaigns/write-survey-round.ts'
import { decodeNodeId, encodeNodeId } from '../../src/kernel/node-id.ts'
import { BadRequest } from '../../src/kernel/page.ts'
import { Area, areaNode } from '../areas/area.type.ts'
import type { HubContext } from '../context.ts'
import { HouseholdClassification } from '../households/household.type.ts'
import { ProgressArgs, SurveyRoundInput } from './survey-round.input.ts'
import { progressNode, SurveyProgress, SurveyRound, surveyRoundNode } from './survey-round.type.ts'

const THE_ROUND = { description: 'The round.' }
const AS_IT_SHALL_STAND = { description: 'The round as it shall stand.' }

@Resolver(() => SurveyRound)
export class SurveyRoundResolver {
  @Query(() => [SurveyRound], { description: 'Survey rounds that concern the reader’s areas, the newest first.' })
  async surveyRounds(
    @Ctx() { actor, em }: HubContext,
    @Arg('year', () => Int, { nullable: true, description: 'Only rounds of this year; left out, all of them.' })
    year?: number | null,
  ): Promise<SurveyRound[]> {
    demand(actor, 'READ_FIGURES')
    const found = await listRounds(actor, em, year ?? null)
    return found.map(surveyRoundNode)
  }

  @Mutation(() => SurveyRound, { description: 'Set down a new survey round.' })
  async createSurveyRound(
    @Ctx() context: HubContext,
    @Arg('input', () => SurveyRoundInput, AS_IT_SHALL_STAND) input: SurveyRoundInput,
  ): Promise<SurveyRound> {
    demand(context.actor, 'PLAN')
    return written(context, await createRound(context.actor, context.hub, input))
  }

  @Mutation(() => SurveyRound, { description: 'Write a survey round anew; what is left out of `input` is empty then.' })
  async changeSurveyRound(
    @Ctx() context: HubContext,
    @Arg('id', () => ID, THE_ROUND) id: string,
    @Arg('input', () => SurveyRoundInput, AS_IT_SHALL_STAND) input: SurveyRoundInput,
  ): Promise<SurveyRound> {
    demand(context.actor, 'PLAN')
    const key = roundKey(id)
    await changeRound(context.actor, context.hub, key, input)
    return written(context, key)
  }

  @Mutation(() => ID, { description: 'Take a survey round away and give its id; what was surveyed stays.' })
  async deleteSurveyRound(
    @Ctx() { actor, hub }: HubContext,
    @Arg('id', () => ID, THE_ROUND) id: string,
  ): Promise<string> {
    demand(actor, 'PLAN')
    const key = roundKey(id)
    await deleteRound(actor, hub, key)
    return encodeNodeId('SurveyRound', key)
  }

  @FieldResolver(() => Area, {
    nullable: true,
    description: 'The area whose office holds it; null outside the reader’s areas.',
  })
  async area(@Root() { areaId, from }: SurveyRound, @Ctx() { loaders }: HubContext): Promise<Area | null> {
    const found = await loaders.areas.byId.load(areaId)
    return found && areaNode(found, from)
  }

  @FieldResolver(() => [SurveyProgress], {
    description: 'How far it is in each area of a level, by code. For readers who may see persons.',
  })
  async progress(
    @Root() { roundId, dueOn }: SurveyRound,
    @Ctx() { loaders, today }: HubContext,
    @Args(() => ProgressArgs) { within, level, on }: ProgressArgs,
  ): Promise<SurveyProgress[]> {
    const asked = { within: within ?? null, level, on: on ?? today }
    const found = await loaders.campaigns.progress.of(asked).load(roundId)
    return found.map((row) => progressNode(row, dueOn, asked.on))
  }
}

@Resolver(() => HouseholdClassification)
export class ClassificationRoundResolver {
  @FieldResolver(() => SurveyRound, {
    nullable: true,
    description: 'The survey round in which it was decided; null when it was decided outside of any.',
  })
  async round(
    @Root() { householdId, validFrom }: HouseholdClassification,
    @Ctx() { loaders }: HubContext,
  ): Promise<SurveyRound | null> {
    const found = await loaders.campaigns.roundOfClassification.load({ householdId, validFrom })
    return found && surveyRoundNode(found)
  }
}

async function written({ loaders }: HubContext, id: number): Promise<SurveyRound> {
  const found = await loaders.campaigns.roundById.load(id)
  if (found === null) throw new Error(`no survey round ${id} right after it was written`)
  return surveyRoundNode(found)
}

/** The register's key in a round's global id. Throws `BadRequest` for what is no round's. */
function roundKey(id: string): number {
  const node = decodeNodeId(id)
  if (node?.type !== 'SurveyRound' || !/^\d{1,9}$/.test(node.key))
    throw new BadRequest('round-not-found', 'there is no such round')
  return Number(node.key)
}
