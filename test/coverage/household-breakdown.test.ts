import { expect, test } from 'vitest'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import { type BreakdownWanted, householdBreakdown } from '../../src/coverage/household-breakdown.store.ts'
import { countStatements } from '../support/count-statements.ts'
import { DAY, database, id, reason, register } from './small-country.ts'

const ask = (wanted: Partial<BreakdownWanted> = {}, actor: Actor = ADMINISTRATOR) =>
  householdBreakdown(actor, database.em, { within: '215', asOf: DAY, ...wanted })

/** Commune 12: a poor household of a boy of four without a card and his mother with one; another of an old woman. */
async function writeHouseholds(): Promise<void> {
  const areaId = id('00012')
  const family = await register.household({ areaId, householdClass: 'POOR' })
  const alone = await register.household({ areaId, householdClass: 'OTHER' })
  const live = async (household: number, person: Parameters<typeof register.person>[0], code?: string) => {
    const member = await register.person(person)
    const householdClass = household === family ? ('POOR' as const) : ('OTHER' as const)
    await register.residence(member, { areaId, householdId: household, householdClass })
    if (code) await register.card(member, { code })
  }
  await live(family, { birthDate: '2016-06-30', sex: 'MALE' })
  await live(family, { birthYear: 1990, sex: 'FEMALE' }, 'HN')
  await live(alone, { birthYear: 1940, sex: 'FEMALE' }, 'GD')
  await register.settle()
}

test('households are counted by who lives in them, one in each row of its members', async () => {
  await writeHouseholds()
  const rows = (found: Awaited<ReturnType<typeof ask>>) =>
    found.map((row) => [
      row.householdClass ?? row.sex ?? row.participantCode,
      row.households,
      row.members,
      row.coveredMembers,
    ])
  expect(rows(await ask())).toEqual([[null, 2, 3, 2]])
  expect(rows(await ask({ by: ['SEX'] }))).toEqual([
    ['FEMALE', 2, 2, 2],
    ['MALE', 1, 1, 0],
  ])
  expect(rows(await ask({ by: ['HOUSEHOLD_CLASS'], where: { ageBands: ['UNDER_6'] } }))).toEqual([['POOR', 1, 1, 0]])
  expect(rows(await ask({ asOf: '2022-06-30', where: { ageBands: ['UNDER_6'] } }))).toEqual([])
  expect(rows(await ask({ by: ['PARTICIPANT_CODE'] }))).toEqual([
    ['GD', 1, 1, 1],
    ['HN', 1, 1, 1],
    [null, 1, 1, 0],
  ])
  expect(rows(await ask({ where: { participantGroups: ['HOUSEHOLD'], sexes: ['FEMALE'] } }))).toEqual([[null, 1, 1, 1]])
})

test('it takes as many statements for a district as for its communes, and shows nothing outside the scope', async () => {
  const one = await countStatements(() => ask({ level: 'DISTRICT' }))
  const many = await countStatements(() => ask({ level: 'COMMUNE' }))
  expect(many.cost).toBe(one.cost)
  const officer: Actor = { id: 'o', role: 'DATA_OFFICER', scope: { kind: 'AREAS', areaIds: [id('00001')] } }
  expect(await ask({}, officer)).toEqual([])
  expect(await reason(ask({ within: '999' }))).toBe('area-unknown-on-day')
})
