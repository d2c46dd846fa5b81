import type { PlainDate } from '../../kernel/plain-date.ts'
import { allot } from './allot.ts'

/** What the demonstration states for one commune of huyện Yên Thế on a day. */
export interface CommuneFigures {
  readonly name: string
  readonly population: number
  readonly covered: number
  /** Households in all and by class; absent in the sheet of the year before. */
  readonly households: number
  readonly poor: number
  readonly nearPoor: number
  readonly middleIncomeFarming: number
}

export const YEN_THE = { code: '215', name: 'Huyện Yên Thế' } as const
export const YEN_THE_AS_OF: PlainDate = '2017-09-30'
export const YEN_THE_YEAR_BEFORE: PlainDate = '2016-09-30'

/**
 * The totals are those of the district's report of autumn 2017: 95.026 of 100.249 people on 30/9/2017, 12.396 more than a
 * year before; poor households as the yearly review had recognised them for 2017. How they are shared among the communes
 * is made up, as are the population of 2016 and the other household classes: the report has no such table.
 */
export const YEN_THE_TOTALS = {
  population: 100_249,
  covered: 95_026,
  populationYearBefore: 99_108,
  coveredYearBefore: 82_630,
  households: 30_177,
  poor: 5_281,
  nearPoor: 2_915,
  middleIncomeFarming: 1_868,
} as const

/** The 19 units of the list, how large each is beside the others, and by how many points its coverage leaves the mean. */
const COMMUNES: readonly (readonly [name: string, size: number, points: number, poverty: number])[] = [
  ['Xã Đồng Tiến', 41, 2.9, 19],
  ['Xã Canh Nậu', 62, 2.1, 22],
  ['Xã Xuân Lương', 58, 1.4, 18],
  ['Xã Tam Tiến', 66, 0.9, 15],
  ['Xã Đồng Vương', 43, 2.4, 20],
  ['Xã Đồng Hưu', 59, 1.1, 17],
  ['Xã Đồng Tâm', 31, -0.7, 11],
  ['Xã Tam Hiệp', 34, -0.4, 10],
  ['Xã Tiến Thắng', 44, 1.6, 17],
  ['Xã Hồng Kỳ', 37, -1.2, 9],
  ['Xã Đồng Lạc', 36, -1.9, 9],
  ['Xã Đông Sơn', 68, 0.3, 14],
  ['Xã Tân Hiệp', 40, -0.9, 10],
  ['Xã Hương Vĩ', 47, -1.5, 10],
  ['Xã Đồng Kỳ', 60, -2.2, 8],
  ['Xã An Thượng', 55, -0.6, 12],
  ['Thị trấn Phồn Xương', 83, 1.8, 4],
  ['Xã Tân Sỏi', 57, -1.7, 8],
  ['Thị trấn Bố Hạ', 79, -2.6, 5],
]

/** The 19 communes on 30/9/2017; every column adds up to its total. */
export function yenTheFigures(): readonly CommuneFigures[] {
  return figures(YEN_THE_TOTALS.population, YEN_THE_TOTALS.covered, 1)
}

/** The 19 communes on 30/9/2016: fewer people, and a wider spread of coverage. */
export function yenTheFiguresYearBefore(): readonly CommuneFigures[] {
  return figures(YEN_THE_TOTALS.populationYearBefore, YEN_THE_TOTALS.coveredYearBefore, 2.4)
}

function figures(population: number, covered: number, spread: number): readonly CommuneFigures[] {
  const mean = covered / population
  const populations = allot(
    population,
    COMMUNES.map(([, size]) => size),
  )
  const coverage = allot(
    covered,
    COMMUNES.map(([, , points], index) => (populations[index] ?? 0) * (mean + (points * spread) / 100)),
  )
  const households = allot(
    YEN_THE_TOTALS.households,
    COMMUNES.map(([, size]) => size),
  )
  const poor = allot(
    YEN_THE_TOTALS.poor,
    COMMUNES.map(([, size, , poverty]) => size * poverty),
  )
  const nearPoor = allot(
    YEN_THE_TOTALS.nearPoor,
    COMMUNES.map(([, size, , poverty]) => size * (poverty + 6)),
  )
  const farming = allot(
    YEN_THE_TOTALS.middleIncomeFarming,
    COMMUNES.map(([, size, , poverty]) => size * (30 - poverty)),
  )
  return COMMUNES.map(([name], index) => ({
    name,
    population: populations[index] ?? 0,
    covered: coverage[index] ?? 0,
    households: households[index] ?? 0,
    poor: poor[index] ?? 0,
    nearPoor: nearPoor[index] ?? 0,
    middleIncomeFarming: farming[index] ?? 0,
  }))
}
