import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type exceljs from 'exceljs'
import { afterAll, describe, expect, test } from 'vitest'
import type { StagedRow } from '../../../importers/source.ts'
import { SOURCES, sourceOf } from '../../../importers/sources/all-sources.ts'
import { mapSheet } from '../../../importers/stages/map.ts'
import { readFile } from '../../../importers/stages/read-file.ts'
import type { ReadAnswer } from '../../../importers/stages/read-protocol.ts'
import { recogniseSheet } from '../../../importers/stages/recognise.ts'
import { TEMPLATE_LAYOUTS } from '../../../importers/templates/layouts.ts'
import { template } from '../../../importers/templates/template.ts'
import { PROVINCE_LIMITS } from '../../../importers/workbook/limits.ts'
import { openWorkbook } from '../../../importers/workbook/open-workbook.ts'
import type { SourceKind } from '../../../src/batches/source-kind.ts'
import { readXlsx, writeXlsx } from '../workbook/exceljs-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'baophu-templates-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Forms that the law prescribes (D03-TS, D10a-TS; the tables of a reform): offices have them, we draw none. */
const PRESCRIBED: readonly SourceKind[] = ['CARD_CHANGES', 'AREA_CHANGES']
const KINDS = SOURCES.map(({ kind }) => kind).filter((kind) => !PRESCRIBED.includes(kind))

async function drawn(kind: SourceKind): Promise<exceljs.Workbook> {
  const file = await template(kind)
  if (file === null) throw new Error(`no template of ${kind}`)
  return readXlsx(Buffer.concat(await file.bytes.toArray()))
}

/** What the pipeline's first half says of a workbook. */
async function read(workbook: exceljs.Workbook, choices = {}): Promise<ReadAnswer[]> {
  const path = join(folder, 'sheet.xlsx')
  writeFileSync(path, await writeXlsx(workbook))
  const answers: ReadAnswer[] = []
  await readFile(
    { path, fileName: 'sheet.xlsx', choices, recipes: [], limits: PROVINCE_LIMITS },
    SOURCES,
    async (answer) => {
      answers.push(answer)
    },
  )
  return answers
}

const issuesIn = (answers: readonly ReadAnswer[]) =>
  answers.flatMap((answer) => (answer.type === 'issues' ? answer.issues.map(({ code }) => code) : []))

function recognised(answers: readonly ReadAnswer[]) {
  const answer = answers.find(({ type }) => type === 'recognised')
  if (answer?.type !== 'recognised') throw new Error('nothing was recognised')
  return answer.recognised
}

test('every kind that the hub reads has a template, but for forms that are prescribed', async () => {
  expect(Object.keys(TEMPLATE_LAYOUTS).sort()).toEqual([...KINDS].sort())
  expect(await template('CARD_CHANGES')).toBeNull()
})

describe.each(KINDS)('the template of %s', (kind) => {
  test('is recognised with confidence 1, the sheet and every column of it, and nothing is said of its other pages', async () => {
    const answers = await read(await drawn(kind))
    const { sheets } = recognised(answers)
    expect(sheets.map((sheet) => [sheet.kind, sheet.confidence])).toEqual([[kind, 1]])
    expect(sheets[0]?.columns.filter(({ field, confidence }) => field === null || confidence !== 1)).toEqual([])
    expect(sheets[0]?.columns.length).toBe(TEMPLATE_LAYOUTS[kind]?.columns.length)
    expect([sheets[0]?.asOf, sheets[0]?.areaHints]).toEqual([null, []])
    expect(issuesIn(answers)).toEqual(['sheet-empty'])
  })

  test('says where and when in its two lines', async () => {
    const workbook = await drawn(kind)
    const page = workbook.worksheets[0]
    if (!page) throw new Error('no page')
    page.getCell('A2').value = `${page.getCell('A2').value}Xã Tân Sỏi`
    page.getCell('A3').value = `${page.getCell('A3').value}30/9/2017`
    const { sheets } = recognised(await read(workbook))
    expect(sheets[0]?.asOf).toBe('2017-09-30')
    expect(sheets[0]?.areaHints).toMatchObject([{ name: 'Tân Sỏi' }])
  })

  test('has a text format on every column that is no number, and drop-downs whose words are understood', async () => {
    const layout = TEMPLATE_LAYOUTS[kind]
    const page = (await drawn(kind)).worksheets[0]
    for (const [index, { format, choices = [] }] of (layout?.columns ?? []).entries()) {
      if (format === 'TEXT') expect(page?.getColumn(index + 1).numFmt).toBe('@')
      expect(choices.join(',').length).toBeLessThanOrEqual(255)
      const rule = page?.getCell(6, index + 1).dataValidation
      expect(rule?.formulae ?? []).toEqual(choices.length > 0 ? [`"${choices.join(',')}"`] : [])
    }
  })
})

test('every word of a drop-down is read without an issue', async () => {
  const kind = 'HOUSEHOLD_SURVEY'
  const workbook = await drawn(kind)
  const columns = TEMPLATE_LAYOUTS[kind]?.columns ?? []
  const most = Math.max(...columns.map(({ choices = [] }) => choices.length))
  for (let at = 0; at < most; at += 1) {
    const typed: Readonly<Record<string, string>> = {
      'Họ và tên': `Nguyễn Văn ${String.fromCharCode(65 + at)}`,
      'Mã hộ': '01',
      'Ngày sinh': '1/2/1980',
    }
    const row = workbook.worksheets[0]?.getRow(6 + at)
    if (row)
      row.values = columns.map(({ heading, choices }) => choices?.[at % choices.length] ?? typed[heading] ?? null)
  }
  const answers = await read(workbook)
  expect(issuesIn(answers)).toEqual([])
  expect(answers.flatMap((answer) => (answer.type === 'rows' ? [answer.count] : []))).toEqual([most])
})

test('the hidden page is certain evidence: where headings and title speak for another kind, the kind is still known', async () => {
  const withMark = await ambiguous()
  const without = await ambiguous()
  without.removeWorksheet(without.getWorksheet('_baophu')?.id ?? 0)
  expect(recognised(await read(withMark)).kind).toBe('TARGETS')
  expect(recognised(await read(without)).kind).toBe('FIGURES')
  expect(recognised(await read(withMark, { kind: 'FIGURES' })).kind).toBe('FIGURES')
})

/** A template of targets of which only columns are left that reports of figures have too. */
async function ambiguous(): Promise<exceljs.Workbook> {
  const workbook = await drawn('TARGETS')
  const page = workbook.worksheets[0]
  if (!page) throw new Error('no page')
  page.getCell('A1').value = 'BÁO CÁO TÌNH HÌNH'
  page.getRow(5).values = ['STT', 'Mã đơn vị', 'Đơn vị', 'Số thẻ']
  return workbook
}

test('a page that cannot be of the kind that the hidden page says is recognised by its headings', async () => {
  const workbook = await drawn('CARD_ROLL')
  const figures = await drawn('FIGURES')
  const [page, other] = [workbook.worksheets[0], figures.worksheets[0]]
  page?.spliceRows(1, 10)
  other?.eachRow((row, number) =>
    row.eachCell((cell, at) => Object.assign(page?.getCell(number, at) ?? {}, { value: cell.value })),
  )
  const { kind } = recognised(await read(workbook))
  expect(kind).toBe('FIGURES')
})

test('a filled roll is mapped row by row', async () => {
  const workbook = await drawn('CARD_ROLL')
  const page = workbook.worksheets[0]
  page?.spliceRows(6, 0, [1, 'Nguyễn Thị An', '1/2/1980', 'Nữ', '099180000011', '0023456789'])
  const path = join(folder, 'roll.xlsx')
  writeFileSync(path, await writeXlsx(workbook))
  const opened = await openWorkbook(path, 'roll.xlsx')
  const [sheet] = opened.sheets
  if (!sheet) throw new Error('no sheet')
  const found = await recogniseSheet(sheet, SOURCES, {})
  const source = sourceOf('CARD_ROLL')
  if ('noTable' in found || source === null) throw new Error('no table')
  const rows: StagedRow[] = []
  for await (const block of mapSheet(sheet, found, source)) rows.push(...block.rows)
  await opened.close()
  expect(rows).toMatchObject([{ row: 6, outcome: 'READY', label: 'Nguyễn Thị An' }])
})
