import { randomBytes } from 'node:crypto'
import { BadRequest } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { vietnamDay } from '../kernel/vietnam-day.ts'
import type { Subject } from './account-holder.store.ts'
import type { Actor, Role } from './actor.ts'
import { inScope, scopeIds } from './area-scope.ts'
import { grantableAreas, type Holder, heldWithin } from './grantable-areas.store.ts'
import { grantedPurpose } from './granted-purpose.ts'
import type { Purpose } from './purpose.ts'

/** What an account shall be and for which areas. */
export interface AccountDraft {
  /** As an administrator wants to read it in a list. */
  readonly name: string
  readonly role: Role
  /** Codes of the areas it is for, as they existed on `on`. */
  readonly areaCodes: readonly string[]
  /** Today when left out. */
  readonly on?: PlainDate | null
  /** The first day on which it is refused; when left out, it lasts until it is changed or ended. */
  readonly until?: PlainDate | null
  /** For a partner: also the figures of its areas. */
  readonly readsFigures?: boolean | null
  /** What they are let in for; when left out, what the role is usually for, or what the account was for under the same role. */
  readonly purposeCode?: Purpose | null
}

/** An account that shall be, and whose. */
export interface Invitation extends AccountDraft, Subject {
  /** The first day of the grant; today when left out. */
  readonly from?: PlainDate | null
}

/** An account as it is listed. */
export interface AccountRow extends Subject {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly readsFigures: boolean
  readonly purposeCode: Purpose
  readonly createdBy: string
  readonly createdAt: Date
  readonly endedAt: Date | null
  readonly endedBy: string | null
  /** To the hour. */
  readonly lastSeenAt: Date | null
  readonly grants: readonly {
    readonly areaId: number
    readonly on: PlainDate
    readonly from: PlainDate
    readonly until: PlainDate | null
  }[]
}

const LONGEST_NAME = 200
/** OpenID Connect Core 1.0, section 2: at most 255 ASCII characters. */
const SUBJECT = /^[\x21-\x7e]{1,255}$/

/**
 * Lets a subject of the provider in from now on and gives the account's id. Throws `BadRequest`: `subject-not-readable`,
 * `account-exists`, and as `checkedDraft` does.
 */
export async function inviteAccount(
  actor: Actor,
  em: SqlSession,
  { issuer, subject, ...draft }: Invitation,
  now: Date,
): Promise<string> {
  if (!SUBJECT.test(subject)) throw new BadRequest('subject-not-readable', 'this is no subject of a provider')
  const { name, role, readsFigures, purposeCode, areaIds, on, from, until } = await checkedDraft(actor, em, draft, now)
  // Read aloud and selected by a double click: letters and digits only.
  const id = `acc_${randomBytes(9).toString('base64url').replace(/[-_]/g, '0')}`
  const made = await rows(
    em,
    `with made as (
       insert into account (account_id, issuer, subject, name, role, reads_figures, created_by, created_at, purpose_code)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $14) on conflict do nothing returning account_id
     ), granted as (
       insert into account_grant (account_id, area_id, on_day, valid_from, valid_until)
       select distinct account_id, area_id, $10::date, $11::date, coalesce($12::date, 'infinity')
       from made cross join unnest($9::int[]) area_id
     )
     select append_audit_entry($7, $13, 'ACCOUNT_INVITED',
       jsonb_build_object('account', account_id, 'role', $5::text, 'purpose', $14::text, 'areaIds', $9::int[],
                          'from', $11::date, 'until', $12::date))
     from made`,
    [
      ...[id, issuer, subject, name, role, readsFigures, actor.id, now.toISOString()],
      ...[areaIds, on, from, until, actor.role, purposeCode],
    ],
  )
  if (made.length === 0) throw new BadRequest('account-exists', 'this subject has an account already')
  return id
}

/**
 * Makes an account what it shall be, at once: a role that came before its areas would hold in the old ones. Its grants are
 * replaced from today on; what was granted until yesterday stays as it was. Persons that it opened for the areas of before are closed. Throws `BadRequest`: `account-not-found`, and as `checkedDraft` does.
 */
export async function changeAccount(
  actor: Actor,
  em: SqlSession,
  { id, ...draft }: AccountDraft & { readonly id: string },
  now: Date,
): Promise<void> {
  const kept = await ownAccount(actor, em, id)
  // A change that says nothing of the purpose widens none.
  const stays = kept.role === draft.role ? kept.purposeCode : null
  const wanted = { ...draft, purposeCode: draft.purposeCode ?? stays }
  const { name, role, readsFigures, purposeCode, areaIds, on, from, until } = await checkedDraft(actor, em, wanted, now)
  const changed = await rows(
    em,
    `with changed as (
       update account set name = $2, role = $3, reads_figures = $4, purpose_code = $12
       where account_id = $1 and ended_at is null and ${grantedWithin(9)} returning account_id
     ), over as (
       update account_grant given set valid_until = $7::date from changed
       where given.account_id = changed.account_id and given.valid_from < $7 and $7 < given.valid_until
     ), gone as (
       delete from account_grant given using changed
       where given.account_id = changed.account_id and given.valid_from >= $7
         and not (given.valid_from = $7 and given.area_id = any($5::int[]))
     ), granted as (
       insert into account_grant (account_id, area_id, on_day, valid_from, valid_until)
       select distinct account_id, area_id, $6::date, $7::date, coalesce($8::date, 'infinity')
       from changed cross join unnest($5::int[]) area_id
       on conflict (account_id, area_id, valid_from) do update set on_day = excluded.on_day, valid_until = excluded.valid_until
     ), closed as (
       update persons_opening set open_until = $13 from changed where account = changed.account_id and open_until > $13
     )
     select append_audit_entry($10, $11, 'ACCOUNT_CHANGED',
       jsonb_build_object('account', account_id, 'role', $3::text, 'purpose', $12::text, 'areaIds', $5::int[],
                          'from', $7::date, 'until', $8::date))
     from changed`,
    [
      ...[id, name, role, readsFigures, areaIds, on, from, until],
      ...[scopeIds(actor), actor.id, actor.role, purposeCode, now.toISOString()],
    ],
  )
  if (changed.length === 0) throw notFound()
}

/** Ends an account at once; ending it twice changes nothing. Throws `BadRequest` `account-not-found`. */
export async function endAccount(actor: Actor, em: SqlSession, id: string, now: Date): Promise<void> {
  await ownAccount(actor, em, id)
  const ended = await rows(
    em,
    `with ended as (
       update account set ended_at = coalesce(ended_at, $2), ended_by = coalesce(ended_by, $3)
       where account_id = $1 and ${grantedWithin(4)} returning account_id
     )
     select append_audit_entry($3, $5, 'ACCOUNT_ENDED', jsonb_build_object('account', account_id)) from ended`,
    [id, now.toISOString(), actor.id, scopeIds(actor), actor.role],
  )
  if (ended.length === 0) throw notFound()
}

interface KeptAccount extends Holder {
  readonly role: Role
  readonly purposeCode: Purpose
}

/** The account as it stands. Throws `BadRequest` `account-not-found` when its grants mean anything outside of the actor's scope. */
async function ownAccount(actor: Actor, em: SqlSession, id: string): Promise<KeptAccount> {
  const [kept] = await heldWithin(actor, em, await rows<KeptAccount>(em, KEPT_ACCOUNT, [id]))
  if (!kept) throw notFound()
  return kept
}

const KEPT_ACCOUNT = `
  select account_id as id, role, purpose_code as "purposeCode", (select coalesce(jsonb_agg(jsonb_build_object('areaId', area_id, 'on', on_day)), '[]')
                            from account_grant given where given.account_id = account.account_id) as grants
  from account where account_id = $1`

function notFound(): BadRequest {
  return new BadRequest('account-not-found', 'there is no such account')
}

/** Accounts that mean nothing outside of the actor's scope, the newest first; those that were ended stay in the list. */
export async function listAccounts(actor: Actor, em: SqlSession): Promise<readonly AccountRow[]> {
  const listed = await rows<AccountRow>(
    em,
    `select account_id as id, issuer, subject, name, role, reads_figures as "readsFigures", purpose_code as "purposeCode", created_by as "createdBy",
            created_at as "createdAt", ended_at as "endedAt", ended_by as "endedBy", last_seen_at as "lastSeenAt",
            (select jsonb_agg(jsonb_build_object('areaId', area_id, 'on', on_day, 'from', valid_from,
                                                 'until', nullif(given.valid_until, 'infinity')) order by valid_from, area_id)
             from account_grant given where given.account_id = account.account_id) as grants
     from account where ${grantedWithin(1)} order by created_at desc, account_id`,
    [scopeIds(actor)],
  )
  return heldWithin(actor, em, listed)
}

/** SQL condition: each area that the account was ever granted lies in the scope of parameter `$position`. */
function grantedWithin(position: number): string {
  return `not exists (select from account_grant given where given.account_id = account.account_id
    and not ${inScope('given.area_id', position)})`
}

interface CheckedDraft extends Required<Pick<AccountDraft, 'name' | 'role'>> {
  readonly readsFigures: boolean
  readonly purposeCode: Purpose
  readonly areaIds: readonly number[]
  readonly on: PlainDate
  readonly from: PlainDate
  readonly until: PlainDate | null
}

/**
 * Throws `BadRequest`: `account-name-missing`, `account-area-missing`, `account-days-passed`, `purpose-not-of-role`,
 * `area-unknown-on-day`, `grant-wider-than-giver`.
 */
async function checkedDraft(
  actor: Actor,
  em: SqlSession,
  draft: AccountDraft & Pick<Invitation, 'from'>,
  now: Date,
): Promise<CheckedDraft> {
  const today = vietnamDay(now)
  const { role, on, from, until = null } = draft
  const name = draft.name.trim().slice(0, LONGEST_NAME)
  if (name === '') throw new BadRequest('account-name-missing', 'an account needs a name')
  if (draft.areaCodes.length === 0) throw new BadRequest('account-area-missing', 'an account needs an area')
  const first = from ?? today
  // What was granted on a day that is over was granted: nothing begins before today.
  if (first < today || (until !== null && until <= first))
    throw new BadRequest('account-days-passed', `${first} until ${until}`, { from: first, until: until ?? '…' })
  const readsFigures = role === 'PARTNER' && draft.readsFigures === true
  const purposeCode = grantedPurpose({ ...draft, readsFigures })
  const granted = await grantableAreas(actor, em, { codes: draft.areaCodes, on: on ?? today })
  const areaIds = granted.map(({ areaId }) => areaId)
  return { name, role, readsFigures, purposeCode, areaIds, on: on ?? today, from: first, until }
}
