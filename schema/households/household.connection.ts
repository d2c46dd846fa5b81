import { Field, Int, ObjectType } from 'type-graphql'
import { PageInfo } from '../page.type.ts'
import { Household } from './household.type.ts'
import { Person } from './person.type.ts'

@ObjectType({ simpleResolvers: true, description: 'A household in its place in a list.' })
export class HouseholdEdge {
  @Field(() => String, { description: 'Marks this place: `after` gives what follows it.' })
  cursor: string

  @Field(() => Household, { description: 'The household.' })
  node: Household
}

@ObjectType({ simpleResolvers: true, description: 'A page of households.' })
export class HouseholdConnection {
  @Field(() => [HouseholdEdge], { description: 'The households with their cursors.' })
  edges: HouseholdEdge[]

  @Field(() => [Household], { description: 'The households.' })
  nodes: Household[]

  @Field(() => PageInfo, { description: 'Where this page ends.' })
  pageInfo: PageInfo

  @Field(() => Int, {
    description: 'Households that match, on all pages; of a segment as `Segment.count` tells it.',
  })
  /** Null where it was not asked for. */
  totalCount: number | null

  @Field(() => Boolean, { description: 'Whether `totalCount` is withheld because it is small; it is 0 then.' })
  totalCountWithheld: boolean
}

@ObjectType({ simpleResolvers: true, description: 'A person in their place in a list.' })
export class PersonEdge {
  @Field(() => String, { description: 'Marks this place: `after` gives what follows it.' })
  cursor: string

  @Field(() => Person, { description: 'The person.' })
  node: Person
}

@ObjectType({ simpleResolvers: true, description: 'A page of persons.' })
export class PersonConnection {
  @Field(() => [PersonEdge], { description: 'The persons with their cursors.' })
  edges: PersonEdge[]

  @Field(() => [Person], { description: 'The persons.' })
  nodes: Person[]

  @Field(() => PageInfo, { description: 'Where this page ends.' })
  pageInfo: PageInfo

  @Field(() => Int, { description: 'Persons that match, on all pages.' })
  /** Null where it was not asked for. */
  totalCount: number | null
}
