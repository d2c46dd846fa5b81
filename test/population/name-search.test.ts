import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { oneRow } from '../../src/kernel/sql.ts'
import { matchKey, plainKey } from '../../src/kernel/vietnamese-text.ts'
import { readPersonSearch, withoutAccents } from '../../src/population/name-search.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import fc from '../support/fast-check.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

describe('readPersonSearch', () => {
  test('a digit makes it a number, however it is spaced', () => {
    expect(readPersonSearch(' hn 2-24.0023 456789')).toEqual({ kind: 'NUMBER', number: 'HN2240023456789' })
    expect(readPersonSearch('0991 8300 1234')).toEqual({ kind: 'NUMBER', number: '099183001234' })
  })

  test('accents count when some were typed', () => {
    expect(readPersonSearch('Nguyễn  THỊ Hoà')).toEqual({
      kind: 'NAME',
      key: matchKey('nguyễn thị hòa'),
      accented: true,
    })
    expect(readPersonSearch('nguyen thi hoa')).toEqual({ kind: 'NAME', key: 'nguyen thi hoa', accented: false })
  })

  test('nothing but signs is no search', () => {
    expect(readPersonSearch(' ., ')).toBeNull()
  })
})

test('the database takes accents off a match key as plainKey does', async () => {
  const plain = async (key: string) =>
    (await oneRow<{ plain: string }>(database.em, `select ${withoutAccents('$1::text')} as plain`, [key])).plain
  for (const name of [
    'Đặng Thùy Trâm',
    'Lý Quỳnh Như',
    'Hồ Thị Kỷ',
    'Nguyễn Ngọc Ẩn',
    'Võ Ưởng',
    'Bùi Xuân Phái',
    "H'Hen Niê",
  ]) {
    expect(await plain(matchKey(name))).toBe(plainKey(name))
  }
  const letters = 'aăâbcdđeêghiklmnoôơpqrstuưvxy'.split('')
  const syllable = fc
    .array(
      fc.tuple(fc.constantFrom(...letters), fc.constantFrom('', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323')),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) =>
      parts
        .map(([letter, mark]) => ('aăâeêioôơuưy'.includes(letter) ? (letter + mark).normalize('NFC') : letter))
        .join(''),
    )
  await fc.assert(
    fc.asyncProperty(syllable, async (text) => {
      expect(await plain(matchKey(text))).toBe(
        matchKey(text).normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd'),
      )
    }),
    { numRuns: 60 },
  )
})
