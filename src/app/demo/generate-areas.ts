import type { AreaLine } from '../official-areas.ts'
import { allot } from './allot.ts'
import type { HamletPlan } from './generate-people.ts'
import { type SeededRandom, seededRandom } from './seeded-random.ts'

/** A province that does not exist. Three of them fit beside the official list without a code in common. */
export interface ProvincePlan {
  readonly seed: number
  /** No province has had these codes. */
  readonly provinceCode: '97' | '98' | '99'
  readonly provinceName: string
  /** At most 8. */
  readonly districts: number
  /** At most 125. */
  readonly communesPerDistrict: number
}

/** Official district codes end at 973, commune codes at 32248. */
const FIRST_FREE_DISTRICT = 974
const MOST_DISTRICTS = 8
const MOST_COMMUNES = 125

/** The districts and communes of a made-up province, in the order of their codes; no code in it is an official one. */
export function generateAreas(plan: ProvincePlan): readonly AreaLine[] {
  if (plan.districts > MOST_DISTRICTS || plan.communesPerDistrict > MOST_COMMUNES) {
    throw new RangeError(`a made-up province has at most ${MOST_DISTRICTS} districts of ${MOST_COMMUNES} communes`)
  }
  const random = seededRandom(plan.seed)
  const districtNames = new Set<string>()
  const firstDistrict = FIRST_FREE_DISTRICT + (Number(plan.provinceCode) - 97) * MOST_DISTRICTS
  return range(plan.districts).flatMap((district) => {
    const districtName = `Huyện ${unusedName(districtNames, random)}`
    const communeNames = new Set<string>()
    return range(plan.communesPerDistrict).map((commune) => ({
      provinceCode: plan.provinceCode,
      provinceName: `Tỉnh ${plan.provinceName}`,
      districtCode: String(firstDistrict + district),
      districtName,
      communeCode: `${plan.provinceCode}${String(district * MOST_COMMUNES + commune).padStart(3, '0')}`,
      communeName: `Xã ${unusedName(communeNames, random)}`,
      communeType: 'Xã',
    }))
  })
}

/** Hamlets for so many residents, of unlike sizes, each with about `residentsPerGroup` people in a group. */
export function generateHamlets(
  residents: number,
  hamlets: number,
  residentsPerGroup: number,
  seed: number,
): readonly HamletPlan[] {
  const random = seededRandom(seed)
  const sizes = allot(
    residents,
    range(hamlets).map(() => random.whole(60, 140)),
  )
  return sizes.map((size, index) => ({
    name: `Thôn ${index + 1}`,
    residents: size,
    groups: Math.max(1, Math.round(size / residentsPerGroup)),
  }))
}

const FIRST = [
  'An',
  'Bình',
  'Cẩm',
  'Đại',
  'Đông',
  'Đức',
  'Gia',
  'Hòa',
  'Hồng',
  'Hưng',
  'Kim',
  'Lộc',
  'Long',
  'Minh',
  'Mỹ',
  'Nam',
  'Ngọc',
  'Phú',
  'Phước',
  'Quang',
  'Sơn',
  'Tân',
  'Tây',
  'Thanh',
  'Tiên',
  'Trung',
  'Vĩnh',
  'Xuân',
  'Yên',
]
const SECOND = [
  'An',
  'Bắc',
  'Châu',
  'Đông',
  'Giang',
  'Hà',
  'Hải',
  'Hiệp',
  'Hòa',
  'Khê',
  'Lâm',
  'Lạc',
  'Lập',
  'Lương',
  'Mỹ',
  'Nghĩa',
  'Phong',
  'Phú',
  'Sơn',
  'Tâm',
  'Thành',
  'Thịnh',
  'Thủy',
  'Tiến',
  'Trạch',
  'Trường',
  'Vân',
  'Xuyên',
]

function unusedName(taken: Set<string>, random: SeededRandom): string {
  for (;;) {
    const name = `${random.pick(FIRST)} ${random.pick(SECOND)}`
    if (taken.has(name)) continue
    taken.add(name)
    return name
  }
}

function range(length: number): readonly number[] {
  return Array.from({ length }, (_, index) => index)
}
