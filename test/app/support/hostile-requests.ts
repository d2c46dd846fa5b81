import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { SeededRandom } from '../../../src/app/demo/seeded-random.ts'
import { TEST_KEY } from './test-hub.ts'

/** One request that means no good: the bytes that are sent, and how its sender behaves. */
export interface HostileRequest {
  readonly kind: string
  readonly bytes: Buffer
  /** Hangs up after so many ms, whatever the hub says; undefined for one that waits for its answer. */
  readonly leavesAfterMs?: number
  /** Takes nothing of its answer. */
  readonly reads: boolean
}

const KEY = `Authorization: Bearer ${TEST_KEY}`
const BOMB = gzipSync(Buffer.alloc(50 * 1024 * 1024))
const WORDS = [
  'area',
  'areas',
  'coverage',
  'nodes',
  '__schema',
  'query',
  'fragment',
  '{',
  '}',
  '(',
  '...',
  '@skip',
  '"',
  '\\u0000',
  'null',
  '$x',
  '🩺',
]

/** The next request of a seeded row of them. */
export function hostileRequest(random: SeededRandom): HostileRequest {
  const kind = random.pick(Object.keys(KINDS))
  const make = KINDS[kind]
  if (make === undefined) throw new Error(`no kind ${kind}`)
  const made = make(random)
  return { kind, reads: true, ...(Buffer.isBuffer(made) ? { bytes: made } : made) }
}

type Made = Buffer | Pick<HostileRequest, 'bytes'> | Omit<HostileRequest, 'kind'>

const KINDS: Readonly<Record<string, (random: SeededRandom) => Made>> = {
  nesting: (random) => question(nested(random.whole(13, 400), random.pick(['parent', 'children', 'ancestors']))),
  aliases: (random) =>
    question(`{ ${times(random.whole(31, 900), (n) => `a${n}: areas(first: 100) { totalCount }`)} }`),
  tokens: (random) => question(`{ ${times(random.whole(1_001, 8_000), () => '__typename')} }`),
  'overlapping fields': (random) => question(`{ area(code: "VN") { ${times(random.whole(200, 990), () => 'code')} } }`),
  'wide lists': (random) =>
    question(`{ areas(first: 100) { nodes { ${'children { '.repeat(random.whole(2, 6))} code ${'} '.repeat(6)} } }`),
  'a bomb of fragments': (random) => question(bomb(random.whole(10, 24))),
  'a fragment in a circle': () =>
    question('{ area(code: "VN") { ...F } } fragment F on Area { parent { ...G } } fragment G on Area { ...F }'),
  words: (random) => question(times(random.whole(1, 400), () => random.pick(WORDS))),
  'a long string': (random) =>
    question(`{ areas(search: "${'Ả'.repeat(random.whole(1_000, 30_000))}") { totalCount } }`),
  'a segment of another day': (random) =>
    question(
      `{ segment(name: "${HOSTILE_SEGMENT}") { ${times(random.whole(1, 19), (n) => `a${n}: ${random.pick(OF_ANOTHER_DAY(dayOf(random)))}`)} } }`,
    ),
  'a segment of a day that is none': (random) =>
    question(
      `{ segment(name: "${HOSTILE_SEGMENT}") { count(asOf: "${random.pick(['0000-00-00', '9999-12-31', '2017-02-30', '1-1-1', "'; select"])}") } }`,
    ),
  'leaving a segment of another day': (random) => ({
    bytes: question(`{ segment(name: "${HOSTILE_SEGMENT}") { ${OF_ANOTHER_DAY(dayOf(random))[2]} } }`),
    leavesAfterMs: random.whole(0, 100),
    reads: false,
  }),
  'a slow reader of a segment': (random) => ({
    bytes: request([`GET ${bulk(random)} HTTP/1.1`, KEY], ''),
    leavesAfterMs: random.whole(200, 1_500),
    reads: false,
  }),
  'a segment that is left halfway': (random) => ({
    bytes: request([`GET ${bulk(random)} HTTP/1.1`, KEY], ''),
    leavesAfterMs: random.whole(0, 50),
    reads: true,
  }),
  'the schema': (random) =>
    question(`{ __schema { types { ${'fields { type { '.repeat(random.whole(1, 9))} name ${'} } '.repeat(9)} } }`),
  'deep variables': (random) => post(`{"query":"{ __typename }","variables":${deep(random.whole(11, 15_000))}}`),
  'many variables': (random) =>
    post(
      JSON.stringify({
        query: '{ __typename }',
        variables: { a: Array.from({ length: random.whole(2_001, 20_000) }, () => 1) },
      }),
    ),
  'broken JSON': (random) =>
    post(damaged(random, '{"query":"{ areas(first: 3) { totalCount } }","variables":{"a":[1,2,3]}}')),
  noise: (random) => post(Buffer.from(Array.from({ length: random.whole(1, 3_000) }, () => random.whole(0, 255)))),
  batches: (random) =>
    post(JSON.stringify(Array.from({ length: random.whole(2, 500) }, () => ({ query: '{ __typename }' })))),
  'stored queries': () =>
    post(JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } })),
  prototypes: (random) =>
    post(
      random.pick([
        '{"__proto__":{"query":"{ __typename }"}}',
        '{"documentId":"__proto__"}',
        '{"query":"{ __typename }","variables":{"__proto__":{"a":1},"constructor":{}}}',
      ]),
    ),
  'a large body': (random) =>
    post(JSON.stringify({ query: `{ __typename } #${'x'.repeat(random.whole(110_000, 1_000_000))}` })),
  'a gzip bomb': () => post(BOMB, ['Content-Encoding: gzip']),
  'broken gzip': (random) => post(BOMB.subarray(random.whole(0, 100), 200), ['Content-Encoding: gzip']),
  'an endless body': (random) => ({
    bytes: unfinished('/graphql', 'application/json', '{"query":'),
    leavesAfterMs: random.whole(50, 1_500),
    reads: true,
  }),
  'a slow reader': (random) => ({
    bytes: question('{ __schema { types { name description fields { name description } } } }'),
    leavesAfterMs: random.whole(200, 1_500),
    reads: false,
  }),
  'leaving at once': () => ({
    bytes: question('{ areas(first: 100) { nodes { fullName } } }'),
    leavesAfterMs: 0,
    reads: false,
  }),
  'a wrong key': (random) =>
    request(['POST /graphql HTTP/1.1', `Authorization: Bearer ${'x'.repeat(random.whole(1, 600))}`, JSON_TYPE], '{}'),
  'long headers': (random) => request(['GET / HTTP/1.1', `X-Long: ${'y'.repeat(random.whole(1_000, 60_000))}`], ''),
  'broken HTTP': (random) => ({
    bytes: Buffer.from(damaged(random, `GET /healthz HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n`)),
    leavesAfterMs: random.whole(50, 1_500),
    reads: true,
  }),
  'two lengths': () => request(['POST /graphql HTTP/1.1', KEY, JSON_TYPE, 'Transfer-Encoding: chunked'], '0\r\n\r\n'),
  paths: (random) =>
    request(
      [
        `GET ${random.pick(['/../../etc/passwd', '/%00', '/%E0%A4%A', `/${'a'.repeat(5_000)}`, '/assets/..%2f..%2fpackage.json', '/imports/%ff/workbook', '/templates/__proto__.xlsx'])} HTTP/1.1`,
        KEY,
      ],
      '',
    ),
  'a file that is none': (random) =>
    upload(
      `${random.pick(['PK\u0003\u0004', '<html>', '%PDF-1.7', '\u00d0\u00cf\u0011\u00e0', ''])}${times(random.whole(1, 300), () => random.pick(WORDS))}`,
    ),
  'an endless file': (random) => ({
    bytes: unfinished(
      '/imports',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\na,b\r\n',
    ),
    leavesAfterMs: random.whole(50, 1_500),
    reads: true,
  }),
  'a broken form': (random) =>
    request(
      ['POST /imports HTTP/1.1', KEY, 'Content-Type: multipart/form-data; boundary=x'],
      damaged(random, '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\na\r\n--x--\r\n'),
    ),
  'a map that is none': (random) =>
    request(
      ['POST /boundaries HTTP/1.1', KEY, 'Content-Type: application/geo+json'],
      damaged(random, `{"type":"FeatureCollection","features":[${times(random.whole(1, 50), oneOfFeatures)}]}`),
    ),
}

/** The name of a segment that the hub has, large enough to be read slowly. */
export const HOSTILE_SEGMENT = 'thu-thach'

const dayOf = (random: SeededRandom): string =>
  `20${random.whole(10, 29)}-0${random.whole(1, 9)}-${random.whole(10, 28)}`
const OF_ANOTHER_DAY = (day: string): readonly [string, string, string] => [
  `count(asOf: "${day}")`,
  `countWithheld(asOf: "${day}")`,
  `households(asOf: "${day}", first: 100) { nodes { id address members { id } } }`,
]
const bulk = (random: SeededRandom): string =>
  `/segments/${HOSTILE_SEGMENT}/households.ndjson${random.pick(['', `?asOf=${dayOf(random)}`, '?after=xyz'])}`

const FEATURE =
  '{"type":"Feature","properties":{"code":"24"},"geometry":{"type":"Polygon","coordinates":[[[106,21],[107,21],[107,22],[106,21]]]}}'
const oneOfFeatures = (index: number): string => `${index === 0 ? '' : ','}${FEATURE}`

const JSON_TYPE = 'Content-Type: application/json'

function request(lines: readonly string[], body: string | Buffer): Buffer {
  const [first, ...headers] = lines
  const bytes = Buffer.from(body)
  const head = [first, 'Host: hub', 'Connection: close', `Content-Length: ${bytes.length}`, ...headers]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), bytes])
}

function post(body: string | Buffer, headers: readonly string[] = []): Buffer {
  return request(['POST /graphql HTTP/1.1', KEY, JSON_TYPE, ...headers], body)
}

function question(query: string): Buffer {
  return post(JSON.stringify({ query }))
}

function upload(content: string): Buffer {
  const body = `--x\r\nContent-Disposition: form-data; name="file"; filename="so-lieu.xlsx"\r\n\r\n${content}\r\n--x--\r\n`
  return request(['POST /imports HTTP/1.1', KEY, 'Content-Type: multipart/form-data; boundary=x'], body)
}

/** A request that announces more than it sends. */
function unfinished(path: string, type: string, body: string): Buffer {
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: hub\r\n${KEY}\r\nContent-Type: ${type}\r\nContent-Length: 90000\r\n\r\n${body}`,
  )
}

function times(count: number, part: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => part(index)).join(' ')
}

function nested(depth: number, field: string): string {
  return `{ area(code: "VN") { ${`${field} { `.repeat(depth)} code ${'} '.repeat(depth)} } }`
}

function bomb(levels: number): string {
  const part = (n: number) => `fragment F${n} on Area { a: parent { ...F${n + 1} } b: parent { ...F${n + 1} } }`
  return `{ area(code: "VN") { ...F0 } } ${times(levels, part)} fragment F${levels} on Area { code }`
}

function deep(levels: number): string {
  return `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
}

/** The text with a few characters taken out, doubled or changed. */
function damaged(random: SeededRandom, text: string): string {
  let said = text
  for (let n = random.whole(1, 4); n > 0; n -= 1) {
    const at = random.whole(0, said.length - 1)
    said =
      said.slice(0, at) +
      random.pick(['', said.slice(at, at + 5), '\u0000', '}', '\r']) +
      said.slice(at + random.whole(0, 2))
  }
  return said
}

/** The longest that any request may stay without an end, in ms. */
const LONGEST = 60_000

/** Sends it and tells how it ended: the status of the answer, `reset` or `closed` without one, `left`, or `hung` for one without an end. */
export function sendHostile(url: string, { bytes, leavesAfterMs, reads }: HostileRequest): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    let heard = ''
    const end = (how: string): void => {
      clearTimeout(longest)
      socket.destroy()
      resolve(/^HTTP\/1\.1 (\d{3})/.exec(heard)?.[1] ?? how)
    }
    const longest = setTimeout(() => end('hung'), LONGEST)
    socket.on('data', (chunk: Buffer) => {
      if (heard.length < 100) heard += chunk.toString('latin1')
    })
    if (!reads) socket.pause()
    socket.on('error', () => end('reset'))
    socket.on('close', () => end('closed'))
    socket.on('end', () => end('closed'))
    socket.write(bytes)
    if (leavesAfterMs !== undefined) socket.once('connect', () => setTimeout(() => end('left'), leavesAfterMs))
  })
}
