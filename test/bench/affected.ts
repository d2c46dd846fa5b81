import { parseArgs } from 'node:util'
import { execute } from '../../src/kernel/sql.ts'
import { affectedPersons } from '../../src/privacy/affected-persons.store.ts'
import type { Database } from '../../src/storage/orm.ts'
import { withBenchDatabase } from './bench-database.ts'
import { makeCountry } from './country.ts'
import { tableRow } from './print-table.ts'
import { serverSeconds } from './process-cost.ts'

const USAGE = `npm run bench -- affected [--entries 1000000] [--persons 200000] [--accounts 100]

Fills an audit log with questions about persons, fifty to a page (half by person, a third by household, the others single persons
and door lists), by so many accounts over a year, and asks whom one of them touched, and whom all: CPU of the database and
seconds on the clock.`

export async function run(args: string[]): Promise<void> {
  const options = {
    entries: { type: 'string', default: '1000000' },
    persons: { type: 'string', default: '200000' },
    accounts: { type: 'string', default: '100' },
    help: { type: 'boolean', default: false },
  } as const
  const { values } = parseArgs({ args, options })
  if (values.help) return print(USAGE)
  await withBenchDatabase('affected', async ({ database, server }) => {
    await makeCountry(database, { persons: Number(values.persons), provinces: 2, communes: 60, hamlets: 500 })
    await fillLog(database, Number(values.entries), Number(values.accounts))
    print(tableRow(['whom', 'persons', 's CPU database', 's']))
    print('|---|---|---|---|')
    for (const [whom, accounts] of [
      [`one of ${values.accounts} accounts touched in a year`, ['account-1']],
      ['all touched in a year', null],
    ] as const) {
      const [cpu, began] = [serverSeconds(server.pid), performance.now()]
      const { persons } = await database
        .em()
        .transactional((em) => affectedPersons(em, { from: FROM, until: UNTIL, accounts }))
      const seconds = (performance.now() - began) / 1_000
      print(tableRow([whom, persons.length, (serverSeconds(server.pid) - cpu).toFixed(1), seconds.toFixed(1)]))
    }
  })
}

const [FROM, UNTIL] = [new Date('2025-01-01T00:00:00Z'), new Date('2026-01-01T00:00:00Z')]

/** Past the log's own function, whose entries wait for each other; hashes are not asked here. */
async function fillLog(database: Database, entries: number, accounts: number): Promise<void> {
  await execute(
    database.em(),
    `with known as (
       select (select max(person_id) from person) as persons, (select max(household_id) from household) as households,
              (select array_agg(code) from area where level = 3) as communes
     )
     insert into audit_entry
     select n, $2::timestamptz + n * ($3::timestamptz - $2::timestamptz) / ($1::bigint + 1), 'account-' || n % $4::bigint, 'DATA_OFFICER', 'REGISTER_KEEPING', 'PERSONS_READ',
       jsonb_build_object('requestId', gen_random_uuid()) || case
         when n % 20 < 10 then jsonb_build_object('within', communes[(1 + n % cardinality(communes))::int], 'asOf', '2025-06-11', 'personIds',
           (select jsonb_agg(1 + (n * 7919 + place) % persons) from generate_series(1, 50) place))
         when n % 20 < 17 then jsonb_build_object('within', communes[(1 + n % cardinality(communes))::int], 'asOf', '2025-06-11', 'householdIds',
           (select jsonb_agg(1 + (n * 104729 + place) % households) from generate_series(1, 50) place))
         when n % 20 < 19 then jsonb_build_object('node',
           rtrim(translate(encode(convert_to('Person:' || 1 + n * 31 % persons, 'UTF8'), 'base64'), '+/', '-_'), '='))
         else jsonb_build_object('within', communes[(1 + n % cardinality(communes))::int], 'asOf', '2025-06-11', 'personIds',
           (select jsonb_agg(1 + (n * 7919 + place) % persons) from generate_series(1, 50) place), 'householdIds',
           (select jsonb_agg(1 + (n * 104729 + place) % households) from generate_series(1, 50) place)) end,
       '', ''
     from known cross join generate_series(1::bigint, $1::bigint) n`,
    [entries, FROM.toISOString(), UNTIL.toISOString(), accounts],
  )
  await execute(database.em(), 'vacuum analyze audit_entry')
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
