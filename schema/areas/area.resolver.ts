import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import { demand } from '../../src/access/may.ts'
import { findArea, listAreas, type Succession } from '../../src/areas/area.store.ts'
import type { MapScale } from '../../src/areas/boundary.ts'
import { addDays, type PlainDate } from '../../src/kernel/plain-date.ts'
import type { HubContext } from '../context.ts'
import { connection } from '../page.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { type Geometry, GeometryScalar } from '../scalars/geometry.scalar.ts'
import { AreaConnection } from './area.connection.ts'
import { MapScaleEnum } from './area.enum.ts'
import { AreasArgs } from './area.input.ts'
import { Area, AreaSuccession, areaNode } from './area.type.ts'

const ON_ASKED = { nullable: true, description: 'The day meant; left out, the day this area was asked for.' }

@Resolver(() => Area)
export class AreaResolver {
  @Query(() => Area, { nullable: true, description: 'The area with this code on this day; null when there was none.' })
  async area(
    @Ctx() { actor, em, today }: HubContext,
    @Arg('code', () => String, { description: 'Official code, as it stood on the day.' }) code: string,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day asked; left out, today.' })
    on?: PlainDate | null,
  ): Promise<Area | null> {
    demand(actor, 'READ_FIGURES')
    const day = on ?? today
    const found = await findArea(actor, em, code, day)
    return found && areaNode(found, day)
  }

  @Query(() => AreaConnection, { description: 'The areas of a day, from the country down and by code.' })
  async areas(
    @Ctx() { actor, em, today }: HubContext,
    @Args(() => AreasArgs) asked: AreasArgs,
  ): Promise<AreaConnection> {
    demand(actor, 'READ_FIGURES')
    const on = asked.on ?? today
    const { within, level, search, withBoundary } = asked
    const question = { within, level, search, withBoundary, on }
    return connection(await listAreas(actor, em, question, asked), (row) => areaNode(row, on))
  }

  @FieldResolver(() => Area, { nullable: true, description: 'The area directly above; null for the country.' })
  async parent(
    @Root() area: Area,
    @Ctx() { loaders }: HubContext,
    @Arg('on', () => DateScalar, ON_ASKED) on?: PlainDate | null,
  ): Promise<Area | null> {
    const day = on ?? area.askedOn
    const found = await loaders.areas.parent.of(day).load(area.areaId)
    return found && areaNode(found, day)
  }

  @FieldResolver(() => [Area], { description: 'The areas above, from the country down.' })
  async ancestors(
    @Root() area: Area,
    @Ctx() { loaders }: HubContext,
    @Arg('on', () => DateScalar, ON_ASKED) on?: PlainDate | null,
  ): Promise<Area[]> {
    const day = on ?? area.askedOn
    const found = await loaders.areas.ancestors.of(day).load(area.areaId)
    return found.map((row) => areaNode(row, day))
  }

  @FieldResolver(() => [Area], { description: 'The areas directly below, by code.' })
  async children(
    @Root() area: Area,
    @Ctx() { loaders }: HubContext,
    @Arg('on', () => DateScalar, ON_ASKED) on?: PlainDate | null,
  ): Promise<Area[]> {
    const day = on ?? area.askedOn
    const found = await loaders.areas.children.of(day).load(area.areaId)
    return found.map((row) => areaNode(row, day))
  }

  @FieldResolver(() => GeometryScalar, {
    nullable: true,
    description:
      'What it covers, drawn for a map: neighbours of one scale share their borders. Null where no boundary was loaded for this version of the area.',
  })
  async boundary(
    @Root() area: Area,
    @Ctx() { loaders }: HubContext,
    @Arg('scale', () => MapScaleEnum, { defaultValue: 'PROVINCE', description: 'The map it is for.' }) scale: MapScale,
  ): Promise<Geometry | null> {
    const coordinates = await loaders.areas.boundary.of(scale).load(area.areaId)
    return coordinates && { type: 'MultiPolygon', coordinates }
  }

  @FieldResolver(() => [AreaSuccession], { description: 'What this area continues, the oldest first.' })
  async predecessors(@Root() area: Area, @Ctx() { loaders }: HubContext): Promise<AreaSuccession[]> {
    return (await loaders.areas.predecessors.load(area.areaId)).map(succession)
  }

  @FieldResolver(() => [AreaSuccession], { description: 'What continues this area, the oldest first.' })
  async successors(@Root() area: Area, @Ctx() { loaders }: HubContext): Promise<AreaSuccession[]> {
    return (await loaders.areas.successors.load(area.areaId)).map(succession)
  }
}

function succession({ from, to, onDay, ...change }: Succession): AreaSuccession {
  return { from: areaNode(from, addDays(onDay, -1)), to: areaNode(to, onDay), on: onDay, ...change }
}
