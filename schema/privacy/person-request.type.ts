import { Field, ID, Int, ObjectType } from 'type-graphql'
import { encodeNodeId } from '../../src/kernel/node-id.ts'
import { daysBetween, type PlainDate } from '../../src/kernel/plain-date.ts'
import {
  type Asker,
  dueNext,
  givesRecord,
  type RequestRow,
  type RequestState,
} from '../../src/privacy/person-request.ts'
import type { RequestKind } from '../../src/privacy/request-terms.ts'
import { describedEnum } from '../described-enum.ts'
import { PageInfo } from '../page.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { DateTimeScalar } from '../scalars/date-time.scalar.ts'

export const PersonRequestKindEnum = describedEnum<RequestKind>(
  'PersonRequestKind',
  'What somebody asks about their own data (Law 91/2025/QH15), and within how many days it is answered (Decree 356/2025/NĐ-CP, Article 5).',
  {
    VIEW: 'To see what is kept of them: 10 days, 15 through a processor, once 10 more.',
    CORRECT: 'To have it corrected: the same days.',
    PROVIDE: 'To be given it: the same days.',
    RESTRICT: 'That less is done with it: 15 days, 20 through a processor, once 15 more.',
    OBJECT: 'That something is not done with it: the same days.',
    WITHDRAW: 'To take a consent back: the same days.',
    ERASE: 'To have it erased: 20 days, 30 through a processor, once 20 more.',
  },
)

export const PersonRequestStateEnum = describedEnum<RequestState>('PersonRequestState', 'How far a request has come.', {
  RECEIVED: 'It came; whoever asked has not been told so yet.',
  ACKNOWLEDGED: 'Whoever asked knows that it came; it is to be carried out or refused.',
  CARRIED_OUT: 'It was carried out; whoever asked is to be told.',
  REFUSED: 'It was refused with its ground; whoever asked is to be told.',
  CLOSED: 'It was decided, and whoever asked knows.',
})

export const RequestAskerEnum = describedEnum<Asker>('RequestAsker', 'Who asks.', {
  PERSON: 'Whom the data are about.',
  REPRESENTATIVE: 'Somebody who may speak for them.',
})

@ObjectType({ simpleResolvers: true, description: 'What an erasure took away.' })
export class PersonErasure {
  @Field(() => Boolean, { description: 'Whether the register still named the person; else they were erased before.' })
  wasNamed: boolean

  @Field(() => Boolean, { description: 'Whether the day of birth stayed, because a figure by age rests on it.' })
  birthDayKept: boolean

  @Field(() => Int, { description: 'Files that named the person and are gone from the hub.' })
  files: number

  @Field(() => [ID], { description: 'Batches on their way that name the person: to be committed or discarded.' })
  waiting: string[]
}

@ObjectType({
  simpleResolvers: true,
  description: 'What somebody asked about their own data, by when it is due, and what became of it.',
})
export class PersonRequest {
  @Field(() => ID, { description: 'Its number.' })
  id: string

  @Field(() => PersonRequestKindEnum, { description: 'What is asked.' })
  kind: RequestKind

  @Field(() => PersonRequestStateEnum, { description: 'How far it has come.' })
  state: RequestState

  @Field(() => ID, {
    nullable: true,
    description: 'The id of the person it is about; null where nobody of the register was found.',
  })
  personId: string | null

  @Field(() => RequestAskerEnum, { description: 'Who asks.' })
  askedBy: Asker

  @Field(() => String, { description: 'The office’s own number of the letter.' })
  reference: string

  @Field(() => String, { nullable: true, description: 'What is asked, in words; null when the kind says it all.' })
  asked: string | null

  @Field(() => String, {
    nullable: true,
    description: 'How the answer reaches whoever asked; null when it was not said, and once the request is closed.',
  })
  contact: string | null

  @Field(() => Boolean, { description: 'Whether a processor or third party has to act too.' })
  throughProcessor: boolean

  @Field(() => DateScalar, { description: 'The day on which it came.' })
  receivedOn: PlainDate

  @Field(() => DateTimeScalar, { description: 'When it was written down here.' })
  recordedAt: Date

  @Field(() => String, { description: 'The account or key that wrote it down.' })
  recordedBy: string

  @Field(() => DateScalar, { description: 'The last day to acknowledge it in time: 2 working days.' })
  acknowledgeBy: PlainDate

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When whoever asked was told that it came; null before.',
  })
  acknowledgedAt: Date | null

  @Field(() => String, { nullable: true, description: 'The account or key that said so; null before.' })
  acknowledgedBy: string | null

  @Field(() => DateScalar, { description: 'The last day to carry it out or refuse it in time, extension included.' })
  dueOn: PlainDate

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was extended; null unless it was.' })
  extendedAt: Date | null

  @Field(() => String, { nullable: true, description: 'The account or key that extended it; null unless it was.' })
  extendedBy: string | null

  @Field(() => String, { nullable: true, description: 'Why it was extended; null unless it was.' })
  extensionReason: string | null

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day until which something is to be done next; null once it was decided.',
  })
  dueNext: PlainDate | null

  @Field(() => Int, {
    nullable: true,
    description: 'Days until then, below zero when it is overdue; null once it was decided.',
  })
  daysLeft: number | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was carried out or refused; null before.' })
  decidedAt: Date | null

  @Field(() => String, { nullable: true, description: 'The account or key that decided; null before.' })
  decidedBy: string | null

  @Field(() => Boolean, { nullable: true, description: 'Whether it was decided in time; null before.' })
  inTime: boolean | null

  @Field(() => String, { nullable: true, description: 'The article that a refusal rests on; null unless refused.' })
  ground: string | null

  @Field(() => String, {
    nullable: true,
    description: 'What the office did where the hub did not do it itself; null else.',
  })
  done: string | null

  @Field(() => ID, { nullable: true, description: 'The batch with the corrected list; null unless one corrected it.' })
  correctedBy: string | null

  @Field(() => String, {
    nullable: true,
    description:
      'Where the person’s record is fetched with the same key (JSON), from carrying out VIEW or PROVIDE until closing; null else.',
  })
  recordUrl: string | null

  @Field(() => PersonErasure, { nullable: true, description: 'What an erasure took away; null unless one was done.' })
  erasure: PersonErasure | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was closed; null before.' })
  closedAt: Date | null

  @Field(() => String, { nullable: true, description: 'The account or key that closed it; null before.' })
  closedBy: string | null
}

@ObjectType({ simpleResolvers: true, description: 'A page of requests, those overdue first.' })
export class PersonRequestConnection {
  @Field(() => [PersonRequest], { description: 'The requests.' })
  nodes: PersonRequest[]

  @Field(() => PageInfo, { description: 'Where this page ends.' })
  pageInfo: PageInfo

  @Field(() => Int, { description: 'Requests that match, on all pages.' })
  totalCount: number
}

export function personRequestNode(row: RequestRow, today: PlainDate): PersonRequest {
  const { id, personId, batchId, erasure } = row
  const next = dueNext(row)
  return {
    ...row,
    id: String(id),
    personId: personId === null ? null : encodeNodeId('Person', personId),
    dueNext: next,
    daysLeft: next && daysBetween(today, next),
    inTime: row.decidedOn && row.decidedOn <= row.dueOn,
    correctedBy: batchId === null ? null : encodeNodeId('ImportBatch', batchId),
    recordUrl: givesRecord(row) ? `/requests/${id}/record.json` : null,
    erasure: erasure && {
      wasNamed: erasure.persons > 0,
      birthDayKept: erasure.birthDaysKept > 0,
      files: erasure.files,
      waiting: erasure.waiting.map((waiting) => encodeNodeId('ImportBatch', waiting)),
    },
  }
}
