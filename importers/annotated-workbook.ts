import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { SqlEntityManager } from '@mikro-orm/postgresql'
import type { Actor, Language } from '../src/access/actor.ts'
import { audit } from '../src/access/audit.store.ts'
import type { WorkbookFile } from '../src/batches/import-port.ts'
import type { IntakeLimits } from './intake-limits.ts'
import { RECEIVING } from './kept-file.ts'
import { demandItsPersons } from './refusals.ts'
import { annotationWords, checkedName, summaryLines } from './stages/annotation-words.ts'
import type { BatchRecord } from './stages/batch-record.ts'
import { sheetMarks } from './stages/sheet-marks.ts'
import { annotate } from './workbook/annotate.ts'

/** What an annotated workbook is made from. */
export interface Annotating {
  readonly actor: Actor
  readonly em: SqlEntityManager
  readonly batch: BatchRecord
  readonly language: Language
  /** The kept bytes. */
  readonly path: string
  readonly limits: IntakeLimits
}

/**
 * The file of a batch with its issues and outcomes marked in it; see `importers/workbook/README.md` for how. Whoever fetches it
 * is written down as a reader of persons. Throws `NotAllowed` as `demandItsPersons` does.
 */
export async function annotatedWorkbook(annotating: Annotating): Promise<WorkbookFile> {
  const { actor, em, batch, language, path, limits } = annotating
  demandItsPersons(actor, batch)
  await audit(em, actor, 'PERSONS_READ', { batchId: batch.id, workbook: true })
  const draftPath = join(dirname(path), `${RECEIVING}draft-${randomUUID()}`)
  const { macros } = await annotate(
    {
      path,
      fileName: batch.fileName,
      draftPath,
      limits: limits.workbook,
      wholeFile: true,
      sheets: await sheetMarks(annotating),
      summary: await summaryLines(annotating),
      words: annotationWords(language),
    },
    limits,
  )
  const { size: byteSize } = await stat(draftPath)
  const bytes = createReadStream(draftPath)
  // Read or given up: the draft goes. What a killed hub leaves, the next start removes.
  bytes.once('close', () => void rm(draftPath, { force: true }))
  return { fileName: checkedName(batch.fileName, language, macros), byteSize, bytes }
}
