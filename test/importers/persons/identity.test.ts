import { describe, expect, test } from 'vitest'
import { rows } from '../../../src/kernel/sql.ts'
import { provinceRegister } from './province-register.ts'
import { cardFields, memberFields, personFields } from './small-province.ts'

const register = provinceRegister('district')
const { roll, survey } = register

const persons = () =>
  rows<Record<string, unknown>>(
    register.em,
    'select full_name, birth_date, birth_year, national_id, social_insurance_number as sin from person order by person_id',
  )

const AN = { name: 'Nguyễn Văn An', birth: '1980-02-03' }
const old = (serial: number, code = 'GD') => cardFields(`${code}475990000000${serial}`, '2017-01-01', null)

describe('one person', () => {
  test('is known by the social-insurance number though the name was mistyped', async () => {
    await roll('2017-09-30', [{ ...personFields({ ...AN, sin: '9900000001' }), ...old(1) }])
    const again = await roll('2017-10-30', [
      { ...personFields({ ...AN, name: 'Nguyễn Văn Ân', sin: '9900000001' }), ...old(1) },
    ])
    expect(again.outcomes).toEqual(['UPDATED'])
    expect(await persons()).toMatchObject([{ full_name: 'Nguyễn Văn Ân' }])
  })

  test('is known by the number that a card since September 2017 ends with', async () => {
    await roll('2017-09-30', [{ ...personFields({ ...AN, sin: '9912345678' }), ...old(1) }])
    await roll('2018-01-30', [{ ...personFields(AN), ...cardFields('GD4759912345678', '2018-01-01', null) }])
    expect(await persons()).toHaveLength(1)
  })

  test('is not known by the last digits of an older card', async () => {
    await roll('2017-09-30', [{ ...personFields({ name: 'Người Khác', birth: '1950', sin: '9912345678' }), ...old(1) }])
    await roll('2017-10-30', [{ ...personFields(AN), ...cardFields('GD4759912345678', '2017-01-01', null) }])
    expect(await persons()).toMatchObject([{ sin: '9912345678' }, { full_name: 'Nguyễn Văn An', sin: null }])
  })

  test('is known by the card number when a row has nothing else', async () => {
    await roll('2017-09-30', [{ ...personFields({ ...AN, birth: '1980' }), ...old(1) }])
    const again = await roll('2017-10-30', [
      { ...personFields({ name: 'Nguyễn Văn An', birth: '1980', commune: '26443' }), ...old(1) },
    ])
    expect(again.outcomes).toEqual(['UPDATED'])
    expect(await persons()).toHaveLength(1)
  })

  test('keeps both papers when a 9-digit identity card is followed by a 12-digit one', async () => {
    await roll('2017-09-30', [{ ...personFields({ ...AN, sin: '9900000001', nationalId: '991234567' }), ...old(1) }])
    await roll('2017-10-30', [{ ...personFields({ ...AN, sin: '9900000001', nationalId: '099080001234' }), ...old(1) }])
    await roll('2017-11-30', [{ ...personFields({ ...AN, nationalId: '991234567' }), ...old(1) }])
    expect(await persons()).toMatchObject([{ national_id: '099080001234' }])
  })

  test('is known by name, birth and sex within the commune', async () => {
    await roll('2017-09-30', [{ ...personFields({ ...AN, sin: '9900000001' }), ...old(1) }])
    const surveyed = await survey('2017-11-01', [{ ...personFields(AN), ...memberFields(1, 'H1', { head: true }) }])
    expect(surveyed.outcomes).toEqual(['UPDATED'])
    expect(await persons()).toHaveLength(1)
  })

  test('keeps a known birth day when a later list has the year alone', async () => {
    await roll('2017-09-30', [{ ...personFields({ ...AN, sin: '9900000001' }), ...old(1) }])
    const later = await roll('2017-10-30', [
      { ...personFields({ ...AN, birth: '1980', sin: '9900000001' }), ...old(1) },
    ])
    expect(later.outcomes).toEqual(['UNCHANGED'])
    expect(await persons()).toMatchObject([{ birth_date: '1980-02-03' }])
  })

  test('of a survey is one though two rows of other spelling share a number', async () => {
    const surveyed = await survey('2017-11-01', [
      { ...personFields({ ...AN, nationalId: '991234567' }), ...memberFields(1, 'H1', { head: true }) },
      {
        ...personFields({ name: 'nguyen van an', birth: '1980-02-03', nationalId: '991234567' }),
        ...memberFields(2, 'H2'),
      },
    ])
    expect(surveyed.outcomes).toEqual(['CREATED', 'SKIPPED'])
  })
})

describe('two persons', () => {
  test('of the same name and birth are two when their numbers differ', async () => {
    await roll('2017-09-30', [
      { ...personFields({ ...AN, sin: '9900000001' }), ...old(1) },
      { ...personFields({ ...AN, sin: '9900000002' }), ...old(2) },
    ])
    expect(await persons()).toHaveLength(2)
  })

  test('of the same name and year with a card each are two, and stay two', async () => {
    const both = [
      { ...personFields({ ...AN, birth: '1980' }), ...old(1) },
      { ...personFields({ ...AN, birth: '1980' }), ...old(2) },
    ]
    await roll('2017-09-30', both)
    expect((await roll('2017-10-30', both)).outcomes).toEqual(['UNCHANGED', 'UNCHANGED'])
    expect(await persons()).toHaveLength(2)
  })

  test('of the same name and year in two households are two, and stay two', async () => {
    const both = [
      { ...personFields({ ...AN, birth: '1980' }), ...memberFields(1, 'H1', { head: true }) },
      { ...personFields({ ...AN, birth: '1980' }), ...memberFields(2, 'H2', { head: true }) },
    ]
    await survey('2017-11-01', both)
    expect((await survey('2018-11-01', both)).outcomes).toEqual(['UNCHANGED', 'UNCHANGED'])
    expect(await persons()).toHaveLength(2)
  })
})

describe('a doubtful person', () => {
  const ambiguous = [{ code: 'person-ambiguous', severity: 'ERROR' }]

  test('fits two persons of the register by name: an issue with both, numbers masked', async () => {
    await roll('2017-09-30', [
      { ...personFields({ ...AN, sin: '9900000001' }), ...old(1) },
      { ...personFields({ ...AN, sin: '9900000002' }), ...old(2) },
    ])
    const surveyed = await survey('2017-11-01', [{ ...personFields(AN), ...memberFields(1, 'H1') }])
    expect(surveyed.outcomes).toEqual(['REJECTED'])
    const [found] = surveyed.issues.filter(({ code }) => code === 'person-ambiguous')
    expect(found?.args).toMatchObject({
      candidates: 'Nguyễn Văn An, 3/2/1980, ******0001; Nguyễn Văn An, 3/2/1980, ******0002',
    })
  })

  test('is two rows that both fit one person of the register by name', async () => {
    await roll('2017-09-30', [{ ...personFields({ ...AN, birth: '1980' }), ...old(1) }])
    const surveyed = await survey('2017-11-01', [
      { ...personFields({ ...AN, birth: '1980' }), ...memberFields(1, 'H1', { head: true }) },
      { ...personFields({ ...AN, birth: '1980' }), ...memberFields(2, 'H2', { head: true }) },
    ])
    expect(surveyed.outcomes).toEqual(['REJECTED', 'REJECTED'])
  })

  test('has numbers of two persons', async () => {
    await roll('2017-09-30', [
      { ...personFields({ ...AN, sin: '9900000001' }), ...old(1) },
      { ...personFields({ name: 'Trần Thị Bé', birth: '1990', sex: 0, nationalId: '099190000002' }), ...old(2) },
    ])
    const mixed = await roll('2017-10-30', [
      { ...personFields({ ...AN, sin: '9900000001', nationalId: '099190000002' }), ...old(1) },
    ])
    expect(mixed).toMatchObject({ outcomes: ['REJECTED'], issues: ambiguous })
  })

  test('has the number of somebody of another name and another birth', async () => {
    await roll('2017-09-30', [{ ...personFields({ ...AN, sin: '9900000001' }), ...old(1) }])
    const other = await roll('2017-10-30', [
      { ...personFields({ name: 'Trần Thị Bé', birth: '1990', sin: '9900000001' }), ...old(2) },
    ])
    expect(other).toMatchObject({ outcomes: ['REJECTED'], issues: ambiguous })
  })

  test('has another social-insurance number than the register', async () => {
    await roll('2017-09-30', [{ ...personFields({ ...AN, sin: '9900000001' }), ...old(1) }])
    const other = await roll('2017-10-30', [{ ...personFields({ ...AN, sin: '9900000009' }), ...old(1) }])
    expect(other).toMatchObject({ outcomes: ['REJECTED'], issues: ambiguous })
  })

  test('is two rows of one card with two social-insurance numbers', async () => {
    const torn = await roll('2017-09-30', [
      { ...personFields({ ...AN, sin: '9900000001' }), ...old(1) },
      { ...personFields({ ...AN, sin: '9900000002' }), ...old(1) },
    ])
    expect(torn).toMatchObject({ outcomes: ['REJECTED', 'REJECTED'], issues: [...ambiguous, ...ambiguous] })
  })

  test('is not gone: the register keeps what it knows until the doubt is settled', async () => {
    await roll('2017-09-30', [{ ...personFields({ ...AN, sin: '9900000001' }), ...old(1) }])
    await roll('2017-10-30', [{ ...personFields({ ...AN, sin: '9900000009' }), ...old(1) }])
    expect(await rows(register.em, 'select valid_until from enrolment')).toEqual([{ valid_until: 'infinity' }])
  })
})
