import type { HouseholdClass } from '../households/household-class.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { PersonRow } from '../population/person.store.ts'
import { type PaidMonths, type Premium, premiumsOf } from './premium.ts'

/** A door to knock on: a household with members without a card; or a person whose household nobody has written down. */
export interface DoorVisit {
  /** The hamlet, residents' group or commune in which they live. */
  readonly areaId: number
  readonly areaCode: string
  /** Null: somebody of whom only a card roll knows. */
  readonly householdId: number | null
  readonly headName: string | null
  readonly address: string | null
  /** Null: not known. */
  readonly householdClass: HouseholdClass | null
  /** Who lives there on the day. */
  readonly size: number
  /** Those of them with a card. */
  readonly covered: number
  /** Those without one, the head first. */
  readonly members: readonly DoorMember[]
  /** What all of them owe together, in đồng; null when a premium is not known. */
  readonly due: number | null
}

/** Ids of those whom doors tell of, as the audit log has them: persons without a card, and households with address and head. */
export function toldBy(visits: readonly DoorVisit[]) {
  return {
    personIds: visits.flatMap((visit) => visit.members.map(({ person }) => person.personId)),
    householdIds: visits.flatMap(({ householdId }) => (householdId === null ? [] : [householdId])),
  }
}

/** Somebody without a card on the day. */
export interface DoorMember {
  readonly person: PersonRow
  readonly relationToHead: string | null
  /** Completed years on the day; null when birth is not known. */
  readonly age: number | null
  /**
   * What their household said in its newest survey up to the day: true when they have a card that still holds, as students and
   * workers elsewhere often do; false when they have none. Null when nobody was asked.
   */
  readonly declaresCard: boolean | null
  /** What they owe if they join on the day; null before the scale of 2015. */
  readonly premium: Premium | null
}

/** A resident of a door, as the register has them on the day. */
export interface Resident extends Omit<DoorMember, 'premium'> {
  readonly isCovered: boolean
  /** Whether the card that counts is one of a household that pays for itself. */
  readonly paysAsHousehold: boolean
}

export type Door = Omit<DoorVisit, 'size' | 'covered' | 'members' | 'due'>

/** The visit at a door with all who live there, in the order in which they shall pay. */
export function visitAt(door: Door, residents: readonly Resident[], day: PlainDate, months: PaidMonths): DoorVisit {
  const uncovered = residents.filter((resident) => !resident.isCovered)
  const premiums = premiumsOf(
    {
      payingAlready: residents.filter((resident) => resident.paysAsHousehold).length,
      uncovered: uncovered.map(({ age, person: { birthYear } }) => ({
        householdClass: door.householdClass,
        age,
        birthYear,
      })),
    },
    day,
    months,
  )
  const members = uncovered.map(({ person, relationToHead, age, declaresCard }, index) => ({
    person,
    relationToHead,
    age,
    declaresCard,
    premium: premiums[index] ?? null,
  }))
  return {
    ...door,
    size: residents.length,
    covered: residents.length - uncovered.length,
    members,
    due: sumDue(members),
  }
}

function sumDue(members: readonly DoorMember[]): number | null {
  return members.reduce<number | null>(
    (sum, { premium }) => (sum === null || premium === null ? null : sum + premium.due),
    0,
  )
}
