import type { GraphQLResolveInfo } from 'graphql'
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql'
import { Area } from '../areas/area.type.ts'
import type { HubContext } from '../context.ts'
import { AreaCoverageArgs, AreaHouseholdsArgs, AreaPopulationArgs, comparison, TrendArgs } from './coverage.input.ts'
import { CoverageRow } from './coverage.type.ts'
import { coverageRowNode, householdCountNode, populationNode } from './coverage-node.ts'
import { HouseholdCount, PopulationFigure } from './figure.type.ts'
import { partsRead } from './parts-read.ts'

/** The figures of an area that was reached by its code, its parent or a list. */
@Resolver(() => Area)
export class AreaFiguresResolver {
  @FieldResolver(() => PopulationFigure, { nullable: true, description: 'Its residents; null when not known.' })
  async population(
    @Root() area: Area,
    @Ctx() { loaders }: HubContext,
    @Args(() => AreaPopulationArgs) { asOf, basis = null, borders = null }: AreaPopulationArgs,
  ): Promise<PopulationFigure | null> {
    const wanted = { asOf: asOf ?? area.askedOn, basis, borders }
    const found = await loaders.coverage.population.of(wanted).load(area.areaId)
    return found && populationNode(found, area.askedOn)
  }

  @FieldResolver(() => CoverageRow, { nullable: true, description: 'Its coverage; null when nothing is known.' })
  async coverage(
    @Root() area: Area,
    @Ctx() { loaders }: HubContext,
    @Args(() => AreaCoverageArgs) asked: AreaCoverageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CoverageRow | null> {
    const { basis = null, borders = null } = asked
    const asOf = asked.asOf ?? area.askedOn
    const wanted = { asOf, basis, borders, compareTo: comparison(asked), parts: partsRead(info) }
    const found = await loaders.coverage.coverage.of(wanted).load(area.areaId)
    return found && coverageRowNode(found, area.askedOn)
  }

  @FieldResolver(() => [CoverageRow], {
    description: 'Its coverage on a series of days; days of which nothing is known are left out.',
  })
  async trend(
    @Root() area: Area,
    @Ctx() { loaders }: HubContext,
    @Args(() => TrendArgs) { from, until, every, basis = null, borders = null }: TrendArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CoverageRow[]> {
    const wanted = { from, until, every, basis, borders, parts: partsRead(info) }
    const found = await loaders.coverage.trend.of(wanted).load(area.areaId)
    return found.map((row) => coverageRowNode(row, area.askedOn))
  }

  @FieldResolver(() => [HouseholdCount], { description: 'Its households by class, from the register.' })
  async householdCounts(
    @Root() area: Area,
    @Ctx() { loaders }: HubContext,
    @Args(() => AreaHouseholdsArgs) { asOf, borders = null }: AreaHouseholdsArgs,
  ): Promise<HouseholdCount[]> {
    const wanted = { asOf: asOf ?? area.askedOn, borders }
    const found = await loaders.coverage.householdCounts.of(wanted).load(area.areaId)
    return found.map((count) => householdCountNode(count, area.askedOn))
  }
}
