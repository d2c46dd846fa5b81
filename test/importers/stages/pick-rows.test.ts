import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pickRows } from '../../../importers/stages/pick-rows.ts'
import { PROVINCE_LIMITS } from '../../../importers/workbook/limits.ts'
import { openWorkbook } from '../../../importers/workbook/open-workbook.ts'
import { GOLDEN } from '../../golden/understand.ts'

const workbook = (kind: string, fileName: string) => ({
  path: join(GOLDEN, kind, fileName),
  fileName,
  limits: PROVINCE_LIMITS,
})

test('letters of an old font are decoded as the import decodes them', async () => {
  const file = workbook('card-roll', 'tcvn3-by-its-font.xlsx')
  const opened = await openWorkbook(file.path, file.fileName)
  const sheet = opened.sheets[0]?.name ?? ''
  await opened.close()
  const rows = await pickRows({ ...file, sheet, rows: Array.from({ length: 30 }, (_, at) => at + 1) })
  const text = rows.map(({ cells }) => cells.join(' ')).join('\n')
  expect(text).toMatch(/Nguyễn/)
  expect(text).not.toMatch(/NguyÔn/)
})

test('rows keep their numbers and their columns; those that are empty, past the end or of no such sheet are left out', async () => {
  for (const kind of ['card-roll', 'figures', 'household-survey']) {
    for (const fileName of readdirSync(join(GOLDEN, kind))
      .filter((name) => /\.(xlsx|ods|csv|xls)$/.test(name))
      .slice(0, 6)) {
      const file = workbook(kind, fileName)
      const opened = await openWorkbook(file.path, file.fileName).catch(() => null)
      for (const sheet of opened?.sheets ?? []) {
        const blocks = await Array.fromAsync(sheet.rows())
        const numbers = blocks.flat().map(({ number }) => number)
        const asked = [...numbers.slice(0, 7), 1_048_576]
        const picked = await pickRows({ ...file, sheet: sheet.name, rows: asked })
        expect(picked.map(({ row }) => row)).toEqual(numbers.slice(0, 7))
        expect(picked.map(({ cells }) => cells.length)).toEqual(
          blocks
            .flat()
            .slice(0, 7)
            .map(({ cells }) => cells.length),
        )
      }
      await opened?.close()
      if (opened) expect(await pickRows({ ...file, sheet: 'no such sheet', rows: [1] })).toEqual([])
    }
  }
})
