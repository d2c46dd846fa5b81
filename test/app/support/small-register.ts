import type { HouseholdClass } from '../../../src/households/household-class.ts'
import type { SqlSession } from '../../../src/kernel/sql.ts'
import { RegisterRows } from '../../support/register-rows.ts'

/** The day from which everybody lives where they live. */
const SINCE = '2017-08-10'
const CLASSES: readonly HouseholdClass[] = ['POOR', 'NEAR_POOR', 'OTHER']
const BIRTHS = ['2014-05-01', '2005-05-01', '1980-05-01', '1950-05-01', '1930-05-01']
const CODES = ['HN', 'TE', 'GD']

/** Communes by code: where they lie, and how many people live in each of their hamlets. */
const COMMUNES: Readonly<Record<string, { readonly district: string; readonly hamlets: readonly number[] }>> = {
  '00001': { district: '215', hamlets: [60, 40] },
  '00002': { district: '215', hamlets: [97, 3] },
  '00003': { district: '216', hamlets: [45] },
  '00004': { district: '216', hamlets: [5] },
  '00005': { district: '217', hamlets: [30, 12] },
}

export interface SmallRegister {
  /** Area codes by the code of the area that they lie in. */
  readonly below: ReadonlyMap<string, readonly string[]>
  /** One more person lives in the commune, from a day on. */
  add(commune: string, from: string): Promise<void>
  /** Counts everything anew, as a commit does. */
  settle(): Promise<void>
}

/** A country of small communes: two provinces, three districts, five communes with hamlets; nobody states anything. */
export async function seedSmallRegister(em: SqlSession): Promise<SmallRegister> {
  const register = new RegisterRows(em)
  const below = new Map<string, string[]>()
  const ids = new Map([['VN', await register.country()]])
  const area = async (code: string, level: 'PROVINCE' | 'DISTRICT' | 'COMMUNE' | 'HAMLET', parent: string) => {
    ids.set(code, await register.area({ code, level, parentId: ids.get(parent) }))
    below.set(parent, [...(below.get(parent) ?? []), code])
  }
  for (const [code, group, order] of [
    ['HN', 3, 1],
    ['TE', 3, 2],
    ['GD', 5, 3],
  ] as const)
    await register.participantCode(code, group, order)
  await register.batch('danh-sach.xlsx')
  for (const province of ['24', '25']) await area(province, 'PROVINCE', 'VN')
  for (const [district, province] of [
    ['215', '24'],
    ['216', '24'],
    ['217', '25'],
  ] as const)
    await area(district, 'DISTRICT', province)
  let number = 0
  for (const [code, { district, hamlets }] of Object.entries(COMMUNES)) {
    await area(code, 'COMMUNE', district)
    let place = 0
    for (const [index, people] of hamlets.entries()) {
      const hamlet = `${code}.0${index + 1}`
      await area(hamlet, 'HAMLET', code)
      for (let count = 0; count < people; count += 1) {
        await liveIn(register, ids.get(hamlet) ?? 0, { number, isCovered: place < coveredIn(code) })
        number += 1
        place += 1
      }
    }
  }
  await register.settle()
  return {
    below,
    add: async (commune, from) => {
      const personId = await register.person({ sex: 'MALE', birthDate: '1980-05-01' })
      await register.residence(personId, { areaId: ids.get(`${commune}.01`) ?? 0, from, householdClass: 'POOR' })
    },
    settle: () => register.settle(),
  }
}

/** 49 and 51 of a hundred are both told as 50. */
function coveredIn(commune: string): number {
  return { '00001': 49, '00002': 51 }[commune] ?? 28
}

async function liveIn(
  register: RegisterRows,
  areaId: number,
  { number, isCovered }: { readonly number: number; readonly isCovered: boolean },
): Promise<void> {
  const pick = <Item>(items: readonly Item[], step: number): Item =>
    items[Math.floor(number / step) % items.length] as Item
  const person = await register.person({ sex: pick(['MALE', 'FEMALE'] as const, 3), birthDate: pick(BIRTHS, 7) })
  const householdClass = number % 11 === 0 ? 'NEAR_POOR' : pick(CLASSES, 13)
  const householdId = number % 4 === 0 ? await register.household({ areaId, householdClass, from: SINCE }) : undefined
  await register.residence(person, { areaId, from: SINCE, householdClass, householdId })
  if (isCovered) await register.card(person, { code: pick(CODES, 5), from: SINCE })
}
