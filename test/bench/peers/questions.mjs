import { together } from './homes.mjs'
import { CARDS, HOUSEHOLDS, MEMBERS } from './household-statements.mjs'

const named = ({ code, full_name }) => ({ code, fullName: full_name })
const counted = (row) => ({
  area: named(row),
  population: row.population,
  covered: row.covered,
  coverageRate: row.coverage_rate,
})
const target = ({ target_value: value }) => (value === null ? null : { value })

/** A question with one statement for an area and a day, and how its flat rows become the answer's. */
const list =
  (name, row) =>
  async (rowsOf, { within, day }) => ({
    coverage: { rows: (await rowsOf(name, `select * from peer.${name}($1, $2)`, [within, day])).map(row) },
  })

const COMMUNE = `
  select area.code, area.full_name, line.population, line.covered, line.coverage_rate,
    (select json_agg(json_build_object('asOf', on_day, 'population', population, 'covered', covered, 'coverageRate', coverage_rate))
      from peer.trend_of(line.area_id, $3, $4)) as trend,
    (select json_agg(json_build_object('householdClass', household_class, 'population', population, 'covered', covered))
      from peer.classes_of(line.area_id, $2)) as "byClass",
    (select json_agg(json_build_object('participantGroup', participant_group, 'covered', covered))
      from peer.groups_of(line.area_id, $2)) as "byGroup"
  from peer.coverage_of($1, $2) line join peer.area using (area_id)`

/** The questions of the bench for a server that knows the statements of each. */
export const QUESTIONS = {
  totals: list('flat_coverage', counted),
  targets: list('flat_targets', (row) => ({ ...counted(row), target: target(row) })),
  gaps: list('flat_gaps', (row) => ({
    area: named(row),
    parent: { code: row.parent_code, fullName: row.parent_full_name },
    population: row.population,
    covered: row.covered,
    target: target(row),
    cardsNeeded: row.cards_needed,
  })),
  groups: list('flat_groups', (row) => ({
    area: named(row),
    participantGroup: row.participant_group,
    covered: row.covered,
  })),
  best: async (rowsOf, { day }) => ({
    coverage: { rows: (await rowsOf('best', 'select * from peer.flat_best($1)', [day])).map(counted) },
  }),
  commune: async (rowsOf, { within, day, from, until }) => {
    const [row] = await rowsOf('commune', COMMUNE, [within, day, from, until])
    return { commune: { ...counted(row), trend: row.trend, byClass: row.byClass, byGroup: row.byGroup } }
  },
  households: async (rowsOf, { within, day, class: householdClass, afterCode, afterId }) => {
    const households = await rowsOf('households', HOUSEHOLDS, [within, day, householdClass, afterCode, afterId])
    const members = await rowsOf('members', MEMBERS, [households.map(({ id }) => id), day])
    const cards = await rowsOf('cards', CARDS, [members.map(({ id }) => id), day])
    return { households: { nodes: together(households, members, cards) } }
  },
  persons: async (rowsOf, { day }) => {
    const [{ covered }] = await rowsOf('persons', 'select peer.covered_persons($1) as covered', [day])
    return { country: { covered } }
  },
}
