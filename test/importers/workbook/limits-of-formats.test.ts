import { utils, write } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import {
  DEFAULT_INTAKE_LIMITS,
  FILE_LIMIT_NAMES,
  type FileLimitName,
  intakeLimits,
} from '../../../importers/intake-limits.ts'
import type { ReadLimits } from '../../../importers/workbook/limits.ts'
import { buildOds, odsRow, odsText } from '../../support/ods-builder.ts'
import { buildXlsx, MAIN_NAMESPACE, type XlsxXml } from '../../support/xlsx-builder.ts'
import { partsOfZip, zipOf } from '../../support/zip-writer.ts'
import { readBytes, refusalOf } from './read-workbook.ts'

const SHEETS = 3
const ROWS = 5
const COLUMNS = 4
const LETTERS = 20
const TEXT = 'a'.repeat(LETTERS)
const MACROS = 'application/vnd.ms-excel.sheet.macroEnabled.main+xml'
const [GRID] = [Array.from({ length: ROWS }, () => Array.from({ length: COLUMNS }, () => TEXT))]

function xlsx(more: XlsxXml = {}): Buffer {
  const row = `<row>${'<c t="s"><v>1</v></c>'.repeat(COLUMNS)}</row>`
  const sharedStrings = `<si><t>b</t></si><si><t>${TEXT}</t></si>`
  const afterRows = '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:B2"/></mergeCells>'
  return buildXlsx({ sheets: Array(SHEETS).fill(row.repeat(ROWS)), sharedStrings, afterRows, ...more })
}

function binary(bookType: 'biff8' | 'xlsb'): Buffer {
  const book = utils.book_new()
  for (let n = 1; n <= SHEETS; n += 1) {
    const sheet = utils.aoa_to_sheet(GRID)
    sheet['!merges'] = [0, 1].map((r) => ({ s: { r, c: 0 }, e: { r, c: 1 } }))
    utils.book_append_sheet(book, sheet, `Sheet${n}`)
  }
  return write(book, { type: 'buffer', bookType })
}

function ods(): Buffer {
  const span = 'table:number-columns-spanned="2"'
  const row = odsRow(...Array.from({ length: COLUMNS }, (_, at) => odsText(TEXT, at === 0 ? span : '')))
  return buildOds({ tables: Array(SHEETS).fill(row.repeat(ROWS)) })
}

const CSV = Buffer.from(GRID.map((row) => row.join(';')).join('\n'))
const archived = (name: string, content: Buffer) => zipOf([{ name, content }])

/** The same table of three sheets, five rows and four columns of a text of twenty letters. */
const FILES: Readonly<Record<string, Buffer>> = {
  xlsx: xlsx(),
  xlsm: xlsx({ contentType: MACROS }),
  xlsb: binary('xlsb'),
  xls: binary('biff8'),
  ods: ods(),
  csv: CSV,
  'xlsx in a zip': archived('a.xlsx', xlsx()),
  'ods in a zip': archived('a.ods', ods()),
  'csv in a zip': archived('a.csv', CSV),
}
const ALL = Object.keys(FILES)
const WITH_SHEETS = ALL.filter((name) => !name.startsWith('csv'))
const ZIPPED = ALL.filter((name) => !/^(?:csv|xls)$/.test(name))

interface Bound {
  readonly name: FileLimitName
  /** The largest value that this file is refused with, and the smallest that it is read with. */
  readonly broken: number
  readonly kept: number
  readonly code: string
  readonly files: readonly string[]
}

/** Limits that count what is in a table; every format is held to each that it can break. */
const BOUNDS: readonly Bound[] = [
  { name: 'rows', broken: ROWS - 1, kept: ROWS, code: 'sheet-has-too-many-rows', files: ALL },
  { name: 'columns', broken: COLUMNS - 1, kept: COLUMNS, code: 'sheet-has-too-many-columns', files: ALL },
  { name: 'cells', broken: ROWS * COLUMNS - 1, kept: ROWS * COLUMNS, code: 'sheet-has-too-many-cells', files: ALL },
  { name: 'textLength', broken: LETTERS - 1, kept: LETTERS, code: 'cell-text-too-long', files: ALL },
  { name: 'sheets', broken: SHEETS - 1, kept: SHEETS, code: 'file-has-too-many-sheets', files: WITH_SHEETS },
  { name: 'texts', broken: 1, kept: 2, code: 'file-has-too-many-texts', files: ['xlsx', 'xlsm', 'xlsx in a zip'] },
]

const limitsWith = (name: FileLimitName, value: number): ReadLimits => intakeLimits(1e9, { [name]: value }).workbook

describe.each(BOUNDS)('$name', ({ name, broken, kept, code, files }) => {
  test.each(files)('of an %s', async (file) => {
    const bytes = FILES[file] as Buffer
    expect(await refusalOf(bytes, limitsWith(name, broken), 'a.csv')).toBe(code)
    expect((await readBytes(bytes, 'a.csv', limitsWith(name, kept))).sheets[0]?.rows).toHaveLength(ROWS)
  })
})

describe('bytes', () => {
  test.each(ALL)('of an %s', async (file) => {
    const bytes = FILES[file] as Buffer
    expect(await refusalOf(bytes, intakeLimits(bytes.length - 1).workbook)).toBe('file-too-large')
    // What lies in an archive is a file, too.
    const size = file.endsWith('zip') ? 100_000 : bytes.length
    expect((await readBytes(bytes, 'a.csv', intakeLimits(size).workbook)).sheets[0]?.rows).toHaveLength(ROWS)
  })
})

describe('what a zip unpacks to', () => {
  const MB = ' '.repeat(1024 * 1024)
  const padded = (file: string): Buffer => {
    const parts = Array.from({ length: 4 }, (_, at) => ({ name: `pad${at}.xml`, content: `<x>${MB}</x>` }))
    if (file === 'ods') return buildOds({ tables: [''], extraParts: parts })
    return file.endsWith('zip') ? zipOf([{ name: 'a.csv', content: 'a' }, ...parts]) : xlsx({ extraParts: parts })
  }

  test.each(['xlsx', 'ods', 'csv in a zip'])('the bytes of all parts of an %s', async (file) => {
    expect(await refusalOf(padded(file), limitsWith('unpackedMb', 4))).toBe('file-inflates-too-much')
    expect(await refusalOf(padded(file), limitsWith('unpackedMb', 5))).not.toBe('file-inflates-too-much')
  })

  test.each(ZIPPED)('the number of parts of an %s', async (file) => {
    const bytes = FILES[file] as Buffer
    const parts = file.endsWith('zip') ? 0 : 2
    expect(await refusalOf(bytes, limitsWith('parts', parts))).toBe('file-has-too-many-parts')
  })

  test('how many times larger a part becomes', async () => {
    const content = 'ab;'.repeat(1_000_000)
    const bytes = zipOf([{ name: 'a.csv', content }])
    expect(await refusalOf(bytes, limitsWith('unpackRatio', 100))).toBe('file-inflates-too-much')
    expect(await refusalOf(bytes, limitsWith('unpackRatio', 2000))).not.toBe('file-inflates-too-much')
  })

  test.each([
    ['archivedMb', 'archived-file-too-large', (content: Buffer) => zipOf([{ name: 'a.csv', content }])],
    ['odsMb', 'file-part-too-large', (content: Buffer) => buildOds({ contentXml: content })],
    ['xlsMb', 'file-too-large', (content: Buffer) => Buffer.concat([FILES.xls as Buffer, content])],
    [
      'textsMb',
      'file-part-too-large',
      (content: Buffer) =>
        xlsx({ sharedStringsXml: `<sst xmlns="${MAIN_NAMESPACE}"><si><t>b</t></si><si><t>${content}</t></si></sst>` }),
    ],
  ] as const)('%s', async (name, code, made) => {
    // Digits that hardly pack: a ratio would refuse others first.
    const content = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 2_654_435_761) % 1e9).join(' '))
    expect(await refusalOf(made(content), limitsWith(name, 1))).toBe(code)
    expect(await refusalOf(made(content), limitsWith(name, 100))).not.toBe(code)
  })
})

test.each(['../evil.xml', '/etc/passwd', 'C:/x.xml', '..\\evil.xml', 'a\0.xml'])(
  'the name %j in the zip of any format is damage',
  async (name) => {
    for (const file of ['xlsm', 'xlsb', 'ods']) {
      const bytes = zipOf([...partsOfZip(FILES[file] as Buffer), { name, content: 'x' }])
      expect(await refusalOf(bytes), file).toBe('file-damaged')
    }
  },
)

test('with more merged ranges than allowed a sheet is read without them, in every format that has them', async () => {
  for (const file of WITH_SHEETS) {
    const merges = async (value: number) =>
      (await readBytes(FILES[file] as Buffer, 'a', limitsWith('merges', value))).sheets[0]?.merges
    expect(await merges(1), file).toBeNull()
    expect((await merges(5))?.length, file).toBeGreaterThanOrEqual(2)
  }
})

test('every limit that can be configured is among those tested here, or belongs to the threads', () => {
  const tested = [...BOUNDS.map(({ name }) => name), 'merges', 'unpackedMb', 'parts', 'unpackRatio']
  const sizes = ['archivedMb', 'odsMb', 'xlsMb', 'textsMb']
  const threads = ['seconds', 'memoryMb', 'filesAtOnce']
  expect([...FILE_LIMIT_NAMES].sort()).toEqual([...tested, ...sizes, ...threads].sort())
})

test('limits of threads hold for every thread, and nothing said changes nothing', () => {
  expect(intakeLimits(7, { seconds: 5, memoryMb: 64, filesAtOnce: 1 })).toMatchObject({
    wallSeconds: 5,
    heapMegabytes: 64,
    atOnce: 1,
    workbook: { maxFileBytes: 7, xlsWallSeconds: 5, xlsHeapMegabytes: 64 },
  })
  expect(intakeLimits(DEFAULT_INTAKE_LIMITS.workbook.maxFileBytes)).toEqual(DEFAULT_INTAKE_LIMITS)
})
