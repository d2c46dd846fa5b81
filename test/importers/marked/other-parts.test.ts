import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { OUTCOME_HEADING } from '../../../importers/forms/own-marks.ts'
import type { PlaceMark } from '../../../importers/workbook/annotation.ts'
import { buildXlsx, MAIN_NAMESPACE } from '../../support/xlsx-builder.ts'
import { partsOfZip, type ZipPart } from '../../support/zip-writer.ts'
import { readXlsx } from '../workbook/exceljs-file.ts'
import { readBytes } from '../workbook/read-workbook.ts'
import { marked, marksOf, textParts } from './marking.ts'

const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE_R = 'http://schemas.openxmlformats.org/package/2006/relationships'
const note = (row: number, column: number, text = 'Sai'): PlaceMark => ({ row, column, colour: 'RED', text })
const ROWS =
  '<row r="1"><c r="A1" t="inlineStr"><is><t>Tên</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>An</t></is></c></row>'
const MARKS = marksOf('Sheet1', { rowOutcomes: Uint8Array.of(0, 0, 1), marks: [note(2, 0)] })
const part = (name: string, content: string | Buffer): ZipPart => ({ name, content })
const relations = (...lines: readonly (readonly [id: string, kind: string, target: string])[]) =>
  `<Relationships xmlns="${PACKAGE_R}">${lines.map(([id, kind, target]) => `<Relationship Id="${id}" Type="${R}/${kind}" Target="${target}"/>`).join('')}</Relationships>`
const SHEET_RELATIONS = 'xl/worksheets/_rels/sheet1.xml.rels'

describe('other parts', () => {
  const bytesOf = (n: number) => Buffer.from(Array.from({ length: 3000 }, (_, at) => (at * n) % 251))

  test('charts, pictures, pivot tables, macros and what else there is stay byte by byte', async () => {
    const extraParts = [
      part('xl/charts/chart1.xml', '<c:chartSpace xmlns:c="x"/>'),
      part('xl/drawings/drawing1.xml', '<xdr:wsDr xmlns:xdr="x"/>'),
      part('xl/pivotTables/pivotTable1.xml', '<pivotTableDefinition/>'),
      part('xl/tables/table1.xml', `<table xmlns="${MAIN_NAMESPACE}" ref="A1:A2"/>`),
      { ...part('xl/media/image1.png', bytesOf(7)), stored: true },
      part('xl/vbaProject.bin', bytesOf(13)),
      part('xl/theme/theme1.xml', '<a:theme xmlns:a="x"/>'),
      part(
        SHEET_RELATIONS,
        relations(['rId1', 'drawing', '../drawings/drawing1.xml'], ['rId9', 'table', '../tables/table1.xml']),
      ),
    ]
    const afterRows = '<drawing r:id="rId1"/><tableParts count="1"><tablePart r:id="rId9"/></tableParts>'
    const contentType = 'application/vnd.ms-excel.sheet.macroEnabled.main+xml'
    const given = buildXlsx({ sheets: [ROWS], extraParts, afterRows, contentType })
    const { answer, bytes } = await marked(given, [MARKS])
    expect(answer).toEqual({ whole: true, macros: true })
    const after = new Map(partsOfZip(bytes).map(({ name, content }) => [name, content]))
    for (const { name, content } of extraParts) {
      if (name !== SHEET_RELATIONS) expect(String(after.get(name)), name).toBe(String(Buffer.from(content as string)))
    }
    const sheet = String(after.get('xl/worksheets/sheet1.xml'))
    expect(sheet).toMatch(/<drawing r:id="rId1"\/><legacyDrawing [^>]*\/><tableParts count="1">/)
    expect(String(after.get(SHEET_RELATIONS))).toMatch(/Id="rId1".*Id="rId9".*comments1\.xml.*vmlDrawing1\.vml/)
    expect((await readBytes(bytes)).format).toBe('xlsm')
  })

  test('a signature, which would be wrong, goes with all that names it', async () => {
    const extraParts = [part('_xmlsignatures/origin.sigs', ''), part('_xmlsignatures/sig1.xml', '<Signature/>')]
    const packageRelationsXml = relations(
      ['rId1', 'officeDocument', 'xl/workbook.xml'],
      ['rId2', 'origin', '_xmlsignatures/origin.sigs'],
    )
    const { answer, bytes } = await marked(buildXlsx({ sheets: [ROWS], extraParts, packageRelationsXml }), [MARKS])
    expect(answer?.whole).toBe(true)
    expect([...textParts(bytes)].filter(([path, text]) => /xmlsignatures/.test(path + text))).toEqual([])
  })

  test('a template comes back as a workbook', async () => {
    const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml'
    const { bytes } = await marked(buildXlsx({ sheets: [ROWS], contentType }), [MARKS])
    expect(textParts(bytes).get('[Content_Types].xml')).toMatch(/spreadsheetml\.sheet\.main\+xml/)
  })

  test('a chart sheet is not left selected beside the first page', async () => {
    const chart = `<chartsheet xmlns="${MAIN_NAMESPACE}"><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews></chartsheet>`
    const { bytes } = await marked(
      buildXlsx({ sheets: [ROWS], extraParts: [part('xl/chartsheets/sheet1.xml', chart)] }),
      [MARKS],
    )
    expect(textParts(bytes).get('xl/chartsheets/sheet1.xml')).not.toContain('tabSelected')
  })

  test('a file that is no .xlsx is not patched', async () => {
    const contentType = 'application/vnd.ms-excel.sheet.binary.macroEnabled.main'
    await expect(marked(buildXlsx({ sheets: [ROWS], contentType }), [MARKS])).rejects.toThrow('ENOENT')
  })
})

describe('comments that are there already', () => {
  const COMMENTS = `<comments xmlns="${MAIN_NAMESPACE}"><authors><author>Hoa</author></authors><commentList><comment ref="A1" authorId="0"><text><r><rPr><b/></rPr><t>hỏi lại</t></r></text></comment><comment ref="A2" authorId="0"><text><t>đã gọi</t></text></comment><comment ref="B9" authorId="0"><text><r><t>— Baophu —\nSai cũ</t></r></text></comment></commentList></comments>`
  const shape = (id: number, row: number, column: number, kind = 'Note') =>
    `<v:shape id="_x0000_s${id}" type="#_x0000_t202"><x:ClientData ObjectType="${kind}"><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
  const DRAWING = `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">${shape(1030, 0, 0)}${shape(1031, 1, 0)}${shape(1032, 8, 1)}${shape(1040, 8, 1, 'Button')}</xml>`
  const HEADER_PICTURE = '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="CH"/></xml>'
  const extraParts = [
    part('xl/comments3.xml', COMMENTS),
    part('xl/drawings/vmlDrawing1.vml', HEADER_PICTURE),
    part('xl/drawings/vmlDrawing2.vml', DRAWING),
    part(
      SHEET_RELATIONS,
      relations(
        ['rId1', 'vmlDrawing', '../drawings/vmlDrawing1.vml'],
        ['rId2', 'vmlDrawing', '../drawings/vmlDrawing2.vml'],
        ['rId3', 'comments', '../comments3.xml'],
      ),
    ),
  ]
  const afterRows = '<legacyDrawing r:id="rId2"/><legacyDrawingHF r:id="rId1"/>'

  test('ours stand below the officer’s, new cells get boxes, and those of an earlier check go with theirs', async () => {
    const marks = { ...MARKS, marks: [note(1, 0), note(1, 0, 'Cũng sai'), note(2, 0), note(2, 1)] }
    const { answer, bytes } = await marked(buildXlsx({ sheets: [ROWS], extraParts, afterRows }), [marks])
    expect(answer?.whole).toBe(true)
    const parts = textParts(bytes)
    const texts = [...(parts.get('xl/comments3.xml') ?? '').matchAll(/<comment ref="(\w+)".*?<\/comment>/gs)].map(
      ([comment, at]) => [at, [...comment.matchAll(/<t[^>]*>([^<]*)</g)].map(([, text]) => text).join('')],
    )
    expect(texts).toEqual([
      ['A1', 'hỏi lại\n— Baophu —\nSai\nCũng sai'],
      ['A2', 'đã gọi\n— Baophu —\nSai'],
      ['B2', '— Baophu —\nSai'],
    ])
    const drawing = parts.get('xl/drawings/vmlDrawing2.vml') ?? ''
    expect([...drawing.matchAll(/<v:shape id="(\w+)"/g)].map(([, id]) => id)).toEqual([
      '_x0000_s1030',
      '_x0000_s1031',
      '_x0000_s1040',
      '_x0000_s1041',
    ])
    expect(drawing).toMatch(/s1041.*<x:Row>1<\/x:Row><x:Column>1<\/x:Column>/s)
    expect(parts.get('xl/drawings/vmlDrawing1.vml')).toBe(HEADER_PICTURE)
    expect(parts.get('xl/worksheets/sheet1.xml')).toMatch(
      /<legacyDrawing [^>]*r:id="rId2"\/><legacyDrawingHF r:id="rId1"\/>/,
    )
    expect(parts.has('xl/comments1.xml')).toBe(false)
    expect((await readXlsx(bytes)).getWorksheet('Sheet1')?.getCell('B2').note).toBe('— Baophu —\nSai')
  })

  test('with nothing to say only the marks of the earlier check go', async () => {
    const { bytes } = await marked(buildXlsx({ sheets: [ROWS], extraParts, afterRows }), [])
    const comments = textParts(bytes).get('xl/comments3.xml') ?? ''
    expect([...comments.matchAll(/<comment ref="(\w+)"/g)].map(([, at]) => at)).toEqual(['A1', 'A2'])
  })

  test('no more comments are made than Excel bears; the colours are all there', async () => {
    const rows = Array.from({ length: 5_100 }, (_, at) => `<row r="${at + 1}"><c r="A${at + 1}"><v>1</v></c></row>`)
    const marks = Array.from({ length: 5_099 }, (_, at) => note(at + 2, 0))
    const { bytes } = await marked(buildXlsx({ sheets: [rows.join('')] }), [{ ...MARKS, marks }])
    const parts = textParts(bytes)
    expect(parts.get('xl/comments1.xml')?.match(/<comment /g)).toHaveLength(5_000)
    expect(parts.get('xl/worksheets/sheet1.xml')?.match(/<c r="A\d+" s=/g)).toHaveLength(5_099)
  })
})

const GOLDEN = join(import.meta.dirname, '../../golden')
const goldenFiles = existsSync(GOLDEN) ? globSync('**/*.{xlsx,xlsm}', { cwd: GOLDEN }).toSorted() : []

describe('every golden workbook comes back whole', () => {
  test.each(goldenFiles)('%s', async (name) => {
    const given = readFileSync(join(GOLDEN, name))
    const before = await readBytes(given)
    const sheets = before.sheets.map(({ name: sheet, rows }) => {
      const row = rows[0]?.number ?? 1
      return marksOf(sheet, {
        headerRows: [row],
        rowOutcomes: new Uint8Array(row + 3).fill(2, row + 1),
        marks: [note(row + 1, 1)],
      })
    })
    const { answer, bytes } = await marked(given, sheets)
    expect(answer?.whole).toBe(true)
    const after = await readXlsx(bytes)
    expect(after.worksheets.map((sheet) => sheet.name)).toEqual([
      'Kết quả kiểm tra',
      ...before.sheets.map((sheet) => sheet.name),
    ])
    for (const { headerRows, name: sheet } of sheets) {
      const found: unknown[] = []
      after
        .getWorksheet(sheet)
        ?.getRow(headerRows[0] ?? 1)
        .eachCell((cell) => found.push(cell.value))
      if (before.sheets.find((each) => each.name === sheet)?.rows.length) expect(found).toContain(OUTCOME_HEADING.vi)
    }
  })
})
