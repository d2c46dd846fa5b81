import type { HouseholdClass } from '../../src/households/household-class.ts'
import { execute, type SqlSession } from '../../src/kernel/sql.ts'
import { RegisterRows } from '../support/register-rows.ts'

/** The day on which the doors are knocked on. */
export const DOOR_DAY = '2017-11-10'

/** A member: name, year of birth, and the code of a valid card if they have one. */
type Member = readonly [name: string, birthYear: number, card?: string]

/**
 * Xã Xuân Hưng. Ấp 1 with tổ 1 and tổ 2; ấp 2 without groups; one person directly in the commune, of whom no household is
 * known; and Trần Tổ 2, of whom nobody lacks a card. Xã Xuân Hòa beside it, with one household.
 */
export async function seedDoors(em: SqlSession): Promise<void> {
  const register = new RegisterRows(em)
  await register.batch('dieu-tra.xlsx')
  const country = await register.country()
  const district = await register.area({
    code: '741',
    level: 'DISTRICT',
    unitType: 'Huyện',
    name: 'Xuân Lộc',
    parentId: country,
  })
  const place = (code: string, level: 'COMMUNE' | 'HAMLET' | 'RESIDENT_GROUP', fullName: string, parentId: number) => {
    const [unitType = '', ...name] = fullName.split(' ')
    return register.area({ code, level, unitType, name: name.join(' '), parentId })
  }
  const hung = await place('26446', 'COMMUNE', 'Xã Xuân Hưng', district)
  const one = await place('26446.01', 'HAMLET', 'Ấp 1', hung)
  const first = await place('26446.01.001', 'RESIDENT_GROUP', 'Tổ 1', one)
  const second = await place('26446.01.002', 'RESIDENT_GROUP', 'Tổ 2', one)
  const two = await place('26446.02', 'HAMLET', 'Ấp 2', hung)
  const hoa = await place('26443', 'COMMUNE', 'Xã Xuân Hòa', district)

  const household = async (areaId: number, householdClass: HouseholdClass, members: readonly Member[]) => {
    const householdId = await register.household({ areaId, householdClass }, members[0]?.[0])
    for (const [index, [name, birthYear, card]] of members.entries()) {
      const person = await register.person({ name, birthYear, sex: index === 0 ? 'MALE' : 'FEMALE' })
      await register.residence(person, {
        areaId,
        householdId,
        householdClass,
        relation: index === 0 ? 'Chủ hộ' : 'Con',
      })
      if (card) await register.card(person, { code: card, from: '2017-01-01', until: '2018-01-01' })
    }
  }
  await household(first, 'OTHER', [
    ['An', 1970],
    ['Bình', 1972, 'GD'],
    ['Cúc', 1999],
    ['Dũng', 2007],
    ['Em', 2014],
    ['Phúc', 1985, 'DN'],
    ['Giang', 1990],
  ])
  await household(first, 'NEAR_POOR', [
    ['Hải', 1960],
    ['Hoa', 1961, 'CN'],
  ])
  await household(second, 'POOR', [['Khánh', 1950]])
  await household(second, 'OTHER', [['Lâm', 1950, 'HT']])
  await household(two, 'MIDDLE_INCOME_FARMING', [
    ['Minh', 1975],
    ['Nga', 2005],
  ])
  await household(hoa, 'OTHER', [['Oanh', 1980]])
  const lone = await register.person({ name: 'Phương', birthYear: 1966 })
  await register.residence(lone, { areaId: hung })
  await register.card(lone, { code: 'GD', from: '2016-01-01', until: '2017-01-01' })
  // Giang says to have a card from elsewhere; Cúc said so, but of a card that has ended since.
  await execute(
    em,
    `insert into card_declaration (person_id, as_of, has_card, declared_until, batch_id)
     select person_id, '2017-10-01', true, case full_name when 'Cúc' then date '2017-11-01' end, batch_id from person
     where full_name in ('Giang', 'Cúc')`,
  )
  await register.settle()
}
