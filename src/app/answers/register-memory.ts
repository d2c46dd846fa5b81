import type { AreaScope } from '../../access/actor.ts'
import { LeastRecentlyUsed } from '../../kernel/least-recently-used.ts'
import type { SqlSession } from '../../kernel/sql.ts'

/** What is kept at most, in rows: some thirty megabytes of areas. */
const ROWS_KEPT = 100_000
/** A name as long as this weighs as much as a row: a stranger may ask for codes that no area has. */
const NAME_OF_A_ROW = 100

/**
 * What readers of a scope were told of the register, as long as its version is the same: areas and their relations, stated figures,
 * who lives in divided areas. They change with a commit and many questions ask for them. With the first question after a commit
 * everything is read anew.
 */
export class RegisterMemory {
  readonly #kept = new LeastRecentlyUsed<readonly unknown[]>(ROWS_KEPT)
  readonly #scopes = new WeakMap<AreaScope, number>()
  readonly #versionNow: () => Promise<number>
  #version = -1
  #scopesSeen = 0

  /** `versionNow` gives the register's version as the database has it after the call. */
  constructor(versionNow: () => Promise<number>) {
    this.#versionNow = versionNow
  }

  /**
   * The memory of one question of a reader of this scope; the version is read once, when it is first needed. What several parts of
   * the question ask for at the same time is read once.
   */
  of(scope: AreaScope): NonNullable<SqlSession['remember']> {
    let reading: Promise<number> | undefined
    const begun = new Map<string, Promise<readonly unknown[]>>()
    return async <Row>(name: string, read: () => Promise<readonly Row[]>): Promise<readonly Row[]> => {
      reading ??= this.#versionNow()
      const version = await reading
      this.#turnTo(version)
      const key = `${this.#numberOf(scope)} ${name}`
      const known = version === this.#version ? this.#kept.get(key) : undefined
      if (known !== undefined) return known as readonly Row[]
      const others = begun.get(name)
      if (others !== undefined) return others as Promise<readonly Row[]>
      const work = read()
      begun.set(name, work)
      try {
        const found = await work
        if (version === this.#version) this.#kept.set(key, found, found.length + Math.ceil(key.length / NAME_OF_A_ROW))
        return found
      } finally {
        begun.delete(name)
      }
    }
  }

  #turnTo(version: number): void {
    if (version <= this.#version) return
    this.#version = version
    this.#kept.clear()
  }

  /**
   * Scopes of areas are told apart by what they are, not by what they hold: an account has one as long as the version is the same.
   * Whoever sees the country sees the same.
   */
  #numberOf(scope: AreaScope): number {
    if (scope.kind === 'COUNTRY') return 0
    const known = this.#scopes.get(scope)
    if (known !== undefined) return known
    this.#scopesSeen += 1
    this.#scopes.set(scope, this.#scopesSeen)
    return this.#scopesSeen
  }
}
