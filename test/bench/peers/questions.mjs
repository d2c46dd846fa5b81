/** The questions of the bench for a server that has one statement for each. */
export const QUESTIONS = {
  totals: { sql: 'select * from peer.totals($1, $2)', values: ({ within, day }) => [within, day] },
  gaps: { sql: 'select * from peer.gaps($1, $2)', values: ({ within, day }) => [within, day] },
  best: { sql: 'select * from peer.best($1)', values: ({ day }) => [day] },
  groups: { sql: 'select * from peer.by_group($1, $2)', values: ({ within, day }) => [within, day] },
}
