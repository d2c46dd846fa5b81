import { execFile } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import type { ReaderFigures } from './reader-child.ts'

const USAGE = `npm run bench -- reader [--rows 10000,200000,1000000] [--rounds 1] [--times 1]
                           [--readers ours,exceljs]

Reads generated registers of 14 columns, each reader in a process of its own, and prints CPU seconds (user and system; of the
whole process, and of the reading without the start of Node and the library) and peak resident memory. With --times
each process reads its file so often and tells of the last: small files then show the reader, not the compiler's warm-up. Readers: ours, exceljs (streaming), sheetjs, hucre.`
const DEFAULT_ROWS = '10000,200000,1000000'

/** Runs the readers over sheets of every size, one after the other in each round, and prints a table of their medians. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string', default: DEFAULT_ROWS },
      rounds: { type: 'string', default: '1' },
      times: { type: 'string', default: '1' },
      readers: { type: 'string', default: 'ours,exceljs' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return print(USAGE)
  const readers = values.readers.split(',')
  const folder = await mkdtemp(join(tmpdir(), 'bench-reader-'))
  print(
    '| rows | file MB | reader | cells seen | CPU s | of it reading | peak MB | reading of exceljs ÷ this |\n|---|---|---|---|---|---|---|---|',
  )
  try {
    for (const rows of values.rows.split(',').map(Number)) {
      const path = join(folder, `${rows}.xlsx`)
      await runChild('write', path, String(rows))
      await measure({ path, rows, readers, rounds: Number(values.rounds), times: values.times })
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
  readonly times: string
}

async function measure({ path, rows, readers, rounds, times }: Task): Promise<void> {
  const figures = new Map<string, (ReaderFigures | null)[]>(readers.map((reader) => [reader, []]))
  for (let round = 0; round < rounds; round++) {
    for (const reader of readers) figures.get(reader)?.push(await readInProcess(reader, path, times))
  }
  const exceljsCpu = median(figures.get('exceljs') ?? [], 'readingSeconds')
  const megabytes = ((await stat(path)).size / 1e6).toFixed(1)
  for (const [reader, runs] of figures) {
    const cpu = median(runs, 'cpuSeconds')
    const reading = median(runs, 'readingSeconds')
    const peak = median(runs, 'peakMegabytes')
    const ratio = reading && exceljsCpu ? (exceljsCpu / reading).toFixed(1) : '–'
    const cells = runs.find((run) => run !== null)?.cells ?? 0
    print(
      `| ${rows} | ${megabytes} | ${reader} | ${cells} | ${cpu?.toFixed(2) ?? 'fails'} | ${reading?.toFixed(2) ?? '–'} | ${peak?.toFixed(0) ?? '–'} | ${ratio} |`,
    )
  }
}

type Figure = 'cpuSeconds' | 'readingSeconds' | 'peakMegabytes'

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

async function readInProcess(reader: string, path: string, times: string): Promise<ReaderFigures | null> {
  try {
    return JSON.parse(await runChild(reader, path, times)) as ReaderFigures
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

function median(runs: readonly (ReaderFigures | null)[], name: Figure): number | null {
  const values = runs.flatMap((figures) => (figures ? [figures[name]] : [])).toSorted((a, b) => a - b)
  return values[Math.floor(values.length / 2)] ?? null
}
