import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Basis } from '../../src/coverage/coverage-row.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { Area } from '../areas/area.type.ts'
import type { HubContext } from '../context.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { BasisEnum } from './coverage.enum.ts'
import { AreaCoverageArgs, comparison, TrendArgs } from './coverage.input.ts'
import { CoverageRow } from './coverage.type.ts'
import { coverageRowNode, householdCountNode, populationNode } from './coverage-node.ts'
import { HouseholdCount, PopulationFigure } from './figure.type.ts'

const AS_OF_ASKED = {
  nullable: true,
  description: 'The day that the numbers are true for; left out, the day this area was asked for.',
}

/** The figures of an area that was reached by its code, its parent or a list. */
@Resolver(() => Area)
export class AreaFiguresResolver {
  @FieldResolver(() => PopulationFigure, { nullable: true, description: 'Its residents; null when not known.' })
  async population(
    @Root() area: Area,
    @Ctx() { loaders }: HubContext,
    @Arg('asOf', () => DateScalar, AS_OF_ASKED) asOf?: PlainDate | null,
    @Arg('basis', () => BasisEnum, {
      nullable: true,
      description: 'What to count from; left out, a reported figure where there is one, else the register.',
    })
    basis?: Basis | null,
  ): Promise<PopulationFigure | null> {
    const wanted = { asOf: asOf ?? area.askedOn, basis: basis ?? null }
    const found = await loaders.coverage.population.of(wanted).load(area.areaId)
    return found && populationNode(found, area.askedOn)
  }

  @FieldResolver(() => CoverageRow, { nullable: true, description: 'Its coverage; null when nothing is known.' })
  async coverage(
    @Root() area: Area,
    @Ctx() { loaders }: HubContext,
    @Args(() => AreaCoverageArgs) asked: AreaCoverageArgs,
  ): Promise<CoverageRow | null> {
    const wanted = { asOf: asked.asOf ?? area.askedOn, basis: asked.basis ?? null, compareTo: comparison(asked) }
    const found = await loaders.coverage.coverage.of(wanted).load(area.areaId)
    return found && coverageRowNode(found, area.askedOn)
  }

  @FieldResolver(() => [CoverageRow], {
    description: 'Its coverage on a series of days; days of which nothing is known are left out.',
  })
  async trend(
    @Root() area: Area,
    @Ctx() { loaders }: HubContext,
    @Args(() => TrendArgs) { from, until, every, basis }: TrendArgs,
  ): Promise<CoverageRow[]> {
    const found = await loaders.coverage.trend.of({ from, until, every, basis: basis ?? null }).load(area.areaId)
    return found.map((row) => coverageRowNode(row, area.askedOn))
  }

  @FieldResolver(() => [HouseholdCount], { description: 'Its households by class, from the register.' })
  async householdCounts(
    @Root() area: Area,
    @Ctx() { loaders }: HubContext,
    @Arg('asOf', () => DateScalar, AS_OF_ASKED) asOf?: PlainDate | null,
  ): Promise<HouseholdCount[]> {
    const found = await loaders.coverage.householdCounts.of(asOf ?? area.askedOn).load(area.areaId)
    return found.map((count) => householdCountNode(count, area.askedOn))
  }
}
