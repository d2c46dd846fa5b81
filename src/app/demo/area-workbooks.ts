import type { SheetContent } from '../../exports/workbook-writer.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { AreaLine } from '../official-areas.ts'
import { asOfText, letterhead, line, numbering, signature } from './sheet-lines.ts'
import type { CommuneFigures } from './yen-the.ts'

/** The list of units in the shape of the statistics office's own download: eight columns, a heading in row 1, no title. */
export function areaListSheet(areas: readonly AreaLine[]): SheetContent {
  const headings = [
    'Tỉnh / Thành Phố',
    'Mã TP',
    'Quận / Huyện',
    'Mã QH',
    'Phường / Xã',
    'Mã PX',
    'Cấp',
    'Tên Tiếng Anh',
  ]
  return {
    name: 'Sheet1',
    widths: [26, 8, 26, 8, 26, 8, 12, 20],
    head: [line('heading', ...headings)],
    headMerges: [],
    body: areas.map((area) =>
      line(
        'plain',
        area.provinceName,
        area.provinceCode,
        area.districtName,
        area.districtCode,
        area.communeName,
        area.communeCode,
        area.communeType,
        null,
      ),
    ),
  }
}

/** The district's table of autumn 2017: two heading rows with merged cells, a numbering row, a total, signatures. */
export function figuresSheet(office: string, rows: readonly CommuneFigures[], asOf: PlainDate): SheetContent {
  return {
    name: 'Biểu 01',
    widths: [6, 28, 14, 16, 14, 12, 12, 14, 22],
    head: [
      ...letterhead(`BẢO HIỂM XÃ HỘI ${office.toUpperCase()}`, 'BẢO HIỂM XÃ HỘI TỈNH BẮC GIANG', 8),
      line('title', null, `KẾT QUẢ THỰC HIỆN BAO PHỦ BẢO HIỂM Y TẾ ${office.toUpperCase()}`),
      line('title', null, `(Số liệu ${asOfText(asOf)})`),
      line(
        'heading',
        'TT',
        'Đơn vị hành chính',
        'Dân số (người)',
        'Số người tham gia BHYT',
        'Tỷ lệ bao phủ (%)',
        'Số hộ dân cư',
        null,
        null,
        null,
      ),
      line(
        'heading',
        null,
        null,
        null,
        null,
        null,
        'Tổng số hộ',
        'Hộ nghèo',
        'Hộ cận nghèo',
        'Hộ nông, lâm, ngư nghiệp có mức sống trung bình',
      ),
      numbering(2, 9),
    ],
    headMerges: ['A6:A7', 'B6:B7', 'C6:C7', 'D6:D7', 'E6:E7', 'F6:I6'],
    body: [
      ...rows.map((row, index) => line('plain', index + 1, row.name, ...figureCells(row))),
      line('total', null, 'Tổng cộng', ...figureCells(totalOf(rows))),
      ...signature('Yên Thế', asOf, ['NGƯỜI LẬP BIỂU', 'GIÁM ĐỐC'], 8),
    ],
  }
}

/** The table of a year before, kept in an older and simpler form: one heading row, no households. */
export function earlierFiguresSheet(office: string, rows: readonly CommuneFigures[], asOf: PlainDate): SheetContent {
  const total = totalOf(rows)
  return {
    name: 'Bao phu 2016',
    widths: [6, 28, 14, 16, 14],
    head: [
      line('title', null, `TÌNH HÌNH THAM GIA BẢO HIỂM Y TẾ ${office.toUpperCase()}`),
      line('title', null, asOfText(asOf)),
      line('heading', 'STT', 'Xã, thị trấn', 'Dân số', 'Số người tham gia BHYT', 'Tỷ lệ (%)'),
    ],
    headMerges: [],
    body: [
      ...rows.map((row, index) => line('plain', index + 1, row.name, row.population, row.covered, percent(row))),
      line('total', null, 'Cộng', total.population, total.covered, percent(total)),
    ],
  }
}

/** What an area is asked to reach. */
export interface TargetLine {
  readonly name: string
  /** 0–1. */
  readonly coverageRate: number
}

export interface TargetSheet {
  /** Who assigns it: `UBND HUYỆN YÊN THẾ`. */
  readonly office: string
  readonly above: string
  readonly place: string
  /** `Kế hoạch số 18/KH-UBND ngày 20/01/2017` */
  readonly document: string
  readonly from: PlainDate
  readonly dueOn: PlainDate
  readonly lines: readonly TargetLine[]
}

/** A table of assigned targets: rates in per cent, with the days from when and until when. */
export function targetSheet(target: TargetSheet): SheetContent {
  return {
    name: 'Chi tieu',
    widths: [6, 30, 20, 16, 18],
    head: [
      ...letterhead(target.office, target.above, 4),
      line('title', null, `GIAO CHỈ TIÊU TỶ LỆ BAO PHỦ BẢO HIỂM Y TẾ NĂM ${target.dueOn.slice(0, 4)}`),
      line('note', null, `(Kèm theo ${target.document} của ${target.office})`),
      line('heading', 'TT', 'Đơn vị', 'Chỉ tiêu tỷ lệ bao phủ BHYT (%)', 'Từ ngày', 'Thời hạn hoàn thành'),
      numbering(2, 5),
    ],
    headMerges: [],
    body: [
      ...target.lines.map((each, index) =>
        line(
          'plain',
          index + 1,
          each.name,
          Math.round(each.coverageRate * 10_000) / 100,
          { day: target.from },
          { day: target.dueOn },
        ),
      ),
      ...signature(target.place, target.from, ['NGƯỜI LẬP BIỂU', 'CHỦ TỊCH'], 4),
    ],
  }
}

function figureCells(row: CommuneFigures): readonly number[] {
  return [row.population, row.covered, percent(row), row.households, row.poor, row.nearPoor, row.middleIncomeFarming]
}

/** Rounded to one decimal, as the offices print it; the hub takes the two counts and keeps no rounded rate. */
function percent(row: CommuneFigures): number {
  return Math.round((row.covered / row.population) * 1000) / 10
}

function totalOf(rows: readonly CommuneFigures[]): CommuneFigures {
  const sum = (field: Exclude<keyof CommuneFigures, 'name'>): number => rows.reduce((so, row) => so + row[field], 0)
  return {
    name: 'Tổng cộng',
    population: sum('population'),
    covered: sum('covered'),
    households: sum('households'),
    poor: sum('poor'),
    nearPoor: sum('nearPoor'),
    middleIncomeFarming: sum('middleIncomeFarming'),
  }
}
