import { describe, expect, test } from 'vitest'
import { verifyCube } from '../../../src/coverage/verify.ts'
import { provinceRegister } from './province-register.ts'
import { cardFields, hamletFields, memberFields, personFields } from './small-province.ts'

const register = provinceRegister('hung')
const { roll, survey, read } = register

const withdraw = async (batch: { id: number }) => {
  const withdrawal = await register.withdraw('CARD_ROLL', batch.id)
  expect(await verifyCube(register.em)).toEqual([])
  return withdrawal
}

const TABLES = [
  'person',
  'person_identity',
  'household',
  'household_identity',
  'household_state',
  'residence',
  'enrolment',
  'card_declaration',
  'coverage_cube',
  'area',
]
/** The whole register without the time stamps. */
const wholeRegister = async () =>
  Object.fromEntries(
    await Promise.all(
      TABLES.map(
        async (table) =>
          [table, await read(`select to_jsonb(t) - 'changed_at' as row from ${table} t order by 1`)] as const,
      ),
    ),
  )

const AN = personFields({ name: 'Nguyễn Văn An', birth: '1980-02-03', sin: '9900000001' })
const BE = personFields({ name: 'Trần Thị Bé', birth: '1990', sex: 0, sin: '9900000002' })
const CARD_AN = cardFields('GD4759900000001', '2017-01-01', '2018-01-01')
const CARD_BE = cardFields('HN2759900000002', '2017-01-01', '2018-01-01')
const family = (grade: number, declared: boolean | null = null) => [
  { ...AN, ...hamletFields('Trung'), ...memberFields(1, 'H1', { head: true, class: grade }), declared_card: declared },
  { ...BE, ...hamletFields('Trung'), ...memberFields(1, 'H1', { class: grade }) },
]

describe('withdrawing', () => {
  test('a first survey leaves nothing of it: neither persons nor households nor hamlets nor counts', async () => {
    const before = await wholeRegister()
    const batch = await survey('2017-11-01', family(1, true))
    expect(await withdraw(batch)).toEqual({ undone: 4, kept: 0, blocked: 0, reasons: [] })
    expect(await wholeRegister()).toEqual(before)
  })

  test.each([
    ['a new class', () => survey('2018-11-01', family(2))],
    ['a member who left', () => survey('2018-11-01', family(1).slice(0, 1))],
    ['a correction of the same day', () => survey('2017-11-01', family(3))],
    ['a member who was never there', () => survey('2017-11-01', family(1).slice(0, 1))],
    [
      'a move to another household',
      () => survey('2018-11-01', [family(1)[0] ?? {}, { ...family(1)[1], ...memberFields(2, 'H2', { head: true }) }]),
    ],
    [
      'a roll with new cards and a corrected name',
      () => roll('2018-11-01', [{ ...AN, full_name: 'Nguyễn Văn Ân', name_key: 'nguyễn văn ân', ...CARD_AN }]),
    ],
  ])('%s brings back exactly what was before', async (_what, change) => {
    await survey('2017-11-01', family(1, true))
    const before = await wholeRegister()
    const batch = await change()
    expect(batch.blocking).toBe(false)
    expect(await wholeRegister()).not.toEqual(before)
    await withdraw(batch)
    expect(await wholeRegister()).toEqual(before)
  })

  test('a roll brings back the cards that it had ended', async () => {
    await roll('2017-09-30', [
      { ...AN, ...CARD_AN },
      { ...BE, ...CARD_BE },
    ])
    const before = await wholeRegister()
    await withdraw(await roll('2017-10-30', [{ ...AN, ...CARD_AN }]))
    expect(await wholeRegister()).toEqual(before)
  })

  test('the middle of three undoes what the third neither changed nor confirmed, and tells why the rest stays', async () => {
    await roll('2017-09-30', [{ ...AN, ...CARD_AN }])
    const CHI = personFields({ name: 'Phạm Thị Chi', birth: '2001', sin: '9900000003' })
    const second = await roll('2017-10-30', [
      { ...AN, ...CARD_AN },
      { ...BE, ...CARD_BE },
      { ...CHI, ...cardFields('HS4759900000003', '2017-09-01', '2017-10-31') },
    ])
    await roll('2017-11-30', [
      { ...AN, ...CARD_AN },
      { ...BE, ...CARD_BE },
    ])
    expect(await withdraw(second)).toMatchObject({
      kept: 1,
      blocked: 0,
      reasons: [{ code: 'withdrawal-changed-later', count: 1, examples: ['Trần Thị Bé'] }],
    })
    expect(await read('select full_name from person order by person_id')).toEqual([
      { full_name: 'Nguyễn Văn An' },
      { full_name: 'Trần Thị Bé' },
    ])
  })

  test('what had to stay goes when the batch that held it is withdrawn too', async () => {
    const empty = await wholeRegister()
    const first = await survey('2017-11-01', family(1))
    const second = await roll('2017-11-30', [{ ...AN, ...CARD_AN }])
    expect(await withdraw(first)).toMatchObject({ kept: 1, blocked: 2 })
    await withdraw(second)
    expect(await wholeRegister()).toEqual(empty)
    expect(await read(`select withdrawal->'kept' as kept from import_batch where batch_id = ${first.id}`)).toEqual([
      { kept: 0 },
    ])
  })

  test('never brings back what an earlier withdrawal took away', async () => {
    await roll('2017-09-30', [{ ...AN, ...CARD_AN }])
    const before = await wholeRegister()
    const wrong = await roll('2017-10-30', [{ ...AN, ...cardFields(CARD_AN.card_number, '2017-01-01', '2019-01-01') }])
    const later = await roll('2017-11-30', [{ ...AN, ...cardFields(CARD_AN.card_number, '2017-01-01', '2020-01-01') }])
    expect(await withdraw(wrong)).toMatchObject({ undone: 0, kept: 1 })
    await withdraw(later)
    expect(await wholeRegister()).toEqual(before)
  })
})
