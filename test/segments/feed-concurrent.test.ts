import { afterAll, beforeAll, expect, test } from 'vitest'
import { madeUpSocialInsuranceNumber } from '../../src/app/demo/made-up-numbers.ts'
import { PartnerClient, type SegmentChange, type SegmentHousehold } from '../../src/client/partner-client.ts'
import { SEGMENT_FIELDS } from '../../src/segments/segment-field.ts'
import { COMMUNES_OF_XUAN_LOC, Officer } from '../app/support/officer.ts'
import { startTestHub, type TestHub } from '../app/support/test-hub.ts'

const SURVEY = 'STT,Mã hộ,Thôn/Ấp,Họ và tên,Quan hệ với chủ hộ,Ngày sinh,Giới tính,Diện hộ'
const ROLL = 'STT,Họ và tên,Mã số BHXH,Số thẻ BHYT,Ngày sinh,Giới tính,Mã xã,Từ ngày,Đến ngày'
const COMMUNES = ['26446', '26443'] as const
const HOUSEHOLDS = 12
const ROUNDS = 4

let hub: TestHub
let officer: Officer
let partner: PartnerClient

const commit = async (lines: readonly string[], fields: Readonly<Record<string, string>>): Promise<string> => {
  const { id, issues } = await officer.send(lines, fields)
  const { status } = await officer.commit(id)
  expect([status, issues.nodes]).toEqual(['COMMITTED', expect.anything()])
  return id
}

beforeAll(async () => {
  hub = await startTestHub({ clock: () => new Date('2017-11-10T05:00:00Z') })
  officer = new Officer(hub)
  await commit(COMMUNES_OF_XUAN_LOC, { kind: 'AREAS', asOf: '2017-01-01', areaCode: 'VN' })
  for (const areaCode of COMMUNES) {
    const lines = Array.from({ length: HOUSEHOLDS }, (_, at) => [
      `${2 * at + 1},H${at},Ấp ${at % 3},Nguyễn Văn ${NAMES[at]} ${areaCode},Chủ hộ,${at + 1}/2/1980,Nam,Hộ nghèo`,
      `${2 * at + 2},H${at},Ấp ${at % 3},Trần Thị ${NAMES[at]} ${areaCode},Vợ,${at + 1}/3/1982,Nữ,Hộ nghèo`,
    ]).flat()
    await commit([SURVEY, ...lines], { kind: 'HOUSEHOLD_SURVEY', areaCode, asOf: '2017-01-01' })
  }
  const definition = { purpose: 'thử', agreement: 'TT 1', expiresOn: '2018-06-01', areaCodes: ['741'] }
  const input = { ...definition, fields: SEGMENT_FIELDS, selection: { memberCovered: false } }
  await hub.ask(
    'mutation($input: SegmentInput!) { createSegment(name: "chua-co-the", partner: "A", input: $input) { name } }',
    { input },
  )
  const key = await hub.ask<{ issueKey: { key: string } }>(
    'mutation { issueKey(input: { role: PARTNER, areaCodes: [], purpose: "x", segments: ["chua-co-the"] }) { key } }',
  )
  partner = new PartnerClient({ url: hub.url, key: key.body.data?.issueKey.key ?? '' })
})
afterAll(() => hub.close())

const NAMES = ['An', 'Bình', 'Chi', 'Dũng', 'Em', 'Giang', 'Hà', 'Khánh', 'Lan', 'Minh', 'Nga', 'Oanh']

/** A roll of a commune: in each round others hold cards, so that households leave the segment and come back. */
function rollOf(commune: string, round: number): string[] {
  const people = NAMES.flatMap((name, at) => [
    { name: `Nguyễn Văn ${name} ${commune}`, born: `0${(at % 9) + 1}/02/1980`, sex: 'Nam', at: 2 * at },
    { name: `Trần Thị ${name} ${commune}`, born: `0${(at % 9) + 1}/03/1982`, sex: 'Nữ', at: 2 * at + 1 },
  ])
  const held = people.filter(({ at }) => (at >> 1) % 3 !== round % 3 || (at + round) % 4 === 0)
  return [
    ROLL,
    ...held.map(({ name, born, sex, at }, line) => {
      const code = madeUpSocialInsuranceNumber(at + 1 + Number(commune) * 100)
      return `${line + 1},${name},${code},GD400${code},${born},${sex},${commune},01/0${round + 1}/2017,31/12/2017`
    }),
  ]
}

/** One office: rolls one after the other, of which some are taken back at once. */
async function office(commune: string): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const asOf = `2017-0${round + 2}-01`
    const id = await commit(rollOf(commune, round), { kind: 'CARD_ROLL', areaCode: commune, asOf })
    if (round % 3 === 1) await officer.withdraw(id)
  }
}

/** A partner's copy, kept by the feed. */
class Copy {
  readonly households = new Map<string, SegmentHousehold | null>()
  readonly cursors = new Set<string>()
  cursor = ''

  async take(): Promise<void> {
    this.cursor = (await partner.segment('chua-co-the')).cursor
    for await (const household of partner.households('chua-co-the')) this.households.set(household.id, household)
  }

  /** A walk that was made while others wrote may hold what the feed tells again; from then on every change fits. */
  apply({ cursor, kind, householdId, household }: SegmentChange, strict: boolean): void {
    expect(this.cursors.has(cursor)).toBe(false)
    if (strict) expect([kind, this.households.has(householdId)]).toEqual([kind, kind !== 'ENTERED'])
    if (kind === 'LEFT') this.households.delete(householdId)
    else this.households.set(householdId, household)
    this.cursors.add(cursor)
    this.cursor = cursor
  }
}

test('readers that follow while two offices commit and withdraw have the segment at the end, and met nothing twice', async () => {
  const early = new Copy()
  await early.take()
  expect(early.households.size).toBe(2 * HOUSEHOLDS)
  const stop = new AbortController()
  const follow = async (copy: Copy, strict: boolean): Promise<void> => {
    for await (const change of partner.follow('chua-co-the', { after: copy.cursor, signal: stop.signal, everyMs: 20 }))
      copy.apply(change, strict)
  }
  const following = follow(early, true)
  const late = new Copy()
  const joining = late.take().then(() => follow(late, false))
  await Promise.all(COMMUNES.map(office)).finally(() => stop.abort())
  await Promise.all([following, joining])
  for (const copy of [early, late]) {
    for await (const change of partner.changes('chua-co-the', { after: copy.cursor }))
      copy.apply(change, copy === early)
  }
  const now = new Map<string, SegmentHousehold>()
  for await (const { household } of partner.bulk('chua-co-the')) now.set(household.id, household)
  const sorted = (households: ReadonlyMap<string, SegmentHousehold | null>) => [...households].sort()
  expect(sorted(early.households)).toEqual(sorted(now))
  expect(sorted(late.households)).toEqual(sorted(now))
  expect(early.cursors.size).toBeGreaterThan(2 * HOUSEHOLDS)
  expect(now.size).toBeGreaterThan(0)
})
