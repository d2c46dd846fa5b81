import { BATCH, COMMIT } from './cli/batch-queries.ts'
import { type BatchAnswer, batchLines, isBlocked } from './cli/batch-report.ts'
import { type HubClient, hubClient } from './cli/hub-client.ts'
import { check } from './cli/import-run.ts'
import { type AnsweredRow, COVERAGE, type CoverageAnswer, QUERY_TO_TRY } from './demo/demo-queries.ts'
import { type DemoWorkbook, demoWorkbooks } from './demo/demo-workbooks.ts'
import { changeText, countText, percentText, pointsText, type TextColumn, textTable } from './demo/text-table.ts'
import { XUAN_HUNG, XUAN_HUNG_AS_OF } from './demo/xuan-hung.ts'
import { YEN_THE, YEN_THE_AS_OF, YEN_THE_YEAR_BEFORE } from './demo/yen-the.ts'

export interface DemoOptions {
  /** Where the hub listens: `http://127.0.0.1:4000`. */
  readonly url: string
  /** A key that may import. */
  readonly key: string
  /** Where a reader finds that key again, to try a question; nothing is said of it when left out. */
  readonly keyPlace?: string
  /** Takes each line of the talk. */
  readonly log: (line: string) => void
}

/**
 * Sends the workbooks of both stories to a running hub, as an officer would, and tells what the hub then answers: huyện
 * Yên Thế on 30/9/2017 and xã Xuân Hưng on 10/11/2017. Run again it sends the same bytes, which the hub recognises:
 * nothing changes, and it says so. Rejects when a workbook is not taken whole.
 */
export async function runDemo(options: DemoOptions): Promise<void> {
  const { log } = options
  const hub = hubClient({ url: options.url.replace(/\/$/, ''), key: options.key, language: 'vi' })
  log('Trình diễn Baophu: nhập các bảng tính mẫu (người trong đó không có thật) …')
  let written = 0
  for await (const workbook of demoWorkbooks()) written += (await importWorkbook(hub, workbook, log)) ? 1 : 0
  if (written === 0) log('Các tệp này đã được nhập từ trước: không có gì thay đổi.')
  await tellYenThe(hub, log)
  await tellXuanHung(hub, log)
  tellWhatNext(options)
}

/** Whether anything was written: false when the hub had these very bytes already. */
async function importWorkbook(hub: HubClient, workbook: DemoWorkbook, log: DemoOptions['log']): Promise<boolean> {
  const checked = await check(hub, new File([new Uint8Array(workbook.bytes)], workbook.fileName), {})
  if (checked.status === 'COMMITTED') {
    log(`  = ${workbook.fileName}: đã nhập trước đây`)
    return false
  }
  if (checked.status !== 'CHECKED' || isBlocked(checked)) throw notTaken(checked)
  await hub.ask(COMMIT, { id: checked.id })
  await hub.settled(checked.id)
  const { importBatch } = await hub.ask<{ importBatch: BatchAnswer }>(BATCH, { id: checked.id })
  if (importBatch.status !== 'COMMITTED') throw notTaken(importBatch)
  log(`  + ${outcomeText(importBatch)}`)
  return true
}

function outcomeText({ fileName, outcomes }: BatchAnswer): string {
  const { rowsRead, created, updated, unchanged, rejected, skipped } = outcomes
  const counts = [
    `${countText(rowsRead)} dòng`,
    `${countText(created)} thêm mới`,
    `${countText(updated)} cập nhật`,
    `${countText(unchanged)} không đổi`,
    `${countText(rejected)} bị loại`,
    `${countText(skipped)} bỏ qua`,
  ]
  return `${fileName}: ${counts.join(', ')}`
}

function notTaken(batch: BatchAnswer): Error {
  return new Error(batchLines(batch, 'vi').join('\n'))
}

const NAME: TextColumn<AnsweredRow> = { heading: 'Địa bàn', align: 'left', text: (row) => row.area.fullName }
const POPULATION: TextColumn<AnsweredRow> = {
  heading: 'Dân số',
  align: 'right',
  text: (row) => countText(row.population),
}
const COVERED: TextColumn<AnsweredRow> = { heading: 'Có thẻ', align: 'right', text: (row) => countText(row.covered) }
const RATE: TextColumn<AnsweredRow> = {
  heading: 'Bao phủ',
  align: 'right',
  text: (row) => percentText(row.coverageRate),
}
const CHANGE: TextColumn<AnsweredRow> = {
  heading: 'So cùng kỳ',
  align: 'right',
  text: (row) => changeText(row.compared?.coveredChange ?? null),
}
const POINTS: TextColumn<AnsweredRow> = {
  heading: 'So chỉ tiêu (điểm %)',
  align: 'right',
  text: (row) => pointsText(row.pointsAboveTarget),
}
const NEEDED: TextColumn<AnsweredRow> = {
  heading: 'Thẻ cần thêm',
  align: 'right',
  text: (row) => countText(row.cardsNeeded),
}
const PACE: TextColumn<AnsweredRow> = {
  heading: 'Thẻ mỗi tuần',
  align: 'right',
  text: (row) => countText(row.weeklyPaceNeeded && Math.ceil(row.weeklyPaceNeeded)),
}
const SOURCE: TextColumn<AnsweredRow> = {
  heading: 'Nguồn',
  align: 'left',
  text: (row) => row.coveredSource?.address ?? '–',
}

async function tellYenThe(hub: HubClient, log: DemoOptions['log']): Promise<void> {
  const question = {
    within: YEN_THE.code,
    level: 'COMMUNE',
    asOf: YEN_THE_AS_OF,
    compareTo: YEN_THE_YEAR_BEFORE,
    orderBy: 'COVERAGE_RATE_DESC',
  }
  const { coverage } = await hub.ask<CoverageAnswer>(COVERAGE, question)
  const nextYear = await hub.ask<CoverageAnswer>(COVERAGE, {
    within: YEN_THE.code,
    level: 'DISTRICT',
    asOf: '2018-01-01',
  })
  const { total } = coverage
  log('')
  log(`${YEN_THE.name}, tính đến ngày 30/9/2017, so với 30/9/2016 (${coverage.rows.length} xã, thị trấn)`)
  log('')
  const rows = total === null ? coverage.rows : [...coverage.rows, total]
  for (const line of textTable(rows, [NAME, POPULATION, COVERED, RATE, CHANGE, POINTS, SOURCE])) log(`  ${line}`)
  log('')
  if (total) {
    log(
      `  ${countText(total.covered)} / ${countText(total.population)} người có thẻ BHYT = ${percentText(total.coverageRate)}`,
    )
    log(
      `  ${changeText(total.compared?.coveredChange ?? null)} người so với cùng kỳ; ${pointsText(total.pointsAboveTarget)} điểm % so với chỉ tiêu ${percentText(total.target?.value ?? null, 0)}`,
    )
  }
  const [next] = nextYear.coverage.rows
  if (next)
    log(`  Chỉ tiêu năm 2018 là ${percentText(next.target?.value ?? null, 0)}: còn ${countText(next.cardsNeeded)} thẻ`)
}

async function tellXuanHung(hub: HubClient, log: DemoOptions['log']): Promise<void> {
  const question = { within: XUAN_HUNG.code, level: 'HAMLET', asOf: XUAN_HUNG_AS_OF, orderBy: 'CARDS_NEEDED_DESC' }
  const { coverage } = await hub.ask<CoverageAnswer>(COVERAGE, question)
  const { total } = coverage
  log('')
  log(`Xã Xuân Hưng, huyện Xuân Lộc, tính đến ngày 10/11/2017 (${coverage.rows.length} ấp)`)
  log('')
  const rows = total === null ? coverage.rows : [...coverage.rows, total]
  for (const line of textTable(rows, [NAME, POPULATION, COVERED, RATE, NEEDED, PACE])) log(`  ${line}`)
  log('')
  if (total) {
    log(
      `  ${countText(total.covered)} / ${countText(total.population)} = ${percentText(total.coverageRate, 2)}; để đạt ${percentText(total.target?.value ?? null, 0)} còn ${countText(total.cardsNeeded)} thẻ`,
    )
  }
}

function tellWhatNext({ url, keyPlace, log }: DemoOptions): void {
  const base = url.replace(/\/$/, '')
  log('')
  log(`Baophu đang phục vụ tại ${base} (dừng: Ctrl+C).`)
  log('Thử hỏi một câu từ một cửa sổ lệnh khác:')
  log(keyPlace ? `  KEY=$(cat ${keyPlace})` : '  KEY=…')
  log(`  curl -s ${base}/graphql -H 'Content-Type: application/json' -H "Authorization: Bearer $KEY" \\`)
  log(`    -d '${JSON.stringify({ query: QUERY_TO_TRY })}'`)
}
