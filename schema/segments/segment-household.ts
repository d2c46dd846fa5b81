import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { SegmentDocument } from '../../src/segments/household-page.store.ts'
import type { Area } from '../areas/area.type.ts'
import type { Household } from '../households/household.type.ts'
import { disclose, notGiven } from './disclosed.ts'

/** A household's document as the database writes it: what is not given is not there, and becomes null or a refusal. */
interface HouseholdDocument {
  readonly size: number
  readonly coveredMembers: number
  readonly members?: readonly MemberDocument[]
  area: unknown
  uncoveredMembers?: number
}

interface MemberDocument {
  readonly id: string
  readonly enrolment?: CardDocument | null
  relationToHead?: string | null
}

interface CardDocument {
  readonly validFrom: PlainDate
  id?: string
  participantCode?: unknown
  source?: unknown
}

/** The household of a document, with its members and their cards: all of it is there, nothing of it is looked up. */
export function segmentHousehold({ document }: SegmentDocument, day: PlainDate, area: Area | undefined): Household {
  const told = JSON.parse(document) as HouseholdDocument
  told.area = area
  told.uncoveredMembers = told.size - told.coveredMembers
  for (const member of told.members ?? []) discloseMember(member, day)
  disclose(told, day)
  return told as unknown as Household
}

function discloseMember(member: MemberDocument, day: PlainDate): void {
  member.relationToHead ??= null
  if (member.enrolment) discloseCard(member.id, member.enrolment, day)
  disclose(member, day)
}

/** The one card that counts of a member: named by the member and its first day. A function in place of a plain value is asked for it. */
function discloseCard(memberId: string, card: CardDocument, day: PlainDate): void {
  card.id = `${memberId}.${card.validFrom}`
  card.participantCode ??= NO_CODE
  card.source = NO_SOURCE
  disclose(card, day)
}

const NO_CODE = notGiven('participantCode')
const NO_SOURCE = notGiven('source')
