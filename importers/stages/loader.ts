import type { SqlEntityManager } from '@mikro-orm/postgresql'
import type { Actor } from '../../src/access/actor.ts'
import type { SourceKind } from '../../src/batches/source-kind.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { StageColumn } from '../source.ts'

/** The batch as its loader sees it. */
export interface LoaderBatch {
  readonly id: number
  readonly kind: SourceKind
  /** The area version that the file speaks for; null when neither the sender nor the title says. */
  readonly areaId: number | null
  readonly asOf: PlainDate | null
}

export interface LoaderContext {
  /** Its statements join the stage's transaction. */
  readonly em: SqlEntityManager
  readonly actor: Actor
  readonly batch: LoaderBatch
  /** Qualified name of the staging table, ready to stand in a statement: `stage.batch_17`. */
  readonly stage: string
  /** Names of the workbook's sheets; the place in the list is the staging table's `sheet`. */
  readonly sheetNames: readonly string[]
  /** Where the officer finds a field: the letters of its column in that sheet, null when the sheet has no such column. */
  readonly columnLetters: (sheet: number, field: string) => string | null
}

/** What withdrawing a batch did, counted in register rows, with the reason for every group that could not be undone. */
export interface Withdrawal {
  readonly undone: number
  /** Left as they are because a later batch wrote them. */
  readonly kept: number
  /** Left as they are because something of another batch hangs on them. */
  readonly blocked: number
  readonly reasons: readonly WithdrawalReason[]
}

export interface WithdrawalReason {
  /** Slug of the issue catalogue: `withdrawal-area-in-use`. */
  readonly code: string
  readonly count: number
  /** Labels of the first few subjects. */
  readonly examples: readonly string[]
}

/**
 * How the rows of one kind of sheet get into the register: set-based SQL over the batch's staging table. The frame calls
 * resolve → check → plan for a check; for a commit the same three again, unless their plan still holds, and then commit, in
 * one transaction.
 *
 * Before resolve the frame puts every row's `outcome` back to what `map` said, empties the working columns and deletes the
 * issues of earlier runs and the batch's register_change rows. After resolve and after check it sets `outcome` REJECTED on
 * each READY row that has an ERROR issue. After plan no row may be READY.
 */
export interface Loader {
  /** Columns of its own that the staging table has beside the source's. */
  readonly working: readonly StageColumn[]
  /** Rows → subjects of the register; an ambiguous or unknown one is an issue, never a guess. */
  resolve(context: LoaderContext): Promise<void>
  /** Rules over the rows and against the register. */
  check(context: LoaderContext): Promise<void>
  /** The outcome of every READY row, and register_change rows for what a commit would change or end. */
  plan(context: LoaderContext): Promise<void>
  /**
   * The plan lies in tables that outlive the check (`openPlan`): as long as nothing has been committed since, a commit
   * writes what was planned then. Without it every commit resolves, checks and plans anew.
   */
  readonly keepsPlan?: true
  /** Rows that name people of other places are held, and counted for their sender (`persons/held-rows.ts`). */
  readonly holdsRows?: true
  /** Writes the register with this batch's id; `subject_id` of the staged rows afterwards names what each row became. */
  commit(context: LoaderContext): Promise<void>
  /** Undoes what commit wrote, from the before images of register_change; the staging table no longer exists. */
  withdraw(context: LoaderContext): Promise<Withdrawal>
}
