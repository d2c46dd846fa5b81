import type { SqlEntityManager } from '@mikro-orm/postgresql'
import { execute } from '../../src/kernel/sql.ts'
import type { DividedCountry } from './divided-country.ts'
import type { RegisterRows } from './register-rows.ts'

/** Empties the register and its map, and writes a drawn country: area ids by code. Who is then registered past the import has to be settled. */
export async function writeDividedCountry(
  em: SqlEntityManager,
  register: RegisterRows,
  country: DividedCountry,
): Promise<ReadonlyMap<string, number>> {
  await register.removePersons()
  for (const table of ['area_succession', 'area_ancestor', 'area_parent', 'area']) {
    await execute(em, `delete from ${table}`)
  }
  const ids = new Map<string, number>()
  const idOf = (code: string) => ids.get(code) ?? 0
  for (const { code, level, from, until } of country.areas) {
    ids.set(code, await register.area({ code, level, from: from ?? undefined, until: until ?? undefined }))
  }
  for (const { code, parent, from, until } of country.links) {
    await register.parent(idOf(code), idOf(parent), { from: from ?? undefined, until: until ?? undefined })
  }
  for (const { from, to, on, relation, weight } of country.successions) {
    await register.succession({ from: idOf(from), to: idOf(to), on, relation, weight })
  }
  return ids
}
