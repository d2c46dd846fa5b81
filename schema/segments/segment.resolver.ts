import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { audit } from '../../src/access/audit.store.ts'
import { demand } from '../../src/access/may.ts'
import type { AreaRow } from '../../src/areas/area.store.ts'
import { pageSize } from '../../src/kernel/page.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { changeCursor, changesAfter, feedEnd } from '../../src/segments/change-feed.store.ts'
import {
  documentsOf,
  pageCursor,
  type SegmentDocument,
  segmentCount,
  segmentPage,
} from '../../src/segments/household-page.store.ts'
import { listSegments, readable, versionsOf } from '../../src/segments/segment.store.ts'
import type { SegmentRow } from '../../src/segments/segment.ts'
import { changeSegment, createSegment, endSegment } from '../../src/segments/write-segment.store.ts'
import { type Area, areaNode } from '../areas/area.type.ts'
import type { HubContext } from '../context.ts'
import { HouseholdConnection, type HouseholdEdge } from '../households/household.connection.ts'
import type { Household } from '../households/household.type.ts'
import { PageArgs, pageInfo } from '../page.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { disclose } from './disclosed.ts'
import { SegmentInput } from './segment.input.ts'
import { Segment, SegmentChangeConnection, SegmentVersion, segmentNode, segmentVersionNode } from './segment.type.ts'
import { segmentHousehold } from './segment-household.ts'

const NAME = { description: 'The segment’s name.' }
const AS_OF = { nullable: true, description: 'The day asked; left out, today.' }
const AS_IT_SHALL_STAND = { description: 'The definition as it shall stand.' }

@ArgsType()
class SegmentHouseholdsArgs extends PageArgs {
  @Field(() => DateScalar, { nullable: true, description: 'The day asked; left out, that of the cursor, else today.' })
  asOf?: PlainDate | null
}

/** Segments: an administrator makes them, their partner reads them, and an officer sees exactly what the partner sees, while persons are open. */
@Resolver(() => Segment)
export class SegmentResolver {
  @Query(() => [Segment], { description: 'The segments that the reader’s key was given, or of the reader’s areas.' })
  async segments(@Ctx() { actor, hub }: HubContext): Promise<Segment[]> {
    demand(actor, 'READ_SEGMENTS')
    return (await listSegments(actor, hub)).map(segmentNode)
  }

  @Query(() => Segment, { nullable: true, description: 'A segment by its name; null when there is none to see.' })
  async segment(
    @Ctx() { actor, hub }: HubContext,
    @Arg('name', () => String, NAME) name: string,
  ): Promise<Segment | null> {
    demand(actor, 'READ_SEGMENTS')
    const [found] = await listSegments(actor, hub, { names: [name] })
    return found ? segmentNode(found) : null
  }

  @Mutation(() => Segment, { description: 'Make a segment for a partner.' })
  async createSegment(
    @Ctx() { actor, hub, now }: HubContext,
    @Arg('name', () => String, { description: 'Small letters, digits and hyphens.' }) name: string,
    @Arg('partner', () => String, { description: 'The organisation it is for.' }) partner: string,
    @Arg('input', () => SegmentInput, AS_IT_SHALL_STAND) input: SegmentInput,
  ): Promise<Segment | null> {
    demand(actor, 'MANAGE_SEGMENTS')
    await createSegment(actor, hub, { name, partner, ...input }, now)
    return written({ actor, hub }, name)
  }

  @Mutation(() => Segment, {
    description: 'Give a segment a new version of its definition; its feed tells the difference.',
  })
  async changeSegment(
    @Ctx() { actor, hub, now }: HubContext,
    @Arg('name', () => String, NAME) name: string,
    @Arg('input', () => SegmentInput, AS_IT_SHALL_STAND) input: SegmentInput,
  ): Promise<Segment | null> {
    demand(actor, 'MANAGE_SEGMENTS')
    await changeSegment(actor, hub, { name, draft: input }, now)
    return written({ actor, hub }, name)
  }

  @Mutation(() => Segment, { description: 'End a segment at once and for good.' })
  async endSegment(
    @Ctx() { actor, hub, now }: HubContext,
    @Arg('name', () => String, NAME) name: string,
  ): Promise<Segment | null> {
    demand(actor, 'MANAGE_SEGMENTS')
    await endSegment(actor, hub, name, now)
    return written({ actor, hub }, name)
  }

  @FieldResolver(() => Int, {
    description:
      'Households in it on the day. To a partner rounded to the nearest 5 below 4,000; 1–7 are withheld: then 0, and `countWithheld` says so.',
  })
  async count(
    @Root() segment: Segment,
    @Ctx() context: HubContext,
    @Arg('asOf', () => DateScalar, AS_OF) asOf?: PlainDate | null,
  ): Promise<number> {
    return (await countOf(context, segment, asOf)) ?? 0
  }

  @FieldResolver(() => Boolean, { description: 'Whether `count` is withheld because it is small.' })
  async countWithheld(
    @Root() segment: Segment,
    @Ctx() context: HubContext,
    @Arg('asOf', () => DateScalar, AS_OF) asOf?: PlainDate | null,
  ): Promise<boolean> {
    return (await countOf(context, segment, asOf)) === null
  }

  @FieldResolver(() => String, {
    description:
      'Where its feed stands: taken before the first page of a walk, `changes` after it are all that follows.',
  })
  async cursor(@Root() segment: Segment, @Ctx() context: HubContext): Promise<string> {
    return feedEnd(context.documents, await opened(context, segment))
  }

  @FieldResolver(() => [SegmentVersion], {
    description: 'Every definition it had, the newest first; for administrators.',
  })
  async versions(@Root() { row }: Segment, @Ctx() { actor, hub }: HubContext): Promise<SegmentVersion[]> {
    demand(actor, 'MANAGE_SEGMENTS')
    return (await versionsOf(hub, row)).map(segmentVersionNode)
  }

  @FieldResolver(() => HouseholdConnection, {
    description: 'Its households with members and current cards on the day, as their partner may read them.',
  })
  async households(
    @Root() segment: Segment,
    @Ctx() context: HubContext,
    @Args(() => SegmentHouseholdsArgs) { first, ...asked }: SegmentHouseholdsArgs,
  ): Promise<HouseholdConnection> {
    const row = await opened(context, segment)
    const limit = pageSize({ first })
    const page = await segmentPage(context.actor, context.documents, row, { ...asked, limit })
    const [nodes, count] = await Promise.all([
      told(context, row, page.rows, page.day),
      segmentCount(context.actor, context.documents, row, page.day),
    ])
    const cursorOf = (at: number): string => pageCursor(row, page.day, page.rows[at]?.householdId ?? 0)
    // Sealed when they are asked for: most walks need the last one only.
    const edges = nodes.map(
      (node, at): HouseholdEdge => ({
        node,
        get cursor() {
          return cursorOf(at)
        },
      }),
    )
    const endCursor = nodes.length === 0 ? null : cursorOf(nodes.length - 1)
    const info = { hasNextPage: page.hasNextPage, endCursor }
    return { edges, nodes, pageInfo: info, totalCount: count ?? 0, totalCountWithheld: count === null }
  }

  @FieldResolver(() => SegmentChangeConnection, {
    description:
      'What entered, changed or left after a cursor, the oldest first: nothing skipped, nothing repeated, whatever is committed meanwhile. Kept for 90 days.',
  })
  async changes(
    @Root() segment: Segment,
    @Ctx() context: HubContext,
    @Args(() => PageArgs) { first, after }: PageArgs,
  ): Promise<SegmentChangeConnection> {
    const row = await opened(context, segment)
    const found = await changesAfter(context.documents, row, { after, first: pageSize({ first }) })
    const documents = await documentsOf(context.documents, row, [
      ...new Set(found.rows.map((change) => change.householdId)),
    ])
    const households = await told(context, row, [...documents.values()], row.evaluatedOn)
    const byId = new Map([...documents.keys()].map((householdId, at) => [householdId, households[at]]))
    const cursors = found.rows.map(({ changeNo }) => changeCursor(row, changeNo))
    const nodes = found.rows.map(({ kind, householdId, told: id, at, asOf, version }, index) => {
      const household = byId.get(householdId) ?? null
      return { cursor: cursors[index] ?? '', kind, householdId: id, household, at, asOf, version }
    })
    return { nodes, pageInfo: pageInfo({ cursors, hasNextPage: found.hasNextPage }) }
  }
}

const openedSegments = new WeakMap<Segment, Promise<SegmentRow>>()

/** The segment brought to today, once an answer, for every field of it that reads households. */
function opened({ actor, hub, today, leaving }: HubContext, segment: Segment): Promise<SegmentRow> {
  const known = openedSegments.get(segment)
  if (known !== undefined) return known
  const opening = readable(actor, hub, segment.row, { today, leaving })
  openedSegments.set(segment, opening)
  return opening
}

async function countOf(context: HubContext, segment: Segment, asOf?: PlainDate | null): Promise<number | null> {
  const row = await opened(context, segment)
  return segmentCount(context.actor, context.documents, row, asOf ?? row.evaluatedOn)
}

/** The households of documents, in their order, written down as read. */
async function told(
  { actor, hub, requestId }: HubContext,
  { name, version }: SegmentRow,
  documents: readonly SegmentDocument[],
  day: PlainDate,
): Promise<Household[]> {
  if (documents.length === 0) return []
  const householdIds = documents.map(({ householdId }) => householdId)
  await audit(hub, actor, 'PERSONS_READ', { requestId, segment: name, version, asOf: day, householdIds })
  const areas = new Map<AreaRow, Area>()
  for (const { area } of documents) if (!areas.has(area)) areas.set(area, segmentArea(area, day))
  return documents.map((document) => segmentHousehold(document, day, areas.get(document.area)))
}

function segmentArea(row: AreaRow, day: PlainDate): Area {
  const area = areaNode(row, day)
  disclose(area, day)
  return area
}

async function written({ actor, hub }: Pick<HubContext, 'actor' | 'hub'>, name: string): Promise<Segment | null> {
  const [found] = await listSegments(actor, hub, { names: [name] })
  return found ? segmentNode(found) : null
}
