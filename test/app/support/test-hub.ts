import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, readConfig } from '../../../src/app/config.ts'
import { type Hub, type Surroundings, startHub } from '../../../src/app/hub.ts'
import { USUAL_LOAD_LIMITS, USUAL_QUERY_LIMITS, USUAL_RATE_LIMITS } from '../../../src/app/limit-settings.ts'
import type { LogEntry } from '../../../src/app/log.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { keysIn, numbersOfPersons } from '../../support/log-scan.ts'
import { TEST_KEY } from './test-key.ts'

export { TEST_KEY }

/** Tests ask faster than people do; how fast anybody may is tried in `rates.test.ts`. */
export const UNHURRIED = {
  ...USUAL_RATE_LIMITS,
  ...{
    requestsPerMinute: 1_000_000,
    costPerMinute: 900_000_000,
    uploadsPerHour: 10_000,
    wrongKeysPerMinute: 10_000,
    atOnce: 1_000,
  },
}

/** The answer of a door: status, headers and body. */
export interface Answer<Body = unknown> {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
}

/** A hub on a database and in a folder of its own, asked over HTTP. */
export interface TestHub {
  readonly url: string
  readonly hub: Hub
  readonly config: Config
  readonly database: TestDatabase
  /** What the hub wrote to its log. */
  readonly log: readonly LogEntry[]
  /** One GraphQL question with the administrator's key. */
  ask<Data>(
    query: string,
    variables?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer<GraphqlBody<Data>>>
  /** Also throws when the hub wrote the number of a person to its log, whatever was tried on it. */
  close(): Promise<void>
}

export interface GraphqlBody<Data> {
  readonly data?: Data | null
  readonly errors?: readonly {
    readonly message: string
    readonly path?: readonly (string | number)[]
    readonly extensions: {
      readonly code: string
      readonly requestId: string
      readonly issues?: readonly { code: string; message: string }[]
    }
  }[]
}

export async function startTestHub(surroundings: Surroundings = {}, settings: Partial<Config> = {}): Promise<TestHub> {
  const database = await createTestDatabase()
  const dataDirectory = mkdtempSync(join(tmpdir(), 'baophu-hub-'))
  const log: LogEntry[] = []
  const config: Config = {
    ...readConfig({}),
    port: 0,
    dataDirectory,
    databaseUrl: database.url,
    databaseConnections: 5,
    questionSeconds: 60,
    adminKey: TEST_KEY,
    maxUploadBytes: 1024 * 1024,
    answerCacheBytes: 1024 * 1024,
    fileLimits: null,
    queryLimits: USUAL_QUERY_LIMITS,
    rateLimits: UNHURRIED,
    loadLimits: USUAL_LOAD_LIMITS,
    introspection: ['ADMINISTRATOR', 'DATA_OFFICER', 'ANALYST'],
    corsOrigins: null,
    trustedDocuments: null,
    ...settings,
  }
  const tidy = async (): Promise<void> => {
    await database.drop()
    rmSync(dataDirectory, { recursive: true, force: true })
  }
  const hub = await startHub(config, { log: (entry) => log.push(entry), ...surroundings }).catch(
    async (error: unknown) => {
      await tidy()
      throw error
    },
  )
  return {
    url: hub.url,
    hub,
    config,
    database,
    log,
    ask: (query, variables = {}, headers = {}) => askAt(hub.url, { query, variables }, headers),
    close: async () => {
      await hub.close()
      await tidy()
      const text = JSON.stringify(log)
      const told = [...numbersOfPersons(text), ...keysIn(text)]
      if (told.length > 0) throw new Error(`the hub's log names somebody: ${told.join(', ')}`)
    },
  }
}

export const BEARER = { authorization: `Bearer ${TEST_KEY}` }

export async function askAt<Data>(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<GraphqlBody<Data>>> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { ...BEARER, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as GraphqlBody<Data> }
}
