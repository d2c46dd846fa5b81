import { Failure, Loading } from '../frame/failure.tsx'
import { useReader } from '../frame/reader.ts'
import { ScrollTable } from '../frame/scroll-table.tsx'
import { useAnswer } from '../frame/use-answer.ts'
import { ENUMS } from '../hub/enums.ts'
import { type Batch, type Issue, SHEET_ROWS, type SheetRow, type SheetRowsAnswer } from './batch-queries.ts'
import { columnIndex, columnLetters, lettersOf } from './cell-address.ts'

/** Rows shown before and after each row in question. */
const AROUND = 2
/** Rows in question that are asked for at once; with those around them the hub gives 500. */
const ROWS_AT_ONCE = 100

interface IssueGridProps {
  readonly batch: Batch
  readonly issues: readonly Issue[]
}

/** The cells in question as they stand in the sheets, with the rows around them. */
export function IssueGrid({ batch, issues }: IssueGridProps) {
  const placed = issues.filter(({ row, sheet }) => row !== null && sheet !== '')
  return (
    <>
      {[...new Set(placed.map(({ sheet }) => sheet))].map((sheet) => {
        const inSheet = placed.filter((issue) => issue.sheet === sheet)
        return <SheetGrid key={sheet} batch={batch} sheet={sheet} issues={inSheet} />
      })}
    </>
  )
}

interface SheetGridProps extends IssueGridProps {
  readonly sheet: string
}

function SheetGrid({ batch, sheet, issues }: SheetGridProps) {
  const wanted = [...new Set(issues.flatMap(({ row }) => (row === null ? [] : [row])))].sort((a, b) => a - b)
  const pieces = Array.from({ length: Math.ceil(wanted.length / ROWS_AT_ONCE) }, (_, at) =>
    wanted.slice(at * ROWS_AT_ONCE, (at + 1) * ROWS_AT_ONCE),
  )
  return (
    <>
      {pieces.map((rows) => (
        <GridPiece key={`${sheet} ${rows[0]}`} batch={batch} sheet={sheet} issues={issues} rows={rows} />
      ))}
    </>
  )
}

function GridPiece({ batch, sheet, issues, rows }: SheetGridProps & { readonly rows: readonly number[] }) {
  const { say } = useReader()
  const asked = useAnswer<SheetRowsAnswer>(SHEET_ROWS, { id: batch.id, sheet, rows, around: AROUND })
  if (asked.failure) return <Failure failure={asked.failure} again={asked.again} />
  if (asked.answer === null) return <Loading />
  const found = asked.answer.importBatch?.rows ?? []
  if (found.length === 0) return null
  const marks = marksOf(issues)
  const columns = Array.from({ length: Math.max(...found.map(({ cells }) => cells.length)) }, (_, at) => at)
  return (
    <ScrollTable label={say('sheetRows', { name: sheet })} look="sheet">
      <GridHead batch={batch} sheet={sheet} columns={columns} />
      <tbody translate={false}>
        {found.map((row, at) => (
          <GridRow
            key={row.row}
            row={row}
            columns={columns}
            marks={marks}
            follows={at === 0 || found[at - 1]?.row === row.row - 1}
          />
        ))}
      </tbody>
    </ScrollTable>
  )
}

interface GridHeadProps {
  readonly batch: Batch
  readonly sheet: string
  readonly columns: readonly number[]
}

/** The letters of the columns, and the headings that were understood. */
function GridHead({ batch, sheet, columns }: GridHeadProps) {
  const { say } = useReader()
  const known = batch.sheets.find(({ name }) => name === sheet)?.columns ?? []
  const headings = new Map(known.map(({ address, heading }) => [columnIndex(lettersOf(address)), heading]))
  return (
    <thead>
      <tr>
        <th scope="col">{say('row')}</th>
        {columns.map((column) => (
          <th key={column} scope="col" translate={false}>
            {columnLetters(column)}
            {headings.has(column) && <small>{headings.get(column)}</small>}
          </th>
        ))}
      </tr>
    </thead>
  )
}

type Marks = ReadonlyMap<string, readonly Issue[]>

/** Issues by cell, the gravest first; those of a whole row under its number alone. */
function marksOf(issues: readonly Issue[]): Marks {
  const marks = new Map<string, Issue[]>()
  const gravest = [...issues].sort((a, b) => ENUMS.Severity.indexOf(a.severity) - ENUMS.Severity.indexOf(b.severity))
  for (const issue of gravest) {
    const key = `${lettersOf(issue.address ?? '')}${issue.row}`
    marks.set(key, [...(marks.get(key) ?? []), issue])
  }
  return marks
}

interface GridRowProps {
  readonly row: SheetRow
  readonly columns: readonly number[]
  readonly marks: Marks
  /** Whether it stands right below the row shown before it. */
  readonly follows: boolean
}

function GridRow({ row, columns, marks, follows }: GridRowProps) {
  const { say } = useReader()
  const look = `${follows ? '' : 'gap'} ${row.hidden ? 'quiet' : ''}`.trim()
  return (
    <tr class={look}>
      <th scope="row" {...told(marks.get(String(row.row)))}>
        {row.row}
        {row.hidden && <small translate>{say('hiddenRow')}</small>}
      </th>
      {columns.map((column) => (
        <td key={column} {...told(marks.get(`${columnLetters(column)}${row.row}`))}>
          {row.cells[column] ?? ''}
        </td>
      ))}
    </tr>
  )
}

/** How a cell in question looks, and what the pointer is told over it; the list of cells says the same in words. */
function told(issues: readonly Issue[] | undefined) {
  const [gravest] = issues ?? []
  if (gravest === undefined) return {}
  return {
    class: `in-question ${gravest.severity.toLowerCase()}`,
    title: issues?.map(({ message, remedy }) => [message, remedy].filter(Boolean).join(' → ')).join('\n'),
  }
}
