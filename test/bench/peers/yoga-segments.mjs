// GraphQL Yoga with DataLoader: a page of households, and a loader for members and one for cards.
import { createServer } from 'node:http'
import DataLoader from 'dataloader'
import { createSchema, createYoga } from 'graphql-yoga'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 })
// Days as they are written, not as moments.
pg.types.setTypeParser(1082, (day) => day)
const rowsOf = async (name, text, values) => (await pool.query({ name, text, values })).rows

const HOUSEHOLDS = 'select * from peer.household_now where household_id > $1 order by household_id limit 100'
const MEMBERS = 'select * from peer.member_now where household_id = any($1::bigint[]) order by person_id'
const CARDS = `
  select distinct on (e.person_id) e.person_id, nullif(e.card_number, '') as card_number, e.participant_code, e.valid_from,
    nullif(e.valid_until, 'infinity') as valid_until
  from enrolment e left join participant_code pc on pc.code = e.participant_code
  where e.person_id = any($1::bigint[]) and e.valid_from <= current_date and current_date < e.valid_until
  order by e.person_id, pc.law_order, pc.code_no, e.valid_from, e.card_number`

const typeDefs = `
  type Query { segment: Segment! }
  type Segment { households(after: ID!): Households! }
  type Households { nodes: [Household!]!  pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean!  endCursor: ID }
  type Household { id: ID!  headName: String  householdClass: String!  area: Area!  members: [Member!]! }
  type Area { code: String!  fullName: String! }
  type Member { id: ID!  fullName: String!  birthDate: String  sex: String  relationToHead: String  enrolment: Card }
  type Card { cardNumber: String  participantCode: String!  validFrom: String!  validUntil: String }`

const resolvers = {
  Query: { segment: () => ({}) },
  Segment: {
    households: async (_, { after }) => {
      const nodes = await rowsOf('households', HOUSEHOLDS, [after])
      return { nodes, pageInfo: { hasNextPage: nodes.length === 100, endCursor: nodes.at(-1)?.household_id ?? null } }
    },
  },
  Household: {
    id: (row) => row.household_id,
    headName: (row) => row.head_name,
    householdClass: (row) => row.household_class,
    area: (row) => ({ code: row.area_code, fullName: row.area_name }),
    members: (row, _, { members }) => members.load(row.household_id),
  },
  Member: {
    id: (row) => row.person_id,
    fullName: (row) => row.full_name,
    birthDate: (row) => row.birth_date,
    relationToHead: (row) => row.relation_to_head,
    enrolment: (row, _, { cards }) => cards.load(row.person_id),
  },
  Card: {
    cardNumber: (row) => row.card_number,
    participantCode: (row) => row.participant_code,
    validFrom: (row) => row.valid_from,
    validUntil: (row) => row.valid_until,
  },
}

const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  logging: false,
  landingPage: false,
  context: () => ({
    members: new DataLoader(async (ids) => {
      const found = Map.groupBy(await rowsOf('members', MEMBERS, [ids]), (row) => row.household_id)
      return ids.map((id) => found.get(id) ?? [])
    }),
    cards: new DataLoader(async (ids) => {
      const found = new Map((await rowsOf('cards', CARDS, [ids])).map((row) => [row.person_id, row]))
      return ids.map((id) => found.get(id) ?? null)
    }),
  }),
})
const server = createServer(yoga)
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}/graphql` }))
