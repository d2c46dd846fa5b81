import { Option } from 'commander'
import type { CommandLine } from './command-line.ts'
import type { Told } from './terminal.ts'

/** `audit verify | affected`: whether the log is whole, and whom somebody touched. */
export function addAuditCommands(line: CommandLine): void {
  const { tell } = line
  const noun = line.noun('audit', { vi: 'nhật ký truy cập', en: 'the audit log' })
  line.command(
    noun,
    'verify',
    { vi: 'kiểm tra nhật ký chưa bị sửa, xóa', en: 'check that nothing in the log was changed or removed' },
    async (call) => (await import('./database-run.ts')).verifyAuditLog(call),
  )
  const affected = line.command(
    noun,
    'affected',
    {
      vi: 'ai bị ảnh hưởng, những trường nào, khi lộ dữ liệu (báo cáo trong 72 giờ)',
      en: 'persons and fields that somebody touched: for the notice of a breach within 72 hours',
    },
    async (call, _words, options) => (await import('./affected-run.ts')).tellAffected(call, options),
  )
  affected.addOption(new Option('--from <moment>', tell(FROM)).makeOptionMandatory())
  affected.addOption(new Option('--to <moment>', tell(TO)))
  affected.addOption(new Option('--principal <account...>', tell(PRINCIPAL)))
}

const FROM: Told = {
  vi: 'từ đầu ngày này (NĂM-THÁNG-NGÀY) hoặc từ thời điểm này (2026-11-22T08:30+07:00)',
  en: 'from the beginning of this day (YYYY-MM-DD), or from this moment (2026-11-22T08:30+07:00)',
}
const TO: Told = {
  vi: 'đến hết ngày này hoặc đến trước thời điểm này; để trống là đến bây giờ',
  en: 'to the end of this day, or until before this moment; left out, now',
}
const PRINCIPAL: Told = {
  vi: 'mã tài khoản hoặc khóa bị lộ; để trống là tất cả',
  en: 'the account or key that was misused; left out, all',
}
