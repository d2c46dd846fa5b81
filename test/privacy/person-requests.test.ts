import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { execute, rows } from '../../src/kernel/sql.ts'
import { Clerk, HAI_ID, MY_ID } from './clerk.ts'

/** What persons ask about their own data, from the letter to the answer. */
const CONTACT = 'Trương Thị Mỵ, ấp Trung, 0900 000 000'

let clerk: Clerk

beforeAll(async () => {
  clerk = await Clerk.begin('2026-02-12T02:00:00Z')
})
afterAll(() => clerk.hub.close())

describe('a request', () => {
  test('is written down with its days over Tết, and found by a number of the person', async () => {
    const made = await clerk.recorded({ kind: 'VIEW', who: MY_ID, reference: 'Đơn số 12', contact: CONTACT })
    expect(made).toMatchObject({
      ...{ state: 'RECEIVED', personId: await clerk.nodeOf(MY_ID), receivedOn: '2026-02-12' },
      ...{ acknowledgeBy: '2026-02-23', dueOn: '2026-02-23', dueNext: '2026-02-23', daysLeft: 11, contact: CONTACT },
    })
  })

  test('can be about nobody of the register, and then says so', async () => {
    expect(await clerk.recorded({ kind: 'VIEW', who: '000000000000', reference: 'x' })).toBe('request-person-unknown')
    const id = await clerk.record({ kind: 'VIEW', receivedOn: '2026-02-11' })
    expect(await clerk.show(id)).toMatchObject({ personId: null, receivedOn: '2026-02-11', dueOn: '2026-02-23' })
    expect(await clerk.carryOut(id)).toBe('request-done-missing')
    expect(await clerk.carryOut(id, { done: 'Không lưu dữ liệu nào' })).toMatchObject({
      state: 'CARRIED_OUT',
      recordUrl: null,
    })
  })

  test.each([
    [{ kind: 'VIEW', reference: ' ' }, 'request-text-missing'],
    [{ kind: 'VIEW', reference: 'Đơn của 099190001234' }, 'request-text-names'],
    [{ kind: 'VIEW', reference: 'Đơn số 1', asked: 'xem thẻ GD4759912345678' }, 'request-text-names'],
    [{ kind: 'VIEW', reference: 'x'.repeat(501) }, 'request-text-too-long'],
    [{ kind: 'VIEW', reference: 'Đơn số 1', receivedOn: '2026-02-13' }, 'request-day-to-come'],
  ])('is not written down as %j: %s', async (input, reason) => {
    expect(await clerk.recorded(input)).toBe(reason)
  })

  test('that nobody has is none', async () => {
    for (const answer of [
      clerk.acknowledge('999'),
      clerk.extend('999'),
      clerk.carryOut('x'),
      clerk.refuse('0'),
      clerk.close('-1'),
    ])
      expect(await answer).toBe('request-not-found')
    const { body } = await clerk.hub.ask<{ personRequest: null }>('{ personRequest(id: "999") { id } }')
    expect(body).toEqual({ data: { personRequest: null } })
  })
})

describe('its clock', () => {
  let id = ''
  beforeAll(async () => {
    clerk.at('2026-02-12T02:00:00Z')
    id = await clerk.record({ kind: 'RESTRICT', who: HAI_ID })
  })

  test('runs for the acknowledgement first, then for the answer', async () => {
    expect(await clerk.show(id)).toMatchObject({ dueNext: '2026-02-23', dueOn: '2026-02-27' })
    clerk.at('2026-02-13T02:00:00Z')
    expect(await clerk.acknowledge(id)).toMatchObject({ state: 'ACKNOWLEDGED', dueNext: '2026-02-27', daysLeft: 14 })
    expect(await clerk.acknowledge(id)).toBe('request-acknowledged')
  })

  test('is set longer once, with a reason, before it has run out', async () => {
    expect(await clerk.extend(id, '')).toBe('request-text-missing')
    expect(await clerk.extend(id)).toMatchObject({ dueOn: '2026-03-16', dueNext: '2026-03-16' })
    expect(await clerk.extend(id)).toBe('request-extended')
    const late = await clerk.record({ kind: 'VIEW', receivedOn: '2026-01-20' })
    expect(await clerk.extend(late)).toBe('request-term-over')
    expect(await clerk.show(late)).toMatchObject({ dueNext: '2026-01-22', daysLeft: -22 })
    expect(await clerk.refuse(late)).toMatchObject({ inTime: false })
  })

  test('ends with what the office did, where the hub has no switch', async () => {
    expect(await clerk.carryOut(id)).toBe('request-done-missing')
    expect(await clerk.carryOut(id, { done: 'Bỏ khỏi danh sách gửi đối tác' })).toMatchObject({
      ...{ state: 'CARRIED_OUT', done: 'Bỏ khỏi danh sách gửi đối tác', inTime: true },
      ...{ dueNext: null, daysLeft: null },
    })
    for (const answer of [
      await clerk.carryOut(id, { done: 'x' }),
      await clerk.refuse(id),
      await clerk.extend(id),
      await clerk.acknowledge(id),
    ])
      expect(answer).toBe('request-decided')
  })
})

describe('the list', () => {
  beforeAll(async () => {
    await execute(clerk.hub.database.em, 'truncate person_request')
    clerk.at('2026-06-10T02:00:00Z')
  })

  test('has what is overdue first, what waits to be told next, and what is closed last; page by page', async () => {
    const erase = await clerk.record({ kind: 'ERASE', receivedOn: '2026-05-11' })
    await clerk.acknowledge(erase)
    const fresh = await clerk.record({ kind: 'VIEW' })
    const late = await clerk.record({ kind: 'OBJECT', receivedOn: '2026-05-11' })
    const refused = await clerk.record({ kind: 'ERASE' })
    await clerk.refuse(refused)
    const closed: string[] = []
    for (const minute of [1, 2]) {
      clerk.at(`2026-06-10T02:0${minute}:00Z`)
      const id = await clerk.record({ kind: 'ERASE' })
      await clerk.refuse(id)
      await clerk.close(id)
      closed.push(id)
    }
    const expected = [late, erase, fresh, refused, ...closed.reverse()]
    const whole = await clerk.list()
    expect(whole.nodes.map(({ id }) => id)).toEqual(expected)
    expect(whole.nodes.map(({ daysLeft }) => daysLeft)).toEqual([-28, -9, 2, null, null, null])
    const paged: string[] = []
    for (let after = ''; ; ) {
      const page = await clerk.list(`(first: 2${after})`)
      expect(page.totalCount).toBe(6)
      paged.push(...page.nodes.map(({ id }) => id))
      if (!page.pageInfo.hasNextPage) break
      after = `, after: "${page.pageInfo.endCursor}"`
    }
    expect(paged).toEqual(expected)
    expect((await clerk.list('(states: [RECEIVED, REFUSED])')).nodes.map(({ id }) => id)).toEqual([
      late,
      fresh,
      refused,
    ])
  })

  test('tells whom it showed as read, once a question', async () => {
    const personId = await clerk.idOf(MY_ID)
    await clerk.record({ kind: 'VIEW', who: await clerk.nodeOf(MY_ID) })
    await clerk.list()
    const [entry] = await rows<{ action: string; detail: object }>(
      clerk.hub.database.em,
      'select action, detail from audit_entry order by entry_no desc limit 1',
    )
    expect(entry).toMatchObject({ action: 'PERSONS_READ', detail: { personIds: [personId] } })
  })
})

test('the audit log says who did what with which request, and names nobody', async () => {
  const id = await clerk.record({ kind: 'RESTRICT', contact: 'Nguyễn Văn Liên Lạc' })
  await clerk.acknowledge(id)
  await clerk.extend(id)
  await clerk.refuse(id)
  await clerk.close(id)
  const entries = await clerk.audited(id)
  expect(entries.map(({ action, account }) => `${action} ${account}`)).toEqual(
    ['RECORDED', 'ACKNOWLEDGED', 'EXTENDED', 'REFUSED', 'CLOSED'].map((what) => `REQUEST_${what} administrator`),
  )
  expect(JSON.stringify(entries)).not.toContain('Liên Lạc')
})

test('the database itself keeps a request’s parts together', async () => {
  const id = await clerk.record({ kind: 'VIEW', contact: 'x' })
  for (const broken of [
    `outcome = 'REFUSED'`,
    `outcome = 'REFUSED', decided_at = now(), decided_by = 'x'`,
    `outcome = 'CARRIED_OUT', decided_at = now(), decided_by = 'x', ground = 'x'`,
    `closed_at = now(), closed_by = 'x', contact = null`,
    `outcome = 'CARRIED_OUT', decided_at = now(), decided_by = 'x', closed_at = now(), closed_by = 'x'`,
    `due_on = received_on - 1`,
    `extended_at = now()`,
  ])
    await expect(
      execute(clerk.hub.database.em, `update person_request set ${broken} where request_id = $1`, [id]),
      broken,
    ).rejects.toThrow('person_request')
})
