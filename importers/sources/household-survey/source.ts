import { type CellReaders, rememberedPlaces, textAt } from '../../forms/cell-readers.ts'
import { isErrorCell } from '../../forms/cell-values.ts'
import { cardReader, hamletValues, personReader, placeReader } from '../../forms/person-row.ts'
import { inStageOrder, PERSON_STAGE, type PersonColumn, type PersonValues } from '../../forms/person-stage.ts'
import type { RowView } from '../../forms/row-view.ts'
import { isMark } from '../../forms/sex-codes.ts'
import type { RowReader, SheetContext, Source } from '../../forms/source-definition.ts'
import { FIELDS, IGNORED } from './columns.ts'
import { type BlockRow, blockReader } from './household-blocks.ts'
import { type ClassNumber, classOf, declaredOf } from './lookups.ts'

/** Households and their members on a day, with the class of the household and perhaps what it declared about cards. */
export const HOUSEHOLD_SURVEY: Source = {
  kind: 'HOUSEHOLD_SURVEY',
  name: 'danh sách hộ gia đình',
  stage: PERSON_STAGE,
  fields: FIELDS,
  ignored: IGNORED,
  titleWords: ['hộ gia đình', 'rà soát', 'điều tra', 'hộ nghèo', 'hộ cận nghèo', 'kê khai', 'nhân khẩu', 'thành viên'],
  otherTitleWords: ['danh sách thẻ', 'cấp thẻ'],
  needs: [
    ['full_name', 'head_name'],
    [
      'head_name',
      'household_code',
      'household_ordinal',
      'relation',
      'household_class',
      'class_poor',
      'class_near_poor',
      'class_farming',
      'declared_card',
    ],
  ],
  labelFields: ['full_name', 'head_name'],
  totals: 'SKIP',
  rows: readRows,
}

/** What the head's row says for everybody below it. */
const SHARED: readonly PersonColumn[] = [
  'address',
  'commune_code',
  'commune_name',
  'commune_type',
  'commune_key',
  'commune_plain',
  'hamlet_name',
  'hamlet_type',
  'hamlet_key',
  'hamlet_plain',
  'group_name',
  'group_type',
  'group_key',
  'group_plain',
]

/** Columns of which the household's first row speaks for everybody in it. */
const SHARED_FIELDS = [
  'address',
  'commune_code',
  'commune_name',
  'hamlet_name',
  'group_name',
  'class_standard',
  'household_class',
  'class_poor',
  'class_near_poor',
  'class_farming',
]

function readRows(context: SheetContext): RowReader {
  const { cells, recognised } = context
  const blocks = blockReader(cells, recognised.sheet)
  const person = personReader(
    cells,
    cells.has('full_name') ? 'full_name' : 'head_name',
    (text) => declaredOf(text) !== null,
  )
  const place = placeReader(cells)
  const card = cardReader(cells)
  const classes = classReader(cells)
  const declared = declarationReader(cells)
  const sectionHamlet = sectionReader(context)
  const standard = cells.text('class_standard')
  const shares = SHARED_FIELDS.map((field) => cells.column(field).index).filter((index) => index >= 0)
  return (row: RowView) => {
    const at = blocks(row)
    if (at.begins && shares.some((index) => isErrorCell(row.cell(index))))
      at.block.doubt ??= 'household-first-row-unreadable'
    else if (at.block.doubt !== null && !row.rejected) row.report(at.block.doubt, -1, null)
    const who = person(row)
    const said = { ...place(row), class_standard: standard(row), household_class: classes(row, at.begins) }
    const shared = fillDown(at, cells.has('hamlet_name') ? said : { ...said, ...sectionHamlet() })
    const values = inStageOrder({
      ...who,
      ...card(row, who),
      ...shared,
      ...declared(row),
      household_no: at.block.number,
      household_code: at.block.code,
      household_head: at.isHead,
      relation: at.relation,
    })
    return { label: typeof who.full_name === 'string' ? who.full_name : null, values }
  }
}

/** A member's own cell wins over the head's; an empty one takes what the head's row said. */
function fillDown({ block, begins }: BlockRow, said: PersonValues): PersonValues {
  if (begins) block.shared = { ...said }
  const filled: PersonValues = { ...block.shared }
  for (const column of SHARED) if (said[column] != null) filled[column] = said[column]
  if (said.household_class != null) filled.household_class = said.household_class
  if (said.class_standard != null) filled.class_standard = said.class_standard
  return filled
}

const CLASS_MARKS: readonly (readonly [string, ClassNumber])[] = [
  ['class_poor', 1],
  ['class_near_poor', 2],
  ['class_farming', 3],
]

/**
 * The class of the row's household: a text, or a mark in one of up to three columns. Null without such a column; an empty
 * cell in the household's first row is 4, none of the classes, and in a member's row it is what the head's row said.
 */
function classReader(cells: CellReaders): (row: RowView, begins: boolean) => ClassNumber | null {
  const { index } = cells.column('household_class')
  const marks = CLASS_MARKS.flatMap(([field, number]) =>
    cells.has(field) ? [{ index: cells.column(field).index, number }] : [],
  )
  if (index < 0 && marks.length === 0) return () => null
  return (row, begins) => {
    const nothing = begins ? 4 : null
    const text = index < 0 ? null : textAt(row, index)
    if (text !== null) {
      const found = classOf(text)
      if (found === null) row.report('household-class-unknown', index, text)
      return found
    }
    const marked = marks.filter(({ index: column }) => textAt(row, column) !== null && row.cell(column) !== 0)
    if (marked.length > 1) row.report('household-class-twice', marked[1]?.index ?? -1, null)
    const isUnclear = [index, ...marks.map((mark) => mark.index)].some((column) => isErrorCell(row.cell(column)))
    return marked[0]?.number ?? (isUnclear ? null : nothing)
  }
}

/**
 * What the household says of this person's card. An empty cell in the column of marks says: no card. Without that column
 * words in the column of card numbers (“chưa có”) say it.
 */
function declarationReader(cells: CellReaders): (row: RowView) => PersonValues {
  const { index } = cells.column('declared_card')
  const card = cells.column('card_number').index
  const until = cells.dayAfter('declared_until')
  const said = index < 0 ? (row: RowView) => wordsAt(row, card) : (row: RowView) => markAt(row, index)
  return (row) => ({ declared_card: said(row), declared_until: until(row) })
}

function wordsAt(row: RowView, index: number): boolean | null {
  const text = index < 0 ? null : textAt(row, index)
  return text === null ? null : declaredOf(text)
}

function markAt(row: RowView, index: number): boolean | null {
  const text = textAt(row, index)
  if (text === null) return false
  const said = isMark(text) ? true : declaredOf(text)
  // A number of a card or of the insured in the column means that there is one.
  if (said === null && /\d{6}/.test(text)) return true
  if (said === null) row.report('mark-not-readable', index, text)
  return said
}

/** A list without a column of hamlets may name them in rows of their own: `I | Ấp Trung`. */
function sectionReader({ placeSection }: SheetContext): () => PersonValues {
  const split = rememberedPlaces(['HAMLET'])
  return () => {
    const text = placeSection()
    const hamlet = text === null ? null : split(text)
    return hamlet === null || hamlet.unitType === '' ? {} : hamletValues(hamlet)
  }
}
