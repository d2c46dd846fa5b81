import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { ADMINISTRATOR } from '../../../src/access/actor.ts'
import { audit, cutAudit, verifyAudit } from '../../../src/access/audit.store.ts'
import type { LogEntry } from '../../../src/app/log.ts'
import { purgeDaily } from '../../../src/app/privacy/daily-purge.ts'
import { keptEndsFile } from '../../../src/app/privacy/kept-ends.ts'
import { execute } from '../../../src/kernel/sql.ts'
import { runCommand } from '../support/run-command.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

/** Beside a hub that runs on the same database, with a folder of its own: what whoever holds the database's password could do. */
let hub: TestHub
let directory: string
let endsFile: string
const log: LogEntry[] = []

beforeAll(async () => {
  hub = await startTestHub()
  directory = await mkdtemp(join(tmpdir(), 'baophu-ends-'))
  endsFile = keptEndsFile(directory)
  vi.stubEnv('DATABASE_URL', hub.database.url)
  vi.stubEnv('BAOPHU_DATA', directory)
  for (const [day, entries] of [
    ['2026-11-20', 2],
    ['2026-11-21', 3],
    ['2026-11-22', 1],
  ] as const) {
    for (let batchId = 0; batchId < entries; batchId += 1)
      await audit(hub.database.em, ADMINISTRATOR, 'BATCH_COMMITTED', { batchId })
    await purgeDaily({
      kept: { database: hub.database.database, filesDirectory: directory },
      retention: { files: null, findings: null, persons: null, audit: null, requests: null },
      endsFile,
      clock: () => new Date(`${day}T01:00:00Z`),
      log: (entry) => log.push(entry),
    })()
  }
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await hub.close()
  await rm(directory, { recursive: true })
})
beforeEach(async () => {
  expect((await verifyAudit(hub.database.em)).broken).toEqual([])
})

const verify = (...options: string[]) => runCommand('audit', 'verify', ...options)

/** Runs the statements past the log's guard, looks, and puts the log back. */
async function tampered<Seen>(statements: readonly string[], look: () => Promise<Seen>): Promise<Seen> {
  const { em } = hub.database
  await execute(em, 'create table audit_before as table audit_entry')
  await execute(em, 'alter table audit_entry disable trigger all')
  for (const statement of statements) await execute(em, statement)
  const seen = await look()
  await execute(em, 'delete from audit_entry')
  await execute(em, 'insert into audit_entry select * from audit_before')
  await execute(em, 'alter table audit_entry enable trigger all')
  await execute(em, 'drop table audit_before')
  return seen
}

/** Makes the entries from one on somebody else's, with hashes that follow each other to the end. */
const rewrittenFrom = (entryNo: number) => `do $$
  declare
    each audit_entry;
    before bytea := (select previous from audit_entry where entry_no = ${entryNo});
  begin
    for each in select * from audit_entry where entry_no >= ${entryNo} order by entry_no loop
      update audit_entry set account = 'x', previous = before,
        hash = audit_hash(before, each.entry_no, each.at, 'x', each.role, each.action, each.detail, each.purpose_code)
      where entry_no = each.entry_no returning hash into before;
    end loop;
  end $$`

test('every day’s end is a line of a file that only its owner reads, and of the hub’s own log', async () => {
  const lines = (await readFile(endsFile, 'utf8')).trimEnd().split('\n')
  expect(lines.map((line) => line.split(' ').slice(0, 2))).toEqual([
    ['2026-11-20T01:00:00.000Z', '2'],
    ['2026-11-21T01:00:00.000Z', '5'],
    ['2026-11-22T01:00:00.000Z', '6'],
  ])
  expect((await stat(endsFile)).mode & 0o777).toBe(0o600)
  expect(log.map(({ event, fields }) => `${event} ${fields?.entryNo} ${fields?.hash}`)).toEqual(
    lines.map((line) => `audit-end-kept ${line.split(' ').slice(1).join(' ')}`),
  )
})

test('a log that was only added to agrees', async () => {
  const { code, out } = await verify('--json')
  expect([code, JSON.parse(out)]).toMatchObject([
    0,
    { broken: [], kept: { ends: 3, holds: { entryNo: 6, at: '2026-11-22T01:00:00.000Z' }, cut: null, lost: [] } },
  ])
  expect((await verify()).out).toMatch(
    /^Nhật ký còn nguyên: 6 mục\.\n6 [0-9a-f]{64}\nSố lần ghi lại ngoài cơ sở dữ liệu: 3; mục cuối cùng còn khớp: 6 \(2026-11-22T01:00:00\.000Z\)\.\n$/,
  )
})

test('a tail that was rewritten with its hashes is found, and since when', async () => {
  const [chain, { code, out }, told] = await tampered([rewrittenFrom(4)], async () => [
    await verifyAudit(hub.database.em),
    await verify('--json'),
    (await verify()).out,
  ])
  expect(chain).toMatchObject({ entries: 6, broken: [] })
  expect([code, JSON.parse(out).kept]).toMatchObject([
    1,
    {
      holds: { entryNo: 2 },
      lost: [
        { entryNo: 5, problem: 'REWRITTEN' },
        { entryNo: 6, problem: 'REWRITTEN' },
      ],
    },
  ])
  expect(told).toContain('mục cuối cùng còn khớp: 2 (2026-11-20T01:00:00.000Z).')
  expect(told).toContain('5 (2026-11-21T01:00:00.000Z) REWRITTEN')
})

test('a tail that was cut off is found, also when others were written in its place', async () => {
  const { em } = hub.database
  const kept = async () => {
    const { code, out } = await verify('--json')
    return [code, JSON.parse(out).kept.lost.map((end: { problem: string }) => end.problem)]
  }
  const [gone, replaced] = await tampered(['delete from audit_entry where entry_no > 4'], async () => {
    const before = await kept()
    for (const batchId of [7, 8]) await audit(em, ADMINISTRATOR, 'BATCH_COMMITTED', { batchId })
    expect((await verifyAudit(em)).broken).toEqual([])
    return [before, await kept()]
  })
  expect(gone).toEqual([1, ['GONE', 'GONE']])
  expect(replaced).toEqual([1, ['REWRITTEN', 'REWRITTEN']])
  expect(await tampered(['delete from audit_entry'], kept)).toEqual([1, ['GONE', 'GONE', 'GONE']])
})

test('a log that was cut because it was old enough agrees with what came after, and tells how far it was cut', async () => {
  await cutAudit(hub.database.em, ADMINISTRATOR, new Date('2999-01-01'))
  const { code, out } = await verify('--json')
  expect([code, JSON.parse(out).kept]).toMatchObject([0, { holds: { entryNo: 6 }, cut: { entryNo: 2 }, lost: [] }])
  expect((await verify()).out).toContain('Nhật ký đã được cắt qua mục 2 (2026-11-20T01:00:00.000Z).')
})
