import type { Actor, Role } from './actor.ts'

/**
 * What a question or a command needs. READ_FIGURES: areas, counts, rates, targets and where they come from. READ_PERSONS:
 * households, persons and cards. IMPORT: sending files, and everything that a file's report shows. PLAN: making and changing
 * campaigns and survey rounds. DECLARE: rules that change what everybody's figures say.
 */
export type Permission = 'READ_FIGURES' | 'READ_PERSONS' | 'IMPORT' | 'PLAN' | 'DECLARE'

const PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  ADMINISTRATOR: ['READ_FIGURES', 'READ_PERSONS', 'IMPORT', 'PLAN', 'DECLARE'],
  DATA_OFFICER: ['READ_FIGURES', 'READ_PERSONS', 'IMPORT', 'PLAN'],
  ANALYST: ['READ_FIGURES'],
  // A partner sees what a segment gives it and nothing else; until there are segments, that is nothing.
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

/** Whether the actor's role allows it; in which areas is up to their scope. */
export function may(actor: Actor, permission: Permission): boolean {
  return PERMISSIONS[actor.role].includes(permission)
}

/** Throws `NotAllowed` unless the actor's role allows it. Called once a question, never once a row. */
export function demand(actor: Actor, permission: Permission): void {
  if (!may(actor, permission)) throw new NotAllowed(permission)
}
