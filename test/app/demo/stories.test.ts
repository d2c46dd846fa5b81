import { expect, test } from 'vitest'
import { generateAreas } from '../../../src/app/demo/generate-areas.ts'
import { XUAN_HUNG_HAMLETS, XUAN_HUNG_RESIDENTS, xuanHung } from '../../../src/app/demo/xuan-hung.ts'
import { yenTheFigures, yenTheFiguresYearBefore } from '../../../src/app/demo/yen-the.ts'
import { officialAreas } from '../../../src/app/official-areas.ts'

function sum(numbers: readonly number[]): number {
  return numbers.reduce((so, number) => so + number, 0)
}

test('the 19 communes of Yên Thế add up to the report, now and a year before', () => {
  const now = yenTheFigures()
  const before = yenTheFiguresYearBefore()
  expect([now.length, before.length]).toEqual([19, 19])
  expect(sum(now.map((row) => row.population))).toBe(100_249)
  expect(sum(now.map((row) => row.covered))).toBe(95_026)
  expect(sum(before.map((row) => row.covered))).toBe(82_630)
  for (const row of [...now, ...before]) expect(row.covered).toBeLessThan(row.population)
})

test('the communes of the figures are those of the official list, name for name', () => {
  const listed = officialAreas(['24']).filter((area) => area.districtCode === '215')
  expect(yenTheFigures().map((row) => row.name)).toEqual(listed.map((area) => area.communeName))
  expect(officialAreas(['75']).find((area) => area.communeCode === '26446')?.communeName).toBe('Xã Xuân Hưng')
})

test('Xuân Hưng has 26,100 people in 8 hamlets and 159 groups, of whom 18,077 are covered on 10/11/2017', () => {
  const { households, cards } = xuanHung()
  expect(XUAN_HUNG_HAMLETS.length).toBe(8)
  expect(sum(XUAN_HUNG_HAMLETS.map((hamlet) => hamlet.groups))).toBe(159)
  expect(sum(households.map((household) => household.members.length))).toBe(XUAN_HUNG_RESIDENTS)
  expect(new Set(households.map((household) => `${household.hamlet}, ${household.group}`)).size).toBe(159)
  const valid = cards.filter((card) => card.validFrom <= '2017-11-10' && '2017-11-10' <= card.lastDay)
  expect(new Set(valid.map((card) => card.holder.number)).size).toBe(18_077)
})

test('a made-up province has the districts and communes asked for and not one official code', () => {
  const official = officialAreas(Array.from({ length: 96 }, (_, index) => String(index + 1).padStart(2, '0')))
  const areas = generateAreas({
    seed: 1,
    provinceCode: '98',
    provinceName: 'Thử Nghiệm',
    districts: 8,
    communesPerDistrict: 20,
  })
  expect(official.length).toBeGreaterThan(10_000)
  expect(areas.length).toBe(160)
  expect(new Set(areas.map((area) => area.communeCode)).size).toBe(160)
  expect(new Set(areas.map((area) => area.districtCode)).size).toBe(8)
  const codes = new Set(official.flatMap((area) => [area.communeCode, area.districtCode, area.provinceCode]))
  for (const area of areas)
    expect([area.communeCode, area.districtCode, area.provinceCode].filter((code) => codes.has(code))).toEqual([])
})
