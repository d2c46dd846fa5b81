import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows } from '../../src/kernel/sql.ts'
import { ageBandSql, plainBandSql } from '../../src/population/age-band.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** Everybody born in leap years, years beside them, and the 1900 that was none. */
const born = `
  select day::date as birth_date, extract(year from day)::int as birth_year
  from unnest(array[1896, 1899, 1900, 1904, 1999, 2000]) year
  cross join generate_series(make_date(year, 1, 1), make_date(year, 12, 31), '1 day') day`

test('the band that counting days tells is the one that the calendar tells', async () => {
  const found = await rows<{ told: number; wrong: number }>(
    database.em,
    `select count(plain)::int as told, count(*) filter (where plain <> before or plain <> after)::int as wrong
     from (${born}) person
     cross join (values (6), (18), (60), (80)) bound (age)
     cross join generate_series(-6, 6) off
     cross join lateral (select make_date(person.birth_year + age, 7, 1) as middle) summer
     cross join lateral (values (birth_date + (age * 365.25)::int + off, birth_date + (age * 365.25)::int + off + 3),
       (middle + off * 90, middle + off * 90 + 200)) days (first, last)
     cross join lateral (select ${plainBandSql('person', 'first', 'last')} as plain,
       ${ageBandSql('person', 'first')} as before, ${ageBandSql('person', 'last')} as after) band`,
  )
  expect(found[0]?.wrong).toBe(0)
  expect(found[0]?.told).toBeGreaterThan(10_000)
})

test('somebody of whom the year alone is known comes into a band with the year; of somebody without it nothing is told', async () => {
  const band = (year: number | null, first: string, last: string) =>
    rows(
      database.em,
      `select ${plainBandSql('person', '$2::date', '$3::date')} as band
       from (select null::date as birth_date, $1::int as birth_year) person`,
      [year, first, last],
    )
  expect(await band(2000, '2007-01-01', '2017-12-01')).toEqual([{ band: 2 }])
  expect(await band(2000, '2017-12-31', '2018-01-01')).toEqual([{ band: null }])
  expect(await band(null, '2007-01-01', '2017-12-01')).toEqual([{ band: null }])
})
