/**
 * Damages every golden workbook in every way, with several seeds, and prints what became of its rows: `npm run mutations`,
 * or `npm run mutations -- 20` for twenty seeds. Ends with 1 when a row was misread in silence.
 */

import { DAMAGES, damaged, type GoldenSheet, goldenSheets } from './mutations.ts'
import { goldenNames } from './understand.ts'

const seeds = Number(process.argv[2] ?? 10)
const sheets: GoldenSheet[] = (await Promise.all((await goldenNames()).map(goldenSheets))).flat()
const lines: string[] = []
const sum = { runs: 0, same: 0, reported: 0, misread: 0 }
for (const damage of DAMAGES) {
  const counted = { runs: 0, files: new Set<string>(), same: 0, reported: 0, misread: 0 }
  for (const from of sheets) {
    for (let seed = 1; seed <= seeds; seed += 1) {
      const verdict = await damaged(from, damage, seed)
      if (verdict === null) break
      counted.runs += 1
      counted.files.add(from.file)
      counted.same += verdict.same
      counted.reported += verdict.reported
      counted.misread += verdict.misread.length
      for (const line of verdict.misread.slice(0, 1))
        process.stderr.write(`${from.file} · ${damage.name} · seed ${seed}: ${line}\n`)
    }
  }
  for (const key of ['runs', 'same', 'reported', 'misread'] as const) sum[key] += counted[key]
  lines.push(
    `| ${damage.name} | ${counted.files.size} | ${counted.runs} | ${counted.same} | ${counted.reported} | ${counted.misread} |`,
  )
}
process.stdout.write(
  '| damage | workbooks | runs | rows read the same | rows reported | rows misread |\n| --- | ---: | ---: | ---: | ---: | ---: |\n',
)
process.stdout.write(`${lines.join('\n')}\n| all | | ${sum.runs} | ${sum.same} | ${sum.reported} | ${sum.misread} |\n`)
process.exitCode = sum.misread === 0 ? 0 : 1
