/** What a word means in this house. One idea has one word: in code, SQL, GraphQL, messages and documents alike. */
export interface Term {
  /** The word Vietnamese officers use. */
  readonly vi: string
  readonly meaning: string
  /** Words that look alike and mean something else. */
  readonly not?: string
}

/** Words by name; an enum's value stands as `Enum.VALUE`. */
export type Terms = Readonly<Record<string, Term>>

export function term(vi: string, meaning: string, not?: string): Term {
  return not === undefined ? { vi, meaning } : { vi, meaning, not }
}
