import type { Actor } from '../access/actor.ts'
import { scopeIds } from '../access/area-scope.ts'
import { addressSql, type FigureSource } from '../batches/figure-source.ts'
import { grouped } from '../kernel/grouped.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, type SqlSession } from '../kernel/sql.ts'
import { classOf, standsInScope } from './household.store.ts'
import type { HouseholdClass } from './household-class.ts'

/** The dated decision that gives a household its class in [validFrom, validUntil). */
export interface HouseholdClassification {
  readonly householdId: number
  readonly householdClass: HouseholdClass
  readonly validFrom: PlainDate
  /** Null while it holds. */
  readonly validUntil: PlainDate | null
  /** The standard that was applied, as the sheet names it. */
  readonly standard: string | null
  readonly source: FigureSource
}

interface StoredClassification {
  readonly householdId: number
  readonly number: number
  readonly validFrom: PlainDate
  readonly validUntil: PlainDate | null
  readonly standard: string | null
  readonly batchId: number
  readonly fileName: string | null
  readonly batchAsOf: PlainDate | null
  readonly address: string | null
}

/** Every class that each household had, oldest first, by household; of households that last lived outside the scope there is none. */
export async function classificationsOf(
  actor: Actor,
  em: SqlSession,
  householdIds: readonly number[],
): Promise<Map<number, HouseholdClassification[]>> {
  const found = await prepared<StoredClassification>(
    em,
    `select s.household_id as "householdId", s.household_class as number, s.valid_from as "validFrom",
      nullif(s.valid_until, 'infinity') as "validUntil", s.standard, s.batch_id as "batchId", b.file_name as "fileName",
      b.as_of as "batchAsOf", ${addressSql('b', 's')} as address
    from household_state s left join batch_source b on b.batch_id = s.batch_id
    where s.household_id = any($1::bigint[]) and ${standsInScope('s.household_id', 2)}
    order by s.household_id, s.valid_from`,
    [householdIds, scopeIds(actor)],
  )
  return grouped(found.map(classification), (row) => row.householdId)
}

function classification(stored: StoredClassification): HouseholdClassification {
  const { householdId, number, validFrom, validUntil, standard, batchId, fileName, batchAsOf, address } = stored
  return {
    householdId,
    householdClass: classOf(number),
    validFrom,
    validUntil,
    standard,
    source: {
      asOf: batchAsOf ?? validFrom,
      batchId: fileName === null ? null : batchId,
      sourceName: fileName ?? 'register',
      address,
    },
  }
}
