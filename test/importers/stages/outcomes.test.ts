import { expect, test } from 'vitest'
import type { Source } from '../../../importers/forms/source-definition.ts'
import { SOURCES, sourceOf } from '../../../importers/sources/all-sources.ts'
import { mapSheet } from '../../../importers/stages/map.ts'
import { isRecognised, recogniseSheet } from '../../../importers/stages/recognise.ts'
import type { CellValue, SheetRow } from '../../../importers/workbook/workbook.ts'
import type { SourceKind } from '../../../src/batches/source-kind.ts'
import { ISSUE_CATALOGUE } from '../../../src/kernel/issue-catalogue.ts'
import fc from '../../support/fast-check.ts'
import { sheetOfRows } from '../../support/grid.ts'

const VALUES = [
  'Nguyễn Văn A',
  'Xã Bố Hạ',
  'Ấp 3',
  'Tổng cộng',
  'Cộng',
  'Ghi chú: không',
  'I',
  'II.1',
  '1',
  '2',
  '1.1',
  '(1)',
  'A',
  'x',
  'Nam',
  'Nữ',
  'Chủ hộ',
  'Nghèo',
  '95.026',
  '94,8%',
  '1,234',
  '30/9/2017',
  '31/02/2017',
  '1950',
  '0/0/1950',
  '099080000001',
  '99080000001',
  '9917000001',
  'GD4009917000001',
  '',
  '  ',
  'ngày 1 tháng 2 năm 2017',
  'Người lập',
  '07282',
  '__proto__',
  '\u0000',
  'NguyÔn V¨n',
]
const cell: fc.Arbitrary<CellValue> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...VALUES) },
  { weight: 2, arbitrary: fc.constant(null) },
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.double(),
  fc.integer({ min: -5, max: 2_000_000_000 }),
  fc.boolean(),
  fc.constant({ error: '#N/A' }),
  fc.constantFrom({ date: '2017-09-30', serial: 43008 }, { date: '1899-12-31', serial: 1 }),
)

/** A header of some of a source's headings, in any order, and rows of anything below it. */
const sheets = fc.constantFrom(...SOURCES).chain((source) =>
  fc.record({
    kind: fc.constant(source.kind),
    headings: fc.shuffledSubarray(
      source.fields.map(({ headings }) => headings[0] ?? ''),
      { minLength: 4 },
    ),
    body: fc.array(
      fc.record({
        cells: fc.array(cell, { maxLength: 14 }),
        hidden: fc.boolean(),
        formulas: fc.option(fc.array(fc.nat(13)), { nil: undefined }),
      }),
      {
        maxLength: 25,
      },
    ),
  }),
)

function sourceFor(kind: SourceKind): Source {
  const source = sourceOf(kind)
  if (source === null) throw new Error(`no source of kind ${kind}`)
  return source
}

function rowsOf(headings: readonly string[], body: readonly Omit<SheetRow, 'number'>[]): SheetRow[] {
  return [{ number: 1, cells: headings, hidden: false }, ...body.map((row, at) => ({ ...row, number: at + 2 }))]
}

async function staged(source: Source, rows: readonly SheetRow[]) {
  const sheet = sheetOfRows(rows)
  const found = await recogniseSheet(sheet, SOURCES, { kind: source.kind })
  if (!isRecognised(found)) return null
  const blocks = []
  for await (const block of mapSheet(sheet, found, source)) blocks.push(block)
  return { found, rows: blocks.flatMap((block) => block.rows), issues: blocks.flatMap((block) => block.issues) }
}

test('every row that is not blank has exactly one outcome, and an error means rejected', async () => {
  await fc.assert(
    fc.asyncProperty(sheets, async ({ kind, headings, body }) => {
      const source = sourceFor(kind)
      const rows = rowsOf(headings, body)
      const result = await staged(source, rows)
      if (result === null) return
      const expected = rows.filter(
        ({ number, cells }) => number >= result.found.firstRow && cells.some((value) => value !== null),
      )
      expect(result.rows.map(({ row }) => row)).toEqual(expected.map(({ number }) => number))
      const failed = new Set(result.issues.filter(({ severity }) => severity === 'ERROR').map(({ place }) => place.row))
      for (const { row, outcome, values } of result.rows) {
        expect(outcome === 'REJECTED').toBe(failed.has(row))
        expect(values).toHaveLength(source.stage.length)
      }
    }),
    { numRuns: 300 },
  )
})

test('every value fits its column and every issue is of the catalogue, with its place and a short finding', async () => {
  const fits: Readonly<Record<string, (value: unknown) => boolean>> = {
    text: (value) => typeof value === 'string' && !value.includes('\u0000') && value.isWellFormed(),
    date: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value),
    integer: (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
    bigint: (value) => Number.isSafeInteger(value),
    float8: (value) => typeof value === 'number' && Number.isFinite(value),
    boolean: (value) => typeof value === 'boolean',
  }
  await fc.assert(
    fc.asyncProperty(sheets, async ({ kind, headings, body }) => {
      const source = sourceFor(kind)
      const result = await staged(source, rowsOf(headings, body))
      for (const { values } of result?.rows ?? []) {
        for (const [at, { name, type }] of source.stage.entries()) {
          const value = values[at] ?? null
          if (value !== null) expect(fits[type]?.(value), `${name} ${type} ${JSON.stringify(value)}`).toBe(true)
        }
      }
      for (const issue of result?.issues ?? []) {
        expect(ISSUE_CATALOGUE.has(issue.code), issue.code).toBe(true)
        expect(issue.place.sheet).toBe('Sheet1')
        expect(issue.found?.length ?? 0).toBeLessThanOrEqual(200)
      }
    }),
    { numRuns: 300 },
  )
})
