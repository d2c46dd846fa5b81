import exceljs from 'exceljs'
import { expect, test } from 'vitest'
import type { CellValue } from '../../../importers/workbook/workbook.ts'
import { fromDayNumber } from '../../../src/kernel/plain-date.ts'
import fc from '../../support/fast-check.ts'
import { readCells } from './read-workbook.ts'

const VIETNAMESE = fc.string({
  unit: fc.constantFrom(...'AaĂăÂâĐđÊêÔôƠơƯưáàảãạếềểễệộỡựỵ bcdghn0123456789.,;:/-–“”&<>"\'_x\n\t\u00ad😀東'),
  minLength: 1,
  maxLength: 40,
})
const SERIAL_OF_1970 = 25_569
const DAY = fc.integer({ min: 61, max: 2_958_465 })
const CELL = fc.oneof(
  { weight: 4, arbitrary: VIETNAMESE },
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  fc.boolean(),
  DAY.map((serial) => ({ date: fromDayNumber(serial - SERIAL_OF_1970), serial })),
  fc.constant(null),
)
const TABLE = fc.array(fc.array(CELL, { maxLength: 8 }), { maxLength: 12 })

async function write(table: readonly (readonly CellValue[])[]): Promise<Buffer> {
  const workbook = new exceljs.Workbook()
  const sheet = workbook.addWorksheet('Sheet1')
  table.forEach((cells, rowIndex) => {
    cells.forEach((value, column) => {
      const cell = sheet.getCell(rowIndex + 1, column + 1)
      if (typeof value === 'object' && value !== null && 'serial' in value) {
        cell.value = value.serial
        cell.numFmt = 'dd/mm/yyyy'
      } else cell.value = value as exceljs.CellValue
    })
  })
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

/** Rows with a value, without what follows the last one; -0 is written as 0. */
function expected(table: readonly (readonly CellValue[])[]): CellValue[][] {
  return table
    .map((cells) => cells.slice(0, cells.findLastIndex((value) => value !== null) + 1))
    .filter((cells) => cells.length > 0)
    .map((cells) => cells.map((value) => (value === 0 ? 0 : value)))
}

test('what exceljs writes is read back cell by cell', async () => {
  await fc.assert(
    fc.asyncProperty(TABLE, async (table) => {
      expect(await readCells(await write(table))).toEqual(expected(table))
    }),
    { numRuns: 100 },
  )
})
