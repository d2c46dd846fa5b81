// GraphQL Yoga with DataLoader: a page of households, and a loader for members and one for cards.
import { createServer } from 'node:http'
import { createSchema, createYoga } from 'graphql-yoga'
import pg from 'pg'
import { cardsOn, homeResolvers, homeTypes, membersOn } from './yoga-homes.mjs'

const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 })
// Days as they are written, not as moments.
pg.types.setTypeParser(1082, (day) => day)
const rowsOf = async (name, text, values) => (await pool.query({ name, text, values })).rows

const HOUSEHOLDS = `
  select household_id as id, head_name as "headName", household_class as "householdClass", area_code, area_name
  from peer.household_now where household_id > $1 order by household_id limit 100`
const today = new Date().toISOString().slice(0, 10)

const typeDefs = `
  type Query { segment: Segment! }
  type Segment { households(after: ID!): Households! }
  type Households { nodes: [Household!]!  pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean!  endCursor: ID }
  type Area { code: String!  fullName: String! }
  ${homeTypes}`

const resolvers = {
  ...homeResolvers,
  Query: { segment: () => ({}) },
  Segment: {
    households: async (_, { after }) => {
      const nodes = await rowsOf('households', HOUSEHOLDS, [after])
      return { nodes, pageInfo: { hasNextPage: nodes.length === 100, endCursor: nodes.at(-1)?.id ?? null } }
    },
  },
  Household: {
    ...homeResolvers.Household,
    area: (row) => ({ code: row.area_code, fullName: row.area_name }),
  },
}

const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  logging: false,
  landingPage: false,
  context: () => ({ members: membersOn(rowsOf, today), cards: cardsOn(rowsOf, today) }),
})
const server = createServer(yoga)
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}/graphql` }))
