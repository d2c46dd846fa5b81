import type { RegisterRows } from './register-rows.ts'

/** What tests of households, persons and cards ask about, by id. */
export interface TwoCommunes {
  readonly areas: { readonly north: number; readonly south: number; readonly hamlet: number }
  readonly households: { readonly hoa: number; readonly binh: number; readonly lan: number }
  readonly persons: {
    readonly hoa: number
    readonly an: number
    readonly be: number
    readonly binh: number
    readonly lan: number
    readonly nam: number
  }
}

/**
 * Two communes, 00001 with a hamlet and 00002, as of mid 2020. Hòa's household (poor) lives in the hamlet: Hòa with an old and a
 * new card, her son An whose card ends with June, the baby Bé without one. Bình (other) lives in 00001, with two cards at once.
 * Lan's household moved on 1 May 2020 from 00001 to 00002. Nam lives in 00002 in no household that is known.
 */
export async function writeTwoCommunes(register: RegisterRows): Promise<TwoCommunes> {
  const country = await register.country()
  const north = await register.area({ code: '00001', level: 'COMMUNE', parentId: country })
  const south = await register.area({ code: '00002', level: 'COMMUNE', parentId: country })
  const hamlet = await register.area({ code: '00001.01', level: 'HAMLET', parentId: north })
  await register.participantCode('HN', 3, 1)
  await register.participantCode('GD', 5, 2)
  await register.batch('dieu-tra-ho.xlsx', 'Hộ')

  const hoaHome = await register.household(
    { areaId: hamlet, householdClass: 'NEAR_POOR', until: '2020-01-01' },
    'Nguyễn Thị Hòa',
  )
  await register.householdState(hoaHome, { areaId: hamlet, householdClass: 'POOR', from: '2020-01-01' })
  const hoa = await register.person({
    name: 'Nguyễn Thị Hòa',
    sex: 'FEMALE',
    birthDate: '1980-05-01',
    nationalId: '099180000001',
  })
  const an = await register.person({ name: 'Trần Văn An', sex: 'MALE', birthYear: 2006 })
  const be = await register.person({ name: 'Trần Thị Bé', birthDate: '2018-02-28' })
  for (const person of [an, be, hoa]) {
    await register.residence(person, {
      areaId: hamlet,
      householdId: hoaHome,
      householdClass: 'POOR',
      relation: person === hoa ? 'Chủ hộ' : 'Con',
    })
  }
  await register.card(hoa, { code: 'HN', number: 'HN2240000000001', from: '2019-01-01', until: '2020-01-01' })
  await register.card(hoa, { code: 'HN', number: 'HN2240000000001', from: '2020-01-01', until: '2021-01-01' })
  await register.identity(hoa, 3, 'HN2240000000001')
  await register.card(an, { code: 'HN', number: 'HN2240000000002', from: '2020-01-01', until: '2020-07-01' })

  const binhHome = await register.household({ areaId: north, householdClass: 'OTHER' }, 'Lê Văn Bình')
  const binh = await register.person({ name: 'Lê Văn Bình', sex: 'MALE', birthYear: 1940 })
  await register.residence(binh, { areaId: north, householdId: binhHome, householdClass: 'OTHER' })
  await register.card(binh, { code: 'GD', number: 'GD4240000000003', from: '2019-07-01', until: '2020-07-01' })
  await register.card(binh, { code: 'HN', number: 'HN2240000000003', from: '2020-02-01' })

  const lanHome = await register.household({ areaId: north, householdClass: 'OTHER', until: '2020-05-01' }, 'Phạm Lan')
  await register.householdState(lanHome, { areaId: south, householdClass: 'OTHER', from: '2020-05-01' })
  const lan = await register.person({ name: 'Phạm Lan', sex: 'FEMALE', birthYear: 1990 })
  await register.residence(lan, { areaId: north, householdId: lanHome, householdClass: 'OTHER', until: '2020-05-01' })
  await register.residence(lan, { areaId: south, householdId: lanHome, householdClass: 'OTHER', from: '2020-05-01' })
  const nam = await register.person({ name: 'Nguyễn Văn Nam' })
  await register.residence(nam, { areaId: south })
  await register.settle()
  return {
    areas: { north, south, hamlet },
    households: { hoa: hoaHome, binh: binhHome, lan: lanHome },
    persons: { hoa, an, be, binh, lan, nam },
  }
}
