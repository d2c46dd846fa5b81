import type { Actor, AreaScope } from '../access/actor.ts'
import { may, seesSmallCounts } from '../access/may.ts'
import { type ScopeMap, scopeMap } from '../access/scope-map.store.ts'
import type { SqlSession } from '../kernel/sql.ts'
import type { Database } from '../storage/orm.ts'
import type { ReaderRole } from '../storage/reader-grants.ts'
import type { ReaderSettings } from '../storage/reader-pool.ts'

/** The ways in which somebody reads. */
export interface ReaderSessions {
  readonly em: SqlSession
  readonly persons: SqlSession
  readonly reports: SqlSession
  readonly documents: SqlSession
}

/**
 * The sessions through which the actor reads, kept to their areas by the database itself: figures without a name, and persons
 * for whoever may read those, the reports of files, and documents of segments. Whoever may not gets the first instead: a question
 * that forgot to ask is refused there. While persons are not open a sender reads the reports of their own files, and those that
 * name nobody.
 */
export function readerSessions(database: Database, actor: Actor, leaving?: AbortSignal): ReaderSessions {
  const map = mapOf(database, actor.scope)
  const ofCountry = actor.scope.kind === 'COUNTRY'
  const session = (role: ReaderRole) => database.reader(role, async () => settingsOf(role, actor, await map()), leaving)
  const figures = session(ofCountry ? 'FIGURES_OF_COUNTRY' : 'FIGURES')
  const documents = may(actor, 'READ_SEGMENTS') ? session('SEGMENTS') : figures
  if (may(actor, 'READ_PERSONS')) {
    const persons = session(ofCountry ? 'PERSONS_OF_COUNTRY' : 'PERSONS')
    return { em: figures, persons, reports: persons, documents }
  }
  const em = seesSmallCounts(actor) ? figures : { ...figures, ofCountry: () => session('FIGURES_OF_COUNTRY') }
  return { em, persons: em, reports: may(actor, 'IMPORT') ? session('REPORTS') : em, documents }
}

/** Every area, those included that come tomorrow. */
const EVERYWHERE = '{(,)}'

/** Figures are made of areas around the scope too; persons, reports and segments are read in the scope alone. */
function settingsOf(role: ReaderRole, actor: Actor, { scope, reach, above }: ScopeMap): ReaderSettings {
  const account = actor.id
  if (role === 'SEGMENTS' || role === 'REPORTS') {
    const areas = actor.scope.kind === 'COUNTRY' ? EVERYWHERE : scope
    const segments = role === 'REPORTS' ? '' : actor.role === 'PARTNER' ? 'OWN' : 'ALL'
    return { scope: areas, reach: areas, above: '', account, segments }
  }
  return { scope, reach: role === 'PERSONS' ? scope : reach, above: above.join(), account, segments: '' }
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
