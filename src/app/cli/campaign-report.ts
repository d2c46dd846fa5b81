import type { Language } from '../../access/actor.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { changeText, countText, percentText, pointsText, type TextColumn, textTable } from '../demo/text-table.ts'
import { dayText, valueWord } from './told-values.ts'

/** A campaign as the terminal asks for it. */
export interface CampaignAnswer {
  readonly id: string
  readonly name: string
  readonly from: PlainDate
  readonly until: PlainDate
  readonly teams: readonly TeamAnswer[]
  readonly standings: readonly StandingAnswer[]
  readonly commendations: readonly { readonly team: { readonly name: string }; readonly sentence: string }[]
}

interface TeamAnswer {
  readonly name: string
  readonly leader: string | null
  readonly members: number
  readonly gained: number
  readonly quota: number
}

interface StandingAnswer {
  readonly rank: number
  readonly area: { readonly code: string; readonly fullName: string }
  readonly gained: number
  readonly pointsGained: number | null
  readonly coverageRate: number | null
  readonly cardsNeeded: number | null
}

/** A survey round as the terminal asks for it. */
export interface RoundAnswer {
  readonly id: string
  readonly kind: string
  readonly year: number
  readonly from: PlainDate
  readonly until: PlainDate | null
  readonly dueOn: PlainDate | null
  readonly area: { readonly fullName: string } | null
  readonly progress: readonly ProgressAnswer[]
}

interface ProgressAnswer {
  readonly area: { readonly code: string; readonly fullName: string }
  readonly households: number
  readonly reviewed: number
  readonly share: number
  readonly finished: boolean
  readonly overdue: boolean
  readonly classed: number
  readonly classedReviewed: number
}

/** Name and days, teams, areas, and whom to commend. */
export function campaignLines(campaign: CampaignAnswer, language: Language): readonly string[] {
  const { name, from, until, teams, standings, commendations } = campaign
  const vi = language === 'vi'
  return [
    `${name}  [${dayText(from, language)} – ${dayText(until, language)})  ${campaign.id}`,
    ...textTable(teams, teamColumns(vi)),
    '',
    ...textTable(standings, standingColumns(vi)),
    ...commendations.map(({ team, sentence }) => `★ ${team.name}: ${sentence}`),
    '',
  ]
}

function teamColumns(vi: boolean): readonly TextColumn<TeamAnswer>[] {
  return [
    { heading: vi ? 'Tổ' : 'Team', align: 'left', text: (team) => team.name },
    { heading: vi ? 'Tổ trưởng' : 'Leader', align: 'left', text: (team) => team.leader ?? '' },
    { heading: vi ? 'Thành viên' : 'Members', align: 'right', text: (team) => countText(team.members) },
    { heading: vi ? 'Tăng' : 'Gained', align: 'right', text: (team) => changeText(team.gained) },
    { heading: vi ? 'Chỉ tiêu' : 'Quota', align: 'right', text: (team) => countText(team.quota) },
  ]
}

function standingColumns(vi: boolean): readonly TextColumn<StandingAnswer>[] {
  return [
    { heading: vi ? 'Hạng' : 'Rank', align: 'right', text: (row) => countText(row.rank) },
    { heading: vi ? 'Địa bàn' : 'Area', align: 'left', text: (row) => `${row.area.fullName} (${row.area.code})` },
    { heading: vi ? 'Tăng' : 'Gained', align: 'right', text: (row) => changeText(row.gained) },
    { heading: vi ? 'Điểm %' : 'Points', align: 'right', text: (row) => pointsText(row.pointsGained) },
    { heading: vi ? 'Bao phủ' : 'Coverage', align: 'right', text: (row) => percentText(row.coverageRate) },
    { heading: vi ? 'Còn thiếu' : 'To go', align: 'right', text: (row) => countText(row.cardsNeeded) },
  ]
}

/** Kind, days and deadline of a round, and how far each area is. */
export function roundLines(round: RoundAnswer, language: Language): readonly string[] {
  const { kind, year, from, until, dueOn, area, progress } = round
  const vi = language === 'vi'
  const due = dueOn === null ? '' : `  ${vi ? 'hạn' : 'due'} ${dayText(dueOn, language)}`
  const days = `[${dayText(from, language)} – ${until === null ? '…' : dayText(until, language)})`
  return [
    `${valueWord('SurveyKind', kind, language)} ${year}  ${area?.fullName ?? ''}  ${days}${due}  ${round.id}`,
    ...textTable(progress, progressColumns(vi)),
    '',
  ]
}

function progressColumns(vi: boolean): readonly TextColumn<ProgressAnswer>[] {
  const state = ({ finished, overdue }: ProgressAnswer): string => {
    if (finished) return vi ? 'xong' : 'finished'
    return overdue ? (vi ? 'quá hạn' : 'overdue') : ''
  }
  return [
    { heading: vi ? 'Địa bàn' : 'Area', align: 'left', text: (row) => `${row.area.fullName} (${row.area.code})` },
    { heading: vi ? 'Số hộ' : 'Households', align: 'right', text: (row) => countText(row.households) },
    { heading: vi ? 'Đã rà soát' : 'Reviewed', align: 'right', text: (row) => countText(row.reviewed) },
    { heading: '%', align: 'right', text: (row) => percentText(row.share) },
    {
      heading: vi ? 'Hộ trong diện' : 'Classed',
      align: 'right',
      text: (row) => `${countText(row.classedReviewed)}/${countText(row.classed)}`,
    },
    { heading: '', align: 'left', text: state },
  ]
}
