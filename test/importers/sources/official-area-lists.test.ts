import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { StagedValue } from '../../../importers/source.ts'
import { SOURCES } from '../../../importers/sources/all-sources.ts'
import { AREAS } from '../../../importers/sources/areas/source.ts'
import { mapSheet } from '../../../importers/stages/map.ts'
import { isRecognised, recogniseSheet } from '../../../importers/stages/recognise.ts'
import { openWorkbook } from '../../../importers/workbook/open-workbook.ts'

/** The statistics office's own files are not part of this project; with a copy of them this test reads every row. */
const directory = process.env.BAOPHU_SHARED_DATA

describe.skipIf(!directory)('the statistics office’s lists are read to the last row', () => {
  test.each([
    ['gso-2023/bac-giang.xls', 209, 209],
    ['gso-2023/dong-nai.xls', 170, 170],
    ['gso-2023/gso-data-all.xls', 10_040, 10_035],
    ['gso-2025/ward_2025-07-18.csv', 10_035, 10_035],
    ['gso-2025/district_2025-07-18.csv', 696, 0],
  ])('%s', async (file, rows, communes) => {
    const path = join(directory ?? '', file)
    const workbook = await openWorkbook(path, basename(path))
    const [sheet] = workbook.sheets
    if (sheet === undefined) throw new Error('no sheet')
    const found = await recogniseSheet(sheet, SOURCES, {})
    if (!isRecognised(found)) throw new Error('no table')
    expect(found).toMatchObject({ kind: 'AREAS', issues: [] })
    const codes: StagedValue[] = []
    const outcomes: string[] = []
    const at = AREAS.stage.findIndex(({ name }) => name === 'commune_code')
    for await (const block of mapSheet(sheet, found, AREAS)) {
      expect(block.issues).toEqual([])
      outcomes.push(...block.rows.map(({ outcome }) => outcome))
      codes.push(...block.rows.map(({ values }) => values[at] ?? null))
    }
    await workbook.close()
    expect(outcomes).toEqual(Array.from({ length: rows }, () => 'READY'))
    expect(new Set(codes.filter((code) => code !== null)).size).toBe(communes)
  })
})
