import { Field, Int, ObjectType } from 'type-graphql'

@ObjectType({
  simpleResolvers: true,
  description: 'A row that may speak of one of several persons: it stays out until somebody decides of whom.',
})
export class DoubtfulMatch {
  @Field(() => String, { description: 'The cell as an officer finds it: Sheet1!B17.' })
  address: string

  @Field(() => String, { description: 'The sheet’s name, for `decideMatch`.' })
  sheet: string

  @Field(() => Int, { description: 'The row, counted from 1, for `decideMatch`.' })
  row: number

  @Field(() => String, { description: 'The name in the row.' })
  fullName: string

  @Field(() => Boolean, { description: 'Whether it may also be somebody whom the register does not know.' })
  mayBeNew: boolean

  /** The register's keys of the candidates. */
  personIds: readonly number[]
}
