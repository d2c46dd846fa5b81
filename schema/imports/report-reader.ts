import { demand } from '../../src/access/may.ts'
import type { BatchChangeRow } from '../../src/batches/batch-change.store.ts'
import { namesPersons } from '../../src/batches/source-kind.ts'
import type { IssueArguments } from '../../src/kernel/issue.ts'
import type { HubContext } from '../context.ts'
import type { ImportBatch } from './batch.type.ts'

/**
 * Lets the reader see what stands in a file (issues, doubtful matches), which shows persons. Whoever did not send the file must
 * be somebody who reads persons, and is written down as one; its sender knew it before the hub did. What the register has of
 * persons is more than the file: see `changesReader`, `showPersons`, `showChanges`. Throws `NotAllowed`.
 */
export async function reportReader(
  context: HubContext,
  { batchId, kind, createdBy }: ImportBatch,
): Promise<HubContext> {
  demand(context.actor, 'IMPORT')
  if (createdBy !== context.actor.id && namesPersons(kind)) {
    demand(context.actor, 'READ_PERSONS')
    await context.loaders.batches.reportRead.load(batchId)
  }
  return context
}

/** The same for what a file would change, or did, which tells what the register had of the persons that it names. */
export async function changesReader(context: HubContext, batch: ImportBatch): Promise<HubContext> {
  demand(context.actor, 'IMPORT')
  if (namesPersons(batch.kind)) demand(context.actor, 'READ_PERSONS')
  return reportReader(context, batch)
}

/** Writes down that the reader is shown what the register has of these persons, before they are. */
export async function showPersons({ loaders }: HubContext, personIds: readonly number[]): Promise<void> {
  await Promise.all(personIds.map((id) => loaders.batches.registerShown.load(`person ${id}`)))
}

/** Writes down whom a page of issues names beside the persons of its rows: those whom an issue says it may be. */
export function showNamed(context: HubContext, issues: readonly { readonly args: IssueArguments }[]): Promise<void> {
  const named = issues.flatMap(({ args: { persons } }) => (persons === undefined ? [] : String(persons).split(' ')))
  return showPersons(context, [...new Set(named)].map(Number))
}

/** Writes down of whom a page of changes tells what the register had: values before, and who is gone. */
export async function showChanges({ loaders }: HubContext, changes: readonly BatchChangeRow[]): Promise<void> {
  const shown = changes.flatMap(({ kind, subject, subjectId, before }) => {
    if (subjectId === null || (before === null && kind !== 'GONE')) return []
    // A card is told under its person.
    if (subject === 'person' || subject === 'enrolment') return [`person ${subjectId}` as const]
    return subject === 'household' ? [`household ${subjectId}` as const] : []
  })
  await Promise.all(shown.map((one) => loaders.batches.registerShown.load(one)))
}
