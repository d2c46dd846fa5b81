import { describe, expect, test } from 'vitest'
import {
  bearerOf,
  cardParts,
  masked,
  readCardNumber,
  readNationalId,
  readSocialInsuranceNumber,
  withTwoZeros,
} from '../../src/kernel/identity-number.ts'
import fc from '../support/fast-check.ts'

const identity = (value: string, doubt?: string) => ({ kind: 'identity', value, ...(doubt ? { doubt } : {}) })
const problem = (code: string) => ({ kind: 'problem', problem: code })
const restored = 'leading-zero-restored'

describe('a national id', () => {
  test.each([
    ['099080000001', identity('099080000001')],
    ["'099080000001", identity('099080000001')],
    ['099 080 000 001', identity('099080000001')],
    ['99080000001.0', identity('099080000001', restored)],
    [99080000001, identity('099080000001', restored)],
    ['99080000001', identity('099080000001', restored)],
    ['9.9080000001E+10', identity('099080000001', restored)],
    ['9,9E+10', problem('number-lost-digits')],
    [1.5, problem('number-lost-digits')],
    [1e17, problem('number-lost-digits')],
    ['991234567', identity('991234567')],
    [10000000, identity('010000000', restored)],
    ['10000000', problem('national-id-not-readable')],
    ['C1234567', identity('C1234567')],
    ['123456789012', identity('123456789012', 'national-id-unusual')],
    ['9834567890', problem('national-id-not-readable')],
    ['', { kind: 'empty' }],
    [0, { kind: 'empty' }],
    ['-', { kind: 'empty' }],
  ] as const)('%j', (cell, expected) => {
    expect(readNationalId(cell)).toEqual(expected)
  })
})

describe('a social-insurance number', () => {
  test.each([
    ['9917000001', identity('9917000001')],
    ['9917000001.0', identity('9917000001')],
    [100000000, identity('0100000000', restored)],
    ['100000000', problem('social-insurance-number-not-readable')],
    ['99170000011', problem('social-insurance-number-not-readable')],
  ] as const)('%j', (cell, expected) => {
    expect(readSocialInsuranceNumber(cell)).toEqual(expected)
  })
})

describe('a card number', () => {
  test.each([
    ['GD4009917000001', identity('GD4009917000001')],
    ['gd 4 00 99.1700.0001', identity('GD4009917000001')],
    ['GD6009917000001', problem('card-number-not-readable')],
    ['GD400991700000', problem('card-number-not-readable')],
    ['GD4009917000001;HN2009917000001', problem('card-number-not-readable')],
    ['4009917000001', problem('card-number-not-readable')],
  ] as const)('%j', (cell, expected) => {
    expect(readCardNumber(cell)).toEqual(expected)
  })

  test('says who takes part, the benefit level and the province', () => {
    expect(cardParts('HN2249917000001')).toEqual({ participantCode: 'HN', benefitLevel: 2, provinceCode: '24' })
  })
})

test('twelve digits tell sex and year of birth in every century', () => {
  expect(bearerOf('099080000001')).toEqual({ birthYear: 1980, sex: 'MALE' })
  expect(bearerOf('099175000001')).toEqual({ birthYear: 1975, sex: 'FEMALE' })
  expect(bearerOf('099205000001')).toEqual({ birthYear: 2005, sex: 'MALE' })
  expect(bearerOf('099316000001')).toEqual({ birthYear: 2016, sex: 'FEMALE' })
  expect(bearerOf('991234567')).toBeNull()
})

test('every text of twelve digits that begins with 0 goes through untouched', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^0\d{11}$/), (id) => {
      fc.pre(!/^0+$/.test(id))
      expect(readNationalId(id)).toEqual(identity(id))
    }),
    { examples: [['000000000001']] },
  )
})

test('a number that lost one leading zero is the same id again', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^0[1-9]\d{10}$/), (id) => {
      expect(readNationalId(Number(id))).toEqual(identity(id, restored))
    }),
  )
})

test('masking keeps four characters and the length', () => {
  expect(masked('099080000401')).toBe('********0401')
  expect(masked('401')).toBe('401')
})

describe('a national id that lost two zeros comes back', () => {
  /** Of nobody: who was born in 1901 was no longer alive when these numbers began. */
  const woman = { birthYear: 1901, sex: 'FEMALE' } as const
  const lost = (id: string) => id.slice(2)

  test('when province, century, sex and year in it are its bearer’s', () => {
    expect(withTwoZeros(Number(lost('001101000123')), woman)).toBe('001101000123')
    expect(withTwoZeros(`${lost('008101000123')}.0`, woman)).toBe('008101000123')
    expect(withTwoZeros(Number(lost('004285000123')), { birthYear: 2085, sex: 'MALE' })).toBe('004285000123')
  })

  test.each([
    [Number(lost('001001000123')), 'a man’s'],
    [Number(lost('001102000123')), 'of another year'],
    [Number(lost('003101000123')), 'there is no province 003'],
    [Number(lost('00110100012')), 'nine digits are an old CMND'],
    ['9917000001', 'a social-insurance number'],
    ['1.101E+9', 'digits are lost'],
  ] as const)('not %j: %s', (cell, _reason) => {
    expect(withTwoZeros(cell, woman)).toBeNull()
  })
})
