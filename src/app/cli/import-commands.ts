import type { Command } from 'commander'
import { Option } from 'commander'
import { BATCH_STATUSES, SOURCE_KINDS } from '../../batches/source-kind.ts'
import type { CommandLine } from './command-line.ts'

/** `import check | commit | withdraw | list`: a file on its way into the register. */
export function addImportCommands(line: CommandLine): void {
  const { tell } = line
  const noun = line.noun('import', { vi: 'nhập bảng tính', en: 'bring sheets in' })
  const check = line.command(
    noun,
    'check <file...>',
    { vi: 'đọc và kiểm tra tệp; không ghi gì', en: 'read and check files; nothing is written' },
    async (call, files, options) => (await import('./import-run.ts')).checkFiles(call, files, choicesOf(options)),
  )
  const commit = line.command(
    noun,
    'commit <file-or-id>',
    { vi: 'ghi nhận một tệp, hoặc một lượt nhập đã kiểm tra', en: 'write a file, or a batch that was checked' },
    async (call, [subject = ''], options) =>
      (await import('./import-run.ts')).commit(call, subject, choicesOf(options)),
  )
  for (const command of [check, commit]) addChoices(command, tell)
  line.command(
    noun,
    'withdraw <id>',
    { vi: 'thu hồi một lượt nhập đã ghi', en: 'undo a batch that was written' },
    async (call, [id = '']) => (await import('./import-run.ts')).withdraw(call, id),
  )
  const list = line.command(
    noun,
    'list',
    { vi: 'các lượt nhập, mới nhất trước', en: 'batches, the newest first' },
    async (call, _args, options) => (await import('./import-run.ts')).list(call, options),
  )
  list.addOption(
    new Option('--status <status>', tell({ vi: 'chỉ trạng thái này', en: 'only this status' })).choices(BATCH_STATUSES),
  )
  list.addOption(new Option('--kind <kind>', tell({ vi: 'chỉ loại này', en: 'only this kind' })).choices(SOURCE_KINDS))
  list.addOption(new Option('--first <n>', tell({ vi: 'số dòng, 1–100', en: 'rows, 1–100' })).default('20'))
}

function addChoices(command: Command, tell: CommandLine['tell']): void {
  command.addOption(
    new Option('--kind <kind>', tell({ vi: 'loại tệp', en: 'what the sheet says' })).choices(SOURCE_KINDS),
  )
  command.addOption(
    new Option('--area <code>', tell({ vi: 'mã địa bàn của tệp', en: 'code of the area it speaks for' })),
  )
  command.addOption(
    new Option(
      '--as-of <day>',
      tell({ vi: 'tính đến ngày (NĂM-THÁNG-NGÀY)', en: 'the day it speaks for (YYYY-MM-DD)' }),
    ),
  )
}

function choicesOf(options: Readonly<Record<string, unknown>>) {
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
  return { kind: text(options.kind), areaCode: text(options.area), asOf: text(options.asOf) }
}
