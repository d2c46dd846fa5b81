import { matchKey } from '../../../src/kernel/vietnamese-text.ts'
import type { CellReaders } from '../../forms/cell-readers.ts'
import { isErrorCell } from '../../forms/cell-values.ts'
import type { PersonValues } from '../../forms/person-stage.ts'
import type { RowView } from '../../forms/row-view.ts'
import { isHead, relationOf } from './lookups.ts'

/** The household that a row stands in. */
export interface Block {
  readonly number: number
  readonly code: string | null
  readonly headName: string | null
  /** What the head's row said of the whole household; filled down to its members. */
  shared: PersonValues
  /**
   * The issue of every further row, for an error of Excel hides where the household begins or what its first row says for
   * all; null when nothing is wrong.
   */
  doubt: 'household-beginning-unreadable' | 'household-first-row-unreadable' | null
}

/** What one row says about where its household begins. */
interface Signs {
  /** Tells this household from the one above: its code, or its number within the list. */
  readonly mark: string | null
  /** Its code outside of the list too. */
  readonly code: string | null
  readonly headName: string | null
  readonly relation: string | null
  readonly ordinal: string | null
}

/** One row's place in its household. */
export interface BlockRow {
  readonly block: Block
  readonly begins: boolean
  readonly isHead: boolean
  readonly relation: string | null
}

/** A household that may go on in the next row. */
interface OpenBlock extends Block {
  readonly mark: string | null
  /** The mark of the household above. */
  readonly markBefore: string | null
  readonly ordinal: string | null
  /** Where it begins could not be read. */
  readonly isUnclear: boolean
}

/** The most rows a sheet has: households of another sheet of the file never get the same number. */
const ROWS_A_SHEET = 1_048_576

/**
 * Tells where one household ends and the next begins. In lists the head's cells are merged down or left empty below; what
 * begins a household is, in this order of trust: another household code, another household number, the relation “Chủ hộ”,
 * another head's name, and without any of these columns a whole number in STT (members are 1.1, 1.2 or have none).
 */
export function blockReader(cells: CellReaders, sheet: number): (row: RowView) => BlockRow {
  const readSigns = signReader(cells)
  const fullName = cells.text('full_name')
  const byOrdinal =
    !['household_code', 'household_ordinal', 'relation'].some((field) => cells.has(field)) && !hasTwoNames(cells)
  const beginnings = BEGINNINGS.map((field) => cells.column(field).index).filter((index) => index >= 0)
  let current: OpenBlock | null = null
  let count = 0
  return (row) => {
    const signs = readSigns(row)
    const head = saysHead(signs)
    const isUnclear = signs.mark === null && beginnings.some((index) => isErrorCell(row.cell(index)))
    const begins =
      current === null ||
      isUnclear ||
      (byOrdinal ? beginsByOrdinal(signs.ordinal, current.ordinal) : beginsBySigns(signs, current, head))
    if (begins) {
      count += 1
      current = {
        number: sheet * ROWS_A_SHEET + count,
        mark: signs.mark,
        code: signs.code,
        headName: signs.headName,
        ordinal: signs.ordinal,
        shared: {},
        isUnclear,
        doubt: isUnclear || mayGoOn(signs, current, head) ? 'household-beginning-unreadable' : null,
        markBefore: markAbove(current),
      }
    }
    const block = current as Block
    const isHeadRow = signs.relation === null ? begins && namesHead(fullName(row), block) : head
    return { block, begins, isHead: isHeadRow, relation: isHeadRow ? 'Chủ hộ' : signs.relation }
  }
}

function saysHead({ relation }: Signs): boolean {
  return relation !== null && isHead(relation)
}

/** Columns that say where a household begins. */
const BEGINNINGS = ['household_code', 'household_ordinal', 'head_name', 'relation']

function hasTwoNames(cells: CellReaders): boolean {
  return cells.has('head_name') && cells.has('full_name')
}

function signReader(cells: CellReaders): (row: RowView) => Signs {
  const code = codeReader(cells)
  const number = cells.text('household_ordinal')
  const headName = hasTwoNames(cells) ? cells.text('head_name') : () => null
  const relation = cells.text('relation')
  const ordinal = cells.text('ordinal')
  return (row) => {
    const relative = relation(row)
    const ownCode = code(row)
    return {
      mark: ownCode ?? number(row),
      code: ownCode,
      headName: headName(row),
      relation: relative === null ? null : relationOf(relative),
      ordinal: ordinal(row),
    }
  }
}

/** A household's code as text; what spreadsheets add to it goes, and zeros that a number cell may have lost are doubted. */
function codeReader(cells: CellReaders): (row: RowView) => string | null {
  const { index } = cells.column('household_code')
  const text = cells.text('household_code')
  return (row) => {
    const found = text(row)
    if (found !== null && typeof row.cell(index) === 'number') row.doubt('CODE_AS_NUMBER', index, found)
    return found?.replace(/^['’]+/, '').replace(/^(\d+)\.0$/, '$1') ?? null
  }
}

function beginsBySigns(signs: Signs, current: OpenBlock, head: boolean): boolean {
  if (signs.mark !== null && current.mark !== null) return signs.mark !== current.mark
  if (head || signs.mark !== null) return true
  if (signs.headName === null) return false
  return current.headName === null || !sameName(signs.headName, current.headName)
}

/**
 * Below a row that does not say whose it is may stand more of its own household, under a code that is read there first, or
 * more of the household above it; only a head surely begins another.
 */
function mayGoOn({ mark }: Signs, current: OpenBlock | null, head: boolean): boolean {
  return current?.isUnclear === true && mark !== null && (mark === current.markBefore || !head)
}

function markAbove(current: OpenBlock | null): string | null {
  return current?.mark ?? current?.markBefore ?? null
}

/** `2` begins a household, `1.2` and an empty cell go on with it; `1.1` right after `1` as well. */
function beginsByOrdinal(ordinal: string | null, current: string | null): boolean {
  if (ordinal === null) return false
  const [household] = ordinal.split('.')
  return household !== (current ?? '').split('.')[0]
}

/** The first row of a household is its head's, unless the list names another head beside it. */
function namesHead(name: string | null, block: Block): boolean {
  return name === null || block.headName === null || sameName(name, block.headName)
}

function sameName(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && matchKey(one) === matchKey(other)
}
