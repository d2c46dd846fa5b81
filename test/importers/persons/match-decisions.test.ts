import { beforeEach, describe, expect, test } from 'vitest'
import { execute, rows } from '../../../src/kernel/sql.ts'
import type { Imported, StagedFields } from '../../support/stage-rows.ts'
import { provinceRegister } from './province-register.ts'
import { cardFields, memberFields, personFields } from './small-province.ts'

const register = provinceRegister('district')
beforeEach(() => execute(register.em, 'truncate match_decision'))

const AN = { name: 'Nguyễn Văn An', birth: '1980' }
const card = (serial: number) => cardFields(`GD475990000000${serial}`, '2017-01-01', null)
const roll = (asOf: string, ...staged: readonly StagedFields[]) => register.roll(asOf, staged)
const survey = (asOf: string, ...staged: readonly StagedFields[]) => register.survey(asOf, staged)

const doubts = (file: Imported) => file.issues.filter(({ code }) => code.startsWith('person-'))
const persons = async () =>
  (await rows<{ id: number }>(register.em, 'select person_id as id from person order by 1')).map(({ id }) => id)
const decide = (file: Imported, personId: number | null, at = 0) =>
  execute(
    register.em,
    'insert into match_decision (row_key, person_id, new_person, batch_id, decided_by) values ($1, $2, $3, $4, $5)',
    [doubts(file)[at]?.args.rowKey, personId, personId === null, file.id, 'test'],
  )

/** Two namesakes of one year, and a file whose row may be either. */
async function twoNamesakes(): Promise<{ doubted: Imported; first: number; second: number }> {
  await roll('2017-09-30', { ...personFields(AN), ...card(1) }, { ...personFields(AN), ...card(2) })
  const [first = 0, second = 0] = await persons()
  const doubted = await survey('2017-11-01', { ...personFields(AN), ...memberFields(1, 'H1', { head: true }) })
  expect(doubts(doubted)).toMatchObject([
    { code: 'person-ambiguous', args: { persons: `${first} ${second}`, mayBeNew: true } },
  ])
  expect(doubted.outcomes).toEqual(['REJECTED'])
  return { doubted, first, second }
}

describe('a decision about a doubtful row', () => {
  test('for a candidate is followed by the next file, and said', async () => {
    const { doubted, second } = await twoNamesakes()
    await decide(doubted, second)
    const again = await survey('2017-12-01', { ...personFields(AN), ...memberFields(1, 'H1', { head: true }) })
    expect(doubts(again)).toMatchObject([{ code: 'person-decided', severity: 'NOTE' }])
    expect(await persons()).toHaveLength(2)
    expect(await rows(register.em, 'select person_id from residence where household_id is not null')).toEqual([
      { person_id: second },
    ])
  })

  test('for somebody new makes one person, and the next file finds that one', async () => {
    const { doubted } = await twoNamesakes()
    await decide(doubted, null)
    const row = { ...personFields(AN), ...memberFields(1, 'H1', { head: true }) }
    const made = await survey('2017-12-01', row)
    expect([made.outcomes, doubts(made).map(({ code }) => code)]).toEqual([['CREATED'], ['person-decided-new']])
    const [, , third] = await persons()
    expect(await rows(register.em, 'select person_id, new_person from match_decision')).toEqual([
      { person_id: third, new_person: true },
    ])
    expect((await survey('2018-01-01', row)).outcomes).toEqual(['UNCHANGED'])
    expect(await persons()).toHaveLength(3)
  })

  test('for somebody new makes that person again after a withdrawal', async () => {
    const { doubted } = await twoNamesakes()
    await decide(doubted, null)
    const row = { ...personFields(AN), ...memberFields(1, 'H1', { head: true }) }
    const made = await survey('2017-12-01', row)
    await register.withdraw('HOUSEHOLD_SURVEY', made.id)
    expect(await persons()).toHaveLength(2)
    expect((await survey('2018-01-01', row)).outcomes).toEqual(['CREATED'])
  })

  test('is not followed once its person fits no longer', async () => {
    const { doubted, second } = await twoNamesakes()
    await decide(doubted, second)
    await roll(
      '2017-10-30',
      { ...personFields(AN), ...card(1) },
      { ...personFields({ ...AN, name: 'Lê Văn Tư' }), ...card(2) },
    )
    await roll('2017-11-30', { ...personFields(AN), ...card(1) }, { ...personFields(AN), ...card(3) })
    const again = await survey('2017-12-01', { ...personFields(AN), ...memberFields(1, 'H1', { head: true }) })
    expect(doubts(again)).toMatchObject([{ code: 'person-ambiguous' }])
  })

  test('is not followed for somebody whom another row of the file names by number', async () => {
    const { doubted, first } = await twoNamesakes()
    await decide(doubted, first)
    const both = await survey(
      '2017-12-01',
      { ...personFields(AN), ...memberFields(1, 'H1', { head: true }) },
      { ...personFields(AN), ...card(1), ...memberFields(2, 'H2', { head: true }) },
    )
    expect(
      await rows(
        register.em,
        'select count(*)::int as n from residence where person_id = $1 and household_id is not null',
        [first],
      ),
    ).toEqual([{ n: 1 }])
    expect(both.outcomes).not.toContain('CREATED')
  })
})

test('two rows that say the very same cannot be decided, and wait for the file to be mended', async () => {
  await roll('2017-09-30', { ...personFields(AN), ...card(1) }, { ...personFields(AN), ...card(2) })
  const alike = await roll(
    '2017-10-30',
    { ...personFields(AN), ...cardFields(null, '2017-01-01', null), participant_code: 'GD' },
    { ...personFields(AN), ...cardFields(null, '2017-01-01', null), participant_code: 'GD' },
  )
  expect(doubts(alike).map(({ code, args }) => [code, args.persons])).toEqual([
    ['person-ambiguous', undefined],
    ['person-ambiguous', undefined],
  ])
})

test('numbers of two persons cannot be decided; a number with another name and birth can, for its owner only', async () => {
  await roll('2017-09-30', { ...personFields({ ...AN, sin: '9900000001' }), ...card(1) })
  const other = await roll('2017-10-30', {
    ...personFields({ name: 'Trần Thị Bé', birth: '1990', sin: '9900000001' }),
    ...card(2),
  })
  const [owner] = await persons()
  expect(doubts(other)).toMatchObject([{ args: { persons: String(owner), mayBeNew: false } }])
  const torn = await roll(
    '2017-10-30',
    { ...personFields({ ...AN, sin: '9900000001' }), ...card(5) },
    { ...personFields({ ...AN, sin: '9900000002' }), ...card(5) },
  )
  expect(doubts(torn).some(({ args }) => args.rowKey !== undefined && args.persons === undefined)).toBe(false)
})
