import type { AreaRow } from '../areas/area.store.ts'
import type { BaseSalary } from '../campaigns/base-salary.ts'
import type { TeamRow } from '../campaigns/campaign.ts'
import type { DoorMember, DoorVisit } from '../campaigns/door-list.ts'
import type { PaidMonths } from '../campaigns/premium.ts'
import type { HouseholdClass } from '../households/household-class.ts'
import { formatVietnamese, type PlainDate } from '../kernel/plain-date.ts'
import type { CellContent, RowContent } from './workbook-writer.ts'

/** A column of the list: heading, width in characters, and what stands in it; a household's own cells in its first row only. */
interface DoorColumn {
  readonly heading: string
  readonly width: number
  readonly cell: (
    member: DoorMember,
    visit: DoorVisit,
    household: { readonly number: number; readonly isFirst: boolean },
  ) => CellContent
  /** What stands in the line of sums; left out, nothing. */
  readonly sum?: (sums: DoorSums) => CellContent
}

export const DOOR_COLUMNS: readonly DoorColumn[] = [
  { heading: 'Số TT hộ', width: 6, cell: (_member, _visit, { number, isFirst }) => (isFirst ? number : '') },
  {
    heading: 'Chủ hộ',
    width: 24,
    cell: (_member, visit, { isFirst }) => (isFirst ? (visit.headName ?? '') : ''),
    sum: ({ doors }) => `Cộng: ${doors} hộ`,
  },
  { heading: 'Địa chỉ', width: 20, cell: (_member, visit, { isFirst }) => (isFirst ? (visit.address ?? '') : '') },
  {
    heading: 'Diện hộ',
    width: 14,
    cell: (_member, visit, { isFirst }) => (isFirst ? className(visit.householdClass) : ''),
  },
  {
    heading: 'Số người (có thẻ)',
    width: 9,
    cell: (_member, visit, { isFirst }) => (isFirst ? `${visit.size} (${visit.covered})` : ''),
  },
  {
    heading: 'Người chưa có thẻ',
    width: 26,
    cell: ({ person }) => person.fullName,
    sum: ({ people }) => `${people} người`,
  },
  { heading: 'Ngày, năm sinh', width: 12, cell: ({ person }) => birth(person.birthDate, person.birthYear) },
  {
    heading: 'Giới tính',
    width: 6,
    cell: ({ person }) => (person.sex === null ? '' : person.sex === 'MALE' ? 'Nam' : 'Nữ'),
  },
  { heading: 'Quan hệ', width: 10, cell: ({ relationToHead }) => relationToHead ?? '' },
  { heading: 'Khai có thẻ', width: 6, cell: ({ declaresCard }) => (declaresCard ? 'x' : '') },
  { heading: 'Mã đối tượng', width: 7, cell: ({ premium }) => premium?.participantCode ?? '' },
  { heading: 'Người thứ', width: 6, cell: ({ premium }) => premium?.order ?? '' },
  { heading: 'Mức đóng (đ)', width: 11, cell: ({ premium }) => premium?.full ?? '' },
  { heading: 'Nhà nước hỗ trợ (đ)', width: 11, cell: ({ premium }) => premium?.support ?? '' },
  {
    heading: 'Phải nộp (đ)',
    width: 11,
    cell: ({ premium }) => premium?.due ?? '',
    sum: ({ due }) => due ?? '',
  },
  { heading: 'Kết quả, ngày hẹn', width: 16, cell: () => '' },
  { heading: 'Ký nhận', width: 12, cell: () => '' },
]

const CLASS_NAMES: Readonly<Record<HouseholdClass, string>> = {
  POOR: 'Hộ nghèo',
  NEAR_POOR: 'Hộ cận nghèo',
  MIDDLE_INCOME_FARMING: 'NLNN mức sống TB',
  OTHER: 'Hộ khác',
}

function className(householdClass: HouseholdClass | null): string {
  return householdClass === null ? '' : CLASS_NAMES[householdClass]
}

function birth(date: PlainDate | null, year: number | null): CellContent {
  if (date !== null) return { day: date }
  return year === null ? '' : String(year)
}

/** What the head of a sheet tells. */
export interface DoorSheetHead {
  readonly area: AreaRow
  /** Commune, district and province, the nearest first. */
  readonly above: readonly AreaRow[]
  readonly teams: readonly TeamRow[]
  readonly asOf: PlainDate
  readonly months: PaidMonths
  readonly baseSalary: BaseSalary | null
}

/** The lines above the list, the column headings last. The form goes to households: it is in Vietnamese for everybody. */
export function doorSheetHead({ area, above, teams, asOf, months, baseSalary }: DoorSheetHead): readonly RowContent[] {
  const place = [area, ...above].map(({ fullName }) => fullName).join(', ')
  const salary =
    baseSalary === null
      ? 'chưa có mức đóng của ngày này'
      : `mức đóng ${months} tháng theo lương cơ sở ${thousands(baseSalary.dongPerMonth)} đ/tháng (${baseSalary.document})`
  return [
    { look: 'title', cells: ['DANH SÁCH NGƯỜI CHƯA CÓ THẺ BHYT THEO HỘ GIA ĐÌNH'] },
    { look: 'title', cells: [place] },
    { look: 'note', cells: [`Tính đến ngày ${formatVietnamese(asOf)}; ${salary}.`] },
    { look: 'note', cells: [`Tổ vận động: ${teams.length === 0 ? '…' : teams.map(teamName).join('; ')}.`] },
    { look: 'heading', cells: DOOR_COLUMNS.map(({ heading }) => heading) },
  ]
}

function teamName({ name, leader, memberNames }: TeamRow): string {
  const people = [...(leader === null ? [] : [`tổ trưởng ${leader}`]), ...memberNames]
  return people.length === 0 ? name : `${name} (${people.join(', ')})`
}

/** The line before the doors of a residents' group. */
export function groupLine(group: AreaRow, teams: readonly TeamRow[]): RowContent {
  const told = teams.length === 0 ? '' : ` – ${teams.map((team) => team.name).join('; ')}`
  return { look: 'total', cells: [`${group.fullName}${told}`, ...DOOR_COLUMNS.slice(1).map(() => '')] }
}

/** A line for each member without a card. */
export function* memberLines(number: number, visit: DoorVisit): Generator<RowContent> {
  for (const [index, member] of visit.members.entries()) {
    const household = { number, isFirst: index === 0 }
    yield { look: 'plain', cells: DOOR_COLUMNS.map(({ cell }) => cell(member, visit, household)) }
  }
}

/** The sums of a sheet. */
export interface DoorSums {
  readonly doors: number
  readonly people: number
  /** In đồng; null when a premium is not known. */
  readonly due: number | null
}

const RULES = [
  'Mức đóng một tháng bằng 4,5% lương cơ sở. Thành viên cùng tham gia theo hộ gia đình (GD) trong năm tài chính đóng lần lượt 100%, 70%, 60%, 50%,',
  'từ người thứ năm 40%; người có thẻ nhóm khác hoặc được Nhà nước hỗ trợ không tính thứ tự và không giảm trừ. Phần địa phương hỗ trợ thêm chưa tính.',
  'Người từ 6 đến 17 tuổi tạm tính là học sinh (HS), tham gia tại trường. Cột “Khai có thẻ”: hộ đã kê khai là có thẻ, có thể cấp ở nơi khác; cần xem thẻ.',
]

/** Sums, rules and the lines to sign. */
export function* doorSheetFoot(sums: DoorSums): Generator<RowContent> {
  yield { look: 'total', cells: DOOR_COLUMNS.map(({ sum }) => sum?.(sums) ?? '') }
  for (const rule of RULES) yield { look: 'note', cells: [rule] }
  yield { look: 'note', cells: [] }
  yield { look: 'note', cells: across('Ngày …… tháng …… năm ……', 14) }
  yield { look: 'title', cells: signers(['Trưởng ấp (thôn, khu phố)', 'Tổ trưởng tổ vận động', 'Người lập danh sách']) }
  yield { look: 'note', cells: signers(['(Ký, ghi rõ họ tên)', '(Ký, ghi rõ họ tên)', '(Ký, ghi rõ họ tên)']) }
}

/** Where who signs stands, left, middle and right. */
const SIGNERS_AT = [1, 6, 14]

function signers(texts: readonly string[]): readonly CellContent[] {
  const cells: CellContent[] = Array.from({ length: DOOR_COLUMNS.length }, () => null)
  for (const [index, text] of texts.entries()) cells[SIGNERS_AT[index] ?? 0] = text
  return cells
}

function across(text: string, at: number): readonly CellContent[] {
  return [...Array.from({ length: at }, () => null), text]
}

/** 1.300.000, as Vietnamese officers write it. */
function thousands(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, '.')
}
