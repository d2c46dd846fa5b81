import { type Command, Option } from 'commander'
import { AREA_LEVELS } from '../../areas/area-level.ts'
import { BASES } from '../../coverage/coverage-row.ts'
import type { CommandLine } from './command-line.ts'

/** `export door-list | coverage | segment`: what goes out as a file. */
export function addExportCommands(line: CommandLine): void {
  const { tell } = line
  const noun = line.noun('export', { vi: 'kết xuất tệp', en: 'write files out' })
  const doorList = line.command(
    noun,
    'door-list <code>',
    {
      vi: 'danh sách người chưa có thẻ theo hộ, kèm mức đóng, để in',
      en: 'people without a card by household, with the premium due, to be printed',
    },
    async (call, [code = ''], options) => (await import('./workbook-run.ts')).doorList(call, code, options),
  )
  doorList.addOption(
    new Option('--as-of <day>', tell({ vi: 'tính đến ngày (NĂM-THÁNG-NGÀY)', en: 'as of the day (YYYY-MM-DD)' })),
  )
  doorList.addOption(
    new Option('--months <n>', tell({ vi: 'số tháng đóng', en: 'months paid for' })).choices(['3', '6', '12']),
  )
  doorList.addOption(
    new Option('--out <file>', tell({ vi: 'ghi vào tệp này (ghi đè)', en: 'write to this file, whatever is there' })),
  )
  addCoverage(line, noun)
  addSegment(line, noun)
}

function addCoverage(line: CommandLine, noun: Command): void {
  const { tell } = line
  const coverage = line.command(
    noun,
    'coverage [code]',
    {
      vi: 'độ bao phủ của các địa bàn bên trong, kèm nguồn của từng con số: .xlsx để xem, .csv cho chương trình',
      en: 'coverage of the areas within, with the source of each number: .xlsx for people, .csv for programs',
    },
    async (call, [code], options) => (await import('./workbook-run.ts')).coverage(call, code, options),
  )
  const day = (flag: string, vi: string, en: string): Option => new Option(`--${flag} <day>`, tell({ vi, en }))
  coverage.addOption(
    new Option('--format <format>', tell({ vi: 'dạng tệp', en: 'kind of file' })).choices(['xlsx', 'csv']),
  )
  coverage.addOption(
    new Option('--level <level>', tell({ vi: 'cấp của các dòng', en: 'level of the rows' })).choices([...AREA_LEVELS]),
  )
  coverage.addOption(day('as-of', 'tính đến ngày (NĂM-THÁNG-NGÀY)', 'as of the day (YYYY-MM-DD)'))
  coverage.addOption(day('borders', 'theo địa giới ngày', 'on the borders of the day'))
  coverage.addOption(day('compare-to', 'so với ngày', 'compared with the day'))
  coverage.addOption(new Option('--basis <basis>', tell({ vi: 'nguồn số liệu', en: 'basis' })).choices([...BASES]))
  coverage.addOption(
    new Option('--by <dimensions>', tell({ vi: 'phân tổ theo: SEX,AGE_BAND', en: 'split by: SEX,AGE_BAND' })),
  )
  coverage.addOption(
    new Option('--out <file>', tell({ vi: 'ghi vào tệp này (ghi đè)', en: 'write to this file, whatever is there' })),
  )
}

function addSegment(line: CommandLine, noun: Command): void {
  const { tell } = line
  const segment = line.command(
    noun,
    'segment <name>',
    {
      vi: 'các hộ của một nhóm hộ mục tiêu, mỗi dòng một hộ (NDJSON)',
      en: 'the households of a segment, a line each (NDJSON)',
    },
    async (call, [name = ''], options) => (await import('./segment-run.ts')).exportSegment(call, name, options),
  )
  segment.addOption(
    new Option('--as-of <day>', tell({ vi: 'tính đến ngày (NĂM-THÁNG-NGÀY)', en: 'as of the day (YYYY-MM-DD)' })),
  )
  segment.addOption(
    new Option('--after <cursor>', tell({ vi: 'tiếp theo con trỏ này', en: 'go on behind this cursor' })),
  )
  segment.addOption(
    new Option('--out <file>', tell({ vi: 'ghi vào tệp này (ghi đè)', en: 'write to this file, whatever is there' })),
  )
}
