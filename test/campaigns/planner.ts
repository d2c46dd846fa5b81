import { ClientError, GraphQLClient } from 'graphql-request'
import { BEARER, type TestHub } from '../app/support/test-hub.ts'

/** A campaign as the doors show it. */
export interface SeenCampaign {
  readonly id: string
  readonly name: string
  readonly from: string
  readonly until: string
  readonly changedBy: string
  readonly area: { readonly code: string }
  readonly teams: readonly SeenTeam[]
}

export interface SeenTeam {
  readonly id: string
  readonly name: string
  readonly leader: string | null
  readonly members: number
  readonly memberNames: readonly string[]
  readonly weeklyQuotaPerMember: number
  readonly areas: readonly { readonly code: string }[]
}

export const CAMPAIGN = `id name from until changedBy area { code }
  teams { id name leader members memberNames weeklyQuotaPerMember areas { code } }`

/** Who plans campaigns over HTTP, in English. */
export class Planner {
  readonly client: GraphQLClient

  constructor({ url }: Pick<TestHub, 'url'>, bearer: Readonly<Record<string, string>> = BEARER) {
    this.client = new GraphQLClient(`${url}/graphql`, { headers: { ...bearer, 'accept-language': 'en' } })
  }

  async campaigns(within: string, on: string): Promise<readonly SeenCampaign[]> {
    const { campaigns } = await this.client.request<{ campaigns: readonly SeenCampaign[] }>(
      `query($within: String, $on: Date) { campaigns(within: $within, on: $on) { ${CAMPAIGN} } }`,
      { within, on },
    )
    return campaigns
  }

  async create(input: object): Promise<SeenCampaign> {
    const { createCampaign } = await this.client.request<{ createCampaign: SeenCampaign }>(
      `mutation($input: CampaignInput!) { createCampaign(input: $input) { ${CAMPAIGN} } }`,
      { input },
    )
    return createCampaign
  }

  async change(id: string, input: object): Promise<SeenCampaign> {
    const { changeCampaign } = await this.client.request<{ changeCampaign: SeenCampaign }>(
      `mutation($id: ID!, $input: CampaignInput!) { changeCampaign(id: $id, input: $input) { ${CAMPAIGN} } }`,
      { id, input },
    )
    return changeCampaign
  }

  async remove(id: string): Promise<string> {
    const { deleteCampaign } = await this.client.request<{ deleteCampaign: string }>(
      'mutation($id: ID!) { deleteCampaign(id: $id) }',
      { id },
    )
    return deleteCampaign
  }
}

/** The slug with which the hub refused. */
export async function refusalOf(work: Promise<unknown>): Promise<string | undefined> {
  const error: unknown = await work.then(
    () => null,
    (failed: unknown) => failed,
  )
  if (!(error instanceof ClientError)) throw new Error('nothing was refused', { cause: error })
  const extensions = error.response.errors?.[0]?.extensions as { issues?: { code: string }[] } | undefined
  return extensions?.issues?.[0]?.code
}
