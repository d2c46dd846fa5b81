/**
 * Lets all who ask while a read is under way share the next one: whoever asks is told what was read after they asked, and a
 * hundred who ask at once cost two reads. A read that fails fails for those who share it, and for nobody after them.
 */
export function sharedRead<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let running: Promise<Value> | null = null
  let next: Promise<Value> | null = null
  const start = (): Promise<Value> => {
    next = null
    const started = read().finally(() => {
      if (running === started) running = null
    })
    running = started
    return started
  }
  return () => {
    if (running === null) return start()
    next ??= running.then(start, start)
    return next
  }
}
