import { randomUUID } from 'node:crypto'
import type { SqlEntityManager } from '@mikro-orm/postgresql'
import type { Actor, Language } from '../src/access/actor.ts'
import type { WorkbookFile } from '../src/batches/import-port.ts'
import { annotationWords, checkedName, summaryLines } from './stages/annotation-words.ts'
import type { BatchRecord } from './stages/batch-record.ts'
import { sheetMarks } from './stages/sheet-marks.ts'
import { annotate } from './workbook/annotate.ts'
import type { ReadLimits } from './workbook/limits.ts'

/** The officer's own file is given back up to this size; beyond, the rows in question. */
const OWN_FILE = { bytes: 5 * 1024 * 1024, rows: 20_000 } as const
const THREAD = { heapMegabytes: 768, wallSeconds: 120 } as const

/** What an annotated workbook is made from. */
export interface Annotating {
  readonly actor: Actor
  readonly em: SqlEntityManager
  readonly batch: BatchRecord
  readonly language: Language
  /** The kept bytes. */
  readonly path: string
  readonly limits: ReadLimits
}

/** The file of a batch with its issues and outcomes marked in it; see `importers/workbook/annotate*.ts` for how. */
export async function annotatedWorkbook(annotating: Annotating): Promise<WorkbookFile> {
  const { batch, language, path, limits } = annotating
  const { bytes } = await annotate(
    {
      path,
      fileName: batch.fileName,
      draftPath: `${path}.draft-${randomUUID()}`,
      limits,
      wholeFile: isOwnFileFit(batch),
      sheets: await sheetMarks(annotating),
      summary: await summaryLines(annotating),
      words: annotationWords(language),
    },
    THREAD,
  )
  return { fileName: checkedName(batch.fileName, language), bytes }
}

/** By size alone; what is no .xlsx after all is found out by its bytes. */
function isOwnFileFit({ byteSize, rowsRead }: BatchRecord): boolean {
  return byteSize <= OWN_FILE.bytes && rowsRead <= OWN_FILE.rows
}
