import type { GrantedArea } from '../access/granted-scope.store.ts'
import type { Purpose } from '../access/purpose.ts'
import type { HouseholdClass } from '../households/household-class.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { AgeBand } from '../population/age-band.ts'
import type { SegmentField } from './segment-field.ts'

/**
 * Which households: everything that is given narrows. The three conditions on members speak of one and the same member: a
 * child under six without a card, and not a child and somebody without a card.
 */
export interface SegmentSelection {
  readonly householdClasses?: readonly HouseholdClass[] | null
  readonly minSize?: number | null
  readonly maxSize?: number | null
  /** At least one member of one of these ages. */
  readonly memberAgeBands?: readonly AgeBand[] | null
  /** At least one member with a card valid on the day (true), or without one (false). */
  readonly memberCovered?: boolean | null
  /** At least one member whose card ends within so many days of the day and is not continued by then: who must renew. */
  readonly memberCardEndsWithinDays?: number | null
}

/** A segment as an administrator wants it: what stands afterwards. */
export interface SegmentDraft {
  /** What it is for, as the agreement says it. */
  readonly purpose: string
  /** Which of the registered purposes that is, SEGMENT_SERVICE when left out; the segment's own in a change, for it stays. */
  readonly purposeCode?: Purpose | null
  /** The written agreement: its number and day. */
  readonly agreement: string
  /** The first day on which it is refused: the agreement's end. */
  readonly expiresOn: PlainDate
  readonly fields: readonly SegmentField[]
  /** Codes of the areas to select from, as they existed on `on`. */
  readonly areaCodes: readonly string[]
  /** Today when left out. */
  readonly on?: PlainDate | null
  readonly selection?: SegmentSelection | null
}

/** A new segment: its name, its partner and its purpose stay. */
export interface NewSegment extends SegmentDraft {
  /** Small letters, digits and hyphens: it stands in addresses. */
  readonly name: string
  /** The organisation it is for. */
  readonly partner: string
}

/** A definition that holds or held. */
export interface SegmentVersion {
  readonly version: number
  readonly purpose: string
  readonly agreement: string
  readonly expiresOn: PlainDate
  readonly fields: readonly SegmentField[]
  readonly selection: SegmentSelection
  readonly areas: readonly GrantedArea[]
  readonly madeBy: string
  readonly madeAt: Date
}

/** A segment with the definition that holds. */
export interface SegmentRow extends SegmentVersion {
  readonly segmentId: number
  readonly name: string
  readonly partner: string
  readonly purposeCode: Purpose
  readonly endedAt: Date | null
  /** The day that `members` speaks of. */
  readonly evaluatedOn: PlainDate
  /** Households in it on `evaluatedOn`. */
  readonly members: number
  readonly smallestCell: number | null
  /** Changes up to this number are no longer kept. */
  readonly forgottenNo: number
  /** By which statement its kept documents were made; null while none are kept. */
  readonly documentForm: string | null
  /** Of the partner; never leaves the hub. */
  readonly secret: Buffer
}
