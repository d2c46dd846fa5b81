import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { holdsOn } from '../population/place.ts'
import { countsForRound } from './round-batches.ts'
import type { SurveyRoundRow } from './survey-round.ts'

const COLUMNS = `r.round_id as "roundId", r.kind, r.year, r.area_id as "areaId", r.valid_from as "from",
  nullif(r.valid_until, 'infinity') as "until", r.due_on as "dueOn", r.document`

/**
 * SQL condition: the round of an area is seen by whoever sees any part of it. A province's review is the business of each of
 * its communes; how far it is elsewhere is told to those who see elsewhere.
 */
function seen(areaColumn: string, position: number): string {
  return `(${inScope(areaColumn, position)} or exists (
    select from area_ancestor part where part.area_id = any($${position}::int[]) and part.ancestor_id = ${areaColumn}))`
}

/** The rounds of a year, or all of them: the newest first. */
export async function listRounds(actor: Actor, em: SqlSession, year: number | null): Promise<SurveyRoundRow[]> {
  return rows<SurveyRoundRow>(
    em,
    `select ${COLUMNS} from survey_round r
    where ($1::int is null or r.year = $1) and ${seen('r.area_id', 2)}
    order by r.year desc, r.valid_from desc, r.round_id desc`,
    [year, scopeIds(actor)],
  )
}

/** These rounds by id; those that the actor sees nothing of are left out. */
export async function roundsByIds(
  actor: Actor,
  em: SqlSession,
  ids: readonly number[],
): Promise<Map<number, SurveyRoundRow>> {
  const found = await rows<SurveyRoundRow>(
    em,
    `select ${COLUMNS} from survey_round r where r.round_id = any($1::int[]) and ${seen('r.area_id', 2)}`,
    [ids, scopeIds(actor)],
  )
  return new Map(found.map((row) => [row.roundId, row]))
}

/** A class that a household has from a day on: what names a classification. */
export interface ClassificationKey {
  readonly householdId: number
  readonly validFrom: PlainDate
}

/** The key as text, for maps. */
export function classificationText({ householdId, validFrom }: ClassificationKey): string {
  return `${householdId}|${validFrom}`
}

/**
 * The round to which each classification belongs, by `classificationText`: the one whose days hold the class's first day,
 * whose area holds the household on it, and for which the survey counts. Of several the poverty review, then the one of the
 * smallest area, then the youngest. One statement.
 */
export async function roundsOfClassifications(
  actor: Actor,
  em: SqlSession,
  keys: readonly ClassificationKey[],
): Promise<Map<string, SurveyRoundRow>> {
  const found = await rows<SurveyRoundRow & { householdId: number; classFrom: PlainDate }>(
    em,
    `select distinct on (s.household_id, s.valid_from) s.household_id as "householdId", s.valid_from as "classFrom", ${COLUMNS}
    from unnest($1::bigint[], $2::date[]) k(household_id, valid_from)
    join household_state s on s.household_id = k.household_id and s.valid_from = k.valid_from
    join batch_source b on b.batch_id = s.batch_id
    join survey_round r on r.valid_from <= s.valid_from and s.valid_from < r.valid_until and ${countsForRound('b', 'r.kind')}
    join area on area.area_id = r.area_id
    join area_ancestor link on link.area_id = s.area_id and link.ancestor_id = r.area_id and ${holdsOn('link', 's.valid_from')}
    where ${seen('r.area_id', 3)}
    order by s.household_id, s.valid_from, r.kind = 'POVERTY_REVIEW' desc, area.level desc, r.valid_from desc, r.round_id desc`,
    [keys.map((key) => key.householdId), keys.map((key) => key.validFrom), scopeIds(actor)],
  )
  return new Map(
    found.map(({ householdId, classFrom, ...round }) => [
      classificationText({ householdId, validFrom: classFrom }),
      round,
    ]),
  )
}
