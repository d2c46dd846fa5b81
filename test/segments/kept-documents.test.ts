import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { findArea } from '../../src/areas/area.store.ts'
import { addDays, type PlainDate } from '../../src/kernel/plain-date.ts'
import { execute, rows } from '../../src/kernel/sql.ts'
import { purge } from '../../src/privacy/retention.store.ts'
import { changesAfter, feedEnd } from '../../src/segments/change-feed.store.ts'
import { pageCursor, segmentPage } from '../../src/segments/household-page.store.ts'
import { recordSegmentChanges } from '../../src/segments/record-changes.store.ts'
import { SEGMENT_FIELDS } from '../../src/segments/segment-field.ts'
import { changeSegment, createSegment, endSegment } from '../../src/segments/write-segment.store.ts'
import { BEFORE, DAY, LIST, REFORM, sentTo } from '../areas/reform.ts'
import { openIntake, type TestIntake } from '../importers/intake/received.ts'
import { committed } from '../importers/intake/staged-batch.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { RegisterRows } from '../support/register-rows.ts'
import { FollowedSegment, fromRegister, inBulk, whole } from './followed-segment.ts'

let db: TestDatabase
let hub: TestIntake
const COMMUNES = ['26446', '26449', '26425', '07282', '09181'] as const
const NAMED = { fields: ['HEAD_NAME', 'MEMBER_NAMES', 'MEMBERS', 'CARD_VALIDITY'] as const, areaCodes: ['75'] }
const AGREED = { purpose: 'thử', agreement: 'TT 1', expiresOn: '2025-09-01', on: BEFORE, selection: {} }
const noonOf = (day: PlainDate) => new Date(`${day}T05:00:00Z`)

const made = async (name: string, definition: object = NAMED): Promise<FollowedSegment> => {
  const draft = { ...AGREED, ...NAMED, ...definition, name, partner: 'A' }
  await createSegment(ADMINISTRATOR, db.em, draft, noonOf(BEFORE))
  return new FollowedSegment(name)
}

beforeAll(async () => {
  db = await createTestDatabase()
  hub = await openIntake(db)
  await committed(db, { kind: 'AREAS', rows: LIST })
  const register = new RegisterRows(db.em)
  await register.batch('dieu-tra.xlsx')
  for (const [at, code] of COMMUNES.entries()) {
    const areaId = (await findArea(ADMINISTRATOR, db.em, code, BEFORE))?.areaId ?? 0
    const householdId = await register.household({ areaId, householdClass: 'POOR' }, `Nguyễn Văn ${code}`)
    const person = await register.person({ name: `Nguyễn Văn ${code}`, birthYear: 1980 })
    await register.residence(person, { areaId, householdId, householdClass: 'POOR', relation: 'Chủ hộ' })
    await register.card(person, { code: 'HN', number: `HN200${at}`, from: '2025-01-01', until: addDays(DAY, at) })
  }
  await register.settle()
})
afterAll(async () => {
  await hub.close()
  await db.drop()
})

const areasTold = (documents: readonly { readonly document: string }[]) =>
  documents.map(({ document }) => (JSON.parse(document) as { area: { fullName: string } }).area.fullName)

test('a reform and its withdrawal change the documents with the borders and the names of areas', async () => {
  const followers = [
    await made('ca-tinh'),
    await made('ca-nuoc', { areaCodes: ['VN'], fields: SEGMENT_FIELDS.filter((field) => field !== 'HAMLET') }),
  ]
  const expectMadeAnew = async (day: PlainDate): Promise<string[]> => {
    const told: string[] = []
    for (const [at, name] of ['ca-tinh', 'ca-nuoc'].entries()) {
      const segment = (await followers[at]?.open(db.em, day)) ?? expect.fail()
      const kept = await whole(db.em, segment)
      expect(kept).toEqual(await fromRegister(db.em, segment))
      expect(await inBulk(db.em, name, day)).toEqual(kept.map(({ document }) => JSON.parse(document)))
      told.push(...areasTold(kept))
    }
    return told
  }
  const old = ['Xã Xuân Hưng', 'Xã Xuân Tâm', 'Thị trấn Gia Ray']
  expect(await expectMadeAnew(BEFORE)).toEqual([...old, ...old, 'Xã Đồng Kỳ', 'Xã Khắc Niệm'])
  const { id } = await sentTo(db, hub, REFORM)
  await hub.port.commit(ADMINISTRATOR, id)
  expect(await expectMadeAnew(BEFORE)).toEqual([...old, ...old, 'Xã Đồng Kỳ', 'Xã Khắc Niệm'])
  const standing = await expectMadeAnew(DAY)
  expect(standing).toContain('Xã Xuân Hòa')
  expect(standing).not.toContain('Xã Xuân Hưng')
  await hub.port.withdraw(ADMINISTRATOR, id)
  expect(await expectMadeAnew(DAY)).toEqual([...old, ...old, 'Xã Đồng Kỳ', 'Xã Khắc Niệm'])
})

test('a walk goes on with the day on which it began, also for who looked the segment up before midnight', async () => {
  const follower = await made('qua-dem')
  const evening = await follower.open(db.em, BEFORE)
  const walk = await whole(db.em, evening)
  const morning = await follower.open(db.em, addDays(DAY, 1))
  expect(await whole(db.em, evening)).toEqual(walk)
  expect(await whole(db.em, morning)).not.toEqual(walk)
  const after = pageCursor(evening, BEFORE, walk[0]?.householdId ?? 0)
  expect(await segmentPage(ADMINISTRATOR, db.em, morning, { after, limit: 10 })).toMatchObject({
    day: BEFORE,
    rows: walk.slice(1),
  })
  const last = pageCursor(morning, morning.evaluatedOn, walk.at(-1)?.householdId ?? 0)
  expect(await segmentPage(ADMINISTRATOR, db.em, morning, { after: last, limit: 10 })).toMatchObject({
    rows: [],
    hasNextPage: false,
  })
})

const keptOf = (name: string) =>
  rows<{ document: string }>(
    db.em,
    'select document from segment_document join segment using (segment_id) where name = $1',
    [name],
  )
const renamed = (householdId: number) =>
  db.em.fork().transactional(async (em) => {
    await execute(em, `update household set head_name = 'Lê Mới', changed_at = now() where household_id = $1`, [
      householdId,
    ])
    await execute(em, 'update hub_version set version = version + 1')
    await recordSegmentChanges(em, 'TOUCHED')
  })

test('once the agreement ran out no document is kept; renewed, the feed goes on where it was', async () => {
  const follower = await made('het-han')
  const segment = await follower.open(db.em, BEFORE)
  const [first] = await whole(db.em, segment)
  const after = await feedEnd(db.em, segment)
  const purged = (day: PlainDate) =>
    purge(
      db.em.fork(),
      ADMINISTRATOR,
      { files: null, findings: null, persons: null, audit: null, requests: null },
      noonOf(day),
    )
  expect(await purged('2025-08-31')).toMatchObject({ segments: 0 })
  expect(await keptOf('het-han')).toHaveLength(3)
  expect((await purged('2025-09-01')).segments).toBeGreaterThan(0)
  await renamed(first?.householdId ?? 0)
  expect(await keptOf('het-han')).toEqual([])
  expect((await purged('2025-09-01')).segments).toBe(0)
  const draft = { ...AGREED, ...NAMED, expiresOn: '2026-09-01' }
  await changeSegment(ADMINISTRATOR, db.em, { name: 'het-han', draft }, noonOf('2025-09-02'))
  const again = await follower.open(db.em, BEFORE)
  expect((await whole(db.em, again))[0]?.document).toContain('Lê Mới')
  expect(await whole(db.em, again)).toEqual(await fromRegister(db.em, again))
  const { rows: changes } = await changesAfter(db.em, again, { after, first: 10 })
  expect(changes).toMatchObject([{ kind: 'CHANGED', householdId: first?.householdId }])
})

test('documents that another program made are made anew when somebody asks, and what is different is told', async () => {
  const follower = await made('ban-cu')
  const segment = await follower.open(db.em, BEFORE)
  const standing = await whole(db.em, segment)
  const after = await feedEnd(db.em, segment)
  const [{ householdId } = expect.fail()] = standing
  await execute(
    db.em,
    `with told as (update segment_document set document = '{}' where segment_id = $1 and household_id = $2)
     update segment_member set digest = md5('{}')::uuid where segment_id = $1 and household_id = $2`,
    [segment.segmentId, householdId],
  )
  await execute(db.em, `update segment set document_form = 'another' where segment_id = $1`, [segment.segmentId])
  const again = await follower.open(db.em, BEFORE)
  expect(await whole(db.em, again)).toEqual(standing)
  const { rows: changes } = await changesAfter(db.em, again, { after, first: 10 })
  expect(changes).toMatchObject([{ kind: 'CHANGED', householdId }])
})

test('of a segment that ended nothing is kept', async () => {
  await made('da-dung')
  expect(await keptOf('da-dung')).toHaveLength(3)
  await endSegment(ADMINISTRATOR, db.em, 'da-dung', noonOf(BEFORE))
  expect(await keptOf('da-dung')).toEqual([])
})
