const named = ({ code, full_name }) => ({ code, fullName: full_name })
const counted = (row) => ({
  area: named(row),
  population: row.population,
  covered: row.covered,
  coverageRate: row.coverage_rate,
})
const within = ({ within, day }) => [within, day]

/** The questions of the bench for a server that has one statement for each, and how its flat rows become the answer's. */
export const QUESTIONS = {
  totals: { sql: 'select * from peer.flat_coverage($1, $2)', values: within, row: counted },
  gaps: {
    sql: 'select * from peer.flat_targets($1, $2)',
    values: within,
    row: (row) => ({ ...counted(row), target: row.target === null ? null : { value: row.target } }),
  },
  best: { sql: 'select * from peer.flat_best($1)', values: ({ day }) => [day], row: counted },
  groups: {
    sql: 'select * from peer.flat_groups($1, $2)',
    values: within,
    row: (row) => ({ area: named(row), participantGroup: row.participant_group, covered: row.covered }),
  },
}
