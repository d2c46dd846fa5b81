import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { madeUpSocialInsuranceNumber } from '../../src/app/demo/made-up-numbers.ts'
import { verifyCube } from '../../src/coverage/verify.ts'
import { rows } from '../../src/kernel/sql.ts'
import { emptyRegister } from '../importers/persons/small-province.ts'
import { COMMUNES_OF_XUAN_LOC, Officer, type SeenBatch } from './support/officer.ts'
import { startTestHub, type TestHub } from './support/test-hub.ts'

const HEADINGS = 'STT,Họ và tên,Mã số BHXH,Số thẻ BHYT,Ngày sinh,Giới tính,Mã xã,Từ ngày,Đến ngày'
let hub: TestHub
let officer: Officer

beforeAll(async () => {
  hub = await startTestHub()
  officer = new Officer(hub)
  const units = await officer.send(COMMUNES_OF_XUAN_LOC, { kind: 'AREAS', asOf: '2017-01-01', areaCode: 'VN' })
  expect(await officer.commit(units.id)).toMatchObject({ status: 'COMMITTED' })
})
beforeEach(() => emptyRegister(hub.database.em))
afterAll(() => hub.close())

interface Holder {
  readonly name: string
  readonly number: number
  readonly until?: string
}
const [AN, BINH, CHI, DUNG] = ['An', 'Bình', 'Chi', 'Dũng'].map((name, number) => ({
  name: `Nguyễn Văn ${name}`,
  number,
}))
type Four = Required<Pick<Holder, 'name' | 'number'>>
const until = (who: Four | undefined, day: string): Holder => ({ ...(who as Four), until: day })
const holders = (...list: readonly (Holder | undefined)[]): readonly Holder[] => list.map((who) => who as Holder)

function rollOf(list: readonly Holder[]): string[] {
  const lines = list.map(({ name, number, until: day = '31/12/2017' }, at) => {
    const code = madeUpSocialInsuranceNumber(number + 1)
    return `${at + 1},${name},${code},GD400${code},0${number + 1}/02/1980,Nam,26446,01/01/2017,${day}`
  })
  return [HEADINGS, ...lines]
}

const send = (asOf: string, list: readonly Holder[]): Promise<SeenBatch> =>
  officer.send(rollOf(list), { kind: 'CARD_ROLL', asOf, areaCode: '26446' })

async function commitRoll(asOf: string, list: readonly Holder[]): Promise<string> {
  const { id } = await send(asOf, list)
  expect(await officer.commit(id)).toMatchObject({ status: 'COMMITTED' })
  return id
}

interface Change {
  readonly kind: string
  readonly subject: string
  readonly field: string | null
  readonly before: string | null
  readonly after: string | null
}

async function batchOf<Data>(id: string, fields: string): Promise<Data> {
  const { body } = await hub.ask<{ importBatch: Data }>(`query($id: ID!) { importBatch(id: $id) { ${fields} } }`, {
    id,
  })
  if (!body.data) throw new Error(JSON.stringify(body.errors))
  return body.data.importBatch
}

const changesOf = async (id: string) =>
  (
    await batchOf<{ changes: { nodes: Change[] } }>(
      id,
      'changes(first: 50) { nodes { kind subject field before after } }',
    )
  ).changes.nodes

/** Who holds a card of which batch until when, as the register has it. */
const cards = () =>
  rows<{ name: string; until: string }>(
    hub.database.em,
    `select full_name as name, valid_until::text as until from person join enrolment using (person_id) order by full_name`,
  )

describe('two officers at once for the same commune', () => {
  const MANY = Array.from({ length: 300 }, (_, number) => ({ name: `Nguyễn Văn ${number}`, number: number % 9 }))
  const wide = (day: string) =>
    MANY.map(({ name }, at) => {
      const code = madeUpSocialInsuranceNumber(10_000 + at)
      return `${at + 1},${name},${code},GD400${code},01/02/1980,Nam,26446,01/01/2017,${day}`
    })
  const sendMany = (day: string, asOf: string) =>
    officer.send([HEADINGS, ...wide(day)], { kind: 'CARD_ROLL', asOf, areaCode: '26446' })

  test('of two lists of one day one is written after the other, and the register is wholly the later one’s', async () => {
    const sent = await Promise.all([sendMany('31/12/2017', '2017-11-10'), sendMany('30/06/2018', '2017-11-10')])
    expect(sent.map(({ status }) => status)).toEqual(['CHECKED', 'CHECKED'])
    const done = await Promise.all(sent.map(({ id }) => officer.commit(id)))
    expect(done.map(({ status }) => status)).toEqual(['COMMITTED', 'COMMITTED'])
    const found = await rows<{ until: string; n: number }>(
      hub.database.em,
      'select valid_until::text as until, count(*)::int as n from enrolment group by 1',
    )
    expect(found).toEqual([{ until: expect.stringMatching(/^2018-0[17]-01$/), n: 300 }])
    expect(await verifyCube(hub.database.em)).toEqual([])
  })

  test('of two lists of two days the older one is told when it comes too late, and writes nothing', async () => {
    const [older, newer] = await Promise.all([
      sendMany('31/12/2017', '2017-11-10'),
      sendMany('30/06/2018', '2017-11-30'),
    ])
    const outcomes = await Promise.allSettled([officer.commit(newer.id), officer.commit(older.id)])
    const last = outcomes[1]
    expect(outcomes[0]?.status).toBe('fulfilled')
    if (last?.status === 'rejected') {
      expect(String(last.reason)).toContain('batch-blocked')
      const { issues, status } = await officer.look(older.id)
      expect([status, issues.nodes.map(({ code }) => code)]).toEqual([
        'CHECKED',
        expect.arrayContaining(['older-than-register']),
      ])
    }
    const [found, ...others] = await rows(hub.database.em, 'select distinct valid_until::text as until from enrolment')
    expect([found, others]).toEqual([{ until: '2018-07-01' }, []])
    expect(await verifyCube(hub.database.em)).toEqual([])
  })
})

test('a check tells who is new, what changes field by field, and who is gone, before anything is written', async () => {
  await commitRoll('2017-09-30', holders(AN, BINH, CHI))
  const before = await cards()
  const { id, status, outcomes } = await send('2017-10-31', [until(AN, '30/06/2018'), ...holders(BINH, DUNG)])
  expect([status, outcomes]).toEqual(['CHECKED', { created: 1, updated: 1, rejected: 0 }])
  const changes = await changesOf(id)
  expect(changes.filter(({ kind }) => kind === 'UPDATED')).toEqual([
    {
      kind: 'UPDATED',
      subject: 'Nguyễn Văn An, ***********0001',
      field: 'validUntil',
      before: '2018-01-01',
      after: '2018-07-01',
    },
  ])
  expect(changes.map(({ kind }) => kind).sort()).toEqual(['CREATED', 'GONE', 'UPDATED'])
  expect(changes.find(({ kind }) => kind === 'GONE')?.subject).toContain('Nguyễn Văn Chi')
  expect(await cards()).toEqual(before)
  await officer.commit(id)
  expect(await changesOf(id)).toEqual(changes)
})

test('the middle one of three is withdrawn row by row: undone, or kept because changed since, with the reason', async () => {
  await commitRoll('2017-09-30', holders(AN))
  const second = await commitRoll('2017-10-30', holders(AN, BINH, { ...until(CHI, '31/10/2017') }))
  await commitRoll('2017-11-30', [...holders(AN), until(BINH, '30/06/2018')])
  const withdrawn = await officer.withdraw(second)
  expect(withdrawn.status).toBe('WITHDRAWN')
  interface Told {
    readonly withdrawal: {
      readonly undone: number
      readonly kept: number
      readonly blocked: number
      readonly reasons: readonly { code: string; message: string; count: number; examples: string[] }[]
    }
  }
  const { withdrawal } = await batchOf<Told>(
    second,
    'withdrawal { undone kept blocked reasons { code message count examples } }',
  )
  expect(withdrawal.undone).toBeGreaterThan(0)
  expect(withdrawal).toMatchObject({
    kept: 1,
    blocked: 0,
    reasons: [
      {
        code: 'withdrawal-changed-later',
        message: 'Giữ nguyên vì một lượt nhập sau đã ghi hoặc xác nhận người này.',
        count: 1,
        examples: ['Nguyễn Văn Bình'],
      },
    ],
  })
  expect(await cards()).toEqual([
    { name: 'Nguyễn Văn An', until: '2018-01-01' },
    { name: 'Nguyễn Văn Bình', until: '2018-07-01' },
  ])
  expect(await verifyCube(hub.database.em)).toEqual([])
})

test('a list of units that others stand on cannot be withdrawn: what blocks it is named', async () => {
  const { id } = await officer.send([...COMMUNES_OF_XUAN_LOC, 'Tỉnh Đồng Nai,75,Huyện Xuân Lộc,741,Xã Mới,26999'], {
    kind: 'AREAS',
    asOf: '2017-02-01',
    areaCode: 'VN',
  })
  await officer.commit(id)
  const roll = rollOf(holders(AN)).map((line) => line.replace('26446', '26999'))
  const placed = await officer.send(roll, { kind: 'CARD_ROLL', asOf: '2017-11-10', areaCode: '26999' })
  await officer.commit(placed.id)
  await officer.withdraw(id)
  const { withdrawal } = await batchOf<{
    withdrawal: { blocked: number; reasons: { code: string; examples: string[] }[] }
  }>(id, 'withdrawal { blocked reasons { code examples } }')
  expect(withdrawal).toEqual({
    blocked: 1,
    reasons: [{ code: 'withdrawal-area-in-use', examples: [expect.stringContaining('Mới')] }],
  })
  expect(await batchOf(placed.id, 'withdrawal { undone }')).toEqual({ withdrawal: null })
})
