import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import { demand } from '../../src/access/may.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { listTargets } from '../../src/targets/target.store.ts'
import { Area, areaNode } from '../areas/area.type.ts'
import type { HubContext } from '../context.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { AreaTargetsArgs, TargetsArgs } from './target.input.ts'
import { Target, TargetCascade, TargetProgress, targetNode } from './target.type.ts'

@Resolver(() => Target)
export class TargetResolver {
  @Query(() => [Target], { description: 'The targets in force in an area on a day, the area’s own included.' })
  async targets(
    @Ctx() { actor, em, today }: HubContext,
    @Args(() => TargetsArgs) { within, level, on }: TargetsArgs,
  ): Promise<Target[]> {
    demand(actor, 'READ_FIGURES')
    const found = await listTargets(actor, em, { within, level, on: on ?? today })
    return found.map(targetNode)
  }

  @FieldResolver(() => Area, { description: 'The area it is assigned to, as it stands on the day it is due.' })
  async area(@Root() target: Target, @Ctx() { loaders }: HubContext): Promise<Area | null> {
    const found = await loaders.areas.byId.load(target.areaId)
    return found && areaNode(found, target.dueOn)
  }

  @FieldResolver(() => Area, {
    nullable: true,
    description: 'The area whose office assigned it; null when not recorded.',
  })
  async assignedBy(@Root() target: Target, @Ctx() { loaders }: HubContext): Promise<Area | null> {
    if (target.assignedById === null) return null
    const found = await loaders.areas.byId.load(target.assignedById)
    return found && areaNode(found, target.dueOn)
  }

  @FieldResolver(() => TargetProgress, {
    nullable: true,
    description:
      'What was achieved of it by a day, on its own measure; null before it is in force. Readers who may not see persons are told of rates, by rounded numbers, not of cards issued and households reviewed.',
  })
  async progress(
    @Root() target: Target,
    @Ctx() { loaders, today }: HubContext,
    @Arg('on', () => DateScalar, {
      nullable: true,
      description: 'The day asked; left out, that of the row that shows the target, else today.',
    })
    on?: PlainDate | null,
  ): Promise<TargetProgress | null> {
    return loaders.targets.progress.of(on ?? target.shownOn ?? today).load(target.targetId)
  }

  @FieldResolver(() => TargetCascade, {
    description: 'What this area’s own sub-areas were assigned, against what it was assigned itself.',
  })
  async cascade(@Root() target: Target, @Ctx() { loaders }: HubContext): Promise<TargetCascade | null> {
    const found = await loaders.targets.cascade.load(target.targetId)
    return found && { ...found, childrenWithout: found.childrenWithout.map((row) => areaNode(row, target.dueOn)) }
  }
}

@Resolver(() => Area)
export class AreaTargetsResolver {
  @FieldResolver(() => [Target], { description: 'Its targets, the one due first first.' })
  async targets(
    @Root() area: Area,
    @Ctx() { loaders }: HubContext,
    @Args(() => AreaTargetsArgs) { from, until }: AreaTargetsArgs,
  ): Promise<Target[]> {
    const found = await loaders.targets.ofArea.of({ from: from ?? null, until: until ?? null }).load(area.areaId)
    return found.map(targetNode)
  }
}
