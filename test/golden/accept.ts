/**
 * Accepts what the hub now understands of a golden workbook: `npm run golden -- --accept figures/english-style-numbers.csv`,
 * or a whole kind: `--accept figures/`. Look at the difference in git before you commit it. Without a name it only tells
 * which workbooks are understood differently than accepted.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { outliveReaders } from '../../src/app/outlive-readers.ts'
import { expectedPath, goldenNames, understand } from './understand.ts'

outliveReaders()
const { values } = parseArgs({ options: { accept: { type: 'string' } } })
const wanted = values.accept
const names = (await goldenNames()).filter(
  (name) => wanted === undefined || name === wanted || (wanted.endsWith('/') && name.startsWith(wanted)),
)
if (names.length === 0) {
  process.stderr.write(`no golden workbook is called ${wanted}\n`)
  process.exitCode = 2
}
for (const name of names) {
  const understood = await understand(name)
  const accepted = await readFile(expectedPath(name), 'utf8').catch(() => null)
  if (accepted === understood) continue
  process.stdout.write(`${wanted === undefined ? 'differs' : 'accepted'}: ${name}\n`)
  if (wanted === undefined) process.exitCode = 1
  else await writeFile(expectedPath(name), understood)
}
