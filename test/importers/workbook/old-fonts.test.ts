import { describe, expect, test } from 'vitest'
import { oldFontOf } from '../../../importers/workbook/styles.ts'
import { buildXlsx, MAIN_NAMESPACE } from '../../support/xlsx-builder.ts'
import { readBytes } from './read-workbook.ts'

function stylesOf(fonts: readonly string[]): string {
  const list = fonts.map((name) => `<font><sz val="12"/><name val="${name}"/></font>`).join('')
  const formats = fonts.map((_, at) => `<xf numFmtId="0" fontId="${at}"/>`).join('')
  return `<styleSheet xmlns="${MAIN_NAMESPACE}"><fonts>${list}</fonts><cellStyleXfs><xf numFmtId="0" fontId="1"/></cellStyleXfs><cellXfs>${formats}</cellXfs></styleSheet>`
}

const CELLS =
  '<row r="1"><c r="A1" s="1" t="inlineStr"><is><t>a</t></is></c><c r="C1" s="2"><v>1</v></c><c r="D1" s="3"><f>A1</f><v>2</v></c><c r="E1"><v>3</v></c></row>'

async function rowWith(fonts: readonly string[]) {
  return (await readBytes(buildXlsx({ sheets: [CELLS], stylesXml: stylesOf(fonts) }))).sheets[0]?.rows[0]
}

test.each([
  ['.VnTime', 'tcvn3'],
  ['.VnArial NarrowH', 'tcvn3-capitals'],
  ['.VNTIMEH', 'tcvn3-capitals'],
  ['VNI-Times', 'vni'],
  ['VNI Helve', 'vni'],
  ['Times New Roman', null],
  ['Vnitalic', null],
])('%s is %s', (name, font) => {
  expect(oldFontOf(name)).toBe(font)
})

describe('rows of a workbook', () => {
  test('tell the old font of each cell, in line with its cells', async () => {
    expect(await rowWith(['Arial', '.VnTime', 'VNI-Times', '.VnTimeH'])).toMatchObject({
      cells: ['a', null, 1, 2, 3],
      fonts: ['tcvn3', null, 'vni', 'tcvn3-capitals', null],
      formulas: [3],
    })
  })

  test('tell nothing when no style has such a font', async () => {
    expect(await rowWith(['Arial', 'Times New Roman', 'Calibri', 'Tahoma'])).not.toHaveProperty('fonts')
  })
})
