/** One thing that can be configured: its variable, what it means, and how its text is read. */
export interface Setting<Value> {
  readonly variable: string
  /** What it does, for the person who configures the hub: one or two sentences. */
  readonly meaning: string
  /** The text that holds when the variable is unset or empty; empty when nothing does. */
  readonly fallback: string
  /** What would be accepted, to complete "expected …". */
  readonly expected: string
  /** Never shown in a message. */
  readonly isSecret?: boolean
  /** The value of a text that is not empty; undefined when it is not acceptable. */
  readonly read: (text: string) => Value | undefined
}

/** Reads a whole number from `least` to `most`. */
export function wholeNumber(least: number, most: number): (text: string) => number | undefined {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    return value >= least && value <= most ? value : undefined
  }
}

/** The value `factor` times; undefined stays what it is. */
export function times(factor: number, value: number | undefined): number | undefined {
  return value === undefined ? undefined : value * factor
}

export function zeroOrOne(text: string): boolean | undefined {
  return text === '1' ? true : text === '0' ? false : undefined
}

/** Reads an address of one of these protocols, without a slash at the end. */
export function addressWith(text: string, protocols: readonly string[]): string | undefined {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol) ? text.replace(/\/$/, '') : undefined
}

/** One variable that cannot be used. */
export interface ConfigMistake {
  readonly variable: string
  /** What it says; hidden when it is a secret. */
  readonly found: string
  readonly expected: string
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}
