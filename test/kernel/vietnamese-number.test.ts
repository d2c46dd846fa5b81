import { describe, expect, test } from 'vitest'
import { readCount, readRate } from '../../src/kernel/vietnamese-number.ts'
import fc from '../support/fast-check.ts'

const number = (value: number, doubt?: string) => ({ kind: 'number', value, ...(doubt ? { doubt } : {}) })

describe('a count', () => {
  test.each([
    ['95.026', number(95026)],
    ['1.234.567', number(1234567)],
    ['15,100,020', number(15100020)],
    ['95 026', number(95026)],
    ['95\u00a0026 người', number(95026)],
    ['4108 thẻ', number(4108)],
    ['12,0', number(12)],
    ['0', number(0)],
    [95026, number(95026)],
    [95026.00000001, number(95026)],
    ['1,234', number(1234, 'number-ambiguous')],
    ['-', { kind: 'empty' }],
    ['', { kind: 'empty' }],
    ['…', { kind: 'empty' }],
    ['1.234.567,5', { kind: 'problem', problem: 'count-not-whole' }],
    ['12,5', { kind: 'problem', problem: 'count-not-whole', suggestion: 12500 }],
    ['0.123', { kind: 'problem', problem: 'count-not-whole', suggestion: 123 }],
    ['-5', { kind: 'problem', problem: 'count-negative' }],
    [-5, { kind: 'problem', problem: 'count-negative' }],
    ['12.34.567', { kind: 'problem', problem: 'count-not-readable' }],
    ['mười', { kind: 'problem', problem: 'count-not-readable' }],
    [Number.NaN, { kind: 'problem', problem: 'count-not-readable' }],
    [1e300, { kind: 'problem', problem: 'count-not-readable' }],
  ] as const)('%j', (cell, expected) => {
    expect(readCount(cell)).toMatchObject(expected)
  })

  test('95.026 stored as a decimal is an error that names 95026, never 95', () => {
    expect(readCount(95.026)).toEqual({ kind: 'problem', problem: 'count-not-whole', suggestion: 95026 })
    expect(readCount(36.87)).toEqual({ kind: 'problem', problem: 'count-not-whole', suggestion: 36870 })
  })
})

describe('a rate', () => {
  test.each([
    ['94,8%', number(0.948)],
    ['94,8', number(0.948)],
    ['94.8', number(0.948)],
    ['94.800', number(0.948)],
    ['100%', number(1)],
    ['0,948', number(0.948)],
    [0.948, number(0.948)],
    [94.8, number(0.948)],
    ['0,85 %', number(0.0085)],
    ['1,02', number(1.02, 'rate-ambiguous')],
    ['-', { kind: 'empty' }],
    ['%', { kind: 'empty' }],
    ['250', { kind: 'problem', problem: 'rate-out-of-range' }],
    ['-3%', { kind: 'problem', problem: 'rate-not-readable' }],
    ['đạt', { kind: 'problem', problem: 'rate-not-readable' }],
  ] as const)('%j', (cell, expected) => {
    expect(readRate(cell)).toMatchObject(expected)
  })
})

const counts = fc.integer({ min: 0, max: 999_999_999_999 })

test('a count written the Vietnamese way is read back', () => {
  fc.assert(
    fc.property(counts, (count) => {
      expect(readCount(count.toLocaleString('vi-VN'))).toEqual(number(count))
    }),
  )
})

test('a count of a million or more written the English way is read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_000_000, max: 999_999_999 }), (count) => {
      expect(readCount(count.toLocaleString('en-US'))).toEqual(number(count))
    }),
  )
})

test('a count is a whole number that is not negative, or it is no count', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.double(), fc.stringMatching(/^[\d.,-]{1,12}$/)), (cell) => {
      const reading = readCount(cell)
      if (reading.kind === 'number') expect(Number.isSafeInteger(reading.value) && reading.value >= 0).toBe(true)
    }),
  )
})

test('a percentage of one decimal is read back as its ratio', () => {
  fc.assert(
    fc.property(fc.integer({ min: 16, max: 1000 }), (tenths) => {
      const text = (tenths / 10).toLocaleString('vi-VN', { minimumFractionDigits: 1 })
      expect(readRate(`${text}%`)).toEqual(number(tenths / 1000))
      expect(readRate(text)).toEqual(number(tenths / 1000))
    }),
  )
})
