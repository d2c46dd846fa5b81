import type { Language } from '../access/actor.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { TeamRow } from './campaign.ts'
import { quotaOn, weeksOver } from './campaign-days.ts'

/** QUOTA_MET: as many gained as were asked, or more. BEST_SHARE: nobody met the quota, and nobody came nearer to it. */
export const COMMENDATION_REASONS = ['QUOTA_MET', 'BEST_SHARE'] as const
export type CommendationReason = (typeof COMMENDATION_REASONS)[number]

/** A team that is proposed for commendation (khen thưởng), and why. */
export interface Commendation {
  readonly team: TeamRow
  readonly rank: number
  readonly gained: number
  readonly quota: number
  /** gained ÷ quota: 1.1 is a tenth more than was asked. */
  readonly share: number
  readonly weeks: number
  readonly reason: CommendationReason
}

/**
 * The teams to commend on a day, the best share first: all that met what was asked of them by then, and when none did, those
 * that came nearest and gained anything at all. Nobody before the first week is over.
 */
export function commendations(
  teams: readonly TeamRow[],
  gainedOf: (teamId: number) => number,
  on: PlainDate,
): readonly Commendation[] {
  const asked = teams.flatMap((team) => {
    const quota = quotaOn(team, on)
    const gained = gainedOf(team.teamId)
    return quota > 0 && gained > 0 ? [{ team, gained, quota, share: gained / quota, weeks: weeksOver(team, on) }] : []
  })
  const best = Math.max(...asked.map((team) => team.share))
  const reason: CommendationReason = best >= 1 ? 'QUOTA_MET' : 'BEST_SHARE'
  const named = asked
    .filter(({ share }) => share >= Math.min(1, best))
    .toSorted((one, other) => other.share - one.share)
  return named.map((team) => ({
    ...team,
    reason,
    rank: named.findIndex((other) => other.share === team.share) + 1,
  }))
}

/** The reason as it stands in a proposal. */
export function commendationSentence(
  { team, gained, quota, share, weeks, reason }: Commendation,
  language: Language,
): string {
  const percent = Math.round(share * 1_000) / 10
  const each = team.weeklyQuotaPerMember
  if (language === 'vi') {
    const began = reason === 'QUOTA_MET' ? 'Hoàn thành chỉ tiêu' : 'Đạt tỷ lệ cao nhất trong các tổ'
    const rate = String(percent).replace('.', ',')
    return `${began}: tăng ${gained} người có thẻ, bằng ${rate}% của ${quota} (${team.members} thành viên × ${each} thẻ mỗi tuần × ${weeks} tuần).`
  }
  const began = reason === 'QUOTA_MET' ? 'Met the quota' : 'Came nearest to the quota'
  return `${began}: ${gained} more people covered, ${percent} % of ${quota} (${counted(team.members, 'member')} × ${counted(each, 'card')} a week × ${counted(weeks, 'week')}).`
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}
