import { afterAll, describe, expect, test } from 'vitest'
import { SEEDED_DAY, type SeededSize, seedRegister } from '../app/support/seeded-register.ts'
import { askAt, startTestHub, type TestHub } from '../app/support/test-hub.ts'
import { countStatements, forgetWhatIsRemembered, kindOf, MOST_PATHS } from '../support/count-statements.ts'

/** Every list of the contract with everything that hangs on its rows. */
const QUESTIONS: Readonly<Record<string, string>> = {
  areas: `{ areas(within: "215", level: COMMUNE, on: "${SEEDED_DAY}", first: 100) { totalCount nodes { code
    parent { fullName } ancestors { code } children { code } boundary predecessors { weight } successors { weight }
    population { count source { sourceName batch { fileName } } }
    coverage { covered target { value } populationSource { batch { fileName } } }
    trend(from: "2017-07-01", until: "2017-10-01") { covered asOf }
    householdCounts { householdClass households members }
    targets { value cascade { assignedPersons childrenWithout { code } } } } } }`,
  coverage: `{ coverage(within: "215", level: COMMUNE, asOf: "${SEEDED_DAY}", compareTo: "2016-09-30", first: 100) { version total { covered }
    rows { area { fullName parent { code } } covered population coverageRate compared { coveredChange }
      target { value assignedBy { code } area { code } } populationSource { batch { fileName area { code } } } coveredSource { batch { id } } } } }`,
  population: `{ population(within: "215", level: COMMUNE, asOf: "${SEEDED_DAY}") { area { fullName parent { code } } count source { batch { fileName } } } }`,
  householdCounts: `{ householdCounts(within: "215", level: COMMUNE, asOf: "${SEEDED_DAY}") { area { code parent { code } } households members coveredMembers } }`,
  trends: `{ trends(within: "215", level: COMMUNE, from: "2017-07-01", until: "2017-10-01", compareWith: SAME_DAY_LAST_YEAR, by: [SEX])
    { area { fullName parent { code } } rows { asOf sex covered compared { coveredChange } coveredSource { sourceName } } } }`,
  coverageTrends: `{ coverageTrends(within: "215", level: COMMUNE, from: "2017-07-01", until: "2017-10-01", borders: "${SEEDED_DAY}", first: 100)
    { totalCount edges { cursor node { area { fullName parent { code } } rows { asOf covered coveredSource { sourceName } } } } } }`,
  coverageChanges: `{ coverageChanges(within: "215", level: COMMUNE, from: "2016-09-30", until: "${SEEDED_DAY}")
    { area { fullName parent { code } } coveredBefore coveredAfter parts { reason gained lost } } }`,
  studentCoverage: `{ studentCoverage(within: "215", level: COMMUNE, asOf: "${SEEDED_DAY}")
    { area { fullName parent { code } } students covered target { value } studentsSource { batch { fileName } } } }`,
  disagreements: `{ disagreements(within: "215", level: COMMUNE, asOf: "${SEEDED_DAY}", all: true)
    { area { fullName parent { code } } measure reported registered reportedSource { batch { fileName } } } }`,
  competingFigures: `{ competingFigures(within: "215", level: COMMUNE, asOf: "${SEEDED_DAY}")
    { area { fullName parent { code } } counting { value source { origin batch { fileName } } } others { value } } }`,
  householdBreakdown: `{ householdBreakdown(within: "215", level: COMMUNE, asOf: "${SEEDED_DAY}", by: [SEX], where: { householdClasses: [POOR, NEAR_POOR, OTHER] })
    { area { fullName parent { code } } sex households members coveredMembers } }`,
  renewals: `{ renewals(within: "215", level: COMMUNE, from: "2017-07-01", until: "2018-10-01", asOf: "${SEEDED_DAY}")
    { area { fullName parent { code } } ending renewed mustRenew } }`,
  households: `{ households(where: { within: "215" }, asOf: "${SEEDED_DAY}", first: 100) { totalCount nodes { headName size coveredMembers uncoveredMembers householdClass
    area { fullName } classifications { householdClass round { year } source { batch { fileName } } }
    members { fullName covered relationToHead enrolment { cardNumber source { batch { fileName } } } enrolments { validUntil } area { code } household { headName } } } } }`,
  persons: `{ persons(where: { within: "215" }, asOf: "${SEEDED_DAY}", first: 100) { totalCount nodes { fullName covered relationToHead
    area { fullName } household { headName size householdClass } enrolment { participantGroup source { batch { fileName } } } enrolments { validFrom } } } }`,
  targets: `{ targets(within: "24", on: "${SEEDED_DAY}") { value area { fullName } assignedBy { code } progress(on: "${SEEDED_DAY}") { achieved missing } cascade { assignedPersons sumOfChildrenPersons childrenWithout { code } } } }`,
  campaigns: `{ campaigns(on: "${SEEDED_DAY}") { name area { code parent { code } } teams { name areas { code } gained(on: "${SEEDED_DAY}") quota }
    standings(level: COMMUNE, on: "${SEEDED_DAY}") { area { fullName parent { code } } rank gained cardsNeeded } commendations(on: "${SEEDED_DAY}") { team { name areas { code } } } } }`,
  surveyRounds: `{ surveyRounds { year area { code } progress(level: COMMUNE, on: "${SEEDED_DAY}") { area { fullName parent { code } } households reviewed } } }`,
  doorList: `{ doorList(within: "215", asOf: "${SEEDED_DAY}", first: 100) { totalCount uncovered nodes { area { fullName } household { headName size } teams { name areas { code } }
    members { person { fullName household { headName } enrolments { validFrom } } premium { due } } } } }`,
  importBatches: `{ importBatches(first: 100) { totalCount nodes { fileName area { code } issueGroups { code count firstAddresses }
    matches { address candidates { fullName } }
    issues(first: 2) { totalCount nodes { message remedy } } changes(first: 2) { totalCount nodes { subject before after } } } } }`,
}

const SIZES: readonly SeededSize[] = [
  { communes: 1, households: 1 },
  { communes: 4, households: 3 },
  { communes: 12, households: 4 },
]

const hubs: TestHub[] = []
afterAll(async () => {
  for (const hub of hubs) await hub.close()
})

describe('a question costs the same statements however many rows it answers', async () => {
  for (const size of SIZES) {
    const hub = await startTestHub()
    await seedRegister(hub.database.em, size)
    hubs.push(hub)
  }

  test.each(Object.entries(QUESTIONS))('%s', async (_name, query) => {
    const costs: { readonly answered: number; readonly texts: number; readonly mostRepeated: number }[] = []
    for (const hub of hubs) {
      await forgetWhatIsRemembered(hub.database.em)
      const { answer, statements } = await countStatements(() => askAt(hub.url, { query }))
      expect(answer.body.errors).toBeUndefined()
      const repeats = [...Map.groupBy(statements, kindOf).values()].map((sent) => sent.length)
      costs.push({
        answered: JSON.stringify(answer.body).length,
        texts: repeats.length,
        mostRepeated: Math.max(...repeats),
      })
    }
    const [small, middle, large] = costs
    expect(large?.answered).toBeGreaterThan((small?.answered ?? 0) * 2)
    expect([middle?.texts, large?.texts]).toEqual([small?.texts, small?.texts])
    for (const { mostRepeated } of costs) expect(mostRepeated).toBeLessThanOrEqual(MOST_PATHS)
  })
})
