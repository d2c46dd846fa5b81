import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { execute, oneRow, rows } from '../../src/kernel/sql.ts'
import { personRecord } from '../../src/privacy/person-record.store.ts'
import { BEARER } from '../app/support/test-hub.ts'
import { Clerk, HAI, HAI_ID, MY, MY_ID } from './clerk.ts'

/** What becomes of a person by their request. */
const CONTACT = 'Trương Thị Mỵ, ấp Trung, 0900 000 000'

let clerk: Clerk

beforeAll(async () => {
  clerk = await Clerk.begin('2026-03-02T02:00:00Z')
})
afterAll(() => clerk.hub.close())

describe('to view', () => {
  const fetched = (id: string, headers: Readonly<Record<string, string>> = BEARER) =>
    fetch(`${clerk.hub.url}/requests/${id}/record.json`, { headers })

  test('gives the record under the request’s number, to no cache, once it is carried out and until it is closed', async () => {
    await clerk.record({ kind: 'VIEW', who: HAI_ID, askedBy: 'REPRESENTATIVE', contact: 'Mẹ của Hai' })
    const id = await clerk.record({ kind: 'VIEW', who: HAI_ID, contact: 'Lê Văn Hai' })
    expect((await fetched(id)).status).toBe(400)
    expect(await clerk.carryOut(id)).toMatchObject({ recordUrl: `/requests/${id}/record.json` })
    const answer = await fetched(id)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(answer.headers.get('content-disposition')).toContain(`yeu-cau-${id}.json`)
    const given = (await answer.json()) as Readonly<Record<string, unknown>>
    expect(given).toMatchObject({ person: { fullName: 'Lê Văn Hai', nationalId: HAI_ID }, cards: [{}] })
    expect(given.requests).toEqual(expect.arrayContaining([expect.objectContaining({ requestId: Number(id) })]))
    expect(JSON.stringify(given)).not.toContain('Mẹ của Hai')
    expect(JSON.stringify(given)).not.toContain('Trương')
    expect((await fetched(id, {})).status).toBe(401)
    expect(await clerk.close(id)).toMatchObject({ state: 'CLOSED', contact: null, recordUrl: null })
    const gone = await fetched(id)
    expect([gone.status, await gone.json()]).toMatchObject([400, { issues: [{ code: 'request-without-record' }] }])
    expect((await clerk.audited(id)).map(({ action }) => action)).toEqual([
      ...['REQUEST_RECORDED', 'REQUEST_CARRIED_OUT', 'PERSON_EXPORTED', 'REQUEST_CLOSED'],
    ])
  })
})

describe('to correct', () => {
  test('is done by the batch of the corrected list, committed since, that names the person', async () => {
    clerk.at('2026-03-02T02:00:00Z')
    const id = await clerk.record({ kind: 'CORRECT', who: MY_ID })
    // The clock of batches is the database's.
    await execute(
      clerk.hub.database.em,
      `update import_batch set committed_at = '2026-02-01' where status = 'COMMITTED'`,
    )
    expect(await clerk.carryOut(id)).toBe('request-batch-missing')
    expect(await clerk.carryOut(id, { batchId: clerk.roll.id })).toBe('request-batch-missing')
    const corrected = await clerk.send('2026-02-28', MY(), HAI)
    expect(await clerk.carryOut(id, { batchId: corrected.id })).toBe('request-batch-missing')
    await clerk.officer.commit(corrected.id)
    expect(await clerk.carryOut(id, { batchId: corrected.id })).toMatchObject({
      ...{ state: 'CARRIED_OUT', correctedBy: corrected.id, inTime: true },
    })
  })
})

describe('to erase', () => {
  test('may be refused with its ground, and only once', async () => {
    const id = await clerk.record({ kind: 'ERASE', who: MY_ID })
    expect(await clerk.refuse(id, ' ')).toBe('request-text-missing')
    expect(await clerk.refuse(id)).toMatchObject({
      state: 'REFUSED',
      ground: 'Điều 14 khoản 2, Điều 19',
      erasure: null,
    })
    expect(await clerk.carryOut(id)).toBe('request-decided')
    expect((await personRecord(clerk.hub.database.em, await clerk.idOf(MY_ID)))?.person).toMatchObject({
      fullName: 'Trương Thị Mỵ',
    })
  })

  test('takes the person out with the files that name them, keeps what it did, and forgets the contact at the end', async () => {
    const personId = await clerk.idOf(MY_ID)
    const waiting = await clerk.send('2026-03-01', HAI, MY())
    const id = await clerk.record({ kind: 'ERASE', who: await clerk.nodeOf(MY_ID), contact: CONTACT })
    expect(await clerk.close(id)).toBe('request-undecided')
    const done = await clerk.carryOut(id)
    expect(done).toMatchObject({
      state: 'CARRIED_OUT',
      erasure: { wasNamed: true, birthDayKept: false, files: 2, waiting: [waiting.id] },
    })
    expect(await clerk.show(id)).toEqual(done)
    expect((await personRecord(clerk.hub.database.em, personId))?.person).toMatchObject({ fullName: '(đã xóa)' })
    expect((await clerk.audited(id)).map(({ action }) => action)).toEqual([
      ...['REQUEST_RECORDED', 'PERSON_ERASED', 'REQUEST_CARRIED_OUT'],
    ])
    await clerk.close(id)
    const [kept] = await rows<{ contact: string | null; erasure: object }>(
      clerk.hub.database.em,
      'select contact, erasure from person_request where request_id = $1',
      [id],
    )
    expect(kept).toMatchObject({ contact: null, erasure: { files: 2 } })
    await clerk.officer.say('mutation($id: ID!) { discardBatch(id: $id) { id } }', waiting.id)
  })

  test('asked twice at once is done once', async () => {
    const id = await clerk.record({ kind: 'ERASE', who: HAI_ID })
    const answers = await Promise.all([clerk.carryOut(id), clerk.carryOut(id)])
    expect(answers.filter((answer) => answer === 'request-decided')).toHaveLength(1)
    const { erased } = await oneRow<{ erased: number }>(
      clerk.hub.database.em,
      `select count(*)::int as erased from audit_entry where action = 'PERSON_ERASED' and detail ->> 'personRequest' = $1`,
      [id],
    )
    expect(erased).toBe(1)
  })
})
