import { Field, ID, InterfaceType } from 'type-graphql'
import { decodeNodeId } from '../src/kernel/node-id.ts'

/** What has an id of its own. The id names its type, so that no class has to be asked. */
@InterfaceType('Node', {
  description: 'Anything with an id of its own, which `Query.node` gives back.',
  resolveType: (value: Node) => decodeNodeId(value.id)?.type,
})
export abstract class Node {
  @Field(() => ID, { description: 'Opaque and stable; the same thing has the same id in every answer.' })
  id: string
}
