import { participantGroupNumber, participantGroupOf } from '../enrolments/participant-group.ts'
import { householdClassNumber, householdClassOf } from '../households/household-class.ts'
import { ageBandNumber, ageBandOf } from '../population/age-band.ts'
import { sexNumber, sexOf } from '../population/sex.ts'
import type { CountedCell, CoverageCell, CoverageDimension, CoverageWhere } from './coverage-row.ts'
import type { Question } from './question.ts'

/** SQL expressions that tell a counted person's cell, whatever the count is read from. */
export interface CellExpressions {
  readonly code: string
  readonly group: string
  /** 0 when not known. */
  readonly householdClass: string
  /** 0 when not known. */
  readonly sex: string
  /** 1–5, null when not known. */
  readonly ageBand: string
}

/** A row of a counting statement: an area, a day, a cell and its persons. What was not asked may be left out. */
export interface CellRecord {
  readonly area_id: number
  readonly day: string
  readonly code?: string | null
  readonly participant_group?: number | null
  readonly household_class?: number | null
  readonly sex?: number | null
  readonly age_band?: number | null
  readonly population: number
  readonly covered: number
  /** Whether the register knew the area by that day, where the statement tells; nobody need have lived there any more. */
  readonly known?: boolean
}

/** The five columns of a cell; those that were not asked are null, so that the persons fall into one row. */
export function cellColumns(by: readonly CoverageDimension[], cell: CellExpressions): string {
  return COLUMNS.map(
    ({ dimension, name, type, of }) => `${by.includes(dimension) ? cell[of] : 'null'}::${type} as ${name}`,
  ).join(',\n    ')
}

interface CellColumn {
  readonly dimension: CoverageDimension
  readonly name: keyof CellRecord
  readonly type: string
  readonly of: keyof CellExpressions
  /** The values that a question lets through, as the column has them. */
  readonly letsThrough: (where: CoverageWhere) => readonly unknown[] | null | undefined
}

const COLUMNS: readonly CellColumn[] = [
  {
    ...{ dimension: 'PARTICIPANT_CODE', name: 'code', type: 'text', of: 'code' },
    letsThrough: (where) => where.participantCodes,
  },
  {
    ...{ dimension: 'PARTICIPANT_GROUP', name: 'participant_group', type: 'int', of: 'group' },
    letsThrough: (where) => where.participantGroups?.map(participantGroupNumber),
  },
  {
    ...{ dimension: 'HOUSEHOLD_CLASS', name: 'household_class', type: 'int', of: 'householdClass' },
    letsThrough: (where) => where.householdClasses?.map(householdClassNumber),
  },
  {
    ...{ dimension: 'SEX', name: 'sex', type: 'int', of: 'sex' },
    letsThrough: (where) => where.sexes?.map(sexNumber),
  },
  {
    ...{ dimension: 'AGE_BAND', name: 'age_band', type: 'int', of: 'ageBand' },
    letsThrough: (where) => where.ageBands?.map(ageBandNumber),
  },
]

/** The condition of `where`, with five parameters from $`first` on; their values are `filterValues`. */
export function cellFilter(cell: CellExpressions, first = 3): string {
  const passes = (expression: string, type: string, index: number) =>
    `($${first + index}::${type}[] is null or ${expression} = any($${first + index}::${type}[]))`
  return [
    passes(cell.code, 'text', 0),
    passes(cell.group, 'int', 1),
    passes(cell.householdClass, 'int', 2),
    passes(cell.sex, 'int', 3),
    passes(cell.ageBand, 'int', 4),
  ].join(' and ')
}

export function filterValues({ where }: Pick<Question, 'where'>): readonly unknown[] {
  return COLUMNS.map(({ letsThrough }) => chosenBy(letsThrough, where))
}

/** The column that a dimension has in a record, and the values of it that the question lets through; null when all are. */
export function columnOf(
  dimension: CoverageDimension,
  { where }: Pick<Question, 'where'>,
): { readonly name: keyof CellRecord; readonly chosen: readonly unknown[] | null } {
  const column = COLUMNS.find((one) => one.dimension === dimension)
  if (column === undefined) throw new Error(`no column for ${dimension}`)
  return { name: column.name, chosen: chosenBy(column.letsThrough, where) }
}

/** An empty list is as good as none. */
function chosenBy(letsThrough: CellColumn['letsThrough'], where: CoverageWhere): readonly unknown[] | null {
  const list = letsThrough(where)
  return list && list.length > 0 ? list : null
}

export function countedCell(record: CellRecord, byCard: boolean): CountedCell {
  return {
    participantCode: record.code ?? null,
    participantGroup: participantGroupOf(record.participant_group ?? null),
    householdClass: householdClassOf(record.household_class ?? 0),
    sex: sexOf(record.sex ?? 0),
    ageBand: ageBandOf(record.age_band ?? null),
    population: byCard ? null : record.population,
    covered: record.covered,
  }
}

/** Equal for equal cells; sorts a report's rows of one area in the order of the codes. */
export function cellKey({ participantCode, participantGroup, householdClass, sex, ageBand }: CoverageCell): string {
  const group = participantGroup ? participantGroupNumber(participantGroup) : '~'
  const classNumber = householdClass ? householdClassNumber(householdClass) : '~'
  const person = `${sex ? sexNumber(sex) : '~'}|${ageBand ? ageBandNumber(ageBand) : '~'}`
  return `${group}|${participantCode ?? '~'}|${classNumber}|${person}`
}

/** The cell with this `cellKey`. */
export function cellOfKey(key: string): CoverageCell {
  const [group, code, householdClass, sex, ageBand] = key.split('|').map((part) => (part === '~' ? null : part))
  return {
    participantCode: code ?? null,
    participantGroup: participantGroupOf(group ? Number(group) : null),
    householdClass: householdClassOf(Number(householdClass ?? 0)),
    sex: sexOf(Number(sex ?? 0)),
    ageBand: ageBandOf(ageBand ? Number(ageBand) : null),
  }
}
