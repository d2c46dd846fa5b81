import { type Answer, askAt, type GraphqlBody, startTestHub, type TestHub } from '../app/support/test-hub.ts'
import { DAY, type SegmentRegister, writeSegmentRegister } from './segment-register.ts'

/** A hub with the register of these tests, asked by partners on a day that the test moves. */
export interface SegmentHub {
  readonly hub: TestHub
  readonly register: SegmentRegister
  /** From now on it is this day in Vietnam. */
  setDay(day: string): void
  /** Makes a segment and gives the answer; what is not said of the definition is usual. */
  create(name: string, definition?: object, partner?: string): Promise<Answer<GraphqlBody<{ createSegment: Made }>>>
  /** A key for these segments, and nothing else. */
  partnerKey(...segments: readonly string[]): Promise<string>
  /** A question with a key. */
  askAs<Data>(key: string, query: string, variables?: object): Promise<Answer<GraphqlBody<Data>>>
  /** The reason of a refusal; null when there is none. */
  refusal(answer: Answer<GraphqlBody<unknown>>): string | null
}

interface Made {
  readonly name: string
  readonly version: number
  readonly count: number
}

export const POOR_OF_215 = {
  ...{ purpose: 'Vận động hộ nghèo', agreement: 'TT 12/2020', expiresOn: '2021-06-01', areaCodes: ['215'] },
  ...{ fields: ['ADDRESS', 'CARD_VALIDITY'], selection: { householdClasses: ['POOR'] } },
}

export const CREATE = `mutation($name: String!, $partner: String!, $input: SegmentInput!) {
  createSegment(name: $name, partner: $partner, input: $input) { name version count } }`
const ISSUE = 'mutation($input: IssueKeyInput!) { issueKey(input: $input) { key } }'

export async function startSegmentHub(): Promise<SegmentHub> {
  let day = DAY
  const hub = await startTestHub({ clock: () => new Date(`${day}T05:00:00Z`) })
  const register = await writeSegmentRegister(hub.database.em)
  return {
    hub,
    register,
    setDay: (next) => {
      day = next
    },
    create: (name, definition = {}, partner = 'Đại lý thu A') =>
      hub.ask(CREATE, { name, partner, input: { ...POOR_OF_215, ...definition } }),
    partnerKey: async (...segments) => {
      const input = { role: 'PARTNER', areaCodes: [], purpose: 'ứng dụng đối tác', segments }
      const { body } = await hub.ask<{ issueKey: { key: string } }>(ISSUE, { input })
      if (!body.data) throw new Error(JSON.stringify(body.errors))
      return body.data.issueKey.key
    },
    askAs: (key, query, variables = {}) => askAt(hub.url, { query, variables }, { authorization: `Bearer ${key}` }),
    refusal: ({ body }) => body.errors?.[0]?.extensions.issues?.[0]?.code ?? body.errors?.[0]?.extensions.code ?? null,
  }
}

interface Walked {
  readonly segment: {
    readonly households: {
      readonly totalCount: number
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
      readonly edges: readonly { readonly cursor: string }[]
      readonly nodes: readonly Readonly<Record<string, unknown>>[]
    }
  }
}

/** How a partner with this key asks for a page of a segment. */
export function pagesAs(a: SegmentHub, key: string) {
  const page = (name: string, fields: string, args = 'first: 100') =>
    a.askAs<Walked>(
      key,
      `{ segment(name: "${name}") { households(${args}) { totalCount pageInfo { hasNextPage endCursor } edges { cursor } nodes { ${fields} } } } }`,
    )
  const nodesOf = async (...asked: Parameters<typeof page>) => {
    const { body } = await page(...asked)
    if (!body.data) throw new Error(JSON.stringify(body.errors))
    return body.data.segment.households.nodes
  }
  return { page, nodesOf }
}
