import { setTimeout as pause } from 'node:timers/promises'
import { GraphQLClient } from 'graphql-request'
import { HubRefusal, refusalOf, type ToldRefusal } from './hub-refusal.ts'
import { jsonLines } from './json-lines.ts'
import { householdSelection, type SegmentHousehold } from './segment-household.ts'

export { HubRefusal } from './hub-refusal.ts'
export type {
  HouseholdClass,
  ParticipantGroup,
  SegmentCard,
  SegmentField,
  SegmentHousehold,
  SegmentMember,
} from './segment-household.ts'

/** Where the hub is and the key it gave you. */
export interface HubAccess {
  /** `https://baophu.example.vn`, without a slash at the end. */
  readonly url: string
  readonly key: string
  /** Of sentences in refusals; Vietnamese when left out. */
  readonly language?: 'vi' | 'en'
}

export interface SegmentSummary {
  readonly name: string
  readonly version: number
  readonly purpose: string
  readonly agreement: string
  /** What it gives of a household. */
  readonly fields: readonly string[]
  /** The first day on which it is refused. */
  readonly expiresOn: string | null
  readonly endedAt: string | null
}

export interface SegmentChange {
  /** Keep it when you have dealt with the change: the feed goes on behind it. */
  readonly cursor: string
  readonly kind: 'ENTERED' | 'CHANGED' | 'LEFT'
  readonly householdId: string
  /** As it is now; null when it is in the segment no more: a LEFT of it follows, if this is none. */
  readonly household: SegmentHousehold | null
  readonly at: string
  readonly asOf: string
}

/** A line of the bulk answer. */
export interface SegmentLine {
  /** A broken answer goes on behind the cursor of the last line that came. */
  readonly cursor: string
  readonly household: SegmentHousehold
}

export interface WalkOptions {
  /** YYYY-MM-DD; today when left out. */
  readonly asOf?: string
  /** The cursor to go on behind. */
  readonly after?: string
  /** Stops the walk; whatever is under way is given up. */
  readonly signal?: AbortSignal
}

const SUMMARY = 'name version purpose agreement fields expiresOn endedAt'
const SEGMENTS = `query Segments { segments { ${SUMMARY} } }`
const SEGMENT = `query Segment($name: String!) { segment(name: $name) { ${SUMMARY} cursor } }`

/** The page of households that is asked for, of a segment with these fields. */
export function householdsQuery(fields: readonly string[]): string {
  return `query Households($name: String!, $asOf: Date, $first: Int, $after: String) {
  segment(name: $name) { households(asOf: $asOf, first: $first, after: $after) {
    nodes { ${householdSelection(fields)} } pageInfo { hasNextPage endCursor } } } }`
}

/** The page of changes that is asked for, of a segment with these fields. */
export function changesQuery(fields: readonly string[]): string {
  return `query Changes($name: String!, $after: String) {
  segment(name: $name) { changes(after: $after, first: 100) {
    nodes { cursor kind householdId at asOf household { ${householdSelection(fields)} } } pageInfo { hasNextPage } } } }`
}

/** A partner's way to its segments. Every method throws `HubRefusal` when the hub says no. */
export class PartnerClient {
  readonly #access: HubAccess
  readonly #headers: Readonly<Record<string, string>>
  readonly #graphql: GraphQLClient

  constructor(access: HubAccess) {
    this.#access = access
    this.#headers = { authorization: `Bearer ${access.key}`, 'accept-language': access.language ?? 'vi' }
    this.#graphql = new GraphQLClient(`${access.url}/graphql`, { headers: this.#headers })
  }

  /** The segments that the key was given. */
  async segments(): Promise<readonly SegmentSummary[]> {
    return (await this.#ask<{ segments: readonly SegmentSummary[] }>(SEGMENTS, {})).segments
  }

  /** A segment, and where its feed stands now: keep the cursor before you walk, and the changes after it are all that follows. */
  async segment(name: string): Promise<SegmentSummary & { readonly cursor: string }> {
    return this.#segment(SEGMENT, { name })
  }

  /** All households, page by page, each once. */
  async *households(name: string, { signal, after: begun, asOf }: WalkOptions = {}): AsyncGenerator<SegmentHousehold> {
    const query = householdsQuery((await this.segment(name)).fields)
    for (let after: string | null = begun ?? null, more = true; more; ) {
      const { households } = await this.#segment<HouseholdsAnswer>(query, { name, asOf, first: 100, after }, signal)
      yield* households.nodes
      after = households.pageInfo.endCursor
      more = households.pageInfo.hasNextPage
    }
  }

  /** The changes behind a cursor, up to now, the oldest first. Reason `cursor-too-old`: take the segment anew. */
  async *changes(
    name: string,
    { after: begun, signal }: Pick<WalkOptions, 'after' | 'signal'> = {},
  ): AsyncGenerator<SegmentChange> {
    const query = changesQuery((await this.segment(name)).fields)
    for (let after = begun, more = true; more; ) {
      const { changes } = await this.#segment<ChangesAnswer>(query, { name, after }, signal)
      for (const change of changes.nodes) {
        yield change
        after = change.cursor
      }
      more = changes.pageInfo.hasNextPage
    }
  }

  /** The changes behind a cursor, and then every other as it comes: asks again after each pause, until the signal stops it. */
  async *follow(
    name: string,
    { after: begun, signal, everyMs = 60_000 }: Pick<WalkOptions, 'after' | 'signal'> & { readonly everyMs?: number },
  ): AsyncGenerator<SegmentChange> {
    try {
      for (let after = begun; !signal?.aborted; await pause(everyMs, undefined, { signal })) {
        for await (const change of this.changes(name, { after, signal })) {
          yield change
          after = change.cursor
        }
      }
    } catch (error) {
      if (!signal?.aborted) throw error
    }
  }

  /** All households in one answer, taken as it comes: for a first copy of a large segment. */
  async *bulk(name: string, { asOf, after, signal }: WalkOptions = {}): AsyncGenerator<SegmentLine> {
    const address = new URL(`/segments/${encodeURIComponent(name)}/households.ndjson`, this.#access.url)
    for (const [parameter, value] of Object.entries({ asOf, after }))
      if (value) address.searchParams.set(parameter, value)
    const answer = await fetch(address, { headers: this.#headers, signal })
    if (!answer.ok) throw new HubRefusal((await answer.json()) as ToldRefusal)
    if (answer.body) yield* jsonLines<SegmentLine>(answer.body)
  }

  async #segment<Answer>(query: string, variables: Variables, signal?: AbortSignal): Promise<Answer> {
    const { segment } = await this.#ask<{ segment: Answer | null }>(query, variables, signal)
    if (segment === null) throw new HubRefusal({ code: 'NOT_FOUND', issues: [{ code: 'segment-not-found' }] })
    return segment
  }

  async #ask<Answer>(document: string, variables: Variables, signal?: AbortSignal): Promise<Answer> {
    try {
      return await this.#graphql.request<Answer>({ document, variables: { ...variables }, signal })
    } catch (error) {
      throw refusalOf(error)
    }
  }
}

type Variables = Readonly<Record<string, unknown>>

interface HouseholdsAnswer {
  readonly households: {
    readonly nodes: readonly SegmentHousehold[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  }
}

interface ChangesAnswer {
  readonly changes: {
    readonly nodes: readonly SegmentChange[]
    readonly pageInfo: { readonly hasNextPage: boolean }
  }
}
