import { Breadcrumb } from '../frame/breadcrumb.tsx'
import { Failure, Loading } from '../frame/failure.tsx'
import { OpenPersons } from '../frame/persons.tsx'
import { usePersons, useReader } from '../frame/reader.ts'
import { useAnswer } from '../frame/use-answer.ts'
import { addressOf } from '../route.ts'
import { CampaignForm } from './campaign-form.tsx'
import { CAMPAIGN, type CampaignAnswer } from './campaign-queries.ts'

/** A new campaign at `#/campaigns/new`, else the one with this id. */
export function CampaignEditor({ id }: { readonly id: string }) {
  const { say } = useReader()
  const isNew = id === 'new'
  const { answer, failure, again } = useAnswer<CampaignAnswer>(isNew ? null : CAMPAIGN, { id })
  const campaign = answer?.node ?? null
  // Who leads a team is told while persons are open: written without, the names would be gone.
  const { mustOpen, openUntil } = usePersons()
  const named = isNew || !mustOpen || openUntil !== null
  const title = isNew ? say('newCampaign') : (campaign?.name ?? '')
  return (
    <>
      <Breadcrumb
        steps={[
          { name: say('toCampaigns'), address: addressOf('campaigns') },
          { name: title, address: addressOf('campaigns', [id]) },
        ]}
      />
      <h1>{title || say('toCampaigns')}</h1>
      {failure && <Failure failure={failure} again={again} />}
      {!isNew && answer === null && !failure && <Loading />}
      {!isNew && answer !== null && campaign === null && <p class="problem">{say('campaignMissing')}</p>}
      {campaign !== null && !named && <OpenPersons />}
      {(isNew || campaign !== null) && named && <CampaignForm key={id} campaign={campaign} />}
    </>
  )
}
