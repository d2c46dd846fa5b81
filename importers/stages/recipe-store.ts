import type { SqlEntityManager } from '@mikro-orm/postgresql'
import { execute, rows } from '../../src/kernel/sql.ts'
import { isOwnHeading } from '../forms/own-marks.ts'
import type { BatchRecord } from './batch-record.ts'
import { type Categories, fingerprintOf, type Recipe } from './recipe.ts'

/** Sheets that are looked back on: years of monthly files. */
const LOOK_BACK = 200

interface StoredRecipe extends Recipe {
  readonly recipeNo: number
}

/** What a sender's committed files teach about the next one, and how far was looked: `until` gives the same again. */
export interface RecipesKnown {
  readonly recipes: readonly Recipe[]
  readonly until: number
}

/**
 * The recipes of the account that sent a batch, the newest of each form, the newest first. Files that were withdrawn,
 * discarded or never committed teach nothing.
 */
export async function recipesFor(
  em: SqlEntityManager,
  batch: Pick<BatchRecord, 'id' | 'createdBy'>,
  until: number | null,
): Promise<RecipesKnown> {
  const found = await rows<StoredRecipe>(
    em,
    `select recipe.recipe_id as "recipeNo", recipe.kind, recipe.fingerprint, recipe.columns, recipe.categories,
            batch.file_name as file,
            coalesce(batch.as_of, (batch.committed_at at time zone 'Asia/Ho_Chi_Minh')::date) as day
     from import_recipe recipe join import_batch batch using (batch_id)
     where recipe.created_by = $1 and batch.status = 'COMMITTED' and batch.batch_id <> $2
       and ($3::bigint is null or recipe.recipe_id <= $3)
     order by recipe.recipe_id desc limit ${LOOK_BACK}`,
    [batch.createdBy, batch.id, until],
  )
  const newest = new Map<string, StoredRecipe>()
  for (const recipe of found) {
    const name = `${recipe.kind} ${recipe.fingerprint}`
    if (!newest.has(name)) newest.set(name, recipe)
  }
  const recipes = [...newest.values()].map(({ recipeNo: _, ...recipe }) => ({
    ...recipe,
    categories: joined(found.filter(({ kind }) => kind === recipe.kind)),
  }))
  return { recipes, until: found[0]?.recipeNo ?? 0 }
}

function joined(recipes: readonly Recipe[]): Categories {
  const all = new Map<string, Set<string>>()
  for (const { categories } of recipes) {
    for (const [field, keys] of Object.entries(categories))
      all.set(field, new Set([...(all.get(field) ?? []), ...keys]))
  }
  return Object.fromEntries([...all].map(([field, keys]) => [field, [...keys]]))
}

/** Remembers how the sheets of a batch were read; called in the transaction that commits it. */
export async function learnRecipes(em: SqlEntityManager, batch: BatchRecord): Promise<void> {
  for (const sheet of batch.sheets) {
    // A marked file that comes back is the form that it was before the hub added its columns.
    const received = sheet.columns.filter(({ heading }) => !isOwnHeading(heading))
    const columns = received.map(({ index, heading, field, chosen }) => ({
      index,
      heading,
      field,
      chosen: chosen === true,
    }))
    const form = sheet.traits?.form ?? null
    const headings = columns.map(({ heading }) => heading)
    await execute(
      em,
      `insert into import_recipe (batch_id, sheet, created_by, kind, form, fingerprint, columns, categories)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (batch_id, sheet) do update set created_by = excluded.created_by, kind = excluded.kind,
         form = excluded.form, fingerprint = excluded.fingerprint, columns = excluded.columns,
         categories = excluded.categories`,
      [
        batch.id,
        sheet.sheet,
        batch.createdBy,
        sheet.kind,
        form,
        fingerprintOf(headings, form),
        JSON.stringify(columns),
        JSON.stringify(sheet.traits?.categories ?? {}),
      ],
    )
  }
}
