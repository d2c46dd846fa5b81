import { verifyAudit } from '../../access/audit.store.ts'
import { compareEnds, type EndsVerdict, type KeptEnd } from '../../access/audit-ends.store.ts'
import { verifyCube } from '../../coverage/verify.ts'
import { type MigrationState, migrationState } from '../../storage/migrate.ts'
import { type Database, openDatabase } from '../../storage/orm.ts'
import { type Config, loadConfig } from '../config.ts'
import { openHubDatabase } from '../hub-database.ts'
import { findRunningHub } from '../hub-lock.ts'
import { keptEndsFile, readKeptEnds } from '../privacy/kept-ends.ts'
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

/**
 * `audit verify`: 1 when an entry was changed or removed, or the log has an end no more that was kept outside of the database;
 * the last entry's hash is told, to be kept elsewhere.
 */
export async function verifyAuditLog(call: Call): Promise<ExitCode> {
  const config = loadConfig()
  const ends = await readKeptEnds(keptEndsFile(config.dataDirectory))
  const verdict = await opened(config, async (database) => {
    const em = database.em()
    return { ...(await verifyAudit(em)), kept: ends.length === 0 ? null : await compareEnds(em, ends) }
  })
  const { entries, last, broken, kept } = verdict
  const [whole, entry] = call.language === 'vi' ? ['Nhật ký còn nguyên', 'mục'] : ['The log is whole', 'entries']
  const end = last === null ? [] : [`${last.entryNo} ${last.hash}`]
  const lines = broken.map(({ entryNo, problem }) => `${entryNo} ${problem}`)
  const isWhole = broken.length === 0 && !kept?.lost.length
  const told = kept === null ? [] : endsLines(call, kept)
  show(call, verdict, [...(isWhole ? [`${whole}: ${entries} ${entry}.`, ...end] : lines), ...told])
  return isWhole ? EXIT.DONE : EXIT.FAILED
}

/** What the log is against its ends that were kept outside of the database, and since when it is another. */
function endsLines({ language }: Call, { ends, holds, cut, lost }: EndsVerdict): string[] {
  const named = (end: KeptEnd | null) => (end === null ? '–' : `${end.entryNo} (${end.at})`)
  const [agrees, cutUpTo, since] =
    language === 'vi'
      ? [
          `Số lần ghi lại ngoài cơ sở dữ liệu: ${ends}; mục cuối cùng còn khớp:`,
          'Nhật ký đã được cắt qua mục',
          'Nhật ký đã bị cắt hoặc viết lại từ sau mục khớp cuối cùng:',
        ]
      : [
          `Kept outside of the database ${ends} times; the last entry that agrees:`,
          'The log was cut past entry',
          'The log was cut off or rewritten after the last entry that agrees:',
        ]
  return [
    `${agrees} ${named(holds)}.`,
    ...(cut === null ? [] : [`${cutUpTo} ${named(cut)}.`]),
    ...(lost.length === 0 ? [] : [since]),
    ...lost.map((end) => `${named(end)} ${end.problem}`),
  ]
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
