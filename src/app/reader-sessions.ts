import type { Actor, AreaScope } from '../access/actor.ts'
import { may } from '../access/may.ts'
import { type ScopeMap, scopeMap } from '../access/scope-map.store.ts'
import type { SqlSession } from '../kernel/sql.ts'
import type { Database } from '../storage/orm.ts'
import type { ReaderRole } from '../storage/reader-grants.ts'
import type { ReadsAs } from '../storage/reader-pool.ts'

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
  const { id: account } = actor
  const map = mapOf(database, actor.scope)
  const ofCountry = actor.scope.kind === 'COUNTRY'
  const session = (role: ReaderRole) => database.reader(async () => readsAs(role, account, await map()), leaving)
  const figures = session(ofCountry ? 'FIGURES_OF_COUNTRY' : 'FIGURES')
  if (!may(actor, 'READ_PERSONS')) {
    const em = { ...figures, ofCountry: () => session('FIGURES_OF_COUNTRY') }
    return { em, persons: em }
  }
  return { em: figures, persons: session(ofCountry ? 'PERSONS_OF_COUNTRY' : 'PERSONS') }
}

/** Persons are read in the scope alone. */
function readsAs(role: ReaderRole, account: string, { scope, reach, above }: ScopeMap): ReadsAs {
  return { role, settings: { scope, reach: role === 'PERSONS' ? scope : reach, above: above.join(), account } }
}

/** A key has one scope as long as the register is the same (`KeyHolders`): so long its map is good. */
const maps = new WeakMap<AreaScope, Promise<ScopeMap>>()

function mapOf(database: Database, scope: AreaScope): () => Promise<ScopeMap> {
  return () => {
    const known = maps.get(scope)
    if (known !== undefined) return known
    const made = scopeMap(database.em(), scope)
    maps.set(scope, made)
    made.catch(() => maps.delete(scope))
    return made
  }
}
