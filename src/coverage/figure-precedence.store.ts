import type { Actor } from '../access/actor.ts'
import { audit } from '../access/audit.store.ts'
import type { FigureOrigin } from '../batches/figure-origin.ts'
import { BadRequest } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { type HubSession, oneRow, rows, type SqlSession } from '../kernel/sql.ts'
import type { FigureMeasure } from './reported.ts'

/** Which origin of a number counts where several state it, from a day until the next declaration for the measure. */
export interface FigurePrecedence {
  readonly measure: FigureMeasure
  readonly validFrom: PlainDate
  /** The first that states one counts; origins that are not named come after all that are, the latest figure first. */
  readonly origins: readonly FigureOrigin[]
  /** The decision that says so. */
  readonly document: string | null
  readonly declaredBy: string
}

export type PrecedenceWanted = Omit<FigurePrecedence, 'declaredBy'>

const COLUMNS = `measure, valid_from::text as "validFrom", origins, document, declared_by as "declaredBy"`
/** Answers change with it: whoever remembers one by its version must ask again. */
const NEW_VERSION = 'update hub_version set version = version + 1, updated_at = now()'

/** Every declaration, by measure, the latest first. */
export function figurePrecedences(em: SqlSession): Promise<FigurePrecedence[]> {
  return rows<FigurePrecedence>(em, `select ${COLUMNS} from figure_precedence order by measure, valid_from desc`)
}

/**
 * Declares an order from a day on, instead of the one that was declared for that very day. Throws `BadRequest`:
 * `origins-empty`, `origins-repeated`.
 */
export async function declarePrecedence(
  actor: Actor,
  em: HubSession,
  wanted: PrecedenceWanted,
): Promise<FigurePrecedence> {
  const { measure, validFrom, origins, document } = wanted
  if (origins.length === 0) throw new BadRequest('origins-empty', 'name at least one origin')
  if (new Set(origins).size < origins.length) throw new BadRequest('origins-repeated', 'name each origin once')
  return em.transactional(async (transaction) => {
    const declared = await oneRow<FigurePrecedence>(
      transaction,
      `with version as (${NEW_VERSION})
       insert into figure_precedence (measure, valid_from, origins, document, declared_by) values ($1, $2, $3, $4, $5)
       on conflict (measure, valid_from) do update set origins = excluded.origins, document = excluded.document,
         declared_by = excluded.declared_by, declared_at = now()
       returning ${COLUMNS}`,
      [measure, validFrom, origins, document, actor.id],
    )
    await audit(transaction, actor, 'PRECEDENCE_DECLARED', { measure, validFrom, origins })
    return declared
  })
}

/** Takes a declaration back; what was declared before holds again. False when there was none of that day. */
export async function withdrawPrecedence(
  actor: Actor,
  em: HubSession,
  measure: FigureMeasure,
  validFrom: PlainDate,
): Promise<boolean> {
  return em.transactional(async (transaction) => {
    const [gone] = await rows<Pick<FigurePrecedence, 'origins'>>(
      transaction,
      `with gone as (delete from figure_precedence where measure = $1 and valid_from = $2 returning origins),
         version as (${NEW_VERSION} where exists (select from gone))
       select origins from gone`,
      [measure, validFrom],
    )
    if (!gone) return false
    await audit(transaction, actor, 'PRECEDENCE_WITHDRAWN', { measure, validFrom, origins: gone.origins })
    return true
  })
}
