import { setImmediate } from 'node:timers/promises'

/**
 * Lets all who ask before a read begins share it: it begins when the one under way is over and whatever has arrived meanwhile has
 * been looked at, so that whoever asks is told what was read after they asked, and a hundred who ask at once cost one read. A
 * read that fails fails for those who share it, and for nobody after them.
 */
export function sharedRead<Value>(read: () => Promise<Value>): () => Promise<Value> {
  const gathered = gatheredRead<never, Value>(read)
  return () => gathered()
}

/** The same for a read of what each of them asks for: it is given the keys that were named until it began. */
export function gatheredRead<Key, Value>(
  read: (keys: readonly Key[]) => Promise<Value>,
): (key?: Key) => Promise<Value> {
  let running: Promise<unknown> = Promise.resolve()
  let next: { readonly keys: Set<Key>; readonly found: Promise<Value> } | null = null
  const gather = () => {
    const keys = new Set<Key>()
    const begin = (): Promise<Value> => {
      next = null
      const started = read([...keys])
      running = started.catch(() => {})
      return started
    }
    return { keys, found: running.then(() => setImmediate()).then(begin) }
  }
  return (key) => {
    next ??= gather()
    if (key !== undefined) next.keys.add(key)
    return next.found
  }
}
