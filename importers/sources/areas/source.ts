import { type AreaLevel, levelNumber } from '../../../src/areas/area-level.ts'
import type { AreaName } from '../../../src/areas/area-name.ts'
import type { CellReaders, FieldReader } from '../../forms/cell-readers.ts'
import { cellText } from '../../forms/cell-values.ts'
import type { RowView } from '../../forms/row-view.ts'
import type { RowReader, SheetContext, Source } from '../../forms/source-definition.ts'
import type { StageColumn, StagedValue } from '../../source.ts'
import { FIELDS, IGNORED } from './columns.ts'
import { unitLevelOf, unitTypeOf } from './lookups.ts'

const LEVELS = ['province', 'district', 'commune'] as const
type Level = (typeof LEVELS)[number]
const AREA_LEVEL: Readonly<Record<Level, AreaLevel>> = {
  province: 'PROVINCE',
  district: 'DISTRICT',
  commune: 'COMMUNE',
}
/** Digits of the statistics office's codes. */
const DIGITS: Readonly<Record<Level, number>> = { province: 2, district: 3, commune: 5 }

const STAGE: readonly StageColumn[] = [
  ...LEVELS.flatMap((level) =>
    ['code', 'name', 'type', 'key', 'plain'].map((part) => ({ name: `${level}_${part}`, type: 'text' as const })),
  ),
  { name: 'english_name', type: 'text' },
  { name: 'valid_from', type: 'date' },
  { name: 'unit_level', type: 'integer' },
  { name: 'unit_plain', type: 'text' },
]

/** The units of a country, a province or a district on a day: a whole list of those it names. */
export const AREAS: Source = {
  kind: 'AREAS',
  name: 'danh mục đơn vị hành chính',
  stage: STAGE,
  fields: FIELDS,
  ignored: IGNORED,
  titleWords: ['đơn vị hành chính', 'danh mục hành chính', 'danh sách xã', 'danh mục và mã số'],
  needs: [
    ['unit_name', 'commune_name', 'district_name', 'province_name'],
    ['unit_code', 'commune_code', 'district_code', 'province_code'],
  ],
  labelFields: ['unit_name', 'commune_name', 'district_name', 'province_name'],
  totals: 'SKIP',
  precedence: -1,
  rows: readRows,
}

interface Unit {
  readonly code: string | null
  readonly name: AreaName | null
  /** Something is written for it, readable or not: a damaged code does not make a commune's row one of its district. */
  readonly isWritten: boolean
}

interface OwnUnit {
  readonly unit: Unit
  readonly level: Level | null
}

function readRows({ cells }: SheetContext): RowReader {
  const levels = LEVELS.map((level) => unitReader(cells, [`${level}_code`, `${level}_name`], level))
  const own = ownUnitReader(cells)
  const [english, validFrom] = [cells.text('english_name'), cells.firstDay('valid_from')]
  const type = cells.text('unit_type')
  return (row: RowView) => {
    const units = levels.map((read) => read(row))
    const found = own(row)
    if (found?.level) units[LEVELS.indexOf(found.level)] = found.unit
    const lowest = found?.level === null ? -1 : units.findLastIndex(({ isWritten }) => isWritten)
    const unit = lowest < 0 ? found?.unit : units[lowest]
    checkUnit(row, unit)
    const stated = unitTypeOf(type(row))
    const values: StagedValue[] = units.flatMap(({ code, name }, at) =>
      unitValues(code, name, at === lowest ? stated : null),
    )
    const level = LEVELS[lowest]
    values.push(english(row), validFrom(row))
    values.push(level === undefined ? null : levelNumber(AREA_LEVEL[level]), unit?.name?.plain ?? null)
    return { label: fullName(unit?.name ?? null), values }
  }
}

function unitReader(
  cells: CellReaders,
  [codeField, nameField]: readonly [string, string],
  level?: Level,
): (row: RowView) => Unit {
  const code = cells.areaCode(codeField, level === undefined ? [2, 3, 5] : [DIGITS[level]])
  const name = cells.place(nameField, level === undefined ? LEVELS.map((any) => AREA_LEVEL[any]) : [AREA_LEVEL[level]])
  const columns = [cells.column(codeField).index, cells.column(nameField).index]
  const isWritten = (row: RowView) => columns.some((index) => !['', '0'].includes(cellText(row.cell(index))))
  return (row) => ({ code: code(row), name: name(row), isWritten: isWritten(row) })
}

/**
 * A list of one level has `Mã` and `Tên` for the unit itself: which level that is says its name's own first word, else
 * the column `Cấp`, else the length of its code. A code of another length than the level's is none: a commune's that lost its
 * zeros reads like a district's.
 */
function ownUnitReader(cells: CellReaders): FieldReader<OwnUnit> {
  if (!cells.has('unit_name') && !cells.has('unit_code')) return () => null
  const read = unitReader(cells, ['unit_code', 'unit_name'])
  const type = cells.text('unit_type')
  const { index } = cells.column('unit_code')
  return (row) => {
    const unit = read(row)
    if (!unit.isWritten) return null
    const stated = unit.name?.level ?? unitLevelOf(type(row))
    const level =
      LEVELS.find((candidate) => AREA_LEVEL[candidate] === stated) ??
      LEVELS.find((candidate) => DIGITS[candidate] === unit.code?.length) ??
      null
    if (level === null || unit.code === null || unit.code.length === DIGITS[level]) return { unit, level }
    row.report('area-code-not-readable', index, unit.code, { digits: String(DIGITS[level]) })
    return { unit: { ...unit, code: null }, level }
  }
}

/** A code without a name would rename the row's own unit to nothing; those above it may be given by their codes alone. */
function checkUnit(row: RowView, unit: Unit | undefined): void {
  const isWhole = unit !== undefined && unit.code !== null && unit.name !== null
  if (!row.rejected && !isWhole) row.report('area-name-missing', -1, null)
}

function unitValues(code: string | null, name: AreaName | null, stated: string | null): StagedValue[] {
  if (name === null) return [code, null, null, null, null]
  return [code, name.name, name.unitType === '' ? (stated ?? '') : name.unitType, name.key, name.plain]
}

function fullName(name: AreaName | null): string | null {
  return name === null ? null : `${name.unitType} ${name.name}`.trim()
}
