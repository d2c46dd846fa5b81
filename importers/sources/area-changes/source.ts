import type { AreaLevel } from '../../../src/areas/area-level.ts'
import { type AreaName, splitAreaName } from '../../../src/areas/area-name.ts'
import type { CellReaders } from '../../forms/cell-readers.ts'
import type { RowView } from '../../forms/row-view.ts'
import type { RowReader, SheetContext, Source } from '../../forms/source-definition.ts'
import type { StageColumn, StagedValue } from '../../source.ts'
import { FIELDS, IGNORED } from './columns.ts'
import { districtCodeOf, hamletKeysOf, relationOf, type StatedRelation, squareKilometres, truthOf } from './lookups.ts'

const PLACES = ['old_province', 'old_district', 'old_commune', 'new_province', 'new_commune'] as const

const STAGE: readonly StageColumn[] = [
  ...PLACES.flatMap((place) =>
    ['code', 'name', 'type', 'key', 'plain'].map((part) => ({ name: `${place}_${part}`, type: 'text' as const })),
  ),
  { name: 'relation', type: 'text' },
  { name: 'divided', type: 'boolean' },
  { name: 'part_population', type: 'bigint' },
  { name: 'part_area', type: 'float8' },
  { name: 'hamlets', type: 'text' },
  { name: 'document', type: 'text' },
  { name: 'valid_from', type: 'date' },
]

/** Which unit continued which: a row is an old unit (or a part of it) and the new unit that it went into. */
export const AREA_CHANGES: Source = {
  kind: 'AREA_CHANGES',
  name: 'bảng chuyển đổi đơn vị hành chính',
  stage: STAGE,
  fields: FIELDS,
  ignored: IGNORED,
  titleWords: ['chuyển đổi', 'sáp nhập', 'sắp xếp đơn vị hành chính'],
  needs: [
    ['old_commune_code', 'old_commune_name'],
    ['new_commune_code'],
    ['new_commune_name'],
    ['new_province_code', 'new_province_name'],
  ],
  labelFields: ['old_commune_name', 'old_district_name', 'new_commune_name'],
  totals: 'SKIP',
  rows: readRows,
}

function readRows({ cells }: SheetContext): RowReader {
  const units = [
    placeReader(cells, 'old_province', 'PROVINCE', 2),
    districtReader(cells),
    placeReader(cells, 'old_commune', 'COMMUNE', 5),
    placeReader(cells, 'new_province', 'PROVINCE', 2),
    placeReader(cells, 'new_commune', 'COMMUNE', 5),
  ]
  const relation = relationReader(cells)
  const divided = cells.text('is_divided')
  const [population, area] = [cells.count('part_population'), cells.text('part_area')]
  const hamlets = cells.text('hamlets')
  const [document, validFrom] = [cells.text('document'), cells.firstDay('valid_from')]
  return (row) => {
    const values: StagedValue[] = units.flatMap((read) => read(row))
    checkUnits(row, values)
    values.push(
      relation(row),
      truthOf(divided(row)),
      population(row),
      squareKilometres(area(row)),
      hamletKeysOf(hamlets(row)),
    )
    values.push(document(row), validFrom(row))
    return { label: labelOf(values), values }
  }
}

type PlaceReader = (row: RowView) => StagedValue[]

function placeReader(cells: CellReaders, place: string, level: AreaLevel, digits: number): PlaceReader {
  const code = cells.areaCode(`${place}_code`, [digits])
  const name = cells.place(`${place}_name`, [level])
  const type = cells.text(`${place}_type`)
  return (row) => [code(row), ...nameValues(name(row), type(row), level)]
}

/** A district's code is only a help to find the commune: an unreadable one is no error. */
function districtReader(cells: CellReaders): PlaceReader {
  const code = cells.text('old_district_code')
  const name = cells.place('old_district_name', ['DISTRICT'])
  return (row) => [districtCodeOf(code(row)), ...nameValues(name(row), null, 'DISTRICT')]
}

function nameValues(name: AreaName | null, stated: string | null, level: AreaLevel): StagedValue[] {
  if (name === null) return [null, null, null, null]
  const type = name.unitType === '' && stated !== null ? splitAreaName(`${stated} X`, [level]).unitType : name.unitType
  return [name.name, type, name.key, name.plain]
}

/** Places in `STAGE`: five values a unit. */
const OLD_DISTRICT = 5
const OLD_COMMUNE = 10
const NEW_COMMUNE = 20

/** Both ends of a change must be there: a new unit with its code and name, and an old one by code or name. */
function checkUnits(row: RowView, values: readonly StagedValue[]): void {
  if (row.rejected) return
  const [newCode, newName] = [values[NEW_COMMUNE], values[NEW_COMMUNE + 1]]
  if (newCode === null || newName === null) row.report('area-change-new-missing', -1, labelOf(values))
  const old = [OLD_COMMUNE, OLD_COMMUNE + 1, OLD_DISTRICT, OLD_DISTRICT + 1].map((at) => values[at] ?? null)
  if (old.every((value) => value === null)) row.report('area-change-old-missing', -1, null)
}

function labelOf(values: readonly StagedValue[]): string | null {
  const place = [OLD_COMMUNE, OLD_DISTRICT, NEW_COMMUNE].find((at) => typeof values[at + 1] === 'string')
  return place === undefined ? null : `${values[place + 2] ?? ''} ${values[place + 1]}`.trim()
}

/** What the row states; the technical export says only which units were not merged, the rest follows from its rows. */
function relationReader(cells: CellReaders): (row: RowView) => StatedRelation | null {
  const stated = cells.text('relation')
  const merged = cells.text('is_merged')
  const { index } = cells.column('relation')
  return (row) => {
    const text = stated(row)
    if (text === null) return truthOf(merged(row)) === false ? 'KEPT' : null
    const relation = relationOf(text)
    if (relation === null) row.report('area-change-relation-unknown', index, text)
    return relation
  }
}
