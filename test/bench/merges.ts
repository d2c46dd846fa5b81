import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { SOURCES } from '../../importers/sources/all-sources.ts'
import { readFile } from '../../importers/stages/read-file.ts'
import { PROVINCE_LIMITS } from '../../importers/workbook/limits.ts'
import { mergedRoll } from '../support/merged-roll.ts'
import { ownSeconds } from './process-cost.ts'

const USAGE = `npm run bench -- merges [--persons 6700,67000]

Reads, recognises and maps a card roll with three merged ranges for every two persons, and the same roll without any; prints
seconds of the clock and of CPU.`

/** Reads every size with and without merged ranges and prints a table. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { persons: { type: 'string', default: '6700,67000' }, help: { type: 'boolean', default: false } },
  })
  if (values.help) return print(USAGE)
  print('| merged ranges | persons | s | CPU s |\n|---|---|---|---|')
  for (const persons of values.persons.split(',').map(Number)) {
    await measure(persons, false)
    await measure(persons, true)
  }
}

async function measure(persons: number, merged: boolean): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-merges-'))
  try {
    const path = join(folder, 'kept')
    await writeFile(path, mergedRoll(persons, merged))
    const [clock, cpu] = [performance.now(), ownSeconds()]
    const request = { path, fileName: 'kept.xlsx', choices: {}, recipes: [], limits: PROVINCE_LIMITS }
    let rows = 0
    await readFile(request, SOURCES, async (answer) => {
      if (answer.type === 'rows') rows += answer.count
    })
    if (rows !== persons) throw new Error(`${rows} rows of ${persons} were read`)
    const [seconds, spent] = [(performance.now() - clock) / 1000, ownSeconds() - cpu]
    print(`| ${merged ? Math.floor(persons * 1.5) : 0} | ${persons} | ${seconds.toFixed(2)} | ${spent.toFixed(2)} |`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
