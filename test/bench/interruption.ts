/** Somebody pressed Ctrl-C, or ended the bench. */
export class Interrupted extends Error {}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** Rejects with `Interrupted` at SIGINT and SIGTERM, which end nothing by themselves until it is told to forget them. */
export function interruption(): { readonly promise: Promise<never>; readonly forget: () => void } {
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = (): void => reject(new Interrupted())
  for (const signal of SIGNALS) process.on(signal, stop)
  return {
    promise,
    forget: () => {
      for (const signal of SIGNALS) process.off(signal, stop)
    },
  }
}
