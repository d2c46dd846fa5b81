import { Field, Int, ObjectType } from 'type-graphql'
import { PageInfo } from '../page.type.ts'
import { Area } from './area.type.ts'

@ObjectType({ simpleResolvers: true, description: 'An area in its place in a list.' })
export class AreaEdge {
  @Field(() => String, { description: 'Marks this place: `after` gives what follows it.' })
  cursor: string

  @Field(() => Area, { description: 'The area.' })
  node: Area
}

@ObjectType({ simpleResolvers: true, description: 'A page of areas, in the order of their codes.' })
export class AreaConnection {
  @Field(() => [AreaEdge], { description: 'The areas with their cursors.' })
  edges: AreaEdge[]

  @Field(() => [Area], { description: 'The areas.' })
  nodes: Area[]

  @Field(() => PageInfo, { description: 'Where this page ends.' })
  pageInfo: PageInfo

  @Field(() => Int, { description: 'Areas that match, on all pages.' })
  totalCount: number
}
