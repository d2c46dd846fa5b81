import { execFile } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import type { MarkedFigures } from './marked-child.ts'

const USAGE = `npm run bench -- marked [--rows 10000,60000,200000]

Marks generated registers of 14 columns, each in a process of its own: an outcome in every row, and in every hundredth a
coloured cell and a comment (as many as a file gets). Prints seconds, CPU seconds and peak resident memory of the process,
reading the file beforehand and comparing it afterwards included.`

/** Marks a file of every size and prints a table. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { rows: { type: 'string', default: '10000,60000,200000' }, help: { type: 'boolean', default: false } },
  })
  if (values.help) return print(USAGE)
  const folder = await mkdtemp(join(tmpdir(), 'bench-marked-'))
  print('| rows | file MB | marked MB | s | CPU s | peak MB |\n|---|---|---|---|---|---|')
  try {
    for (const rows of values.rows.split(',').map(Number)) {
      const [path, draft] = [join(folder, 'kept.xlsx'), join(folder, 'marked.xlsx')]
      await runChild('reader-child', 'write', path, String(rows))
      const told = JSON.parse(await runChild('marked-child', path, draft, String(rows))) as MarkedFigures
      const [before, after] = [await megabytes(path), await megabytes(draft)]
      const cells = [rows, before, after, told.seconds.toFixed(1), told.cpuSeconds.toFixed(1), told.peak.toFixed(0)]
      print(`| ${cells.join(' | ')} |`)
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function megabytes(path: string): Promise<string> {
  return ((await stat(path)).size / 1e6).toFixed(1)
}

/** Gives a file beside this one a process of its own, and what it prints. */
async function runChild(name: string, ...args: readonly string[]): Promise<string> {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const file = fileURLToPath(new URL(`./${name}.${ending}`, import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...args])
  return stdout
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
