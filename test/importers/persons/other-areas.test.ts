import { expect, test } from 'vitest'
import { type Actor, ADMINISTRATOR } from '../../../src/access/actor.ts'
import { provinceRegister } from './province-register.ts'
import { cardFields, personFields } from './small-province.ts'

const register = provinceRegister('district')

const officerOf = (areaId: number): Actor => ({
  id: `can-bo-${areaId}`,
  role: 'DATA_OFFICER',
  scope: { kind: 'AREAS', areaIds: [areaId] },
})

/** Who a row of Xuân Hưng with the number of somebody else may be, as the sender of the file reads it. */
async function candidatesFor(actor: Actor): Promise<unknown> {
  const roll = (areaId: number, asOf: string, fields: Parameters<typeof personFields>[0], sender: Actor) => {
    const row = { ...personFields(fields), ...cardFields(null, '2017-01-01', null), participant_code: 'GD' }
    return register.send({ kind: 'CARD_ROLL', areaId, asOf, rows: [row], actor: sender })
  }
  const be = { name: 'Trần Thị Bé', birth: '1990-05-06', sin: '7500000001', commune: '26443' }
  await roll(register.areas.hoa, '2017-09-30', be, ADMINISTRATOR)
  const doubted = await roll(
    register.areas.hung,
    '2017-10-30',
    { name: 'Nguyễn Văn An', birth: '1980-02-03', sin: '7500000001' },
    actor,
  )
  const [issue] = doubted.issues.filter(({ code }) => code === 'person-ambiguous')
  return issue?.args.candidates
}

test('whoever sees both communes reads who has the number', async () => {
  expect(await candidatesFor(officerOf(register.areas.district))).toBe('Trần Thị Bé, 6/5/1990, ******0001')
})

test('the officer of one commune learns only that somebody in another has it', async () => {
  expect(await candidatesFor(officerOf(register.areas.hung))).toBe('một người ở địa bàn khác')
})
