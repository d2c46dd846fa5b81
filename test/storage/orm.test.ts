import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { execute, NoConnectionFree, oneRow, rows, type SqlSession, takeTime } from '../../src/kernel/sql.ts'
import { openDatabase, serverProblem, shownAddress, UnusableDatabase } from '../../src/storage/orm.ts'
import { countStatements } from '../support/count-statements.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { onServer } from '../support/server.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())

describe('values', () => {
  it('are days as text, counts and numerics as numbers, moments as Date', async () => {
    expect(
      await oneRow(
        db.em,
        `select date '2017-09-30' as day, date 'infinity' as never, '{2017-09-30,-infinity,null}'::date[] as days,
                9007199254740991::bigint as count, '{1,null}'::bigint[] as counts, 0.9479::numeric as ratio,
                '{0.5,null}'::numeric[] as ratios, timestamptz '2017-09-30 17:30Z' as moment, '{"a":[1]}'::jsonb as json`,
      ),
    ).toEqual({
      ...{ day: '2017-09-30', never: 'infinity', days: ['2017-09-30', '-infinity', null] },
      ...{ count: Number.MAX_SAFE_INTEGER, counts: [1, null], ratio: 0.9479, ratios: [0.5, null] },
      ...{ moment: new Date('2017-09-30T17:30:00Z'), json: { a: [1] } },
    })
  })

  it('never lose the last digits of a count', async () => {
    await expect(rows(db.em, 'select 9007199254740992::bigint')).rejects.toThrow('9007199254740992 is beyond')
  })

  it('go in as arrays and JSON', async () => {
    const sql = 'select $1::int[] as ids, $2::text[] as names, $3::jsonb as json'
    expect(await oneRow(db.em, sql, [[1, 2], ['a,b', 'ấp "3"'], { a: 1 }])).toEqual({
      ...{ ids: [1, 2], names: ['a,b', 'ấp "3"'], json: { a: 1 } },
    })
  })
})

describe('connections', () => {
  const limitsOf = (session: SqlSession) =>
    oneRow<Record<string, string>>(
      session,
      `select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
              current_setting('idle_in_transaction_session_timeout') as idle`,
    )

  it('are held to a time by the server: of questions a short one, of work a long one', async () => {
    expect(await limitsOf(db.database.hub())).toEqual({ statement: '1min', lock: '30s', idle: '1min' })
    expect(await limitsOf(db.em)).toEqual({ statement: '1h', lock: '15min', idle: '10min' })
    const taken = await db.database.hub().transactional(async (transaction) => {
      await takeTime(transaction)
      return limitsOf(transaction)
    })
    expect(taken).toEqual({ statement: '10min', lock: '10min', idle: '10min' })
    expect(await limitsOf(db.database.hub())).toEqual({ statement: '1min', lock: '30s', idle: '1min' })
  })

  it('that do not come free in time are told as such, to questions, work and readers alike', async () => {
    const narrow = await openDatabase(db.url, { connections: 1, waitMs: 1_000 })
    const settings = async () => ({ scope: '', reach: '', above: '', account: '', segments: '' })
    const sessions = [
      narrow.em(),
      narrow.hub(),
      narrow.reader('FIGURES', settings),
      narrow.reader('SEGMENTS', settings),
    ]
    try {
      for (const session of sessions) await rows(session, 'select 1')
      for (const session of sessions) {
        // As many as are for questions, where there are fewest of the others.
        const slow = Promise.allSettled(Array.from({ length: 3 }, () => rows(session, 'select pg_sleep(2)')))
        await expect(rows(session, 'select 1')).rejects.toBeInstanceOf(NoConnectionFree)
        // Others have connections of their own.
        const others = sessions.filter((other) => other !== session)
        expect(await Promise.all(others.map((other) => rows(other, 'select 1 as one')))).toHaveLength(3)
        await slow
      }
    } finally {
      await narrow.close()
    }
  })

  it('that die in a transaction are not lost to readers', async () => {
    const narrow = await openDatabase(db.url, { connections: 1, waitMs: 1_000 })
    const settings = async () => ({ scope: '', reach: '', above: '', account: '', segments: '' })
    const reader = narrow.reader('FIGURES', settings)
    try {
      const died = reader
        .getKysely()
        .transaction()
        .execute(async (transaction) => {
          const session = { getKysely: () => transaction }
          const { pid } = await oneRow<{ pid: number }>(session, 'select pg_backend_pid() as pid')
          await rows(db.em, 'select pg_terminate_backend($1, 1000)', [pid])
          await rows(session, 'select 1')
        })
      await expect(died).rejects.toThrow()
      expect(await rows(reader, 'select 1 as one')).toEqual([{ one: 1 }])
    } finally {
      await narrow.close()
    }
  })
})

describe('a transaction of the hub for a question', () => {
  it('is one with those begun within it, and is taken back whole', async () => {
    const work = db.database.hub().transactional(async (outer) => {
      await outer.transactional((inner) => execute(inner, 'update hub_version set version = version + 1'))
      throw new Error('changed my mind')
    })
    await expect(work).rejects.toThrow('changed my mind')
    expect(await rows(db.database.hub(), 'select version from hub_version')).toEqual([{ version: 0 }])
  })
})

describe('a transaction of an entity manager', () => {
  it('takes its SQL along and undoes it', async () => {
    const work = db.database.em().transactional(async (em) => {
      expect(await execute(em, 'update hub_version set version = version + 1')).toBe(1)
      throw new Error('changed my mind')
    })
    await expect(work).rejects.toThrow('changed my mind')
    expect(await rows(db.database.em(), 'select version from hub_version')).toEqual([{ version: 0 }])
  })

  it('sends nothing but its own statements', async () => {
    const { statements } = await countStatements(() =>
      db.database.em().transactional(async (em) => {
        await rows(em, 'select 1')
        await rows(em, 'select 2')
      }),
    )
    expect(statements).toEqual(['begin', 'select 1', 'select 2', 'commit'])
  })
})

describe('connections that the server drops', () => {
  it('fail the statement under way and are replaced for the next', async () => {
    const dropped = rows(db.em, 'select pg_terminate_backend(pg_backend_pid())')
    await expect(dropped).rejects.toThrow('terminating connection')
    // The pool hears of the closed connection a moment after the statement does.
    await vi.waitFor(async () => expect(await rows(db.em, 'select 1 as one')).toEqual([{ one: 1 }]))
  })

  it('do not end the process when nothing is under way', async () => {
    await rows(db.em, 'select 1')
    await onServer(
      db.url,
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'baophu' and datname = current_database()`,
    )
    await vi.waitFor(async () => expect(await rows(db.em, 'select 1 as one')).toEqual([{ one: 1 }]))
  })
})

describe('a database that cannot be used', () => {
  it('is named without its password when nobody answers', async () => {
    const refusal = await openDatabase('postgresql://baophu:secret@127.0.0.1:1/register').catch(
      (error: unknown) => error,
    )
    expect(refusal).toBeInstanceOf(UnusableDatabase)
    expect(String(refusal)).toContain('No database answers at postgresql://baophu@127.0.0.1:1/register')
    expect(String(refusal)).not.toContain('secret')
  })

  it('is too old before PostgreSQL 15, and says what was found', () => {
    expect(serverProblem(140_011, '14.11')).toContain('PostgreSQL 15 or newer is needed; the server says it is 14.11')
    expect(serverProblem(150_000, '15.0')).toBeNull()
    expect(serverProblem(180_004, '18.4')).toBeNull()
  })

  it('shows an address that is none as such', () => {
    expect(shownAddress('my secret')).toBe('(not an address)')
  })
})
