// Households with members and cards as Yoga's users write them: types, resolvers, and a loader for each thing that hangs on a row.
import DataLoader from 'dataloader'
import { CARDS, MEMBERS } from './household-statements.mjs'

export const homeTypes = `
  type Household { id: ID!  headName: String  householdClass: String!  area: Area!  members: [Member!]! }
  type Member { id: ID!  fullName: String!  birthDate: String  sex: String  relationToHead: String  enrolment: Card }
  type Card { cardNumber: String  participantCode: String!  validFrom: String!  validUntil: String }`

export const homeResolvers = {
  Household: { members: (row, _, { members }) => members.load(row.id) },
  Member: { enrolment: (row, _, { cards }) => cards.load(row.id) },
}

export const membersOn = (rowsOf, day) =>
  new DataLoader(async (ids) => {
    const found = Map.groupBy(await rowsOf('members', MEMBERS, [ids, day]), (row) => row.household_id)
    return ids.map((id) => found.get(id) ?? [])
  })

export const cardsOn = (rowsOf, day) =>
  new DataLoader(async (ids) => {
    const found = new Map((await rowsOf('cards', CARDS, [ids, day])).map((row) => [row.person_id, row]))
    return ids.map((id) => found.get(id) ?? null)
  })
