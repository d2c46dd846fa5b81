import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeNodeId, encodeNodeId } from '../../src/kernel/node-id.ts'
import { rows } from '../../src/kernel/sql.ts'
import { COMMUNES_OF_XUAN_LOC, Officer, type SeenBatch } from './support/officer.ts'
import { startTestHub, type TestHub } from './support/test-hub.ts'

let hub: TestHub
let officer: Officer

beforeAll(async () => {
  hub = await startTestHub()
  officer = new Officer(hub)
  const areas = await officer.send(COMMUNES_OF_XUAN_LOC, { areaCode: 'VN', asOf: '2010-01-01' })
  await officer.commit(areas.id)
  const first = await roll('2018-01-31', AN_AND_CARD(1), AN_AND_CARD(2))
  expect((await officer.commit(first.id)).outcomes.created).toBe(2)
})
afterAll(() => hub.close())

const AN_AND_CARD = (serial: number) => `${serial},Nguyễn Văn An,1980,Nam,GD475990000000${serial},01/01/2017,31/12/2027`

function roll(asOf: string, ...people: readonly string[]): Promise<SeenBatch> {
  const lines = ['STT,Họ và tên,Ngày sinh,Giới tính,Số thẻ,Từ ngày,Đến ngày', ...people]
  return officer.send(lines, { areaCode: '26446', asOf, kind: 'CARD_ROLL' })
}

interface Match {
  readonly address: string
  readonly sheet: string
  readonly row: number
  readonly fullName: string
  readonly mayBeNew: boolean
  readonly candidates: readonly { readonly id: string; readonly fullName: string }[]
}

async function matchesOf(id: string): Promise<readonly Match[]> {
  const { body } = await hub.ask<{ importBatch: { matches: Match[] } }>(
    'query($id: ID!) { importBatch(id: $id) { matches { address sheet row fullName mayBeNew candidates { id fullName } } } }',
    { id },
  )
  expect(body.errors).toBeUndefined()
  return body.data?.importBatch.matches ?? []
}

const decide = (id: string, match: Pick<Match, 'sheet' | 'row'>, personId: string | null) =>
  officer.say(
    'mutation($id: ID!, $sheet: String!, $row: Int!, $personId: ID) { decideMatch(batchId: $id, sheet: $sheet, row: $row, personId: $personId) { id status } }',
    id,
    { sheet: match.sheet, row: match.row, personId },
  )
const decided = (batch: SeenBatch) =>
  batch.issues.nodes.filter(({ code }) => code.startsWith('person-')).map(({ code }) => code)

test('a doubtful row waits with its candidates, is decided once, and a later file follows the decision', async () => {
  const doubtful = await roll('2018-02-28', AN_AND_CARD(3))
  const [match, ...others] = await matchesOf(doubtful.id)
  expect(others).toEqual([])
  expect(match).toMatchObject({ address: 'danh-sach!B2', row: 2, fullName: 'Nguyễn Văn An', mayBeNew: true })
  expect(match?.candidates.map(({ fullName }) => fullName)).toEqual(['Nguyễn Văn An', 'Nguyễn Văn An'])
  if (match === undefined) throw new Error('no match')

  const first = await decide(doubtful.id, match, match.candidates[1]?.id ?? '')
  expect([first.status, first.outcomes.rejected, decided(first)]).toEqual(['CHECKED', 0, ['person-decided']])
  expect(await matchesOf(doubtful.id)).toEqual([])

  const later = await roll(
    '2018-03-31',
    AN_AND_CARD(3),
    '4,Trần Thị Bình,1990,Nữ,GD4759900000009,01/01/2017,31/12/2027',
  )
  expect([decided(later), later.outcomes]).toEqual([['person-decided'], { created: 2, updated: 0, rejected: 0 }])

  const changedMind = await decide(doubtful.id, match, null)
  expect([decided(changedMind), changedMind.outcomes.created]).toEqual([['person-decided-new'], 1])
  expect((await officer.commit(doubtful.id)).status).toBe('COMMITTED')
  await expect(decide(doubtful.id, match, null)).rejects.toThrow(/BATCH_REFUSED batch-status/)
  const chosen = Number(decodeNodeId(match.candidates[1]?.id ?? '')?.key)
  const batchId = Number(decodeNodeId(doubtful.id)?.key)
  expect(
    await rows(
      hub.database.em,
      `select account, detail from audit_entry where action = 'MATCH_DECIDED' order by entry_no`,
    ),
  ).toEqual(
    [chosen, null].map((personId) => ({ account: 'administrator', detail: { batchId, row: match.row, personId } })),
  )
})

test('what cannot be chosen is refused with a sentence, and the batch stays as it was', async () => {
  const doubtful = await roll('2018-04-30', AN_AND_CARD(7))
  const [match] = await matchesOf(doubtful.id)
  if (match === undefined) throw new Error('no match')
  const refusals = [
    [
      () => decide(doubtful.id, { sheet: match.sheet, row: 99 }, null),
      /BAD_USER_INPUT match-not-doubtful: .*danh-sach!99/,
    ],
    [() => decide(doubtful.id, match, encodeNodeId('Person', 999_999)), /BAD_USER_INPUT match-not-a-candidate/],
    [() => decide(doubtful.id, match, 'An'), /BAD_USER_INPUT person-id-not-readable/],
    [() => decide(encodeNodeId('ImportBatch', 999_999), match, null), /BAD_USER_INPUT batch-not-found/],
  ] as const
  for (const [refused, sentence] of refusals) await expect(refused()).rejects.toThrow(sentence)
  expect((await officer.look(doubtful.id)).status).toBe('CHECKED')
  expect(await matchesOf(doubtful.id)).toHaveLength(1)
})
