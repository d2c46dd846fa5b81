import { afterAll, beforeAll, beforeEach } from 'vitest'
import { rows } from '../../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { committed, forget, listRow, type StagedRecord, unit } from './staged-batch.ts'

export const BAC_GIANG = ['24', 'Tỉnh Bắc Giang'] as const
export const YEN_THE = ['215', 'Huyện Yên Thế'] as const
export const COMMUNES = [
  ['07234', 'Thị trấn Cầu Gồ'],
  ['07237', 'Thị trấn Bố Hạ'],
  ['07294', 'Xã Bố Hạ'],
  ['07249', 'Xã Xuân Lương'],
  ['07282', 'Xã Đồng Kỳ'],
] as const

/** What the sender of the figures chooses. */
export const HERE = { asOf: '2017-09-30', choices: { areaCode: '215', asOf: '2017-09-30' } } as const

/** A row of figures for an area named in words. */
export function figures(name: string, values: StagedRecord, code: string | null = null): StagedRecord {
  return { ...unit('area', code, name), is_total: false, ...values }
}

/** Some communes of Yên Thế and nothing else, made anew before each test of a file; `kept` are the figures written. */
export function figuresRegister() {
  let db: TestDatabase
  beforeAll(async () => {
    db = await createTestDatabase()
  })
  beforeEach(async () => {
    await forget(db)
    await committed(db, { kind: 'AREAS', rows: COMMUNES.map((commune) => listRow(BAC_GIANG, YEN_THE, commune)) })
  })
  afterAll(() => db.drop())
  return {
    get db(): TestDatabase {
      return db
    },
    kept: (): Promise<object[]> =>
      rows(
        db.em,
        `select code, measure, as_of as day, value from reported_figure join area using (area_id) order by code, measure, as_of`,
      ),
  }
}
