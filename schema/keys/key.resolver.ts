import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { listKeys, revokeKey } from '../../src/access/key.store.ts'
import { demand } from '../../src/access/may.ts'
import { issueKeyWithSegments } from '../../src/segments/segment-key.store.ts'
import { areaNode } from '../areas/area.type.ts'
import type { HubContext } from '../context.ts'
import { IssueKeyInput } from './key.input.ts'
import { ApiKey, apiKeyNode, IssuedKey, KeyGrant } from './key.type.ts'

/** Keys, for administrators: each sees, issues and revokes those of their own areas. */
@Resolver(() => ApiKey)
export class ApiKeyResolver {
  @Query(() => [ApiKey], { description: 'The keys of the reader’s areas, the newest first, revoked ones included.' })
  async keys(@Ctx() { actor, hub }: HubContext): Promise<ApiKey[]> {
    demand(actor, 'MANAGE_KEYS')
    return (await listKeys(actor, hub)).map(apiKeyNode)
  }

  @Mutation(() => IssuedKey, { description: 'Issue a key and tell it, this once.' })
  issueKey(
    @Ctx() { actor, hub, now }: HubContext,
    @Arg('input', () => IssueKeyInput, { description: 'The key wanted.' }) input: IssueKeyInput,
  ): Promise<IssuedKey> {
    demand(actor, 'MANAGE_KEYS')
    return issueKeyWithSegments(actor, hub, input, now)
  }

  @Mutation(() => ID, { description: 'End a key at once and for good, open subscriptions included; give its id.' })
  async revokeKey(
    @Ctx() { actor, hub, now }: HubContext,
    @Arg('id', () => ID, { description: 'The key’s public part.' }) id: string,
  ): Promise<string> {
    demand(actor, 'MANAGE_KEYS')
    await revokeKey(actor, hub, id, now)
    return id
  }

  @FieldResolver(() => [String], { description: 'The names of the segments it may fetch.' })
  segments(@Root() { id }: ApiKey, @Ctx() { loaders }: HubContext): Promise<readonly string[]> {
    return loaders.segments.ofKey.load(id)
  }

  @FieldResolver(() => [KeyGrant], { description: 'The areas it is for.' })
  grants(@Root() { row }: ApiKey, @Ctx() { loaders }: HubContext): Promise<KeyGrant[]> {
    return Promise.all(
      row.grants.map(async ({ areaId, ...days }) => {
        const area = await loaders.areas.byId.load(areaId)
        return { ...days, area: area && areaNode(area, days.on) }
      }),
    )
  }
}
