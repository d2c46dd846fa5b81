import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql'
import { audit } from '../../src/access/audit.store.ts'
import { demand } from '../../src/access/may.ts'
import { listPersons } from '../../src/enrolments/person-search.store.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { Area, areaNode } from '../areas/area.type.ts'
import { asksFor } from '../asks-for.ts'
import type { HubContext } from '../context.ts'
import { connection } from '../page.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { PersonConnection } from './household.connection.ts'
import { PersonsArgs } from './household.input.ts'
import { Household, householdNode } from './household.type.ts'
import { Enrolment, enrolmentNode, Person, personNode } from './person.type.ts'

const AS_OF = { nullable: true, description: 'The day meant; left out, the day this person was asked for.' }

@Resolver(() => Person)
export class PersonResolver {
  @Query(() => PersonConnection, { description: 'The persons who live in an area on a day, by name.' })
  async persons(
    @Ctx() { actor, persons, hub, today, requestId }: HubContext,
    @Args(() => PersonsArgs) { where, asOf: asked, first, after }: PersonsArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PersonConnection> {
    demand(actor, 'READ_PERSONS')
    const asOf = asked ?? today
    const counts = asksFor(info, 'totalCount')
    const page = await listPersons(actor, persons, { ...where, asOf }, { first, after, counts })
    const personIds = page.rows.map((row) => row.personId)
    await audit(hub, actor, 'PERSONS_READ', { requestId, within: where.within, asOf, personIds })
    return connection(page, (row) => personNode(row, asOf))
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Quan hệ với chủ hộ, as the survey writes it, on the day this person was asked for; null when not known.',
  })
  async relationToHead(@Root() { personId, askedOn }: Person, @Ctx() { loaders }: HubContext): Promise<string | null> {
    return (await loaders.households.residence.of(askedOn).load(personId))?.relationToHead ?? null
  }

  @FieldResolver(() => Household, {
    nullable: true,
    description: 'The household on the day this person was asked for; null when not known.',
  })
  async household(@Root() { personId, askedOn }: Person, @Ctx() { loaders }: HubContext): Promise<Household | null> {
    const found = await loaders.households.householdOfPerson.of(askedOn).load(personId)
    return found && householdNode(found, askedOn)
  }

  @FieldResolver(() => Area, {
    description:
      'Where they live on the day they were asked for; when nowhere then, where they lived nearest to that day.',
  })
  async area(@Root() { personId, askedOn }: Person, @Ctx() { loaders }: HubContext): Promise<Area | null> {
    const areaId = await loaders.households.home.of(askedOn).load(personId)
    const found = areaId === null ? null : await loaders.areas.byId.load(areaId)
    return found && areaNode(found, askedOn)
  }

  @FieldResolver(() => Boolean, { description: 'Whether a card is valid on that day.' })
  async covered(
    @Root() { personId, askedOn }: Person,
    @Ctx() { loaders }: HubContext,
    @Arg('asOf', () => DateScalar, AS_OF) asOf?: PlainDate | null,
  ): Promise<boolean> {
    return (await loaders.households.currentEnrolment.of(asOf ?? askedOn).load(personId)) !== null
  }

  @FieldResolver(() => Enrolment, {
    nullable: true,
    description:
      'The card that counts on that day: of several the one whose code the law names first. Null when there is none.',
  })
  async enrolment(
    @Root() { personId, askedOn }: Person,
    @Ctx() { loaders }: HubContext,
    @Arg('asOf', () => DateScalar, AS_OF) asOf?: PlainDate | null,
  ): Promise<Enrolment | null> {
    const found = await loaders.households.currentEnrolment.of(asOf ?? askedOn).load(personId)
    return found && enrolmentNode(found)
  }

  @FieldResolver(() => [Enrolment], { description: 'Every card they ever had, the newest first.' })
  async enrolments(@Root() { personId }: Person, @Ctx() { loaders }: HubContext): Promise<Enrolment[]> {
    return (await loaders.households.enrolments.load(personId)).map(enrolmentNode)
  }
}
