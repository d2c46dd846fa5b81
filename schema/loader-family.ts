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
  return {
    of(args) {
      const name = JSON.stringify(args)
      const known = members.get(name)
      if (known !== undefined) return known
      const made = mapLoader<Key, Value>((keys) => load(keys, args), absent)
      members.set(name, made)
      return made
    },
  }
}
