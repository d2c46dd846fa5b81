import { useState } from 'preact/hooks'
import { Failure, Loading } from '../frame/failure.tsx'
import { useMay, useReader } from '../frame/reader.ts'
import { ScrollTable } from '../frame/scroll-table.tsx'
import { SureButton } from '../frame/sure-button.tsx'
import { asFailure, useAnswer } from '../frame/use-answer.ts'
import type { AreaLevel } from '../hub/answers.ts'
import type { HubFailure } from '../hub/hub.ts'
import { addressOf } from '../route.ts'
import {
  CAMPAIGNS,
  type Campaign,
  type CampaignsAnswer,
  DELETE_CAMPAIGN,
  STANDINGS,
  type StandingsAnswer,
} from './campaign-queries.ts'

/** Campaigns with their teams against their quota, whom to commend, and how their areas stand. */
export function CampaignsPage() {
  const { say } = useReader()
  const { answer, failure, again } = useAnswer<CampaignsAnswer>(CAMPAIGNS)
  const plans = useMay('PLAN')
  return (
    <>
      <h1>{say('campaignsTitle')}</h1>
      {plans && (
        <p class="no-print">
          <a href={addressOf('campaigns', ['new'])}>{say('newCampaign')}</a>
        </p>
      )}
      {failure && <Failure failure={failure} again={again} />}
      {answer === null && !failure && <Loading />}
      {answer?.campaigns.length === 0 && <p>{say('campaignsNone')}</p>}
      {answer?.campaigns.map((campaign) => (
        <CampaignSection key={campaign.id} campaign={campaign} plans={plans} onGone={again} />
      ))}
    </>
  )
}

interface CampaignSectionProps {
  readonly campaign: Campaign
  /** Whether the reader may change it. */
  readonly plans: boolean
  readonly onGone: () => void
}

function CampaignSection({ campaign, plans, onGone }: CampaignSectionProps) {
  const { say, figures, hub } = useReader()
  const [refused, setRefused] = useState<HubFailure | null>(null)
  const remove = (): void => {
    hub.ask(DELETE_CAMPAIGN, { id: campaign.id }).then(onGone, (error: unknown) => setRefused(asFailure(error)))
  }
  const days = say('campaignDays', { from: figures.day(campaign.from), until: figures.day(campaign.until) })
  return (
    <section>
      <h2>{`${campaign.name}, ${campaign.area.fullName}`}</h2>
      <p class="quiet">{days}</p>
      {plans && (
        <div class="actions no-print">
          <a href={addressOf('campaigns', [campaign.id])}>{say('changeCampaign')}</a>
          <SureButton label={say('deleteCampaign')} question={say('deleteCampaignSure')} act={remove} />
        </div>
      )}
      {refused && <Failure failure={refused} />}
      <Teams campaign={campaign} />
      {campaign.commendations.length > 0 && (
        <>
          <h3>{say('commended')}</h3>
          <ul>
            {campaign.commendations.map(({ sentence, team }) => (
              <li key={team.name}>{`${team.name}: ${sentence}`}</li>
            ))}
          </ul>
        </>
      )}
      <Standings campaign={campaign} />
    </section>
  )
}

function Teams({ campaign }: { readonly campaign: Campaign }) {
  const { say, figures } = useReader()
  if (campaign.teams.length === 0) return null
  return (
    <ScrollTable label={say('teams')}>
      <thead>
        <tr>
          <th scope="col">{say('team')}</th>
          <th scope="col">{say('leader')}</th>
          <th scope="col" class="number">
            {say('gained')}
          </th>
          <th scope="col" class="number">
            {say('quota')}
          </th>
        </tr>
      </thead>
      <tbody>
        {campaign.teams.map((team) => (
          <tr key={team.id}>
            <th scope="row">{team.name}</th>
            <td>{team.leader ?? '–'}</td>
            <td class="number">{figures.signed(team.gained)}</td>
            <td class="number">{figures.count(team.quota)}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}

/** The areas that are ranked: communes of a province or district, hamlets of a commune. */
const LEVEL_BELOW: Readonly<Record<AreaLevel, AreaLevel>> = {
  COUNTRY: 'PROVINCE',
  PROVINCE: 'COMMUNE',
  DISTRICT: 'COMMUNE',
  COMMUNE: 'HAMLET',
  HAMLET: 'RESIDENT_GROUP',
  RESIDENT_GROUP: 'RESIDENT_GROUP',
}

function Standings({ campaign }: { readonly campaign: Campaign }) {
  const { say, figures } = useReader()
  const { answer } = useAnswer<StandingsAnswer>(STANDINGS, { id: campaign.id, level: LEVEL_BELOW[campaign.area.level] })
  const standings = answer?.node?.standings ?? []
  if (standings.length === 0) return null
  return (
    <>
      <h3>{say('standings')}</h3>
      <ScrollTable label={say('standings')}>
        <thead>
          <tr>
            <th scope="col" class="number">
              {say('rank')}
            </th>
            <th scope="col">{say('area')}</th>
            <th scope="col" class="number">
              {say('gained')}
            </th>
            <th scope="col" class="number">
              {say('rate')}
            </th>
            <th scope="col" class="number">
              {say('cardsNeeded')}
            </th>
          </tr>
        </thead>
        <tbody>
          {standings.map(({ area, rank, asOf, gained, coverageRate, cardsNeeded }) => (
            <tr key={area.code}>
              <td class="number">{rank}</td>
              <th scope="row">
                <a href={addressOf('coverage', [area.code], { day: asOf })}>{area.fullName}</a>
              </th>
              <td class="number">{figures.signed(gained)}</td>
              <td class="number">{figures.percent(coverageRate)}</td>
              <td class="number">{figures.count(cardsNeeded)}</td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </>
  )
}
