import type { SqlEntityManager } from '@mikro-orm/postgresql'
import type { Actor, Language } from '../../src/access/actor.ts'
import { type IssueGroup, issueGroups } from '../../src/batches/batch-issue.store.ts'
import { batch as batchRow } from '../../src/batches/batch-row.store.ts'
import { GLOSSARY } from '../../src/kernel/glossary.ts'
import type { Severity } from '../../src/kernel/issue.ts'
import { issueText } from '../../src/kernel/issue-catalogue.ts'
import { formatVietnamese } from '../../src/kernel/plain-date.ts'
import { OUTCOME_HEADING, SOURCE_ROW_HEADING, SUMMARY_TITLE } from '../forms/own-marks.ts'
import type { AnnotationWords, MarkColour, SummaryLine } from '../workbook/annotation.ts'

const WORDS: Readonly<Record<Language, Omit<AnnotationWords, 'outcomeHeading' | 'sourceRowHeading' | 'outcomeWords'>>> =
  {
    vi: {
      summaryName: 'Kết quả kiểm tra',
      whole: [
        'Đây là tệp của anh/chị, giữ nguyên định dạng: ô cần xem lại được tô màu và có ghi chú; cột cuối của bảng ghi kết quả từng dòng. Công thức được thay bằng giá trị đã lưu.',
        'Hãy sửa ngay trong tệp này rồi tải lên lại: hệ thống tự bỏ qua trang này và cột kết quả.',
      ],
      extract: [
        'Tệp gốc không phải .xlsx (hoặc không chép lại được nguyên vẹn), nên ở đây chỉ có các dòng cần xem lại (cột đầu là số dòng trong tệp gốc).',
        'Hãy sửa trong tệp gốc rồi tải tệp gốc lên; không tải tệp này lên, vì nó không phải danh sách đầy đủ.',
      ],
    },
    en: {
      summaryName: 'Outcome of the check',
      whole: [
        'This is your own file with its formats: cells to look at are coloured and have a comment; the last column of the table tells what became of each row. Formulas were replaced by their saved values.',
        'Mend it right here and upload it again: this page and the column of outcomes are passed over.',
      ],
      extract: [
        'The original is no .xlsx (or could not be copied without loss), so only the rows in question stand here (the first column is their row in the original).',
        'Mend the original and upload that; do not upload this file, for it is not the whole list.',
      ],
    },
  }

/** Outcomes that are told row by row: a heading or a total that was passed over needs no word. */
export const TOLD_OUTCOMES: readonly string[] = ['CREATED', 'UPDATED', 'UNCHANGED', 'REJECTED']

/** The sentences and headings that do not depend on the file. */
export function annotationWords(language: Language): AnnotationWords {
  return {
    ...WORDS[language],
    outcomeHeading: OUTCOME_HEADING[language],
    sourceRowHeading: SOURCE_ROW_HEADING[language],
    outcomeWords: TOLD_OUTCOMES.map((outcome) => outcomeWord(outcome, language)),
  }
}

const CHECKED: Readonly<Record<Language, string>> = { vi: '(đã kiểm tra)', en: '(checked)' }

/** `danh sách.xls` → `danh sách (đã kiểm tra).xlsx`; a name that says so already stays. Excel opens macros only as `.xlsm`. */
export function checkedName(fileName: string, language: Language, macros = false): string {
  const stem = fileName.replace(/\.[A-Za-z0-9]{1,5}$/, '')
  const bare = Object.values(CHECKED).reduce((name, mark) => name.replace(mark, ''), stem)
  return `${bare.trim()} ${CHECKED[language]}.${macros ? 'xlsm' : 'xlsx'}`.trimStart()
}

const ENGLISH: Readonly<Record<string, string>> = {
  CREATED: 'added',
  UPDATED: 'updated',
  UNCHANGED: 'unchanged',
  REJECTED: 'rejected',
  SKIPPED: 'skipped',
  BLOCKING: 'blocks the file',
  ERROR: 'rejects the row',
  WARNING: 'warning',
  NOTE: 'note',
}

/** What became of a row, in one word that begins a sentence. */
export function outcomeWord(outcome: string, language: Language): string {
  return word('RowOutcome', outcome, language)
}

/** How grave an issue is. */
export function severityWord(severity: Severity, language: Language): string {
  return word('Severity', severity, language)
}

function word(
  family: 'RowOutcome' | 'Severity' | 'BatchStatus' | 'SourceKind',
  name: string,
  language: Language,
): string {
  const vietnamese = GLOSSARY[`${family}.${name}`]?.vi ?? name
  const told = language === 'vi' ? vietnamese : (ENGLISH[name] ?? name)
  return told.charAt(0).toUpperCase() + told.slice(1)
}

interface Asked {
  readonly actor: Actor
  readonly em: SqlEntityManager
  readonly batch: { readonly id: number }
  readonly language: Language
}

const HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  vi: ['Mức độ', 'Số chỗ', 'Vấn đề', 'Cách sửa', 'Những chỗ đầu tiên'],
  en: ['Severity', 'Places', 'What is wrong', 'What to do', 'The first places'],
}
const NOTHING_WRONG: Readonly<Record<Language, string>> = {
  vi: 'Không có lỗi hay cảnh báo nào.',
  en: 'There is nothing to mend or to look at.',
}

/** The first sheet: what the file is, its counters, and equal issues together with their remedy. */
export async function summaryLines({ actor, em, batch, language }: Asked): Promise<SummaryLine[]> {
  const found = await batchRow(actor, em, batch.id)
  const groups = await issueGroups(actor, em, batch.id)
  if (found === null) return []
  const vi = language === 'vi'
  const outcomes = ['CREATED', 'UPDATED', 'UNCHANGED', 'REJECTED', 'SKIPPED'] as const
  const counts = [found.created, found.updated, found.unchanged, found.rejected, found.skipped]
  const day = found.asOf === null ? '' : vi ? formatVietnamese(found.asOf) : found.asOf
  const plain = (...cells: (string | number)[]): SummaryLine => ({ look: 'plain', cells })
  return [
    { look: 'title', cells: [SUMMARY_TITLE[language]] },
    plain(`${vi ? 'Tệp' : 'File'}: ${found.fileName}`),
    plain(`${vi ? 'Loại' : 'Kind'}: ${found.kind === null ? '?' : word('SourceKind', found.kind, language)}`),
    plain(`${vi ? 'Tính đến ngày' : 'As of'}: ${day}`),
    plain(`${vi ? 'Trạng thái' : 'Status'}: ${word('BatchStatus', found.status, language)}`),
    plain(),
    { look: 'heading', cells: [vi ? 'Kết quả' : 'Outcome', vi ? 'Số dòng' : 'Rows'] },
    ...outcomes.map((outcome, at) => plain(outcomeWord(outcome, language), counts[at] ?? 0)),
    plain(vi ? 'Tổng số dòng đã đọc' : 'Rows read', found.rowsRead),
    plain(),
    ...(groups.length === 0
      ? [plain(NOTHING_WRONG[language])]
      : [{ look: 'heading' as const, cells: HEADINGS[language] }]),
    ...groups.map((group) => groupLine(group, language)),
  ]
}

function groupLine(group: IssueGroup, language: Language): SummaryLine {
  const { message, remedy } = issueText({ ...group, found: group.found ?? undefined }, language)
  const rest = group.count - group.firstAddresses.length
  const places = `${group.firstAddresses.join(', ')}${rest > 0 && group.firstAddresses.length > 0 ? ', …' : ''}`
  const cells = [severityWord(group.severity, language), group.count, message, remedy, places]
  return { look: 'plain', cells, colour: COLOURS[group.severity] }
}

/** The colour of a severity in every annotated workbook. */
export const COLOURS: Readonly<Record<Severity, MarkColour>> = {
  BLOCKING: 'RED',
  ERROR: 'RED',
  WARNING: 'YELLOW',
  NOTE: 'BLUE',
}
