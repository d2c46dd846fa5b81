import { expect, test } from 'vitest'
import { distinctSheetNames } from '../../src/exports/sheet-names.ts'
import fc from '../support/fast-check.ts'

test('hamlets keep their names; those of several communes are told apart by the commune, then by a number', () => {
  expect(
    distinctSheetNames([
      ['Ấp 1', 'Xuân Hưng'],
      ['Ấp 2', 'Xuân Hưng'],
      ['ấp 1', 'Xuân Hòa'],
      ['Ấp 1', 'Xuân Hòa'],
      ['Tổ 1/2', 'Xuân Hòa'],
    ]),
  ).toEqual(['Ấp 1 Xuân Hưng', 'Ấp 2', 'ấp 1 Xuân Hòa', 'Ấp 1 Xuân Hòa (2)', 'Tổ 1 2'])
})

test('whatever areas are called, Excel takes every name', () => {
  const name = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.constantFrom('Ấp 1', "'Ấp 1'", 'Thôn [3]: *', '', 'Ấp'.repeat(20)),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(name, name), { maxLength: 12 }), (wanted) => {
      const names = distinctSheetNames(wanted)
      expect(names.length).toBe(wanted.length)
      expect(new Set(names.map((each) => each.toLowerCase())).size).toBe(names.length)
      for (const each of names) {
        expect(each.length).toBeGreaterThan(0)
        expect(each.length).toBeLessThanOrEqual(31)
        expect(each).not.toMatch(/[\\/?*[\]:]|^'|'$/)
      }
    }),
  )
})
