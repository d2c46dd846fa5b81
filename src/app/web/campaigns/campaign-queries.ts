import type { NamedArea } from '../hub/answers.ts'

export const CAMPAIGNS = `query Campaigns {
  campaigns {
    id name from until
    area { code fullName level }
    teams { id name leader gained quota }
    commendations { sentence team { name } }
  }
}`

export interface Campaign {
  readonly id: string
  readonly name: string
  readonly from: string
  readonly until: string
  readonly area: NamedArea
  readonly teams: readonly {
    readonly id: string
    readonly name: string
    readonly leader: string | null
    readonly gained: number
    readonly quota: number
  }[]
  readonly commendations: readonly { readonly sentence: string; readonly team: { readonly name: string } }[]
}

export interface CampaignsAnswer {
  readonly campaigns: readonly Campaign[]
}

export const STANDINGS = `query Standings($id: ID!, $level: AreaLevel!) {
  node(id: $id) {
    ... on Campaign {
      standings(level: $level) { area { code fullName level } asOf rank gained coverageRate cardsNeeded }
    }
  }
}`

export interface StandingsAnswer {
  readonly node: {
    readonly standings: readonly {
      readonly area: NamedArea
      readonly asOf: string
      readonly rank: number
      readonly gained: number
      readonly coverageRate: number | null
      readonly cardsNeeded: number | null
    }[]
  } | null
}

/** A campaign as the form changes it. */
export const CAMPAIGN = `query Campaign($id: ID!) {
  node(id: $id) {
    ... on Campaign {
      id name from until
      area { code fullName level }
      teams { id name leader members memberNames weeklyQuotaPerMember areas { code } }
    }
  }
}`

export interface EditedTeam {
  readonly id: string | null
  readonly name: string
  readonly leader: string | null
  readonly members: number
  readonly memberNames: readonly string[]
  readonly weeklyQuotaPerMember: number
  readonly areas: readonly { readonly code: string }[]
}

export interface EditedCampaign {
  readonly id: string
  readonly name: string
  readonly from: string
  readonly until: string
  readonly area: NamedArea
  readonly teams: readonly EditedTeam[]
}

export interface CampaignAnswer {
  readonly node: EditedCampaign | null
}

export const CREATE_CAMPAIGN =
  'mutation CreateCampaign($input: CampaignInput!) { createCampaign(input: $input) { id } }'
export const CHANGE_CAMPAIGN =
  'mutation ChangeCampaign($id: ID!, $input: CampaignInput!) { changeCampaign(id: $id, input: $input) { id } }'
export const DELETE_CAMPAIGN = 'mutation DeleteCampaign($id: ID!) { deleteCampaign(id: $id) }'
