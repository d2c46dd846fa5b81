import './typescript-threads.ts'
import { Worker } from 'node:worker_threads'
import type { Entry } from 'yauzl'
import { type FileBytes, sizeOf } from './file-bytes.ts'
import { inflateWhole } from './inflate-part.ts'
import type { ReadLimits } from './limits.ts'
import { type NoticeCode, noticesOfParts } from './notices.ts'
import { SheetBudget } from './sheet-rows.ts'
import { damaged, megabytes, unreadable } from './unreadable-codes.ts'
import type { Sheet, SheetRow, Workbook } from './workbook.ts'
import { readRelations } from './workbook-parts.ts'
import type {
  XlsAnswer,
  XlsbFile,
  XlsbPart,
  XlsFile,
  XlsRowsRequest,
  XlsSheetFacts,
  XlsWorkerData,
} from './xls-messages.ts'
import { readBundledSheets } from './xlsb-records.ts'
import type { ZipDirectory } from './zip-directory.ts'

/**
 * Opens an .xls (BIFF5 or BIFF8). SheetJS reads it whole, so it does that in a thread with a bounded heap and a clock;
 * `close` ends the thread.
 */
export async function openXls(file: FileBytes, limits: ReadLimits): Promise<Workbook> {
  checkSize(await sizeOf(file), limits)
  return openInThread(file, { format: 'xls', notices: [] }, limits)
}

/** What SheetJS needs of an .xlsb: no macros, links, objects, pictures, and no relations of sheets, which lead there. */
const NO_CELLS_IN =
  /\.(?!bin$|xml$|rels$)[^.]*$|\/(?:worksheets|chartsheets)\/_rels\/|vbaproject|\/(?:externalLinks|embeddings|activeX|ctrlProps|drawings|charts|media|theme|printerSettings|queryTables)\/|^(?:docProps|customXml)\//i

/**
 * Opens an .xlsb in the same thread. Its parts are unpacked and checked here, as those of an .xlsx are, and the library is
 * given them bare: it unpacks nothing, and what is no cell it never sees. Closes the zip.
 */
export async function openXlsb(zip: ZipDirectory, main: Entry): Promise<Workbook> {
  const { limits } = zip
  const entries = zip.paths
    .filter((path) => !path.endsWith('/') && !NO_CELLS_IN.test(path))
    .map((path) => zip.find(path) as Entry)
  checkSize(
    entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0),
    limits,
  )
  const parts: XlsbPart[] = []
  for (const entry of entries) {
    parts.push({ name: entry.fileName, bytes: await inflateWhole(zip, entry, limits.maxXlsBytes) })
  }
  const file = { parts, ...(await placesOf(zip, main, parts)) }
  const workbook = await openInThread(file, { format: 'xlsb', notices: noticesOfParts(zip.paths) }, limits)
  zip.close()
  return workbook
}

/** Which part is which sheet, as the main part lists them, and which one holds the styles. */
async function placesOf(zip: ZipDirectory, main: Entry, parts: readonly XlsbPart[]): Promise<Omit<XlsbFile, 'parts'>> {
  const relations = await readRelations(zip, main.fileName)
  const partAt = (target: string | null | undefined) => (target ? zip.find(target)?.fileName : undefined)
  const list = parts.find(({ name }) => name === main.fileName)
  const sheetParts = new Map<string, string>()
  for (const { name, relation } of list ? readBundledSheets(Buffer.from(list.bytes)) : []) {
    const part = partAt(relations.get(relation)?.target)
    if (part !== undefined) sheetParts.set(name, part)
  }
  const styles = [...relations.values()].find(({ kind }) => kind === 'styles')
  return { sheetParts, styles: partAt(styles?.target) ?? null }
}

function checkSize(bytes: number, limits: ReadLimits): void {
  if (bytes > limits.maxXlsBytes) throw unreadable('file-too-large', { limitMegabytes: megabytes(limits.maxXlsBytes) })
}

interface KnownBefore {
  readonly format: 'xls' | 'xlsb'
  readonly notices: readonly NoticeCode[]
}

async function openInThread(file: XlsFile, known: KnownBefore, limits: ReadLimits): Promise<Workbook> {
  const worker = new XlsWorker({ file, maxMerges: limits.maxMerges }, limits)
  try {
    const opened = await worker.answer()
    if (opened.kind !== 'opened') throw refused(opened)
    const { maxSheets } = limits
    if (opened.sheets.length > maxSheets) throw unreadable('file-has-too-many-sheets', { limit: maxSheets })
    return {
      format: known.format,
      encoding: opened.encoding,
      sheets: opened.sheets.map((facts) => new XlsSheet(facts, worker, limits)),
      notices: [...new Set([...known.notices, ...opened.notices])],
      close: () => worker.close(),
    }
  } catch (error) {
    await worker.close()
    throw error
  }
}

function refused(answer: XlsAnswer): Error {
  if (answer.kind !== 'refused') return damaged('xls', 'unexpected answer')
  return answer.code === 'file-damaged' ? damaged('xls', answer.detail) : unreadable(answer.code)
}

function checkTexts({ cells }: SheetRow, { maxCellCharacters: limit }: ReadLimits): void {
  for (const cell of cells) {
    if (typeof cell === 'string' && cell.length > limit) throw unreadable('cell-text-too-long', { limit })
  }
}

class XlsSheet implements Sheet {
  readonly name: string
  readonly index: number
  readonly visibility: Sheet['visibility']
  private readonly facts: XlsSheetFacts
  private readonly worker: XlsWorker
  private readonly limits: ReadLimits

  constructor(facts: XlsSheetFacts, worker: XlsWorker, limits: ReadLimits) {
    this.name = facts.name
    this.index = facts.index
    this.visibility = facts.visibility
    this.facts = facts
    this.worker = worker
    this.limits = limits
  }

  async merges() {
    return this.facts.merges
  }

  async hiddenColumns() {
    return this.facts.hiddenColumns
  }

  async *rows(): AsyncGenerator<readonly SheetRow[]> {
    const budget = new SheetBudget(this.name, this.limits)
    let from: number | null = 0
    while (from !== null) {
      const answer: XlsAnswer = await this.worker.ask({ sheet: this.name, from })
      if (answer.kind !== 'rows') throw refused(answer)
      for (const row of answer.rows) {
        budget.spend(row)
        checkTexts(row, this.limits)
      }
      if (answer.rows.length > 0) yield answer.rows
      from = answer.next
    }
  }
}

/** One question at a time to the thread; whatever ends the thread ends the question. */
class XlsWorker {
  private readonly worker: Worker
  private readonly seconds: number
  private dead: Error | undefined
  private queue: Promise<unknown> = Promise.resolve()

  constructor(data: XlsWorkerData, limits: ReadLimits) {
    this.seconds = limits.xlsWallSeconds
    // The same ending as this file: .ts where Node strips the types, .js where tsc has compiled.
    const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
    this.worker = new Worker(new URL(`./xls-worker.${ending}`, import.meta.url), {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: limits.xlsHeapMegabytes },
      execArgv: [],
      stdout: true,
      stderr: true,
    })
    this.worker.unref()
    this.worker.once('error', (error) => {
      this.dead = deathOf(error)
    })
    this.worker.once('exit', () => {
      this.dead ??= damaged('xls', 'reader has ended')
    })
  }

  ask(request: XlsRowsRequest): Promise<XlsAnswer> {
    const asked = this.queue.then(() => {
      if (this.dead) throw this.dead
      this.worker.postMessage(request)
      return this.answer()
    })
    this.queue = asked.catch(() => {})
    return asked
  }

  /** The next message, or why there will be none. */
  answer(): Promise<XlsAnswer> {
    return new Promise((resolve, reject) => {
      if (this.dead) return reject(this.dead)
      const timer = setTimeout(() => {
        this.dead = unreadable('file-took-too-long', { limit: this.seconds })
        settle(() => reject(this.dead))
        void this.worker.terminate()
      }, this.seconds * 1000)
      const settle = (then: () => void) => {
        clearTimeout(timer)
        this.worker.off('message', onMessage).off('error', onError).off('exit', onExit)
        then()
      }
      const onMessage = (message: XlsAnswer) => settle(() => resolve(message))
      const onError = (error: Error) => settle(() => reject(deathOf(error)))
      const onExit = () => settle(() => reject(this.dead ?? damaged('xls', 'reader has ended')))
      this.worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    })
  }

  async close(): Promise<void> {
    await this.worker.terminate()
  }
}

function deathOf(error: Error): Error {
  const outOfMemory = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
  return outOfMemory ? unreadable('file-needs-too-much-memory') : damaged('xls', String(error))
}
