import { afterAll, beforeAll, expect, test } from 'vitest'
import { seededRandom } from '../../src/app/demo/seeded-random.ts'
import { verifyCube } from '../../src/coverage/verify.ts'
import { addDays } from '../../src/kernel/plain-date.ts'
import { execute, rows } from '../../src/kernel/sql.ts'
import { ageBandSql } from '../../src/population/age-band.ts'
import { erasePersons } from '../../src/privacy/erase-persons.store.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { RegisterRows } from '../support/register-rows.ts'

/** Registers made up at random: whoever is erased from them, every figure of every day stays what it was. */
let database: TestDatabase
let register: RegisterRows
const communes: number[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  register = new RegisterRows(database.em)
  await register.batch('nguon.xlsx')
  const parentId = await register.country()
  for (const code of ['26443', '26446']) communes.push(await register.area({ code, level: 'COMMUNE', parentId }))
})
afterAll(() => database.drop())

const PEOPLE = 60

async function populate(seed: number): Promise<void> {
  const random = seededRandom(seed).next
  const upTo = (most: number): number => Math.floor(random() * most)
  const day = (year: number, years: number) => addDays(`${year}-01-01`, upTo(365 * years))
  const place = () => communes[upTo(communes.length)] as number
  for (let count = 0; count < PEOPLE; count += 1) {
    const birthDate = day(1935, 90)
    const personId = await register.person({
      name: `Nguyễn Thị ${count}`,
      ...(random() < 0.7 ? { birthDate } : random() < 0.8 ? { birthYear: Number(birthDate.slice(0, 4)) } : {}),
      sex: random() < 0.5 ? 'FEMALE' : 'MALE',
      nationalId: `099${String(seed * 1000 + count).padStart(9, '0')}`,
    })
    const areaId = place()
    const householdId = await register.household({ areaId, householdClass: 'POOR' }, `Nguyễn Thị ${count}`)
    const moved = day(2015, 10)
    const gone = random() < 0.3
    await register.residence(personId, {
      areaId,
      householdId,
      from: '2012-05-01',
      until: moved,
      householdClass: 'POOR',
    })
    await register.residence(personId, {
      areaId: place(),
      from: moved,
      ...(gone && { until: addDays(moved, 1 + upTo(900)) }),
    })
    for (let card = 0; card < upTo(4); card += 1) {
      const from = day(2013, 12)
      const code = ['HN', 'TE', 'GD'][upTo(3)] as string
      await register.card(personId, {
        code,
        number: `${code}400${personId}${card}`,
        from,
        until: addDays(from, 1 + upTo(800)),
      })
    }
  }
  await register.settle()
}

/** Everybody counted one by one, by all that figures are split by, on days all over the years, and the cube as it stands. */
async function figures(): Promise<unknown> {
  const counted = await rows(
    database.em,
    `select day::date::text as day, home.area_id, person.sex, home.household_class, ${ageBandSql('person', 'day')} as band,
            (select min(code.law_order) from enrolment card join participant_code code on code.code = card.participant_code
             where card.person_id = person.person_id and card.valid_from <= day and day < card.valid_until) as covered_by,
            count(*)::int as persons
     from generate_series('2012-05-01'::date, '2027-12-01', interval '23 days') day
     join residence home on home.valid_from <= day and day < home.valid_until join person using (person_id)
     group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`,
  )
  const cube = await rows(
    database.em,
    `select area_id, span, bucket, n_all, n_cov, households, cell.combo, cell.delta
     from coverage_cube left join lateral unnest(combos, deltas) cell (combo, delta) on delta <> 0
     where n_all <> 0 or n_cov <> 0 or delta is not null or households <> '{0,0,0,0}' order by 1, 2, 3, 7`,
  )
  return { counted, cube }
}

test.each([1, 2, 3])('register %i', async (seed) => {
  await execute(
    database.em,
    'truncate person, person_identity, residence, enrolment, household, household_state, erased_number',
  )
  await populate(seed)
  const before = await figures()
  expect(await verifyCube(database.em)).toEqual([])
  const random = seededRandom(seed + 100).next
  const ids = (await rows<{ id: number }>(database.em, 'select person_id as id from person')).map(({ id }) => id)
  for (const share of [0.3, 1]) {
    const chosen = ids.filter(() => random() < share)
    await database.em.transactional((em) => erasePersons(em, 'select unnest($1::bigint[])', [chosen]))
    expect(await figures()).toEqual(before)
    expect(await verifyCube(database.em)).toEqual([])
  }
  const left = await rows<{ named: number; days: number; numbers: number }>(
    database.em,
    `select count(*) filter (where full_name like 'Nguyễn%' or national_id is not null)::int as named,
            count(birth_date)::int as days, (select count(*)::int from person_identity) as numbers from person`,
  )
  expect(left[0]).toMatchObject({ named: 0, numbers: 0 })
  // Days of birth stay only where an age band begins while somebody lives there.
  expect(left[0]?.days).toBeLessThan(PEOPLE * 0.7 * 0.8)
})
