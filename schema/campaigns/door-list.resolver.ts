import { Args, ArgsType, Ctx, Field, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql'
import { audit } from '../../src/access/audit.store.ts'
import { demand } from '../../src/access/may.ts'
import { doorList } from '../../src/campaigns/door-list.store.ts'
import { toldBy } from '../../src/campaigns/door-list.ts'
import { paidMonths } from '../../src/campaigns/premium.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { Area, areaNode } from '../areas/area.type.ts'
import type { HubContext } from '../context.ts'
import { Household, householdNode } from '../households/household.type.ts'
import { connection, PageArgs } from '../page.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { OutreachTeam, teamNode } from './campaign.type.ts'
import { DoorVisit, DoorVisitConnection, visitNode } from './door-list.type.ts'

@ArgsType()
class DoorListArgs extends PageArgs {
  @Field(() => String, { description: 'Code of the area to stay within, as it stood on the day asked.' })
  within: string

  @Field(() => DateScalar, { nullable: true, description: 'The day asked; left out, today.' })
  asOf?: PlainDate | null

  @Field(() => Int, { defaultValue: 12, description: 'The months that premiums are reckoned for: 3, 6 or 12.' })
  months: number
}

@Resolver(() => DoorVisit)
export class DoorListResolver {
  @Query(() => DoorVisitConnection, {
    description:
      'The people without a card, door by door, by hamlet, residents’ group and household, with what they owe.',
  })
  async doorList(
    @Ctx() { actor, persons, hub, today, requestId }: HubContext,
    @Args(() => DoorListArgs) { within, asOf: asked, months, first, after }: DoorListArgs,
  ): Promise<DoorVisitConnection> {
    demand(actor, 'READ_PERSONS')
    const asOf = asked ?? today
    const page = await doorList(actor, persons, { within, asOf, months: paidMonths(months) }, { first, after })
    await audit(hub, actor, 'PERSONS_READ', { requestId, within, asOf, ...toldBy(page.rows) })
    return { ...connection(page, (row) => visitNode(row, asOf)), uncovered: page.uncovered }
  }

  @FieldResolver(() => Area, { description: 'The hamlet, residents’ group or commune in which it stands.' })
  async area(@Root() { areaId, askedOn }: DoorVisit, @Ctx() { loaders }: HubContext): Promise<Area | null> {
    const found = await loaders.areas.byId.load(areaId)
    return found && areaNode(found, askedOn)
  }

  @FieldResolver(() => Household, { nullable: true, description: 'The household; null when none is known.' })
  async household(
    @Root() { householdId, askedOn }: DoorVisit,
    @Ctx() { loaders }: HubContext,
  ): Promise<Household | null> {
    const found = householdId === null ? null : await loaders.households.byId.load(householdId)
    return found && householdNode(found, askedOn)
  }

  @FieldResolver(() => [OutreachTeam], {
    description: 'The teams that work there in campaigns that run on the day, by name.',
  })
  async teams(@Root() { areaId, askedOn }: DoorVisit, @Ctx() { loaders }: HubContext): Promise<OutreachTeam[]> {
    const found = await loaders.campaigns.teamsInArea.of(askedOn).load(areaId)
    return found.map(teamNode)
  }
}
