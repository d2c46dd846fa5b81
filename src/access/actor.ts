import type { Purpose } from './purpose.ts'

/** What an account may do. See the access room's README for who gets which. */
export const ROLES = ['ADMINISTRATOR', 'DATA_OFFICER', 'ANALYST', 'PARTNER'] as const
export type Role = (typeof ROLES)[number]

export type Language = 'vi' | 'en'

/**
 * The part of the country an actor may see: everything, or the subtrees of these areas (ids of area versions, never bare
 * codes) without those in `leftOut`, which joined them after they were granted: each named itself, not by its subtree.
 * `touching` are areas outside that became or came out of what lies inside: nobody is shown them, but figures on older or newer
 * borders are made of theirs.
 */
export type AreaScope = { readonly kind: 'COUNTRY' } | ScopeOfAreas

export interface ScopeOfAreas {
  readonly kind: 'AREAS'
  readonly areaIds: readonly number[]
  readonly leftOut?: readonly number[]
  readonly touching?: readonly number[]
}

/** Who is asking. First argument of every store function, so that no question is ever answered for nobody. */
export interface Actor {
  /** Stable name of the account, for a key its public part: what `createdBy` shows. */
  readonly id: string
  readonly role: Role
  readonly scope: AreaScope
  /** A partner who was also granted the figures of its areas. */
  readonly readsFigures?: boolean
  /**
   * Of somebody who opens persons for a reason and a time before reading them: until when they are open, null while they are
   * not. Left out for everybody else.
   */
  readonly personsOpenUntil?: Date | null
  /** What they are let in for, which narrows what the role may; left out, what the role is usually for. */
  readonly purposeCode?: Purpose
}

export const WHOLE_COUNTRY: AreaScope = { kind: 'COUNTRY' }

/** The administrator of the hub's own key. */
export const ADMINISTRATOR: Actor = { id: 'administrator', role: 'ADMINISTRATOR', scope: WHOLE_COUNTRY }
