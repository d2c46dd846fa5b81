import { type Command, Option } from 'commander'
import type { CommandLine } from './command-line.ts'
import { AREA, FIGURES, FOR, ON, PURPOSE_WORDS, ROLE, ROLE_WORDS } from './grant-options.ts'
import type { Told } from './terminal.ts'

/** `account invite | list | change | end`: who may sign in, and about which areas. */
export function addAccountCommands(line: CommandLine): void {
  const { tell } = line
  const noun = line.noun('account', { vi: 'tài khoản đăng nhập', en: 'accounts of those who sign in' })
  const invite = line.command(
    noun,
    'invite <subject>',
    { vi: 'cho một người đăng nhập dùng hệ thống', en: 'let somebody in who signs in' },
    async (call, [subject = ''], options) => (await import('./account-run.ts')).inviteAccount(call, subject, options),
  )
  asItShallStand(line, invite)
  invite.addOption(new Option('--from <day>', tell(FROM)))
  line.command(
    noun,
    'list',
    { vi: 'các tài khoản, kể cả tài khoản đã kết thúc', en: 'accounts, ended ones included' },
    async (call) => (await import('./account-run.ts')).listAccounts(call),
  )
  const change = line.command(
    noun,
    'change <id>',
    { vi: 'đổi vai trò, địa bàn hoặc thời hạn của một tài khoản', en: 'give an account another role, areas or end' },
    async (call, [id = ''], options) => (await import('./account-run.ts')).changeAccount(call, id, options),
  )
  asItShallStand(line, change)
  line.command(
    noun,
    'end <id>',
    { vi: 'kết thúc một tài khoản ngay', en: 'end an account at once' },
    async (call, [id = '']) => (await import('./account-run.ts')).endAccount(call, id),
  )
}

function asItShallStand({ tell }: CommandLine, command: Command): void {
  command.addOption(new Option('--name <text>', tell(NAME)).makeOptionMandatory())
  command.addOption(new Option('--role <role>', tell(ROLE)).choices(ROLE_WORDS).makeOptionMandatory())
  command.addOption(new Option('--area <code...>', tell(AREA)).makeOptionMandatory())
  command.addOption(new Option('--on <day>', tell(ON)))
  command.addOption(new Option('--until <day>', tell(UNTIL)))
  command.addOption(new Option('--figures', tell(FIGURES)))
  command.addOption(new Option('--for <code>', tell(FOR)).choices(PURPOSE_WORDS))
}

const NAME: Told = { vi: 'người dùng tài khoản là ai', en: 'who it is' }
const FROM: Told = {
  vi: 'ngày đầu tiên được vào; để trống là hôm nay',
  en: 'the first day they are let in; left out, today',
}
const UNTIL: Told = {
  vi: 'ngày đầu tiên không còn được vào; để trống là không hạn',
  en: 'the first day on which they are refused; left out, none',
}
