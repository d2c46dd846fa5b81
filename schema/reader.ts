import type { SqlEntityManager } from '@mikro-orm/postgresql'
import type { Actor } from '../src/access/actor.ts'

/** Who reads, and through what: all that a store asks for. */
export interface Reader {
  readonly actor: Actor
  /** A fork of the request's own. */
  readonly em: SqlEntityManager
  /** Of the request; none where nobody asked over a door. */
  readonly requestId?: string
}
