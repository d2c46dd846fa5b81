import { ArgsType, Field, ID, InputType } from 'type-graphql'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { Asker, RequestDraft, RequestState } from '../../src/privacy/person-request.ts'
import type { RequestKind } from '../../src/privacy/request-terms.ts'
import { PageArgs } from '../page.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { PersonRequestKindEnum, PersonRequestStateEnum, RequestAskerEnum } from './person-request.type.ts'

@ArgsType()
export class PersonRequestsArgs extends PageArgs {
  @Field(() => [PersonRequestStateEnum], {
    nullable: true,
    description: 'Only requests that have come this far; left out, all.',
  })
  states?: RequestState[] | null
}

@InputType({ description: 'A request as somebody brings it. Only `contact` may name anybody.' })
export class PersonRequestInput implements RequestDraft {
  @Field(() => PersonRequestKindEnum, { description: 'What is asked.' })
  kind: RequestKind

  @Field(() => String, {
    nullable: true,
    description: 'A number or the id of the person it is about; left out where nobody of the register was found.',
  })
  who?: string | null

  @Field(() => RequestAskerEnum, { defaultValue: 'PERSON', description: 'Who asks.' })
  askedBy: Asker

  @Field(() => String, { description: 'The office’s own number of the letter; never empty, nobody’s name or number.' })
  reference: string

  @Field(() => String, {
    nullable: true,
    description: 'What is asked, in words without anybody’s name or number; left out when the kind says it all.',
  })
  asked?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'How the answer reaches whoever asked; forgotten when the request is closed.',
  })
  contact?: string | null

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether a processor or third party has to act too, which takes longer.',
  })
  throughProcessor: boolean

  @Field(() => DateScalar, { nullable: true, description: 'The day on which it came; left out, today.' })
  receivedOn?: PlainDate | null
}

@InputType({ description: 'How a request is carried out, where the hub does not do all of it.' })
export class CarryOutInput {
  @Field(() => String, {
    nullable: true,
    description:
      'What was done: needed for RESTRICT, OBJECT, WITHDRAW, and for a request about nobody of the register. Nobody’s name or number.',
  })
  done?: string | null

  @Field(() => ID, {
    nullable: true,
    description: 'For CORRECT: the id of the committed batch with the corrected list.',
  })
  batchId?: string | null
}
