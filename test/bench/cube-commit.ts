import { join } from 'node:path'
import { createIntake } from '../../importers/intake.ts'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import type { ImportPort } from '../../src/batches/import-port.ts'
import type { Database } from '../../src/storage/orm.ts'
import { withBenchDatabase } from './bench-database.ts'
import { makeCardRoll } from './card-roll.ts'
import { checkedRoll, followAgesOfThen, makeCommunes } from './import.ts'
import { tableRow } from './print-table.ts'
import { statementCosts } from './statement-cost.ts'

/** What only the cube needs: naming who is touched, its images, its table. Others look at who is touched too, for ends of their own. */
const CUBE = /(insert into|temp table|analyze|pg_temp\.) ?cube_(person|household|change)|\bcoverage_cube\b/

/**
 * The share that keeping the cube has in the database's CPU of a commit: of a first roll, and of the next month's; in a hub of
 * their own year, which follows birthdays for one more, and in one of today, which follows those of all years since.
 */
export async function measureCommit(rolls: readonly number[], print: (line: string) => void): Promise<void> {
  print(tableRow(['rows', 'commit of', 'in a hub of', 's CPU database', 'of it the cube', 'share']))
  print('|---|---|---|---|---|---|')
  for (const hub of HUBS) for (const rows of rolls) await measure(rows, hub, print)
}

const HUBS = ['then', 'today'] as const

async function measure(rows: number, hub: (typeof HUBS)[number], print: (line: string) => void): Promise<void> {
  await withBenchDatabase('commit', async ({ folder, database }) => {
    await makeCommunes(database)
    if (hub === 'then') await followAgesOfThen(database)
    const intake = intakeOf(database, join(folder, 'files'))
    try {
      for (const [month, what, asOf] of [
        [0, 'a first roll', '2017-11-30'],
        [1, 'the next, 1 % changed', '2017-12-31'],
      ] as const) {
        const path = join(folder, `${month}.csv`)
        await makeCardRoll(path, rows, month)
        const batchId = await checkedRoll(intake, path, asOf)
        const { matching, all } = await statementCosts(() => intake.commit(ADMINISTRATOR, batchId), CUBE)
        print(tableRow([rows, what, hub, all.toFixed(2), matching.toFixed(2), (matching / all).toFixed(2)]))
      }
    } finally {
      await intake.close()
    }
  })
}

function intakeOf(database: Database, filesDirectory: string): ImportPort & { close(): Promise<void> } {
  return createIntake({
    database,
    filesDirectory,
    clock: () => new Date('2017-12-20T05:00:00Z'),
    log: { info: () => {}, error: (event, { error }) => process.stderr.write(`${event} ${String(error)}\n`) },
  })
}
