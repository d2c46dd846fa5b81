import { afterEach, describe, expect, test } from 'vitest'
import { cardRollLoader } from '../../../importers/stages/persons/load-persons.ts'
import { refreshAncestors } from '../../../src/areas/area-ancestors.ts'
import { verifyCube } from '../../../src/coverage/verify.ts'
import { execute } from '../../../src/kernel/sql.ts'
import { importRows, type StagedFields } from '../../support/stage-rows.ts'
import { countByCube, countByHand } from './counting.ts'
import { provinceRegister } from './province-register.ts'
import { cardFields, changeFields, hamletFields, personFields } from './small-province.ts'

const register = provinceRegister('hung')
const { read } = register
afterEach(async () => {
  expect(await verifyCube(register.em)).toEqual([])
  for (const on of ['2017-05-01', '2017-06-15', '2018-02-01']) {
    expect(await countByCube(register.em, register.areas.hung, on)).toEqual(
      await countByHand(register.em, register.areas.hung, on),
    )
  }
})

const AN = { name: 'Nguyễn Văn An', birth: '1980-02-03', sin: '9900000001' }
const BE = { name: 'Trần Thị Bé', birth: '1990', sex: 0, sin: '9900000002' }
const MAY = '2017-05-31'

/** Whoever the register knows: An, insured in Xuân Hưng for 2017. */
const knownAn = () =>
  importRows(register.em, cardRollLoader, {
    kind: 'CARD_ROLL',
    areaId: register.areas.hung,
    asOf: '2017-03-31',
    rows: [{ ...personFields(AN), ...cardFields('GD4759900000001', '2017-01-01', '2018-01-01') }],
  })
const changes = (staged: readonly StagedFields[], asOf = MAY, areaId = register.areas.hung) =>
  register.changes(asOf, staged, areaId)
const withdraw = (id: number) => register.withdraw('CARD_CHANGES', id)

const row = (
  person: typeof AN,
  change: Parameters<typeof changeFields>[0],
  [from, until]: readonly [string | null, string | null] = [null, null],
): StagedFields => ({
  ...personFields(person),
  commune_code: null,
  ...cardFields(null, from, until),
  ...changeFields(change),
})
const cards = () =>
  read(`select full_name as who, card_number as number, valid_from as from, valid_until as until, stated_until as stated,
               ended_by as ended, participant_code as code
        from enrolment join person using (person_id) order by 1, 3, 2`)
const codes = (issues: readonly { code: string }[]) => issues.map(({ code }) => code)
const cube = () => read('select * from coverage_cube order by area_id, span, bucket')

describe('an increase', () => {
  test('begins a card, and a home from the first day of the card, for somebody new', async () => {
    const made = await changes([{ ...row(BE, 'INCREASE', ['2017-05-01', '2018-05-01']), participant_code: 'GD' }])
    expect(made).toMatchObject({ outcomes: ['CREATED'], blocking: false, issues: [] })
    expect(await cards()).toMatchObject([
      { number: '', from: '2017-05-01', until: '2018-05-01', code: 'GD', ended: null },
    ])
    expect(await read('select valid_from, valid_until, area_id from residence')).toEqual([
      { valid_from: '2017-05-01', valid_until: 'infinity', area_id: register.areas.hung },
    ])
  })

  test('of a card that begins later gives a home from the day of the list', async () => {
    await changes([row(BE, 'INCREASE', ['2017-07-01', null])])
    expect(await read('select valid_from from residence')).toEqual([{ valid_from: MAY }])
  })

  test('adds a card to somebody who has one, touches nobody else, and changes nothing the second time', async () => {
    await knownAn()
    const file = [row(AN, 'INCREASE', ['2018-01-01', '2019-01-01']), row(BE, 'INCREASE', ['2017-05-01', null])]
    expect((await changes(file)).outcomes).toEqual(['CREATED', 'CREATED'])
    const before = await cube()
    expect((await changes(file)).outcomes).toEqual(['UNCHANGED', 'UNCHANGED'])
    expect(await cube()).toEqual(before)
    expect(await read(`select * from register_change where kind = 'GONE'`)).toEqual([])
    expect(await cards()).toHaveLength(3)
  })

  test('is the register’s own card when person and first day are the same and the row has no number', async () => {
    await knownAn()
    expect((await changes([row(AN, 'INCREASE', ['2017-01-01', '2018-01-01'])])).outcomes).toEqual(['UNCHANGED'])
    expect((await changes([row(AN, 'INCREASE', ['2017-01-01', '2018-04-01'])])).outcomes).toEqual(['UPDATED'])
    expect(await cards()).toMatchObject([{ number: 'GD4759900000001', until: '2018-04-01' }])
    expect(await read(`select before, after from register_change where subject = 'enrolment'`)).toEqual([
      { before: { validUntil: '2018-01-01' }, after: { validUntil: '2018-04-01' } },
    ])
  })

  test('needs a commune only for those whose home is not known', async () => {
    await knownAn()
    const file = [row(AN, 'INCREASE', ['2018-01-01', null]), row(BE, 'INCREASE', ['2017-05-01', null])]
    const imported = await changes(file, MAY, register.areas.district)
    expect(imported.outcomes).toEqual(['CREATED', 'REJECTED'])
    expect(imported.issues.filter(({ severity }) => severity === 'ERROR')).toMatchObject([
      { code: 'home-not-stated', row: 3 },
    ])
  })

  test('gives no home from before there was such a place, whatever another line of the same person names', async () => {
    const of = (commune: string, from: string, more: StagedFields = {}): StagedFields => ({
      ...row(BE, 'INCREASE', [from, '2018-05-01']),
      ...{ ...more, commune_code: commune, participant_code: 'GD' },
    })
    const homes = () =>
      read<{ day: string; code: string }>(
        'select home.valid_from as day, code from residence home join area using (area_id)',
      )
    const since = async (code: string, day: string) => {
      await execute(register.em, 'update area set valid_from = $2 where code = $1', [code, day])
      await refreshAncestors(register.em)
    }
    await since('26446', '2017-05-20')
    const both = await changes([of('26446', '2017-05-10'), of('26443', '2017-05-01')], MAY, register.areas.district)
    expect(await homes()).toEqual([{ day: '2017-05-20', code: '26446' }])
    await withdraw(both.id)
    await since('26446', '-infinity')

    const named = await changes([of('26446', '2017-05-01', hamletFields('5'))])
    const [{ day, code } = { day: '', code: '' }] = await homes()
    expect(day).toBe('2017-05-01')
    await withdraw(named.id)
    await since(code, '2017-05-25')
    await changes([of('26446', '2017-05-01', hamletFields('5'))])
    expect(await homes()).toEqual([{ day: '2017-05-25', code }])
    await since(code, '-infinity')
  })

  test('moves nobody: a school hands in lists too', async () => {
    await knownAn()
    const there = await changes([row(AN, 'INCREASE', ['2018-01-01', null])], MAY, register.areas.hoa)
    expect(there.issues).toMatchObject([{ code: 'home-elsewhere-kept', args: { area: 'Xã Xuân Hưng' } }, {}])
    expect(await read('select area_id from residence')).toEqual([{ area_id: register.areas.hung }])
  })
})

describe('a decrease', () => {
  test('ends the card on its day, keeps what the card said, and is undone as a whole', async () => {
    await knownAn()
    const before = [await cards(), await cube()]
    const imported = await changes([row(AN, 'DECREASE', ['2017-05-01', null])])
    expect(imported).toMatchObject({ outcomes: ['UPDATED'], issues: [] })
    expect(await cards()).toMatchObject([{ until: '2017-05-01', stated: '2018-01-01', ended: 'DECREASE' }])
    expect(
      await read(
        'select kind, before, after from register_change where batch_id = (select max(batch_id) from import_batch)',
      ),
    ).toEqual([{ kind: 'UPDATED', before: { validUntil: '2018-01-01' }, after: { validUntil: '2017-05-01' } }])
    expect(await withdraw(imported.id)).toMatchObject({ undone: 1, kept: 0, blocked: 0 })
    expect([await cards(), await cube()]).toEqual(before)
  })

  test('that comes again changes nothing', async () => {
    await knownAn()
    const file = [row(AN, 'DECREASE', ['2017-05-01', null])]
    await changes(file)
    const before = await cube()
    expect(await changes(file)).toMatchObject({ outcomes: ['UNCHANGED'], issues: [] })
    expect(await cube()).toEqual(before)
  })

  test('without a day ends the card on the day of the list and says so', async () => {
    await knownAn()
    expect(codes((await changes([row(AN, 'DECREASE')])).issues)).toEqual(['decrease-day-not-stated'])
    expect(await cards()).toMatchObject([{ until: MAY }])
  })

  test('because of a death ends the home too, says so, changes nothing again, and is undone as a whole', async () => {
    await knownAn()
    const homes = () => read('select valid_from, valid_until from residence')
    const before = [await cards(), await homes(), await cube()]
    const file = [{ ...row(AN, 'DECREASE', ['2017-05-01', null]), died: true }]
    const imported = await changes(file)
    expect(await cards()).toMatchObject([{ until: '2017-05-01', ended: 'DIED' }])
    expect(await homes()).toEqual([{ valid_from: '2017-03-31', valid_until: '2017-05-01' }])
    expect(await read(`select label, before from register_change where kind = 'GONE'`)).toEqual([
      { label: AN.name, before: { gone: 'DIED' } },
    ])
    const again = await changes(file)
    expect(again).toMatchObject({ outcomes: ['UNCHANGED'], issues: [] })
    for (const { id } of [again, imported]) await withdraw(id)
    expect([await cards(), await homes(), await cube()]).toEqual(before)
  })

  test('of a card that began on that day means that it never was', async () => {
    await knownAn()
    const imported = await changes([row(AN, 'DECREASE', ['2017-01-01', null])])
    expect(await cards()).toEqual([])
    await withdraw(imported.id)
    expect(await cards()).toHaveLength(1)
  })

  test('of somebody whom the register does not know is rejected; the other rows go in', async () => {
    await knownAn()
    const imported = await changes([
      row(BE, 'DECREASE', ['2017-05-01', null]),
      row(AN, 'DECREASE', ['2017-05-01', null]),
    ])
    expect(imported.outcomes).toEqual(['REJECTED', 'UPDATED'])
    expect(imported.issues).toMatchObject([{ code: 'decrease-of-unknown-person', severity: 'ERROR', row: 2 }])
    expect(await read('select count(*)::int as n from person')).toEqual([{ n: 1 }])
  })

  test('of another code or number than the card’s ends nothing and says so', async () => {
    await knownAn()
    const other = [
      { ...row(AN, 'DECREASE', ['2017-05-01', null]), participant_code: 'HN' },
      { ...row(AN, 'DECREASE', ['2017-06-01', null]), card_number: 'GD4759900000009' },
    ]
    const imported = await changes(other)
    expect(imported.outcomes).toEqual(['UNCHANGED', 'UNCHANGED'])
    expect(codes(imported.issues)).toEqual(['decrease-without-card', 'decrease-without-card'])
    expect(await cards()).toMatchObject([{ ended: null }])
  })

  test('and an increase of one person, as when the payer changes, do not undo each other', async () => {
    await knownAn()
    const file = [
      { ...row(AN, 'INCREASE', ['2017-05-01', null]), participant_code: 'HN' },
      { ...row(AN, 'DECREASE', ['2017-05-01', null]), participant_code: 'GD' },
    ]
    const after = [
      { code: 'GD', until: '2017-05-01', ended: 'DECREASE' },
      { code: 'HN', from: '2017-05-01', until: 'infinity', ended: null },
    ]
    expect((await changes(file)).outcomes).toEqual(['CREATED', 'UPDATED'])
    expect(await cards()).toMatchObject(after)
    expect((await changes(file)).outcomes).toEqual(['UNCHANGED', 'UNCHANGED'])
    expect(await cards()).toMatchObject(after)
  })

  test('is not opened again by the increase that came before it', async () => {
    const increase = [row(AN, 'INCREASE', ['2017-03-01', '2018-03-01'])]
    await changes(increase)
    await changes([row(AN, 'DECREASE', ['2017-05-01', null])])
    expect((await changes(increase)).outcomes).toEqual(['UNCHANGED'])
    expect(await cards()).toMatchObject([{ until: '2017-05-01', ended: 'DECREASE' }])
  })
})

describe('a reissue', () => {
  test('changes the card that holds on its day by what the row says', async () => {
    await knownAn()
    const imported = await changes([{ ...row(AN, 'CHANGE', [null, '2017-12-01']), clinic_code: '75014' }])
    expect(imported.outcomes).toEqual(['UPDATED'])
    expect(await read('select card_number, valid_from, valid_until, clinic_code from enrolment')).toEqual([
      { card_number: 'GD4759900000001', valid_from: '2017-01-01', valid_until: '2017-12-01', clinic_code: '75014' },
    ])
  })

  test('with another number is another card', async () => {
    await knownAn()
    const other = cardFields('HN2759900000001', '2017-05-01', '2018-01-01')
    expect((await changes([{ ...row(AN, 'CHANGE'), ...other }])).outcomes).toEqual(['CREATED'])
    expect(await cards()).toMatchObject([{ code: 'GD' }, { code: 'HN', number: 'HN2759900000001' }])
  })
})

describe('the list itself', () => {
  const footer = (text: string): StagedFields => ({ full_name: text, outcome: 'SKIPPED', change: null })

  test('says below how many cards it asks for', async () => {
    const asking = [row(AN, 'INCREASE', ['2017-05-01', null]), row(BE, 'CHANGE', ['2017-05-01', null])]
    const right = await changes([...asking, footer('Tổng số thẻ BHYT đề nghị cấp: 2')])
    expect(codes(right.issues)).not.toContain('cards-requested-differ')
    const wrong = await changes([...asking, footer('Tổng số thẻ BHYT đề nghị cấp: 1.003')])
    expect(wrong.issues.filter(({ code }) => code === 'cards-requested-differ')).toMatchObject([
      { severity: 'WARNING', row: 4, args: { rows: 2 } },
    ])
  })

  test('leaves out rows that change a wage', async () => {
    expect((await changes([row(AN, 'NONE', ['2017-05-01', null])])).outcomes).toEqual(['SKIPPED'])
    expect(await read('select * from person')).toEqual([])
  })

  test('does not go in after a roll of a later day, nor an older roll after it', async () => {
    await knownAn()
    const file = [row(AN, 'DECREASE', ['2017-02-01', null])]
    const late = await changes(file, '2017-02-28')
    expect(late.issues).toMatchObject([{ code: 'older-than-register', severity: 'BLOCKING' }])
    await changes([row(AN, 'DECREASE', ['2017-05-01', null])])
    const older = await importRows(register.em, cardRollLoader, {
      kind: 'CARD_ROLL',
      areaId: register.areas.district,
      asOf: '2017-04-30',
      rows: [{ ...personFields(AN), ...cardFields('GD4759900000001', '2017-01-01', '2018-01-01') }],
    })
    expect(older.blocking).toBe(true)
    expect((await changes(file, '2017-04-30')).blocking).toBe(false)
  })
})
