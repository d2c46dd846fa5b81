import { verifyAudit } from '../../access/audit.store.ts'
import { verifyCube } from '../../coverage/verify.ts'
import { type MigrationState, migrationState } from '../../storage/migrate.ts'
import { type Database, openDatabase } from '../../storage/orm.ts'
import { type Config, loadConfig } from '../config.ts'
import { openHubDatabase } from '../hub-database.ts'
import { findRunningHub } from '../hub-lock.ts'
import { type Call, EXIT, type ExitCode, show } from './terminal.ts'

/** `db migrate`: opening the hub's database migrates it. */
export async function migrateDatabase(call: Call): Promise<ExitCode> {
  const config = loadConfig()
  const before = await unmigrated(config, migrationState)
  const opened = await openHubDatabase(config, 'COMMAND')
  try {
    const { applied } = await migrationState(opened.database)
    const run = before === null ? applied : applied.filter((name) => !before.applied.includes(name))
    const done = call.language === 'vi' ? 'Không còn gì phải nâng cấp.' : 'Nothing is left to migrate.'
    show(call, { run, applied }, [...run.map((name) => `+ ${name}`), done])
    return EXIT.DONE
  } finally {
    await opened.close()
  }
}

/** `db status`: 1 when the database is not on this program's schema. A database that only this program can start is started. */
export async function status(call: Call): Promise<ExitCode> {
  const config = loadConfig()
  const state = (await unmigrated(config, migrationState)) ?? (await opened(config, migrationState))
  show(call, state, stateLines(state))
  return state.pending.length + state.unknown.length === 0 ? EXIT.DONE : EXIT.FAILED
}

/** `db verify`: 1 when anything differs; every difference is told. */
export async function verify(call: Call): Promise<ExitCode> {
  const differences = await opened(loadConfig(), (database) =>
    // One state of the register for all its counts, whoever writes meanwhile.
    database.em().transactional(verifyCube, { isolationLevel: 'repeatable read', readOnly: true }),
  )
  const lines = differences.map(
    ({ area, span, bucket, expected, found }) => `${area} ${span} ${bucket}: ${found} ≠ ${expected}`,
  )
  const agreed = call.language === 'vi' ? 'Mọi số liệu khớp với số đếm lại.' : 'Every figure agrees with the recount.'
  show(call, differences, differences.length === 0 ? [agreed] : lines)
  return differences.length === 0 ? EXIT.DONE : EXIT.FAILED
}

/** `audit verify`: 1 when an entry was changed or removed; the last entry's hash is told, to be kept elsewhere. */
export async function verifyAuditLog(call: Call): Promise<ExitCode> {
  const verdict = await opened(loadConfig(), (database) => verifyAudit(database.em()))
  const { entries, last, broken } = verdict
  const [whole, entry] = call.language === 'vi' ? ['Nhật ký còn nguyên', 'mục'] : ['The log is whole', 'entries']
  const end = last === null ? [] : [`${last.entryNo} ${last.hash}`]
  const lines = broken.map(({ entryNo, problem }) => `${entryNo} ${problem}`)
  show(call, verdict, broken.length === 0 ? [`${whole}: ${entries} ${entry}.`, ...end] : lines)
  return broken.length === 0 ? EXIT.DONE : EXIT.FAILED
}

function stateLines({ applied, pending, unknown }: MigrationState): string[] {
  return [
    ...applied.map((name) => `= ${name}`),
    ...pending.map((name) => `- ${name}`),
    ...unknown.map((name) => `? ${name}`),
  ]
}

async function opened<Result>(config: Config, work: (database: Database) => Promise<Result>): Promise<Result> {
  const hub = await openHubDatabase(config, 'COMMAND')
  try {
    return await work(hub.database)
  } finally {
    await hub.close()
  }
}

/** The database as it is, nothing migrated; null when nobody runs one yet. */
async function unmigrated<Result>(
  config: Config,
  work: (database: Database) => Promise<Result>,
): Promise<Result | null> {
  const url = config.databaseUrl ?? (await findRunningHub(config.dataDirectory))?.databaseUrl ?? null
  if (url === null) return null
  const database = await openDatabase(url, { connections: 2 })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}
