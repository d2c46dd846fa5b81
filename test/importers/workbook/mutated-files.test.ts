import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorkbook } from '../../../importers/workbook/open-workbook.ts'
import { UnreadableFile } from '../../../importers/workbook/workbook.ts'
import fc from '../../support/fast-check.ts'
import { buildOds, odsDay, odsNumber, odsParts, odsRow, odsText } from '../../support/ods-builder.ts'
import { buildXlsx, xlsxParts } from '../../support/xlsx-builder.ts'
import { partsOfZip, zipOf } from '../../support/zip-writer.ts'
import { readBytes } from './read-workbook.ts'

const WORKBOOK = {
  sheets: [
    '<row r="1" hidden="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><f>1+1</f><v>43008</v></c><c r="D1" t="inlineStr"><is><r><t>Xã </t></r><r><t><![CDATA[Ấp]]></t></r></is></c></row><!-- hai --><row r="3"><c r="A3" t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row>',
  ],
  sharedStrings: '<si><t>Nguyễn &amp; Thị_x000D_</t></si><si><r><t>a</t></r></si>',
  numFmts: '<numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>',
  cellXfs: '<xf numFmtId="0"/><xf numFmtId="164"/>',
  afterRows: '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>',
}
const DOCUMENT = {
  tables: [
    `${odsRow(odsText('Nguyễn &amp; <text:span>Thị</text:span><text:s text:c="2"/>A', 'table:number-rows-spanned="2"'), odsNumber(43008, 'table:formula="of:=1"'))}<!-- hai --><table:table-row table:number-rows-repeated="2" table:visibility="collapse">${odsText('<![CDATA[Ấp]]>')}${odsNumber(1, 'table:number-columns-repeated="3"')}</table:table-row>${odsRow(odsDay('2017-09-30'), '<table:covered-table-cell/>')}`,
    '',
  ],
}
const PIECES = [
  '<',
  '>',
  '</',
  '/>',
  '"',
  "'",
  '=',
  ' ',
  '&',
  ';',
  '<!',
  '<!--',
  '-->',
  ']]>',
  '<?',
  '?>',
  '<row>',
  '</row>',
  '<c>',
  '</c>',
  '<v>',
  '9',
  '-',
  '_x0000_',
  '\u0000',
  'ế',
  ':',
  'r="A1"',
  '<table:table-row>',
  '</table:table-cell>',
  '</text:p>',
  '<table:table-cell>',
]

/** Read or refused: nothing else may come of any file. */
async function readOrRefuse(bytes: Buffer): Promise<'read' | 'refused'> {
  try {
    await readBytes(bytes)
    return 'read'
  } catch (error) {
    if (error instanceof UnreadableFile) return 'refused'
    throw error
  }
}

describe('a file that was changed anywhere is read or refused, never anything else', () => {
  test.each([
    ['.xlsx', xlsxParts(WORKBOOK)],
    ['.ods', odsParts(DOCUMENT)],
  ])('XML of an %s with pieces put in or taken out', async (_, parts) => {
    const change = fc.record({
      part: fc.nat(parts.length - 1),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      removed: fc.integer({ min: 0, max: 12 }),
      piece: fc.constantFrom('', ...PIECES),
    })
    const outcomes = { read: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const contents = parts.map((part) => String(part.content))
        for (const { part, at, removed, piece } of changes) {
          const content = contents[part] as string
          const place = Math.floor(at * content.length)
          contents[part] = content.slice(0, place) + piece + content.slice(place + removed)
        }
        outcomes[await readOrRefuse(zipOf(parts.map((part, i) => ({ ...part, content: contents[i] as string }))))]++
      }),
      { numRuns: 250 },
    )
    expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(20)
  })

  test.each([
    ['an .xlsx', buildXlsx(WORKBOOK)],
    ['an .ods', buildOds(DOCUMENT)],
    ['an archive', zipOf([{ name: 'a.xlsx', content: buildXlsx(WORKBOOK) }])],
  ])('bytes of the zip itself, %s', async (_, bytes) => {
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255))
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), fc.nat(bytes.length), async (changes, cut) => {
        const changed = Buffer.from(bytes)
        for (const [at, byte] of changes) changed[at] = byte
        await readOrRefuse(changed)
        await readOrRefuse(changed.subarray(0, cut))
      }),
      { numRuns: 120 },
    )
  })

  test('bytes of the parts of an .xlsb, their checksums put right', async () => {
    const book = utils.book_new()
    utils.book_append_sheet(book, utils.aoa_to_sheet([['Nguyễn', 1.5, true, '0012']]), 'Sheet1')
    const parts = partsOfZip(write(book, { type: 'buffer', bookType: 'xlsb' }))
    const change = fc.tuple(fc.nat(parts.length - 1), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255))
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const contents = parts.map(({ content }) => Buffer.from(content as Buffer))
        for (const [part, at, byte] of changes) {
          const content = contents[part] as Buffer
          content[Math.floor(at * (content.length - 1))] = byte
        }
        await readOrRefuse(zipOf(parts.map((part, i) => ({ ...part, content: contents[i] as Buffer }))))
      }),
      { numRuns: 25 },
    )
  })
})

describe('a reader that stops', () => {
  let folder: string
  let path: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'stopped-'))
    path = join(folder, 'a.xlsx')
    const rows = Array.from({ length: 20_000 }, (_, i) => `<row><c t="s"><v>${i % 2}</v></c><c><v>${i}</v></c></row>`)
    writeFileSync(path, buildXlsx({ sheets: [rows.join(''), rows.join('')], sharedStrings: WORKBOOK.sharedStrings }))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('after the first block may begin again and read all', async () => {
    const workbook = await openWorkbook(path, 'a.xlsx')
    const [sheet] = workbook.sheets
    for (let i = 0; i < 20; i++) for await (const _ of sheet?.rows() ?? []) break
    const rows = (await Array.fromAsync(sheet?.rows() ?? [])).flat()
    await workbook.close()
    expect(rows).toHaveLength(20_000)
    expect(rows.at(-1)).toEqual({ number: 20_000, cells: ['a', 19_999], hidden: false })
  })

  test('may read two sheets side by side', async () => {
    const workbook = await openWorkbook(path, 'a.xlsx')
    const read = await Promise.all(workbook.sheets.map((sheet) => Array.fromAsync(sheet.rows())))
    await workbook.close()
    expect(read.map((blocks) => blocks.flat().length)).toEqual([20_000, 20_000])
  })
})
