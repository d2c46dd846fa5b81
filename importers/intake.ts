import type { SqlEntityManager } from '@mikro-orm/postgresql'
import type { Actor, Language } from '../src/access/actor.ts'
import { scopeIds } from '../src/access/area-scope.ts'
import { audit } from '../src/access/audit.store.ts'
import { seen } from '../src/batches/batch-row.store.ts'
import {
  BatchRefused,
  type ImportChoices,
  type ImportPort,
  type MatchChoice,
  type Received,
  type RowsAsked,
  type SheetRowText,
  type Upload,
  type WorkbookFile,
} from '../src/batches/import-port.ts'
import type { BatchStatus, SourceKind } from '../src/batches/source-kind.ts'
import { execute, oneRow } from '../src/kernel/sql.ts'
import { vietnamDay } from '../src/kernel/vietnam-day.ts'
import { admit } from './admit-batch.ts'
import { annotatedWorkbook } from './annotated-workbook.ts'
import { chooseAnew, discardBatch } from './batch-steps.ts'
import { refuseUnknownFields } from './chosen-fields.ts'
import { keepDecision } from './decide-match.ts'
import { failBatch } from './fail-batch.ts'
import { DEFAULT_INTAKE_LIMITS, type IntakeLimits } from './intake-limits.ts'
import { keptPath, receiveFile, refuseWithoutFile } from './kept-file.ts'
import { throughOutages } from './outage.ts'
import { clearLeftovers, settleLeftBatches } from './recovery.ts'
import { blocked, demandItsAreas, refusedCommit, wrongStatus } from './refusals.ts'
import { checkBatch, commitBatch, type ImportRun, recheckBatch, withdrawBatch } from './run-import.ts'
import { sheetRows } from './sheet-rows.ts'
import { type BatchRecord, batchRecord, moveStatus, settledChoices } from './stages/batch-record.ts'
import { isClash } from './stages/commit-clash.ts'
import { ReadingFailed } from './stages/read.ts'
import type { ImportDatabase } from './stages/read-into-stage.ts'
import { dropStageTable } from './stages/stage-table.ts'
import { TaskQueue } from './task-queue.ts'
import { template } from './templates/template.ts'

/** A line of the hub's log: an event's slug and fields without personal data. */
export interface IntakeLog {
  info(event: string, fields: Readonly<Record<string, unknown>>): void
  error(event: string, fields: Readonly<Record<string, unknown>>): void
}

export interface IntakeOptions {
  readonly database: ImportDatabase
  /** Where the bytes of every file are kept, by SHA-256. */
  readonly filesDirectory: string
  readonly clock: () => Date
  readonly log: IntakeLog
  readonly limits?: Partial<IntakeLimits>
}

/** What doors ask of the importers, over one database and one directory of kept files. */
export function createIntake(options: IntakeOptions): ImportPort {
  return new Intake(options)
}

const STATUS_POLL_MS = 200
/** How often a check is begun when the database goes away under it: a file that ends the server must not do it for ever. */
const CHECKS_IN_OUTAGES = 3
const RECOVERED: Partial<Record<BatchStatus, string>> = {
  READING: 'read again from the kept bytes',
  CHECKED: 'nothing was written, checked as before',
  COMMITTED: 'all of it was written',
}

class Intake implements ImportPort {
  readonly #options: IntakeOptions
  readonly #limits: IntakeLimits
  readonly #queue: TaskQueue
  /** Workbooks to hand out and rows to look up: one at a time, for each may need as much memory as reading a file. */
  readonly #writing = new TaskQueue(1)
  readonly #running = new Map<number, Promise<unknown>>()
  #closed = false

  constructor(options: IntakeOptions) {
    this.#options = options
    this.#limits = { ...DEFAULT_INTAKE_LIMITS, ...options.limits }
    this.#queue = new TaskQueue(this.#limits.atOnce)
  }

  async receive(actor: Actor, upload: Upload): Promise<Received> {
    this.#refuseWhenClosed()
    const file = await receiveFile(upload.bytes, this.#options.filesDirectory, this.#limits.workbook.maxFileBytes)
    try {
      const choices = settledChoices(await upload.choices())
      await file.keep()
      const received = await this.#em().transactional((em) =>
        admit(em, { actor, choices, file, name: upload.fileName }),
      )
      if (!received.repeated) this.#checkInBackground(received.batchId)
      return received
    } finally {
      await file.discard()
    }
  }

  async settled(batchId: number): Promise<void> {
    for (;;) {
      await this.#running.get(batchId)?.catch(() => {})
      const batch = await this.#find(batchId)
      if (batch.status !== 'READING' && batch.status !== 'COMMITTING') return
      await new Promise((resolve) => setTimeout(resolve, STATUS_POLL_MS))
    }
  }

  async recheck(actor: Actor, batchId: number, choices: ImportChoices): Promise<void> {
    const batch = await this.#visible(actor, batchId)
    refuseWithoutFile(batch)
    refuseUnknownFields(batch, choices)
    await this.#em().transactional(async (em) => {
      await this.#move(batch, ['CHECKED', 'FAILED'], 'READING', em)
      await chooseAnew(em, actor, batch, choices)
    })
    this.#checkInBackground(batchId)
  }

  async decide(actor: Actor, batchId: number, choice: MatchChoice): Promise<void> {
    const batch = await this.#visible(actor, batchId)
    await this.settled(batchId)
    await this.#em().transactional(async (em) => {
      await this.#move(batch, ['CHECKED'], 'READING', em)
      await keepDecision(em, actor, batchId, choice)
      await execute(em, 'update import_batch set progress = 0 where batch_id = $1', [batchId])
      await audit(em, actor, 'MATCH_DECIDED', { batchId, row: choice.row, personId: choice.personId })
    })
    this.#checkInBackground(batchId, recheckBatch)
  }

  async commit(actor: Actor, batchId: number): Promise<void> {
    const batch = await this.#visible(actor, batchId)
    demandItsAreas(actor, batch)
    if (batch.status === 'CHECKED' && batch.blocking) throw blocked(batchId)
    await this.#move(batch, ['CHECKED'], 'COMMITTING')
    const done = await this.#inQueue(batchId, () => this.#commit(batchId, actor))
    if (!done) throw blocked(batchId)
  }

  async discard(actor: Actor, batchId: number): Promise<void> {
    const batch = await this.#visible(actor, batchId)
    const from = ['CHECKED', 'FAILED'] as const
    if (!(await discardBatch(this.#em(), actor, batch.id, from))) throw wrongStatus(await this.#find(batchId), from)
  }

  async withdraw(actor: Actor, batchId: number): Promise<void> {
    const batch = await this.#visible(actor, batchId)
    demandItsAreas(actor, batch)
    if (batch.status !== 'COMMITTED') throw wrongStatus(batch, ['COMMITTED'])
    const done = await this.#inQueue(batchId, () => withdrawBatch(this.#run(batchId), actor))
    if (!done) throw wrongStatus(await this.#find(batchId), ['COMMITTED'])
  }

  async annotatedWorkbook(actor: Actor, batchId: number, language: Language): Promise<WorkbookFile> {
    const batch = await this.#visible(actor, batchId)
    if (batch.status === 'READING' || batch.status === 'COMMITTING') throw wrongStatus(batch, ['CHECKED', 'COMMITTED'])
    refuseWithoutFile(batch)
    return this.#writing.run(() => annotatedWorkbook({ ...this.#fileOf(batch), actor, batch, language }))
  }

  async rowsOfSheet(actor: Actor, batchId: number, asked: RowsAsked): Promise<readonly SheetRowText[] | null> {
    const batch = await this.#visible(actor, batchId)
    return this.#writing.run(() => sheetRows({ ...this.#fileOf(batch), actor, batch }, asked))
  }

  template(kind: SourceKind): Promise<WorkbookFile | null> {
    return template(kind)
  }

  async recover(): Promise<void> {
    for (const left of await settleLeftBatches(this.#em(), (id) => this.#running.has(id))) {
      if (left.status === 'READING') this.#checkInBackground(left.batchId)
      this.#options.log.info('batch-recovered', { ...left, outcome: RECOVERED[left.status] ?? 'was already done' })
    }
    const cleared = await clearLeftovers(this.#em(), this.#options.filesDirectory)
    if (cleared.unfinishedFiles + cleared.stagingTables > 0) this.#options.log.info('leftovers-cleared', { ...cleared })
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([this.#queue.idle(), this.#writing.idle()])
  }

  #checkInBackground(batchId: number, check = checkBatch): void {
    this.#inQueue(batchId, () => this.#check(batchId, check)).catch((error: unknown) => {
      this.#options.log.error('batch-status-lost', { batchId, error })
    })
  }

  async #check(batchId: number, check: typeof checkBatch): Promise<void> {
    try {
      await this.#throughOutages(() => check(this.#run(batchId)), CHECKS_IN_OUTAGES)
    } catch (error) {
      await this.#throughOutages(() => this.#fail(batchId, error))
    }
  }

  /** A database that comes back finds the work going on; the hub's end ends the waiting, and the next start goes on. */
  #throughOutages<Result>(work: () => Promise<Result>, times = Number.POSITIVE_INFINITY): Promise<Result> {
    return throughOutages(work, { em: () => this.#em(), times, given: () => this.#closed })
  }

  async #commit(batchId: number, by: Actor): Promise<boolean> {
    try {
      return await this.#commitPastClash(batchId, by)
    } catch (error) {
      this.#options.log.error('batch-commit-failed', { batchId, error })
      if (await this.#throughOutages(() => this.#isCommitted(batchId))) return true
      throw refusedCommit(batchId, error) ?? error
    }
  }

  /** The connection may be lost after the commit went through: then only its answer is missing, and the status says so. */
  async #isCommitted(batchId: number): Promise<boolean> {
    if (await moveStatus(this.#em(), batchId, ['COMMITTING'], 'CHECKED')) return false
    if ((await this.#find(batchId)).status !== 'COMMITTED') return false
    await dropStageTable(this.#em(), batchId)
    return true
  }

  /** Whoever met another batch tries once more: it then plans against what that one wrote. */
  async #commitPastClash(batchId: number, by: Actor): Promise<boolean> {
    try {
      return await commitBatch(this.#run(batchId), by)
    } catch (error) {
      if (!isClash(error)) throw error
      return commitBatch(this.#run(batchId), by)
    }
  }

  /** The file's own fault is told as an issue; anything else is a mistake of ours and is logged as one. */
  async #fail(batchId: number, error: unknown): Promise<void> {
    const known = error instanceof ReadingFailed
    const { code, args } = known ? error : { code: 'import-stopped', args: {} }
    if (!known || error.cause) this.#options.log.error('batch-failed', { batchId, code, error })
    await failBatch(this.#em(), batchId, { code, args })
  }

  /** One task of a batch at a time is known here, so that `settled` can wait for it. */
  #inQueue<Result>(batchId: number, task: () => Promise<Result>): Promise<Result> {
    const result = this.#queue.run(task)
    this.#running.set(batchId, result)
    const forget = (): void => {
      if (this.#running.get(batchId) === result) this.#running.delete(batchId)
    }
    result.then(forget, forget)
    return result
  }

  #run(batchId: number): ImportRun {
    return {
      database: this.#options.database,
      batchId,
      limits: this.#limits,
      heldPerDay: this.#limits.heldPerDay,
      pathOf: (sha256) => keptPath(this.#options.filesDirectory, sha256),
      today: vietnamDay(this.#options.clock()),
    }
  }

  /** The kept bytes of a batch, and what reading them again takes. */
  #fileOf({ sha256 }: BatchRecord) {
    return { em: this.#em(), path: keptPath(this.#options.filesDirectory, sha256), limits: this.#limits }
  }

  #em(): SqlEntityManager {
    return this.#options.database.em()
  }

  async #find(batchId: number): Promise<BatchRecord> {
    const batch = await batchRecord(this.#em(), batchId)
    if (!batch) throw new BatchRefused('batch-not-found', `There is no batch ${batchId}.`)
    return batch
  }

  /** A batch of an area outside the actor's scope, as it is now, is answered as if there were none. */
  async #visible(actor: Actor, batchId: number): Promise<BatchRecord> {
    this.#refuseWhenClosed()
    const batch = await this.#find(batchId)
    const { visible } = await oneRow<{ visible: boolean }>(
      this.#em(),
      `select ${seen(2)} as visible from import_batch where batch_id = $1`,
      [batchId, scopeIds(actor), actor.id],
    )
    if (!visible) throw new BatchRefused('batch-not-found', `There is no batch ${batchId}.`)
    return batch
  }

  async #move(batch: BatchRecord, from: readonly BatchStatus[], to: BatchStatus, em = this.#em()): Promise<void> {
    if (await moveStatus(em, batch.id, from, to)) return
    throw wrongStatus(await this.#find(batch.id), from)
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new BatchRefused('intake-closed', 'The hub is stopping and takes no more work.')
  }
}
