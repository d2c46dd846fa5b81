import type { AreaLevel } from '../../../src/areas/area-level.ts'
import type { AreaName } from '../../../src/areas/area-name.ts'
import type { CellReaders, FieldReader } from '../../forms/cell-readers.ts'
import type { RowView } from '../../forms/row-view.ts'
import type { RowReader, SheetContext, Source } from '../../forms/source-definition.ts'
import type { StageColumn, StagedValue } from '../../source.ts'
import { FIELDS, IGNORED } from './columns.ts'
import { unitTypeOf } from './lookups.ts'

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
  code: string | null
  name: AreaName | null
}

function readRows({ cells }: SheetContext): RowReader {
  const levels = LEVELS.map((level) => unitReader(cells, level))
  const own = ownUnitReader(cells)
  const [english, validFrom] = [cells.text('english_name'), cells.firstDay('valid_from')]
  const type = cells.text('unit_type')
  return (row: RowView) => {
    const units = levels.map((read) => read(row))
    const unit = own(row)
    if (unit !== null) units[LEVELS.indexOf(unit.level)] = unit
    const lowest = units.findLastIndex(({ code, name }) => code !== null || name !== null)
    checkUnit(row, units[lowest])
    const stated = unitTypeOf(type(row))
    const values: StagedValue[] = units.flatMap(({ code, name }, at) =>
      unitValues(code, name, at === lowest ? stated : null),
    )
    values.push(english(row), validFrom(row))
    return { label: lowest < 0 ? null : fullName(units[lowest]?.name ?? null), values }
  }
}

function unitReader(cells: CellReaders, level: Level): (row: RowView) => Unit {
  const code = cells.areaCode(`${level}_code`, [DIGITS[level]])
  const name = cells.place(`${level}_name`, [AREA_LEVEL[level]])
  return (row) => ({ code: code(row), name: name(row) })
}

/**
 * A list of one level has `Mã` and `Tên` for the unit itself: which level that is says its name's own first word, else
 * the column `Cấp`, else the length of its code.
 */
function ownUnitReader(cells: CellReaders): FieldReader<Unit & { readonly level: Level }> {
  if (!cells.has('unit_name') && !cells.has('unit_code')) return () => null
  const code = cells.areaCode('unit_code', [2, 3, 5])
  const name = cells.place('unit_name', ['PROVINCE', 'DISTRICT', 'COMMUNE'])
  return (row) => {
    const unit = { code: code(row), name: name(row) }
    if (unit.code === null && unit.name === null) return null
    const level =
      LEVELS.find((candidate) => AREA_LEVEL[candidate] === unit.name?.level) ??
      LEVELS.find((candidate) => DIGITS[candidate] === unit.code?.length)
    return level === undefined ? null : { ...unit, level }
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
