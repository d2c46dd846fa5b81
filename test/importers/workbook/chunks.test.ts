import { describe, expect, test } from 'vitest'
import { PROVINCE_LIMITS } from '../../../importers/workbook/limits.ts'
import { readSharedStrings } from '../../../importers/workbook/shared-strings.ts'
import { readMerges } from '../../../importers/workbook/sheet-merges.ts'
import { readSheetRows } from '../../../importers/workbook/sheet-rows.ts'
import { NO_STYLES } from '../../../importers/workbook/styles.ts'
import { UnreadableFile } from '../../../importers/workbook/workbook.ts'
import fc from '../../support/fast-check.ts'
import { MAIN_NAMESPACE } from '../../support/xlsx-builder.ts'

const SHARED = Buffer.from(
  `<?xml version="1.0"?><!-- <si> --><sst xmlns="${MAIN_NAMESPACE}" count="9"><si><t>Nguyễn Thị Ấ</t></si><si/><si><r><t>Đặng </t></r><r><t><![CDATA[</si>&Ỹ]]></t></r></si><si><t xml:space="preserve"> ệ😀 </t></si></sst>`,
)
const SHEET = Buffer.from(
  `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${MAIN_NAMESPACE}"><cols><col min="1" max="3"/></cols><!-- <sheetData> --><sheetData>
<row r="1" x=">"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Xã Xuân Hòa – ưỡng</t></is></c></row><row r="2"/>
<!-- <row r="9"></row> --><row r="4" hidden="1"><c r="A4"><f>1&lt;2</f><v>12.5</v></c><c r="B4" t="str"><v><![CDATA[</row>Ộ</c>]]></v></c><c t="s"><v>2</v></c></row>
<row><c t="s"><v>3</v></c><c t="s"><v>1</v></c></row></sheetData><mergeCells count="2"><mergeCell ref="A1:N1"/><mergeCell ref="L3:M3"/></mergeCells></worksheet>`,
)

function* cut(bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] as number
    yield bytes.subarray(at, at + size)
    at += size
  }
}

async function* slowly(chunks: Iterable<Buffer>): AsyncGenerator<Buffer> {
  yield* chunks
}

async function readInPieces(sizes: readonly number[]) {
  const shared = await readSharedStrings(cut(SHARED, sizes), 'sst', PROVINCE_LIMITS)
  const around = { part: 'sheet', sheet: 'S', limits: PROVINCE_LIMITS, shared, styles: NO_STYLES, date1904: false }
  const rows = (await Array.fromAsync(readSheetRows(cut(SHEET, sizes), around))).flat()
  return { rows, merges: await readMerges(slowly(cut(SHEET, sizes)), 'sheet', 100) }
}

const EXPECTED = {
  rows: [
    { number: 1, cells: ['Nguyễn Thị Ấ', null, 'Xã Xuân Hòa – ưỡng'], hidden: false },
    { number: 4, cells: [12.5, '</row>Ộ</c>', 'Đặng </si>&Ỹ'], hidden: true, formulas: [0] },
    { number: 5, cells: [' ệ😀 '], hidden: false },
  ],
  merges: [
    { top: 1, left: 0, bottom: 1, right: 13 },
    { top: 3, left: 11, bottom: 3, right: 12 },
  ],
}

describe('where a chunk ends does not matter', () => {
  test('chunks of every size, one byte included', async () => {
    for (let size = 1; size <= SHEET.length; size++)
      expect(await readInPieces([size]), `${size} bytes`).toEqual(EXPECTED)
  })

  test('chunks of any sizes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 12 }), async (sizes) => {
        expect(await readInPieces(sizes)).toEqual(EXPECTED)
      }),
      { numRuns: 200 },
    )
  })

  test('a part that stops anywhere inside its table is refused, never half read as whole', async () => {
    const end = SHEET.indexOf('</sheetData>') + '</sheetData>'.length
    const around = {
      part: 'sheet',
      sheet: 'S',
      limits: PROVINCE_LIMITS,
      shared: null,
      styles: NO_STYLES,
      date1904: false,
    }
    const withoutShared = Buffer.from(SHEET.toString().replaceAll('t="s"', 't="n"'))
    for (let length = 0; length < end - 1; length++) {
      const reading = Array.fromAsync(readSheetRows([withoutShared.subarray(0, length)], around))
      await expect(reading, `${length} bytes`).rejects.toBeInstanceOf(UnreadableFile)
    }
  })
})
