import type { GraphQLResolveInfo } from 'graphql'
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql'
import { demand } from '../../src/access/may.ts'
import { coverageReport, householdCounts, populationFigures } from '../../src/coverage/coverage.store.ts'
import type { HubContext } from '../context.ts'
import { ImportBatch } from '../imports/batch.type.ts'
import { importBatchNode } from '../imports/batch-node.ts'
import { CoverageArgs, comparison, PopulationArgs } from './coverage.input.ts'
import { CoverageReport, CoverageRow } from './coverage.type.ts'
import { coverageReportNode, householdCountNode, populationNode } from './coverage-node.ts'
import { FigureSource, HouseholdCount, PopulationFigure } from './figure.type.ts'
import { partsRead } from './parts-read.ts'
import { PlacesOnBordersArgs } from './places.input.ts'

@Resolver(() => CoverageRow)
export class CoverageResolver {
  @Query(() => CoverageReport, {
    description:
      'Covered and population of the areas of one level within an area, on any day and any day’s borders. Readers who may not see persons may name two dimensions in `by` and `where` together, one value a list, and no participant codes.',
  })
  async coverage(
    @Ctx() { actor, em, today }: HubContext,
    @Args(() => CoverageArgs) asked: CoverageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CoverageReport> {
    demand(actor, 'READ_FIGURES')
    const asOf = asked.asOf ?? today
    const parts = partsRead(info)
    return coverageReportNode(await coverageReport(actor, em, { ...asked, asOf, compareTo: comparison(asked), parts }))
  }

  @Query(() => [PopulationFigure], { description: 'Residents of the areas of one level within an area.' })
  async population(
    @Ctx() { actor, em, today }: HubContext,
    @Args(() => PopulationArgs) asked: PopulationArgs,
  ): Promise<PopulationFigure[]> {
    demand(actor, 'READ_FIGURES')
    const asOf = asked.asOf ?? today
    const found = await populationFigures(actor, em, { ...asked, asOf })
    return found.map((figure) => populationNode(figure, asked.borders ?? asOf))
  }

  @Query(() => [HouseholdCount], { description: 'Households by class in the areas of one level within an area.' })
  async householdCounts(
    @Ctx() { actor, em, today }: HubContext,
    @Args(() => PlacesOnBordersArgs) asked: PlacesOnBordersArgs,
  ): Promise<HouseholdCount[]> {
    demand(actor, 'READ_FIGURES')
    const asOf = asked.asOf ?? today
    const found = await householdCounts(actor, em, { ...asked, asOf })
    return found.map((count) => householdCountNode(count, asked.borders ?? asOf))
  }
}

@Resolver(() => FigureSource)
export class FigureSourceResolver {
  @FieldResolver(() => ImportBatch, {
    nullable: true,
    description: 'The file’s way into the register; null for a counted number.',
  })
  async batch(@Root() source: FigureSource, @Ctx() { loaders }: HubContext): Promise<ImportBatch | null> {
    if (source.batchId === null) return null
    const found = await loaders.batches.byId.load(source.batchId)
    return found && importBatchNode(found)
  }
}
