import { Option } from 'commander'
import type { CommandLine } from './command-line.ts'
import { AREA, FIGURES, FOR, ON, PURPOSE_WORDS, ROLE, ROLE_WORDS } from './grant-options.ts'
import type { Told } from './terminal.ts'

/** `key issue | list | revoke`: who may ask, and about which areas. */
export function addKeyCommands(line: CommandLine): void {
  const { tell } = line
  const noun = line.noun('key', { vi: 'khóa truy cập', en: 'keys' })
  const issue = line.command(
    noun,
    'issue',
    { vi: 'cấp một khóa; khóa chỉ hiện một lần', en: 'issue a key; it is shown this once' },
    async (call, _words, options) => (await import('./key-run.ts')).issueKey(call, options),
  )
  issue.addOption(new Option('--role <role>', tell(ROLE)).choices(ROLE_WORDS).makeOptionMandatory())
  issue.addOption(new Option('--area <code...>', tell(AREA)).default([]))
  issue.addOption(new Option('--segment <name...>', tell(SEGMENT)))
  issue.addOption(new Option('--on <day>', tell(ON)))
  issue.addOption(new Option('--purpose <text>', tell(PURPOSE)).makeOptionMandatory())
  issue.addOption(new Option('--for <code>', tell(FOR)).choices(PURPOSE_WORDS))
  issue.addOption(new Option('--until <day>', tell(UNTIL)))
  issue.addOption(new Option('--from-address <cidr...>', tell(FROM_ADDRESS)))
  issue.addOption(new Option('--figures', tell(FIGURES)))
  line.command(
    noun,
    'list',
    { vi: 'các khóa đã cấp, kể cả khóa đã thu hồi', en: 'keys issued, revoked ones included' },
    async (call) => (await import('./key-run.ts')).listKeys(call),
  )
  line.command(noun, 'revoke <id>', { vi: 'thu hồi một khóa ngay', en: 'end a key at once' }, async (call, [id = '']) =>
    (await import('./key-run.ts')).revokeKey(call, id),
  )
}

const PURPOSE: Told = { vi: 'khóa dùng để làm gì, bằng lời', en: 'what it is for, in words' }
const UNTIL: Told = {
  vi: 'ngày đầu tiên khóa không còn dùng được, nhiều nhất một năm; để trống là một năm',
  en: 'the first day on which it is refused, a year from today at most; left out, that',
}
const FROM_ADDRESS: Told = {
  vi: 'chỉ dùng được từ địa chỉ hay dải địa chỉ này (203.0.113.0/24, 2001:db8::/32); có thể ghi nhiều',
  en: 'let in only from this address or network (203.0.113.0/24, 2001:db8::/32); several may follow',
}
const SEGMENT: Told = {
  vi: 'nhóm hộ mục tiêu mà khóa của đối tác được đọc; không cần ghi địa bàn',
  en: 'segments that a partner’s key may fetch; no area is needed then',
}
