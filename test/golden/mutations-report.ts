/**
 * Damages every golden workbook in every way, as cells with several seeds and as bytes of a text file, and prints what became of its rows: `npm run mutations`,
 * or `npm run mutations -- 20` for twenty seeds. Ends with 1 when a row was misread in silence.
 */

import { outliveReaders } from '../../src/app/outlive-readers.ts'
import { DAMAGES, damaged, type GoldenSheet, goldenSheets } from './mutations.ts'
import { BYTE_DAMAGES, damagedBytes, goldenTexts } from './mutations-bytes.ts'
import type { Verdict } from './mutations-oracle.ts'
import { goldenNames } from './understand.ts'

outliveReaders()
const seeds = Number(process.argv[2] ?? 10)
const sheets: GoldenSheet[] = (await Promise.all((await goldenNames()).map(goldenSheets))).flat()
const lines: string[] = []
const sum = { runs: 0, same: 0, reported: 0, misread: 0 }

/** One line of the table: what became of the rows of all sheets that were damaged in one way. */
class Tally {
  readonly #name: string
  readonly #counted = { runs: 0, files: new Set<string>(), same: 0, reported: 0, misread: 0 }

  constructor(name: string) {
    this.#name = name
  }

  add(file: string, seed: number, { same, reported, misread }: Verdict): void {
    const counted = this.#counted
    counted.files.add(file)
    counted.runs += 1
    counted.same += same
    counted.reported += reported
    counted.misread += misread.length
    for (const line of misread.slice(0, 1)) process.stderr.write(`${file} · ${this.#name} · seed ${seed}: ${line}\n`)
  }

  end(): void {
    const { files, ...counts } = this.#counted
    for (const key of ['runs', 'same', 'reported', 'misread'] as const) sum[key] += counts[key]
    lines.push(`| ${[this.#name, files.size, counts.runs, counts.same, counts.reported, counts.misread].join(' | ')} |`)
  }
}

for (const damage of DAMAGES) {
  const tally = new Tally(damage.name)
  for (const from of sheets) {
    for (let seed = 1; seed <= seeds; seed += 1) {
      const verdict = await damaged(from, damage, seed)
      if (verdict === null) break
      tally.add(from.file, seed, verdict)
    }
  }
  tally.end()
}
// Bytes are damaged without chance: one seed says all.
const texts = await goldenTexts(sheets)
for (const damage of BYTE_DAMAGES) {
  const tally = new Tally(`bytes: ${damage.name}`)
  for (const from of texts) {
    const verdict = await damagedBytes(from, damage)
    if (verdict !== null) tally.add(from.file, 1, verdict)
  }
  tally.end()
}
process.stdout.write(
  '| damage | workbooks | runs | rows read the same | rows reported | rows misread |\n| --- | ---: | ---: | ---: | ---: | ---: |\n',
)
process.stdout.write(`${lines.join('\n')}\n| all | | ${sum.runs} | ${sum.same} | ${sum.reported} | ${sum.misread} |\n`)
process.exitCode = sum.misread === 0 ? 0 : 1
