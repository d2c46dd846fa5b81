import type { NamedArea } from '../hub/answers.ts'

export const CAMPAIGNS = `query Campaigns {
  campaigns {
    id name from until
    area { code fullName level }
    teams { id name leader gained quota }
    commendations { sentence }
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
  readonly commendations: readonly { readonly sentence: string }[]
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
