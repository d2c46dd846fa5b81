import type { CommandLine } from './command-line.ts'

/** `db migrate | status | verify`: the database beneath the hub. */
export function addDatabaseCommands(line: CommandLine): void {
  const noun = line.noun('db', { vi: 'cơ sở dữ liệu', en: 'the database' })
  line.command(
    noun,
    'migrate',
    { vi: 'nâng cơ sở dữ liệu lên phiên bản của chương trình', en: "bring the database to this program's schema" },
    async (call) => (await import('./database-run.ts')).migrateDatabase(call),
  )
  line.command(
    noun,
    'status',
    { vi: 'các bước nâng cấp đã qua và còn thiếu', en: 'migrations that were run and that are pending' },
    async (call) => (await import('./database-run.ts')).status(call),
  )
  line.command(
    noun,
    'verify',
    { vi: 'đếm lại mọi số liệu từ từng người và so sánh', en: 'count every figure again from persons and compare' },
    async (call) => (await import('./database-run.ts')).verify(call),
  )
}
