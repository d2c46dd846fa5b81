import { Args, Ctx, Mutation, Query, Resolver } from 'type-graphql'
import { demand } from '../../src/access/may.ts'
import { competingFigures } from '../../src/coverage/competing-figures.store.ts'
import { disagreements } from '../../src/coverage/disagreements.store.ts'
import {
  declarePrecedence,
  figurePrecedences,
  type FigurePrecedence as StoredPrecedence,
  withdrawPrecedence,
} from '../../src/coverage/figure-precedence.store.ts'
import { areaNode } from '../areas/area.type.ts'
import type { HubContext } from '../context.ts'
import {
  CompetingFiguresArgs,
  DeclarePrecedenceArgs,
  DisagreementsArgs,
  WithdrawPrecedenceArgs,
} from './bases.input.ts'
import { CompetingFigures, FigureComparison, FigurePrecedence } from './bases.type.ts'

/** What offices state and what the register counts, and who is believed. */
@Resolver()
export class TwoBasesResolver {
  @Query(() => [FigureComparison], {
    description: 'Where stated figures and those of the register differ on a day, the greatest difference first.',
  })
  async disagreements(
    @Ctx() { actor, em, today }: HubContext,
    @Args(() => DisagreementsArgs) asked: DisagreementsArgs,
  ): Promise<FigureComparison[]> {
    demand(actor, 'READ_FIGURES')
    const asOf = asked.asOf ?? today
    const found = await disagreements(actor, em, { ...asked, asOf })
    return found.map((one) => ({ ...one, area: areaNode(one.area, asked.borders ?? asOf) }))
  }

  @Query(() => [CompetingFigures], {
    description: 'Who says what of the areas of one level, and whose number counts.',
  })
  async competingFigures(
    @Ctx() { actor, em, today }: HubContext,
    @Args(() => CompetingFiguresArgs) asked: CompetingFiguresArgs,
  ): Promise<CompetingFigures[]> {
    demand(actor, 'READ_FIGURES')
    const asOf = asked.asOf ?? today
    const found = await competingFigures(actor, em, { ...asked, asOf })
    return found.map(({ others, order, ...one }) => ({
      ...one,
      area: areaNode(one.area, asked.borders ?? asOf),
      others: [...others],
      order: order && [...order],
    }))
  }

  @Query(() => [FigurePrecedence], {
    description: 'Which origins of a number were declared to count first, and since when.',
  })
  async figurePrecedences(@Ctx() { actor, em }: HubContext): Promise<FigurePrecedence[]> {
    demand(actor, 'READ_FIGURES')
    return (await figurePrecedences(em)).map(precedenceNode)
  }

  @Mutation(() => FigurePrecedence, {
    description: 'Declare which origin of a number counts from a day on; for administrators.',
  })
  async declareFigurePrecedence(
    @Ctx() { actor, hub }: HubContext,
    @Args(() => DeclarePrecedenceArgs) asked: DeclarePrecedenceArgs,
  ): Promise<FigurePrecedence> {
    demand(actor, 'DECLARE')
    return precedenceNode(await declarePrecedence(actor, hub, { ...asked, document: asked.document ?? null }))
  }

  @Mutation(() => Boolean, {
    description: 'Take a declaration back, for administrators; false when there was none of that day.',
  })
  async withdrawFigurePrecedence(
    @Ctx() { actor, hub }: HubContext,
    @Args(() => WithdrawPrecedenceArgs) { measure, validFrom }: WithdrawPrecedenceArgs,
  ): Promise<boolean> {
    demand(actor, 'DECLARE')
    return withdrawPrecedence(actor, hub, measure, validFrom)
  }
}

function precedenceNode(stored: StoredPrecedence): FigurePrecedence {
  return { ...stored, origins: [...stored.origins] }
}
