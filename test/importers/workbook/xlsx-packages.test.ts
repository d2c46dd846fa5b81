import { describe, expect, test } from 'vitest'
import { buildXlsx, MAIN_NAMESPACE } from '../../support/xlsx-builder.ts'
import { readBytes, readCells } from './read-workbook.ts'

const row = (cells: string) => `<row r="1">${cells}</row>`

describe('ways to write the package', () => {
  const prefixed = (namespace: string) =>
    `<?xml version="1.0"?><x:worksheet xmlns:x="${namespace}"><x:cols><x:col min="1" max="16384"/></x:cols><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1" t="inlineStr"><x:is><x:r><x:t>Bà </x:t></x:r><x:r><x:t>Năm</x:t></x:r></x:is></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="A1:B1"/></x:mergeCells></x:worksheet>`

  test.each([MAIN_NAMESPACE, 'http://purl.oclc.org/ooxml/spreadsheetml/main'])(
    'elements with a namespace prefix, in %s',
    async (namespace) => {
      const bytes = buildXlsx({
        sheetXml: prefixed(namespace),
        sharedStringsXml: `<x:sst xmlns:x="${namespace}"><x:si><x:t>Ông Tư</x:t><x:rPh><x:t>no</x:t></x:rPh></x:si></x:sst>`,
      })
      const [sheet] = (await readBytes(bytes)).sheets
      expect(sheet?.rows).toEqual([{ number: 1, cells: ['Ông Tư', 'Bà Năm'], hidden: false }])
      expect(sheet?.merges).toEqual([{ top: 1, left: 0, bottom: 1, right: 1 }])
    },
  )

  test('a byte order mark before the XML', async () => {
    const sheetXml = `\ufeff<?xml version="1.0" encoding="utf-8"?>\n<worksheet xmlns="${MAIN_NAMESPACE}"><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>`
    expect(await readCells(buildXlsx({ sheetXml }))).toEqual([[1]])
  })

  test('a sheet without rows', async () => {
    const sheetXml = `<worksheet xmlns="${MAIN_NAMESPACE}"><dimension ref="A1:XFD1048576"/><sheetData/></worksheet>`
    expect(await readCells(buildXlsx({ sheetXml }))).toEqual([])
  })

  test('the workbook part known only by the default of its ending, and a template', async () => {
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'
    const contentTypesXml = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="XML" ContentType="${type}"/></Types>`
    expect(await readCells(buildXlsx({ sheets: [row('<c><v>1</v></c>')], contentTypesXml }))).toEqual([[1]])
    const template = buildXlsx({
      sheets: [row('<c><v>1</v></c>')],
      contentType: type.replace('sheet.main', 'template.main'),
    })
    expect(await readCells(template)).toEqual([[1]])
  })

  test('backslashes in names and names of another case', async () => {
    const bytes = buildXlsx({
      sheets: [row('<c><v>1</v></c>')],
      packing: { 'xl/worksheets/sheet1.xml': { name: 'XL\\Worksheets\\Sheet1.xml' } },
    })
    expect(await readCells(bytes)).toEqual([[1]])
  })

  test('parts that are stored and not packed', async () => {
    const bytes = buildXlsx({
      sheets: [row('<c><v>1</v></c>')],
      packing: { 'xl/worksheets/sheet1.xml': { stored: true } },
    })
    expect(await readCells(bytes)).toEqual([[1]])
  })

  test('a link to another workbook is not followed and does no harm', async () => {
    const extraParts = [{ name: 'xl/externalLinks/externalLink1.xml', content: '<externalLink/>' }]
    expect(await readCells(buildXlsx({ sheets: [row('<c><v>1</v></c>')], extraParts }))).toEqual([[1]])
  })
})
