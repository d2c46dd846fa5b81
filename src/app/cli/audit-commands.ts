import type { CommandLine } from './command-line.ts'

/** `audit verify`: who did what, and whether the log of it is whole. */
export function addAuditCommands(line: CommandLine): void {
  const noun = line.noun('audit', { vi: 'nhật ký truy cập', en: 'the audit log' })
  line.command(
    noun,
    'verify',
    { vi: 'kiểm tra nhật ký chưa bị sửa, xóa', en: 'check that nothing in the log was changed or removed' },
    async (call) => (await import('./database-run.ts')).verifyAuditLog(call),
  )
}
