import type { Actor } from '../src/access/actor.ts'
import type { HubSession, SqlSession } from '../src/kernel/sql.ts'

/** Who reads, and through what: all that a store asks for. */
export interface Reader {
  readonly actor: Actor
  /** Of the request; none where nobody asked over a door. */
  readonly requestId?: string
  /** Reads figures of the actor's areas; no name, number or address comes through it. */
  readonly em: SqlSession
  /** Reads persons of the actor's areas; for whoever may not, the same as `em`. */
  readonly persons: SqlSession
  /** Reads what the reports of files say; whoever reads persons reads it of any file, others of their own. */
  readonly reports: SqlSession
  /** Reads the documents of segments that the actor may read. */
  readonly documents: SqlSession
  /** The hub's own session, outside of any scope: for what is written, after `demand`. */
  readonly hub: HubSession
}
