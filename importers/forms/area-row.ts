import { type AreaLevel, levelNumber } from '../../src/areas/area-level.ts'
import type { StageColumn, StagedValue } from '../source.ts'
import type { CellReaders } from './cell-readers.ts'
import type { RowView } from './row-view.ts'
import type { SourceField } from './source-definition.ts'

/** The staged columns that say which area a row is about; figures and targets have the same. */
export const AREA_STAGE: readonly StageColumn[] = [
  { name: 'area_code', type: 'text' },
  { name: 'area_name', type: 'text' },
  { name: 'area_type', type: 'text' },
  { name: 'area_key', type: 'text' },
  { name: 'area_plain', type: 'text' },
  { name: 'area_level', type: 'integer' },
  { name: 'is_total', type: 'boolean' },
]

/** Columns with the name or the code of the area. */
export const AREA_FIELDS: readonly SourceField[] = [
  { field: 'ordinal', headings: ['STT', 'TT', 'Số TT', 'Số thứ tự'] },
  { field: 'area_code', headings: ['Mã đơn vị', 'Mã xã', 'Mã ĐVHC', 'Mã huyện', 'Mã địa bàn', 'Mã tỉnh'] },
  {
    field: 'area_name',
    headings: [
      'Đơn vị',
      'Tên đơn vị',
      'Địa bàn',
      'Tên xã',
      'Xã',
      'Xã, thị trấn',
      'Xã/thị trấn',
      'Tên xã, thị trấn',
      'Xã, phường, thị trấn',
      'Xã/phường/thị trấn',
      'Xã, phường',
      'Xã/Phường',
      'Tên xã, phường',
      'Đơn vị hành chính',
      'Địa phương',
      'Huyện',
      'Tên huyện',
      'Huyện, thành phố',
      'Huyện, thị xã, thành phố',
      'Quận/Huyện',
      'Quận, huyện',
      'Thành phố/Thị xã/huyện',
      'Tỉnh',
      'Tỉnh, thành phố',
      'Tỉnh/Thành phố',
      'Thôn',
      'Ấp',
      'Thôn/Ấp',
      'Tên ấp',
      'Tên thôn',
      'Ấp/Khu phố',
      'Thôn, bản',
      'Tên địa bàn',
      'Nội dung',
      'Khu phố',
      'Tổ',
      'Tổ nhân dân',
      'Đơn vị (xã)',
      'Tên địa phương',
    ],
  },
]

/** The level of a bare name by its column's heading: under `Tên xã` stand communes, under `Đơn vị` anything may. */
const HEADING_LEVELS: readonly (readonly [RegExp, AreaLevel])[] = [
  [/(?<!\p{L})(?:xã|phường|thị trấn)(?!\p{L})/u, 'COMMUNE'],
  [/(?<!\p{L})(?:huyện|quận)(?!\p{L})/u, 'DISTRICT'],
  [/(?<!\p{L})tỉnh(?!\p{L})/u, 'PROVINCE'],
  [/(?<!\p{L})(?:thôn|ấp|bản|khu phố|tổ dân phố)(?!\p{L})/u, 'HAMLET'],
  [/(?<!\p{L})tổ(?!\p{L})/u, 'RESIDENT_GROUP'],
]

/** The same words in a heading that was typed without any accent. */
const PLAIN_LEVELS: readonly (readonly [RegExp, AreaLevel])[] = [
  [/\b(?:xa|phuong|thi tran)\b/, 'COMMUNE'],
  [/\b(?:huyen|quan)\b/, 'DISTRICT'],
  [/\btinh\b/, 'PROVINCE'],
  [/\b(?:thon|ap|ban|khu pho|to dan pho)\b/, 'HAMLET'],
  [/\bto\b/, 'RESIDENT_GROUP'],
]

/** Reads which area a row is about, in the order of `AREA_STAGE`. A total has the text that calls it one and no key. */
export function areaReader(cells: CellReaders, isTotal: () => boolean): (row: RowView) => StagedValue[] {
  const code = cells.areaCode('area_code', [2, 3, 5])
  const column = cells.column('area_name')
  const place = cells.place('area_name', levelsUnder(column.heading))
  const text = cells.text('area_name')
  const bareLevel = levelUnder(column.heading)
  return (row) => {
    if (isTotal()) return [null, text(row) ?? 'Tổng cộng', '', null, null, null, true]
    const [areaCode, name] = [code(row), place(row)]
    if (name === null) {
      if (areaCode === null) row.report('area-name-missing', column.index, null)
      return [areaCode, null, '', null, null, numberOf(levelOfCode(areaCode)), false]
    }
    const level = name.level ?? (name.unitType === '' ? bareLevel : null) ?? levelOfCode(areaCode)
    return [areaCode, name.name, name.unitType, name.key, name.plain, numberOf(level), false]
  }
}

function numberOf(level: AreaLevel | null): number | null {
  return level === null ? null : levelNumber(level)
}

function levelUnder(heading: string): AreaLevel | null {
  // “Thị xã” is a district; “Thành phố/Thị xã/huyện” heads districts.
  const words = heading.replaceAll('thị xã', 'huyện').replaceAll('thi xa', 'huyen')
  const spelled = HEADING_LEVELS.filter(([word]) => word.test(words))
  const said =
    spelled.length > 0 || /[^\x20-\x7e]/.test(words) ? spelled : PLAIN_LEVELS.filter(([word]) => word.test(words))
  const found = said.map(([, level]) => level)
  return found.length === 1 ? (found[0] ?? null) : null
}

/** Under a heading of one level its own words are split off and those above it; under `Đơn vị` every word may be. */
function levelsUnder(heading: string): readonly AreaLevel[] | undefined {
  const level = levelUnder(heading)
  if (level === null || level === 'HAMLET' || level === 'RESIDENT_GROUP') return undefined
  return ['PROVINCE', 'DISTRICT', 'COMMUNE']
}

function levelOfCode(code: string | null): AreaLevel | null {
  if (code === null) return null
  return code.length === 2 ? 'PROVINCE' : code.length === 3 ? 'DISTRICT' : 'COMMUNE'
}
