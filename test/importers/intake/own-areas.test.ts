import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../../src/access/actor.ts'
import type { ImportChoices } from '../../../src/batches/import-port.ts'
import { oneRow, rows } from '../../../src/kernel/sql.ts'
import { CHANGES, DONG, HEAD, HOA, HUNG, openTwoDistricts, ROLL, type TwoDistricts } from './two-districts.ts'

/** A file writes in the areas of its sender, whatever it claims; which areas there are is for administrators. */

let place: TwoDistricts
beforeAll(async () => {
  place = await openTwoDistricts()
})
afterAll(() => place.close())

const notAllowed = expect.objectContaining({ name: 'NotAllowed', permission: 'CHANGE_AREAS' })

describe('which areas there are', () => {
  const LISTS: readonly (readonly [string, readonly string[], ImportChoices])[] = [
    [
      'a list, told to be one',
      [HEAD, HUNG.replace('Hưng', 'Hưng Mới')],
      { kind: 'AREAS', areaCode: '26446', asOf: '2019-01-01' },
    ],
    ['a list, recognised', [HEAD, `${HUNG.replace('Hưng', 'Hưng Hai')}`], { areaCode: '26446', asOf: '2019-01-02' }],
    [
      'a table of changes',
      [CHANGES, '26446,Xã Xuân Hưng,Huyện Xuân Lộc,Tỉnh Đồng Nai,26360,Xã Xuân Tây,75,Tỉnh Đồng Nai,01/07/2025'],
      { areaCode: '26446' },
    ],
  ]

  test.each(LISTS)(
    '%s: an officer’s is blocked, the administrator of the area checks it again',
    async (_what, lines, choices) => {
      const officer = await place.granted('DATA_OFFICER', '26446')
      const before = await place.register()
      const id = await place.send(officer, lines, choices)
      expect(await place.issuesOf(id)).toEqual(['change-areas-not-allowed'])
      await expect(place.hub.port.commit(officer, id)).rejects.toThrow(notAllowed)
      await place.hub.port.recheck(officer, id, { areaCode: '26446' })
      await place.hub.port.settled(id)
      expect(await place.issuesOf(id)).toContain('change-areas-not-allowed')
      expect(await place.register()).toEqual(before)
      const administrator = await place.granted('ADMINISTRATOR', '26446')
      await place.hub.port.recheck(administrator, id, choices.kind ? { kind: choices.kind } : {})
      await place.hub.port.settled(id)
      expect(await place.issuesOf(id)).not.toContain('change-areas-not-allowed')
    },
  )

  test('a file that an officer corrects into a list is blocked', async () => {
    const officer = await place.granted('DATA_OFFICER', '26446')
    const id = await place.send(officer, ['Mã xã,Tên xã,Dân số', '26446,Xã Xuân Hưng Ba,7'], {
      kind: 'FIGURES',
      areaCode: '26446',
      asOf: '2019-01-03',
    })
    expect(await place.issuesOf(id)).toEqual([])
    await place.hub.port.recheck(officer, id, { kind: 'AREAS' })
    await place.hub.port.settled(id)
    expect(await place.issuesOf(id)).toContain('change-areas-not-allowed')
  })

  test('an officer neither writes nor undoes what an administrator sent', async () => {
    const officer = await place.granted('DATA_OFFICER', '741')
    const id = await place.send(ADMINISTRATOR, [HEAD, HOA, HUNG.replace('Hưng', 'Hưng Bốn')], {
      kind: 'AREAS',
      areaCode: '741',
      asOf: '2019-01-04',
    })
    await expect(place.hub.port.commit(officer, id)).rejects.toThrow(notAllowed)
    await place.hub.port.commit(ADMINISTRATOR, id)
    await expect(place.hub.port.withdraw(officer, id)).rejects.toThrow(notAllowed)
    await place.hub.port.withdraw(ADMINISTRATOR, id)
  })
})

describe('a list of an administrator of a district', () => {
  const rowsRefused: readonly (readonly [string, string, string])[] = [
    [
      'a commune of another district, as of a day before',
      DONG.replace('Cẩm Mỹ,739', 'Xuân Lộc,741'),
      'area-outside-batch F2 Xã Xuân Đông',
    ],
    [
      'a commune that was theirs and is no longer',
      DONG.replace('Cẩm Mỹ,739', 'Xuân Lộc,741'),
      'area-outside-scope F2 Xã Xuân Đông',
    ],
    [
      'another name of the district',
      HUNG.replace('Xuân Lộc', 'Xuân Lộc Mới'),
      'area-above-batch D2 Huyện Xuân Lộc Mới',
    ],
    ['another name of the province', HUNG.replace('Đồng Nai', 'Đồng Nai Mới'), 'area-above-batch B2 Tỉnh Đồng Nai Mới'],
    ['a province that is not', 'Tỉnh Bịa,96,Huyện Bịa,998,Xã Bịa,26998', 'area-outside-batch D2 998'],
    ['a district that is not', HUNG.replace('Xuân Lộc,741', 'Lạ,999'), 'area-outside-batch D2 999'],
  ]

  test.each(rowsRefused)('refuses %s', async (what, line, issue) => {
    const administrator = await place.granted('ADMINISTRATOR', '741')
    const asOf = what.includes('no longer') ? '2012-01-01' : '2016-01-01'
    const before = await place.register()
    const id = await place.send(administrator, [HEAD, line], { kind: 'AREAS', areaCode: '741', asOf })
    expect(await place.issuesOf(id)).toContain(issue)
    const touched = await rows<{ label: string }>(
      place.db.em,
      `select label from register_change where batch_id = $1`,
      [id],
    )
    expect(touched).toEqual([])
    await place.hub.port.discard(administrator, id)
    expect(await place.register()).toEqual(before)
  })

  test('changes what lies in it: a name, a commune that is new', async () => {
    const administrator = await place.granted('ADMINISTRATOR', '741')
    const lines = [HEAD, HOA.replace('Xuân Hòa', 'Xuân Hòa Một'), HUNG, HUNG.replace('Hưng,26446', 'Lập,26990')]
    const before = await place.register()
    const id = await place.send(administrator, lines, { kind: 'AREAS', areaCode: '741', asOf: '2017-01-01' })
    expect(await place.issuesOf(id)).toEqual([])
    await place.hub.port.commit(administrator, id)
    const { made } = await oneRow<{ made: number }>(
      place.db.em,
      'select count(*)::int as made from area where batch_id = $1 and valid_from = $2',
      [id, '2017-01-01'],
    )
    expect(made).toBe(2)
    await place.hub.port.withdraw(administrator, id)
    expect(await place.register()).toEqual(before)
  })
})

describe('a table of changes of an administrator of a part', () => {
  const line = (old: string, next: string, province = '75,Tỉnh Đồng Nai', day = '01/07/2025') =>
    `${old},Huyện Xuân Lộc,Tỉnh Đồng Nai,${next},${province},${day}`
  const [HUNG_OLD, TAY_OLD] = ['26446,Xã Xuân Hưng', '26360,Xã Xuân Tây']
  const tables: readonly (readonly [string, string, string, string])[] = [
    [
      'a unit that goes into one of another district',
      '741',
      line(HUNG_OLD, TAY_OLD, undefined, '01/01/2020'),
      'area-outside-batch E2 Xã Xuân Tây',
    ],
    [
      'a unit of another district',
      '741',
      line(TAY_OLD, HUNG_OLD, undefined, '01/01/2020'),
      'area-outside-batch A2 Xã Xuân Tây',
    ],
    [
      'the area itself',
      '26446',
      line(HUNG_OLD, '26990,Xã Mới', undefined, '01/01/2020'),
      'area-above-batch A2 Xã Xuân Hưng',
    ],
    [
      'a commune that would lie in the province, for a district',
      '741',
      line(HUNG_OLD, '26990,Xã Mới'),
      'area-above-batch G2 Tỉnh Đồng Nai',
    ],
    ['a province that is not', '75', line(HUNG_OLD, '26990,Xã Mới', '96,Tỉnh Bịa'), 'area-above-batch G2 Tỉnh Bịa'],
  ]

  test.each(tables)('refuses %s', async (_what, areaCode, row, issue) => {
    const administrator = await place.granted('ADMINISTRATOR', areaCode)
    const id = await place.send(administrator, [CHANGES, row], { kind: 'AREA_CHANGES', areaCode })
    expect(await place.issuesOf(id)).toContain(issue)
    const written = await rows(place.db.em, 'select from register_change where batch_id = $1', [id])
    expect(written).toEqual([])
  })

  test('changes what lies in it', async () => {
    const administrator = await place.granted('ADMINISTRATOR', '75')
    const before = await place.register()
    const id = await place.send(
      administrator,
      [CHANGES, line(HUNG_OLD, '26990,Xã Mới'), line('26443,Xã Xuân Hòa', '26990,Xã Mới')],
      {
        kind: 'AREA_CHANGES',
        areaCode: '75',
      },
    )
    expect(await place.issuesOf(id)).toEqual([])
    await place.hub.port.commit(administrator, id)
    await place.hub.port.withdraw(administrator, id)
    expect(await place.register()).toEqual(before)
  })
})

describe('rows of an officer', () => {
  test('of a district state nothing of a commune that had left it', async () => {
    const officer = await place.granted('DATA_OFFICER', '741')
    const figures = ['Mã xã,Tên xã,Dân số', '26446,Xã Xuân Hưng,7', '26359,Xã Xuân Đông,8']
    const id = await place.send(officer, figures, { kind: 'FIGURES', areaCode: '741', asOf: '2012-06-30' })
    expect(await place.issuesOf(id)).toEqual(['area-outside-batch A3 26359'])
    const roll = await place.send(
      officer,
      [ROLL, '1,Lê Văn Ba,05/06/1980,Nam,,26359,,GD4759900000001,01/01/2012,31/12/2012'],
      {
        kind: 'CARD_ROLL',
        areaCode: '741',
        asOf: '2012-06-30',
      },
    )
    expect((await place.issuesOf(roll)).some((issue) => issue.startsWith('outside-batch-area'))).toBe(true)
  })

  test('of a hamlet put nobody into another hamlet, and make none', async () => {
    const officer = await place.granted('DATA_OFFICER', '26446.01')
    const person = (n: number, hamlet: string) =>
      `${n},Lê Văn ${n},05/06/198${n},Nam,,,${hamlet},GD475990000000${n},01/01/2018,31/12/2018`
    const roll = await place.send(officer, [ROLL, person(1, 'Ấp 1'), person(2, 'Ấp 2'), person(3, '')], {
      kind: 'CARD_ROLL',
      areaCode: '26446.01',
      asOf: '2018-01-31',
    })
    expect(await place.issuesOf(roll)).toEqual(['area-outside-batch G3 Ấp 2'])
  })
})
