import { Args, Ctx, Query, Resolver } from 'type-graphql'
import { demand } from '../../src/access/may.ts'
import { figureDays } from '../../src/batches/figure-days.store.ts'
import { coverageChanges } from '../../src/coverage/coverage-changes.store.ts'
import { renewalCounts } from '../../src/coverage/renewals.store.ts'
import { coverageTrends } from '../../src/coverage/trends.store.ts'
import { addDays, type PlainDate } from '../../src/kernel/plain-date.ts'
import { areaNode } from '../areas/area.type.ts'
import type { HubContext } from '../context.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { comparison } from './coverage.input.ts'
import { coverageRowNode } from './coverage-node.ts'
import { CoverageChangesArgs, FigureDaysArgs, RenewalsArgs, TrendsArgs } from './time.input.ts'
import { CoverageChange, CoverageTrend, RenewalCount } from './time.type.ts'

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
    description: 'The coverage of every area of a level on a series of days; at most 20,000 areas × days.',
  })
  async trends(@Ctx() { actor, em }: HubContext, @Args(() => TrendsArgs) asked: TrendsArgs): Promise<CoverageTrend[]> {
    demand(actor, 'READ_FIGURES')
    const found = await coverageTrends(actor, em, { ...asked, compareTo: comparison(asked) })
    const end = addDays(asked.until, -1)
    return found.map(({ area, rows }) => ({
      area: areaNode(area, end),
      rows: rows.map((row) => coverageRowNode(row, end)),
    }))
  }

  @Query(() => [CoverageChange], {
    description:
      'Who was gained and lost between two days, by reason; the sum is the change of covered, exactly. For readers who may see persons.',
  })
  async coverageChanges(
    @Ctx() { actor, em }: HubContext,
    @Args(() => CoverageChangesArgs) asked: CoverageChangesArgs,
  ): Promise<CoverageChange[]> {
    demand(actor, 'READ_FIGURES')
    const found = await coverageChanges(actor, em, asked)
    return found.map(({ parts, ...change }) => ({
      ...change,
      area: areaNode(change.area, asked.until),
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
    return found.map((count) => ({ ...count, area: areaNode(count.area, asOf) }))
  }
}
