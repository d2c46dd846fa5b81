import type { BatchStatus, FigureSource, NamedArea, Page, Severity, SourceKind } from '../hub/answers.ts'

const HEAD = `id fileName kind status asOf createdAt createdBy committedAt withdrawnAt progress
  area { code fullName level }
  outcomes { rowsRead created updated unchanged rejected skipped }`

export interface BatchHead {
  readonly id: string
  readonly fileName: string
  readonly kind: SourceKind | null
  readonly status: BatchStatus
  readonly asOf: string | null
  readonly createdAt: string
  readonly createdBy: string
  readonly committedAt: string | null
  readonly withdrawnAt: string | null
  readonly progress: number
  readonly area: NamedArea | null
  readonly outcomes: Readonly<Record<'rowsRead' | 'created' | 'updated' | 'unchanged' | 'rejected' | 'skipped', number>>
}

export const HISTORY = `query History($status: BatchStatus, $kind: SourceKind, $after: String) {
  importBatches(status: $status, kind: $kind, first: 25, after: $after) {
    totalCount pageInfo { endCursor hasNextPage } nodes { ${HEAD} }
  }
}`

export interface HistoryAnswer {
  readonly importBatches: { readonly totalCount: number; readonly pageInfo: Page; readonly nodes: readonly BatchHead[] }
}

export interface BatchColumn {
  readonly address: string
  readonly heading: string
  readonly field: string | null
  readonly confidence: number
}

export interface BatchSheet {
  readonly name: string
  readonly headerRows: readonly number[]
  readonly firstRow: number
  readonly lastRow: number
  readonly encoding: string
  readonly columns: readonly BatchColumn[]
}

export interface IssueGroup {
  readonly code: string
  readonly severity: Severity
  readonly message: string
  readonly count: number
  readonly firstAddresses: readonly string[]
}

export interface Batch extends BatchHead {
  readonly annotatedWorkbookUrl: string | null
  readonly withdrawal: Withdrawal | null
  readonly sheets: readonly BatchSheet[]
  readonly issueGroups: readonly IssueGroup[]
  readonly matches: readonly Pick<Match, 'address'>[]
}

export interface Withdrawal {
  readonly undone: number
  readonly kept: number
  readonly blocked: number
  readonly reasons: readonly {
    readonly code: string
    readonly message: string
    readonly count: number
    readonly examples: readonly string[]
  }[]
}

export interface Match {
  readonly sheet: string
  readonly row: number
  readonly address: string
  readonly fullName: string
  readonly mayBeNew: boolean
  readonly candidates: readonly Candidate[]
}

export interface Candidate {
  readonly id: string
  readonly fullName: string | null
  readonly birthDate: string | null
  readonly birthYear: number | null
  readonly sex: string | null
  readonly nationalId: string | null
  readonly socialInsuranceNumber: string | null
  readonly area: { readonly fullName: string }
}

export const BATCH = `query Batch($id: ID!) {
  importBatch(id: $id) {
    ${HEAD}
    annotatedWorkbookUrl
    withdrawal { undone kept blocked reasons { code message count examples } }
    sheets { name headerRows firstRow lastRow encoding columns { address heading field confidence } }
    issueGroups { code severity message count firstAddresses }
    matches(first: 50) { address }
  }
}`

/** By themselves: they tell of persons of the register, which may have to be opened. */
export const MATCHES = `query Matches($id: ID!) {
  importBatch(id: $id) {
    matches(first: 50) {
      sheet row address fullName mayBeNew
      candidates { id fullName birthDate birthYear sex nationalId socialInsuranceNumber area { fullName } }
    }
  }
}`

export interface MatchesAnswer {
  readonly importBatch: { readonly matches: readonly Match[] } | null
}

export interface BatchAnswer {
  readonly importBatch: Batch | null
}

export const PROGRESS = `subscription Progress($id: ID!) {
  importProgress(id: $id) { status progress outcomes { rowsRead } }
}`

export interface Progress {
  readonly status: BatchStatus
  readonly progress: number
  readonly outcomes: { readonly rowsRead: number }
}

export const ISSUES = `query Issues($id: ID!, $severity: Severity, $code: String, $after: String) {
  importBatch(id: $id) {
    issues(severity: $severity, code: $code, first: 50, after: $after) {
      totalCount pageInfo { endCursor hasNextPage }
      nodes { severity code sheet row address found message remedy }
    }
  }
}`

export const SHEET_ROWS = `query SheetRows($id: ID!, $sheet: String!, $rows: [Int!]!, $around: Int!) {
  importBatch(id: $id) { rows(sheet: $sheet, rows: $rows, around: $around) { row hidden cells } }
}`

export interface SheetRow {
  readonly row: number
  readonly hidden: boolean
  readonly cells: readonly string[]
}

export interface SheetRowsAnswer {
  readonly importBatch: { readonly rows: readonly SheetRow[] | null } | null
}

export interface Issue {
  readonly severity: Severity
  readonly code: string
  readonly sheet: string
  readonly row: number | null
  readonly address: string | null
  readonly found: string | null
  readonly message: string
  readonly remedy: string | null
}

export const CHANGES = `query Changes($id: ID!, $kind: BatchChangeKind, $after: String) {
  importBatch(id: $id) {
    changes(kind: $kind, first: 50, after: $after) {
      totalCount pageInfo { endCursor hasNextPage }
      nodes { kind subject field before after address }
    }
  }
}`

export interface Change {
  readonly kind: string
  readonly subject: string
  readonly field: string | null
  readonly before: string | null
  readonly after: string | null
  readonly address: string | null
}

export const COMMIT = 'mutation Commit($id: ID!) { commitBatch(id: $id) { id } }'
export const WITHDRAW = 'mutation Withdraw($id: ID!) { withdrawBatch(id: $id) { id } }'
export const DISCARD = 'mutation Discard($id: ID!) { discardBatch(id: $id) { id } }'
export const RECHECK = `mutation Recheck($id: ID!, $kind: SourceKind, $areaCode: String, $asOf: Date, $columns: [ColumnChoice!]) {
  recheckBatch(id: $id, kind: $kind, areaCode: $areaCode, asOf: $asOf, columns: $columns) { id }
}`
export const DECIDE = `mutation Decide($batchId: ID!, $sheet: String!, $row: Int!, $personId: ID) {
  decideMatch(batchId: $batchId, sheet: $sheet, row: $row, personId: $personId) { id }
}`

/** The rate of the batch's own area on its own day. */
export const NEW_COVERAGE = `query NewCoverage($code: String!, $asOf: Date!) {
  area(code: $code, on: $asOf) {
    coverage(asOf: $asOf) { asOf covered population coverageRate coveredSource { sourceName address asOf batch { id } } }
  }
}`

export interface NewCoverageAnswer {
  readonly area: {
    readonly coverage: {
      readonly asOf: string
      readonly covered: number | null
      readonly population: number | null
      readonly coverageRate: number | null
      readonly coveredSource: FigureSource | null
    } | null
  } | null
}
