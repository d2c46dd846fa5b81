import {
  currentEnrolments,
  type EnrolmentRow,
  enrolmentsByKeys,
  enrolmentsOf,
} from '../../src/enrolments/enrolment.store.ts'
import { classificationsOf, type HouseholdClassification } from '../../src/households/classification.store.ts'
import { type HouseholdRow, type HouseholdState, householdsByIds } from '../../src/households/household.store.ts'
import { type Headcount, headcounts, householdOf, membersOf } from '../../src/households/household-member.store.ts'
import { nearestStates } from '../../src/households/nearest-state.store.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { nearestHomes } from '../../src/population/nearest-home.store.ts'
import { type PersonRow, personsByIds, type ResidenceRow, residencesOf } from '../../src/population/person.store.ts'
import { loaderFamily, mapLoader } from '../loader-family.ts'
import type { Reader } from '../reader.ts'

const NOBODY: Headcount = { size: 0, covered: 0 }

/** Households, persons and cards by what leads to them; one statement each, however many rows ask. */
export function householdLoaders({ actor, persons }: Reader) {
  return {
    byId: mapLoader<number, HouseholdRow | null>((ids) => householdsByIds(actor, persons, ids), null),
    state: loaderFamily<PlainDate, number, HouseholdState | null>(
      (ids, day) => nearestStates(actor, persons, ids, day),
      null,
    ),
    classifications: mapLoader<number, readonly HouseholdClassification[]>(
      (ids) => classificationsOf(actor, persons, ids),
      [],
    ),
    members: loaderFamily<PlainDate, number, readonly PersonRow[]>(
      (ids, day) => membersOf(actor, persons, ids, day),
      [],
    ),
    headcount: loaderFamily<PlainDate, number, Headcount>((ids, day) => headcounts(actor, persons, ids, day), NOBODY),
    personById: mapLoader<number, PersonRow | null>((ids) => personsByIds(actor, persons, ids), null),
    residence: loaderFamily<PlainDate, number, ResidenceRow | null>(
      (ids, day) => residencesOf(actor, persons, ids, day),
      null,
    ),
    home: loaderFamily<PlainDate, number, number | null>((ids, day) => nearestHomes(actor, persons, ids, day), null),
    householdOfPerson: loaderFamily<PlainDate, number, HouseholdRow | null>(
      (ids, day) => householdOf(actor, persons, ids, day),
      null,
    ),
    currentEnrolment: loaderFamily<PlainDate, number, EnrolmentRow | null>(
      (ids, day) => currentEnrolments(actor, persons, ids, day),
      null,
    ),
    enrolments: mapLoader<number, readonly EnrolmentRow[]>((ids) => enrolmentsOf(actor, persons, ids), []),
    enrolmentByKey: mapLoader<string, EnrolmentRow | null>((keys) => enrolmentsByKeys(actor, persons, keys), null),
  }
}
