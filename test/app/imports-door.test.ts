import { readdirSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cleanFileName } from '../../src/app/http/import-form.ts'
import { BEARER, startTestHub, type TestHub } from './support/test-hub.ts'

let hub: TestHub

beforeAll(async () => {
  hub = await startTestHub({}, { maxUploadBytes: 1024 * 1024 })
})
afterAll(() => hub.close())

const AREAS = [
  'Tỉnh Thành Phố,Mã TP,Quận Huyện,Mã QH,Phường Xã,Mã PX',
  'Tỉnh Bắc Giang,24,Huyện Yên Thế,215,Thị trấn Phồn Xương,07288',
  'Tỉnh Bắc Giang,24,Huyện Yên Thế,215,Xã Tân Sỏi,07294',
].join('\r\n')

interface Received {
  readonly id: string
  readonly repeated: boolean
}

type Part = readonly [name: string, value: string | File]

async function send(parts: readonly Part[], headers: Readonly<Record<string, string>> = {}) {
  const form = new FormData()
  for (const [name, value] of parts) form.append(name, value)
  const answer = await fetch(`${hub.url}/imports`, { method: 'POST', headers: { ...BEARER, ...headers }, body: form })
  return { status: answer.status, body: (await answer.json()) as Received & Record<string, unknown> }
}

const sheet = (text = AREAS, name = 'danh-muc.csv') => new File([text], name, { type: 'text/csv' })

async function batchOf(id: string) {
  await hub.hub.imports.settled(Number(Buffer.from(id, 'base64url').toString().split(':')[1]))
  const { body } = await hub.ask<{ importBatch: Record<string, unknown> }>(
    'query($id: ID!) { importBatch(id: $id) { id kind status fileName asOf createdBy area { code } outcomes { rowsRead created rejected } issueGroups { code severity } } }',
    { id },
  )
  return body.data?.importBatch
}

const keptFiles = () => readdirSync(join(hub.config.dataDirectory, 'files')).sort()

test('a file is taken with 202 and its batch’s id, and read behind it', async () => {
  const { status, body } = await send([['file', sheet()]])
  expect([status, body]).toEqual([202, { id: expect.any(String), repeated: false }])
  expect(await batchOf(body.id)).toMatchObject({
    status: 'CHECKED',
    kind: 'AREAS',
    fileName: 'danh-muc.csv',
    createdBy: 'administrator',
    outcomes: { rowsRead: 2, rejected: 0 },
  })
})

test('fields count whether they stand before the file or after it', async () => {
  for (const [index, order] of (['before', 'after'] as const).entries()) {
    const file: Part = ['file', sheet(`${AREAS}\r\nTỉnh Bắc Giang,24,Huyện Yên Thế,215,Xã Đồng Kỳ,0727${index}`)]
    const fields: Part[] = [
      ['kind', 'AREAS'],
      ['asOf', '2017-09-30'],
      ['areaCode', 'VN'],
    ]
    const { status, body } = await send(order === 'before' ? [...fields, file] : [file, ...fields])
    expect(status).toBe(202)
    expect(await batchOf(body.id)).toMatchObject({ kind: 'AREAS', asOf: '2017-09-30', area: { code: 'VN' } })
  }
})

test('the same bytes again are answered with the first batch', async () => {
  const first = await send([['file', sheet(`${AREAS}\r\n`)]])
  const again = await send([['file', sheet(`${AREAS}\r\n`, 'another-name.csv')]])
  expect([first.body.repeated, again.body]).toEqual([false, { id: first.body.id, repeated: true }])
})

test('a Vietnamese file name arrives as it is, one with folders and turned writing is cleaned', async () => {
  const named = await send([['file', sheet(`${AREAS}\r\n\r\n`, 'Danh sách thẻ – Yên Thế (quý III).csv')]])
  expect(await batchOf(named.body.id)).toMatchObject({ fileName: 'Danh sách thẻ – Yên Thế (quý III).csv' })
  const odd = await send([['file', sheet(`${AREAS}\r\n\r\n\r\n`, `../../etc/a\u202egnp${'x'.repeat(100)}.csv`)]])
  const { fileName } = (await batchOf(odd.body.id)) as { fileName: string }
  expect(fileName).toMatch(/^agnpx+\.csv$/)
})

test.each([
  ['C:\\Users\\an\\thẻ.xlsx', 'thẻ.xlsx'],
  ['a\u0000b\r\nc.csv', 'abc.csv'],
  ['e\u0302.csv', 'ê.csv'],
  ['../..', '..'],
  ['', 'unnamed'],
  ['/', 'unnamed'],
])('the name %j is kept as %j', (sent, kept) => {
  expect(cleanFileName(sent)).toBe(kept)
})

const REFUSED: readonly (readonly [string, readonly Part[], string, RegExp])[] = [
  ['no file', [['kind', 'AREAS']], 'file-missing', /file/],
  [
    'two files',
    [
      ['file', sheet('a')],
      ['file', sheet('b')],
    ],
    'one-file-only',
    /một tệp/,
  ],
  [
    'an unknown kind',
    [
      ['kind', 'CARDS'],
      ['file', sheet()],
    ],
    'kind-unknown',
    /CARDS.*AREAS.*CARD_ROLL/,
  ],
  [
    'an unknown kind after the file',
    [
      ['file', sheet()],
      ['kind', 'CARDS'],
    ],
    'kind-unknown',
    /CARDS/,
  ],
  [
    'a day that is none',
    [
      ['file', sheet()],
      ['asOf', '30/9/2017'],
    ],
    'day-not-readable',
    /2017-09-30/,
  ],
  [
    'a code that is none',
    [
      ['file', sheet()],
      ['areaCode', "24'; drop"],
    ],
    'area-code-not-readable',
    /mã địa bàn/,
  ],
  [
    'an unknown field',
    [
      ['file', sheet()],
      ['district', '215'],
    ],
    'field-unknown',
    /district.*areaCode/,
  ],
  [
    'a field twice',
    [
      ['kind', 'AREAS'],
      ['kind', 'FIGURES'],
      ['file', sheet()],
    ],
    'field-repeated',
    /kind/,
  ],
  ['a file in another field', [['upload', sheet()]], 'field-unknown', /upload/],
]

test.each(REFUSED)('%s is refused with a sentence, and nothing is kept', async (_what, parts, code, sentence) => {
  const before = keptFiles()
  const { status, body } = await send(parts)
  expect([status, body]).toEqual([
    400,
    {
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(sentence),
      issues: [{ code, message: body.message }],
      requestId: expect.any(String),
    },
  ])
  expect(keptFiles()).toEqual(before)
})

test('a file over the limit is refused with 413, also when nobody said how large it is, and nothing is kept', async () => {
  const before = keptFiles()
  const large = 'x'.repeat(1024 * 1024 + 1)
  expect(await send([['file', sheet(large)]])).toMatchObject({
    status: 413,
    body: { code: 'PAYLOAD_TOO_LARGE', message: expect.stringContaining('1 MB') },
  })
  expect(await streamed(multipart(large))).toMatchObject({ status: 413, body: { code: 'PAYLOAD_TOO_LARGE' } })
  expect(keptFiles()).toEqual(before)
})

test('what is no form, or a broken one, is told apart', async () => {
  const text = await fetch(`${hub.url}/imports`, {
    method: 'POST',
    headers: { ...BEARER, 'content-type': 'text/csv' },
    body: AREAS,
  })
  expect([text.status, await text.json()]).toMatchObject([415, { code: 'UNSUPPORTED_MEDIA_TYPE' }])
  const bare = await fetch(`${hub.url}/imports`, {
    method: 'POST',
    headers: { ...BEARER, 'content-type': 'multipart/form-data; x=y' },
    body: 'x',
  })
  expect([bare.status, await bare.json()]).toMatchObject([400, { code: 'BAD_REQUEST' }])
  expect(await streamed(multipart(AREAS).slice(0, 150))).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST' } })
})

test('a sender that hangs up in the middle leaves nothing behind and hurts nobody', async () => {
  const before = keptFiles()
  await new Promise<void>((resolve) => {
    const sending = request(`${hub.url}/imports`, {
      method: 'POST',
      headers: { ...BEARER, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    })
    sending.on('error', () => resolve())
    sending.write(multipart(AREAS).slice(0, 150), () => sending.destroy(new Error('gone')))
  })
  await expect.poll(keptFiles).toEqual(before)
  expect((await fetch(`${hub.url}/readyz`)).status).toBe(200)
})

const BOUNDARY = 'a-boundary-of-the-test'

function multipart(text: string): string {
  return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n${text}\r\n--${BOUNDARY}--\r\n`
}

/** Sends in chunks without a length, as a program that streams does. */
function streamed(body: string): Promise<{ status: number; body: unknown }> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...BEARER,
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      'transfer-encoding': 'chunked',
    }
    const sending = request(`${hub.url}/imports`, { method: 'POST', headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString()) }),
      )
    })
    sending.on('error', reject)
    sending.end(body)
  })
}
