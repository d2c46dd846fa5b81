// GraphQL Yoga with DataLoader: a question's rows in one statement, and a loader for each thing that hangs on a row.
import { createServer } from 'node:http'
import DataLoader from 'dataloader'
import { createSchema, createYoga } from 'graphql-yoga'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 })
const rowsOf = async (name, text, values) => (await pool.query({ name, text, values })).rows

const AREAS = 'select * from peer.area where area_id = any($1::int[])'
const TARGETS = `select distinct on (area_id) * from peer.target
  where area_id = any($1::int[]) and valid_from <= $2 and $2 <= due_on order by area_id, valid_from desc, due_on`

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
  }
  type Report { rows: [Row!]! }
  type Row { area: Area!  population: Int!  covered: Int!  coverageRate: Float  target: Target }
  type GroupReport { rows: [GroupRow!]! }
  type GroupRow { area: Area!  participantGroup: Int  covered: Int! }
  type Area { code: String!  fullName: String! }
  type Target { value: Float! }`

const areaOf = (row, _, { areas }) => areas.load(row.area_id)
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
  },
  Row: {
    area: areaOf,
    coverageRate: (row) => row.coverage_rate,
    target: (row, _, { targets }) => targets.load(row.area_id),
  },
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
    },
  }),
})
const server = createServer(yoga)
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}/graphql` }))
