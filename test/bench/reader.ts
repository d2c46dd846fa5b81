import { execFile } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import type { ReaderFigures } from './reader-child.ts'

const USAGE = `npm run bench -- reader [--rows 10000,200000,1000000] [--rounds 1] [--readers ours,exceljs]

Reads generated registers of 14 columns, each reader in a process of its own, and prints CPU seconds (user and system)
and peak resident memory. Readers: ours, exceljs (streaming), sheetjs, hucre.`
const DEFAULT_ROWS = '10000,200000,1000000'

/** Runs the readers over sheets of every size, one after the other in each round, and prints a table of their medians. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string', default: DEFAULT_ROWS },
      rounds: { type: 'string', default: '1' },
      readers: { type: 'string', default: 'ours,exceljs' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return print(USAGE)
  const readers = values.readers.split(',')
  const folder = await mkdtemp(join(tmpdir(), 'bench-reader-'))
  print(
    '| rows | file MB | reader | cells seen | CPU s | peak MB | CPU of exceljs ÷ this |\n|---|---|---|---|---|---|---|',
  )
  try {
    for (const rows of values.rows.split(',').map(Number)) {
      const path = join(folder, `${rows}.xlsx`)
      await runChild('write', path, String(rows))
      await measure({ path, rows, readers, rounds: Number(values.rounds) })
      await rm(path)
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Task {
  readonly path: string
  readonly rows: number
  readonly readers: readonly string[]
  readonly rounds: number
}

async function measure({ path, rows, readers, rounds }: Task): Promise<void> {
  const figures = new Map<string, (ReaderFigures | null)[]>(readers.map((reader) => [reader, []]))
  for (let round = 0; round < rounds; round++) {
    for (const reader of readers) figures.get(reader)?.push(await readInProcess(reader, path))
  }
  const exceljsCpu = median(figures.get('exceljs') ?? [], 'cpuSeconds')
  const megabytes = ((await stat(path)).size / 1e6).toFixed(1)
  for (const [reader, runs] of figures) {
    const cpu = median(runs, 'cpuSeconds')
    const peak = median(runs, 'peakMegabytes')
    const ratio = cpu && exceljsCpu ? (exceljsCpu / cpu).toFixed(1) : '–'
    const cells = runs.find((run) => run !== null)?.cells ?? 0
    print(
      `| ${rows} | ${megabytes} | ${reader} | ${cells} | ${cpu?.toFixed(2) ?? 'fails'} | ${peak?.toFixed(0) ?? '–'} | ${ratio} |`,
    )
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

async function readInProcess(reader: string, path: string): Promise<ReaderFigures | null> {
  try {
    return JSON.parse(await runChild(reader, path)) as ReaderFigures
  } catch (error) {
    process.stderr.write(`${reader}: ${String(error).slice(0, 300)}\n`)
    return null
  }
}

/** Gives the file beside this one a process of its own, and what it prints. */
async function runChild(...args: readonly string[]): Promise<string> {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const file = fileURLToPath(new URL(`./reader-child.${ending}`, import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...args])
  return stdout
}

function median(runs: readonly (ReaderFigures | null)[], name: 'cpuSeconds' | 'peakMegabytes'): number | null {
  const values = runs.flatMap((figures) => (figures ? [figures[name]] : [])).toSorted((a, b) => a - b)
  return values[Math.floor(values.length / 2)] ?? null
}
