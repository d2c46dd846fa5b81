import { execute } from '../../../src/kernel/sql.ts'
import type { PersonContext } from './person-stage.ts'

/** Tables whose rows a batch of persons changes or removes, and the column that says whose row it is. */
export const IMAGED = {
  person: 'person_id',
  residence: 'person_id',
  enrolment: 'person_id',
  card_declaration: 'person_id',
  household: 'household_id',
  household_state: 'household_id',
} as const
export type ImagedTable = keyof typeof IMAGED

/**
 * Keeps the rows as they are now, before this batch writes them: `where` is a condition on the table itself. A row that
 * this batch has already written is not kept again: the way back leads to what was before the batch.
 */
export async function keepImages(
  context: PersonContext,
  table: ImagedTable,
  where: string,
  values: readonly unknown[] = [],
): Promise<void> {
  const batch = `$${values.length + 1}::bigint`
  await execute(
    context.em,
    `insert into register_image (batch_id, subject, subject_id, was)
     select ${batch}, '${table}', ${table}.${IMAGED[table]}, to_jsonb(${table})
     from ${table} where ${table}.batch_id <> ${batch} and ${where}`,
    [...values, context.batch.id],
  )
}
