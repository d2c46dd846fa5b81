import { execute, oneRow } from '../../src/kernel/sql.ts'
import { recordSegmentChanges } from '../../src/segments/record-changes.store.ts'
import type { EmbeddedServer } from '../../src/storage/embedded.ts'
import type { Database } from '../../src/storage/orm.ts'
import { tableRow } from './print-table.ts'
import { serverSeconds } from './process-cost.ts'

/** Households that a commit touches. */
const TOUCHED = 5_000
const LIVING = `household_id in (select household_id from segment_member order by household_id limit ${TOUCHED})`

/** Prints what keeping the documents takes of the disk, and of a commit that touches some thousand households. */
export async function printKeeping(database: Database, server: EmbeddedServer): Promise<void> {
  const { bytes, documents } = await oneRow<{ bytes: number; documents: number }>(
    database.em(),
    `select ((pg_total_relation_size('segment_document') + pg_total_relation_size('segment_member')) / count(*))::int as bytes,
       (pg_total_relation_size('segment_document') / count(*))::int as documents from segment_member`,
  )
  print(`\n${bytes} bytes a household with indexes, ${documents} of them for the document\n`)
  print(tableRow([`a commit that touches ${TOUCHED} households`, 'ms CPU database a thousand']))
  print('|---|---|')
  const nothing = `update household set changed_at = now() where ${LIVING}`
  const every = `update enrolment set valid_until = valid_until + 1 where valid_until < 'infinity'
    and person_id in (select person_id from residence where ${LIVING})`
  print(tableRow(['and changes nothing that is told', await commitCost(database, server, [nothing])]))
  print(tableRow(['and changes every document', await commitCost(database, server, [nothing, every])]))
}

async function commitCost(database: Database, server: EmbeddedServer, changes: readonly string[]): Promise<string> {
  return database.em().transactional(async (em) => {
    for (const change of changes) await execute(em, change)
    await execute(em, 'update hub_version set version = version + 1')
    const before = serverSeconds(server.pid)
    await recordSegmentChanges(em, 'TOUCHED')
    return (((serverSeconds(server.pid) - before) * 1_000_000) / TOUCHED).toFixed(1)
  })
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
