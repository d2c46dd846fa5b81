import { setTimeout as pause } from 'node:timers/promises'
import { ClientError, GraphQLClient } from 'graphql-request'
import type { Language } from '../../access/actor.ts'
import type { BatchProgress } from './progress-line.ts'
import { CommandFailed, EXIT, type ExitCode } from './terminal.ts'

/** A hub, asked over HTTP through the contract as any client would. Every failure is a `CommandFailed` with the hub's sentence. */
export interface HubClient {
  ask<Answer>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer>
  /** Sends a file and gives its batch's id, at once. */
  send(file: File, choices: SentChoices): Promise<{ readonly id: string; readonly repeated: boolean }>
  /** Sends a file as it is to a door that answers at once. */
  post<Answer>(path: string, contentType: string, file: Blob): Promise<Answer>
  /** Fetches a workbook: the path is one that the hub gave, or a template's. */
  fetchFile(path: string): Promise<FetchedFile>
  /** Fetches an answer of any length, to be taken as it comes. */
  fetchStream(path: string): Promise<ReadableStream<Uint8Array>>
  /** How far the batch has come; null when there is none. */
  status(id: string): Promise<string | null>
  /** Waits until the batch is neither being read nor being written; tells how far it is meanwhile. */
  settled(id: string, watch?: (now: BatchProgress) => void): Promise<void>
}

/** A workbook with the name that the hub gave it. */
export interface FetchedFile {
  readonly fileName: string
  readonly bytes: Uint8Array
}

/** The fields of the form beside the file; what is undefined is not sent. */
export type SentChoices = Readonly<Partial<Record<'kind' | 'areaCode' | 'asOf', string>>>

export interface HubAddress {
  readonly url: string
  readonly key: string
  readonly language: Language
}

const POLL_MS = 200

export function hubClient({ url, key, language }: HubAddress): HubClient {
  const headers = { authorization: `Bearer ${key}`, 'accept-language': language }
  const graphql = new GraphQLClient(`${url}/graphql`, { headers, fetch: patientFetch })
  const ask: HubClient['ask'] = async (query, variables = {}) => {
    try {
      return await graphql.request(query, { ...variables })
    } catch (error) {
      throw failure(error, url)
    }
  }
  const progress = async (id: string): Promise<BatchProgress | null> => {
    const { importBatch } = await ask<{ importBatch: StatusAnswer | null }>(STATUS, { id })
    return importBatch && { ...importBatch, rows: importBatch.outcomes.rowsRead }
  }
  return {
    ask,
    send: (file, choices) => send({ url, headers }, file, choices),
    post: async <Answer>(path: string, contentType: string, file: Blob) => {
      const door = { url, headers: { ...headers, 'content-type': contentType } }
      return (await (await fetched(door, path, { method: 'POST', body: file })).json()) as Answer
    },
    fetchFile: (path) => fetchFile({ url, headers }, path),
    fetchStream: async (path) => {
      const { body } = await fetched({ url, headers }, path)
      if (body === null) throw new CommandFailed(`${url}: ${path}`)
      return body
    },
    status: async (id) => (await progress(id))?.status ?? null,
    settled: async (id, watch) => {
      for (let now = await progress(id); now !== null && isUnderWay(now); now = await progress(id)) {
        watch?.(now)
        await pause(POLL_MS)
      }
    },
  }
}

/** The longest that a command waits because the hub asks it to, in seconds, and how often. */
const LONGEST_WAIT = 60
const MOST_WAITS = 5

/** Asks again when the hub has too much to do and says when to come: it has done nothing yet. */
const patientFetch: typeof fetch = async (input, init) => {
  for (let waits = 0; ; waits += 1) {
    const answer = await fetch(input, init)
    const seconds = Number(answer.headers.get('retry-after'))
    const isBusy = answer.status === 429 || answer.status === 503
    if (!isBusy || !(seconds >= 1 && seconds <= LONGEST_WAIT) || waits === MOST_WAITS) return answer
    await answer.body?.cancel()
    await pause(seconds * 1_000)
  }
}

const STATUS = 'query BatchStatus($id: ID!) { importBatch(id: $id) { status progress outcomes { rowsRead } } }'

interface StatusAnswer {
  readonly status: string
  readonly progress: number
  readonly outcomes: { readonly rowsRead: number }
}

function isUnderWay({ status }: BatchProgress): boolean {
  return status === 'READING' || status === 'COMMITTING'
}

interface Door {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

async function send({ url, headers }: Door, file: File, choices: SentChoices): ReturnType<HubClient['send']> {
  const form = new FormData()
  for (const [field, value] of Object.entries(choices)) if (value !== undefined) form.set(field, value)
  form.set('file', file, file.name)
  const answer = await patientFetch(`${url}/imports`, { method: 'POST', headers, body: form }).catch(
    (error: unknown) => {
      throw failure(error, url)
    },
  )
  const body = (await answer.json()) as { id: string; repeated: boolean } & Refusal
  if (!answer.ok) throw refused(body)
  return { id: body.id, repeated: body.repeated }
}

async function fetched({ url, headers }: Door, path: string, more: RequestInit = {}): Promise<Response> {
  const answer = await patientFetch(new URL(path, url), { ...more, headers }).catch((error: unknown) => {
    throw failure(error, url)
  })
  if (!answer.ok) throw refused((await answer.json()) as Refusal)
  return answer
}

async function fetchFile(door: Door, path: string): Promise<FetchedFile> {
  const answer = await fetched(door, path)
  const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1]
  return { fileName: decodeURIComponent(name ?? 'baophu.xlsx'), bytes: await answer.bytes() }
}

/** What of the hub's error shape the terminal tells. */
interface Refusal {
  readonly code?: string
  readonly message?: string
  readonly issues?: readonly { readonly code: string }[]
  readonly requestId?: string
}

function failure(error: unknown, url: string): CommandFailed {
  if (!(error instanceof ClientError)) return new CommandFailed(`${url}: ${causeOf(error)}`)
  const [first] = error.response.errors ?? []
  if (first === undefined) return refused(bodyOf(error))
  return refused({ ...(first.extensions as Refusal), message: first.message })
}

/** A refusal that is no answer of GraphQL's: graphql-request hands its body on as text. */
function bodyOf({ response }: ClientError): Refusal {
  try {
    return JSON.parse(String(response.body)) as Refusal
  } catch {
    return { message: `HTTP ${response.status}` }
  }
}

function refused({ code, message, issues, requestId }: Refusal): CommandFailed {
  const trace = code === 'INTERNAL_SERVER_ERROR' ? ` (${requestId})` : ''
  const exitCode: ExitCode = issues?.some((issue) => issue.code === 'batch-blocked') ? EXIT.BLOCKED : EXIT.FAILED
  return new CommandFailed(`${message ?? code ?? '?'}${trace}`, exitCode, issues?.[0]?.code)
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message || error.message : error.message
}
