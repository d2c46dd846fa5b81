import { describe, expect, test } from 'vitest'
import type { Actor } from '../../../src/access/actor.ts'
import { execute, rows } from '../../../src/kernel/sql.ts'
import { erasePersons } from '../../../src/privacy/erase-persons.store.ts'
import type { Imported, StagedFields } from '../../support/stage-rows.ts'
import { type PersonKind, provinceRegister } from './province-register.ts'
import { cardFields, changeFields, hamletFields, memberFields, personFields } from './small-province.ts'

const register = provinceRegister('district')

const officerOf = (areaId: number): Actor => ({
  id: `can-bo-${areaId}`,
  role: 'DATA_OFFICER',
  scope: { kind: 'AREAS', areaIds: [areaId] },
})

const BE = { name: 'Trần Thị Bé', birth: '1990-05-06', sin: '9900000001', sex: 0 }
const AN = { name: 'Nguyễn Văn An', birth: '1980-02-03', sin: '9900000002' }
const LISTED = { ...cardFields(null, '2017-01-01', null), participant_code: 'GD' }
const inHoa = { commune: '26443' }

type Named = Parameters<typeof personFields>[0]
const listed = (named: Named): StagedFields => ({ ...personFields(named), ...LISTED })

/** The administrator's roll of Xuân Hòa, where Bé lives. */
const beLivesInHoa = (asOf = '2017-09-30') => register.roll(asOf, [listed({ ...BE, ...inHoa })], register.areas.hoa)

const send = (
  kind: PersonKind,
  asOf: string,
  fields: readonly StagedFields[],
  actor = officerOf(register.areas.hung),
) => register.send({ kind, areaId: register.areas.hung, asOf, rows: fields, actor })

/** A roll of Xuân Hưng by its own officer, or another. */
const roll = (asOf: string, fields: readonly StagedFields[], actor?: Actor) => send('CARD_ROLL', asOf, fields, actor)

const about = ({ issues }: Imported) => issues.map(({ code }) => code).filter((code) => code.startsWith('person-'))
const homes = () =>
  rows<{ name: string; code: string }>(
    register.em,
    `select full_name as name, area.code from person join residence using (person_id) join area using (area_id)
     where residence.valid_until = 'infinity' order by 1`,
  )

describe('a row of somebody who lives outside of the sender’s areas', () => {
  test.each([
    ['their name', BE],
    ['another name and birth', { ...AN, sin: BE.sin }],
    ['another name alone', { ...BE, name: AN.name }],
    ['their number and somebody’s of the commune', { ...BE, nationalId: '099080000001' }],
  ])('is held when their number stands beside %s, and says nothing of them', async (_what, named) => {
    await beLivesInHoa()
    await roll('2017-09-30', [listed({ ...AN, nationalId: '099080000001' })])
    const held = await roll('2017-10-30', [listed(named), listed(AN)])
    expect([held.outcomes, about(held)]).toEqual([['REJECTED', 'UNCHANGED'], ['person-elsewhere']])
    const { args } = held.issues.find(({ code }) => code === 'person-elsewhere') ?? {}
    const kept = ['homes', 'livedIn', 'rowKey', 'persons', 'mayBeNew']
    expect(Object.keys(args ?? {}).filter((name) => !kept.includes(name))).toEqual([])
    expect(await homes()).toEqual([
      { name: AN.name, code: '26446' },
      { name: BE.name, code: '26443' },
    ])
    const gone = await register.read(`select batch_id, label, before, after from register_change where kind = 'GONE'`)
    expect(gone).toEqual([])
  })

  test('is held in surveys and in lists of changes, and ends no card', async () => {
    await beLivesInHoa()
    const member = { ...personFields(BE), ...hamletFields('1'), ...memberFields(1, 'H1', { head: true }) }
    const lost = { ...personFields(BE), ...cardFields(null, '2017-11-01', null), ...changeFields('DECREASE') }
    const given = {
      ...personFields(BE),
      ...cardFields('HN4759900000001', '2017-11-01', null),
      ...changeFields('INCREASE', 'HN'),
    }
    const files = [
      ['HOUSEHOLD_SURVEY', member],
      ['CARD_CHANGES', lost],
      ['CARD_CHANGES', given],
    ] as const
    for (const [kind, row] of files) {
      const held = await send(kind, '2017-11-01', [row])
      expect([kind, held.outcomes, about(held)]).toEqual([kind, ['REJECTED'], ['person-elsewhere']])
    }
    expect(await register.read('select valid_until from enrolment')).toEqual([{ valid_until: 'infinity' }])
    expect(await homes()).toEqual([{ name: BE.name, code: '26443' }])
  })

  test('is held when they once lived here and are known by name alone, or died elsewhere, or were erased there', async () => {
    const unnumbered = { ...BE, sin: undefined }
    await roll('2017-08-30', [listed(BE)])
    await beLivesInHoa()
    expect(about(await roll('2017-10-30', [listed(unnumbered)]))).toEqual(['person-elsewhere'])
    const died = { ...personFields({ ...BE, ...inHoa }), ...cardFields(null, '2017-11-01', null) }
    await register.changes('2017-11-01', [{ ...died, ...changeFields('DECREASE'), died: true }], register.areas.hoa)
    expect(await homes()).toEqual([])
    expect(about(await roll('2017-11-30', [listed(BE)]))).toEqual(['person-elsewhere'])
    await register.em.transactional((em) => erasePersons(em, 'select person_id from person', []))
    const erased = await roll('2017-12-30', [listed(BE)])
    expect([erased.outcomes, about(erased)]).toEqual([['REJECTED'], ['person-elsewhere']])
    expect(about(await register.roll('2018-01-30', [listed(BE)]))).toEqual(['person-erased-before'])
  })

  test('moves them for whoever holds both places, as before', async () => {
    await beLivesInHoa()
    const moved = await roll('2017-10-30', [listed(BE)], officerOf(register.areas.district))
    expect([moved.outcomes, about(moved)]).toEqual([['UPDATED'], []])
    expect(await homes()).toEqual([{ name: BE.name, code: '26446' }])
    const doubted = await register.send({
      kind: 'CARD_ROLL',
      areaId: register.areas.hoa,
      asOf: '2017-11-30',
      rows: [listed({ ...AN, sin: BE.sin, ...inHoa })],
      actor: officerOf(register.areas.district),
    })
    expect(doubted.issues[0]?.args.candidates).toBe('Trần Thị Bé, 6/5/1990, ******0001')
  })
})

describe('a row of the sender’s own', () => {
  test('is not held for a day on which they lived here, though they have moved away since', async () => {
    await roll('2017-08-30', [listed(BE)])
    await beLivesInHoa('2017-12-30')
    await register.withdraw('CARD_ROLL', (await roll('2017-09-30', [listed(BE)])).id)
    const late = await roll('2017-10-30', [listed(BE)])
    expect([late.outcomes, about(late)]).toEqual([['UNCHANGED'], []])
    expect(about(await roll('2018-01-30', [listed(BE)]))).toEqual(['person-elsewhere'])
  })

  test('is not held when they died here, nor when their home is in a unit that became part of this one', async () => {
    await roll('2017-08-30', [listed(BE)])
    const died = {
      ...personFields(BE),
      ...cardFields(null, '2017-09-01', null),
      ...changeFields('DECREASE'),
      died: true,
    }
    await send('CARD_CHANGES', '2017-09-01', [died])
    expect(about(await roll('2017-09-30', [listed(BE)]))).toEqual([])
    await register.roll('2017-09-30', [listed({ ...AN, ...inHoa })], register.areas.hoa)
    const { hung, hoa } = register.areas
    const merge = async (on: string) => {
      await execute(register.em, 'update area set valid_until = $2 where area_id = $1', [hoa, on])
      await execute(register.em, 'update area_parent set valid_until = $2 where area_id = $1', [hoa, on])
      await execute(register.em, 'update area_ancestor set valid_until = $2 where area_id = $1', [hoa, on])
    }
    await merge('2017-10-01')
    expect(about(await roll('2017-10-30', [listed(BE), listed(AN)]))).toEqual(['person-elsewhere'])
    await execute(
      register.em,
      `insert into area_succession (from_id, to_id, on_day, relation, weight) values ($1, $2, '2017-10-01', 'PART', 1)`,
      [hoa, hung],
    )
    const after = await roll('2017-10-31', [listed(BE), listed(AN)])
    expect([after.outcomes, about(after)]).toEqual([['UNCHANGED', 'UPDATED'], []])
    const outside = `select from register_change where home_before <> (select area_id from area where code = '26446')`
    expect(await register.read(outside)).toEqual([])
    await execute(register.em, 'delete from area_succession')
    await merge('infinity')
  })
})
