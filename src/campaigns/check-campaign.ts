import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import { findArea } from '../areas/area.store.ts'
import { BadRequest } from '../kernel/page.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { holdsOn, liesIn } from '../population/place.ts'
import type { CampaignDraft, TeamDraft } from './campaign.ts'
import { checkDays } from './planned-days.ts'

/** What a team may have: more is a slip of the pen. */
const MOST = { name: 200, members: 1_000, quota: 1_000 } as const

/** A draft whose words were cleaned and whose codes were found. */
export interface CheckedCampaign {
  readonly name: string
  readonly areaId: number
  readonly teams: readonly CheckedTeam[]
}

export interface CheckedTeam extends Omit<TeamDraft, 'areaCodes'> {
  readonly leader: string | null
  readonly memberNames: readonly string[]
  readonly areaIds: readonly number[]
}

/**
 * The draft as it can be written. Throws `BadRequest`: `days-in-wrong-order`, `days-too-many`, `area-unknown-on-day` (also for
 * an area outside the scope), `campaign-name-missing`, `team-name-missing`, `team-name-repeated`, `team-number-out-of-range`,
 * `team-names-too-many`, `team-area-outside-campaign`, `team-areas-overlap`.
 */
export async function checkedCampaign(actor: Actor, em: SqlSession, draft: CampaignDraft): Promise<CheckedCampaign> {
  checkDays(draft)
  const name = draft.name.trim()
  if (name === '' || name.length > MOST.name) throw new BadRequest('campaign-name-missing', 'a campaign needs a name')
  const teams = draft.teams ?? []
  checkTeams(teams)
  const area = await findArea(actor, em, draft.areaCode, draft.from)
  if (area === null)
    throw new BadRequest('area-unknown-on-day', `no area has the code ${draft.areaCode} on ${draft.from}`, {
      code: draft.areaCode,
      day: draft.from,
    })
  const idOf = await teamAreas(actor, em, draft, area.areaId)
  const checked = teams.map(({ areaCodes, ...team }) => ({
    ...team,
    name: team.name.trim(),
    leader: team.leader?.trim() || null,
    memberNames: namesOf(team),
    areaIds: areaCodes.map((code) => idOf.get(code) ?? 0),
  }))
  return { name, areaId: area.areaId, teams: checked }
}

function checkTeams(teams: readonly TeamDraft[]): void {
  const names = new Set<string>()
  for (const team of teams) {
    const name = team.name.trim()
    if (name === '' || name.length > MOST.name) throw new BadRequest('team-name-missing', 'a team needs a name')
    if (names.has(name)) throw new BadRequest('team-name-repeated', `two teams are called ${name}`, { name })
    names.add(name)
    const isCount = (value: number, least: number, most: number) =>
      Number.isInteger(value) && least <= value && value <= most
    if (!isCount(team.members, 1, MOST.members) || !isCount(team.weeklyQuotaPerMember, 0, MOST.quota))
      throw new BadRequest('team-number-out-of-range', `members or quota of ${name} are out of range`, { name })
    if (namesOf(team).length > team.members) throw tooManyNames(name)
  }
}

export function tooManyNames(name: string): BadRequest {
  return new BadRequest('team-names-too-many', `${name} names more members than it has`, { name })
}

function namesOf({ memberNames }: Pick<TeamDraft, 'memberNames'>): readonly string[] {
  return (memberNames ?? []).map((name) => name.trim()).filter((name) => name !== '')
}

/** The areas of all teams by code. No area may lie in another one of them, of the same team or of another. */
async function teamAreas(
  actor: Actor,
  em: SqlSession,
  { from, teams }: CampaignDraft,
  campaignAreaId: number,
): Promise<ReadonlyMap<string, number>> {
  const codes = (teams ?? []).flatMap((team) => team.areaCodes)
  const found = await rows<{ code: string; areaId: number; overlaps: string | null }>(
    em,
    `with named as (
      select area.code, area.area_id from area
      where area.code = any($1::text[]) and ${holdsOn('area', '$2::date')}
        and ${liesIn('area.area_id', '$3::int', '$2::date')} and ${inScope('area.area_id', 4)}
    )
    select named.code, named.area_id as "areaId", (
      select other.code from named other join area_ancestor link on link.area_id = named.area_id
        and link.ancestor_id = other.area_id and ${holdsOn('link', '$2::date')}
      where other.area_id <> named.area_id limit 1
    ) as overlaps
    from named`,
    [codes, from, campaignAreaId, scopeIds(actor)],
  )
  const idOf = new Map(found.map(({ code, areaId }) => [code, areaId]))
  const lost = codes.find((code) => !idOf.has(code))
  if (lost !== undefined)
    throw new BadRequest('team-area-outside-campaign', `${lost} does not lie in the campaign's area`, { code: lost })
  const twice = codes.find((code, index) => codes.indexOf(code) !== index)
  const nested = found.find(({ overlaps }) => overlaps !== null)
  const [one, other] = twice !== undefined ? [twice, twice] : [nested?.code, nested?.overlaps]
  if (one !== undefined)
    throw new BadRequest('team-areas-overlap', `${one} and ${other} overlap`, { code: one, other: String(other) })
  return idOf
}
