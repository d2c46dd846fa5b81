import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import { audit } from '../access/audit.store.ts'
import { findArea } from '../areas/area.store.ts'
import { COUNTRY_CODE } from '../coverage/areas-asked.ts'
import { BadRequest } from '../kernel/page.ts'
import { type HubSession, oneRow, rows, type SqlSession } from '../kernel/sql.ts'
import { checkDays } from './planned-days.ts'
import type { SurveyRoundDraft } from './survey-round.ts'

/** Years that a round may be of; what lies outside is a slip of the pen. */
const YEARS = { first: 2009, last: 2100 } as const

/**
 * Writes a new round and gives its id. Throws `BadRequest`: `area-unknown-on-day` (also for an area outside the scope),
 * `days-in-wrong-order`, `days-too-many`, `round-year-out-of-range`, `round-due-before-start`, `round-exists`.
 */
export async function createRound(actor: Actor, em: HubSession, draft: SurveyRoundDraft): Promise<number> {
  const values = await checkedValues(actor, em, draft)
  return em.transactional(async (transaction) => {
    const [made] = await rows<{ id: number; areaId: number }>(
      transaction,
      `insert into survey_round (kind, year, area_id, valid_from, valid_until, due_on, document, changed_by)
       values ($1, $2, $3, $4, coalesce($5::date, 'infinity'), $6, $7, $8)
       on conflict (kind, year, area_id) do nothing returning round_id as id, area_id as "areaId"`,
      values,
    )
    if (!made) throw roundExists(draft)
    await audit(transaction, actor, 'ROUND_CREATED', { roundId: made.id, areaIds: [made.areaId] })
    return made.id
  })
}

/** Writes a round as it shall stand. Throws as `createRound` does, and `round-not-found`. */
export async function changeRound(actor: Actor, em: HubSession, id: number, draft: SurveyRoundDraft): Promise<void> {
  const values = await checkedValues(actor, em, draft)
  await em.transactional(async (transaction) => {
    const { areaIds, taken } = await oneRow<{ areaIds: readonly number[] | null; taken: boolean }>(
      transaction,
      `with mine as (
         select round_id, area_id from survey_round where round_id = $9 and ${inScope('survey_round.area_id', 10)}
       ), taken as (
         select from survey_round where kind = $1 and year = $2 and area_id = $3 and round_id <> $9
       ), changed as (
         update survey_round set kind = $1, year = $2, area_id = $3, valid_from = $4, valid_until = coalesce($5::date, 'infinity'),
           due_on = $6, document = $7, changed_by = $8, changed_at = now()
         where round_id in (select round_id from mine) and not exists (select from taken)
       )
       select (select array[area_id, $3::int] from mine) as "areaIds", exists (select from taken) as taken`,
      [...values, id, scopeIds(actor)],
    )
    if (areaIds === null) throw roundNotFound()
    if (taken) throw roundExists(draft)
    await audit(transaction, actor, 'ROUND_CHANGED', { roundId: id, areaIds: [...new Set(areaIds)] })
  })
}

/** Takes a round away; what was surveyed stays. Throws `BadRequest` `round-not-found`. */
export async function deleteRound(actor: Actor, em: HubSession, id: number): Promise<void> {
  await em.transactional(async (transaction) => {
    const [gone] = await rows<{ areaId: number }>(
      transaction,
      `delete from survey_round where round_id = $1 and ${inScope('survey_round.area_id', 2)} returning area_id as "areaId"`,
      [id, scopeIds(actor)],
    )
    if (!gone) throw roundNotFound()
    await audit(transaction, actor, 'ROUND_DELETED', { roundId: id, areaIds: [gone.areaId] })
  })
}

async function checkedValues(actor: Actor, em: SqlSession, draft: SurveyRoundDraft): Promise<readonly unknown[]> {
  const { kind, year, from, until = null, dueOn = null } = draft
  checkDays({ from, until })
  if (!Number.isInteger(year) || year < YEARS.first || year > YEARS.last)
    throw new BadRequest('round-year-out-of-range', `a round cannot be of the year ${year}`, { found: String(year) })
  if (dueOn !== null && dueOn < from)
    throw new BadRequest('round-due-before-start', `due on ${dueOn}, before ${from}`, { dueOn, from })
  const code = draft.areaCode ?? COUNTRY_CODE
  const area = await findArea(actor, em, code, from)
  if (area === null)
    throw new BadRequest('area-unknown-on-day', `no area has the code ${code} on ${from}`, { code, day: from })
  return [kind, year, area.areaId, from, until, dueOn, draft.document?.trim() || null, actor.id]
}

function roundExists({ year }: SurveyRoundDraft): BadRequest {
  return new BadRequest('round-exists', `the area has such a round of ${year} already`, { year: String(year) })
}

function roundNotFound(): BadRequest {
  return new BadRequest('round-not-found', 'there is no such round')
}
