import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardChangesLoader } from '../../importers/stages/persons/load-changes.ts'
import { cardRollLoader, householdSurveyLoader } from '../../importers/stages/persons/load-persons.ts'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { madeUpSocialInsuranceNumber } from '../../src/app/demo/made-up-numbers.ts'
import { coverageInFull } from '../../src/coverage/coverage.store.ts'
import { verifyCube } from '../../src/coverage/verify.ts'
import { addDays, type PlainDate } from '../../src/kernel/plain-date.ts'
import { rows } from '../../src/kernel/sql.ts'
import {
  cardFields,
  changeFields,
  emptyRegister,
  hamletFields,
  memberFields,
  personFields,
} from '../importers/persons/small-province.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { DividedCount, type Settler } from '../support/divided-count.ts'
import {
  type DividedCountry,
  dividedCountry,
  type MapArea,
  type MapLink,
  REFORMS,
  START,
} from '../support/divided-country.ts'
import fc from '../support/fast-check.ts'
import { RegisterRows } from '../support/register-rows.ts'
import { importRows, type StagedFile, withdrawRows } from '../support/stage-rows.ts'
import { writeDividedCountry } from '../support/write-divided-country.ts'

/** A few runs on every occasion; BAOPHU_MODEL_RUNS asks for as many as one has time for. */
const RUNS = Number(process.env.BAOPHU_MODEL_RUNS ?? 3)
const PEOPLE = 12

const LOADERS = { CARD_ROLL: cardRollLoader, CARD_CHANGES: cardChangesLoader, HOUSEHOLD_SURVEY: householdSurveyLoader }

/** A line of any file: who, where, in which household, with which card. Numbers choose among whatever there is on the day. */
const line = fc.record({
  person: fc.nat(PEOPLE - 1),
  commune: fc.nat(99),
  hamlet: fc.option(fc.constantFrom('1', '2')),
  household: fc.integer({ min: 1, max: 3 }),
  class: fc.integer({ min: 1, max: 4 }),
  code: fc.constantFrom('HN', 'GD', 'TE'),
  since: fc.integer({ min: -200, max: 60 }),
  days: fc.integer({ min: 30, max: 700 }),
  change: fc.constantFrom('INCREASE', 'DECREASE', 'CHANGE'),
})
type Line = typeof line extends fc.Arbitrary<infer Value> ? Value : never

const file = fc.record({
  kind: fc.constantFrom('CARD_ROLL', 'CARD_ROLL', 'HOUSEHOLD_SURVEY', 'CARD_CHANGES'),
  asOf: fc.integer({ min: 0, max: 1_300 }).map((days) => addDays(START, days)),
  province: fc.constantFrom('p1', 'p2', 'VN'),
  lines: fc.array(line, { minLength: 2, maxLength: 9 }),
  /** What is withdrawn after it: none of the batches, or one of those that stand. */
  withdrawn: fc.option(fc.nat(99), { freq: 2 }),
})
type File = typeof file extends fc.Arbitrary<infer Value> ? Value : never

const DAYS: readonly PlainDate[] = [
  '2019-09-01',
  addDays(REFORMS[0], -1),
  REFORMS[0],
  '2021-05-31',
  REFORMS[1],
  '2022-11-15',
]
const pairs = fc.uniqueArray(fc.tuple(fc.constantFrom(...DAYS), fc.constantFrom(...DAYS)), {
  minLength: 6,
  maxLength: 6,
  selector: ([asOf, borders]) => `${asOf} ${borders}`,
})

let database: TestDatabase
let register: RegisterRows
beforeAll(async () => {
  database = await createTestDatabase()
  register = new RegisterRows(database.em)
})
afterAll(() => database.drop())

/** The file as it is staged, every line in a commune that there was on its day. */
function stagedFile(
  { kind, asOf, province, lines }: File,
  country: DividedCountry,
  idOf: (code: string) => number,
): StagedFile {
  const communes = country.areas
    .filter(({ level, from, until }) => level === 'COMMUNE' && (from ?? '') <= asOf && asOf < (until ?? '9999'))
    .map(({ code }) => code)
  return {
    kind: kind as keyof typeof LOADERS,
    areaId: idOf(province),
    asOf,
    rows: lines.map((each) => stagedLine(kind, asOf, each, communes[each.commune % communes.length] ?? '')),
  }
}

function stagedLine(kind: string, asOf: PlainDate, given: Line, commune: string) {
  const { person, hamlet, household, code } = given
  const sin = madeUpSocialInsuranceNumber(person + 1)
  const who = personFields({ name: `Người ${person}`, birth: `19${50 + person}-03-05`, sex: person % 2, sin, commune })
  if (kind === 'HOUSEHOLD_SURVEY') {
    const home = hamlet === null ? {} : hamletFields(hamlet)
    return { ...who, ...home, ...memberFields(household, `H${household}`, { class: given.class }) }
  }
  const from = addDays(asOf, given.since)
  const card = { ...who, ...cardFields(`${code}400${sin}`, from, addDays(from, given.days)) }
  return kind === 'CARD_ROLL' ? card : { ...card, ...changeFields(given.change as 'INCREASE', code) }
}

/** Sends the files one after another, and withdraws in between; gives the batches that stand. */
async function send(files: readonly File[], country: DividedCountry, idOf: (code: string) => number) {
  const standing: { id: number; kind: keyof typeof LOADERS }[] = []
  for (const given of files) {
    const staged = stagedFile(given, country, idOf)
    const kind = staged.kind as keyof typeof LOADERS
    const imported = await importRows(database.em, LOADERS[kind], staged)
    if (!imported.blocking) standing.push({ id: imported.id, kind })
    if (given.withdrawn === null) continue
    const [batch] = standing.splice(given.withdrawn % Math.max(1, standing.length), 1)
    if (batch) await withdrawRows(database.em, LOADERS[batch.kind], batch.id)
  }
  return standing
}

interface SettlerRecord {
  readonly homes: Settler['homes']
  readonly cards: Settler['cards']
}

/** Who lives where since when, with which cards: as it stands in the register, person by person. */
async function settlers(): Promise<readonly Settler[]> {
  return rows<SettlerRecord>(
    database.em,
    `select (select coalesce(json_agg(json_build_object('place', area.code, 'from', home.valid_from,
          'until', nullif(home.valid_until, 'infinity')) order by home.valid_from), '[]')
        from residence home join area using (area_id) where home.person_id = person.person_id) as homes,
      (select coalesce(json_agg(json_build_object('from', card.valid_from, 'until', nullif(card.valid_until, 'infinity'))), '[]')
        from enrolment card where card.person_id = person.person_id) as cards
    from person order by person_id`,
  )
}

/** The country with the hamlets that files have named since. */
async function withNewHamlets(country: DividedCountry): Promise<DividedCountry> {
  const known = country.areas.map(({ code }) => code)
  const areas = await rows<MapArea>(
    database.em,
    `select code, 'HAMLET' as level, nullif(valid_from, '-infinity')::text as from, nullif(valid_until, 'infinity')::text as until
     from area where level = 4 and code <> all($1::text[])`,
    [known],
  )
  const links = await rows<MapLink>(
    database.em,
    `select area.code, parent.code as parent, nullif(link.valid_from, '-infinity')::text as from,
       nullif(link.valid_until, 'infinity')::text as until
     from area_parent link join area using (area_id) join area parent on parent.area_id = link.parent_id
     where area.level = 4 and area.code <> all($1::text[])`,
    [known],
  )
  return { ...country, areas: [...country.areas, ...areas], links: [...country.links, ...links] }
}

async function expectEveryFigure(
  model: DividedCount,
  pairsAsked: readonly (readonly [PlainDate, PlainDate])[],
): Promise<void> {
  for (const [asOf, borders] of pairsAsked) {
    const counts = model.count(asOf, borders)
    for (const level of ['PROVINCE', 'DISTRICT', 'COMMUNE'] as const) {
      const expected = model
        .standing(level, borders)
        .map((code) => ({ code, ...(counts.get(code) ?? { population: 0, covered: 0 }) }))
        .filter(({ population }) => population > 0)
        .map(({ code, population, covered }) => `${code} ${population} ${covered}`)
      const wanted = { level, asOf, borders, basis: 'REGISTRY' as const }
      const { rows: found, total } = await coverageInFull(ADMINISTRATOR, database.em, wanted)
      const told = found
        .filter((row) => row.population !== 0)
        .map((row) => `${row.area.code} ${row.population} ${row.covered}`)
      expect(told.toSorted(), `${level} of ${asOf} on ${borders}`).toEqual(expected.toSorted())
      expect(total?.population ?? 0).toBe(counts.get('VN')?.population ?? 0)
      expect(total?.covered ?? 0).toBe(counts.get('VN')?.covered ?? 0)
    }
  }
}

test('after any batches and withdrawals, over two reforms, every figure is that of people counted one by one; withdrawing all leaves nothing', async () => {
  let sent = 0
  let counted = 0
  await fc.assert(
    fc.asyncProperty(
      dividedCountry,
      fc.array(file, { minLength: 3, maxLength: 7 }),
      pairs,
      async (country, files, asked) => {
        await emptyRegister(database.em)
        const ids = await writeDividedCountry(database.em, register, country)
        await register.settle()
        const standing = await send(files, country, (code) => ids.get(code) ?? 0)
        sent += standing.length
        expect(await verifyCube(database.em)).toEqual([])
        const people = await settlers()
        counted += people.length
        await expectEveryFigure(new DividedCount(await withNewHamlets(country), people), asked)
        for (const { id, kind } of standing.toReversed()) await withdrawRows(database.em, LOADERS[kind], id)
        expect(await rows(database.em, 'select area_id, span, bucket from coverage_cube')).toEqual([])
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  )
  expect(sent).toBeGreaterThan(0)
  expect(counted).toBeGreaterThan(0)
})
