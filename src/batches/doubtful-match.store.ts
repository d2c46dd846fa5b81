import type { Actor } from '../access/actor.ts'
import { scopeIds } from '../access/area-scope.ts'
import { grouped } from '../kernel/grouped.ts'
import { addressOf } from '../kernel/issue.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { seen } from './batch-row.store.ts'
import { secret } from './told-issue.ts'

/** A row of a checked batch that may speak of one of several persons; an officer decides of whom. */
export interface DoubtfulMatchRow {
  readonly sheet: string
  readonly row: number
  /** `Sheet1!B17` */
  readonly address: string
  readonly fullName: string
  readonly personIds: readonly number[]
  /** Whether it may also be somebody whom the register does not know. */
  readonly mayBeNew: boolean
}

interface FoundMatch extends Omit<DoubtfulMatchRow, 'address' | 'personIds'> {
  readonly batchId: number
  readonly letters: string | null
  readonly persons: string
}

/** The first doubtful matches of each batch that wait for a decision, in the order of the sheet; those of somebody at a place that the actor does not hold are left out. One statement. */
export async function doubtfulMatchesOf(
  actor: Actor,
  em: SqlSession,
  batchIds: readonly number[],
  first: number,
): Promise<Map<number, DoubtfulMatchRow[]>> {
  const found = await rows<FoundMatch>(
    em,
    `select import_batch.batch_id as "batchId", doubt.*
     from import_batch cross join lateral (
       select sheet, row, column_letters as letters, coalesce(found, '') as "fullName", args->>'persons' as persons,
              (args->>'mayBeNew')::boolean as "mayBeNew"
       from row_issue
       where row_issue.batch_id = import_batch.batch_id and code in ('person-ambiguous', 'person-elsewhere') and args ? 'persons'
         and not ${secret(2)}
       order by sheet, row, issue_no limit $4
     ) doubt
     where import_batch.batch_id = any($1::bigint[]) and import_batch.status = 'CHECKED' and ${seen(2)}
     order by import_batch.batch_id, doubt.sheet, doubt.row`,
    [batchIds, scopeIds(actor), actor.id, first],
  )
  const batches = grouped(found, ({ batchId }) => batchId)
  return new Map([...batches].map(([batchId, matches]) => [batchId, matches.map(doubtfulMatch)]))
}

function doubtfulMatch({ sheet, row, letters, fullName, persons, mayBeNew }: FoundMatch): DoubtfulMatchRow {
  const address = addressOf({ sheet, row, column: letters ?? undefined })
  return { sheet, row, address, fullName, mayBeNew, personIds: persons.split(' ').map(Number) }
}
