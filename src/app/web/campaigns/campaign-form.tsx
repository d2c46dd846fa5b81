import { useState } from 'preact/hooks'
import { Failure } from '../frame/failure.tsx'
import { useReader } from '../frame/reader.ts'
import { ScrollTable } from '../frame/scroll-table.tsx'
import { asFailure } from '../frame/use-answer.ts'
import type { HubFailure } from '../hub/hub.ts'
import { addressOf } from '../route.ts'
import { CHANGE_CAMPAIGN, CREATE_CAMPAIGN, type EditedCampaign, type EditedTeam } from './campaign-queries.ts'

/** Cards a week that the law's own campaigns ask of a member. */
const USUAL_QUOTA = 5

/** A team as it stands in the form; `number` tells rows apart that have no id yet. */
interface TeamRow extends EditedTeam {
  readonly number: number
}

interface CampaignFormProps {
  /** The campaign that is changed; null for a new one. */
  readonly campaign: EditedCampaign | null
}

/** Sets a campaign down, or writes it anew: its days, its area, its teams with their areas and quotas. */
export function CampaignForm({ campaign }: CampaignFormProps) {
  const { say, hub } = useReader()
  const [failure, setFailure] = useState<HubFailure | null>(null)
  const [teams, setTeams] = useState<readonly TeamRow[]>(() => (campaign?.teams ?? []).map(numbered))
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const input = inputOf(new FormData(event.currentTarget as HTMLFormElement), teams)
    setFailure(null)
    try {
      if (campaign === null) await hub.ask(CREATE_CAMPAIGN, { input })
      else await hub.ask(CHANGE_CAMPAIGN, { id: campaign.id, input })
      location.hash = addressOf('campaigns')
    } catch (error) {
      setFailure(asFailure(error))
    }
  }
  return (
    <form onSubmit={(event) => void save(event)}>
      <Head campaign={campaign} />
      <h2>{say('teams')}</h2>
      {teams.length > 0 && (
        <TeamTable teams={teams} onRemove={(number) => setTeams(teams.filter((team) => team.number !== number))} />
      )}
      <p>
        <button type="button" onClick={() => setTeams([...teams, newTeam(teams)])}>
          {say('addTeam')}
        </button>
      </p>
      {failure && <Failure failure={failure} />}
      <div class="actions">
        <button type="submit" class="main">
          {say('save')}
        </button>
        <a href={addressOf('campaigns')}>{say('cancel')}</a>
      </div>
    </form>
  )
}

function Head({ campaign }: CampaignFormProps) {
  const { say } = useReader()
  return (
    <div class="controls">
      <label>
        {say('campaignName')}
        <input name="name" required maxLength={200} autoComplete="off" defaultValue={campaign?.name ?? ''} />
      </label>
      <label>
        {say('areaCode')}
        <input name="areaCode" required size={8} autoComplete="off" defaultValue={campaign?.area.code ?? ''} />
      </label>
      <label>
        {say('firstDay')}
        <input name="from" type="date" required defaultValue={campaign?.from ?? ''} />
      </label>
      <label>
        {say('dayAfterLast')}
        <input name="until" type="date" required defaultValue={campaign?.until ?? ''} />
      </label>
    </div>
  )
}

interface TeamTableProps {
  readonly teams: readonly TeamRow[]
  readonly onRemove: (number: number) => void
}

const COLUMNS = ['team', 'leader', 'members', 'weeklyQuota', 'teamAreas'] as const

function TeamTable({ teams, onRemove }: TeamTableProps) {
  const { say } = useReader()
  return (
    <ScrollTable label={say('teams')}>
      <thead>
        <tr>
          {COLUMNS.map((word) => (
            <th key={word} scope="col" id={`column-${word}`}>
              {say(word)}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {teams.map((team, at) => (
          <TeamInputs key={team.number} team={team} place={at + 1} onRemove={onRemove} />
        ))}
      </tbody>
    </ScrollTable>
  )
}

interface TeamInputsProps {
  readonly team: TeamRow
  readonly place: number
  readonly onRemove: (number: number) => void
}

function TeamInputs({ team, place, onRemove }: TeamInputsProps) {
  const { say } = useReader()
  const named = (field: string): string => `${field}-${team.number}`
  const count = { type: 'number', required: true, max: 1000 } as const
  return (
    <tr>
      <td>
        <input
          name={named('name')}
          aria-labelledby="column-team"
          required
          defaultValue={team.name || say('teamNumber', { number: String(place) })}
        />
      </td>
      <td>
        <input name={named('leader')} aria-labelledby="column-leader" defaultValue={team.leader ?? ''} />
      </td>
      <td>
        <input
          name={named('members')}
          aria-labelledby="column-members"
          {...count}
          min={1}
          defaultValue={team.members}
        />
      </td>
      <td>
        <input
          name={named('quota')}
          aria-labelledby="column-weeklyQuota"
          {...count}
          min={0}
          defaultValue={team.weeklyQuotaPerMember}
        />
      </td>
      <td>
        <input
          name={named('areas')}
          aria-labelledby="column-teamAreas"
          required
          defaultValue={team.areas.map(({ code }) => code).join(', ')}
        />
      </td>
      <td>
        <button type="button" onClick={() => onRemove(team.number)}>
          {say('removeTeam')}
        </button>
      </td>
    </tr>
  )
}

function numbered(team: EditedTeam, number: number): TeamRow {
  return { ...team, number }
}

function newTeam(teams: readonly TeamRow[]): TeamRow {
  const number = Math.max(-1, ...teams.map((team) => team.number)) + 1
  const blank = { id: null, name: '', leader: null, memberNames: [], areas: [] }
  return { ...blank, members: 2, weeklyQuotaPerMember: USUAL_QUOTA, number }
}

/** The form as the contract's input. Names of members are not in the form: those that are kept stay kept. */
function inputOf(form: FormData, teams: readonly TeamRow[]) {
  const text = (name: string): string => String(form.get(name) ?? '').trim()
  return {
    name: text('name'),
    areaCode: text('areaCode'),
    from: text('from'),
    until: text('until'),
    teams: teams.map(({ id, number, memberNames }) => ({
      id,
      memberNames,
      name: text(`name-${number}`),
      leader: text(`leader-${number}`) || null,
      members: Number(text(`members-${number}`)),
      weeklyQuotaPerMember: Number(text(`quota-${number}`)),
      areaCodes: text(`areas-${number}`)
        .split(/[\s,;]+/)
        .filter((code) => code !== ''),
    })),
  }
}
