import { execute, oneRow, rows } from '../../../src/kernel/sql.ts'
import type { StageColumn } from '../../source.ts'
import type { LoaderContext } from '../loader.ts'
import { UNATTENDED } from '../stage-table.ts'

/** What resolve finds of every row; the frame empties these columns before each run. */
export const PERSON_WORKING: readonly StageColumn[] = [
  { name: 'commune_id', type: 'integer' },
  { name: 'hamlet_id', type: 'integer' },
  { name: 'group_id', type: 'integer' },
  // where the person lives, as finely as the register has areas; null while its hamlet or group is still to be made
  { name: 'place_id', type: 'integer' },
  // the least line of the rows that are one person
  { name: 'person_line', type: 'bigint' },
  // the least line of the rows that are one household
  { name: 'household_line', type: 'bigint' },
  { name: 'household_key', type: 'text' },
  { name: 'household_id', type: 'bigint' },
  // the day from which the card counts; of a decrease the first day without it
  { name: 'card_from', type: 'date' },
]

/** A context whose area and day are known: without them the frame has already raised a BLOCKING issue. */
export interface PersonContext extends LoaderContext {
  readonly areaId: number
  readonly asOf: string
}

/** The context with its area and day; null when the file says neither, and then nothing can be resolved. */
export function settledContext(context: LoaderContext): PersonContext | null {
  const { areaId, asOf } = context.batch
  return areaId === null || asOf === null ? null : { ...context, areaId, asOf }
}

/** Fills a temporary table of this transaction anew from a SELECT and tells the planner what is in it. */
export async function fillTemporary(
  context: LoaderContext,
  name: string,
  select: string,
  values: readonly unknown[] = [],
): Promise<void> {
  await execute(context.em, `drop table if exists pg_temp.${name}`)
  await rows(context.em, `create temp table ${name} on commit drop as ${inlined(select, values)}`)
  await refreshFilled(context, `pg_temp.${name}`)
}

/** Fills a table of the batch's plan (`openPlan`) from a SELECT and tells the planner what is in it. */
export async function fillPlan(
  context: LoaderContext,
  name: string,
  select: string,
  values: readonly unknown[] = [],
): Promise<void> {
  await rows(context.em, `create unlogged table ${name} with (${UNATTENDED}) as ${inlined(select, values)}`)
  await refreshFilled(context, name)
}

/** Tells the planner what is in a filled table: of every column but images of rows, which nothing is joined by. */
export async function refreshFilled(context: LoaderContext, name: string): Promise<void> {
  const { columns } = await oneRow<{ columns: string }>(
    context.em,
    `select string_agg(quote_ident(attname), ', ') as columns from pg_attribute
     where attrelid = to_regclass($1) and attnum > 0 and not attisdropped and atttypid <> 'jsonb'::regtype`,
    [name],
  )
  await execute(context.em, `analyze ${name} (${columns})`)
}

/**
 * CREATE TABLE AS takes no parameters: ids and days of the context are written into it. Only numbers and days come
 * through here; anything else is a mistake of the code.
 */
function inlined(select: string, values: readonly unknown[]): string {
  const [first] = select.trimStart().split(/\s/, 1)
  if (first !== 'select' && first !== 'with') throw new Error(`not a SELECT: ${first}`)
  return select.replace(/\$(\d+)/g, (_match, position: string) => {
    const value = values[Number(position) - 1]
    if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
    if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return `date '${value}'`
    throw new Error(`parameter ${position} is neither an id nor a day`)
  })
}

/** SQL: a number shown so that its owner is recognised and nobody else learns it: `********0401`. */
export function masked(column: string): string {
  return `case when length(${column}) > 4 then repeat('*', length(${column}) - 4) || right(${column}, 4)
    else ${column} end`
}

/** SQL condition: an interval of days with these columns contains the day in a parameter or column. */
export function contains(alias: string, day: string): string {
  return `(${alias}.valid_from <= ${day} and ${alias}.valid_until > ${day})`
}
