import { graphql } from 'graphql'
import { buildHubSchema } from '../../schema/build-schema.ts'
import { createContext } from '../../schema/context.ts'
import { doorList } from '../../src/campaigns/door-list.store.ts'
import { coverageReport } from '../../src/coverage/coverage.store.ts'
import { coverageChanges } from '../../src/coverage/coverage-changes.store.ts'
import { householdBreakdown } from '../../src/coverage/household-breakdown.store.ts'
import { renewalCounts } from '../../src/coverage/renewals.store.ts'
import { currentEnrolments } from '../../src/enrolments/enrolment.store.ts'
import { listPersons } from '../../src/enrolments/person-search.store.ts'
import { listHouseholds } from '../../src/households/household.store.ts'
import { membersOf } from '../../src/households/household-member.store.ts'
import { personsByIds } from '../../src/population/person.store.ts'
import { NOBODY_ERASED } from '../support/nobody-erased.ts'
import type { Side } from './access-sides.ts'

const DAY = '2025-06-11'
const SCHEMA = buildHubSchema()
/** A province of the made-up country. */
const PROVINCE = '01'

/** As partners ask: nobody counts all matches for them. */
const PAGE = { first: 100, counts: false }

const HOUSEHOLDS = `{ households(where: { within: "${PROVINCE}" }, asOf: "${DAY}", first: 100) { nodes {
  id householdClass headName size uncoveredMembers members { id fullName birthDate sex covered
    enrolment { participantCode cardNumber validUntil } } } } }`

export interface AccessQuestion {
  readonly name: string
  /** How often it is asked for one measurement. */
  readonly times: number
  ask(side: Side): Promise<unknown>
}

/** What BI tools and officers ask, from the cheapest to the dearest. */
export const ACCESS_QUESTIONS: readonly AccessQuestion[] = [
  {
    name: 'coverage of a province by commune',
    times: 10,
    ask: ({ actor, em }) => coverageReport(actor, em, { within: PROVINCE, asOf: DAY, basis: 'REGISTRY' }),
  },
  {
    name: 'the same by class and sex',
    times: 10,
    ask: ({ actor, em }) =>
      coverageReport(actor, em, { within: PROVINCE, asOf: DAY, basis: 'REGISTRY', by: ['HOUSEHOLD_CLASS', 'SEX'] }),
  },
  {
    name: '100 households with members and cards, over GraphQL',
    times: 5,
    ask: async ({ actor, em, persons, hub, imports }) => {
      const parts = {
        actor,
        em,
        persons,
        reports: persons,
        documents: persons,
        hub,
        imports,
        language: 'vi',
        now: new Date(),
        today: DAY,
        requestId: '',
        ...NOBODY_ERASED,
      } as const
      const contextValue = createContext(parts)
      const { data, errors } = await graphql({ schema: SCHEMA, source: HOUSEHOLDS, contextValue })
      if (errors) throw errors[0]
      return data
    },
  },
  {
    name: '100 households with members and cards',
    times: 10,
    ask: async ({ actor, persons }) => {
      const page = await listHouseholds(actor, persons, { within: PROVINCE, asOf: DAY }, PAGE)
      const ids = page.rows.map((row) => row.householdId)
      const members = await membersOf(actor, persons, ids, DAY)
      const personIds = [...members.values()].flatMap((found) => found.map((member) => member.personId))
      return [page, [...members], [...(await currentEnrolments(actor, persons, personIds, DAY))]]
    },
  },
  {
    name: '100 persons',
    times: 10,
    ask: async ({ actor, persons }) => {
      const page = await listPersons(actor, persons, { within: PROVINCE, asOf: DAY }, PAGE)
      return [
        page,
        [
          ...(await personsByIds(
            actor,
            persons,
            page.rows.map((row) => row.personId),
          )),
        ],
      ]
    },
  },
  {
    name: '100 persons without a card',
    times: 5,
    ask: ({ actor, persons }) => listPersons(actor, persons, { within: PROVINCE, asOf: DAY, covered: false }, PAGE),
  },
  {
    name: '100 households with somebody without a card',
    times: 5,
    ask: ({ actor, persons }) =>
      listHouseholds(actor, persons, { within: PROVINCE, asOf: DAY, withUncoveredMembers: true }, PAGE),
  },
  {
    name: 'a door list of 100 doors',
    times: 5,
    ask: ({ actor, persons }) => doorList(actor, persons, { within: PROVINCE, asOf: DAY, months: 12 }, { first: 100 }),
  },
  {
    name: 'households by their members',
    times: 3,
    ask: ({ actor, em }) => householdBreakdown(actor, em, { within: PROVINCE, asOf: DAY, by: ['SEX'] }),
  },
  {
    name: 'renewals',
    times: 3,
    ask: ({ actor, em }) =>
      renewalCounts(actor, em, { within: PROVINCE, from: '2025-06-01', until: '2025-07-01', asOf: DAY }),
  },
  {
    name: 'gains and losses',
    times: 3,
    ask: ({ actor, em }) => coverageChanges(actor, em, { within: PROVINCE, from: '2025-01-01', until: DAY }),
  },
]
