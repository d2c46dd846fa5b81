// GraphQL Yoga with DataLoader: a list of areas, and a loader for each thing that hangs on an area.
import { createServer } from 'node:http'
import DataLoader from 'dataloader'
import { createSchema, createYoga } from 'graphql-yoga'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 })
const rowsOf = async (name, text, values) => (await pool.query({ name, text, values })).rows

function loader(name, text, day) {
  return new DataLoader(async (ids) => {
    const found = Map.groupBy(await rowsOf(name, text, [ids, day]), (row) => row.area_id)
    return ids.map((id) => found.get(id) ?? [])
  })
}

const COUNTS = `select a.area_id, count.* from unnest($1::int[]) a(area_id) cross join lateral peer.count_on(a.area_id, $2) count`
const TARGETS = `select a.area_id, peer.target_on(a.area_id, $2) as value from unnest($1::int[]) a(area_id)`
const GROUPS = `select a.area_id, split.* from unnest($1::int[]) a(area_id) cross join lateral peer.groups_on(a.area_id, $2) split
  order by split.participant_group`

const typeDefs = `
  type Query { areas(parentCode: String!, day: String!): [Area!]!  best(day: String!): [Area!]! }
  type Area { code: String!  fullName: String!  population: Int!  covered: Int!  coverageRate: Float  target: Float  groups: [Group!]! }
  type Group { participantGroup: Int!  covered: Int! }`

const rate = ({ population, covered }) => (population === 0 ? null : covered / population)
const resolvers = {
  Query: {
    areas: (_, { parentCode, day }, context) => {
      context.on(day)
      return rowsOf('areas', 'select * from peer.areas_in($1, $2) order by code collate "C" limit 100', [
        parentCode,
        day,
      ])
    },
    best: async (_, { day }, context) => {
      context.on(day)
      const areas = await rowsOf('communes', 'select * from peer.communes($1) order by code collate "C"', [day])
      const counts = await context.counts.loadMany(areas.map(({ area_id }) => area_id))
      const rated = areas.map((area, index) => ({ area, rate: rate(counts[index][0]) ?? -1 }))
      return rated
        .sort((one, other) => other.rate - one.rate)
        .slice(0, 100)
        .map(({ area }) => area)
    },
  },
  Area: {
    fullName: (area) => area.full_name,
    population: async (area, _, { counts }) => (await counts.load(area.area_id))[0].population,
    covered: async (area, _, { counts }) => (await counts.load(area.area_id))[0].covered,
    coverageRate: async (area, _, { counts }) => rate((await counts.load(area.area_id))[0]),
    target: async (area, _, { targets }) => (await targets.load(area.area_id))[0]?.value ?? null,
    groups: (area, _, { groups }) => groups.load(area.area_id),
  },
  Group: { participantGroup: (group) => group.participant_group },
}

const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  logging: false,
  landingPage: false,
  context: () => ({
    on(day) {
      this.counts = loader('counts', COUNTS, day)
      this.targets = loader('targets', TARGETS, day)
      this.groups = loader('groups', GROUPS, day)
    },
  }),
})
const server = createServer(yoga)
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}/graphql` }))
