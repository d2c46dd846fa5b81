import type { Actor } from '../access/actor.ts'
import { reachText, scopeText } from '../access/area-scope.ts'
import { may } from '../access/may.ts'
import type { SqlSession } from '../kernel/sql.ts'
import type { Database } from '../storage/orm.ts'

/** The two ways in which somebody reads. */
export interface ReaderSessions {
  readonly em: SqlSession
  readonly persons: SqlSession
}

/**
 * The sessions through which the actor reads, kept to their areas by the database itself: figures without a name, and persons
 * for whoever may read those. Whoever may not gets the first twice: a question that forgot to ask is refused there.
 */
export function readerSessions(database: Database, actor: Actor, leaving?: AbortSignal): ReaderSessions {
  const scope = scopeText(actor)
  const em = database.reader({ role: 'FIGURES', scope, reach: reachText(actor), account: actor.id }, leaving)
  if (!may(actor, 'READ_PERSONS')) return { em, persons: em }
  return { em, persons: database.reader({ role: 'PERSONS', scope, reach: scope, account: actor.id }, leaving) }
}
