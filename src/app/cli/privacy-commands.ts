import { Option } from 'commander'
import type { CommandLine } from './command-line.ts'
import { addRequestCommands } from './request-commands.ts'
import type { Told } from './terminal.ts'

/** `person export | erase | request …`, `privacy purge`: what is known of somebody, and what is kept no longer. */
export function addPrivacyCommands(line: CommandLine): void {
  const { tell } = line
  const person = line.noun('person', {
    vi: 'yêu cầu của chủ thể dữ liệu',
    en: 'requests of somebody about their own data',
  })
  const whole = line.command(
    person,
    'export [who]',
    {
      vi: 'lấy mọi dữ liệu về một người, nguồn gốc và ai đã xem',
      en: 'all that is kept of a person, whence, and who read it',
    },
    async (call, [who], options) => (await import('./privacy-run.ts')).exportPerson(call, { who, ...options }),
  )
  whole.addOption(new Option('--request <number>', tell(OF_REQUEST)))
  const erase = line.command(
    person,
    'erase [who]',
    {
      vi: 'xóa dữ liệu cá nhân của một người; số liệu giữ nguyên',
      en: 'erase who a person is; figures stay as they are',
    },
    async (call, [who], options) => (await import('./privacy-run.ts')).erasePerson(call, { who, ...options }),
  )
  erase.addOption(new Option('--reason <text>', tell(REASON)))
  erase.addOption(new Option('--request <number>', tell(OF_REQUEST)))
  addRequestCommands(line, person)
  const privacy = line.noun('privacy', { vi: 'thời hạn lưu trữ', en: 'how long data are kept' })
  const purge = line.command(
    privacy,
    'purge',
    { vi: 'bỏ những gì đã quá thời hạn lưu trữ', en: 'take away what is older than it may be' },
    async (call, _words, options) => (await import('./privacy-run.ts')).purgeNow(call, options),
  )
  purge.addOption(new Option('--on <day>', tell(ON)))
  purge.addOption(new Option('--dry-run', tell(DRY)))
}

const OF_REQUEST: Told = {
  vi: 'thực hiện yêu cầu mang số này; khi đó không ghi người',
  en: 'carry out the request of this number; nobody is named then',
}
const REASON: Told = {
  vi: 'căn cứ của yêu cầu, không ghi tên hay số của ai',
  en: 'what the request rests on; nobody’s name or number',
}
const ON: Told = {
  vi: 'như vào cuối ngày này (NĂM-THÁNG-NGÀY), không sau hôm nay; để trống là bây giờ',
  en: 'as at the end of this day (YYYY-MM-DD), today at the latest; left out, now',
}
const DRY: Told = { vi: 'chỉ cho biết sẽ bỏ gì', en: 'only tell what would go' }
