import type { CommandLine } from './command-line.ts'

/** `documents check`: the questions that partners may ask. */
export function addDocumentsCommands(line: CommandLine): void {
  const noun = line.noun('documents', {
    vi: 'các truy vấn đăng ký sẵn cho đối tác',
    en: 'the questions registered for partners',
  })
  line.command(
    noun,
    'check <path>',
    {
      vi: 'kiểm tra một thư mục .graphql hoặc một tệp .json, in mã của từng truy vấn',
      en: 'check a folder of .graphql files or a .json file, print the id of each question',
    },
    async (call, [path = '']) => (await import('./documents-run.ts')).checkDocuments(call, path),
  )
}
