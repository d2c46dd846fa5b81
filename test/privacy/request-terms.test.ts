import { describe, expect, test } from 'vitest'
import { NONE_DECLARED } from '../../src/kernel/working-day.ts'
import { acknowledgeBy, dueOn, REQUEST_KINDS, type RequestKind } from '../../src/privacy/request-terms.ts'
import { DECLARED_2026 } from '../support/days-of-2026.ts'

/** Decree 356/2025/NĐ-CP, Article 5: days, through a processor, and once more. */
const DECREE: Readonly<Record<RequestKind, readonly [number, number, number]>> = {
  VIEW: [10, 15, 10],
  CORRECT: [10, 15, 10],
  PROVIDE: [10, 15, 10],
  RESTRICT: [15, 20, 15],
  OBJECT: [15, 20, 15],
  WITHDRAW: [15, 20, 15],
  ERASE: [20, 30, 20],
}

describe.each(REQUEST_KINDS)('%s', (kind) => {
  const [days, through, more] = DECREE[kind]
  const due = (throughProcessor: boolean, extended: boolean) =>
    dueOn({ kind, receivedOn: '2026-07-01', throughProcessor }, extended, NONE_DECLARED)
  /** Counted from 1 July; there is no holiday until September. */
  const july = (day: number) => {
    const date = new Date(Date.UTC(2026, 6, 1 + day))
    const weekday = date.getUTCDay()
    date.setUTCDate(date.getUTCDate() + (weekday === 6 ? 2 : weekday === 0 ? 1 : 0))
    return date.toISOString().slice(0, 10)
  }

  test(`is due in ${days} days, ${through} through a processor, ${more} more once`, () => {
    expect([due(false, false), due(true, false), due(false, true), due(true, true)]).toEqual([
      july(days),
      july(through),
      july(days + more),
      july(through + more),
    ])
  })
})

test.each<readonly [string, RequestKind, string, string, string]>([
  ['ordinary', 'VIEW', '2026-03-02', '2026-03-12', 'an ordinary term'],
  ['ordinary', 'VIEW', '2026-03-04', '2026-03-16', 'ends on a Saturday'],
  ['ordinary', 'VIEW', '2026-03-05', '2026-03-16', 'ends on a Sunday'],
  ['ordinary', 'VIEW', '2026-02-06', '2026-02-23', 'ends at Tết'],
  ['extended', 'PROVIDE', '2026-02-06', '2026-02-26', 'longer, goes on through Tết'],
  ['ordinary', 'CORRECT', '2026-04-20', '2026-05-04', 'ends on 30/4'],
  ['through a processor', 'CORRECT', '2026-04-16', '2026-05-04', 'ends on 1/5'],
  ['ordinary', 'CORRECT', '2026-04-17', '2026-04-28', 'ends on the day in lieu of the Hùng Kings’'],
  ['ordinary', 'VIEW', '2026-08-12', '2026-08-22', 'ends on a Saturday that is worked'],
  ['through a processor', 'WITHDRAW', '2026-01-26', '2026-02-23', 'ends before Tết’s weekend is over'],
  ['ordinary', 'OBJECT', '2026-08-17', '2026-09-03', 'ends on the day beside 2/9'],
  ['ordinary', 'ERASE', '2026-11-22', '2026-12-14', 'came on a Sunday'],
  ['extended', 'ERASE', '2026-11-22', '2027-01-04', 'longer, ends on New Year’s Day'],
])('%s %s of %s is due on %s: %s', (...[how, kind, receivedOn, expected]) => {
  const days = { kind, receivedOn, throughProcessor: how === 'through a processor' }
  expect(dueOn(days, how === 'extended', DECLARED_2026)).toBe(expected)
})

test.each([
  ['2026-03-12', '2026-03-16', 'over a weekend'],
  ['2026-02-12', '2026-02-23', 'over Tết'],
  ['2026-04-29', '2026-05-05', 'over 30/4 and 1/5'],
])('what came on %s is acknowledged by %s: %s', (receivedOn, expected) => {
  expect(acknowledgeBy({ receivedOn }, DECLARED_2026)).toBe(expected)
})

test('days off that nobody declared make a request due earlier', () => {
  expect(acknowledgeBy({ receivedOn: '2026-02-12' }, NONE_DECLARED)).toBe('2026-02-16')
  expect(dueOn({ kind: 'VIEW', receivedOn: '2026-02-06', throughProcessor: false }, false, NONE_DECLARED)).toBe(
    '2026-02-16',
  )
})
