/**
 * People who do not exist. Names are drawn from common syllables by a seeded generator; numbers have forms that no office
 * gives: national ids of province 099 (codes end at 096), social-insurance numbers of province 99, cards of province 00.
 */
export interface SyntheticPerson {
  readonly name: string
  readonly isFemale: boolean
  /** dd/mm/yyyy */
  readonly birth: string
  readonly birthYear: number
  readonly nationalId: string
  readonly insuranceNumber: string
}

const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Giáp', 'Thân', 'Điểu', 'Lý']
const MIDDLE = { female: ['Thị', 'Thu', 'Ngọc', 'Thúy'], male: ['Văn', 'Đức', 'Quang', 'Hữu'] }
const GIVEN = {
  female: ['Hòa', 'Lan', 'Thủy', 'Hương', 'Mỹ', 'Yến', 'Quý'],
  male: ['Hùng', 'Kỳ', 'Sỹ', 'Quỳnh', 'Khỏe', 'Tý', 'Dũng'],
}

/** Mulberry32: the same seed gives the same people on every machine. */
function randomOf(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** The first `count` people of a seed. */
export function syntheticPeople(seed: number, count: number): SyntheticPerson[] {
  const random = randomOf(seed)
  const pick = (from: readonly string[]): string => from[random(from.length)] ?? ''
  return Array.from({ length: count }, (_, at) => {
    const isFemale = random(2) === 0
    const side = isFemale ? 'female' : 'male'
    const birthYear = 1930 + random(87)
    const [day, month] = [1 + random(28), 1 + random(12)]
    const century = (birthYear >= 2000 ? 2 : 0) + (isFemale ? 1 : 0)
    const serial = String(random(1_000_000)).padStart(6, '0')
    return {
      name: `${pick(FAMILY)} ${pick(MIDDLE[side])} ${pick(GIVEN[side])}`,
      isFemale,
      birth: `${String(day).padStart(2, '0')}/${String(month).padStart(2, '0')}/${birthYear}`,
      birthYear,
      nationalId: `099${century}${String(birthYear % 100).padStart(2, '0')}${serial}`,
      insuranceNumber: `99${String(seed % 100).padStart(2, '0')}${String(at).padStart(6, '0')}`,
    }
  })
}
