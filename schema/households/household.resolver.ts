import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Args, Ctx, FieldResolver, Info, Int, Query, Resolver, Root } from 'type-graphql'
import { audit } from '../../src/access/audit.store.ts'
import { demand } from '../../src/access/may.ts'
import { listHouseholds } from '../../src/households/household.store.ts'
import type { HouseholdClass } from '../../src/households/household-class.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { Area, areaNode } from '../areas/area.type.ts'
import { asksFor } from '../asks-for.ts'
import type { HubContext } from '../context.ts'
import { HouseholdClassEnum } from '../coverage/coverage.enum.ts'
import { connection } from '../page.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { HouseholdConnection } from './household.connection.ts'
import { HouseholdsArgs } from './household.input.ts'
import { Household, HouseholdClassification, householdNode } from './household.type.ts'
import { Person, personNode } from './person.type.ts'

const AS_OF = { nullable: true, description: 'The day meant; left out, the day this household was asked for.' }

@Resolver(() => Household)
export class HouseholdResolver {
  @Query(() => HouseholdConnection, {
    description: 'The households that live in an area on a day, by the code of their place.',
  })
  async households(
    @Ctx() { actor, persons, hub, today, requestId }: HubContext,
    @Args(() => HouseholdsArgs) { where, asOf: asked, first, after }: HouseholdsArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<HouseholdConnection> {
    demand(actor, 'READ_PERSONS')
    const asOf = asked ?? today
    const counts = asksFor(info, 'totalCount')
    const page = await listHouseholds(actor, persons, { ...where, asOf }, { first, after, counts })
    const householdIds = page.rows.map((row) => row.householdId)
    await audit(hub, actor, 'PERSONS_READ', { requestId, within: where.within, asOf, householdIds })
    return { ...connection(page, (row) => householdNode(row, asOf)), totalCountWithheld: false }
  }

  @FieldResolver(() => Area, {
    description:
      'Where it lives on the day it was asked for; when it lives nowhere then, where it lived nearest to that day.',
  })
  async area(@Root() { householdId, askedOn }: Household, @Ctx() { loaders }: HubContext): Promise<Area | null> {
    const state = await loaders.households.state.of(askedOn).load(householdId)
    const found = state && (await loaders.areas.byId.load(state.areaId))
    return found && areaNode(found, askedOn)
  }

  @FieldResolver(() => Int, { description: 'Persons who live in it on that day.' })
  async size(
    @Root() { householdId, askedOn }: Household,
    @Ctx() { loaders }: HubContext,
    @Arg('asOf', () => DateScalar, AS_OF) asOf?: PlainDate | null,
  ): Promise<number> {
    return (await loaders.households.headcount.of(asOf ?? askedOn).load(householdId)).size
  }

  @FieldResolver(() => Int, { description: 'Those of them with a card valid on that day.' })
  async coveredMembers(
    @Root() { householdId, askedOn }: Household,
    @Ctx() { loaders }: HubContext,
    @Arg('asOf', () => DateScalar, AS_OF) asOf?: PlainDate | null,
  ): Promise<number> {
    return (await loaders.households.headcount.of(asOf ?? askedOn).load(householdId)).covered
  }

  @FieldResolver(() => Int, { description: 'Those of them without a card valid on that day.' })
  async uncoveredMembers(
    @Root() { householdId, askedOn }: Household,
    @Ctx() { loaders }: HubContext,
    @Arg('asOf', () => DateScalar, AS_OF) asOf?: PlainDate | null,
  ): Promise<number> {
    const { size, covered } = await loaders.households.headcount.of(asOf ?? askedOn).load(householdId)
    return size - covered
  }

  @FieldResolver(() => HouseholdClassEnum, {
    description:
      'Diện hộ as decided for that day; on a day without a decision, the one nearest before it, else the first.',
  })
  async householdClass(
    @Root() { householdId, askedOn }: Household,
    @Ctx() { loaders }: HubContext,
    @Arg('asOf', () => DateScalar, AS_OF) asOf?: PlainDate | null,
  ): Promise<HouseholdClass | null> {
    const state = await loaders.households.state.of(asOf ?? askedOn).load(householdId)
    return state?.householdClass ?? null
  }

  @FieldResolver(() => [HouseholdClassification], { description: 'Every decision on its class, the oldest first.' })
  async classifications(
    @Root() { householdId }: Household,
    @Ctx() { loaders }: HubContext,
  ): Promise<readonly HouseholdClassification[]> {
    return loaders.households.classifications.load(householdId)
  }

  @FieldResolver(() => [Person], { description: 'Who lives in it on that day, the head first.' })
  async members(
    @Root() { householdId, askedOn }: Household,
    @Ctx() { loaders }: HubContext,
    @Arg('asOf', () => DateScalar, AS_OF) asOf?: PlainDate | null,
  ): Promise<Person[]> {
    const day = asOf ?? askedOn
    const found = await loaders.households.members.of(day).load(householdId)
    return found.map((row) => personNode(row, day))
  }
}
