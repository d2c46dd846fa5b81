/**
 * Draws the golden workbooks from `cases/`: `node test/golden/write-golden.ts` writes those that are not there yet,
 * with a name (`card-roll/stock-export.csv`) that one again. People are synthetic and the same on every machine; bytes of
 * .xlsx differ from run to run (the zip carries the time), which is why existing files are left alone.
 */
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { outliveReaders } from '../../src/app/outlive-readers.ts'
import { GOLDEN_CASES } from './cases/all-cases.ts'
import { writeDrawn } from './drawn-workbook.ts'
import { GOLDEN } from './understand.ts'

outliveReaders()
const asked = process.argv[2]
for (const [folder, cases] of Object.entries(GOLDEN_CASES)) {
  await mkdir(join(GOLDEN, folder), { recursive: true })
  for (const golden of cases) {
    const name = `${folder}/${golden.file}`
    const path = join(GOLDEN, name)
    if (asked === undefined ? existsSync(path) : asked !== name) continue
    await writeDrawn(path, golden)
    process.stdout.write(`written: ${name}\n`)
  }
}
