// GraphQL Yoga with DataLoader: a question's rows in one statement, and a loader for each thing that hangs on a row.
import { createServer } from 'node:http'
import DataLoader from 'dataloader'
import { createSchema, createYoga } from 'graphql-yoga'
import pg from 'pg'
import { cardsOn, homeResolvers, homeTypes, membersOn } from './yoga-homes.mjs'

const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 })
// Days as they are written, not as moments.
pg.types.setTypeParser(1082, (day) => day)
const rowsOf = async (name, text, values) => (await pool.query({ name, text, values })).rows

const AREAS = 'select * from peer.area where area_id = any($1::int[])'
const TARGETS = `select distinct on (area_id) * from peer.target
  where area_id = any($1::int[]) and valid_from <= $2 and $2 <= due_on order by area_id, valid_from desc, due_on`
const HOUSEHOLDS = `select household_id as id, head_name as "headName", household_class as "householdClass", area_id
  from peer.households_of($1, $2, $3, $4, $5)`

const loader = (name, text, ...others) =>
  new DataLoader(async (ids) => {
    const found = new Map((await rowsOf(name, text, [ids, ...others])).map((row) => [row.area_id, row]))
    return ids.map((id) => found.get(id) ?? null)
  })

const typeDefs = `
  type Query {
    coverage(within: String!, day: String!, first: Int = 100): Report!
    groups(within: String!, day: String!, first: Int = 100): GroupReport!
    best(day: String!): Report!
    commune(code: String!, day: String!): Row!
    households(within: String!, day: String!, class: String!, afterCode: String!, afterId: ID!): Households!
    country(day: String!): Country!
  }
  type Report { rows: [Row!]! }
  type Row {
    area: Area!  parent: Area!  population: Int!  covered: Int!  coverageRate: Float  target: Target  cardsNeeded: Int
    asOf: String!  trend(from: String!, until: String!): [Row!]!  byClass: [ClassRow!]!  byGroup: [GroupRow!]!
  }
  type ClassRow { householdClass: String  population: Int!  covered: Int! }
  type GroupReport { rows: [GroupRow!]! }
  type GroupRow { area: Area!  participantGroup: Int  covered: Int! }
  type Area { code: String!  fullName: String! }
  type Target { value: Float! }
  type Households { nodes: [Household!]! }
  type Country { covered: Int! }
  ${homeTypes}`

const areaOf = (row, _, { areas }) => areas.load(row.area_id)
const targetOf = (row, _, { targets }) => targets.load(row.area_id)
const partsOf = (name) => (row) => rowsOf(name, `select * from peer.${name}($1, $2)`, [row.area_id, row.on_day])

const resolvers = {
  Query: {
    coverage: async (_, { within, day, first }, context) => {
      context.on(day)
      return { rows: await rowsOf('rows', 'select * from peer.coverage($1, $2) limit $3', [within, day, first]) }
    },
    groups: async (_, { within, day, first }) => ({
      rows: await rowsOf('groups', 'select * from peer.by_group($1, $2) limit $3', [within, day, first]),
    }),
    best: async (_, { day }, context) => {
      context.on(day)
      return { rows: await rowsOf('best', 'select * from peer.best($1)', [day]) }
    },
    commune: async (_, { code, day }) =>
      (await rowsOf('commune', 'select * from peer.coverage_of($1, $2)', [code, day]))[0],
    households: async (_, { within, day, class: householdClass, afterCode, afterId }, context) => {
      context.on(day)
      return { nodes: await rowsOf('households', HOUSEHOLDS, [within, day, householdClass, afterCode, afterId]) }
    },
    country: async (_, { day }) => (await rowsOf('persons', 'select peer.covered_persons($1) as covered', [day]))[0],
  },
  ...homeResolvers,
  Household: { ...homeResolvers.Household, area: areaOf },
  Row: {
    area: areaOf,
    parent: (row, _, { areas }) => areas.load(row.parent_id),
    asOf: (row) => row.on_day,
    coverageRate: (row) => row.coverage_rate,
    target: targetOf,
    cardsNeeded: async (row, _, context) => {
      const { value } = await targetOf(row, _, context)
      return Math.max(0, Math.ceil((Math.round(value * 10_000) * row.population) / 10_000) - row.covered)
    },
    trend: (row, { from, until }) =>
      rowsOf('trend', 'select * from peer.trend_of($1, $2, $3)', [row.area_id, from, until]),
    byClass: partsOf('classes_of'),
    byGroup: partsOf('groups_of'),
  },
  ClassRow: { householdClass: (row) => row.household_class },
  GroupRow: { area: areaOf, participantGroup: (row) => row.participant_group },
  Area: { fullName: (area) => area.full_name },
}

const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  logging: false,
  landingPage: false,
  context: () => ({
    areas: loader('areas', AREAS),
    on(day) {
      this.targets = loader('targets', TARGETS, day)
      this.members = membersOn(rowsOf, day)
      this.cards = cardsOn(rowsOf, day)
    },
  }),
})
const server = createServer(yoga)
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}/graphql` }))
