import type { Readable } from 'node:stream'
import type { Actor, Language } from '../access/actor.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { SourceKind } from './source-kind.ts'

/** What the sender says of a file; what is left out is taken from the sheet itself. */
export interface ImportChoices {
  readonly kind?: SourceKind
  readonly areaCode?: string
  readonly asOf?: PlainDate
  /** Corrections of what was recognised: column address (`Sheet1!D`) → field, or null for “not used”. */
  readonly columns?: Readonly<Record<string, string | null>>
}

/** Of whom a row of a sheet speaks; null is somebody whom the register does not know. */
export interface MatchChoice {
  readonly sheet: string
  readonly row: number
  readonly personId: number | null
}

export interface Upload {
  readonly fileName: string
  readonly bytes: Readable
  /**
   * Asked once, after the last byte: the fields of a form may follow its file. When it fails, or the bytes fail, `receive`
   * fails with that error and nothing is kept.
   */
  readonly choices: () => Promise<ImportChoices>
}

export interface Received {
  readonly batchId: number
  /** True when these very bytes, with these choices, were received before: the id is the first batch's and nothing is done. */
  readonly repeated: boolean
}

/** Rows of a file's sheet that somebody looks at. */
export interface RowsAsked {
  readonly sheet: string
  /** 1-based; at most 500. */
  readonly rows: readonly number[]
}

/** A row as an officer reads it in the file. */
export interface SheetRowText {
  /** 1-based. */
  readonly row: number
  readonly hidden: boolean
  /** Index 0 is column A; an empty cell is ''; long texts are cut. */
  readonly cells: readonly string[]
}

/** A workbook that the hub hands out. */
export interface WorkbookFile {
  readonly fileName: string
  readonly byteSize: number
  /** To be read to its end or destroyed. */
  readonly bytes: Readable
}

/**
 * What doors may ask of the intake. The intake lives in `importers/`, which no door imports; `src/app` hands it over.
 * Every method throws `BatchRefused` when the batch does not allow it (a code and a sentence), never half-does it.
 */
export interface ImportPort {
  /** Keeps the bytes, makes a batch and starts to read it in the background; returns once the bytes are safe on disk. */
  receive(actor: Actor, upload: Upload): Promise<Received>
  /** Resolves when the batch is no longer READING or COMMITTING. */
  settled(batchId: number): Promise<void>
  recheck(actor: Actor, batchId: number, choices: ImportChoices): Promise<void>
  /** Keeps of whom a doubtful row speaks, and checks the batch again. Throws `BadRequest` for what cannot be chosen. */
  decide(actor: Actor, batchId: number, choice: MatchChoice): Promise<void>
  commit(actor: Actor, batchId: number): Promise<void>
  discard(actor: Actor, batchId: number): Promise<void>
  withdraw(actor: Actor, batchId: number): Promise<void>
  /**
   * The officer's own workbook with the outcome of the check in it, of any size; the rows in question alone when it is no
   * .xlsx or .xlsm. Refused while the batch is being read or written.
   */
  annotatedWorkbook(actor: Actor, batchId: number, language: Language): Promise<WorkbookFile>
  /**
   * Rows of the file as they were sent, in order, without the empty ones; null when it cannot be read or is not kept any more.
   * Reads the kept file again, as far as the last of them. Throws `BadRequest` for too many.
   */
  rowsOfSheet(actor: Actor, batchId: number, asked: RowsAsked): Promise<readonly SheetRowText[] | null>
  /** An empty sheet of a kind that is certain to be understood; null for a kind that no sheet is read as. */
  template(kind: SourceKind): Promise<WorkbookFile | null>
  /** Brings batches that a killed hub left READING or COMMITTING to an end; called once at start. */
  recover(): Promise<void>
  /** Waits for running work and frees what is held. */
  close(): Promise<void>
}

/** The batch is not in a state that allows what was asked. */
export class BatchRefused extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'BatchRefused'
    this.code = code
  }
}
