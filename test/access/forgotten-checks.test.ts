import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, WHOLE_COUNTRY } from '../../src/access/actor.ts'
import { scopeOfAreas } from '../../src/access/granted-scope.store.ts'
import { readerSessions } from '../../src/app/reader-sessions.ts'
import { batchesByIds, changesOf, issuesOf, listBatches } from '../../src/batches/batch.store.ts'
import { listCampaigns, teamsOfCampaigns } from '../../src/campaigns/campaign.store.ts'
import { doorList } from '../../src/campaigns/door-list.store.ts'
import { coverageReport } from '../../src/coverage/coverage.store.ts'
import { householdBreakdown } from '../../src/coverage/household-breakdown.store.ts'
import { currentEnrolments, enrolmentsOf } from '../../src/enrolments/enrolment.store.ts'
import { listPersons } from '../../src/enrolments/person-search.store.ts'
import { classificationsOf } from '../../src/households/classification.store.ts'
import { householdsByIds, listHouseholds } from '../../src/households/household.store.ts'
import { membersOf } from '../../src/households/household-member.store.ts'
import { execute, rows, type SqlSession } from '../../src/kernel/sql.ts'
import { personsByIds } from '../../src/population/person.store.ts'
import { GUARDED, HOME_VIEWS } from '../../src/storage/reader-grants.ts'
import { listTargets } from '../../src/targets/target.store.ts'
import { SEEDED_DAY } from '../app/support/seeded-register.ts'
import { type SeededCommune, seedTwoCommunes } from '../app/support/two-communes.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let db: TestDatabase
let communes: readonly [SeededCommune, SeededCommune]
const sessions = new Map<string, ReturnType<typeof readerSessions>>()
/** Ids of all there is, as whoever guesses would name them. */
const EVERY = Array.from({ length: 200 }, (_, index) => index + 1)

beforeAll(async () => {
  db = await createTestDatabase()
  communes = await seedTwoCommunes(db.em)
  for (const { code } of communes) {
    const [area] = await rows<{ id: number }>(db.em, 'select area_id as id from area where code = $1', [code])
    const scope = await scopeOfAreas(db.em, [{ areaId: area?.id ?? 0, on: SEEDED_DAY }])
    sessions.set(code, readerSessions(db.database, { id: code, role: 'DATA_OFFICER', scope }))
  }
  const ids = await rows<{ id: number }>(db.em, 'select area_id as id from area where code = any($1)', [
    communes.map(({ code }) => code),
  ])
  tooWide = { ...NOBODY_ASKED, scope: { kind: 'AREAS', areaIds: ids.map(({ id }) => id) } }
})
afterAll(() => db.drop())

/** A store that is asked for this actor has no condition left: as if whoever wrote it had forgotten the scope. */
const NOBODY_ASKED: Actor = { id: 'forgotten', role: 'DATA_OFFICER', scope: WHOLE_COUNTRY }

/** Another way to forget: the scope of somebody else, of both communes. */
let tooWide: Actor

interface Way {
  readonly em: SqlSession
  readonly persons: SqlSession
}

const FORGETFUL: Readonly<Record<string, (way: Way) => Promise<unknown>>> = {
  listPersons: ({ persons }) => listPersons(NOBODY_ASKED, persons, { within: '215', asOf: SEEDED_DAY }, { first: 100 }),
  listHouseholds: ({ persons }) =>
    listHouseholds(NOBODY_ASKED, persons, { within: '215', asOf: SEEDED_DAY }, { first: 100 }),
  ...Object.fromEntries(
    [true, false].map((covered) => [
      `listPersons, covered: ${covered}`,
      ({ persons }: Way) => listPersons(tooWide, persons, { within: '215', asOf: SEEDED_DAY, covered }, { first: 100 }),
    ]),
  ),
  'listHouseholds, with uncovered members': ({ persons }) =>
    listHouseholds(tooWide, persons, { within: '215', asOf: SEEDED_DAY, withUncoveredMembers: true }, { first: 100 }),
  doorList: ({ persons }) =>
    doorList(NOBODY_ASKED, persons, { within: '215', asOf: SEEDED_DAY, months: 12 }, { first: 100 }),
  personsByIds: async ({ persons }) => [...(await personsByIds(NOBODY_ASKED, persons, EVERY))],
  householdsByIds: async ({ persons }) => [...(await householdsByIds(NOBODY_ASKED, persons, EVERY))],
  membersOf: async ({ persons }) => [...(await membersOf(NOBODY_ASKED, persons, EVERY, SEEDED_DAY))],
  enrolmentsOf: async ({ persons }) => [...(await enrolmentsOf(NOBODY_ASKED, persons, EVERY))],
  currentEnrolments: async ({ persons }) => [...(await currentEnrolments(NOBODY_ASKED, persons, EVERY, SEEDED_DAY))],
  classificationsOf: async ({ persons }) => [...(await classificationsOf(NOBODY_ASKED, persons, EVERY))],
  listBatches: ({ persons }) => listBatches(NOBODY_ASKED, persons, {}, { first: 100 }),
  batchesByIds: ({ em }) => batchesByIds(NOBODY_ASKED, em, EVERY),
  issuesOf: async ({ persons }) => [...(await issuesOf(NOBODY_ASKED, persons, EVERY, { first: 100 }))],
  changesOf: async ({ persons }) => [...(await changesOf(NOBODY_ASKED, persons, EVERY, { first: 100 }))],
  listCampaigns: ({ em }) => listCampaigns(NOBODY_ASKED, em, { within: null, on: SEEDED_DAY }),
  teamsOfCampaigns: async ({ em }) => [...(await teamsOfCampaigns(NOBODY_ASKED, em, EVERY))],
  listTargets: ({ em }) => listTargets(NOBODY_ASKED, em, { within: '215', level: 'COMMUNE', on: SEEDED_DAY }),
  coverageReport: ({ em }) => coverageReport(NOBODY_ASKED, em, { within: '215', asOf: SEEDED_DAY }),
  householdBreakdown: ({ em }) => householdBreakdown(NOBODY_ASKED, em, { within: '215', asOf: SEEDED_DAY }),
}

const secretsOf = ({ persons, figures, files }: SeededCommune): readonly string[] => [...persons, ...figures, ...files]
const told = (text: string, place: SeededCommune) => secretsOf(place).filter((secret) => text.includes(secret))

describe.each(Object.entries(FORGETFUL))('%s without its condition', (_name, ask) => {
  test('tells each commune of itself alone', async () => {
    const open = JSON.stringify(await ask({ em: db.em, persons: db.em }))
    for (const [own, other] of [communes, communes.toReversed()] as [SeededCommune, SeededCommune][]) {
      const answer = JSON.stringify(await ask(sessions.get(own.code) as Way))
      expect(told(answer, other)).toEqual([])
      expect(told(answer, own)).toEqual(told(open, own))
    }
  })

  test('tells the other commune where nothing guards it: the question is one that could leak', async () => {
    const open = JSON.stringify(await ask({ em: db.em, persons: db.em }))
    const answer = JSON.stringify(await ask(sessions.get(communes[0].code) as Way))
    expect(open.length).toBeGreaterThan(answer.length)
  })
})

describe('a table without any condition', () => {
  const OPEN = { ...GUARDED, ...HOME_VIEWS }
  const TABLES = Object.keys(OPEN)

  test.each(TABLES)('%s', async (table) => {
    const names = OPEN[table]?.PERSONS
    const columns = names === '*' ? '*' : names?.join(', ')
    const readOf = async (em: SqlSession) =>
      (await rows(em, `select to_jsonb(seen) as row from (select ${columns} from ${table}) seen`)).map((row) =>
        JSON.stringify(row),
      )
    const all = await readOf(db.em)
    const [first = [], second = []] = await Promise.all(
      communes.map(({ code }) => readOf((sessions.get(code) as Way).persons)),
    )
    for (const row of [...first, ...second]) expect(all).toContain(row)
    const shared = first.filter((row) => second.includes(row))
    // Rounds of the country concern both communes, and nothing else of two communes is the same.
    if (table !== 'survey_round') expect(shared).toEqual([])
    expect(told(first.join(), communes[1])).toEqual([])
    expect(told(second.join(), communes[0])).toEqual([])
  })

  test('most have rows of each commune to be kept apart', async () => {
    const filled: string[] = []
    for (const table of TABLES) {
      const seen = await rows((sessions.get(communes[0].code) as Way).persons, `select from ${table} limit 1`)
      if (seen.length > 0) filled.push(table)
    }
    expect(filled.length).toBeGreaterThanOrEqual(TABLES.length - 3)
  })
})

describe('whether somebody of the other commune has a card', () => {
  const livingIn = (code: string) =>
    rows<{ id: number; cards: number }>(
      db.em,
      `select home.person_id as id, (select count(*)::int from enrolment card where card.person_id = home.person_id) as cards
       from residence home join area_ancestor link on link.area_id = home.area_id
       join area on area.area_id = link.ancestor_id and area.code = $1 order by id`,
      [code],
    )
  const ASKED: Readonly<Record<string, string>> = {
    'the days': 'select card_days as told from resident where person_id = any($1)',
    'with a card': `select person_id as told from resident where person_id = any($1) and date '${SEEDED_DAY}' <@ any(card_days)`,
    'without one': `select person_id as told from resident where person_id = any($1) and not (date '${SEEDED_DAY}' <@ any(card_days))`,
    'how many':
      'select sum(cardinality(card_days)) as told from resident where person_id = any($1) having count(*) > 0',
    'of a failure':
      'select person_id as told from resident where person_id = any($1) and 1 / cardinality(card_days) >= 0',
    'by the home alone': `select home.person_id as told from residence home join resident own using (person_id, valid_from)
      where home.person_id = any($1) and own.card_days = '{}'`,
    'by the table': 'select person_id as told from enrolment where person_id = any($1)',
    'by the cards of homes': 'select person_id as told from resident_card where person_id = any($1)',
  }

  test.each(Object.entries(ASKED))('is not told: %s', async (_how, sql) => {
    // Somebody in each commune has a card, and somebody has none, so that every one of these has something to tell.
    for (const { code } of communes) {
      const living = await livingIn(code)
      await execute(db.em, 'delete from enrolment where person_id = $1', [living[0]?.id])
      expect(living.slice(1).some(({ cards }) => cards > 0)).toBe(true)
    }
    for (const [own, other] of [communes, communes.toReversed()] as [SeededCommune, SeededCommune][]) {
      const ids = (await livingIn(other.code)).map(({ id }) => id)
      expect(await rows((sessions.get(own.code) as Way).persons, sql, [ids])).toEqual([])
      const owners = rows((sessions.get(other.code) as Way).persons, sql, [ids]).catch(({ code }) => [code])
      expect(await owners).not.toEqual([])
    }
  })
})

test('what homes open is all that there is to the hub and to whoever reads the country', async () => {
  const country = readerSessions(db.database, NOBODY_ASKED).persons
  const counts = (view: string, table: string) =>
    `select (select count(*)::int from ${view}) as seen, (select count(*)::int from ${table}) as kept`
  for (const sql of [
    counts('resident', 'residence'),
    counts('resident_card', 'residence left join enrolment using (person_id)'),
    counts('resident_household', 'household_state'),
  ])
    for (const session of [db.em, country]) {
      const [{ seen, kept } = { seen: 0, kept: -1 }] = await rows<{ seen: number; kept: number }>(session, sql)
      expect(seen).toBeGreaterThan(0)
      expect(seen).toBe(kept)
    }
})

test('who moved is known to both communes with all of their past, and what lives nowhere to nobody', async () => {
  const [own, other] = communes
  const ids = await rows<{ id: number }>(db.em, 'select area_id as id from area where code = any($1) order by code', [
    [own.code, other.code],
  ])
  const [mover] = await rows<{ id: number }>(
    db.em,
    `with made as (insert into person (full_name, name_key, batch_id) values ('Chuyển Đi', 'chuyển đi', 1) returning person_id)
     insert into residence (person_id, valid_from, valid_until, area_id, batch_id)
     select person_id, d.first, d.last, d.area, 1 from made,
       (values (date '2015-01-01', date '2017-01-01', $1::int), ('2017-01-01', 'infinity', $2)) d(first, last, area)
     returning person_id as id`,
    ids.map(({ id }) => id),
  )
  await execute(db.em, `insert into person (full_name, name_key, batch_id) values ('Không Đâu', 'không đâu', 1)`)
  for (const { code } of communes) {
    const { persons } = sessions.get(code) as Way
    expect(await rows(persons, 'select valid_from from residence where person_id = $1', [mover?.id])).toHaveLength(2)
    expect(await rows(persons, 'select valid_from from resident where person_id = $1', [mover?.id])).toHaveLength(1)
    expect(await rows(persons, 'select lives_from from resident_card where person_id = $1', [mover?.id])).toHaveLength(
      1,
    )
    expect(await rows(persons, `select from person where full_name = 'Không Đâu'`)).toEqual([])
  }
  const everywhere = readerSessions(db.database, NOBODY_ASKED)
  expect(await rows(everywhere.persons, `select from person where full_name = 'Không Đâu'`)).toHaveLength(1)
  // The stores' own rule is narrower: whoever left is the other commune's by name.
  const asked = { id: 'x', role: 'DATA_OFFICER', scope: { kind: 'AREAS', areaIds: [ids[0]?.id ?? 0] } } as const
  expect([...(await personsByIds(asked, (sessions.get(own.code) as Way).persons, [mover?.id ?? 0]))]).toEqual([])
})
