import type { GraphQLResolveInfo } from 'graphql'
import { Args, Ctx, Info, Query, Resolver } from 'type-graphql'
import { demand } from '../../src/access/may.ts'
import { figureDays } from '../../src/batches/figure-days.store.ts'
import { coverageChanges } from '../../src/coverage/coverage-changes.store.ts'
import { renewalCounts } from '../../src/coverage/renewals.store.ts'
import { coverageTrends, coverageTrendsPage, type Trend } from '../../src/coverage/trends.store.ts'
import { addDays, type PlainDate } from '../../src/kernel/plain-date.ts'
import { areaNode } from '../areas/area.type.ts'
import type { HubContext } from '../context.ts'
import { connection } from '../page.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { comparison } from './coverage.input.ts'
import { coverageRowNode } from './coverage-node.ts'
import { partsRead } from './parts-read.ts'
import { CoverageChangesArgs, CoverageTrendsArgs, FigureDaysArgs, RenewalsArgs, TrendsArgs } from './time.input.ts'
import { CoverageChange, CoverageTrend, CoverageTrendConnection, RenewalCount } from './time.type.ts'

/** What happened between days, and what will. */
@Resolver()
export class CoverageTimeResolver {
  @Query(() => [DateScalar], {
    description:
      'The newest days of which a committed file speaks for an area, one around it or one within it, the newest first.',
  })
  figureDays(
    @Ctx() { actor, hub }: HubContext,
    @Args(() => FigureDaysArgs) { within, last }: FigureDaysArgs,
  ): Promise<PlainDate[]> {
    demand(actor, 'READ_FIGURES')
    // Days of files around the area are told too, which the reader sees nothing else of.
    return figureDays(actor, hub, within, last)
  }

  @Query(() => [CoverageTrend], {
    description:
      'The coverage of every area of a level on a series of days; at most 20,000 areas × days. `coverageTrends` gives more in pages.',
  })
  async trends(
    @Ctx() { actor, em }: HubContext,
    @Args(() => TrendsArgs) asked: TrendsArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CoverageTrend[]> {
    demand(actor, 'READ_FIGURES')
    const wanted = { ...asked, compareTo: comparison(asked), parts: partsRead(info) }
    const found = await coverageTrends(actor, em, wanted)
    return found.map(trendNode(asked))
  }

  @Query(() => CoverageTrendConnection, {
    description: 'The same, a page of areas at a time, by code.',
  })
  async coverageTrends(
    @Ctx() { actor, em }: HubContext,
    @Args(() => CoverageTrendsArgs) asked: CoverageTrendsArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CoverageTrendConnection> {
    demand(actor, 'READ_FIGURES')
    const wanted = { ...asked, compareTo: comparison(asked), parts: partsRead(info) }
    const page = await coverageTrendsPage(actor, em, wanted)
    return connection(page, trendNode(asked))
  }

  @Query(() => [CoverageChange], {
    description:
      'Who was gained and lost between two days, by reason; the sum is the change of covered, exactly. Areas that the register did not know on the first day are left out. For readers who may see persons.',
  })
  async coverageChanges(
    @Ctx() { actor, em }: HubContext,
    @Args(() => CoverageChangesArgs) asked: CoverageChangesArgs,
  ): Promise<CoverageChange[]> {
    demand(actor, 'READ_FIGURES')
    const found = await coverageChanges(actor, em, asked)
    return found.map(({ parts, ...change }) => ({
      ...change,
      area: areaNode(change.area, asked.borders ?? asked.until),
      parts: [...parts],
    }))
  }

  @Query(() => [RenewalCount], {
    description:
      'Whose cards end in a window of days, and how many of them must renew; `persons` lists them by name. For readers who may see persons.',
  })
  async renewals(
    @Ctx() { actor, em, today }: HubContext,
    @Args(() => RenewalsArgs) asked: RenewalsArgs,
  ): Promise<RenewalCount[]> {
    demand(actor, 'READ_FIGURES')
    const asOf = asked.asOf ?? today
    const found = await renewalCounts(actor, em, { ...asked, asOf })
    return found.map((count) => ({ ...count, area: areaNode(count.area, asked.borders ?? asOf) }))
  }
}

/** Areas are shown as they stand on the day of the borders, or at the end of the series. */
function trendNode({ until, borders }: TrendsArgs): (trend: Trend) => CoverageTrend {
  const day = borders ?? addDays(until, -1)
  return ({ area, rows }) => ({ area: areaNode(area, day), rows: rows.map((row) => coverageRowNode(row, day)) })
}
