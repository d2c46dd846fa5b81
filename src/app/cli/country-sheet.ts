import { type AreaLine, officialAreas, unknownProvinces } from '../official-areas.ts'
import { CommandFailed, EXIT } from './terminal.ts'

/** Headings of the statistics office's own list, so that it is recognised like one. */
const HEADINGS = ['Tỉnh Thành Phố', 'Mã TP', 'Quận Huyện', 'Mã QH', 'Phường Xã', 'Mã PX'] as const

/** The units of the country before 1 July 2025 as a sheet in memory. Throws `CommandFailed` for a province that is not listed. */
export function countrySheet(provinces: readonly string[] | null): File {
  const unknown = unknownProvinces(provinces ?? [])
  if (unknown.length > 0)
    throw new CommandFailed(`Không có tỉnh mang mã / No province has the code ${unknown.join(', ')}`, EXIT.WRONG_USAGE)
  const lines = officialAreas(provinces).map(lineOf)
  const name = provinces ? `danh-muc-hanh-chinh-${provinces.join('-')}.csv` : 'danh-muc-hanh-chinh.csv'
  return new File([`\ufeff${[HEADINGS.join(','), ...lines].join('\r\n')}\r\n`], name, { type: 'text/csv' })
}

function lineOf(area: AreaLine): string {
  const { provinceName, provinceCode, districtName, districtCode, communeName, communeCode } = area
  return [provinceName, provinceCode, districtName, districtCode, communeName, communeCode].map(quoted).join(',')
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
