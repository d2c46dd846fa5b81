import type { ChildProcess } from 'node:child_process'
import { Agent, request } from 'node:http'

/** A server to walk through: how it is started, and how a page is asked of it. */
export interface Contestant {
  readonly name: string
  readonly file: string
  readonly words: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  /** The body that asks for the page behind a cursor. */
  readonly bodyOf: (after: string | null) => object
  /** The page in an answer. */
  readonly pageOf: (answer: unknown) => Page
}

export interface Page {
  readonly nodes: readonly Readonly<Record<string, unknown>>[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

export interface Running extends Contestant {
  readonly child: ChildProcess
  readonly url: string
}

/** Walks through all pages, one after the other, and gives each page to `take`. */
export async function walk(running: Running, take: (page: Page) => void): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  let pages = 0
  try {
    for (let after: string | null = null, more = true; more; pages++) {
      const answer: unknown = JSON.parse(await posted(agent, running, JSON.stringify(running.bodyOf(after))))
      const page = running.pageOf(answer)
      take(page)
      after = page.pageInfo.endCursor
      more = page.pageInfo.hasNextPage
    }
    return pages
  } finally {
    agent.destroy()
  }
}

function posted(agent: Agent, { url, headers, name }: Running, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers }
    const outgoing = request(url, { agent, method: 'POST', headers: sent }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        if (response.statusCode === 200 && !text.startsWith('{"errors"')) resolve(text)
        else reject(new Error(`${name} answers ${response.statusCode}: ${text.slice(0, 500)}`))
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
