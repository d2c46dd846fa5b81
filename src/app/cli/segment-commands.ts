import type { CommandLine } from './command-line.ts'

/** `segment create | change | list | end`: what partners may fetch. */
export function addSegmentCommands(line: CommandLine): void {
  const noun = line.noun('segment', { vi: 'nhóm hộ mục tiêu cho đối tác', en: 'segments of households for partners' })
  line.command(
    noun,
    'create <file>',
    {
      vi: 'lập một nhóm hộ mục tiêu từ tệp JSON (name, partner và SegmentInput)',
      en: 'make a segment from a JSON file (name, partner and SegmentInput)',
    },
    async (call, [file = '']) => (await import('./segment-run.ts')).createSegment(call, file),
  )
  line.command(
    noun,
    'change <file>',
    {
      vi: 'thay định nghĩa của một nhóm hộ mục tiêu bằng phiên bản mới',
      en: 'give a segment a new version of its definition',
    },
    async (call, [file = '']) => (await import('./segment-run.ts')).changeSegment(call, file),
  )
  line.command(
    noun,
    'list',
    { vi: 'các nhóm hộ mục tiêu, kể cả đã chấm dứt', en: 'segments, ended ones included' },
    async (call) => (await import('./segment-run.ts')).listSegments(call),
  )
  line.command(
    noun,
    'end <name>',
    { vi: 'chấm dứt một nhóm hộ mục tiêu ngay', en: 'end a segment at once' },
    async (call, [name = '']) => (await import('./segment-run.ts')).endSegment(call, name),
  )
}
