import type { ParticipantGroup } from '../../src/enrolments/participant-group.ts'
import type { HouseholdClass } from '../../src/households/household-class.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { Sex } from '../../src/population/sex.ts'
import type { SegmentDocument } from '../../src/segments/household-page.store.ts'
import type { Area } from '../areas/area.type.ts'
import type { Household } from '../households/household.type.ts'
import type { Enrolment, Person } from '../households/person.type.ts'
import { disclosed, notGiven } from './disclosed.ts'

/** A household's document as the database writes it: what is not given is not there. */
interface HouseholdDocument {
  readonly id: string
  readonly code?: string | null
  readonly address?: string | null
  readonly headName: string | null
  readonly householdClass?: HouseholdClass
  readonly size: number
  readonly coveredMembers: number
  readonly members?: readonly MemberDocument[]
}

interface MemberDocument {
  readonly id: string
  readonly fullName: string
  readonly birthDate?: PlainDate | null
  readonly birthYear?: number | null
  readonly sex?: Sex | null
  readonly relationToHead?: string | null
  readonly nationalId?: string | null
  readonly covered: boolean
  readonly enrolment?: CardDocument | null
}

interface CardDocument {
  readonly cardNumber?: string | null
  readonly participantCode?: string
  readonly participantGroup?: ParticipantGroup | null
  readonly validFrom: PlainDate
  readonly validUntil: PlainDate | null
  readonly clinicCode?: string | null
}

/** The household of a document, with its members and their cards: all of it is there, nothing of it is looked up. */
export function segmentHousehold({ householdId, document }: SegmentDocument, day: PlainDate, area: Area): Household {
  const told = JSON.parse(document) as HouseholdDocument
  const { id, code = null, address = null, headName, size, coveredMembers, householdClass, members } = told
  return disclosed(
    { id, code, address, headName, householdId, askedOn: day },
    {
      day,
      answers: {
        area,
        size,
        coveredMembers,
        uncoveredMembers: size - coveredMembers,
        ...(householdClass && { householdClass }),
        ...(members && { members: members.map((member) => segmentMember(member, day)) }),
      },
    },
  )
}

function segmentMember(told: MemberDocument, day: PlainDate): Person {
  const { id, fullName, birthDate = null, birthYear = null, sex = null, nationalId = null, covered } = told
  const { relationToHead = null, enrolment } = told
  const plain = { id, fullName, birthDate, birthYear, sex, nationalId, socialInsuranceNumber: null }
  return disclosed(
    { ...plain, personId: 0, askedOn: day },
    {
      day,
      answers: {
        covered,
        relationToHead,
        ...(enrolment !== undefined && { enrolment: enrolment && segmentCard(id, enrolment) }),
      },
    },
  )
}

/** The one card that counts of a member: named by the member and its first day. */
function segmentCard(memberId: string, told: CardDocument): Enrolment {
  const { cardNumber = null, participantCode, participantGroup = null, validFrom, validUntil, clinicCode = null } = told
  const id = `${memberId}.${validFrom}`
  const card = { id, cardNumber, participantGroup, validFrom, validUntil, clinicCode, source: notGiven('source') }
  // A function in place of a plain value is asked for it.
  return { ...card, participantCode: participantCode ?? notGiven('participantCode') } as unknown as Enrolment
}
