import { Field, Int, ObjectType } from 'type-graphql'
import type { EnrolmentRow } from '../../src/enrolments/enrolment.store.ts'
import type { ParticipantGroup } from '../../src/enrolments/participant-group.ts'
import { encodeNodeId } from '../../src/kernel/node-id.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { PersonRow } from '../../src/population/person.store.ts'
import type { Sex } from '../../src/population/sex.ts'
import { ParticipantGroupEnum, SexEnum } from '../coverage/coverage.enum.ts'
import { FigureSource } from '../coverage/figure.type.ts'
import { Node } from '../node.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'Somebody who lives in an area or holds a card there.',
})
export class Person implements Node {
  id: string

  @Field(() => String, { nullable: true, description: 'Full name as the sheet writes it.' })
  fullName: string | null

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day of birth; null when only the year is known, or nothing.',
  })
  birthDate: PlainDate | null

  @Field(() => Int, { nullable: true, description: 'Year of birth; null when not known.' })
  birthYear: number | null

  @Field(() => SexEnum, { nullable: true, description: 'Sex as recorded; null when not known.' })
  sex: Sex | null

  @Field(() => String, { nullable: true, description: 'Số CCCD or CMND; null when not known.' })
  nationalId: string | null

  @Field(() => String, { nullable: true, description: 'Mã số BHXH; null when not known.' })
  socialInsuranceNumber: string | null

  /** The register's key. */
  personId: number
  /** The day the question was asked for: what nested fields mean when they name no day. */
  askedOn: PlainDate
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A person insured under a participant code from a day until a day; the card is its evidence.',
})
export class Enrolment implements Node {
  id: string

  @Field(() => String, { nullable: true, description: 'Số thẻ; null when not known.' })
  cardNumber: string | null

  @Field(() => String, { description: 'Mã đối tượng: HN, CN, GD, HS, …' })
  participantCode: string

  @Field(() => ParticipantGroupEnum, {
    nullable: true,
    description: 'Who pays; null for a code whose group is not known.',
  })
  participantGroup: ParticipantGroup | null

  @Field(() => DateScalar, { description: 'The first insured day.' })
  validFrom: PlainDate

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day after the last insured day; null when no end is known.',
  })
  validUntil: PlainDate | null

  @Field(() => String, { nullable: true, description: 'Mã nơi đăng ký KCB ban đầu; null when not known.' })
  clinicCode: string | null

  @Field(() => FigureSource, { description: 'The file and row that say so.' })
  source: FigureSource
}

/** The person as the doors show them; `day` is the day asked, or today. */
export function personNode(row: PersonRow, day: PlainDate): Person {
  return { ...row, id: encodeNodeId('Person', row.personId), askedOn: day }
}

export function enrolmentNode(row: EnrolmentRow): Enrolment {
  return { ...row, id: encodeNodeId('Enrolment', row.key) }
}
