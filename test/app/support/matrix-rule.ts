import type { Permission } from '../../../src/access/may.ts'
import type { SeededCommune } from './two-communes.ts'

/** What a root field needs, how it is asked about a commune, and what of that commune it must tell whoever may ask. */
export interface Rule {
  /** Null for what everybody with a key may ask. */
  readonly needs: Permission | null
  readonly asked: (place: SeededCommune) => string
  readonly tells?: (place: SeededCommune) => string | undefined
  /** What it takes to be told that, where it is more than `needs`. */
  readonly tellsWho?: Permission
}
