import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type exceljs from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { areaListSheet, figuresSheet } from '../../src/app/demo/area-workbooks.ts'
import { yenTheFigures } from '../../src/app/demo/yen-the.ts'
import { attachment } from '../../src/app/http/workbook-routes.ts'
import { officialAreas } from '../../src/app/official-areas.ts'
import { type CellContent, workbookBytes } from '../../src/exports/workbook-writer.ts'
import { readXlsx, writeXlsx } from '../importers/workbook/exceljs-file.ts'
import { readBytes } from '../importers/workbook/read-workbook.ts'
import { partsOfZip, zipOf } from '../support/zip-writer.ts'
import { BEARER, startTestHub, type TestHub } from './support/test-hub.ts'

let hub: TestHub

beforeAll(async () => {
  hub = await startTestHub({}, { maxUploadBytes: 16 * 1024 * 1024 })
})
afterAll(() => hub.close())

const ROWS: readonly (readonly CellContent[])[] = [
  ['Tỉnh Bắc Giang', '24', 'Huyện Yên Thế', '215', 'Thị trấn Phồn Xương', '07288'],
  ['Tỉnh Bắc Giang', '24', 'Huyện Yên Thế', '215', 'Xã Tân Sỏi', '07A94'],
  ['Tỉnh Bắc Giang', '24', 'Huyện Yên Thế', '215', 'Xã Đồng Kỳ', '07273'],
]

function areaList(rows: readonly (readonly CellContent[])[]): Promise<Buffer> {
  const head = [
    { look: 'title' as const, cells: ['DANH MỤC ĐƠN VỊ HÀNH CHÍNH TÍNH ĐẾN NGÀY 01/01/2017'] },
    { look: 'heading' as const, cells: ['Tỉnh Thành Phố', 'Mã TP', 'Quận Huyện', 'Mã QH', 'Phường Xã', 'Mã PX'] },
  ]
  const body = rows.map((cells) => ({ look: 'plain' as const, cells }))
  const sheet = { name: 'Danh mục', widths: [20, 8, 20, 8, 24, 8], head, headMerges: [], body }
  return workbookBytes([sheet], '2017-01-01')
}

const PLAIN_TYPE = 'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main'

interface Batch {
  readonly id: string
  readonly kind: string | null
  readonly status: string
  readonly annotatedWorkbookUrl: string | null
  readonly outcomes: { readonly rowsRead: number; readonly created: number; readonly rejected: number }
  readonly issueGroups: readonly { readonly code: string; readonly severity: string }[]
}

async function send(bytes: Uint8Array, name: string, asOf = ''): Promise<Batch> {
  const form = new FormData()
  if (asOf !== '') form.append('asOf', asOf)
  form.append('file', new File([Uint8Array.from(bytes)], name))
  const answer = await fetch(`${hub.url}/imports`, { method: 'POST', headers: BEARER, body: form })
  const { id } = (await answer.json()) as { id: string }
  await hub.hub.imports.settled(Number(Buffer.from(id, 'base64url').toString().split(':')[1]))
  const { body } = await hub.ask<{ importBatch: Batch }>(
    'query($id: ID!) { importBatch(id: $id) { id kind status annotatedWorkbookUrl outcomes { rowsRead created rejected } issueGroups { code severity } } }',
    { id },
  )
  if (!body.data) throw new Error('no batch')
  return body.data.importBatch
}

async function commit(id: string): Promise<string> {
  const { body } = await hub.ask<{ commitBatch: { status: string } }>(
    'mutation($id: ID!) { commitBatch(id: $id) { status } }',
    { id },
  )
  return body.data?.commitBatch.status ?? JSON.stringify(body.errors)
}

const fetchFile = (path: string, headers: Readonly<Record<string, string>> = BEARER) =>
  fetch(`${hub.url}${path}`, { headers })

async function annotated({ annotatedWorkbookUrl }: Batch, headers = {}): Promise<exceljs.Workbook> {
  const answer = await fetchFile(annotatedWorkbookUrl ?? '', { ...BEARER, ...headers })
  expect(answer.status).toBe(200)
  return readXlsx(await answer.bytes())
}

const drafts = () => readdirSync(join(hub.config.dataDirectory, 'files')).filter((name) => name.includes('draft'))

/** Every text of a sheet, row by row. */
const texts = (sheet: exceljs.Worksheet | undefined) => {
  const found: string[] = []
  sheet?.eachRow((row) => row.eachCell((cell) => found.push(cell.text)))
  return found
}

test('a broken sheet comes back marked; mended right there and sent again it is committed as the difference', async () => {
  const broken = await send(await areaList(ROWS), 'Danh mục Yên Thế.xlsx')
  expect(broken).toMatchObject({ kind: 'AREAS', status: 'CHECKED', outcomes: { rowsRead: 3, rejected: 1 } })
  const workbook = await annotated(broken)
  const [summary, sheet] = workbook.worksheets
  expect(texts(summary)).toEqual(expect.arrayContaining(['Bị loại', '1', 'Danh mục!F4']))
  expect(sheet?.getCell('G2').value).toBe('Kết quả kiểm tra (Baophu)')
  expect(['G3', 'G5'].map((at) => sheet?.getCell(at).value)).toEqual(['Thêm mới', 'Thêm mới'])
  expect(sheet?.getCell('G4').text).toMatch(/^Bị loại\. .*07A94/)
  expect(sheet?.getCell('F4').note).toMatch(/^— Baophu —\nLỗi dòng: .*07A94/)
  expect(await commit(broken.id)).toBe('COMMITTED')
  const { body } = await hub.ask<{ areas: { totalCount: number } }>('{ areas(level: COMMUNE) { totalCount } }')
  expect(body.data?.areas.totalCount).toBe(2)

  Object.assign(sheet?.getCell('F4') ?? {}, { value: '07294' })
  const mended = await send(await writeXlsx(workbook), 'Danh mục Yên Thế (đã kiểm tra).xlsx')
  expect(mended).toMatchObject({ kind: 'AREAS', status: 'CHECKED' })
  expect(mended.outcomes).toEqual({ rowsRead: 3, created: 1, rejected: 0 })
  expect(mended.issueGroups.filter(({ severity }) => severity !== 'NOTE')).toEqual([])
  expect(mended.issueGroups.map(({ code }) => code)).not.toContain('sheet-without-table')
  expect(await commit(mended.id)).toBe('COMMITTED')
  const again = await annotated(mended)
  expect(again.worksheets.map(({ name }) => name)).toEqual(['Kết quả kiểm tra', 'Danh mục'])
  expect(['G2', 'G3', 'G4', 'H2'].map((at) => again.worksheets[1]?.getCell(at).value)).toEqual([
    'Kết quả kiểm tra (Baophu)',
    'Không đổi',
    'Thêm mới',
    null,
  ])
})

test('an office’s form with merged headings, numbering, totals and signatures goes the same way', async () => {
  const units = await send(
    await workbookBytes([areaListSheet(officialAreas(['24']))], '2017-01-01'),
    'don-vi.xlsx',
    '2017-02-01',
  )
  expect(await commit(units.id)).toBe('COMMITTED')
  const form = figuresSheet('Huyện Yên Thế', yenTheFigures(), '2017-09-30')
  const body = [...form.body]
  const slip = body.map((line, at) => (at === 4 ? { ...line, cells: line.cells.with(3, 'bốn nghìn mốt') } : line))
  const broken = await send(await workbookBytes([{ ...form, body: slip }], '2017-10-01'), 'co-loi.xlsx')
  expect(broken).toMatchObject({ kind: 'FIGURES', status: 'CHECKED', outcomes: { rejected: 1 } })
  const workbook = await annotated(broken)
  Object.assign(workbook.worksheets[1]?.getCell('D13') ?? {}, { value: body[4]?.cells[3] })
  const mended = await send(await writeXlsx(workbook), 'da-sua.xlsx')
  expect(mended).toMatchObject({ kind: 'FIGURES', status: 'CHECKED' })
  expect(mended.outcomes).toEqual({ ...broken.outcomes, created: broken.outcomes.created + 1, rejected: 0 })
  expect(await commit(mended.id)).toBe('COMMITTED')
})

test('in English when the reader asks for it', async () => {
  const batch = await send(await areaList(ROWS.slice(1)), 'list.xlsx')
  const workbook = await annotated(batch, { 'accept-language': 'en' })
  expect(workbook.worksheets[0]?.getCell('A1').value).toBe('OUTCOME OF THE CHECK OF THIS FILE (BAOPHU)')
  expect(texts(workbook.worksheets[1])).toEqual(expect.arrayContaining([expect.stringMatching(/^Rejected\. /)]))
})

test('a file of more rows than ever before comes back whole too, and with it its macros', async () => {
  const many = Array.from({ length: 25_000 }, (_, at) => {
    const code = at === 24_000 ? 'x' : String(at).padStart(5, '0')
    return ['Tỉnh Bắc Giang', '24', 'Huyện Yên Thế', '215', `Xã Mới ${at}`, code]
  })
  const plain = await areaList(many)
  const parts = partsOfZip(plain).map((part) =>
    part.name === '[Content_Types].xml'
      ? { ...part, content: String(part.content).replace(PLAIN_TYPE, 'vnd.ms-excel.sheet.macroEnabled.main') }
      : part,
  )
  const batch = await send(zipOf([...parts, { name: 'xl/vbaProject.bin', content: 'macro' }]), 'Lớn.xlsm')
  expect(batch).toMatchObject({ kind: 'AREAS', outcomes: { rowsRead: 25_000, rejected: 1 } })
  const answer = await fetchFile(batch.annotatedWorkbookUrl ?? '')
  expect(answer.headers.get('content-type')).toBe('application/vnd.ms-excel.sheet.macroEnabled.12')
  expect(answer.headers.get('content-disposition')).toContain('(da kiem tra).xlsm')
  const bytes = Buffer.from(await answer.bytes())
  const { format, sheets, notices } = await readBytes(bytes)
  expect([format, notices]).toEqual(['xlsm', ['macros-ignored']])
  const [, sheet] = sheets
  expect(sheet?.rows).toHaveLength(25_002)
  expect(sheet?.rows.at(-1)?.cells.slice(4)).toEqual(['Xã Mới 24999', '24999', 'Thêm mới'])
  expect(sheet?.rows[24_002]?.cells.at(-1)).toMatch(/^Bị loại\. /)
  // Sent again as it is, it is the same form: no column and no page of ours is taken for data.
  const again = await send(bytes, 'Lớn (đã kiểm tra).xlsm')
  expect({ ...again, id: '', annotatedWorkbookUrl: '' }).toEqual({ ...batch, id: '', annotatedWorkbookUrl: '' })
})

test('of a .csv the rows in question come back, and that extract cannot be committed as if it were the list', async () => {
  const lines = ['Tỉnh Thành Phố,Mã TP,Quận Huyện,Mã QH,Phường Xã,Mã PX', ...ROWS.map((cells) => cells.join(','))]
  const batch = await send(Buffer.from(lines.join('\r\n')), 'danh-muc.csv')
  const workbook = await annotated(batch)
  expect(texts(workbook.worksheets[1])).toEqual(
    expect.arrayContaining(['Dòng trong tệp gốc (Baophu)', '3', 'Xã Tân Sỏi']),
  )
  expect(texts(workbook.worksheets[1])).not.toContain('Xã Đồng Kỳ')
  const extract = await send(await writeXlsx(workbook), 'trich.xlsx')
  expect(extract.issueGroups).toContainEqual({ code: 'sheet-is-extract', severity: 'BLOCKING' })
  expect(await commit(extract.id)).toContain('batch-blocked')
})

test('a file that could not be read at all has its reason told in a workbook', async () => {
  const failed = await send(Buffer.from('%PDF-1.7 no sheet'), 'quet.xlsx')
  expect(failed.status).toBe('FAILED')
  const workbook = await annotated(failed)
  expect(texts(workbook.worksheets[0]).join(' ')).toContain('Lỗi chặn tệp')
})

test('the answer is a file with a safe name that no cache keeps, and the draft is gone', async () => {
  const batch = await send(await areaList(ROWS.slice(0, 2)), 'Bảng “số” 1.xlsx')
  const answer = await fetchFile(batch.annotatedWorkbookUrl ?? '')
  const { headers } = answer
  expect(String((await answer.bytes()).length)).toBe(headers.get('content-length'))
  expect(
    Object.fromEntries(
      ['content-type', 'cache-control', 'x-content-type-options'].map((name) => [name, headers.get(name)]),
    ),
  ).toEqual({
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  expect(headers.get('content-disposition')).toMatch(
    /^attachment; filename="Bang _so_ 1 \(da kiem tra\)\.xlsx"; filename\*=UTF-8''B%E1%BA%A3ng/,
  )
  await expect.poll(drafts).toEqual([])
})

test.each([
  ['a"b\r\nSet-Cookie: x.xlsx', 'a_b__Set-Cookie_ x.xlsx'],
  ["it's (1).xlsx", 'it_s (1).xlsx'],
  ['\ud800.xlsx', '_.xlsx'],
])('the name %j cannot leave its header', (name, plain) => {
  const header = attachment(name)
  expect(header).toContain(`filename="${plain}"`)
  expect(header).toMatch(/^[\x20-\x7e]+$/)
  expect(header.split("UTF-8''")[1]).not.toMatch(/["';\s]/)
})

test('nobody without a key gets a workbook or a template; other batches, kinds and methods are refused', async () => {
  const template = '/templates/CARD_ROLL.xlsx'
  expect((await fetchFile(template, {})).status).toBe(401)
  expect((await fetchFile('/imports/SW1wb3J0QmF0Y2g6MQ/workbook', {})).status).toBe(401)
  expect((await fetch(`${hub.url}${template}`, { method: 'POST', headers: BEARER })).status).toBe(405)
  for (const id of ['SW1wb3J0QmF0Y2g6OTk5OTk', 'QXJlYTox', 'x']) {
    const answer = await fetchFile(`/imports/${id}/workbook`)
    expect([answer.status, await answer.json()]).toMatchObject([400, { issues: [{ code: 'batch-not-found' }] }])
  }
  const unknown = await fetchFile('/templates/CARD_CHANGES.xlsx')
  expect([unknown.status, await unknown.json()]).toMatchObject([404, { issues: [{ code: 'template-unknown' }] }])
})

test('a batch outside the scope of an account is none', async () => {
  const officer = { id: 'an', role: 'DATA_OFFICER', scope: { kind: 'AREAS', areaIds: [] } } as const
  await expect(hub.hub.imports.annotatedWorkbook(officer, 1, 'vi')).rejects.toMatchObject({ code: 'batch-not-found' })
})

test('a template is fetched, filled and understood', async () => {
  const answer = await fetchFile('/templates/AREAS.xlsx')
  expect(answer.headers.get('content-disposition')).toContain('M%E1%BA%ABu%20danh%20m%E1%BB%A5c')
  const workbook = await readXlsx(await answer.bytes())
  const page = workbook.worksheets[0]
  Object.assign(page?.getCell('A3') ?? {}, { value: 'Tính đến ngày 1/3/2017' })
  if (page) page.getRow(6).values = [1, '24', 'Tỉnh Bắc Giang', '215', 'Huyện Yên Thế', '07276', 'Xã Tân Hiệp']
  const batch = await send(await writeXlsx(workbook), 'mau.xlsx')
  expect(batch).toMatchObject({ kind: 'AREAS', status: 'CHECKED', outcomes: { rowsRead: 1, rejected: 0 } })
  expect(batch.issueGroups.filter(({ severity }) => severity === 'BLOCKING' || severity === 'ERROR')).toEqual([])
  const marked = await annotated(batch)
  expect(marked.worksheets.map(({ name, state }) => [name, state])).toEqual([
    ['Kết quả kiểm tra', 'visible'],
    ['Danh mục', 'visible'],
    ['Hướng dẫn', 'visible'],
    ['_baophu', 'veryHidden'],
  ])
  expect(marked.getWorksheet('Danh mục')?.getCell('B7').numFmt).toBe('@')
})
