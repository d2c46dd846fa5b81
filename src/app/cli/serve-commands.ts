import type { Command } from 'commander'
import type { CommandLine, Run } from './command-line.ts'

/** `serve` and `demo`: commands that last until they are stopped. */
export function addServeCommands(line: CommandLine, program: Command): void {
  const serving =
    (demo: boolean): Run =>
    async ({ terminal }) => {
      const { serveUntilStopped } = await import('../serve.ts')
      return serveUntilStopped({ demo, talk: terminal.talk })
    }
  line.command(
    program,
    'serve',
    { vi: 'chạy hub cho đến khi dừng', en: 'run the hub until it is stopped' },
    serving(false),
  )
  line.command(
    program,
    'demo',
    { vi: 'chạy hub với hai câu chuyện mẫu', en: 'run the hub with two stories in it' },
    serving(true),
  )
}
