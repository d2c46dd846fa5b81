import { createHash } from 'node:crypto'
import { LeastRecentlyUsed } from '../../kernel/least-recently-used.ts'

/** An answer as it goes out. */
export interface KeptAnswer {
  readonly body: Buffer
  readonly contentType: string
  /** Strong: equal for equal bytes. */
  readonly etag: string
}

/** An answer that was made now, and what of it may be kept: null for an error, which is nobody else's. */
export interface MadeAnswer {
  readonly kept: KeptAnswer | null
}

/** What came of a question: kept from before or made by somebody who asks the same now, or made for this one. */
export type Found<Made extends MadeAnswer> =
  | { readonly how: 'HIT'; readonly kept: KeptAnswer }
  | { readonly how: 'STORED' | 'PASSED'; readonly made: Made }

/** What a kept answer costs beside its bytes: key, headers, the entry itself. */
const OVERHEAD = 400

/**
 * Answers by question and by the register's version. An answer is exact or it is not kept: the version is read from the
 * database when a question comes and again when its answer is made, and only when both are one have all its statements seen
 * one state. With the first question after a commit or a withdrawal, whichever hub wrote it, everything older is gone.
 */
export class AnswerCache {
  readonly #kept: LeastRecentlyUsed<KeptAnswer>
  readonly #making = new Map<string, Promise<KeptAnswer | null>>()
  readonly #versionNow: () => Promise<number>
  #version = -1

  /** `bytes` bounds the answers together; `versionNow` gives the register's version as the database has it after the call. */
  constructor(bytes: number, versionNow: () => Promise<number>) {
    this.#kept = new LeastRecentlyUsed(bytes)
    this.#versionNow = versionNow
  }

  /** Bytes held at the moment. */
  get bytes(): number {
    return this.#kept.weight
  }

  /**
   * The answer to the question `key`: the kept one of the register's present version, or one that `make` gives. Whoever asks
   * the same meanwhile waits for it.
   */
  async answer<Made extends MadeAnswer>(key: string, make: () => Promise<Made>): Promise<Found<Made>> {
    const version = await this.#versionNow()
    this.#turnTo(version)
    const turn = `${version} ${key}`
    const making = this.#making.get(turn)
    const kept = (version === this.#version ? this.#kept.get(key) : null) ?? (making && (await making))
    if (kept) return { how: 'HIT', kept }
    const made = make()
    const stored = made.then((answer) => this.#store(key, version, answer.kept))
    this.#making.set(
      turn,
      stored.catch(() => null),
    )
    try {
      return { how: (await stored) ? 'STORED' : 'PASSED', made: await made }
    } finally {
      this.#making.delete(turn)
    }
  }

  /** Null unless the whole answer was made of one version of the register. */
  async #store(key: string, version: number, answer: KeptAnswer | null): Promise<KeptAnswer | null> {
    if (answer === null || (await this.#versionNow()) !== version) return null
    this.#turnTo(version)
    if (version === this.#version) this.#kept.set(key, answer, answer.body.length + OVERHEAD)
    return answer
  }

  /** Reads may come back in another order than they began: only a newer version empties the shelf. */
  #turnTo(version: number): void {
    if (version <= this.#version) return
    this.#version = version
    this.#kept.clear()
  }
}

export function answerOf(text: string, contentType: string): KeptAnswer {
  const body = Buffer.from(text)
  return { body, contentType, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"` }
}
