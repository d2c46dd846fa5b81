import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql'
import { demand } from '../../src/access/may.ts'
import { decodeNodeId } from '../../src/kernel/node-id.ts'
import { BadRequest, pageSize } from '../../src/kernel/page.ts'
import type { HubContext } from '../context.ts'
import { Person, personNode } from '../households/person.type.ts'
import { changedBatch } from './batch.resolver.ts'
import { ImportBatch } from './batch.type.ts'
import { DecideMatchArgs } from './match.input.ts'
import { DoubtfulMatch } from './match.type.ts'
import { reportReader, showPersons } from './report-reader.ts'

/** Rows of a batch that fit several persons: shown with the candidates, decided once. */
@Resolver(() => ImportBatch)
export class BatchMatchesResolver {
  @FieldResolver(() => [DoubtfulMatch], {
    description:
      'Rows that wait for somebody to decide of whom they speak, in the order of the sheets. A row that may speak of somebody at another place is there for readers whose areas hold that place too.',
  })
  async matches(
    @Root() root: ImportBatch,
    @Ctx() context: HubContext,
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many, 1–100.' }) first: number,
  ): Promise<DoubtfulMatch[]> {
    const { loaders } = await reportReader(context, root)
    return [...(await loaders.batches.matches.of(pageSize({ first })).load(root.batchId))]
  }

  @Mutation(() => ImportBatch, {
    description: 'Decide of whom a doubtful row speaks, then check again; later files follow the decision.',
  })
  decideMatch(
    @Ctx() context: HubContext,
    @Args(() => DecideMatchArgs) { batchId, sheet, row, personId }: DecideMatchArgs,
  ): Promise<ImportBatch> {
    return changedBatch(context, batchId, (key) =>
      context.imports.decide(context.actor, key, { sheet, row, personId: personKey(personId ?? null) }),
    )
  }
}

@Resolver(() => DoubtfulMatch)
export class DoubtfulMatchResolver {
  @FieldResolver(() => [Person], { description: 'Who it may be; persons outside the reader’s areas are left out.' })
  async candidates(@Root() { personIds }: DoubtfulMatch, @Ctx() context: HubContext): Promise<Person[]> {
    const { actor, loaders, today } = context
    demand(actor, 'READ_PERSONS')
    const found = await Promise.all(personIds.map((id) => loaders.households.personById.load(id)))
    const seen = found.filter((row) => row !== null)
    await showPersons(
      context,
      seen.map(({ personId }) => personId),
    )
    return seen.map((row) => personNode(row, today))
  }
}

/** The register's key of the person chosen. Throws `BadRequest` for what is no person's id. */
function personKey(id: string | null): number | null {
  if (id === null) return null
  const node = decodeNodeId(id)
  if (node?.type !== 'Person' || !/^\d{1,15}$/.test(node.key))
    throw new BadRequest('person-id-not-readable', 'no person')
  return Number(node.key)
}
