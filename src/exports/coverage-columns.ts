import type { Language } from '../access/actor.ts'
import type { FigureSource } from '../batches/figure-source.ts'
import {
  COVERAGE_DIMENSIONS,
  type CoverageCell,
  type CoverageDimension,
  type CoverageRow,
  type CoverageWhere,
} from '../coverage/coverage-row.ts'
import { GLOSSARY } from '../kernel/glossary.ts'
import type { CellContent } from './workbook-writer.ts'

/** A column of a coverage table. */
export interface CoverageColumn {
  /** The name in a .csv: that of the contract's field, for programs. */
  readonly name: string
  /** The heading in a workbook, for people. */
  readonly heading: Readonly<Record<Language, string>>
  /** Characters. */
  readonly width: number
  readonly cell: (row: CoverageRow, language: Language) => CellContent
}

interface DimensionColumn {
  readonly field: keyof CoverageCell
  readonly heading: Readonly<Record<Language, string>>
  /** The glossary's enum of its values; null for codes, which are told as they are. */
  readonly terms: string | null
}

const DIMENSIONS: Readonly<Record<CoverageDimension, DimensionColumn>> = {
  PARTICIPANT_CODE: { field: 'participantCode', heading: { vi: 'Mã đối tượng', en: 'Participant code' }, terms: null },
  PARTICIPANT_GROUP: {
    field: 'participantGroup',
    heading: { vi: 'Nhóm đối tượng', en: 'Participant group' },
    terms: 'ParticipantGroup',
  },
  HOUSEHOLD_CLASS: {
    field: 'householdClass',
    heading: { vi: 'Diện hộ', en: 'Household class' },
    terms: 'HouseholdClass',
  },
  SEX: { field: 'sex', heading: { vi: 'Giới tính', en: 'Sex' }, terms: 'Sex' },
  AGE_BAND: { field: 'ageBand', heading: { vi: 'Nhóm tuổi', en: 'Age band' }, terms: 'AgeBand' },
}

const ratio = (value: number | null): CellContent => (value === null ? null : { ratio: value })
const points = (value: number | null): CellContent => (value === null ? null : { points: value })

const AREA: readonly CoverageColumn[] = [
  { name: 'areaCode', heading: { vi: 'Mã địa bàn', en: 'Area code' }, width: 11, cell: ({ area }) => area.code },
  { name: 'areaName', heading: { vi: 'Địa bàn', en: 'Area' }, width: 28, cell: ({ area }) => area.fullName },
]

const FIGURES: readonly CoverageColumn[] = [
  { name: 'asOf', heading: { vi: 'Tính đến ngày', en: 'As of' }, width: 12, cell: ({ asOf }) => ({ day: asOf }) },
  { name: 'population', heading: { vi: 'Dân số', en: 'Population' }, width: 11, cell: (row) => row.population },
  { name: 'covered', heading: { vi: 'Có thẻ BHYT', en: 'Covered' }, width: 11, cell: (row) => row.covered },
  { name: 'uncovered', heading: { vi: 'Chưa có thẻ', en: 'Not covered' }, width: 11, cell: (row) => row.uncovered },
  {
    name: 'coverageRate',
    heading: { vi: 'Tỷ lệ bao phủ', en: 'Coverage rate' },
    width: 11,
    cell: (row) => ratio(row.coverageRate),
  },
]

const TARGETS: readonly CoverageColumn[] = [
  {
    name: 'target',
    heading: { vi: 'Chỉ tiêu', en: 'Target' },
    width: 10,
    cell: ({ target }) => ratio(target?.value ?? null),
  },
  {
    name: 'pointsAboveTarget',
    heading: { vi: 'So với chỉ tiêu (điểm %)', en: 'Points above the target' },
    width: 12,
    cell: (row) => points(row.pointsAboveTarget),
  },
  {
    name: 'cardsNeeded',
    heading: { vi: 'Còn phải vận động', en: 'Cards needed' },
    width: 11,
    cell: (row) => row.cardsNeeded,
  },
]

const COMPARED: readonly CoverageColumn[] = [
  {
    name: 'comparedAsOf',
    heading: { vi: 'So với ngày', en: 'Compared with' },
    width: 12,
    cell: ({ compared }) => compared && { day: compared.asOf },
  },
  {
    name: 'comparedCovered',
    heading: { vi: 'Có thẻ ngày đó', en: 'Covered then' },
    width: 11,
    cell: ({ compared }) => compared?.covered ?? null,
  },
  {
    name: 'coveredChange',
    heading: { vi: 'Tăng, giảm (người)', en: 'Change of covered' },
    width: 11,
    cell: ({ compared }) => compared?.coveredChange ?? null,
  },
  {
    name: 'pointsChange',
    heading: { vi: 'Tăng, giảm (điểm %)', en: 'Change in points' },
    width: 11,
    cell: ({ compared }) => points(compared?.pointsChange ?? null),
  },
]

const PROOF: readonly CoverageColumn[] = [
  {
    name: 'suppressed',
    heading: { vi: 'Không công bố', en: 'Withheld' },
    width: 9,
    cell: ({ suppressed }) => (suppressed ? 'x' : null),
  },
  {
    name: 'estimatedShare',
    heading: { vi: 'Phần ước tính', en: 'Estimated share' },
    width: 10,
    cell: ({ estimatedShare }) => ratio(estimatedShare),
  },
  {
    name: 'basis',
    heading: { vi: 'Nguồn số liệu', en: 'Basis' },
    width: 14,
    cell: ({ basis }, language) => wordOf('Basis', basis, language),
  },
  {
    name: 'populationSource',
    heading: { vi: 'Dân số lấy từ', en: 'Population from' },
    width: 32,
    cell: ({ populationSource }) => told(populationSource),
  },
  {
    name: 'coveredSource',
    heading: { vi: 'Số có thẻ lấy từ', en: 'Covered from' },
    width: 32,
    cell: ({ coveredSource }) => told(coveredSource),
  },
]

/** What is asked decides which columns there are. */
export interface ColumnsWanted {
  readonly by: readonly CoverageDimension[]
  /** Whether the rows are of everybody. */
  readonly hasTargets: boolean
  readonly compared: boolean
}

/** The columns from left to right. A part of the residents has no target: then there are no columns for one. */
export function coverageColumns({ by, hasTargets, compared }: ColumnsWanted): readonly CoverageColumn[] {
  return [
    ...AREA,
    ...by.map(dimensionColumn),
    ...FIGURES,
    ...(hasTargets ? TARGETS : []),
    ...(compared ? COMPARED : []),
    ...PROOF,
  ]
}

const LISTS: Readonly<Record<CoverageDimension, keyof CoverageWhere>> = {
  PARTICIPANT_CODE: 'participantCodes',
  PARTICIPANT_GROUP: 'participantGroups',
  HOUSEHOLD_CLASS: 'householdClasses',
  SEX: 'sexes',
  AGE_BAND: 'ageBands',
}

/** Whom alone the numbers count, kind by kind, in the reader's words; empty when they count everybody. */
export function countedAlone(where: CoverageWhere, language: Language): readonly string[] {
  return COVERAGE_DIMENSIONS.flatMap((dimension) => {
    const values: readonly string[] = where[LISTS[dimension]] ?? []
    const { heading, terms } = DIMENSIONS[dimension]
    const words = values.map((value) => (terms === null ? value : wordOf(terms, value, language)))
    return words.length === 0 ? [] : [`${heading[language]} ${words.join(', ')}`]
  })
}

function dimensionColumn(dimension: CoverageDimension): CoverageColumn {
  const { field, heading, terms } = DIMENSIONS[dimension]
  const unknown = { vi: 'chưa rõ', en: 'not known' }
  const cell: CoverageColumn['cell'] = (row, language) => {
    const value = row[field]
    if (value === null) return unknown[language]
    return terms === null ? value : wordOf(terms, value, language)
  }
  return { name: field, heading, width: 18, cell }
}

/** The officers' word for a value; in English the contract's own name of it. */
function wordOf(terms: string, value: string, language: Language): string {
  return language === 'vi' ? (GLOSSARY[`${terms}.${value}`]?.vi ?? value) : value
}

/** File, cell and day, as the proof of a number is told. */
function told(source: FigureSource | null): string | null {
  return source && [source.sourceName, source.address, source.asOf].filter(Boolean).join(', ')
}
