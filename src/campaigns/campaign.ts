import type { PlainDate } from '../kernel/plain-date.ts'

/** Đợt vận động: an effort of an area in [from, until), a peak month (tháng cao điểm) or going from door to door. */
export interface CampaignRow {
  readonly campaignId: number
  readonly name: string
  readonly areaId: number
  readonly from: PlainDate
  readonly until: PlainDate
  /** The account that wrote it last. */
  readonly changedBy: string
  readonly changedAt: Date
}

/** Tổ vận động: those who knock on doors in their areas. */
export interface TeamRow {
  readonly teamId: number
  readonly campaignId: number
  readonly name: string
  readonly leader: string | null
  /** How many knock, the leader included if they do. */
  readonly members: number
  /** Their names, as far as they were written down. */
  readonly memberNames: readonly string[]
  /** Cards that each member should bring in a week. */
  readonly weeklyQuotaPerMember: number
  readonly areaIds: readonly number[]
  /** The days of its campaign. */
  readonly from: PlainDate
  readonly until: PlainDate
}

/** A campaign as an officer writes it down. Codes of areas are those of its first day. */
export interface CampaignDraft {
  readonly name: string
  readonly areaCode: string
  readonly from: PlainDate
  readonly until: PlainDate
  readonly teams?: readonly TeamDraft[] | null
}

export interface TeamDraft {
  /** The team that is changed; null for a new one. */
  readonly teamId: number | null
  readonly name: string
  readonly leader?: string | null
  readonly members: number
  readonly memberNames?: readonly string[] | null
  readonly weeklyQuotaPerMember: number
  readonly areaCodes: readonly string[]
}
