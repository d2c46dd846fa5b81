import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How long the hub waits for others, in ms. */
export interface Patience {
  /** For the headers of a request. */
  readonly headersMs: number
  /** For a whole request: the largest file over a slow line. */
  readonly requestMs: number
  /** For the body of a question, which is small. */
  readonly questionMs: number
  /** For a client that sends or takes nothing while it is its turn. */
  readonly silenceMs: number
  /** For a client to take the next lines of an answer that has many: a few kilobytes a second are fast enough. */
  readonly takenMs: number
  /** For answers under way when the hub stops. */
  readonly drainMs: number
}

export const USUAL_PATIENCE: Patience = {
  headersMs: 10_000,
  requestMs: 3_600_000,
  questionMs: 30_000,
  silenceMs: 15_000,
  takenMs: 60_000,
  drainMs: 10_000,
}

export interface Listening {
  /** `http://127.0.0.1:4000`, without a slash at the end. */
  readonly url: string
  /** Takes no more requests, lets those under way be answered, and closes every connection. */
  close(): Promise<void>
}

/** Where to listen, for how many at a time: whoever comes beyond is hung up on. */
export interface Place {
  readonly host: string
  readonly port: number
  readonly connections: number
}

/** Listens on `host` and `port` (0: any free one). Rejects when the place is taken. */
export async function listen(app: RequestListener, place: Place, patience: Patience): Promise<Listening> {
  const server = createServer(
    {
      headersTimeout: patience.headersMs,
      requestTimeout: patience.requestMs,
      connectionsCheckingInterval: Math.min(1_000, patience.headersMs),
    },
    app,
  )
  server.maxConnections = place.connections
  server.setTimeout(patience.silenceMs)
  server.prependListener('request', (request, response) => waitOnlyForTheClient(request, response, patience.silenceMs))
  await started(server, place)
  return { url: urlOf(server, place.host), close: () => drained(server, patience.drainMs) }
}

/** While the hub itself works on an answer, the client's silence is no fault of its own; while it sends or takes, it is. */
function waitOnlyForTheClient(request: IncomingMessage, response: ServerResponse, silenceMs: number): void {
  request.once('end', () => request.socket.setTimeout(0))
  // A file that is piped into the answer is the client's to take.
  response.once('pipe', () => request.socket.setTimeout(silenceMs))
  response.once('prefinish', () => request.socket.setTimeout(silenceMs))
}

function started(server: Server, place: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(place.port, place.host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

function drained(server: Server, drainMs: number): Promise<void> {
  return new Promise((resolve) => {
    // A connection that was busy when the hub began to stop is idle once its answer is given.
    const idle = setInterval(() => server.closeIdleConnections(), 50)
    const late = setTimeout(() => server.closeAllConnections(), drainMs)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(late)
      resolve()
    })
  })
}
