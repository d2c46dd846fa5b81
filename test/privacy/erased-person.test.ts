import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { runErasure } from '../../src/app/privacy/run-erasure.ts'
import { verifyCube } from '../../src/coverage/verify.ts'
import { oneRow, rows } from '../../src/kernel/sql.ts'
import { personRecord, personsNamed } from '../../src/privacy/person-record.store.ts'
import { SEGMENT_FIELDS } from '../../src/segments/segment-field.ts'
import { COMMUNES_OF_XUAN_LOC, Officer, type SeenBatch } from '../app/support/officer.ts'
import { BEARER, startTestHub, type TestHub } from '../app/support/test-hub.ts'

/** A person from the file that brought them to their erasure, and what the next file makes of it. */
let hub: TestHub
let officer: Officer
let rolls: SeenBatch[] = []
let survey: SeenBatch

const [NATIONAL_ID, INSURANCE, CARD] = ['099190001234', '9912345678', 'GD4759912345678']
/** All that says who she is, as it was typed and as the hub folds and masks it. */
const SECRETS = [NATIONAL_ID, INSURANCE, CARD, 'Trương Thị Mỵ', 'trương thị mỵ', 'Ngõ 9 hẻm', '1990-06-15', '15/6/1990']

const HEADINGS = 'STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Mã số BHXH,Số thẻ,Từ ngày,Đến ngày'
const HER = (name: string, until = '31/12/2018') =>
  `1,${name},15/06/1990,Nữ,${NATIONAL_ID},${INSURANCE},${CARD},01/01/2018,${until}`
const HIM = '2,Lê Văn Hai,01/02/1980,Nam,099180009999,9987654321,GD4759987654321,01/01/2018,31/12/2018'

const roll = (asOf: string, ...people: readonly string[]) =>
  officer.send([HEADINGS, ...people], { areaCode: '26446', asOf, kind: 'CARD_ROLL' })

beforeAll(async () => {
  hub = await startTestHub({ clock: () => new Date('2026-11-22T05:00:00Z') })
  officer = new Officer(hub)
  const areas = await officer.send(COMMUNES_OF_XUAN_LOC, { areaCode: 'VN', asOf: '2010-01-01' })
  await officer.commit(areas.id)
  // A name mistyped first, so that something is changed and has a way back; and a row that is rejected for somebody else.
  rolls = [await roll('2018-01-31', HER('Trương Thị Mỹ'), HIM)]
  await officer.commit(rolls[0]?.id ?? '')
  survey = await officer.send(
    [
      'STT,Mã hộ,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Quan hệ với chủ hộ,Ấp,Địa chỉ,Diện hộ',
      `1,H1,Trương Thị Mỵ,15/06/1990,Nữ,${NATIONAL_ID},Chủ hộ,Ấp Trung,Ngõ 9 hẻm 4,Nghèo`,
    ],
    { areaCode: '26446', asOf: '2018-02-10', kind: 'HOUSEHOLD_SURVEY' },
  )
  expect(survey.issues.nodes.filter(({ severity }) => severity === 'ERROR' || severity === 'BLOCKING')).toEqual([])
  await officer.commit(survey.id)
  const agreed = 'purpose: "Vận động", agreement: "TT 1", expiresOn: "2030-01-01", areaCodes: ["741"]'
  await hub.ask(`mutation { createSegment(name: "ho-xuan-loc", partner: "Đại lý A", input: {
    ${agreed}, fields: [${SEGMENT_FIELDS}] }) { name } }`)
  rolls.push(await roll('2018-02-28', HER('Trương Thị Mỵ', '30/06/2019'), HIM))
  await officer.commit(rolls[1]?.id ?? '')
})
afterAll(() => hub.close())

const kept = () => ({ database: hub.database.database, filesDirectory: join(hub.config.dataDirectory, 'files') })
const idOf = async (number: string) => (await personsNamed(hub.database.em, number))[0] ?? 0
const counts = () =>
  rows(
    hub.database.em,
    'select area_id, span, bucket, n_all, n_cov, households, combos, deltas from coverage_cube order by 1, 2, 3',
  )

/** Every place of the database, the stages of imports included, in which the text stands. */
async function placesOf(secret: string): Promise<string[]> {
  const tables = await rows<{ name: string }>(
    hub.database.em,
    `select quote_ident(nspname) || '.' || quote_ident(relname) as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
     where relkind = 'r' and (nspname = 'public' or nspname like 'stage%')`,
  )
  const places: string[] = []
  for (const { name } of tables) {
    const found = await rows(
      hub.database.em,
      `select from ${name} t where position($1 in to_jsonb(t)::text) > 0 limit 1`,
      [secret],
    )
    if (found.length > 0) places.push(name)
  }
  return places
}

test('her record tells what is kept, in which files it stood and who read it', async () => {
  const { body } = await hub.ask<{ issueKey: { id: string; key: string } }>(
    'mutation { issueKey(input: { role: DATA_OFFICER, areaCodes: ["26446"], purpose: "vận động" }) { id key } }',
  )
  const { id = '', key = '' } = body.data?.issueKey ?? {}
  const question = '{ persons(where: { within: "26446" }) { nodes { fullName } } }'
  await hub.ask(question)
  await hub.ask(question, {}, { authorization: `Bearer ${key}` })
  const record = await personRecord(hub.database.em, await idOf(NATIONAL_ID))
  const text = JSON.stringify(record)
  for (const known of [NATIONAL_ID, INSURANCE, CARD, 'Trương Thị Mỵ', 'Trương Thị Mỹ', 'Ngõ 9 hẻm 4', 'Ấp Trung'])
    expect(text).toContain(known)
  expect(text).not.toContain('Lê Văn Hai')
  expect(record?.sources).toHaveLength(3)
  const agreed = {
    name: 'ho-xuan-loc',
    partner: 'Đại lý A',
    purpose: 'Vận động',
    agreement: 'TT 1',
    purposeCode: 'SEGMENT_SERVICE',
  }
  expect(record?.segments).toEqual([{ ...agreed, expiresOn: '2030-01-01', asOf: '2026-11-22', kept: true }])
  expect(record?.readers).toMatchObject([
    { account: 'administrator', purpose: null, purposeCode: 'ADMINISTRATION', how: 'PERSON' },
    { account: id, purpose: 'vận động', purposeCode: 'REGISTER_KEEPING', how: 'PERSON' },
  ])
})

test('erased, she is found nowhere, and every figure is what it was', async () => {
  const personId = await idOf(CARD)
  for (const secret of SECRETS.slice(0, 4)) expect(await placesOf(secret)).not.toEqual([])
  expect(await placesOf('Trương Thị Mỵ')).toContain('public.segment_document')
  const before = await counts()
  const report = await runErasure(kept(), ADMINISTRATOR, { personId, reason: 'Đơn số 12' }, new Date())
  expect(report).toMatchObject({ persons: 1, birthDaysKept: 0, files: 3, waiting: [] })
  for (const secret of SECRETS) expect([secret, await placesOf(secret)]).toEqual([secret, []])
  expect(await counts()).toEqual(before)
  expect(await verifyCube(hub.database.em)).toEqual([])
  expect((await placesOf('Lê Văn Hai')).length).toBeGreaterThan(1)
  const again = await runErasure(kept(), ADMINISTRATOR, { personId, reason: 'Đơn số 12' }, new Date())
  expect(again).toMatchObject({ persons: 0, files: 0 })
})

test('her files are gone and say so; their numbers stay', async () => {
  for (const batch of [...rolls, survey]) {
    const { body } = await hub.ask<{ importBatch: Record<string, unknown> }>(
      'query($id: ID!) { importBatch(id: $id) { sha256 fileRemovedAt annotatedWorkbookUrl outcomes { created } } }',
      { id: batch.id },
    )
    expect(body.data?.importBatch).toMatchObject({ fileRemovedAt: expect.any(String), annotatedWorkbookUrl: null })
    expect(existsSync(join(kept().filesDirectory, String(body.data?.importBatch.sha256)))).toBe(false)
    const answer = await fetch(`${hub.url}/imports/${batch.id}/workbook`, { headers: BEARER })
    expect([answer.status, (await answer.json()) as object]).toMatchObject([410, { code: 'GONE' }])
  }
})

test('what she did is written down without who she was', async () => {
  const { detail } = await oneRow<{ detail: object }>(
    hub.database.em,
    `select detail from audit_entry where action = 'PERSON_ERASED' order by entry_no limit 1`,
  )
  expect(detail).toMatchObject({ reason: 'Đơn số 12', files: 3 })
})

test('whom an office lists again is the same person and counted once, and the officer is told', async () => {
  const people = async () =>
    (await oneRow<{ n: number }>(hub.database.em, 'select count(*)::int as n from residence where valid_until > now()'))
      .n
  const [before, personId] = [await people(), await idOf(INSURANCE)]
  const batch = await roll('2018-03-31', HER('Trương Thị Mỵ', '30/06/2019'), HIM)
  expect(batch.issues.nodes.map(({ code }) => code)).toContain('person-erased-before')
  await officer.commit(batch.id)
  expect([await people(), await idOf(INSURANCE)]).toEqual([before, personId])
  expect(await verifyCube(hub.database.em)).toEqual([])
  const { named } = await oneRow<{ named: string }>(
    hub.database.em,
    'select full_name as named from person where person_id = $1',
    [personId],
  )
  expect(named).toBe('Trương Thị Mỵ')
  await officer.withdraw(batch.id)
  const waiting = await roll('2018-04-30', HER('Trương Thị Mỵ', '30/06/2019'), HIM)
  const report = await runErasure(kept(), ADMINISTRATOR, { personId, reason: 'Đơn số 13' }, new Date())
  expect(report.waiting.map((id) => Buffer.from(`ImportBatch:${id}`).toString('base64url'))).toEqual([waiting.id])
  await officer.say('mutation($id: ID!) { discardBatch(id: $id) { id } }', waiting.id)
  for (const secret of SECRETS) expect([secret, await placesOf(secret)]).toEqual([secret, []])
})

test('undoing the files that spoke of her brings nothing of her back', async () => {
  for (const batch of [rolls[1], survey, rolls[0]]) await officer.withdraw(batch?.id ?? '')
  for (const secret of SECRETS) expect([secret, await placesOf(secret)]).toEqual([secret, []])
  expect(await verifyCube(hub.database.em)).toEqual([])
})
