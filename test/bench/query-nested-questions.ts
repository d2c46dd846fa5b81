import { encodeCursor } from '../../src/kernel/page.ts'
import { yearBefore } from '../../src/kernel/plain-date.ts'
import { COUNTED, NAMED, type ServedQuestion } from './query-questions.ts'

const MEMBER = 'fullName birthDate sex relationToHead enrolment { cardNumber participantCode validFrom validUntil }'
const HEADED = `headName householdClass area { ${NAMED} }`

/** A household with its members and their cards. */
export const HOUSEHOLD = `id ${HEADED} members { id ${MEMBER} }`
/** The same in PostGraphile's words, which has a page wherever the others have a list. */
const HOUSEHOLD_OF_PAGES = `id: householdId ${HEADED} members { nodes { id: personId ${MEMBER} } }`

const BY_CLASS = 'householdClass population covered'
const BY_GROUP = 'participantGroup covered'

/** The last household of a page, in the middle of the list: its place and its number. */
const AFTER = { code: '10100.01', id: 0 }

/** What is asked over HTTP of one place: things that hang on things. As with lists of rows, of every server the same. */
export const NESTED_QUESTIONS: readonly ServedQuestion[] = [
  {
    name: 'a commune by class and by group, with its twelve months',
    bare: 'commune',
    hub: `query($within: String!, $day: Date!, $from: Date!, $until: Date!) {
      area(code: $within, on: $day) { ${NAMED} coverage(basis: REGISTRY) { ${COUNTED} }
        trend(from: $from, until: $until, basis: REGISTRY) { asOf ${COUNTED} } }
      byClass: coverage(within: $within, level: COMMUNE, asOf: $day, by: [HOUSEHOLD_CLASS]) { rows { ${BY_CLASS} } }
      byGroup: coverage(within: $within, level: COMMUNE, asOf: $day, by: [PARTICIPANT_GROUP]) { rows { ${BY_GROUP} } } }`,
    yoga: `query($within: String!, $day: String!, $from: String!, $until: String!) { commune(code: $within, day: $day) {
      area { ${NAMED} } ${COUNTED} trend(from: $from, until: $until) { asOf ${COUNTED} } byClass { ${BY_CLASS} } byGroup { ${BY_GROUP} } } }`,
    postgraphile: `query($within: String!, $day: Date!, $from: Date!, $until: Date!) { coverageOf(areaCode: $within, onDay: $day) {
      area { ${NAMED} } ${COUNTED} trend(since: $from, until: $until) { nodes { asOf: onDay ${COUNTED} } }
      byClass { nodes { ${BY_CLASS} } } byGroup { nodes { ${BY_GROUP} } } } }`,
    flat: null,
    variables: (day) => ({ within: '10001', from: yearBefore(day), until: day }),
    share: 1,
  },
  {
    name: 'a page of 100 near-poor households with members and cards',
    bare: 'households',
    hub: `query($within: String!, $day: Date!, $class: HouseholdClass!, $after: String!) {
      households(where: { within: $within, householdClasses: [$class] }, asOf: $day, first: 100, after: $after) {
        nodes { ${HOUSEHOLD} } pageInfo { endCursor } } }`,
    yoga: `query($within: String!, $day: String!, $class: String!, $afterCode: String!, $afterId: ID!) {
      households(within: $within, day: $day, class: $class, afterCode: $afterCode, afterId: $afterId) { nodes { ${HOUSEHOLD} } } }`,
    postgraphile: `query($within: String!, $day: Date!, $class: String!, $afterCode: String!, $afterId: BigInt!) {
      householdsOf(parentCode: $within, onDay: $day, class: $class, afterCode: $afterCode, afterId: $afterId) {
        nodes { ${HOUSEHOLD_OF_PAGES} } } }`,
    flat: null,
    variables: () => ({
      ...{ within: '01', class: 'NEAR_POOR', after: encodeCursor([AFTER.code, AFTER.id]) },
      ...{ afterCode: AFTER.code, afterId: String(AFTER.id) },
    }),
    share: 0.1,
  },
  {
    name: 'covered persons of the country; the peers count them',
    bare: 'persons',
    hub: 'query($day: Date!) { area(code: "VN", on: $day) { coverage(basis: REGISTRY) { covered } } }',
    yoga: 'query($day: String!) { country(day: $day) { covered } }',
    postgraphile: 'query($day: Date!) { covered: coveredPersons(onDay: $day) }',
    flat: null,
    variables: () => ({}),
    share: 1,
    shareOfPeers: 0.01,
  },
]
