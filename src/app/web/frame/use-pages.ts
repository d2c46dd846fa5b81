import { useEffect, useState } from 'preact/hooks'
import type { Page } from '../hub/answers.ts'
import type { HubFailure, Variables } from '../hub/hub.ts'
import { useReader } from './reader.ts'
import { asFailure } from './use-answer.ts'

export interface Connection<Node> {
  readonly totalCount: number
  readonly pageInfo: Page
  readonly nodes: readonly Node[]
}

export interface Pages<Node> {
  /** What has been fetched so far; null before the first page. */
  readonly nodes: readonly Node[] | null
  readonly totalCount: number
  readonly hasMore: boolean
  readonly failure: HubFailure | null
  readonly more: () => void
  readonly again: () => void
}

interface Held<Node> {
  readonly nodes: readonly Node[] | null
  readonly totalCount: number
  readonly next: string | null
  readonly failure: HubFailure | null
}

const EMPTY = { nodes: null, totalCount: 0, next: null, failure: null }

/** A list page by page; begins anew when the question changes, or `round` does. */
export function usePages<Answer, Node>(
  query: string,
  variables: Variables,
  pick: (answer: Answer) => Connection<Node> | null,
  round = 0,
): Pages<Node> {
  const { hub } = useReader()
  const [held, setHeld] = useState<Held<Node>>(EMPTY)
  const [turn, setTurn] = useState(0)
  const asked = JSON.stringify(variables)
  const fetchPage = async (after: string | null, signal?: AbortSignal): Promise<void> => {
    try {
      const answer = await hub.ask<Answer>(query, { ...(JSON.parse(asked) as Variables), after }, signal)
      const page = pick(answer) ?? { totalCount: 0, pageInfo: { endCursor: null, hasNextPage: false }, nodes: [] }
      setHeld((before) => ({
        nodes: after === null ? page.nodes : [...(before.nodes ?? []), ...page.nodes],
        totalCount: page.totalCount,
        next: page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null,
        failure: null,
      }))
    } catch (error) {
      if (!signal?.aborted) setHeld((before) => ({ ...before, failure: asFailure(error) }))
    }
  }
  // The question itself and its rounds begin the list anew.
  useEffect(() => {
    const left = new AbortController()
    void fetchPage(null, left.signal)
    return () => left.abort()
  }, [hub, query, asked, round, turn])
  return {
    nodes: held.nodes,
    totalCount: held.totalCount,
    hasMore: held.next !== null,
    failure: held.failure,
    more: () => void fetchPage(held.next),
    again: () => setTurn((before) => before + 1),
  }
}
