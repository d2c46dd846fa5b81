import type { NamedArea, Page, ValueOf } from '../hub/answers.ts'

export type Role = ValueOf<'Role'>
export type Purpose = ValueOf<'Purpose'>

export interface Grant {
  readonly area: NamedArea | null
  readonly on: string
  readonly from: string
  readonly until: string | null
}

export interface Key {
  readonly id: string
  readonly role: Role
  readonly readsFigures: boolean
  readonly purpose: string
  readonly purposeCode: Purpose
  readonly createdBy: string
  readonly createdAt: string
  readonly validUntil: string
  readonly revokedAt: string | null
  readonly lastUsedAt: string | null
  readonly grants: readonly Grant[]
  /** Networks from which it lets in; none: from anywhere. */
  readonly fromAddresses: readonly string[]
  /** Names of those that a partner's key may fetch. */
  readonly segments: readonly string[]
}

const GRANTS = 'grants { area { code fullName level } on from until }'

export const KEYS = `query Keys {
  keys { id role readsFigures purpose purposeCode createdBy createdAt validUntil revokedAt lastUsedAt segments fromAddresses ${GRANTS} }
}`

export interface KeysAnswer {
  readonly keys: readonly Key[]
}

export const ISSUE_KEY = 'mutation IssueKey($input: IssueKeyInput!) { issueKey(input: $input) { id key } }'

export interface IssuedKey {
  readonly issueKey: { readonly id: string; readonly key: string }
}

export const REVOKE_KEY = 'mutation RevokeKey($id: ID!) { revokeKey(id: $id) }'

/** Households that a partner may fetch. */
export interface Segment {
  readonly name: string
  readonly partner: string
  readonly version: number
  readonly purpose: string
  readonly purposeCode: Purpose
  readonly agreement: string
  readonly expiresOn: string | null
  readonly endedAt: string | null
}

export const SEGMENTS =
  'query Segments { segments { name partner version purpose purposeCode agreement expiresOn endedAt } }'

export interface SegmentsAnswer {
  readonly segments: readonly Segment[]
}

/** How many households are in it today; refused of one that has ended. */
export const SEGMENT_SIZE = 'query SegmentSize($name: String!) { segment(name: $name) { count } }'

export interface SegmentSizeAnswer {
  readonly segment: { readonly count: number } | null
}

export const END_SEGMENT = 'mutation EndSegment($name: String!) { endSegment(name: $name) { name } }'

/** Somebody who signs in with a name. */
export interface Account {
  readonly id: string
  readonly subject: string
  readonly name: string
  readonly role: Role
  readonly readsFigures: boolean
  readonly purposeCode: Purpose
  readonly createdBy: string
  readonly createdAt: string
  readonly endedAt: string | null
  readonly lastSeenAt: string | null
  readonly grants: readonly Grant[]
}

export const ACCOUNTS = `query Accounts {
  accounts { id subject name role readsFigures purposeCode createdBy createdAt endedAt lastSeenAt ${GRANTS} }
}`

export interface AccountsAnswer {
  readonly accounts: readonly Account[]
}

export const INVITE_ACCOUNT = 'mutation InviteAccount($input: InviteAccountInput!) { inviteAccount(input: $input) }'

export const CHANGE_ACCOUNT =
  'mutation ChangeAccount($id: ID!, $input: AccountInput!) { changeAccount(id: $id, input: $input) }'

export const END_ACCOUNT = 'mutation EndAccount($id: ID!) { endAccount(id: $id) }'

export const AUDIT = `query Audit($account: String, $action: String, $after: String) {
  auditEntries(account: $account, action: $action, first: 50, after: $after) {
    totalCount pageInfo { endCursor hasNextPage } nodes { entryNo at account purpose purposeCode role action detail }
  }
}`

export interface AuditEntry {
  readonly entryNo: number
  readonly at: string
  readonly account: string
  readonly purpose: string | null
  readonly purposeCode: Purpose
  readonly role: Role
  readonly action: string
  readonly detail: string
}

export interface AuditAnswer {
  readonly auditEntries: {
    readonly totalCount: number
    readonly pageInfo: Page
    readonly nodes: readonly AuditEntry[]
  }
}
