import type { Language } from '../words/word.ts'
import { keepFile } from './keep-file.ts'
import type { Bearer } from './session.ts'

export type Variables = Readonly<Record<string, unknown>>

/** The hub through its doors, for one session and language. Every failure is a `HubFailure`. */
export interface Hub {
  ask<Answer>(query: string, variables?: Variables, signal?: AbortSignal): Promise<Answer>
  /** Sends a file and gives its batch. */
  send(file: File): Promise<{ readonly id: string; readonly repeated: boolean }>
  /** Fetches a file and gives it to the browser to keep, under the name that the hub gave it. */
  keep(path: string): Promise<void>
  /** Opens a subscription: the body is a stream of Server-Sent Events. */
  subscribe(query: string, variables: Variables, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>
}

interface RefusalMarks {
  readonly requestId?: string | undefined
  readonly reason?: string | undefined
}

/** Why the hub did not answer: its own sentence, in the reader's language, or none when it was not reached. */
export class HubFailure extends Error {
  /** KEY: what was shown opens nothing any more. */
  readonly kind: 'REFUSED' | 'UNREACHABLE' | 'KEY'
  readonly requestId: string | null
  /** The slug of the hub's reason. */
  readonly reason: string | null

  constructor(kind: HubFailure['kind'], message: string, { requestId, reason }: RefusalMarks = {}) {
    super(message)
    this.kind = kind
    this.requestId = requestId ?? null
    this.reason = reason ?? null
  }
}

interface Refusal {
  readonly message?: string
  readonly requestId?: string
  readonly issues?: readonly { readonly code: string }[]
}

interface GraphqlBody {
  readonly data?: unknown
  readonly errors?: readonly { readonly message: string; readonly extensions?: Refusal }[]
}

export interface HubAccess {
  readonly bearer: Bearer
  readonly language: Language
  /** Called when the hub no longer takes it. */
  readonly onRefused: () => void
}

export function hubWith({ bearer, language, onRefused }: HubAccess): Hub {
  const call = async (path: string, init: RequestInit): Promise<Response> => {
    const show = (shown: string): Promise<Response> => {
      const headers = { ...init.headers, authorization: `Bearer ${shown}`, 'accept-language': language }
      return fetch(path, { ...init, headers })
    }
    const answer = await reached(async () => {
      const shown = await bearer()
      const first = await show(shown)
      // The hub may hold tokens for older than they say of themselves.
      const newer = first.status === 401 ? await bearer(shown) : shown
      if (newer === shown) return first
      await first.body?.cancel()
      return show(newer)
    })
    if (answer.status === 401) {
      await answer.body?.cancel()
      onRefused()
      throw new HubFailure('KEY', '')
    }
    if (!answer.ok) throw failureOf(await bodyOf(answer))
    return answer
  }
  const post = (path: string, query: string, variables: Variables, signal?: AbortSignal): Promise<Response> =>
    call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
      ...(signal ? { signal } : {}),
    })
  return {
    ask: async <Answer>(query: string, variables: Variables = {}, signal?: AbortSignal) => {
      const body = (await (await post('graphql', query, variables, signal)).json()) as GraphqlBody
      if (body.errors?.length) throw failureOf(body)
      return body.data as Answer
    },
    send: async (file) => {
      const form = new FormData()
      form.set('file', file, file.name)
      return (await (await call('imports', { method: 'POST', body: form })).json()) as { id: string; repeated: boolean }
    },
    keep: async (path) => {
      const answer = await call(path.replace(/^\//, ''), {})
      const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1]
      keepFile(await answer.blob(), decodeURIComponent(name ?? 'baophu.xlsx'))
    },
    subscribe: async (query, variables, signal) => {
      const { body } = await post('graphql/stream', query, variables, signal)
      if (body === null) throw new HubFailure('UNREACHABLE', '')
      return body
    },
  }
}

async function reached(ask: () => Promise<Response>): Promise<Response> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new HubFailure('UNREACHABLE', '')
  }
}

async function bodyOf(answer: Response): Promise<Refusal & GraphqlBody> {
  return (await answer.json().catch(() => ({}))) as Refusal & GraphqlBody
}

/** Both shapes in which the hub says no: a body of its own, or the errors of GraphQL. */
function failureOf(body: Refusal & GraphqlBody): HubFailure {
  const [first] = body.errors ?? []
  const { requestId, issues } = first?.extensions ?? body
  return new HubFailure('REFUSED', first?.message ?? body.message ?? '', { requestId, reason: issues?.[0]?.code })
}
