import { expect, test } from 'vitest'
import { changeText, countText, percentText, pointsText, textTable } from '../../../src/app/demo/text-table.ts'

test('counts, changes, rates and points are written as Vietnamese offices write them', () => {
  expect([95_026, 1_234_567, 999, 0].map(countText)).toEqual(['95.026', '1.234.567', '999', '0'])
  expect([12_396, -3, 0].map(changeText)).toEqual(['+12.396', '-3', '0'])
  expect(percentText(95_026 / 100_249)).toBe('94,8%')
  expect(percentText(18_077 / 26_100, 2)).toBe('69,26%')
  expect([0.79, -1.44].map(pointsText)).toEqual(['+0,8', '-1,4'])
})

test('what is not known is a dash, never a nought', () => {
  expect([countText(null), changeText(null), percentText(null), pointsText(null)]).toEqual(['–', '–', '–', '–'])
})

test('columns are as wide as their widest cell, numbers stand at the right', () => {
  const rows = [
    { name: 'Bố Hạ', count: 7 },
    { name: 'Đồng Kỳ', count: 1200 },
  ]
  const table = textTable(rows, [
    { heading: 'Xã', align: 'left', text: (row) => row.name },
    { heading: 'Số', align: 'right', text: (row) => countText(row.count) },
  ])
  expect(table).toEqual(['Xã          Số', '───────  ─────', 'Bố Hạ        7', 'Đồng Kỳ  1.200'])
})
