import type { Actor, Language } from '../access/actor.ts'
import { type AreaRow, findArea } from '../areas/area.store.ts'
import { type CoverageWanted, coverageInFull } from '../coverage/coverage.store.ts'
import type { CoverageRow } from '../coverage/coverage-row.ts'
import { formatVietnamese, type PlainDate } from '../kernel/plain-date.ts'
import type { SqlSession } from '../kernel/sql.ts'
import { type CoverageColumn, countedAlone, coverageColumns } from './coverage-columns.ts'
import { csvLines } from './csv-lines.ts'
import { type RowContent, type SheetContent, workbookBytes } from './workbook-writer.ts'

/** XLSX for people: headings and words in their language. CSV for programs: names of the contract, ratios 0–1, days as 2017-09-30. */
export const COVERAGE_FORMATS = ['xlsx', 'csv'] as const
export type CoverageFormat = (typeof COVERAGE_FORMATS)[number]

export interface CoverageFileWanted extends Omit<CoverageWanted, 'parts'> {
  readonly format: CoverageFormat
  readonly language: Language
  /** The day in the workbook's properties. */
  readonly writtenOn: PlainDate
}

export interface CoverageFile {
  readonly fileName: string
  readonly bytes: Buffer
}

/** The country's code. */
const COUNTRY = 'VN'

/**
 * The coverage of the areas of a level with the proof of each number, all rows of it, as a file. Throws `BadRequest` as
 * `coverageReport` does.
 */
export async function coverageFile(actor: Actor, em: SqlSession, wanted: CoverageFileWanted): Promise<CoverageFile> {
  const { format, language, asOf } = wanted
  const within = wanted.within ?? COUNTRY
  const { rows, total, borders } = await coverageInFull(actor, em, wanted)
  const by = wanted.by ?? []
  const counted = countedAlone(wanted.where ?? {}, language)
  const hasTargets = by.length + counted.length === 0
  const columns = coverageColumns({ by, hasTargets, compared: Boolean(wanted.compareTo) })
  const fileName = `bao-phu-${within}-${asOf}.${format}`
  if (format === 'csv') return { fileName, bytes: Buffer.from(csvLines(csvTable(columns, rows))) }
  const area = await findArea(actor, em, within, borders)
  const sheet = coverageSheet({
    columns,
    rows,
    total,
    title: titleOf(area, { asOf, borders, counted, language }),
    language,
  })
  return { fileName, bytes: await workbookBytes([sheet], wanted.writtenOn) }
}

/** Without the line of the whole: a program that adds rows up must not count it. */
function csvTable(columns: readonly CoverageColumn[], rows: readonly CoverageRow[]) {
  const names = columns.map(({ name }) => name)
  return [names, ...rows.map((row) => columns.map(({ cell }) => cell(row, 'en')))]
}

interface SheetWanted {
  readonly columns: readonly CoverageColumn[]
  readonly rows: readonly CoverageRow[]
  readonly total: CoverageRow | null
  readonly title: readonly string[]
  readonly language: Language
}

function coverageSheet({ columns, rows, total, title, language }: SheetWanted): SheetContent {
  const line = (look: RowContent['look'], row: CoverageRow): RowContent => ({
    look,
    cells: columns.map(({ cell }) => cell(row, language)),
  })
  const head: RowContent[] = [
    ...title.map((text): RowContent => ({ look: 'title', cells: [text] })),
    { look: 'heading', cells: columns.map(({ heading }) => heading[language]) },
  ]
  return {
    name: { vi: 'Bao phủ', en: 'Coverage' }[language],
    widths: columns.map(({ width }) => width),
    head,
    headMerges: [],
    body: [...rows.map((row) => line('plain', row)), ...(total === null ? [] : [line('total', total)])],
    print: { orientation: 'landscape', repeatedRows: `${head.length}:${head.length}`, footer: title.join(' · ') },
  }
}

interface TitleParts {
  readonly asOf: PlainDate
  readonly borders: PlainDate
  /** Whom alone the numbers count. */
  readonly counted: readonly string[]
  readonly language: Language
}

function titleOf(area: AreaRow | null, { asOf, borders, counted, language }: TitleParts): readonly string[] {
  const place = area?.fullName ?? ''
  const [day, map] = [asOf, borders].map(language === 'vi' ? formatVietnamese : String)
  const others = {
    vi: borders === asOf ? [] : [`Theo địa giới ngày ${map}`],
    en: borders === asOf ? [] : [`On the borders of ${map}`],
  }
  const alone = counted.length === 0 ? [] : [{ vi: 'Chỉ tính: ', en: 'Only: ' }[language] + counted.join('; ')]
  return {
    vi: ['ĐỘ BAO PHỦ BẢO HIỂM Y TẾ', `${place}, tính đến ngày ${day}`, ...others.vi, ...alone],
    en: ['HEALTH INSURANCE COVERAGE', `${place}, as of ${day}`, ...others.en, ...alone],
  }[language]
}
