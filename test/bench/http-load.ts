import { Agent, request } from 'node:http'

/** What is asked of a server: bodies in turn, with the headers of each. */
export interface Load {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly bodies: readonly string[]
}

/** So many connections ask at the same time, each its next question when the last is answered. */
export const CONNECTIONS = 10

/** Posts `total` questions and gives the answers to the first of each body. Throws at the first answer that is not 200. */
export async function ask({ url, headers, bodies }: Load, total: number): Promise<string[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const answers: string[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    for (let number = next++; number < total; number = next++) {
      const at = number % bodies.length
      const text = await post(agent, { url, headers, body: bodies[at] ?? '' })
      answers[at] ??= text
    }
  }
  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, worker))
  } finally {
    agent.destroy()
  }
  return answers
}

interface Post {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

function post(agent: Agent, { url, headers, body }: Post): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers }
    const outgoing = request(url, { agent, method: 'POST', headers: sent }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        if (response.statusCode === 200) resolve(text)
        else reject(new Error(`${url} answers ${response.statusCode}: ${text.slice(0, 500)}`))
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
