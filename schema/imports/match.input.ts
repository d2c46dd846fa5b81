import { ArgsType, Field, ID, Int } from 'type-graphql'

@ArgsType()
export class DecideMatchArgs {
  @Field(() => ID, { description: 'The batch.' })
  batchId: string

  @Field(() => String, { description: 'The sheet’s name.' })
  sheet: string

  @Field(() => Int, { description: 'The row, counted from 1.' })
  row: number

  @Field(() => ID, {
    nullable: true,
    description: 'Who it is, one of the candidates; null for somebody whom the register does not know.',
  })
  personId?: string | null
}
