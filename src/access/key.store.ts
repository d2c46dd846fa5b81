import { BadRequest } from '../kernel/page.ts'
import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import { type HubSession, rows } from '../kernel/sql.ts'
import { vietnamDay } from '../kernel/vietnam-day.ts'
import type { Actor, Role } from './actor.ts'
import { keyDigest, newKey } from './api-key.ts'
import { inScope, scopeIds } from './area-scope.ts'
import { grantableAreas, type Holder, heldWithin } from './grantable-areas.store.ts'
import { grantedPurpose } from './granted-purpose.ts'
import type { GrantedArea } from './granted-scope.store.ts'
import { checkedNetworks } from './key-addresses.ts'
import type { Purpose } from './purpose.ts'

/** A key as an administrator wants it. */
export interface KeyDraft {
  readonly role: Role
  /** Codes of the areas it is for, as they existed on `on`. */
  readonly areaCodes: readonly string[]
  /** Areas that were found already, and that the issuer may grant; besides the codes. */
  readonly areas?: readonly GrantedArea[]
  /** Today when left out. */
  readonly on?: PlainDate | null
  /** What it is for, as an administrator will want to read it a year later. */
  readonly purpose: string
  /** Which of the registered purposes that is; when left out, what its role is usually for. */
  readonly purposeCode?: Purpose | null
  /** The first day on which it is refused; a year from today when left out. */
  readonly until?: PlainDate | null
  /** For a partner: also the figures of its areas. */
  readonly readsFigures?: boolean | null
  /** Addresses and networks (CIDR, IPv4 and IPv6) from which it lets in; from anywhere when left out. */
  readonly fromAddresses?: readonly string[] | null
}

/** A key that was just made: the only time it is told. */
export interface IssuedKey {
  readonly id: string
  readonly key: string
}

/** A key as it is listed; nobody can be let in by what stands here. */
export interface KeyRow {
  readonly id: string
  readonly role: Role
  readonly readsFigures: boolean
  readonly purpose: string
  readonly purposeCode: Purpose
  /** Networks from which it lets in; none: from anywhere. */
  readonly fromAddresses: readonly string[]
  readonly createdBy: string
  readonly createdAt: Date
  readonly validUntil: PlainDate
  readonly revokedAt: Date | null
  readonly revokedBy: string | null
  /** To the hour. */
  readonly lastUsedAt: Date | null
  readonly grants: readonly {
    readonly areaId: number
    readonly on: PlainDate
    readonly from: PlainDate
    readonly until: PlainDate | null
  }[]
}

const USUAL_DAYS = 365
/** A year, leap years included: whoever uses a key longer is looked at anew. */
const LONGEST_DAYS = 366
const LONGEST_PURPOSE = 500

/**
 * Makes a key and gives it, once. Nobody grants more than they have: the areas lie in the issuer's own scope, and so does all
 * that they mean now as of their day. Throws `BadRequest`: `key-purpose-missing`, `key-area-missing`, `key-until-passed`,
 * `key-until-too-far`, `purpose-not-of-role`, as `checkedNetworks` does, `area-unknown-on-day` (also for an area outside the scope), `grant-wider-than-giver`.
 */
export async function issueKey(actor: Actor, em: HubSession, draft: KeyDraft, now: Date): Promise<IssuedKey> {
  const today = vietnamDay(now)
  const purpose = draft.purpose.trim().slice(0, LONGEST_PURPOSE)
  const until = draft.until ?? addDays(today, USUAL_DAYS)
  const on = draft.on ?? today
  if (purpose === '') throw new BadRequest('key-purpose-missing', 'a key needs a purpose')
  if (draft.areaCodes.length === 0 && !draft.areas?.length)
    throw new BadRequest('key-area-missing', 'a key needs an area')
  refuseDays(until, today)
  const readsFigures = draft.role === 'PARTNER' && draft.readsFigures === true
  const purposeCode = grantedPurpose({ ...draft, readsFigures })
  const fromAddresses = await checkedNetworks(em, draft.fromAddresses ?? [])
  const areas = await grantableAreas(actor, em, { codes: draft.areaCodes, on, areas: draft.areas })
  const { id, key } = newKey()
  await rows(
    em,
    `with made as (
       insert into api_key (key_id, digest, role, reads_figures, purpose, created_by, created_at, valid_until, purpose_code,
                            from_addresses)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $13, $14::text[]::cidr[]) returning key_id
     ), granted as (
       insert into api_key_grant (key_id, area_id, on_day, valid_from)
       select distinct on (area_id) key_id, area_id, on_day, $11::date
       from made cross join unnest($9::int[], $10::date[]) place (area_id, on_day) order by area_id, on_day
     )
     select append_audit_entry($6, $12, 'KEY_ISSUED',
       jsonb_build_object('key', key_id, 'role', $3::text, 'purpose', $13::text, 'areaIds', $9::int[],
                          'fromAddresses', $14::text[]))
     from made`,
    [
      id,
      keyDigest(key),
      draft.role,
      readsFigures,
      purpose,
      actor.id,
      now.toISOString(),
      until,
      areas.map(({ areaId }) => areaId),
      areas.map((area) => area.on),
      today,
      actor.role,
      purposeCode,
      fromAddresses,
    ],
  )
  return { id, key }
}

/** Throws `BadRequest` unless a key that begins today may end on this day. */
function refuseDays(until: PlainDate, today: PlainDate): void {
  if (until <= today) throw new BadRequest('key-until-passed', `${until} has passed`, { until })
  const latest = addDays(today, LONGEST_DAYS)
  if (until > latest) throw new BadRequest('key-until-too-far', `${until} lies after ${latest}`, { until, latest })
}

/** SQL condition: each area that the key was ever granted lies in the scope of parameter `$position`. */
function withinScope(position: number): string {
  return `not exists (select from api_key_grant given where given.key_id = api_key.key_id
    and not ${inScope('given.area_id', position)})`
}

/** Keys that mean nothing outside of the actor's scope, the newest first; those revoked and run out stay in the list. */
export async function listKeys(actor: Actor, em: HubSession): Promise<readonly KeyRow[]> {
  const listed = await rows<KeyRow>(
    em,
    `select key_id as id, role, reads_figures as "readsFigures", purpose, purpose_code as "purposeCode",
            from_addresses::text[] as "fromAddresses", created_by as "createdBy", created_at as "createdAt", valid_until as "validUntil", revoked_at as "revokedAt", revoked_by as "revokedBy",
            last_used_at as "lastUsedAt",
            (select jsonb_agg(jsonb_build_object('areaId', area_id, 'on', on_day, 'from', valid_from,
                                                 'until', nullif(given.valid_until, 'infinity')) order by area_id)
             from api_key_grant given where given.key_id = api_key.key_id) as grants
     from api_key where ${withinScope(1)} order by created_at desc, key_id`,
    [scopeIds(actor)],
  )
  return heldWithin(actor, em, listed)
}

/** Ends a key, at once and for good; ending it twice changes nothing. Throws `BadRequest` `key-not-found`. */
export async function revokeKey(actor: Actor, em: HubSession, id: string, now: Date): Promise<void> {
  const kept = await rows<Holder>(em, KEPT_KEY, [id])
  if ((await heldWithin(actor, em, kept)).length === 0) throw notFound()
  const ended = await rows(
    em,
    `with ended as (
       update api_key set revoked_at = coalesce(revoked_at, $2), revoked_by = coalesce(revoked_by, $3)
       where key_id = $1 and ${withinScope(4)} returning key_id
     )
     select append_audit_entry($3, $5, 'KEY_REVOKED', jsonb_build_object('key', key_id)) from ended`,
    [id, now.toISOString(), actor.id, scopeIds(actor), actor.role],
  )
  if (ended.length === 0) throw notFound()
}

const KEPT_KEY = `
  select key_id as id, (select coalesce(jsonb_agg(jsonb_build_object('areaId', area_id, 'on', on_day)), '[]')
                        from api_key_grant given where given.key_id = api_key.key_id) as grants
  from api_key where key_id = $1`

function notFound(): BadRequest {
  return new BadRequest('key-not-found', 'there is no such key')
}
