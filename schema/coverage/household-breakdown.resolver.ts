import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql'
import { demand } from '../../src/access/may.ts'
import type { CoverageDimension } from '../../src/coverage/coverage-row.ts'
import { householdBreakdown } from '../../src/coverage/household-breakdown.store.ts'
import { areaNode } from '../areas/area.type.ts'
import type { HubContext } from '../context.ts'
import { CoverageDimensionEnum } from './coverage.enum.ts'
import { CoverageWhere } from './coverage.input.ts'
import { HouseholdBreakdown } from './household-breakdown.type.ts'
import { PlacesArgs } from './places.input.ts'

@Resolver()
export class HouseholdBreakdownResolver {
  @Query(() => [HouseholdBreakdown], {
    description:
      'Households by the kinds of people who live in them: poor ones with a child under six, for example. For readers who may see persons.',
  })
  async householdBreakdown(
    @Ctx() { actor, em, today }: HubContext,
    @Args(() => PlacesArgs) places: PlacesArgs,
    @Arg('by', () => [CoverageDimensionEnum], { nullable: true, description: 'Split the rows by these.' })
    by?: CoverageDimension[] | null,
    @Arg('where', () => CoverageWhere, { nullable: true, description: 'Which members to look for; left out, any.' })
    where?: CoverageWhere | null,
  ): Promise<HouseholdBreakdown[]> {
    demand(actor, 'READ_FIGURES')
    const asOf = places.asOf ?? today
    const found = await householdBreakdown(actor, em, { ...places, asOf, by, where })
    return found.map((row) => ({ ...row, area: areaNode(row.area, asOf) }))
  }
}
