import DataLoader from 'dataloader'

/** Loaders that share their way of loading and differ in the arguments of the field: one per distinct arguments. */
export interface LoaderFamily<Arguments, Key, Value> {
  of(args: Arguments): DataLoader<Key, Value>
}

/** Loads the values of many keys at once; a key that is not in the map has the value `absent`. */
export type LoadMany<Key, Value> = (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>

export function mapLoader<Key, Value>(load: LoadMany<Key, Value>, absent: Value): DataLoader<Key, Value> {
  return new DataLoader<Key, Value>(async (keys) => {
    const found = await load(keys)
    return keys.map((key) => found.get(key) ?? absent)
  })
}

/**
 * A family whose members load with `load(keys, args)`. However many rows ask, there is one call for each distinct set of
 * arguments in the query.
 */
export function loaderFamily<Arguments, Key, Value>(
  load: (keys: readonly Key[], args: Arguments) => Promise<ReadonlyMap<Key, Value>>,
  absent: Value,
): LoaderFamily<Arguments, Key, Value> {
  const members = new Map<string, DataLoader<Key, Value>>()
  const memberOf = (args: Arguments): DataLoader<Key, Value> => {
    const name = JSON.stringify(args)
    const known = members.get(name)
    if (known !== undefined) return known
    const made = mapLoader<Key, Value>((keys) => load(keys, args), absent)
    members.set(name, made)
    return made
  }
  // The rows of a list ask with the same arguments one after the other.
  let last: { readonly args: Arguments; readonly member: DataLoader<Key, Value> } | undefined
  return {
    of(args) {
      if (last === undefined || !areEqual(last.args, args)) last = { args, member: memberOf(args) }
      return last.member
    },
  }
}

/** Whether two sets of arguments are the same value by value; lists and objects only as the same one. */
function areEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  const values = one as Readonly<Record<string, unknown>>
  const others = other as Readonly<Record<string, unknown>>
  for (const key in values) if (values[key] !== others[key]) return false
  for (const key in others) if (!(key in values)) return false
  return true
}
