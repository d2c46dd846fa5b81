import { writeFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { madeUpSocialInsuranceNumber } from '../../../src/app/demo/made-up-numbers.ts'
import { verifyCube } from '../../../src/coverage/verify.ts'
import { execute, oneRow, rows } from '../../../src/kernel/sql.ts'
import type { TestDatabase } from '../../support/database.ts'

const HEADINGS = 'STT,Họ và tên,Mã số BHXH,Số thẻ BHYT,Ngày sinh,Giới tính,Mã xã,Từ ngày,Đến ngày'

/** A database by its entity manager. */
type Register = Pick<TestDatabase, 'em'>

/** What a commune's roll of this day is sent with. */
export const ROLL = { kind: 'CARD_ROLL', asOf: '2017-11-10', areaCode: '26446' } as const

/** A roll of so many persons of the commune Xuân Hưng; every 40th row cannot be read. */
export function rollOf(persons: number, lastDay = '31/12/2017'): string {
  const lines = Array.from({ length: persons }, (_, index) => {
    const number = madeUpSocialInsuranceNumber(index + 1)
    const born = index % 40 === 39 ? 'không rõ' : `0${(index % 9) + 1}/0${(index % 7) + 1}/${1940 + (index % 70)}`
    const name = `Nguyễn Văn ${String.fromCharCode(65 + (index % 26))}${index}`
    return `${index + 1},${name},${number},GD400${number},${born},${index % 2 ? 'Nam' : 'Nữ'},26446,01/01/2017,${lastDay}`
  })
  return [HEADINGS, ...lines].join('\n')
}

export async function writeRoll(path: string, persons: number): Promise<void> {
  await writeFile(path, rollOf(persons))
}

/** What is in the register of the roll: counts, a digest of every fact without ids, and the cube's difference from it. */
export interface RegisterState {
  readonly persons: number
  readonly batchRows: number
  readonly commits: number
  readonly digest: string
}

const FACTS = `
  select full_name || '|' || coalesce(birth_date::text, '') || '|' || coalesce(social_insurance_number, '')
    || '|' || residence.valid_from || residence.valid_until || area.code
    || '|' || coalesce(card_number, '') || enrolment.valid_from || enrolment.valid_until || participant_code as fact
  from person join residence using (person_id) join area using (area_id) join enrolment using (person_id)`

/** The register as one statement sees it. Fails when the cube is not what counting gives. */
export async function registerState(db: Register): Promise<RegisterState> {
  expect(await verifyCube(db.em)).toEqual([])
  return oneRow<RegisterState>(
    db.em,
    `select (select count(*)::int from person) as persons, (select count(*)::int from batch_row) as "batchRows",
            (select version::int from hub_version) as commits,
            md5(concat((select string_agg(fact, ';' order by fact) from (${FACTS}) facts),
              (select count(*) from residence), '/', (select count(*) from enrolment), '/',
              (select count(*) from person_identity), '/', (select sum(n_all * bucket) from coverage_cube))) as digest`,
  )
}

export async function batchesByStatus(db: Register): Promise<Record<string, number>> {
  const found = await rows<{ status: string; n: number }>(
    db.em,
    'select status, count(*)::int as n from import_batch group by status',
  )
  return Object.fromEntries(found.map(({ status, n }) => [status, n]))
}

/** Staging tables that lie in the database, of whatever batch. */
export async function stagingTables(db: Register): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db.em,
    `select relname as name from pg_class where relnamespace = to_regnamespace('stage') and relkind = 'r'`,
  )
  return found.map(({ name }) => name)
}

/** Takes the version back to nought, for counting commits. */
export async function forgetCommits(db: Register): Promise<void> {
  await execute(db.em, 'update hub_version set version = 0')
}

/** Waits until no backend of another process works on this database: what a killed hub left is over then. */
export async function othersAreGone(db: Register): Promise<void> {
  await expect
    .poll(
      () =>
        rows(
          db.em,
          `select from pg_stat_activity where datname = current_database() and application_name = 'baophu'
             and pid <> pg_backend_pid() and state <> 'idle'`,
        ),
      { timeout: 30_000, interval: 10 },
    )
    .toEqual([])
}

/** Lets triggers wait: `execute function hold()` waits for whoever holds the advisory lock (99, 0). */
export async function makeHold(db: Register): Promise<void> {
  await execute(
    db.em,
    `create function hold() returns trigger language plpgsql as
     $$ begin perform pg_advisory_xact_lock(99, 0); return new; end $$`,
  )
}

/** A statement that waits for somebody's lock. */
export interface HeldStatement {
  readonly pid: number
  readonly query: string
}

/** Waits until a statement of the import waits for a lock. */
export async function isHeld(db: Register): Promise<HeldStatement> {
  const waiting = (): Promise<HeldStatement[]> =>
    rows(
      db.em,
      `select pid, query from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
  await expect.poll(waiting, { timeout: 30_000, interval: 5 }).toHaveLength(1)
  return (await waiting())[0] ?? { pid: 0, query: '' }
}
