import { describe, expect, test } from 'vitest'
import { verifyCube } from '../../../src/coverage/verify.ts'
import { provinceRegister } from './province-register.ts'
import { cardFields, hamletFields, personFields } from './small-province.ts'

const register = provinceRegister('district')
const { roll, read } = register

const AN = { name: 'Nguyễn Văn An', birth: '1980-02-03', sin: '9900000001' }
const BE = { name: 'Trần Thị Bé', birth: '1990', sex: 0, sin: '9900000002' }
const CARD_AN = cardFields('GD4759900000001', '2017-01-01', '2018-01-01')
const CARD_BE = cardFields('HN2759900000002', '2017-01-01', '2018-01-01')

/** The diff of the last batch. */
const diff = (columns: string) =>
  read(
    `select ${columns} from register_change where batch_id = (select max(batch_id) from import_batch) order by change_no`,
  )
const codes = (issues: readonly { code: string }[]) => issues.map(({ code }) => code)

describe('what a roll writes', () => {
  test('persons, cards and homes from its day', async () => {
    const imported = await roll('2017-09-30', [{ ...personFields(AN), ...CARD_AN }])
    expect(imported).toMatchObject({ outcomes: ['CREATED'], blocking: false, issues: [] })
    expect(await read('select valid_from, valid_until, household_id, row from residence')).toEqual([
      { valid_from: '2017-09-30', valid_until: 'infinity', household_id: null, row: 2 },
    ])
    expect(await read('select valid_from, valid_until, participant_code from enrolment')).toEqual([
      { valid_from: '2017-01-01', valid_until: '2018-01-01', participant_code: 'GD' },
    ])
  })

  test('nothing and no diff when the same roll comes again a month later', async () => {
    await roll('2017-09-30', [{ ...personFields(AN), ...CARD_AN }])
    const before = await read('select * from coverage_cube order by area_id, span, bucket')
    const again = await roll('2017-10-30', [{ ...personFields(AN), ...CARD_AN }])
    expect(again.outcomes).toEqual(['UNCHANGED'])
    expect(await read('select * from coverage_cube order by area_id, span, bucket')).toEqual(before)
    expect(await diff('*')).toEqual([])
  })

  test('nothing either of a card without a number', async () => {
    const row = { ...personFields(AN), ...cardFields(null, '2017-01-01', null), participant_code: 'GD' }
    await roll('2017-09-30', [row])
    expect((await roll('2017-10-30', [row])).outcomes).toEqual(['UNCHANGED'])
    expect(await diff('*')).toEqual([])
    expect(await read('select valid_until from enrolment')).toEqual([{ valid_until: 'infinity' }])
  })

  test('what it said before beside rows that are new: the same person in another row is no new one', async () => {
    const both = [
      { ...personFields(AN), ...CARD_AN },
      { ...personFields(BE), ...CARD_BE },
    ]
    await roll('2017-09-30', both)
    const nameless = { ...personFields({ name: AN.name, birth: AN.birth }), ...cardFields(null, '2017-05-01', null) }
    const newcomer = personFields({ name: 'Lê Văn Ba', birth: '1970-01-01', sin: '9900000003' })
    const again = await roll('2017-10-30', [
      ...both,
      nameless,
      { ...newcomer, ...cardFields('GD4759900000003', '2017-10-01', null) },
    ])
    expect(again.outcomes).toEqual(['UNCHANGED', 'UNCHANGED', 'CREATED', 'CREATED'])
    expect(await read('select full_name from person order by person_id')).toEqual([
      { full_name: AN.name },
      { full_name: BE.name },
      { full_name: 'Lê Văn Ba' },
    ])
    expect(await diff('kind, subject, label')).toEqual([
      { kind: 'CREATED', subject: 'person', label: 'Lê Văn Ba' },
      { kind: 'CREATED', subject: 'enrolment', label: AN.name },
    ])
    expect(await verifyCube(register.em)).toEqual([])
  })

  test('nothing new of a roll without card numbers either', async () => {
    const numberless = { ...personFields(AN), ...cardFields(null, '2017-01-01', '2018-01-01'), participant_code: 'GD' }
    await roll('2017-09-30', [numberless])
    expect((await roll('2017-10-30', [numberless])).outcomes).toEqual(['UNCHANGED'])
    expect((await roll('2017-11-30', [{ ...numberless, participant_code: 'HN' }])).outcomes).toEqual(['UPDATED'])
  })

  test('a corrected last day as UPDATED, with the field before and after', async () => {
    await roll('2017-09-30', [{ ...personFields(AN), ...CARD_AN }])
    const corrected = cardFields(CARD_AN.card_number, CARD_AN.valid_from, '2018-07-01')
    expect((await roll('2017-10-30', [{ ...personFields(AN), ...corrected }])).outcomes).toEqual(['UPDATED'])
    expect(await diff('subject, before, after')).toEqual([
      { subject: 'enrolment', before: { validUntil: '2018-01-01' }, after: { validUntil: '2018-07-01' } },
    ])
  })

  test('a second card of the same person as a second enrolment of one person', async () => {
    const second = cardFields('HN2759900000001', '2017-06-01', null)
    const imported = await roll('2017-09-30', [
      { ...personFields(AN), ...CARD_AN },
      { ...personFields(AN), ...second },
    ])
    expect(imported.outcomes).toEqual(['CREATED', 'CREATED'])
    expect(
      await read('select count(*)::int as persons, (select count(*)::int from enrolment) as cards from person'),
    ).toEqual([{ persons: 1, cards: 2 }])
  })

  test('a person of another commune as moved: the old home ends, the new one begins on its day', async () => {
    await roll('2017-09-30', [{ ...personFields(AN), ...CARD_AN }])
    const moved = await roll('2017-12-31', [{ ...personFields({ ...AN, commune: '26443' }), ...CARD_AN }])
    expect(moved.outcomes).toEqual(['UPDATED'])
    expect(
      await read(
        'select home.valid_from, home.valid_until, code from residence home join area using (area_id) order by 1',
      ),
    ).toEqual([
      { valid_from: '2017-09-30', valid_until: '2017-12-31', code: '26446' },
      { valid_from: '2017-12-31', valid_until: 'infinity', code: '26443' },
    ])
    expect(await verifyCube(register.em)).toEqual([])
  })

  test('the end of a card that the next roll no longer has, keeping what the card said', async () => {
    await roll('2017-09-30', [
      { ...personFields(AN), ...CARD_AN },
      { ...personFields(BE), ...CARD_BE },
    ])
    await roll('2017-10-30', [{ ...personFields(AN), ...CARD_AN }])
    expect(
      await read(`select valid_until, stated_until, ended_by from enrolment where card_number like 'HN%'`),
    ).toEqual([{ valid_until: '2017-10-30', stated_until: '2018-01-01', ended_by: 'GONE' }])
    expect(await diff('kind, label, before')).toEqual([
      { kind: 'GONE', label: 'Trần Thị Bé, ***********0002', before: { gone: 'NOT_LISTED' } },
    ])
    expect(await read("select count(*)::int as homes from residence where valid_until = 'infinity'")).toEqual([
      { homes: 2 },
    ])
    expect(await verifyCube(register.em)).toEqual([])
  })

  test('the end of a card that another one replaced as REPLACED', async () => {
    await roll('2017-09-30', [{ ...personFields(AN), ...CARD_AN }])
    await roll('2017-10-30', [{ ...personFields(AN), ...cardFields('HN2759900000001', '2017-10-01', null) }])
    expect(await read(`select before from register_change where kind = 'GONE'`)).toEqual([
      { before: { gone: 'REPLACED' } },
    ])
  })

  test('nobody as gone who lives outside its area or whose own row was rejected', async () => {
    await roll('2017-09-30', [
      { ...personFields(AN), ...CARD_AN },
      { ...personFields({ ...BE, commune: '26443' }), ...CARD_BE },
    ])
    const reversed = cardFields(CARD_AN.card_number, '2018-01-01', '2017-01-01')
    const imported = await roll('2017-10-30', [{ ...personFields(AN), ...reversed }], register.areas.hung)
    expect(imported.outcomes).toEqual(['REJECTED'])
    expect(codes(imported.issues)).toContain('card-dates-reversed')
    expect(await read('select from enrolment where ended_by is not null')).toEqual([])
  })

  test('nobody of the commune as gone while a rejected row tells neither name nor number', async () => {
    const DU = { name: 'Lê Văn Dự', birth: '1970', sin: '9900000004', commune: '26443' }
    await roll('2017-09-30', [
      { ...personFields(AN), ...CARD_AN },
      { ...personFields(BE), ...CARD_BE },
      { ...personFields(DU), ...cardFields('GD4759900000004', '2017-01-01', null) },
    ])
    const nameless = { ...CARD_BE, card_number: null, commune_code: '26446', outcome: 'REJECTED' }
    const imported = await roll('2017-10-30', [{ ...personFields(AN), ...CARD_AN }, nameless])
    expect(imported.issues).toMatchObject([
      { code: 'person-row-unclear', severity: 'WARNING', row: 3, args: { area: 'Xã Xuân Hưng', count: 1 } },
    ])
    expect(await diff('kind, label')).toEqual([{ kind: 'GONE', label: 'Lê Văn Dự, ***********0004' }])
    expect(
      await read('select full_name from enrolment join person using (person_id) where ended_by is not null'),
    ).toEqual([{ full_name: 'Lê Văn Dự' }])
    const placeless = await roll('2017-11-30', [{ ...personFields(AN), ...CARD_AN }, { outcome: 'REJECTED' }])
    expect(placeless.issues).toMatchObject([{ code: 'person-row-unclear', args: { area: 'Huyện Xuân Lộc', count: 1 } }])
    expect(await diff('kind')).toEqual([])
    await roll('2017-12-30', [{ ...personFields(AN), ...CARD_AN }])
    expect(await diff('kind, label')).toEqual([{ kind: 'GONE', label: 'Trần Thị Bé, ***********0002' }])
    expect(await verifyCube(register.em)).toEqual([])
  })

  test('nobody as gone whose name stands alone in a row that was taken for a heading', async () => {
    await roll('2017-09-30', [
      { ...personFields(AN), ...CARD_AN },
      { ...personFields(BE), ...CARD_BE },
    ])
    await roll('2017-10-30', [
      { ...personFields(AN), ...CARD_AN },
      { label: 'Trần Thị Bé', outcome: 'SKIPPED' },
    ])
    expect(await diff('kind')).toEqual([])
  })

  test('a revived card when it is listed again', async () => {
    await roll('2017-09-30', [{ ...personFields(AN), ...CARD_AN }])
    await roll('2017-10-30', [{ ...personFields(BE), ...CARD_BE }])
    await roll('2017-11-30', [
      { ...personFields(AN), ...CARD_AN },
      { ...personFields(BE), ...CARD_BE },
    ])
    expect(await read(`select valid_until, ended_by from enrolment where card_number like 'GD%'`)).toEqual([
      { valid_until: '2018-01-01', ended_by: null },
    ])
    expect(await verifyCube(register.em)).toEqual([])
  })
})

describe('two rolls at the same moment', () => {
  test('that share a new person write the person once: one of them is refused as a whole, or comes second', async () => {
    const files = [
      () => roll('2017-09-30', [{ ...personFields(AN), ...CARD_AN }], register.areas.hung),
      () => roll('2017-10-15', [{ ...personFields({ ...AN, commune: '26443' }), ...CARD_AN }], register.areas.hoa),
    ]
    const settled = await Promise.allSettled(files.map((send) => send()))
    expect(settled.some(({ status }) => status === 'fulfilled')).toBe(true)
    for (const [index, { status }] of settled.entries()) if (status === 'rejected') await files[index]?.()
    expect(await verifyCube(register.em)).toEqual([])
    expect(await read('select count(*)::int as persons from person')).toEqual([{ persons: 1 }])
  })
})

describe('what a roll complains of', () => {
  test('a row repeated: the second is skipped and names the first', async () => {
    const imported = await roll('2017-09-30', [
      { ...personFields(AN), ...CARD_AN },
      { ...personFields(AN), ...CARD_AN },
    ])
    expect(imported.outcomes).toEqual(['CREATED', 'SKIPPED'])
    expect(imported.issues).toMatchObject([{ code: 'row-repeated', severity: 'WARNING', row: 3, args: { first: 2 } }])
  })

  test('a card that ended before its day: kept as history', async () => {
    const imported = await roll('2018-09-30', [{ ...personFields(AN), ...CARD_AN }])
    expect(imported).toMatchObject({ outcomes: ['CREATED'], issues: [{ code: 'card-ended-before', severity: 'NOTE' }] })
  })

  test('an unknown participant code: stored with a warning, without a group, last in order', async () => {
    const imported = await roll('2017-09-30', [
      { ...personFields(AN), ...cardFields('ZZ4759900000001', '2017-01-01', null) },
    ])
    expect(imported).toMatchObject({ outcomes: ['CREATED'], issues: [{ code: 'participant-code-unknown' }] })
    expect(await read(`select participant_group, law_order from participant_code where code = 'ZZ'`)).toEqual([
      { participant_group: null, law_order: 999 },
    ])
    expect(await verifyCube(register.em)).toEqual([])
  })

  test('a commune that is not known, and one outside the batch’s area', async () => {
    const imported = await roll('2017-09-30', [
      {
        ...personFields(AN),
        ...CARD_AN,
        commune_code: '99999',
        commune_name: 'Đâu Đó',
        commune_key: 'đâu đó',
        commune_plain: 'dau do',
      },
      { ...personFields({ ...BE, commune: '26299' }), ...CARD_BE },
    ])
    expect(imported.outcomes).toEqual(['REJECTED', 'REJECTED'])
    expect(imported.issues).toMatchObject([
      { code: 'commune-unknown', row: 2 },
      { code: 'outside-batch-area', row: 3 },
    ])
  })

  test('a hamlet that the register does not have: the person is counted in the commune', async () => {
    const imported = await roll('2017-09-30', [{ ...personFields(AN), ...CARD_AN, ...hamletFields('Trung') }])
    expect(imported).toMatchObject({ outcomes: ['CREATED'], issues: [{ code: 'hamlet-unknown', severity: 'WARNING' }] })
    expect(await read('select level from residence join area using (area_id)')).toEqual([{ level: 3 }])
  })

  test('a roll older than the newest one of an overlapping area: nothing goes in', async () => {
    await roll('2017-09-30', [{ ...personFields(AN), ...CARD_AN }], register.areas.hung)
    const older = await roll('2017-08-31', [{ ...personFields(BE), ...CARD_BE }], register.areas.province)
    expect(older).toMatchObject({ blocking: true, issues: [{ code: 'older-than-register', severity: 'BLOCKING' }] })
    const elsewhere = await roll(
      '2017-08-31',
      [{ ...personFields({ ...BE, commune: '26443' }), ...CARD_BE }],
      register.areas.hoa,
    )
    expect(elsewhere.blocking).toBe(false)
  })

  test('a day long before health insurance or far ahead', async () => {
    expect((await roll('1975-04-30', [])).issues).toMatchObject([{ code: 'as-of-implausible', severity: 'BLOCKING' }])
    expect((await roll('2999-01-01', [])).blocking).toBe(true)
  })
})
