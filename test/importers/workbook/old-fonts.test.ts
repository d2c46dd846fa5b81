import { describe, expect, test } from 'vitest'
import { oldFontOf } from '../../../importers/workbook/styles.ts'
import { buildOds, odsRow, odsText } from '../../support/ods-builder.ts'
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

const cellStyle = (name: string, font: string, parent = '') =>
  `<style:style style:name="${name}" style:family="table-cell" style:parent-style-name="${parent}"><style:text-properties ${font}/></style:style>`

describe('rows of an .ods', () => {
  const commonStyles = [
    '<style:font-face style:name="F1" svg:font-family="&apos;.VnTime&apos;"/>',
    cellStyle('Abc', 'style:font-name="F1"'),
    '<style:default-style style:family="table-cell"><style:text-properties style:font-name="Arial"/></style:default-style>',
  ].join('')
  const styles = [
    cellStyle('ce1', 'fo:color="#ff0000"', 'Abc'),
    cellStyle('ce2', 'fo:font-family="VNI-Times"'),
    cellStyle('ce3', 'style:font-name="Arial"', 'Abc'),
    '<style:style style:name="P1" style:family="paragraph"><style:text-properties style:font-name="F1"/></style:style>',
    cellStyle('ce4', 'style:font-name=".VnTimeH"'),
  ].join('')

  test('tell the font of the cell’s style, of the style above it, of the row or of the column', async () => {
    const columns =
      '<table:table-column table:number-columns-repeated="4"/><table:table-column table:default-cell-style-name="ce4"/>'
    const cells = [
      odsText('a', 'table:style-name="ce1" table:number-columns-repeated="2"'),
      odsText('b', 'table:style-name="ce2"'),
      odsText('c', 'table:style-name="ce3"'),
      odsText('d'),
    ]
    const rowOfStyle = odsRow(odsText('e'), odsText('f', 'table:style-name="ce3"')).replace(
      '<table:table-row>',
      '<table:table-row table:default-cell-style-name="ce2">',
    )
    const book = buildOds({ commonStyles, styles, tables: [columns + odsRow(...cells) + rowOfStyle] })
    expect((await readBytes(book)).sheets[0]?.rows.map(({ fonts }) => fonts)).toEqual([
      ['tcvn3', 'tcvn3', 'vni', null, 'tcvn3-capitals'],
      ['vni', null],
    ])
  })

  test('tell nothing when no style of a cell has an old font', async () => {
    const paragraphs = styles.slice(
      styles.indexOf('<style:style style:name="P1"'),
      styles.indexOf('<style:style style:name="ce4"'),
    )
    const book = buildOds({ styles: paragraphs, tables: [odsRow(odsText('a'))] })
    expect((await readBytes(book)).sheets[0]?.rows[0]).not.toHaveProperty('fonts')
  })
})
