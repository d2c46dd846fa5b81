import type { Actor, Role } from './actor.ts'

/**
 * What a question or a command needs. READ_FIGURES: areas, counts, rates, targets and where they come from. READ_PERSONS:
 * households, persons and cards. IMPORT: sending files, and everything that a file's report shows. PLAN: making and changing
 * campaigns and survey rounds. DECLARE: rules that change what everybody's figures say.
 * MANAGE_KEYS: issuing, listing and revoking keys.
 */
export type Permission = 'READ_FIGURES' | 'READ_PERSONS' | 'IMPORT' | 'PLAN' | 'DECLARE' | 'MANAGE_KEYS'

const PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  ADMINISTRATOR: ['READ_FIGURES', 'READ_PERSONS', 'IMPORT', 'PLAN', 'DECLARE', 'MANAGE_KEYS'],
  DATA_OFFICER: ['READ_FIGURES', 'READ_PERSONS', 'IMPORT', 'PLAN'],
  ANALYST: ['READ_FIGURES'],
  // A partner sees what a segment gives it, and figures where they were granted with its key.
  PARTNER: [],
}

/** The actor's role does not allow what was asked. */
export class NotAllowed extends Error {
  readonly permission: Permission

  constructor(permission: Permission) {
    super(`this account may not ${permission}`)
    this.name = 'NotAllowed'
    this.permission = permission
  }
}

/** Whether the actor's role allows it; in which areas is up to their scope. What holds everywhere is for the whole country's. */
export function may(actor: Actor, permission: Permission): boolean {
  if (permission === 'DECLARE' && actor.scope.kind !== 'COUNTRY') return false
  return PERMISSIONS[actor.role].includes(permission) || (permission === 'READ_FIGURES' && actor.readsFigures === true)
}

/** Throws `NotAllowed` unless the actor's role allows it. Called once a question, never once a row. */
export function demand(actor: Actor, permission: Permission): void {
  if (!may(actor, permission)) throw new NotAllowed(permission)
}

/** What names or reaches a person (name, number, address): told to those who may read persons, null to everybody else. */
export function personal<Value>(actor: Actor, value: Value): Value | null {
  return may(actor, 'READ_PERSONS') ? value : null
}

/** Whether small counts are told as they are; to others by the rule of `src/kernel/disclosure.ts`. */
export function seesSmallCounts(actor: Actor): boolean {
  return may(actor, 'READ_PERSONS')
}
