import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { readerSessions } from '../../src/app/reader-sessions.ts'
import { rows } from '../../src/kernel/sql.ts'
import { openDatabase } from '../../src/storage/orm.ts'
import { SEEDED_DAY, seedRegister } from './support/seeded-register.ts'
import { BEARER, startTestHub, type TestHub } from './support/test-hub.ts'

/** What the database cannot answer while somebody holds the cube: a question that lasts. */
const COVERAGE = `{ coverage(within: "215", asOf: "${SEEDED_DAY}", basis: REGISTRY) { rows { covered } } }`
const QUICK = '{ area(code: "215") { code } }'

let hub: TestHub
let patient: TestHub
let held: pg.PoolClient | null = null

beforeAll(async () => {
  hub = await startTestHub({}, { questionSeconds: 1, answerCacheBytes: 0, databaseConnections: 4 })
  patient = await startTestHub({}, { questionSeconds: 60, answerCacheBytes: 0, databaseConnections: 4 })
  for (const { database } of [hub, patient]) await seedRegister(database.em, { communes: 2, households: 1 })
})
afterEach(() => letGo())
afterAll(async () => {
  await hub.close()
  await patient.close()
})

/** Holds a table so that whoever asks for it waits; nothing turns meanwhile. */
async function hold(of: TestHub, table: string): Promise<void> {
  held = await of.database.pool().connect()
  await held.query('begin')
  await held.query(`lock table ${table} in access exclusive mode`)
}

async function letGo(): Promise<void> {
  await held?.query('rollback')
  held?.release()
  held = null
}

/** Statements of readers that the server works on. */
async function underWay(of: TestHub): Promise<number> {
  const { rows } = await of.database.pool().query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity
     where datname = current_database() and application_name = 'baophu reader' and state = 'active'`,
  )
  return rows[0]?.n ?? 0
}

async function until(of: TestHub, wanted: (statements: number) => boolean): Promise<number> {
  const begun = performance.now()
  while (!wanted(await underWay(of))) {
    if (performance.now() - begun > 30_000) throw new Error('nothing came of it')
    await pause(20)
  }
  return performance.now() - begun
}

function post(of: TestHub, query: string, signal?: AbortSignal): Promise<Response> {
  return fetch(`${of.url}/graphql`, {
    method: 'POST',
    headers: { ...BEARER, 'content-type': 'application/json', 'accept-language': 'en' },
    body: JSON.stringify({ query }),
    ...(signal && { signal }),
  })
}

describe('a client that leaves', () => {
  test('takes its statements with it, long before the server would end them', async () => {
    await hold(patient, 'coverage_cube')
    const leaving = new AbortController()
    const asked = Array.from({ length: 4 }, () => post(patient, COVERAGE, leaving.signal).catch(() => 'left'))
    await until(patient, (statements) => statements === 4)
    leaving.abort()
    expect(await Promise.all(asked)).toEqual(['left', 'left', 'left', 'left'])
    // A reader waits for a lock for five seconds at most, so that the test proves nothing later than that.
    expect(await until(patient, (statements) => statements === 0)).toBeLessThan(4_500)
    expect(held).not.toBeNull()
  })

  test('leaves connections for those who ask next, while the table is still held and after', async () => {
    await hold(patient, 'coverage_cube')
    for (let round = 0; round < 3; round += 1) {
      const leaving = new AbortController()
      const asked = Array.from({ length: 8 }, () => post(patient, COVERAGE, leaving.signal).catch(() => 'left'))
      await until(patient, (statements) => statements > 0)
      leaving.abort()
      await Promise.all(asked)
      await until(patient, (statements) => statements === 0)
    }
    expect(await (await post(patient, QUICK)).json()).toEqual({ data: { area: { code: '215' } } })
    await letGo()
    const { data } = (await (await post(patient, COVERAGE)).json()) as { data: { coverage: { rows: unknown[] } } }
    expect(data.coverage.rows).toHaveLength(2)
    expect(patient.log.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('from a workbook too', async () => {
    await hold(patient, 'enrolment')
    const leaving = new AbortController()
    const address = `${patient.url}/exports/door-list.xlsx?within=215&asOf=${SEEDED_DAY}`
    const asked = fetch(address, { headers: BEARER, signal: leaving.signal }).catch(() => 'left')
    await until(patient, (statements) => statements > 0)
    leaving.abort()
    expect(await asked).toBe('left')
    expect(await until(patient, (statements) => statements === 0)).toBeLessThan(4_500)
  })
})

describe('a question that takes too long', () => {
  test('is stopped and told so, in the reader’s language', async () => {
    await hold(hub, 'coverage_cube')
    const answer = await post(hub, COVERAGE)
    const { errors } = (await answer.json()) as { errors: { message: string; extensions: Record<string, unknown> }[] }
    expect(errors).toMatchObject([
      {
        message: 'The question took too long and was stopped. Ask about a smaller area or for less at once.',
        extensions: { code: 'TIMEOUT', issues: [{ code: 'answer-took-too-long' }] },
      },
    ])
    expect(await underWay(hub)).toBe(0)
    const vietnamese = await hub.ask(COVERAGE)
    expect(vietnamese.body.errors?.[0]?.message).toContain('quá nhiều thời gian')
    await letGo()
    expect((await hub.ask(COVERAGE)).body.errors).toBeUndefined()
    expect(hub.log.filter(({ level }) => level === 'error')).toEqual([])
  })

  test.each([
    ['a table of figures', 'coverage_cube', 'coverage.csv?within=215&basis=REGISTRY&'],
    ['a door list', 'enrolment', 'door-list.xlsx?within=215&'],
  ])('is stopped as %s too', async (_what, table, address) => {
    await hold(hub, table)
    const answer = await fetch(`${hub.url}/exports/${address}asOf=${SEEDED_DAY}`, { headers: BEARER })
    expect([answer.status, await answer.json()]).toMatchObject([504, { code: 'TIMEOUT' }])
    expect(await underWay(hub)).toBe(0)
  })

  test('is stopped by the server where the hub does not', async () => {
    const limited = await openDatabase(hub.database.url, { connections: 1, readerStatementMs: 300 })
    try {
      const { em } = readerSessions(limited, ADMINISTRATOR)
      const shown = await rows(
        em,
        `select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
                current_setting('idle_in_transaction_session_timeout') as idle`,
      )
      expect(shown).toEqual([{ statement: '300ms', lock: '5s', idle: '30s' }])
      await expect(rows(em, 'select pg_sleep(20)')).rejects.toMatchObject({ name: 'Stopped', why: 'OVERTIME' })
      expect(await rows(em, 'select 1 as one')).toEqual([{ one: 1 }])
    } finally {
      await limited.close()
    }
  })

  test('is given its time where something is written', async () => {
    await hold(hub, 'survey_round')
    const input = 'kind: HOUSEHOLD_SURVEY, year: 2022, from: "2022-01-01", areaCode: "215"'
    const asked = hub.ask<{ createSurveyRound: { year: number } }>(
      `mutation { createSurveyRound(input: { ${input} }) { year } }`,
    )
    await pause(1_500)
    await letGo()
    expect((await asked).body).toEqual({ data: { createSurveyRound: { year: 2022 } } })
  })
})
