import { describe, expect, test } from 'vitest'
import { refreshAncestors } from '../../../src/areas/area-ancestors.ts'
import { verifyCube } from '../../../src/coverage/verify.ts'
import { provinceRegister } from './province-register.ts'
import { cardFields, hamletFields, memberFields, personFields } from './small-province.ts'

const register = provinceRegister('hung')
const { survey, roll, read } = register

const codes = (issues: readonly { code: string }[]) => issues.map(({ code }) => code)

const head = { ...personFields({ name: 'Nguyễn Văn An', birth: '1960' }), ...hamletFields('Trung') }
const wife = { ...personFields({ name: 'Trần Thị Bé', birth: '1962', sex: 0 }), ...hamletFields('Trung') }
const family = (given: { class?: number | null; code?: string | null } = {}) => [
  { ...head, ...memberFields(1, given.code ?? null, { head: true, class: given.class ?? 1 }), relation: 'Chủ hộ' },
  { ...wife, ...memberFields(1, given.code ?? null, { class: given.class ?? 1 }), relation: 'Vợ' },
]
const group = { group_name: '5', group_type: 'Tổ', group_key: '5', group_plain: '5' }

describe('a survey', () => {
  test('makes hamlets and groups once per name, with codes under the commune’s', async () => {
    const imported = await survey('2017-11-01', [
      ...family().map((row) => ({ ...row, ...group })),
      {
        ...personFields({ name: 'Lê Văn Ba', birth: '1970' }),
        ...hamletFields('3'),
        ...memberFields(2, null, { head: true }),
      },
    ])
    expect(codes(imported.issues)).toEqual(['hamlet-new', 'hamlet-new'])
    expect(await read('select code, unit_type, name, level from area where level > 3 order by code')).toEqual([
      { code: '26446.01', unit_type: 'Ấp', name: 'Trung', level: 4 },
      { code: '26446.01.001', unit_type: 'Tổ', name: '5', level: 5 },
      { code: '26446.02', unit_type: 'Ấp', name: '3', level: 4 },
    ])
    const links = 'select * from area_ancestor order by area_id, ancestor_id, valid_from'
    const written = await read(links)
    await refreshAncestors(register.em)
    expect(await read(links)).toEqual(written)
  })

  test('finds the hamlet that was typed without accents, and makes none of another kind out of it', async () => {
    await survey('2017-11-01', family())
    const typed = (hamlet_name: string, hamlet_type: string) => {
      const key = hamlet_name.toLowerCase()
      return family().map((row) => ({ ...row, hamlet_name, hamlet_type, hamlet_key: key, hamlet_plain: key }))
    }
    for (const type of ['', 'Ấp']) expect((await survey('2018-11-01', typed('Ap Trung', type))).issues).toEqual([])
    expect(codes((await survey('2019-11-01', typed('Thon Trung', ''))).issues)).toEqual(['hamlet-new'])
    expect(await read('select name from area where level = 4 order by code')).toEqual([
      { name: 'Trung' },
      { name: 'Thon Trung' },
    ])
  })

  test('gives the next hamlet the next code', async () => {
    await survey('2017-11-01', family())
    await survey('2018-11-01', [
      { ...personFields({ name: 'Lê Văn Ba' }), ...hamletFields('3'), ...memberFields(1, null, { head: true }) },
    ])
    expect(await read('select code from area where level = 4 order by code')).toEqual([
      { code: '26446.01' },
      { code: '26446.02' },
    ])
  })

  test('writes households with place and class, and members with both', async () => {
    await survey('2017-11-01', family())
    expect(
      await read(
        'select household_class, state.valid_from, state.valid_until, name from household_state state join area using (area_id)',
      ),
    ).toEqual([{ household_class: 1, valid_from: '2017-11-01', valid_until: 'infinity', name: 'Trung' }])
    expect(await read('select relation_to_head, household_class from residence order by person_id')).toEqual([
      { relation_to_head: 'Chủ hộ', household_class: 1 },
      { relation_to_head: 'Vợ', household_class: 1 },
    ])
  })

  test('changes nothing when it comes again a year later', async () => {
    await survey('2017-11-01', family())
    expect((await survey('2018-11-01', family())).outcomes).toEqual(['UNCHANGED', 'UNCHANGED'])
    expect(await read('select count(*)::int as n from household')).toEqual([{ n: 1 }])
  })

  test('ends the old class and begins the new one on its day', async () => {
    await survey('2017-11-01', family())
    const later = await survey('2018-11-01', family({ class: 2 }))
    expect(later.outcomes).toEqual(['UPDATED', 'UPDATED'])
    expect(
      await read('select household_class, valid_from, valid_until from household_state order by valid_from'),
    ).toEqual([
      { household_class: 1, valid_from: '2017-11-01', valid_until: '2018-11-01' },
      { household_class: 2, valid_from: '2018-11-01', valid_until: 'infinity' },
    ])
    expect(await read('select count(*)::int as homes from residence')).toEqual([{ homes: 4 }])
    expect(await verifyCube(register.em)).toEqual([])
  })

  test('corrects itself in place when it comes again for the same day', async () => {
    await survey('2017-11-01', family())
    await survey('2017-11-01', family({ class: 2 }))
    expect(await read('select household_class, valid_from from household_state')).toEqual([
      { household_class: 2, valid_from: '2017-11-01' },
    ])
    expect(await read('select count(*)::int as homes from residence')).toEqual([{ homes: 2 }])
    expect(await verifyCube(register.em)).toEqual([])
  })

  test('without a class column keeps a known class and takes a new household as other', async () => {
    await survey('2017-11-01', family())
    const classless = [
      ...family(),
      { ...personFields({ name: 'Lê Văn Ba' }), ...hamletFields('3'), ...memberFields(2, null, { head: true }) },
    ]
    const later = await survey(
      '2018-11-01',
      classless.map((row) => ({ ...row, household_class: null })),
    )
    expect(codes(later.issues)).toContain('class-not-stated')
    expect(await read('select household_class from household_state order by household_id')).toEqual([
      { household_class: 1 },
      { household_class: 4 },
    ])
  })

  test('ends the home of a member whom the household no longer lists, and of nobody whose household is not listed', async () => {
    const other = {
      ...personFields({ name: 'Lê Văn Ba' }),
      ...hamletFields('3'),
      ...memberFields(2, null, { head: true }),
    }
    await survey('2017-11-01', [...family(), other])
    await survey('2018-11-01', family().slice(0, 1))
    expect(
      await read('select full_name, valid_until from residence join person using (person_id) order by person_id'),
    ).toEqual([
      { full_name: 'Nguyễn Văn An', valid_until: 'infinity' },
      { full_name: 'Trần Thị Bé', valid_until: '2018-11-01' },
      { full_name: 'Lê Văn Ba', valid_until: 'infinity' },
    ])
    expect(await read(`select label, before from register_change where kind = 'GONE'`)).toEqual([
      { label: 'Trần Thị Bé', before: { gone: 'NOT_IN_HOUSEHOLD' } },
    ])
    expect(await verifyCube(register.em)).toEqual([])
  })

  test('ends no home in a household of which a row tells neither name nor number', async () => {
    const other = [
      { ...personFields({ name: 'Lê Văn Ba' }), ...hamletFields('3'), ...memberFields(2, null, { head: true }) },
      { ...personFields({ name: 'Lê Thị Tư' }), ...hamletFields('3'), ...memberFields(2, null) },
    ]
    await survey('2017-11-01', [...family(), ...other])
    const nameless = { ...hamletFields('Trung'), ...memberFields(1, null), commune_code: '26446', outcome: 'REJECTED' }
    const imported = await survey('2018-11-01', [...family().slice(0, 1), nameless, ...other.slice(0, 1)])
    expect(imported.issues).toMatchObject([{ code: 'person-row-unclear', row: 3, args: { count: 1 } }])
    expect(await read(`select label from register_change where kind = 'GONE'`)).toEqual([{ label: 'Lê Thị Tư' }])
    expect(await verifyCube(register.em)).toEqual([])
  })

  test('moves a member to another household, and ends the one in which nobody is left', async () => {
    await survey('2017-11-01', [
      { ...head, ...memberFields(1, 'H1', { head: true }) },
      { ...wife, ...memberFields(2, 'H2', { head: true }) },
    ])
    await survey('2018-11-01', [
      { ...head, ...memberFields(1, 'H1', { head: true }) },
      { ...wife, ...memberFields(1, 'H1') },
    ])
    expect(
      await read('select code, valid_until from household_state join household using (household_id) order by code'),
    ).toEqual([
      { code: 'H1', valid_until: 'infinity' },
      { code: 'H2', valid_until: '2018-11-01' },
    ])
    expect(await verifyCube(register.em)).toEqual([])
  })

  test('finds by its head a household that has got a code since', async () => {
    await survey('2017-11-01', family())
    await survey('2018-11-01', family({ code: 'H7' }))
    await survey('2019-11-01', family({ code: 'H7' }))
    expect(await read('select code from household')).toEqual([{ code: 'H7' }])
  })

  test('finds a household again though one of its rows was left out and named another commune', async () => {
    const an = { ...personFields({ name: 'Nguyễn Văn An', birth: '1960', sin: '9900000001' }), ...hamletFields('1') }
    const nam = { ...personFields({ name: 'Lê Văn Nam', birth: '1985' }), ...hamletFields('1') }
    const staged = [
      { ...an, ...memberFields(1, 'H1') },
      { ...an, ...memberFields(3, 'H3'), commune_code: '26443' },
      { ...nam, ...memberFields(3, 'H3') },
    ]
    expect((await survey('2017-11-01', staged, register.areas.province)).outcomes).toEqual([
      'CREATED',
      'SKIPPED',
      'CREATED',
    ])
    expect((await survey('2017-11-01', staged, register.areas.province)).outcomes).toEqual([
      'UNCHANGED',
      'SKIPPED',
      'UNCHANGED',
    ])
  })

  test('after a roll of a later day gives that home its household too', async () => {
    await roll('2017-12-31', [{ ...head, hamlet_key: '', ...cardFields('GD4750000000001', '2017-01-01', null) }])
    await survey('2017-11-01', family())
    expect(await read('select distinct household_class, level from residence join area using (area_id)')).toEqual([
      { household_class: 1, level: 4 },
    ])
    expect(await verifyCube(register.em)).toEqual([])
  })
})

describe('what a survey says beside the register', () => {
  test('declarations are kept, and contradictions told once a roll has been committed', async () => {
    const declared = [
      { ...family()[0], declared_card: false },
      { ...family()[1], declared_card: true },
    ]
    expect(codes((await survey('2017-11-01', declared)).issues)).not.toContain('declaration-differs')
    await roll('2017-11-30', [{ ...head, ...cardFields('GD4750000000001', '2017-01-01', null) }])
    const later = await survey('2018-11-01', declared)
    expect(later.issues.filter(({ code }) => code === 'declaration-differs')).toMatchObject([
      { severity: 'WARNING', row: 2, args: { declared: 'không có', register: 'có' } },
      { severity: 'WARNING', row: 3, args: { declared: 'có', register: 'không có' } },
    ])
    expect(await read('select count(*)::int as n from card_declaration')).toEqual([{ n: 4 }])
  })

  test('a household without a head, and two parts of one household', async () => {
    const imported = await survey('2017-11-01', [
      { ...head, ...memberFields(1, 'H1') },
      { ...wife, ...memberFields(2, 'H1', { head: true }) },
    ])
    expect(imported.issues).toMatchObject([
      { code: 'hamlet-new' },
      { code: 'household-without-head', severity: 'NOTE', row: 2 },
      { code: 'household-repeated', severity: 'WARNING', row: 3, args: { first: 2 } },
    ])
    expect(await read('select count(*)::int as n from household')).toEqual([{ n: 1 }])
  })
})
