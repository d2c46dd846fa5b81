import type { Actor, Role } from './actor.ts'
import { PURPOSES, type Purpose } from './purpose.ts'

/**
 * What a question or a command needs. READ_FIGURES: areas, counts, rates, targets and where they come from. READ_PERSONS:
 * households, persons and cards. IMPORT: sending files, and everything that a file's report shows. PLAN: making and changing
 * campaigns and survey rounds. DECLARE: rules that change what everybody's figures say. CHANGE_AREAS: lists and tables of units, which
 * say what areas there are and where they lie. LOAD_BOUNDARIES: what areas cover on a map.
 * MANAGE_KEYS: issuing, listing and revoking keys; inviting, listing, changing and ending accounts. READ_AUDIT: the audit
 * log, which tells of every area. READ_SEGMENTS: what a segment tells of its households, as its partner reads it.
 * MANAGE_SEGMENTS: making, changing and ending segments. MANAGE_REQUESTS: what persons ask about their own data, wherever they
 * live: their records are given out and erased by it.
 */
export const PERMISSIONS = [
  'READ_FIGURES',
  'READ_PERSONS',
  'IMPORT',
  'PLAN',
  'DECLARE',
  'CHANGE_AREAS',
  'LOAD_BOUNDARIES',
  'MANAGE_KEYS',
  'READ_AUDIT',
  'READ_SEGMENTS',
  'MANAGE_SEGMENTS',
  'MANAGE_REQUESTS',
] as const
export type Permission = (typeof PERMISSIONS)[number]

/** What holds for the whole country, and so is for those alone who see all of it. */
const OF_THE_COUNTRY: readonly Permission[] = ['DECLARE', 'READ_AUDIT', 'MANAGE_REQUESTS']

const ALLOWED: Readonly<Record<Role, readonly Permission[]>> = {
  ADMINISTRATOR: PERMISSIONS,
  DATA_OFFICER: ['READ_FIGURES', 'READ_PERSONS', 'IMPORT', 'PLAN', 'READ_SEGMENTS'],
  ANALYST: ['READ_FIGURES'],
  // A partner sees the segments that its key was given, and figures where they were granted with it.
  PARTNER: ['READ_SEGMENTS'],
}

/** What somebody of a role is for when nobody says otherwise: it covers all that the role may. */
export const USUAL_PURPOSES: Readonly<Record<Role, Purpose>> = {
  ADMINISTRATOR: 'ADMINISTRATION',
  DATA_OFFICER: 'REGISTER_KEEPING',
  ANALYST: 'STATISTICS',
  PARTNER: 'SEGMENT_SERVICE',
}

/** What each purpose covers, whatever the role. */
const COVERED: Readonly<Record<Purpose, readonly Permission[]>> = {
  STATISTICS: ['READ_FIGURES'],
  REGISTER_KEEPING: [
    'READ_FIGURES',
    'READ_PERSONS',
    'IMPORT',
    'PLAN',
    'DECLARE',
    'CHANGE_AREAS',
    'LOAD_BOUNDARIES',
    'READ_SEGMENTS',
  ],
  CAMPAIGNS: ['READ_FIGURES', 'READ_PERSONS', 'PLAN', 'READ_SEGMENTS'],
  INSPECTION: ['READ_FIGURES', 'READ_PERSONS', 'READ_AUDIT', 'READ_SEGMENTS'],
  SEGMENT_SERVICE: ['READ_FIGURES', 'READ_SEGMENTS', 'MANAGE_SEGMENTS'],
  ADMINISTRATION: PERMISSIONS,
}

/** The actor's role does not allow what was asked, or the purpose that they are let in for does not cover it. */
export class NotAllowed extends Error {
  readonly permission: Permission
  /** The purpose that does not cover what the role allows; null when it is the role. */
  readonly purpose: Purpose | null

  constructor(permission: Permission, purpose: Purpose | null = null) {
    super(`this account may not ${permission}`)
    this.name = 'NotAllowed'
    this.permission = permission
    this.purpose = purpose
  }
}

/** Role and purpose allow persons or segments to be read, but only while persons are open, which they are not (`openPersons`). */
export class PersonsNotOpen extends NotAllowed {
  constructor(permission: Permission) {
    super(permission)
    this.name = 'PersonsNotOpen'
  }
}

/** Whether the actor's role allows it, persons are open where they must be, and their purpose covers it; in which areas is up to their scope. */
export function may(actor: Actor, permission: Permission): boolean {
  return roleAllows(actor, permission) && COVERED[purposeOf(actor)].includes(permission)
}

function roleAllows(actor: Actor, permission: Permission): boolean {
  if (OF_THE_COUNTRY.includes(permission) && actor.scope.kind !== 'COUNTRY') return false
  if (TELL_OF_PERSONS.includes(permission) && actor.personsOpenUntil === null) return false
  return ALLOWED[actor.role].includes(permission) || (permission === 'READ_FIGURES' && actor.readsFigures === true)
}

/** Given only while persons are open to whoever must open them: what a segment tells names persons too. */
const TELL_OF_PERSONS: readonly Permission[] = ['READ_PERSONS', 'READ_SEGMENTS']

/** What the actor is let in for. */
export function purposeOf({ role, purposeCode = USUAL_PURPOSES[role] }: Pick<Actor, 'role' | 'purposeCode'>): Purpose {
  return purposeCode
}

/** The purposes that cover a permission. */
export function purposesCovering(permission: Permission): readonly Purpose[] {
  return (Object.keys(PURPOSES) as Purpose[]).filter((purpose) => COVERED[purpose].includes(permission))
}

/**
 * Throws `NotAllowed` unless the actor may: `PersonsNotOpen` when all that lacks is that persons are opened. Called once a
 * question, never once a row.
 */
export function demand(actor: Actor, permission: Permission): void {
  if (may(actor, permission)) return
  if (TELL_OF_PERSONS.includes(permission) && holds(actor, permission)) throw new PersonsNotOpen(permission)
  throw new NotAllowed(permission, roleAllows(actor, permission) ? purposeOf(actor) : null)
}

/** What names or reaches a person (name, number, address): told to those who may read persons, null to everybody else. */
export function personal<Value>(actor: Actor, value: Value): Value | null {
  return may(actor, 'READ_PERSONS') ? value : null
}

/**
 * Whether small counts are told as they are; to others by the rule of `src/kernel/disclosure.ts`. By the role and the purpose, whether
 * persons are open or not: whoever holds the records counts them.
 */
export function seesSmallCounts(actor: Actor): boolean {
  return holdsPersons(actor)
}

type Holder = Pick<Actor, 'role' | 'purposeCode'>

/** Whether role and purpose let persons be read, once they are open where they must be. */
export function holdsPersons(holder: Holder): boolean {
  return holds(holder, 'READ_PERSONS')
}

/** Whether role and purpose let something be read that tells of persons one by one, themselves or in segments. */
export function holdsWhatTellsOfPersons(holder: Holder): boolean {
  return TELL_OF_PERSONS.some((permission) => holds(holder, permission))
}

function holds(holder: Holder, permission: Permission): boolean {
  return ALLOWED[holder.role].includes(permission) && COVERED[purposeOf(holder)].includes(permission)
}
