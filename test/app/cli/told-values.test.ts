import { expect, test } from 'vitest'
import { dayText, momentText, valueWord } from '../../../src/app/cli/told-values.ts'

test('values, days and moments are told in the words and the day of Vietnam, or plainly in English', () => {
  expect(valueWord('SourceKind', 'CARD_ROLL', 'vi')).toBe('danh sách thẻ')
  expect(valueWord('SourceKind', 'CARD_ROLL', 'en')).toBe('card roll')
  expect([dayText('2017-09-30', 'vi'), dayText('2017-09-30', 'en')]).toEqual(['30/9/2017', '2017-09-30'])
  // Half past six in the morning of the next day in Hà Nội.
  expect([momentText('2026-11-21T23:30:00.000Z', 'vi'), momentText('2026-11-21T23:30:00.000Z', 'en')]).toEqual([
    '22/11/2026',
    '2026-11-22',
  ])
})
