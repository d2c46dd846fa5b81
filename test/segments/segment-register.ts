import { madeUpSocialInsuranceNumber } from '../../src/app/demo/made-up-numbers.ts'
import type { SqlSession } from '../../src/kernel/sql.ts'
import { RegisterRows } from '../support/register-rows.ts'

/** The day on which the register of these tests is asked. */
export const DAY = '2020-06-15'

/** Two communes of huyện 215 in tỉnh 24: 07301 with a hamlet of 12 poor and 8 other households, 07302 with 9 poor ones. */
export interface SegmentRegister {
  readonly hamletId: number
  readonly southId: number
  /** Household ids. */
  readonly poor: readonly number[]
  readonly others: readonly number[]
  readonly south: readonly number[]
}

/**
 * In each household a head (Nguyễn Văn Một, with a card until the end of 2020; every third until 1 July) and a child born in
 * mid-June 2014 without one.
 */
export async function writeSegmentRegister(em: SqlSession): Promise<SegmentRegister> {
  const register = new RegisterRows(em)
  const country = await register.country()
  await register.batch('dieu-tra.xlsx')
  const province = await register.area({ code: '24', level: 'PROVINCE', name: 'Bắc Giang', parentId: country })
  const district = await register.area({ code: '215', level: 'DISTRICT', name: 'Yên Thế', parentId: province })
  const north = await register.area({
    code: '07301',
    level: 'COMMUNE',
    unitType: 'Xã',
    name: 'Bắc',
    parentId: district,
  })
  const southId = await register.area({
    code: '07302',
    level: 'COMMUNE',
    unitType: 'Xã',
    name: 'Nam',
    parentId: district,
  })
  const hamletId = await register.area({
    ...{ code: '07301.01', level: 'HAMLET', unitType: 'Thôn', name: 'Thượng', parentId: north },
  })
  const household = async (areaId: number, householdClass: 'POOR' | 'OTHER', number: number): Promise<number> => {
    const id = await register.household({ areaId, householdClass }, `Nguyễn Văn Một ${number}`)
    const head = await register.person({
      ...{ name: `Nguyễn Văn Một ${number}`, birthYear: 1980, sex: 'MALE' },
      nationalId: `0990800${String(number).padStart(5, '0')}`,
    })
    const child = await register.person({ name: `Trần Bé ${number}`, birthDate: '2014-06-20', sex: 'FEMALE' })
    for (const [person, relation] of [[head, 'Chủ hộ'] as const, [child, 'Con'] as const])
      await register.residence(person, { areaId, householdId: id, householdClass, relation })
    const until = number % 3 === 0 ? '2020-07-01' : '2021-01-01'
    await register.card(head, {
      ...{ code: 'HN', number: `HN224${madeUpSocialInsuranceNumber(number + 1)}`, from: '2020-01-01', until },
    })
    return id
  }
  const made: number[] = []
  for (let number = 0; number < 29; number++)
    made.push(await household(number < 20 ? hamletId : southId, number >= 12 && number < 20 ? 'OTHER' : 'POOR', number))
  await register.settle()
  return { hamletId, southId, poor: made.slice(0, 12), others: made.slice(12, 20), south: made.slice(20) }
}
