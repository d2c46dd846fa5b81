import { describe, expect, test } from 'vitest'
import { type Actor, ROLES, WHOLE_COUNTRY } from '../../src/access/actor.ts'
import { grantedPurpose } from '../../src/access/granted-purpose.ts'
import { LEGAL_GROUNDS } from '../../src/access/legal-ground.ts'
import { demand, may, NotAllowed, PERMISSIONS, purposesCovering, USUAL_PURPOSES } from '../../src/access/may.ts'
import { PURPOSES, type Purpose, purposeNames } from '../../src/access/purpose.ts'
import { GLOSSARY } from '../../src/kernel/glossary.ts'
import { projectText } from '../house/project-files.ts'

const ALL = Object.keys(PURPOSES) as Purpose[]
const actor = (changed: Partial<Actor>): Actor => ({ id: 'x', role: 'ANALYST', scope: WHOLE_COUNTRY, ...changed })
const allowed = (who: Actor) => PERMISSIONS.filter((permission) => may(who, permission))

/** All that a role may whatever it is for. */
const ofRole = {
  ADMINISTRATOR: [...PERMISSIONS],
  DATA_OFFICER: ['READ_FIGURES', 'READ_PERSONS', 'IMPORT', 'PLAN', 'READ_SEGMENTS'],
  ANALYST: ['READ_FIGURES'],
  PARTNER: ['READ_FIGURES', 'READ_SEGMENTS'],
}

test.each(ROLES)('what a %s is for when nobody says otherwise takes nothing from the role', (role) => {
  const readsFigures = role === 'PARTNER'
  expect(allowed(actor({ role, readsFigures }))).toEqual(ofRole[role])
  expect(allowed(actor({ role, readsFigures, purposeCode: USUAL_PURPOSES[role] }))).toEqual(ofRole[role])
})

test('a purpose gives no role more than it has', () => {
  for (const role of ROLES)
    for (const purposeCode of ALL)
      for (const permission of allowed(actor({ role, purposeCode }))) expect(ofRole[role]).toContain(permission)
})

test('a data officer for statistics reads figures and nothing else, and is told that it is the purpose', () => {
  const officer = actor({ role: 'DATA_OFFICER', purposeCode: 'STATISTICS' })
  expect(allowed(officer)).toEqual(['READ_FIGURES'])
  const refused = (permission: (typeof PERMISSIONS)[number]) => {
    try {
      demand(officer, permission)
    } catch (error) {
      return error instanceof NotAllowed ? [error.permission, error.purpose] : error
    }
    return null
  }
  expect(refused('READ_FIGURES')).toBeNull()
  expect(refused('READ_PERSONS')).toEqual(['READ_PERSONS', 'STATISTICS'])
  expect(refused('MANAGE_KEYS')).toEqual(['MANAGE_KEYS', null])
})

test('an inspection changes nothing, and a campaign sends no file', () => {
  expect(allowed(actor({ role: 'ADMINISTRATOR', purposeCode: 'INSPECTION' }))).toEqual([
    ...['READ_FIGURES', 'READ_PERSONS', 'READ_AUDIT', 'READ_SEGMENTS'],
  ])
  expect(allowed(actor({ role: 'DATA_OFFICER', purposeCode: 'CAMPAIGNS' }))).toEqual([
    ...['READ_FIGURES', 'READ_PERSONS', 'PLAN', 'READ_SEGMENTS'],
  ])
})

describe('a purpose for which the role could do nothing', () => {
  const granted = (role: Actor['role'], purposeCode: Purpose | null, readsFigures = false) =>
    grantedPurpose({ role, readsFigures, purposeCode })

  test('is refused with those for which it could', () => {
    expect(() => granted('PARTNER', 'STATISTICS')).toThrow(
      expect.objectContaining({
        reason: 'purpose-not-of-role',
        args: {
          purpose: 'STATISTICS',
          others: 'REGISTER_KEEPING CAMPAIGNS INSPECTION SEGMENT_SERVICE ADMINISTRATION',
        },
      }),
    )
    expect(granted('PARTNER', 'STATISTICS', true)).toBe('STATISTICS')
  })

  test('is never the one that is left out', () => {
    expect(ROLES.map((role) => granted(role, null))).toEqual([
      ...['ADMINISTRATION', 'REGISTER_KEEPING', 'STATISTICS', 'SEGMENT_SERVICE'],
    ])
  })
})

test('each has one name, in the registry, the glossary and on the command line', () => {
  for (const purpose of ALL) {
    expect(PURPOSES[purpose].name.vi).toBe(GLOSSARY[`Purpose.${purpose}`]?.vi)
    expect(PURPOSES[purpose].name.en).toBe(purpose.toLowerCase().replaceAll('_', ' '))
  }
  expect(purposeNames(['CAMPAIGNS', 'constructor'], 'en')).toBe('campaigns · constructor')
})

test('what the law lets each cover stands in the room’s README as the registry has it', () => {
  const lines = ALL.map((purpose) => {
    const covered = PERMISSIONS.filter((permission) => purposesCovering(permission).includes(purpose))
    const { name, ground } = PURPOSES[purpose]
    const told = covered.length === PERMISSIONS.length ? 'all' : covered.map((one) => `\`${one}\``).join(', ')
    return `| \`${purpose}\` | ${name.vi} | ${told} | ${LEGAL_GROUNDS[ground]} |`
  })
  const section = projectText('src/access/README.md')
    .split(/^## /m)
    .find((part) => part.startsWith('Purposes\n'))
  expect(section?.split('\n').filter((line) => line.startsWith('| `'))).toEqual(lines)
})
