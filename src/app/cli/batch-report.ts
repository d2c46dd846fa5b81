import type { Language } from '../../access/actor.ts'
import type { Told } from './terminal.ts'
import { dayText, momentText, valueWord } from './told-values.ts'

/** A batch as the terminal asks for it; see `batch-queries.ts`. */
export interface BatchAnswer {
  readonly id: string
  readonly status: string
  readonly kind: string | null
  readonly fileName: string
  readonly asOf: string | null
  readonly createdAt: string
  readonly area: { readonly code: string; readonly fullName: string } | null
  readonly outcomes: Readonly<Record<Outcome | 'rowsRead', number>>
  readonly issueGroups: readonly IssueGroupAnswer[]
  readonly issues: { readonly nodes: readonly IssueAnswer[] }
  /** Null for a sender who has not opened persons: changes tell what the register had. */
  readonly changes: ChangesAnswer | null
  readonly withdrawal: WithdrawalAnswer | null
  /** Whether these bytes had been sent before. */
  readonly repeated?: boolean
}

const OUTCOMES = ['created', 'updated', 'unchanged', 'rejected', 'skipped'] as const
type Outcome = (typeof OUTCOMES)[number]

interface IssueGroupAnswer {
  readonly severity: 'BLOCKING' | 'ERROR' | 'WARNING' | 'NOTE'
  readonly code: string
  readonly message: string
  readonly count: number
  readonly firstAddresses: readonly string[]
}

interface WithdrawalAnswer {
  readonly undone: number
  readonly kept: number
  readonly blocked: number
  readonly reasons: readonly {
    readonly message: string
    readonly count: number
    readonly examples: readonly string[]
  }[]
}

interface IssueAnswer {
  readonly code: string
  readonly remedy: string | null
}

export interface ChangesAnswer {
  readonly totalCount: number
  readonly nodes: readonly ChangeAnswer[]
}

interface ChangeAnswer {
  readonly kind: 'CREATED' | 'UPDATED' | 'GONE'
  readonly subject: string
  readonly field: string | null
  readonly before: string | null
  readonly after: string | null
  readonly address: string | null
}

/** Whether nothing of the file can be committed. */
export function isBlocked(batch: BatchAnswer): boolean {
  return batch.status === 'FAILED' || batch.issueGroups.some((group) => group.severity === 'BLOCKING')
}

/** What was understood, what became of the rows, what is wrong and how to repair it, and what changes. */
export function batchLines(batch: BatchAnswer, language: Language): string[] {
  const { outcomes } = batch
  const counts = OUTCOMES.map(
    (outcome) => `${valueWord('RowOutcome', outcome.toUpperCase(), language)} ${count(outcomes[outcome], language)}`,
  )
  return [
    `${batch.fileName}  [${valueWord('BatchStatus', batch.status, language)}]  ${batch.id}`,
    `  ${headline(batch, language)}`,
    ...(batch.repeated ? [`  ${REPEATED[language]}`] : []),
    `  ${ROWS[language]} ${count(outcomes.rowsRead, language)}: ${counts.join(' · ')}`,
    ...batch.issueGroups.flatMap((group) => issueLines(group, batch, language)),
    ...withdrawalLines(batch.withdrawal, language),
    ...changeLines(batch.changes, language),
    '',
  ]
}

/** A batch in one line of a list. */
export function listLine(batch: BatchAnswer, language: Language): string {
  const status = valueWord('BatchStatus', batch.status, language)
  return `${batch.id}  ${momentText(batch.createdAt, language)}  ${status}  ${headline(batch, language)}  ${batch.fileName}`
}

function headline({ kind, area, asOf }: BatchAnswer, language: Language): string {
  const day = asOf === null ? null : `${AS_OF[language]} ${dayText(asOf, language)}`
  const place = area && (area.code === '' ? area.fullName : `${area.fullName} (${area.code})`)
  return [kind === null ? '?' : valueWord('SourceKind', kind, language), place, day]
    .filter((part) => part !== null)
    .join(' · ')
}

/** What a withdrawal left, and why; nothing when all is undone. */
function withdrawalLines(withdrawal: WithdrawalAnswer | null, language: Language): string[] {
  if (withdrawal === null) return []
  const { undone, kept, blocked, reasons } = withdrawal
  const head =
    language === 'vi'
      ? `Đã thu hồi ${undone} · giữ vì có thay đổi sau ${kept} · bị vướng ${blocked}`
      : `Undone ${undone} · kept because changed since ${kept} · blocked ${blocked}`
  const why = reasons.map(({ message, count: times, examples }) =>
    `    ${times} × ${message} ${examples.join('; ')}`.trimEnd(),
  )
  return [`  ${head}`, ...why]
}

function issueLines(group: IssueGroupAnswer, batch: BatchAnswer, language: Language): string[] {
  const { severity, code, message, firstAddresses } = group
  const places =
    firstAddresses.length === 0
      ? ''
      : ` (${firstAddresses.join(', ')}${group.count > firstAddresses.length ? ', …' : ''})`
  const remedy = batch.issues.nodes.find((issue) => issue.code === code)?.remedy
  const told = `  ${valueWord('Severity', severity, language).toUpperCase()} ×${count(group.count, language)} ${code}: ${message}${places}`
  return remedy ? [told, `      → ${remedy}`] : [told]
}

/** So many changes are told to people; `--json` has more, the hub has all. */
const CHANGES_SHOWN = 20

function changeLines(changes: BatchAnswer['changes'], language: Language): string[] {
  if (changes === null) return [`  ${CHANGES[language]}: ${NOT_OPEN[language]}`]
  const { totalCount, nodes } = changes
  if (totalCount === 0) return []
  const shownNodes = nodes.slice(0, CHANGES_SHOWN)
  const lines = shownNodes.map(({ kind, subject, field, before, after, address }) => {
    const difference = kind === 'UPDATED' && field !== null ? `: ${field} ${before ?? '–'} → ${after ?? '–'}` : ''
    return `    ${MARK[kind]} ${subject}${difference}${address === null ? '' : ` (${address})`}`
  })
  const shown = shownNodes.length < totalCount ? ` (${shownNodes.length} / ${count(totalCount, language)})` : ''
  return [`  ${CHANGES[language]}${shown}:`, ...lines]
}

function count(value: number, language: Language): string {
  return value.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB')
}

const ROWS: Told = { vi: 'Số dòng đã đọc', en: 'Rows read' }
const AS_OF: Told = { vi: 'tính đến ngày', en: 'as of' }
const CHANGES: Told = { vi: 'Thay đổi', en: 'Changes' }
const NOT_OPEN: Told = {
  vi: 'chỉ xem được khi đã mở xem người (baophu persons open --reason "…")',
  en: 'shown once persons are open (baophu persons open --reason "…")',
}
const REPEATED: Told = { vi: 'Tệp này đã được gửi trước đây.', en: 'This very file was sent before.' }
const MARK = { CREATED: '+', UPDATED: '~', GONE: '−' } as const
