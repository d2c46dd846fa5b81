import { Option } from 'commander'
import type { CommandLine } from './command-line.ts'
import type { Told } from './terminal.ts'

/** `persons open | close`: for an officer of more than communes, who reads persons for a reason and a time. */
export function addPersonsCommands(line: CommandLine): void {
  const { tell } = line
  const noun = line.noun('persons', {
    vi: 'mở xem từng người, có lý do và có thời hạn (cán bộ trên cấp xã)',
    en: 'opening persons for a reason and a time (officers of more than communes)',
  })
  const open = line.command(
    noun,
    'open',
    {
      vi: 'mở cho tài khoản này; lý do được ghi vào nhật ký',
      en: 'open them for this account; the log keeps the reason',
    },
    async (call, _words, options) => (await import('./persons-run.ts')).openPersons(call, options),
  )
  open.addOption(new Option('--reason <text>', tell(REASON)).makeOptionMandatory())
  open.addOption(new Option('--minutes <number>', tell(MINUTES)))
  line.command(noun, 'close', { vi: 'đóng lại trước hạn', en: 'close them before their time is over' }, async (call) =>
    (await import('./persons-run.ts')).closePersons(call),
  )
}

const REASON: Told = {
  vi: 'việc cần làm, ít nhất mười chữ cái, không ghi tên hay số của ai',
  en: 'what for, ten letters at least; nobody’s name or number',
}
const MINUTES: Told = {
  vi: 'trong bao nhiêu phút, 1–180; để trống là 180',
  en: 'for how many minutes, 1–180; left out, 180',
}
