import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '../../src/access/audit.store.ts'
import { verifyCube } from '../../src/coverage/verify.ts'
import { rows } from '../../src/kernel/sql.ts'
import { Officer, type SeenBatch } from './support/officer.ts'
import { openPersonsFor } from './support/open-persons.ts'
import { startTestHub, type TestHub, UNHURRIED } from './support/test-hub.ts'

const COMMUNES = [
  'Tỉnh Thành Phố,Mã TP,Quận Huyện,Mã QH,Phường Xã,Mã PX',
  'Tỉnh Đồng Nai,75,Huyện Xuân Lộc,741,Xã Xuân Hòa,26443',
  'Tỉnh Đồng Nai,75,Huyện Xuân Lộc,741,Xã Xuân Hưng,26446',
  'Tỉnh Đồng Nai,75,Huyện Cẩm Mỹ,739,Xã Xuân Đông,26359',
]
const HEAD = 'STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Địa chỉ,Số thẻ,Từ ngày,Đến ngày'

/** Of the people of Xuân Hòa: what the officer of Xuân Hưng did not write into a file. */
const SECRETS = [
  'Xuân Hòa',
  'Ấp Kín',
  'Lê Thị Kín',
  'Phạm Văn Xa',
  '*0001',
  '*0002',
  'GD4759900000001',
  'GD4759900000002',
  '0789',
  '31/12/2027',
  '2027-12-31',
]
const NEWCOMER = '4,Người Mới,05/06/1981,Nam,099081000999,,GD4759900000099,01/01/2018,30/06/2019'
const MOST_HELD = 20

interface Report {
  readonly status: string
  readonly outcomes: Readonly<Record<'created' | 'updated' | 'rejected' | 'unchanged', number>>
  readonly issues: {
    readonly nodes: readonly { code: string; found: string | null; message: string; remedy: string }[]
  }
  readonly issueGroups: readonly { code: string; count: number; message: string }[]
  readonly changes: {
    readonly totalCount: number
    readonly nodes: readonly {
      kind: string
      subject: string
      field: string | null
      before: string | null
      after: string | null
    }[]
  }
  readonly matches: readonly {
    readonly sheet: string
    readonly row: number
    readonly mayBeNew: boolean
    readonly candidates: readonly { readonly id: string; readonly fullName: string }[]
  }[]
}

const REPORT = `query($id: ID!) { importBatch(id: $id) {
  status outcomes { created updated rejected unchanged }
  issues(first: 100) { nodes { code found message remedy } } issueGroups { code count message }
  changes(first: 100) { totalCount nodes { kind subject field before after } }
  matches { sheet row mayBeNew candidates { id fullName } }
} }`

let hub: TestHub
let administrator: Officer
interface Somebody extends Officer {
  readonly key: Readonly<Record<string, string>>
  readonly account: string
}
let hung: Somebody
let hoa: Somebody
let province: Somebody
let district: Somebody
let month = 0

async function officerOf(code: string): Promise<Somebody> {
  const { body } = await hub.ask<{ issueKey: { id: string; key: string } }>(
    `mutation($code: String!) { issueKey(input: { role: DATA_OFFICER, areaCodes: [$code], purpose: "thử" }) { id key } }`,
    { code },
  )
  const key = { authorization: `Bearer ${body.data?.issueKey.key}` }
  return Object.assign(new Officer(hub, key), { key, account: body.data?.issueKey.id ?? '' })
}

/** Months go on, for no roll may come after one of a later day. */
const nextDay = () => new Date(Date.UTC(2018, ++month, 0)).toISOString().slice(0, 10)

const roll = (officer: Officer, areaCode: string, people: readonly string[], asOf = nextDay()): Promise<SeenBatch> =>
  officer.send([HEAD, ...people], { areaCode, asOf, kind: 'CARD_ROLL' })

async function report(id: string, reader: Somebody): Promise<Report> {
  const { body } = await hub.ask<{ importBatch: Report }>(REPORT, { id }, reader.key)
  if (!body.data) throw new Error(JSON.stringify(body.errors))
  return body.data.importBatch
}

const elsewhere = ({ issues }: Report) =>
  issues.nodes.map(({ code }) => code).filter((code) => code.includes('elsewhere'))

/** Everything that a reader can get of a batch: the answer, and the marked file unpacked. */
async function allTold(id: string, reader: Somebody): Promise<string> {
  const answer = await fetch(`${hub.url}/imports/${id}/workbook`, {
    headers: { ...reader.key, 'accept-language': 'vi' },
  })
  expect(answer.status).toBe(200)
  return JSON.stringify([await report(id, reader), await textOf(Buffer.from(await answer.arrayBuffer()))])
}

async function textOf(workbook: Buffer): Promise<string> {
  const { default: ExcelJS } = await import('exceljs')
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(workbook as never)
  return JSON.stringify(book.worksheets.map((sheet) => sheet.getSheetValues()))
}

const people = async (code: string, reader: Somebody): Promise<readonly string[]> => {
  const { body } = await hub.ask<{ persons: { nodes: { fullName: string }[] } }>(
    'query($code: String!) { persons(where: { within: $code }) { nodes { fullName } } }',
    { code },
    reader.key,
  )
  return (body.data?.persons.nodes ?? []).map(({ fullName }) => fullName).sort()
}

const decide = (officer: Officer, id: string, match: { sheet: string; row: number }, personId: string | null) =>
  officer.say(
    'mutation($id: ID!, $sheet: String!, $row: Int!, $personId: ID) { decideMatch(batchId: $id, sheet: $sheet, row: $row, personId: $personId) { id status } }',
    id,
    { sheet: match.sheet, row: match.row, personId },
  )

const audited = (action: string, account: string) =>
  rows<{ detail: Record<string, unknown> }>(
    hub.database.em,
    'select detail from audit_entry where action = $1 and account = $2 order by entry_no',
    [action, account],
  )

beforeAll(async () => {
  hub = await startTestHub({}, { rateLimits: { ...UNHURRIED, heldPerDay: MOST_HELD } })
  administrator = new Officer(hub)
  await administrator.commit((await administrator.send(COMMUNES, { areaCode: 'VN', asOf: '2010-01-01' })).id)
  hung = await officerOf('26446')
  hoa = await officerOf('26443')
  district = await officerOf('741')
  province = await officerOf('75')
  // Whoever decides of whom a row speaks looks at persons.
  for (const { key } of [district, province]) await openPersonsFor(hub, key)
  const first = await roll(administrator, '26443', [
    '1,Trần Bí Mật,05/06/1980,Nam,099080000123,Ấp Kín 7,GD4759900000001,01/01/2017,31/12/2027',
    '2,Lê Thị Kín,1990,Nữ,099190000456,Ấp Kín 8,HN4759900000002,01/01/2017,31/12/2027',
    '3,Phạm Văn Xa,1970,Nam,099070000789,Ấp Kín 9,GD4759900000003,01/01/2017,31/12/2027',
  ])
  await administrator.commit(first.id)
})
afterAll(async () => {
  expect(await verifyCube(hub.database.em)).toEqual([])
  expect((await verifyAudit(hub.database.em)).broken).toEqual([])
  await hub.close()
})

describe('a row that names somebody of another commune', () => {
  test('is held in one shape, whether the name agrees or not, by whichever number, and tells nothing of anybody', async () => {
    const { id } = await roll(hung, '26446', [
      '1,Trần Bí Mật,05/06/1980,Nam,099080000123,,,,',
      '2,Tên Khác,01/01/1955,Nam,099190000456,,,,',
      '3,Ai Đó,1960,Nam,,,GD4759900000003,01/01/2018,30/06/2019',
      NEWCOMER,
    ])
    const seen = await report(id, hung)
    expect(seen.outcomes).toEqual({ created: 1, updated: 0, rejected: 3, unchanged: 0 })
    const held = seen.issues.nodes.filter(({ code }) => code === 'person-elsewhere')
    expect(held.map(({ found }) => found)).toEqual(['Trần Bí Mật', 'Tên Khác', 'Ai Đó'])
    const [one, ...others] = held.map(({ found, message, remedy }) => [message.replace(found ?? '', '…'), remedy])
    for (const other of others) expect(other).toEqual(one)
    expect(seen.matches).toEqual([])
    expect(seen.changes.nodes).toEqual([
      { kind: 'CREATED', subject: 'Người Mới', field: null, before: null, after: null },
    ])
    const told = await allTold(id, hung)
    for (const secret of SECRETS) expect(told).not.toContain(secret)
    await hung.commit(id)
    expect(await people('26446', hung)).toEqual(['Người Mới'])
    expect(await people('26443', hoa)).toEqual(['Lê Thị Kín', 'Phạm Văn Xa', 'Trần Bí Mật'])
    const [entry] = await audited('ROWS_HELD', hung.account)
    expect(entry?.detail).toEqual({ batchId: expect.any(Number), areaId: expect.any(Number), rows: 3, refused: false })
  })

  test('is decided by whoever holds both places, moved by the next commit, and stays so', async () => {
    const lines = ['1,Trần Bí Mật,05/06/1980,Nam,099080000123,,GD4759900000077,01/01/2018,30/06/2019', NEWCOMER]
    const { id } = await roll(hung, '26446', lines)
    await expect(decide(hung, id, { sheet: 'danh-sach', row: 2 }, null)).rejects.toThrow(/match-not-doubtful/)
    const [match] = (await report(id, district)).matches
    expect(match).toMatchObject({ row: 2, mayBeNew: false, candidates: [{ fullName: 'Trần Bí Mật' }] })
    if (!match) throw new Error('no match')
    await expect(decide(district, id, match, null)).rejects.toThrow(/match-not-new/)
    await decide(district, id, match, match.candidates[0]?.id ?? '')

    const before = await report(id, hung)
    expect([before.outcomes.rejected, elsewhere(before)]).toEqual([0, ['person-elsewhere-decided']])
    expect(before.changes.nodes.filter(({ before }) => before !== null)).toEqual([])
    expect(before.changes.nodes.map(({ kind, field, after }) => [kind, field, after])).toContainEqual([
      'UPDATED',
      'area',
      'Xã Xuân Hưng',
    ])
    expect(before.changes.totalCount).toBe(before.changes.nodes.length)
    const told = await allTold(id, hung)
    for (const secret of SECRETS) expect(told).not.toContain(secret)
    const whole = await report(id, district)
    expect(whole.changes.nodes.map(({ before }) => before)).toContain('Xã Xuân Hòa')
    expect(whole.changes.nodes.map(({ kind }) => kind)).toContain('GONE')

    await hung.commit(id)
    expect(await people('26446', hung)).toEqual(['Người Mới', 'Trần Bí Mật'])
    expect(await people('26443', hoa)).toEqual(['Lê Thị Kín', 'Phạm Văn Xa'])
    const afterwards = await allTold(id, hung)
    for (const secret of SECRETS) expect(afterwards).not.toContain(secret)
    const again = await roll(hung, '26446', lines)
    expect((await report(again.id, hung)).outcomes).toEqual({ created: 0, updated: 0, rejected: 0, unchanged: 2 })

    // Withdrawn, the person is back, and what was decided for that commit is not decided for the next.
    await hung.withdraw(id)
    expect(await people('26443', hoa)).toContain('Trần Bí Mật')
    const later = await roll(hung, '26446', lines)
    expect(elsewhere(await report(later.id, hung))).toEqual(['person-elsewhere'])
  })

  test('is held again when the person has gone elsewhere since the decision, and goes in when they have come', async () => {
    const lines = ['1,Phạm Văn Xa,1970,Nam,099070000789,,,,']
    const { id } = await roll(hung, '26446', lines)
    const [match] = (await report(id, province)).matches
    if (!match) throw new Error('no match')
    await decide(province, id, match, match.candidates[0]?.id ?? '')
    const moving = await roll(administrator, '26359', [
      '1,Phạm Văn Xa,1970,Nam,099070000789,,GD4759900000003,01/01/2017,31/12/2027',
    ])
    await administrator.commit(moving.id)
    const held = await hung.commit(id)
    expect([held.status, held.outcomes.rejected, held.outcomes.updated]).toEqual(['COMMITTED', 1, 0])
    expect(await people('26359', province)).toEqual(['Phạm Văn Xa'])

    const waiting = await roll(hung, '26446', lines)
    expect(waiting.outcomes.rejected).toBe(1)
    const back = await roll(administrator, '26446', lines, '2018-01-05')
    expect(back.outcomes.rejected).toBe(0)
  })
})

test('files that name too many people of other places are refused, and from then on all of their sender for a day', async () => {
  const guesser = await officerOf('26446')
  const known = ',Tên Nào,1990,Nữ,099190000456,,,,'
  const guess = (lines: number, row = known) =>
    roll(
      guesser,
      '26446',
      Array.from({ length: lines }, (_, at) => `${at}${row}`),
    )
  const sent = async (file: SeenBatch) => {
    const told = await report(file.id, guesser)
    return [told.status, told.outcomes, elsewhere(told)] as const
  }
  expect((await sent(await guess(MOST_HELD - 1)))[1].rejected).toBe(MOST_HELD - 1)
  const nothing = { created: 0, updated: 0, rejected: 0, unchanged: 0 }
  expect(await sent(await guess(2))).toEqual(['FAILED', nothing, ['too-many-elsewhere']])
  expect(await sent(await guess(1, NEWCOMER.slice(1)))).toEqual(['FAILED', nothing, ['too-many-elsewhere']])
  expect((await audited('ROWS_HELD', guesser.account)).map(({ detail }) => [detail.rows, detail.refused])).toEqual([
    [MOST_HELD - 1, false],
    [2, true],
  ])
  expect((await sent(await roll(hung, '26446', [NEWCOMER])))[0]).toBe('CHECKED')
  expect((await roll(administrator, '26446', [`1${known}`])).status).toBe('CHECKED')
})
