import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { demand } from '../../src/access/may.ts'
import { batch, listBatches } from '../../src/batches/batch.store.ts'
import { BatchRefused, type ImportChoices } from '../../src/batches/import-port.ts'
import { decodeNodeId } from '../../src/kernel/node-id.ts'
import { BadRequest } from '../../src/kernel/page.ts'
import { Area, areaNode } from '../areas/area.type.ts'
import type { HubContext } from '../context.ts'
import { connection } from '../page.type.ts'
import { BatchChangesArgs, BatchIssuesArgs, ImportBatchesArgs, RecheckArgs, SheetRowsArgs } from './batch.input.ts'
import {
  BatchChangeConnection,
  ImportBatch,
  ImportBatchConnection,
  RowIssueConnection,
  RowIssueGroup,
  SheetRow,
} from './batch.type.ts'
import { changeNode, importBatchNode, issueGroupNode, issueNode } from './batch-node.ts'
import { changesReader, reportReader, showChanges, showNamed } from './report-reader.ts'
import { BatchWithdrawal, withdrawalNode } from './withdrawal.type.ts'

const THE_BATCH = { description: 'The batch.' }

/**
 * A number's source leads every reader to its file's name and day; what stands in the file (issues, changes) shows persons,
 * and asks for more on the way there too.
 */
@Resolver(() => ImportBatch)
export class ImportBatchResolver {
  @Query(() => ImportBatch, { nullable: true, description: 'The batch with this id; null when there is none to see.' })
  async importBatch(
    @Ctx() { actor, em }: HubContext,
    @Arg('id', () => ID, THE_BATCH) id: string,
  ): Promise<ImportBatch | null> {
    demand(actor, 'IMPORT')
    const key = batchKey(id)
    const found = key === null ? null : await batch(actor, em, key)
    return found && importBatchNode(found)
  }

  @Query(() => ImportBatchConnection, { description: 'Batches, the newest first.' })
  async importBatches(
    @Ctx() { actor, em }: HubContext,
    @Args(() => ImportBatchesArgs) asked: ImportBatchesArgs,
  ): Promise<ImportBatchConnection> {
    demand(actor, 'IMPORT')
    return connection(await listBatches(actor, em, asked, asked), importBatchNode)
  }

  @Mutation(() => ImportBatch, { description: 'Write a checked batch. All of it or none of it.' })
  commitBatch(@Ctx() context: HubContext, @Arg('id', () => ID, THE_BATCH) id: string): Promise<ImportBatch> {
    return changedBatch(context, id, (key) => context.imports.commit(context.actor, key))
  }

  @Mutation(() => ImportBatch, { description: 'Put a batch aside that was not written.' })
  discardBatch(@Ctx() context: HubContext, @Arg('id', () => ID, THE_BATCH) id: string): Promise<ImportBatch> {
    return changedBatch(context, id, (key) => context.imports.discard(context.actor, key))
  }

  @Mutation(() => ImportBatch, {
    description: 'Undo a committed batch row by row; what was edited since is kept and reported.',
  })
  withdrawBatch(@Ctx() context: HubContext, @Arg('id', () => ID, THE_BATCH) id: string): Promise<ImportBatch> {
    return changedBatch(context, id, (key) => context.imports.withdraw(context.actor, key))
  }

  @Mutation(() => ImportBatch, { description: 'Correct what was recognised, then check again.' })
  recheckBatch(@Ctx() context: HubContext, @Args(() => RecheckArgs) asked: RecheckArgs): Promise<ImportBatch> {
    return changedBatch(context, asked.id, (key) => context.imports.recheck(context.actor, key, choicesOf(asked)))
  }

  @FieldResolver(() => Area, {
    nullable: true,
    description: 'The area the sheet speaks for; null while it is not known.',
  })
  async area(@Root() root: ImportBatch, @Ctx() { loaders, today }: HubContext): Promise<Area | null> {
    if (root.areaId === null) return null
    const found = await loaders.areas.byId.load(root.areaId)
    return found && areaNode(found, root.asOf ?? today)
  }

  @FieldResolver(() => BatchChangeConnection, { description: 'What a commit would do, or did, to the register.' })
  async changes(
    @Root() root: ImportBatch,
    @Ctx() context: HubContext,
    @Args(() => BatchChangesArgs) { kind, first, after }: BatchChangesArgs,
  ): Promise<BatchChangeConnection> {
    const { loaders } = await changesReader(context, root)
    const page = await loaders.batches.changes.of({ kind, first, after }).load(root.batchId)
    await showChanges(context, page.rows)
    return connection(page, changeNode)
  }

  @FieldResolver(() => RowIssueConnection, {
    description: 'What is wrong with the file, in the order of sheets and rows.',
  })
  async issues(
    @Root() root: ImportBatch,
    @Ctx() context: HubContext,
    @Args(() => BatchIssuesArgs) { severity, code, first, after }: BatchIssuesArgs,
  ): Promise<RowIssueConnection> {
    const { loaders, language } = await reportReader(context, root)
    const page = await loaders.batches.issues.of({ severity, code, first, after }).load(root.batchId)
    await showNamed(context, page.rows)
    return connection(page, (issue) => issueNode(issue, language))
  }

  @FieldResolver(() => [SheetRow], {
    nullable: true,
    description:
      'Rows of the file as they were sent, in order, without the empty ones, 500 at most; null when the file cannot be read or is not kept any more. It is read again for this: ask for those of a page of issues at once.',
  })
  rows(
    @Root() root: ImportBatch,
    @Ctx() { actor, imports }: HubContext,
    @Args(() => SheetRowsArgs) { sheet, rows, around }: SheetRowsArgs,
  ): Promise<readonly SheetRow[] | null> {
    demand(actor, 'IMPORT')
    return imports.rowsOfSheet(actor, root.batchId, { sheet, rows: rowsAround(rows, around) })
  }

  @FieldResolver(() => [RowIssueGroup], { description: 'Equal issues together, the gravest and most frequent first.' })
  async issueGroups(@Root() root: ImportBatch, @Ctx() context: HubContext): Promise<RowIssueGroup[]> {
    const { loaders, language } = await reportReader(context, root)
    const groups = await loaders.batches.issueGroups.load(root.batchId)
    await showNamed(context, groups)
    return groups.map((group) => issueGroupNode(group, language))
  }

  @FieldResolver(() => BatchWithdrawal, {
    nullable: true,
    description: 'What a withdrawal undid and what it left, with reasons; null unless it was withdrawn.',
  })
  async withdrawal(@Root() root: ImportBatch, @Ctx() context: HubContext): Promise<BatchWithdrawal | null> {
    if (root.withdrawn === null) demand(context.actor, 'IMPORT')
    else await reportReader(context, root)
    return withdrawalNode(root.withdrawn, context.language)
  }
}

/** Lets the intake do it and gives the batch as it stands then. */
export async function changedBatch(
  context: HubContext,
  id: string,
  act: (key: number) => Promise<void>,
): Promise<ImportBatch> {
  demand(context.actor, 'IMPORT')
  const key = batchKey(id)
  if (key === null) throw noSuchBatch()
  await act(key)
  const found = await batch(context.actor, context.em, key)
  if (found === null) throw noSuchBatch()
  return importBatchNode(found)
}

const MOST_AROUND = 10

/** Each row and its neighbours, once. */
function rowsAround(wanted: readonly number[], around: number): number[] {
  if (around < 0 || around > MOST_AROUND) {
    const told = `around must be 0 to ${MOST_AROUND}, found ${around}`
    throw new BadRequest('around-out-of-range', told, { most: MOST_AROUND, found: around })
  }
  const found = new Set<number>()
  for (const row of wanted) for (let at = row - around; at <= row + around; at++) if (at > 0) found.add(at)
  return [...found].sort((one, other) => one - other)
}

function noSuchBatch(): BatchRefused {
  return new BatchRefused('batch-not-found', 'There is no such batch.')
}

/** The register's key in a batch's global id; null when it is no batch's. */
export function batchKey(id: string): number | null {
  const node = decodeNodeId(id)
  return node?.type === 'ImportBatch' && /^\d{1,15}$/.test(node.key) ? Number(node.key) : null
}

function choicesOf({ kind, areaCode, asOf, columns }: RecheckArgs): ImportChoices {
  const chosen = columns?.map(({ address, field }) => [address, field ?? null] as const)
  return {
    kind: kind ?? undefined,
    areaCode: areaCode ?? undefined,
    asOf: asOf ?? undefined,
    columns: chosen && Object.fromEntries(chosen),
  }
}
