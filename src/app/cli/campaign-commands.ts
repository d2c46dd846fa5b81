import { type Command, Option } from 'commander'
import { AREA_LEVELS } from '../../areas/area-level.ts'
import type { CommandLine } from './command-line.ts'
import type { Told } from './terminal.ts'

/** `campaign create | standings`, `round create | progress`: what an office plans, and how far it is. */
export function addCampaignCommands(line: CommandLine): void {
  addCampaigns(line)
  addRounds(line)
}

function addCampaigns(line: CommandLine): void {
  const noun = line.noun('campaign', { vi: 'đợt vận động, tháng cao điểm', en: 'campaigns' })
  line.command(
    noun,
    'create <file>',
    {
      vi: 'lập một đợt vận động từ tệp JSON (CampaignInput: tên, địa bàn, ngày, các tổ)',
      en: 'set down a campaign from a JSON file (CampaignInput: name, area, days, teams)',
    },
    async (call, [file = '']) => (await import('./campaign-run.ts')).createCampaign(call, file),
  )
  const standings = line.command(
    noun,
    'standings <code>',
    { vi: 'các tổ, địa bàn tăng bao nhiêu và tổ được khen thưởng', en: 'what teams and areas gained, whom to commend' },
    async (call, [code = ''], options) => (await import('./campaign-run.ts')).standings(call, code, options),
  )
  addLevel(standings, line, 'HAMLET')
  addOption(standings, line, '--on <day>', { vi: 'tính đến ngày (NĂM-THÁNG-NGÀY)', en: 'up to the day (YYYY-MM-DD)' })
}

function addRounds(line: CommandLine): void {
  const noun = line.noun('round', { vi: 'đợt điều tra, rà soát hộ', en: 'survey rounds' })
  const create = line.command(
    noun,
    'create <kind> <from>',
    {
      vi: 'lập một đợt POVERTY_REVIEW (rà soát hộ nghèo) hoặc HOUSEHOLD_SURVEY (điều tra hộ) từ một ngày',
      en: 'set down a round, POVERTY_REVIEW or HOUSEHOLD_SURVEY, from a day on',
    },
    async (call, [kind = '', from = ''], options) =>
      (await import('./campaign-run.ts')).createRound(call, { kind, from }, options),
  )
  addOption(create, line, '--until <day>', { vi: 'ngày sau ngày cuối', en: 'the day after its last' })
  addOption(create, line, '--due-on <day>', { vi: 'hạn hoàn thành', en: 'the last day to finish' })
  addOption(create, line, '--year <year>', { vi: 'năm của đợt', en: 'the year it is the round of' })
  addOption(create, line, '--area <code>', {
    vi: 'mã địa bàn; để trống là cả nước',
    en: 'code of its area; left out, the country',
  })
  addOption(create, line, '--document <text>', { vi: 'văn bản giao', en: 'the decision that orders it' })
  const progress = line.command(
    noun,
    'progress <year>',
    { vi: 'mỗi địa bàn đã rà soát bao nhiêu hộ', en: 'how many households each area has reviewed' },
    async (call, [year = ''], options) => (await import('./campaign-run.ts')).progress(call, year, options),
  )
  addLevel(progress, line, 'COMMUNE')
  addOption(progress, line, '--within <code>', { vi: 'chỉ trong địa bàn này', en: 'only in this area' })
  addOption(progress, line, '--on <day>', { vi: 'tính đến ngày (NĂM-THÁNG-NGÀY)', en: 'up to the day (YYYY-MM-DD)' })
}

function addOption(command: Command, { tell }: CommandLine, flags: string, told: Told): void {
  command.addOption(new Option(flags, tell(told)))
}

function addLevel(command: Command, { tell }: CommandLine, usual: string): void {
  const told = tell({ vi: 'cấp địa bàn', en: 'level of the areas' })
  command.addOption(new Option('--level <level>', told).choices(AREA_LEVELS).default(usual))
}
