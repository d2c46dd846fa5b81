import { Option } from 'commander'
import type { CommandLine } from './command-line.ts'

/** `export door-list | segment`: what goes out as a file. */
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
  const segment = line.command(
    noun,
    'segment <name>',
    {
      vi: 'các hộ của một phân đoạn, mỗi dòng một hộ (NDJSON)',
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
