import type { Clock } from '../../kernel/vietnam-day.ts'

/** The provider does not answer, and nothing of it that is recent enough is kept. */
export class ProviderAway extends Error {
  constructor(cause: unknown) {
    super('the provider of identities does not answer', { cause })
    this.name = 'ProviderAway'
  }
}

/** Younger than this, a document is not asked for again unless something is missing in it. */
const FRESH_MS = 10 * 60_000
/** While the provider is away a document holds this long: a key that the provider has withdrawn must end some day. */
const OLDEST_MS = 24 * 3_600_000
/** How often the provider is asked at most, so that strangers' tokens with made-up keys do not become requests to it. */
const COOLDOWN_MS = 30_000

/** A document of the provider's, fetched when it is first wanted and again when it is old; what was fetched outlives an outage. */
export class KeptDocument<Content> {
  readonly #fetch: () => Promise<Content>
  readonly #clock: Clock
  #kept: { readonly content: Content; readonly at: number } | null = null
  #tried: { readonly at: number; readonly outcome: Promise<unknown> } | null = null

  constructor(fetch: () => Promise<Content>, clock: Clock) {
    this.#fetch = fetch
    this.#clock = clock
  }

  /** The document; one that is no longer fresh is fetched again behind the answer. Throws `ProviderAway`. */
  async get(): Promise<Content> {
    if (this.#kept === null || this.#age(this.#kept) > OLDEST_MS) {
      const failure = await this.#renew()
      if (this.#kept === null || this.#age(this.#kept) > OLDEST_MS) throw new ProviderAway(failure)
    } else if (this.#age(this.#kept) > FRESH_MS) void this.#renew()
    return this.#kept.content
  }

  /** Fetches the document again unless that was tried a moment ago, and tells whether there is one that came later than `known`. */
  async newerThan(known: Content): Promise<boolean> {
    await this.#renew()
    return this.#kept !== null && this.#kept.content !== known
  }

  #age({ at }: { readonly at: number }): number {
    return this.#clock().getTime() - at
  }

  /** Gives the error of the fetch, if it failed. Whoever asks meanwhile waits for the same fetch. */
  #renew(): Promise<unknown> {
    if (this.#tried === null || this.#age(this.#tried) >= COOLDOWN_MS) {
      const at = this.#clock().getTime()
      const outcome = this.#fetch().then(
        (content) => {
          this.#kept = { content, at }
        },
        (error: unknown) => error,
      )
      this.#tried = { at, outcome }
    }
    return this.#tried.outcome
  }
}
