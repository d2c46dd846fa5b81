import { describe, expect, test } from 'vitest'
import { execute } from '../../../src/kernel/sql.ts'
import { provinceRegister } from './province-register.ts'
import { cardFields, personFields } from './small-province.ts'

const register = provinceRegister('district')
const { roll, read } = register

const AN = { name: 'Nguyễn Văn An', birth: '1980-02-03', sin: '9900000001' }
const BE = { name: 'Trần Thị Bé', birth: '1990', sex: 0, sin: '9900000002' }
const CARD_AN = cardFields('GD4759900000001', '2017-01-01', '2018-01-01')
const CARD_BE = cardFields('HN2759900000002', '2017-01-01', '2018-01-01')

describe('the commune of a row', () => {
  const named = (name: string, type = '') => ({
    commune_code: null,
    commune_name: name,
    commune_type: type,
    commune_key: name.toLowerCase(),
    commune_plain: name.toLowerCase(),
  })

  test('is found by name when there is no code', async () => {
    await roll('2017-09-30', [{ ...personFields(AN), ...CARD_AN, ...named('Xuân Hòa') }])
    expect(await read('select area.code from residence join area using (area_id)')).toEqual([{ code: '26443' }])
  })

  test('is found by its kind and name typed without accents, and not as one of another kind', async () => {
    await roll('2017-09-30', [{ ...personFields(AN), ...CARD_AN, ...named('Xa Xuan Hoa') }])
    expect(await read('select area.code from residence join area using (area_id)')).toEqual([{ code: '26443' }])
    const imported = await roll('2017-10-30', [{ ...personFields(BE), ...CARD_BE, ...named('Phuong Xuan Hoa') }])
    expect(imported.issues).toMatchObject([{ code: 'commune-unknown', severity: 'ERROR' }])
  })

  test('is not guessed among several of one name: the row is told which there are', async () => {
    await execute(register.em, `update area set name_key = 'xuân hưng', name_plain = 'xuan hung' where code = '26443'`)
    const imported = await roll('2017-09-30', [{ ...personFields(AN), ...CARD_AN, ...named('Xuân Hưng', 'Xã') }])
    await execute(register.em, `update area set name_key = 'xuân hòa', name_plain = 'xuan hoa' where code = '26443'`)
    expect(imported.issues).toMatchObject([
      { code: 'commune-ambiguous', args: { candidates: 'Xã Xuân Hòa (26443), Xã Xuân Hưng (26446)' } },
    ])
    expect(imported.outcomes).toEqual(['REJECTED'])
  })

  test('is the batch’s own when the row names none and the batch is a commune’s', async () => {
    await roll('2017-09-30', [{ ...personFields(AN), ...CARD_AN, commune_code: null }], register.areas.hoa)
    expect(await read('select area.code from residence join area using (area_id)')).toEqual([{ code: '26443' }])
  })

  test('is not guessed when the row names none in a district’s roll', async () => {
    const imported = await roll('2017-09-30', [{ ...personFields(AN), ...CARD_AN, commune_code: null }])
    expect(imported.issues).toMatchObject([{ code: 'commune-unknown', severity: 'ERROR' }])
  })
})
