import { BadRequest } from '../kernel/page.ts'
import { execute, type HubSession, type SqlSession } from '../kernel/sql.ts'
import { clean } from '../kernel/vietnamese-text.ts'
import type { Actor } from './actor.ts'
import { audit } from './audit.store.ts'
import { demand, holdsWhatTellsOfPersons } from './may.ts'
import type { GrantHolder } from './scopes-of-now.ts'

/** The longest that persons are open, and how long when nobody says otherwise, in minutes. */
export const LONGEST_OPENING = 180

/** What persons are opened for, and for how long. */
export interface OpeningDraft {
  /** As it will be read in the audit log. */
  readonly reason: string
  readonly minutes: number
}

const LEAST_LETTERS = 10
const LONGEST_REASON = 500
/** The audit log names nobody: numbers of persons have nine digits and more. */
const NUMBER_OF_SOMEBODY = /\d{9}/
const MINUTE_MS = 60_000

/** SQL expression: until when the holder in column `account` has opened persons at the moment of parameter `$position`. */
export function openUntil(account: string, position: number): string {
  return `(select max(opening.open_until) from persons_opening opening
           where opening.account = ${account} and opening.open_until > $${position}::timestamptz)`
}

/**
 * A data officer of more than communes opens persons before reading them, and before reading segments; whoever was granted a
 * commune beside a province does too. Nobody else has to: whose purpose covers neither, such as statistics, has nothing to open.
 */
export function personsOpening(holder: GrantHolder): Pick<Actor, 'personsOpenUntil'> {
  const { role, grants, openUntil: until } = holder
  const isAboveCommunes = grants.some(({ aboveCommunes }) => aboveCommunes)
  const mustOpen = role === 'DATA_OFFICER' && isAboveCommunes && holdsWhatTellsOfPersons(holder)
  return mustOpen ? { personsOpenUntil: until } : {}
}

/** The actor as they are at a moment that may be later than the one at which they were let in: what was open may be over. */
export function actorAt(actor: Actor, now: Date): Actor {
  const { personsOpenUntil } = actor
  return personsOpenUntil && personsOpenUntil <= now ? { ...actor, personsOpenUntil: null } : actor
}

/**
 * Opens persons for the actor from now on and gives until when; what they had opened before ends. Throws `NotAllowed` for a
 * role that reads no persons, and `BadRequest`: `persons-need-no-opening`, `opening-reason-missing`, `opening-reason-names`,
 * `opening-minutes`.
 */
export async function openPersons(actor: Actor, em: HubSession, draft: OpeningDraft, now: Date): Promise<Date> {
  demandOpener(actor)
  const reason = reasonOf(draft)
  const { minutes } = draft
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > LONGEST_OPENING)
    throw new BadRequest('opening-minutes', `${minutes} minutes`, { most: LONGEST_OPENING, found: minutes })
  const until = new Date(now.getTime() + minutes * MINUTE_MS)
  await em.transactional(async (session) => {
    // First, for entries wait for each other: of two that open at once the later ends what the earlier opened.
    await audit(session, actor, 'PERSONS_OPENED', { reason, until: until.toISOString() })
    await endOpening(session, actor, now)
    await execute(
      session,
      'insert into persons_opening (account, reason, opened_at, open_until) values ($1, $2, $3, $4)',
      [actor.id, reason, now.toISOString(), until.toISOString()],
    )
  })
  return until
}

/** Closes persons for the actor at once; closing them twice changes nothing. Throws as `openPersons` does of who need not open them. */
export async function closePersons(actor: Actor, em: HubSession, now: Date): Promise<void> {
  demandOpener(actor)
  await em.transactional(async (session) => {
    if ((await endOpening(session, actor, now)) > 0)
      await audit(session, actor, 'PERSONS_CLOSED', { until: now.toISOString() })
  })
}

/** Forgets what was open before the moment, as long as the audit log that tells of it is kept. */
export function forgetOpenings(em: SqlSession, before: Date): Promise<number> {
  return execute(em, 'delete from persons_opening where open_until < $1', [before.toISOString()])
}

function reasonOf(draft: OpeningDraft): string {
  const reason = clean(draft.reason).slice(0, LONGEST_REASON)
  if ((reason.match(/\p{L}/gu)?.length ?? 0) < LEAST_LETTERS)
    throw new BadRequest('opening-reason-missing', 'persons are opened for a reason', { least: LEAST_LETTERS })
  if (NUMBER_OF_SOMEBODY.test(reason))
    throw new BadRequest('opening-reason-names', 'the reason holds a number of somebody')
  return reason
}

function demandOpener(actor: Actor): void {
  if (actor.personsOpenUntil !== undefined) return
  demand(actor, 'READ_PERSONS')
  throw new BadRequest('persons-need-no-opening', 'this account reads persons without opening them')
}

function endOpening(em: SqlSession, { id }: Actor, now: Date): Promise<number> {
  return execute(em, 'update persons_opening set open_until = $2 where account = $1 and open_until > $2', [
    id,
    now.toISOString(),
  ])
}
