import { setImmediate } from 'node:timers/promises'

/**
 * Lets all who ask before a read begins share it: it begins when the one under way is over and whatever has arrived meanwhile has
 * been looked at, so that whoever asks is told what was read after they asked, and a hundred who ask at once cost one read. A
 * read that fails fails for those who share it, and for nobody after them.
 */
export function sharedRead<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let running: Promise<unknown> = Promise.resolve()
  let next: Promise<Value> | null = null
  const begin = (): Promise<Value> => {
    next = null
    const started = read()
    running = started.catch(() => {})
    return started
  }
  return () => {
    next ??= running.then(() => setImmediate()).then(begin)
    return next
  }
}
