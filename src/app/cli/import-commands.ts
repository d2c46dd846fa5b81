import type { Command } from 'commander'
import { Option } from 'commander'
import { BATCH_STATUSES, SOURCE_KINDS } from '../../batches/source-kind.ts'
import type { CommandLine } from './command-line.ts'

/** `import check | commit | withdraw | workbook | list`, `template`: a file on its way into the register. */
export function addImportCommands(line: CommandLine, program: Command): void {
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
  const workbook = line.command(
    noun,
    'workbook <id>',
    {
      vi: 'lấy tệp gốc có đánh dấu lỗi và kết quả từng dòng',
      en: 'fetch the file with issues and outcomes marked in it',
    },
    async (call, [id = ''], options) => (await import('./workbook-run.ts')).annotated(call, id, options.out),
  )
  addOut(workbook, tell)
  const template = line.command(
    program,
    'template <kind>',
    { vi: 'lấy biểu mẫu trống của một loại', en: 'fetch the empty sheet of a kind' },
    async (call, [kind = ''], options) => (await import('./workbook-run.ts')).template(call, kind, options.out),
  )
  addOut(template, tell)
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

function addOut(command: Command, tell: CommandLine['tell']): void {
  command.addOption(
    new Option('--out <file>', tell({ vi: 'ghi vào tệp này (ghi đè)', en: 'write to this file, whatever is there' })),
  )
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
