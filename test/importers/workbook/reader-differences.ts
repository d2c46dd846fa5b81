import type { ReaderName } from './four-readers.ts'

/** Where another reader sees cells of a file differently from ours, whose doing it is and why ours is kept. */
export interface ReaderDifference {
  readonly file: string
  readonly reader: Exclude<ReaderName, 'ours'>
  /** `reader`: it breaks the format. `choice`: both are lawful, and ours is what an import needs. */
  readonly fault: 'reader' | 'choice'
  readonly why: string
  /** Address, our value, its value; `*` when it cannot read the file at all. */
  readonly cells: readonly (readonly [cell: string, ours: string | null, theirs: string | null])[]
}

/** An unlisted difference fails the test, and so does a listed one that no longer occurs. */
export const READER_DIFFERENCES: readonly ReaderDifference[] = [
  {
    file: 'empty-shared-texts.xlsx',
    reader: 'exceljs',
    fault: 'reader',
    why: 'gives an empty shared text as an object without text instead of an empty cell',
    cells: [['Sheet1!A1', null, 'text "{}"']],
  },
  {
    file: 'empty-shared-texts.xlsx',
    reader: 'sheetjs',
    fault: 'reader',
    why: 'drops an empty `<si/>` from its table, so every text behind it moves by one',
    cells: [
      ['Sheet1!D1', 'text "bốn"', null],
      ['Sheet1!C1', null, 'text "bốn"'],
    ],
  },
  {
    file: 'cdata-and-comments.xlsx',
    reader: 'exceljs',
    fault: 'reader',
    why: 'does not read CDATA sections and silently loses their text',
    cells: [
      ['Sheet1!A1', 'text "a&lt;b>"', 'text "a"'],
      ['Sheet1!C1', 'text "c"', null],
    ],
  },
  {
    file: 'cdata-and-comments.xlsx',
    reader: 'sheetjs',
    fault: 'reader',
    why: 'reads a cell that stands inside an XML comment',
    cells: [['Sheet1!B1', null, 'number 9']],
  },
  {
    file: 'entities-and-escapes.xlsx',
    reader: 'exceljs',
    fault: 'reader',
    why: 'does not resolve the `_xHHHH_` escapes of the format (ECMA-376 part 1, 22.9.2.19)',
    cells: [
      ['Sheet1!B1', 'text "a\\nb"', 'text "a_x000D_\\nb"'],
      ['Sheet1!C1', 'text "_x000D_"', 'text "_x005F_x000D_"'],
    ],
  },
  {
    file: 'entities-and-escapes.xlsx',
    reader: 'hucre',
    fault: 'choice',
    why: 'keeps the carriage return of a line end; ours gives every line end as \\n',
    cells: [['Sheet1!B1', 'text "a\\nb"', 'text "a\\r\\nb"']],
  },
  {
    file: 'spaces-and-line-ends.xlsx',
    reader: 'hucre',
    fault: 'reader',
    why: 'keeps a literal carriage return, which XML itself turns into \\n',
    cells: [['Sheet1!B1', 'text "a\\nb\\tc"', 'text "a\\r\\nb\\tc"']],
  },
  {
    file: 'unseen-characters.xlsx',
    reader: 'exceljs',
    fault: 'choice',
    why: 'keeps marks of direction and without width; ours removes them, two equal codes would differ',
    cells: [['Sheet1!A1', 'text "0751"', 'text "\u202e075\u200b1"']],
  },
  {
    file: 'unseen-characters.xlsx',
    reader: 'sheetjs',
    fault: 'choice',
    why: 'keeps marks of direction and without width; ours removes them, two equal codes would differ',
    cells: [['Sheet1!A1', 'text "0751"', 'text "\u202e075\u200b1"']],
  },
  {
    file: 'unseen-characters.xlsx',
    reader: 'hucre',
    fault: 'choice',
    why: 'keeps marks of direction and without width; ours removes them, two equal codes would differ',
    cells: [['Sheet1!A1', 'text "0751"', 'text "\u202e075\u200b1"']],
  },
  {
    file: 'truth-values-and-errors.xlsx',
    reader: 'hucre',
    fault: 'reader',
    why: 'gives an error value as an ordinary text',
    cells: [
      ['Sheet1!C1', 'error #N/A', 'text "#N/A"'],
      ['Sheet1!D1', 'error #DIV/0!', 'text "#DIV/0!"'],
    ],
  },
  {
    file: 'days-by-format.xlsx',
    reader: 'exceljs',
    fault: 'reader',
    why: 'takes a time for a day, and is a day early before March 1900',
    cells: [
      ['Sheet1!D1', 'number 0.5', 'day 1899-12-30'],
      ['Sheet1!F1', 'day 1900-02-28', 'day 1900-02-27'],
    ],
  },
  {
    file: 'days-by-format.xlsx',
    reader: 'sheetjs',
    fault: 'reader',
    why: 'takes a time of day without a day for a day',
    cells: [['Sheet1!D1', 'number 0.5', 'day 1900-01-00']],
  },
  {
    file: 'days-by-format.xlsx',
    reader: 'hucre',
    fault: 'reader',
    why: 'takes a time of day without a day for a day',
    cells: [['Sheet1!D1', 'number 0.5', 'day 1899-12-31']],
  },
  {
    file: 'days-that-are-none.xlsx',
    reader: 'exceljs',
    fault: 'choice',
    why: 'makes up a day where the number stands for none; ours leaves the number to be judged',
    cells: [
      ['Sheet1!A1', 'number 0', 'day 1899-12-30'],
      ['Sheet1!B1', 'number 60', 'day 1900-02-28'],
      ['Sheet1!C1', 'number -1', 'day 1899-12-29'],
      ['Sheet1!D1', 'number 2958466', 'day +010000-01'],
    ],
  },
  {
    file: 'days-that-are-none.xlsx',
    reader: 'sheetjs',
    fault: 'choice',
    why: 'makes up a day where the number stands for none; ours leaves the number to be judged',
    cells: [
      ['Sheet1!A1', 'number 0', 'day 1900-01-00'],
      ['Sheet1!B1', 'number 60', 'day 1900-02-29'],
      ['Sheet1!C1', 'number -1', 'day 0000-00-00'],
      ['Sheet1!D1', 'number 2958466', 'day 0000-00-00'],
    ],
  },
  {
    file: 'days-that-are-none.xlsx',
    reader: 'hucre',
    fault: 'choice',
    why: 'makes up a day where the number stands for none; ours leaves the number to be judged',
    cells: [
      ['Sheet1!A1', 'number 0', 'day 1899-12-31'],
      ['Sheet1!B1', 'number 60', 'day 1900-02-28'],
      ['Sheet1!C1', 'number -1', 'day 1899-12-30'],
      ['Sheet1!D1', 'number 2958466', 'day +010000-01'],
    ],
  },
  {
    file: 'days-as-iso-text.xlsx',
    reader: 'exceljs',
    fault: 'reader',
    why: 'reads the year of an ISO day as a serial number',
    cells: [['Sheet1!A1', 'day 2017-09-30', 'day 1905-07-09']],
  },
  {
    file: 'days-as-iso-text.xlsx',
    reader: 'hucre',
    fault: 'reader',
    why: 'gives a day written as ISO text as a text',
    cells: [['Sheet1!A1', 'day 2017-09-30', 'text "2017-09-30T00:00:00"']],
  },
  {
    file: 'rows-and-cells-without-reference.xlsx',
    reader: 'exceljs',
    fault: 'reader',
    why: 'cannot read rows without a number, which the format allows',
    cells: [['*', 'read', 'not read']],
  },
  {
    file: 'namespace-prefix.xlsx',
    reader: 'exceljs',
    fault: 'reader',
    why: 'cannot read elements with a namespace prefix, as the OpenXML SDK writes them',
    cells: [['*', 'read', 'not read']],
  },
  {
    file: 'backslashes-in-part-names.xlsx',
    reader: 'exceljs',
    fault: 'reader',
    why: 'does not find parts whose names are written with backslashes and gives an empty sheet',
    cells: [['Sheet1!A1', 'number 1', null]],
  },
  {
    file: 'backslashes-in-part-names.xlsx',
    reader: 'hucre',
    fault: 'reader',
    why: 'does not find parts whose names are written with backslashes',
    cells: [['*', 'read', 'not read']],
  },
  {
    file: 'notes-and-lines.ods',
    reader: 'hucre',
    fault: 'reader',
    why: 'keeps white space of the XML that OpenDocument says is folded into one space',
    cells: [['Sheet1!C1', 'text "trắng quanh"', 'text "  trắng\\n  quanh  "']],
  },
]
