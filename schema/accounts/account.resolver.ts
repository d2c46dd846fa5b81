import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { changeAccount, endAccount, inviteAccount, listAccounts } from '../../src/access/account.store.ts'
import { demand } from '../../src/access/may.ts'
import { BadRequest } from '../../src/kernel/page.ts'
import { areaNode } from '../areas/area.type.ts'
import type { HubContext } from '../context.ts'
import { AccountInput, InviteAccountInput } from './account.input.ts'
import { Account, AccountGrant, accountNode } from './account.type.ts'

/** Accounts of those who sign in, for administrators: each sees, invites, changes and ends those of their own areas. */
@Resolver(() => Account)
export class AccountResolver {
  @Query(() => [Account], { description: 'The accounts of the reader’s areas, the newest first, ended ones included.' })
  async accounts(@Ctx() { actor, hub }: HubContext): Promise<Account[]> {
    demand(actor, 'MANAGE_KEYS')
    return (await listAccounts(actor, hub)).map(accountNode)
  }

  @Mutation(() => ID, { description: 'Let somebody in who signs in at the provider; gives the account’s id.' })
  inviteAccount(
    @Ctx() { actor, hub, now, issuer }: HubContext,
    @Arg('input', () => InviteAccountInput, { description: 'Who, and for what.' }) input: InviteAccountInput,
  ): Promise<string> {
    demand(actor, 'MANAGE_KEYS')
    if (!issuer) throw new BadRequest('sign-in-not-offered', 'this hub has no provider')
    return inviteAccount(actor, hub, { ...input, issuer }, now)
  }

  @Mutation(() => ID, { description: 'Give an account another role, other areas or another end, at once.' })
  async changeAccount(
    @Ctx() { actor, hub, now }: HubContext,
    @Arg('id', () => ID, { description: 'The account’s id.' }) id: string,
    @Arg('input', () => AccountInput, { description: 'The account as it shall stand.' }) input: AccountInput,
  ): Promise<string> {
    demand(actor, 'MANAGE_KEYS')
    await changeAccount(actor, hub, { ...input, id }, now)
    return id
  }

  @Mutation(() => ID, { description: 'End an account at once, open subscriptions included; what it did stays.' })
  async endAccount(
    @Ctx() { actor, hub, now }: HubContext,
    @Arg('id', () => ID, { description: 'The account’s id.' }) id: string,
  ): Promise<string> {
    demand(actor, 'MANAGE_KEYS')
    await endAccount(actor, hub, id, now)
    return id
  }

  @FieldResolver(() => [AccountGrant], { description: 'The areas it was granted, past and to come included.' })
  grants(@Root() { row }: Account, @Ctx() { loaders }: HubContext): Promise<AccountGrant[]> {
    return Promise.all(
      row.grants.map(async ({ areaId, ...days }) => {
        const area = await loaders.areas.byId.load(areaId)
        return { ...days, area: area && areaNode(area, days.on) }
      }),
    )
  }
}
