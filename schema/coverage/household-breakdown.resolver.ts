import { Args, Ctx, Query, Resolver } from 'type-graphql'
import { demand } from '../../src/access/may.ts'
import { householdBreakdown } from '../../src/coverage/household-breakdown.store.ts'
import { areaNode } from '../areas/area.type.ts'
import type { HubContext } from '../context.ts'
import { BreakdownArgs } from './coverage.input.ts'
import { HouseholdBreakdown } from './household-breakdown.type.ts'

@Resolver()
export class HouseholdBreakdownResolver {
  @Query(() => [HouseholdBreakdown], {
    description:
      'Households by the kinds of people who live in them: poor ones with a child under six, for example. For readers who may see persons.',
  })
  async householdBreakdown(
    @Ctx() { actor, em, today }: HubContext,
    @Args(() => BreakdownArgs) asked: BreakdownArgs,
  ): Promise<HouseholdBreakdown[]> {
    demand(actor, 'READ_FIGURES')
    const asOf = asked.asOf ?? today
    const found = await householdBreakdown(actor, em, { ...asked, asOf })
    return found.map((row) => ({ ...row, area: areaNode(row.area, asked.borders ?? asOf) }))
  }
}
