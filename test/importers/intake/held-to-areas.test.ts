import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../../src/access/actor.ts'
import type { SourceKind } from '../../../src/batches/source-kind.ts'
import { execute, oneRow } from '../../../src/kernel/sql.ts'
import { HEAD, HOA, HUNG, openTwoDistricts, ROLL, type TwoDistricts } from './two-districts.ts'

let place: TwoDistricts
beforeAll(async () => {
  place = await openTwoDistricts()
})
afterAll(() => place.close())

/**
 * A loader whose check is forgotten would put a row of the file elsewhere: a trigger of the test does, on its way into the
 * table. What PostgreSQL is told of the commit refuses it.
 */
describe('a loader that forgets its check', () => {
  const PERSON = '1,Phạm Văn Sáu,05/06/1986,Nam,099086000006,,,GD4759900000006,01/01/2018,31/12/2018'
  const SURVEY = 'STT,Mã hộ,Họ tên chủ hộ,Họ tên thành viên,Quan hệ với chủ hộ,Ngày sinh,Giới tính,Thôn/Ấp,Phân loại hộ'
  const FAMILY = '1,H01,Vũ Thị Bảy,Vũ Thị Bảy,Chủ hộ,07/07/1977,Nữ,Ấp 1,Hộ nghèo'
  const figure = ['Mã xã,Tên xã,Dân số', '26446,Xã Xuân Hưng,7321']
  const target = ['Mã xã,Tên xã,Chỉ tiêu bao phủ', '26446,Xã Xuân Hưng,91%']
  const files: readonly (readonly [SourceKind, string, readonly string[]])[] = [
    ['FIGURES', 'reported_figure', figure],
    ['TARGETS', 'target', target],
    ['CARD_ROLL', 'residence', [ROLL, PERSON]],
    ['HOUSEHOLD_SURVEY', 'residence', [SURVEY, FAMILY]],
    ['HOUSEHOLD_SURVEY', 'household_state', [SURVEY, `${FAMILY} `]],
  ]

  test.each(files)('%s writes nothing elsewhere into %s', async (kind, table, lines) => {
    const sender = await place.granted('DATA_OFFICER', '26446')
    const id = await place.send(sender, lines, { kind, areaCode: '26446', asOf: '2018-06-30' })
    expect(await place.issuesOf(id)).toEqual([])
    const before = await place.register()
    await forging(table, 'new.area_id', async () => {
      await expect(place.hub.port.commit(sender, id)).rejects.toThrow(
        expect.objectContaining({ code: 'batch-outside-scope' }),
      )
      expect(await place.register()).toEqual(before)
      expect(await oneRow(place.db.em, 'select status from import_batch where batch_id = $1', [id])).toEqual({
        status: 'CHECKED',
      })
    })
    await place.hub.port.commit(sender, id)
    expect(await place.register()).not.toEqual(before)
    await place.hub.port.withdraw(sender, id)
  })

  test.each([
    ['area_parent', 'new.parent_id'],
    ['area_succession', 'new.from_id'],
  ])('AREAS writes nothing elsewhere into %s, as %s', async (table, column) => {
    const administrator = await place.granted('ADMINISTRATOR', '741')
    const lines = [
      HEAD,
      HOA,
      HUNG.replace('Hưng', `Hưng Chín ${column}`),
      HUNG.replace('Hưng,26446', `Lập ${table},26990`),
    ]
    const id = await place.send(administrator, lines, { kind: 'AREAS', areaCode: '741', asOf: '2018-01-01' })
    const before = await place.register()
    await forging(table, column, async () => {
      await expect(place.hub.port.commit(administrator, id)).rejects.toThrow(
        expect.objectContaining({ code: 'batch-outside-scope' }),
      )
    })
    expect(await place.register()).toEqual(before)
    await place.hub.port.discard(administrator, id)
  })

  test('nor does whoever commits for somebody with more areas', async () => {
    const officer = await place.granted('DATA_OFFICER', '741')
    const id = await place.send(ADMINISTRATOR, figure, { kind: 'FIGURES', areaCode: '741', asOf: '2018-06-30' })
    await forging('reported_figure', 'new.area_id', async () => {
      await expect(place.hub.port.commit(officer, id)).rejects.toThrow(
        expect.objectContaining({ code: 'batch-outside-scope' }),
      )
    })
    await place.hub.port.discard(ADMINISTRATOR, id)
  })

  /** While `work` runs, every new row of the table is of a commune of another district. */
  async function forging(table: string, column: string, work: () => Promise<void>): Promise<void> {
    await execute(
      place.db.em,
      `create function forge() returns trigger language plpgsql as $$ begin
         ${column} := (select area_id from area where code = '26360'); return new; end $$`,
    )
    await execute(place.db.em, `create trigger forged before insert on ${table} for each row execute function forge()`)
    try {
      await work()
    } finally {
      await execute(place.db.em, 'drop function forge() cascade')
    }
  }
})
