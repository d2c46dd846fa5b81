import { SURVEY_KINDS } from '../../campaigns/survey-round.ts'
import { type CampaignAnswer, campaignLines, type RoundAnswer, roundLines } from './campaign-report.ts'
import { jsonAt } from './json-file.ts'
import { type Call, CommandFailed, EXIT, type ExitCode, show, type Told } from './terminal.ts'
import { valueWord } from './told-values.ts'
import { withHub } from './with-hub.ts'

const CREATE_CAMPAIGN = `mutation SetDown($input: CampaignInput!) {
  createCampaign(input: $input) { id name from until teams { name members weeklyQuotaPerMember } } }`
const STANDINGS = `query Standings($within: String!, $level: AreaLevel!, $on: Date) {
  campaigns(within: $within, on: $on) {
    id name from until
    teams { name leader members gained(on: $on) quota(on: $on) }
    standings(level: $level, on: $on) { rank area { code fullName } gained pointsGained coverageRate cardsNeeded }
    commendations(on: $on) { team { name } sentence } } }`
const CREATE_ROUND = `mutation SetDown($input: SurveyRoundInput!) {
  createSurveyRound(input: $input) { id kind year from until dueOn area { fullName } } }`
const PROGRESS = `query Progress($year: Int!, $within: String, $level: AreaLevel!, $on: Date) {
  surveyRounds(year: $year) {
    id kind year from until dueOn area { fullName }
    progress(within: $within, level: $level, on: $on) {
      area { code fullName } households reviewed share finished overdue classed classedReviewed } } }`

type Options = Readonly<Record<string, unknown>>

/** `campaign create`: what stands in the file is what the hub is told. */
export function createCampaign(call: Call, path: string): Promise<ExitCode> {
  const input = jsonAt(call, path)
  return withHub(call, async (hub) => {
    const { createCampaign: made } = await hub.ask<{ createCampaign: CampaignAnswer }>(CREATE_CAMPAIGN, { input })
    show(call, made, [`${made.name}  ${made.id}`])
    return EXIT.DONE
  })
}

/** `campaign standings`: teams against their quota, areas by what was gained, teams to commend. */
export function standings(call: Call, within: string, { level, on }: Options): Promise<ExitCode> {
  return withHub(call, async (hub) => {
    const { campaigns } = await hub.ask<{ campaigns: readonly CampaignAnswer[] }>(STANDINGS, { within, level, on })
    if (campaigns.length === 0) throw new CommandFailed(NO_CAMPAIGN[call.language])
    show(
      call,
      campaigns,
      campaigns.flatMap((campaign) => campaignLines(campaign, call.language)),
    )
    return EXIT.DONE
  })
}

/** `round create`. */
export function createRound(
  call: Call,
  { kind, from }: { readonly kind: string; readonly from: string },
  options: Options,
): Promise<ExitCode> {
  const known = SURVEY_KINDS.find((name) => name === kind.toUpperCase())
  const year = Number(options.year ?? from.slice(0, 4))
  if (known === undefined || !Number.isInteger(year))
    throw new CommandFailed(WRONG_ROUND[call.language], EXIT.WRONG_USAGE)
  const { until, dueOn, area: areaCode, document } = options
  return withHub(call, async (hub) => {
    const input = { kind: known, year, from, until, dueOn, areaCode, document }
    const { createSurveyRound: made } = await hub.ask<{ createSurveyRound: RoundAnswer }>(CREATE_ROUND, { input })
    show(call, made, [`${valueWord('SurveyKind', made.kind, call.language)} ${made.year}  ${made.id}`])
    return EXIT.DONE
  })
}

/** `round progress`. */
export function progress(call: Call, year: string, { within, level, on }: Options): Promise<ExitCode> {
  if (!/^\d{4}$/.test(year)) throw new CommandFailed(WRONG_YEAR[call.language], EXIT.WRONG_USAGE)
  return withHub(call, async (hub) => {
    const asked = { year: Number(year), within, level, on }
    const { surveyRounds } = await hub.ask<{ surveyRounds: readonly RoundAnswer[] }>(PROGRESS, asked)
    if (surveyRounds.length === 0) throw new CommandFailed(NO_ROUND[call.language])
    show(
      call,
      surveyRounds,
      surveyRounds.flatMap((round) => roundLines(round, call.language)),
    )
    return EXIT.DONE
  })
}

const NO_CAMPAIGN: Told = { vi: 'Địa bàn này không có đợt vận động nào.', en: 'No campaign lies in this area.' }
const NO_ROUND: Told = { vi: 'Năm này không có đợt nào.', en: 'There is no round of that year.' }
const WRONG_YEAR: Told = { vi: 'Năm gồm bốn chữ số: 2017.', en: 'A year has four digits: 2017.' }
const WRONG_ROUND: Told = {
  vi: `Loại đợt là ${SURVEY_KINDS.join(' hoặc ')}; ngày ghi NĂM-THÁNG-NGÀY.`,
  en: `A round is ${SURVEY_KINDS.join(' or ')}; days are written YYYY-MM-DD.`,
}
