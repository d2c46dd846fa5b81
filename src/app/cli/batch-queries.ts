const HEAD = `
  id status kind fileName asOf createdAt committedAt
  area { code fullName }
  outcomes { rowsRead created updated unchanged rejected skipped }
`

const REPORT = `
  ${HEAD}
  sheets { name headerRows firstRow lastRow encoding columns { address heading field confidence } }
  issueGroups { severity code message count firstAddresses }
  issues(first: 100) { totalCount nodes { severity code address found message remedy } }
  withdrawal { undone kept blocked reasons { code message count examples } }
`

export const BATCH = `query Batch($id: ID!) { importBatch(id: $id) { ${REPORT} } }`

/** By itself, for it may be refused where the rest is not. */
export const CHANGES = `query Changes($id: ID!) {
  importBatch(id: $id) { changes(first: 50) { totalCount nodes { kind subject field before after address } } }
}`

export const BATCHES = `query Batches($status: BatchStatus, $kind: SourceKind, $first: Int) {
  importBatches(status: $status, kind: $kind, first: $first) { nodes { ${HEAD} } }
}`

export const COMMIT = 'mutation Commit($id: ID!) { commitBatch(id: $id) { id } }'

export const WITHDRAW = 'mutation Withdraw($id: ID!) { withdrawBatch(id: $id) { id } }'
