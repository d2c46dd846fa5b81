import { cellText } from '../forms/cell-values.ts'
import type { MergedRange, SheetRow } from '../workbook/workbook.ts'
import type { HeadingBook, HeadingLevels, HeadingMatch } from './recognise-columns.ts'

/** One column under a header: its heading from the top level down and what a source makes of it. */
export interface HeaderColumn {
  readonly index: number
  readonly levels: HeadingLevels
  readonly match: HeadingMatch | null
}

export interface Header {
  /** Row numbers of the header, from its first to its last. */
  readonly rows: readonly number[]
  readonly columns: readonly HeaderColumn[]
  /** Columns that the source knows. */
  readonly known: number
  /** Those of them that are used; the others are known and passed over. */
  readonly used: number
  /** How surely, over all of them. */
  readonly certainty: number
  /** Columns in which the header's last row has words of its own. */
  readonly lowest: ReadonlySet<number>
}

const DEEPEST = 3
/** A title line may hold one or two headings' words by chance; a table has more. */
const FEWEST_COLUMNS = 2
const LONGEST_HEADING = 200

/** A day or a number typed as text (years stand in headings too): the row is one of the table. */
const VALUE = /^(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|(?!199\d$|20\d\d$)\d+)$/

/** The header under which a source knows most columns, or null when no row of the sheet's beginning is one. */
export function findHeader(
  window: readonly SheetRow[],
  merges: readonly MergedRange[],
  book: HeadingBook,
): Header | null {
  let best: Header | null = null
  for (let top = 0; top < window.length; top += 1) {
    for (const rows of rowsFrom(window, top)) {
      const header = readHeader(rows, merges, book)
      if (header.known >= FEWEST_COLUMNS && (best === null || isBetter(header, best))) best = header
    }
  }
  return best === null ? null : withHangingRows(best, window, merges, book)
}

/** The headers of one, two and three rows that may begin here. */
function rowsFrom(window: readonly SheetRow[], top: number): (readonly SheetRow[])[] {
  const found: (readonly SheetRow[])[] = []
  for (let depth = 1; depth <= DEEPEST && top + depth <= window.length; depth += 1) {
    const rows = window.slice(top, top + depth)
    const last = rows.at(-1)
    if (last === undefined || !isHeaderLike(last) || (depth > 1 && !continues(rows))) break
    found.push(rows)
  }
  return found
}

/**
 * More known columns; of as many, more that are used (“Số hộ” over “được rà soát” means little by itself); then the one whose
 * lower row ends what the row above began (“Mã” over “quận huyện”); then the surer ones: a title line taken for a group makes
 * every heading less sure; of as sure ones the shorter header, for the rest is title.
 */
function isBetter(header: Header, best: Header): boolean {
  if (header.known !== best.known) return header.known > best.known
  if (header.used !== best.used) return header.used > best.used
  if (header.rows[0] === best.rows[0] && endsHeadings(header)) return true
  const surer = header.certainty - best.certainty
  return Math.abs(surer) > 1e-9 ? surer > 0 : header.rows.length < best.rows.length
}

/** A heading that is known as it is spelled; a remark in brackets may stand beside it. */
const AS_SPELLED = 0.9

/** Whether each word of the header's last row stands at the end of a heading that is known whole. */
function endsHeadings({ columns, lowest }: Header): boolean {
  const ends = columns.filter(({ index }) => lowest.has(index))
  return ends.every(({ levels, match }) => levels.length > 1 && match !== null && match.confidence >= AS_SPELLED)
}

/** Rows of one header follow each other without a gap. */
function continues(rows: readonly SheetRow[]): boolean {
  const [before, last] = rows.slice(-2)
  return before !== undefined && last !== undefined && last.number === before.number + 1
}

/** Headings are words: a row with a number, a day or a long text is none. */
function isHeaderLike(row: SheetRow): boolean {
  let words = 0
  for (const cell of row.cells) {
    if (cell === null || cell === '') continue
    // A year alone stands as a heading in tables of several years.
    if (typeof cell === 'number' && cell >= 1990 && cell <= 2100) continue
    if (typeof cell !== 'string' || cell.length > LONGEST_HEADING || VALUE.test(cell.trim())) return false
    if (/\p{L}/u.test(cell)) words += 1
  }
  return words > 0
}

/**
 * A header may hang lower than its known columns do: merged cells reach into the next row, or the next row has words only
 * below groups. Those rows are header too, never data.
 */
function withHangingRows(
  header: Header,
  window: readonly SheetRow[],
  merges: readonly MergedRange[],
  book: HeadingBook,
): Header {
  const top = header.rows[0] ?? 0
  const last = header.rows.at(-1) ?? top
  const reach = Math.max(last, ...merges.filter(({ top: at }) => at >= top && at <= last).map(({ bottom }) => bottom))
  const next = window.find(({ number }) => number === last + 1)
  const below = next && reach === last && isSubHeader(next, header, window) ? last + 1 : Math.min(reach, top + DEEPEST)
  if (below <= last) return header
  const rows = window.filter(({ number }) => number >= top && number <= below)
  return rows.every(isHeaderLike) ? readHeader(rows, merges, book) : header
}

/** `I | Khu vực thành thị` is the first row below the header, not its last. */
const SECTION_MARK = /^(?:[IVX]{1,5}(?:\.\d{1,2})*|[A-Z])[.)]?$/

/** Words under an empty cell to the right of a group's heading, and at no place where the header has a column of its own. */
function isSubHeader(next: SheetRow, header: Header, window: readonly SheetRow[]): boolean {
  if (!isHeaderLike(next)) return false
  const above = window.find(({ number }) => number === header.rows.at(-1))
  const filled = next.cells.flatMap((cell, index) => (cellText(cell) === '' ? [] : [index]))
  if (filled.length === 2 && SECTION_MARK.test(cellText(next.cells[filled[0] ?? 0]))) return false
  const hanging = filled.filter((index) => cellText(above?.cells[index]) === '')
  const groups = filled.filter(
    (index) => cellText(above?.cells[index]) !== '' && cellText(above?.cells[index + 1]) === '',
  )
  return filled.length > 1 && hanging.length > 0 && hanging.length + groups.length === filled.length
}

function readHeader(rows: readonly SheetRow[], merges: readonly MergedRange[], book: HeadingBook): Header {
  const width = Math.max(...rows.map(({ cells }) => cells.length))
  const levels: string[][] = []
  // From the lowest row up, for a group stands over what its sub-groups already cover.
  for (const row of rows.toReversed()) levels.unshift(spread(row, levels[0], merges, width))
  const columns: HeaderColumn[] = []
  for (let index = 0; index < width; index += 1) {
    const column = levels
      .map((texts) => texts[index] ?? '')
      .filter((text, at, all) => text !== '' && text !== all[at - 1])
    if (column.length > 0) columns.push({ index, levels: column, match: book.match(column) })
  }
  const known = new Set(
    columns.flatMap(({ index, match }) => (match === null ? [] : [match.field ?? `ignored ${index}`])),
  ).size
  const certainty = columns.reduce((sum, { match }) => sum + (match?.confidence ?? 0), 0)
  const used = new Set(columns.flatMap(({ match }) => match?.field ?? [])).size
  const lowest = new Set(rows.at(-1)?.cells.flatMap((cell, index) => (cellText(cell) === '' ? [] : [index])))
  return { rows: rows.map(({ number }) => number), columns, known, used, certainty, lowest }
}

/**
 * The texts of a header row, a group's heading repeated over its columns: as the merged ranges say, else over the empty
 * cells to its right under which the next row has words.
 */
function spread(
  row: SheetRow,
  below: readonly string[] | undefined,
  merges: readonly MergedRange[],
  width: number,
): string[] {
  const texts = Array.from({ length: width }, (_, index) => cellText(row.cells[index]))
  const ranges = merges.filter(({ top, bottom }) => top <= row.number && row.number <= bottom)
  for (const { top, left, right } of ranges) {
    if (top !== row.number) continue
    for (let index = left + 1; index <= right && index < width; index += 1) texts[index] = texts[left] ?? ''
  }
  if (below === undefined || ranges.some(({ left, right }) => right > left)) return texts
  for (let index = 1; index < width; index += 1) {
    const hangs = texts[index] === '' && below[index] !== '' && below[index - 1] !== ''
    if (hangs) texts[index] = texts[index - 1] ?? ''
  }
  return texts
}
