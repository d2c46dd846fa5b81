import { existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FEATURE_FILES } from './feature-files.ts'
import { type Cells, READERS, type ReaderName } from './four-readers.ts'
import { READER_DIFFERENCES, type ReaderDifference } from './reader-differences.ts'

const GOLDEN = join(import.meta.dirname, '../../golden')
const goldenFiles = existsSync(GOLDEN) ? globSync('**/*.{xlsx,xlsm,xlsb,xls,ods}', { cwd: GOLDEN }).toSorted() : []
type Difference = { file: string; reader: OtherReader; cell: string; ours: string | null; theirs: string | null }
type OtherReader = ReaderDifference['reader']

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'four-readers-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** exceljs knows only XML in a zip; hucre no .xls, and of an .xlsb not the short cell records that SheetJS writes. */
function otherReadersOf(file: string): OtherReader[] {
  if (/\.xlsb?$/.test(file)) return ['sheetjs']
  return file.endsWith('.ods') ? ['sheetjs', 'hucre'] : ['exceljs', 'sheetjs', 'hucre']
}

async function differencesOf(file: string, path: string): Promise<Difference[]> {
  const ours = await READERS.ours(path)
  const found: Difference[] = []
  for (const reader of otherReadersOf(file)) found.push(...(await compare({ file, path, reader }, ours)))
  return found
}

async function compare(
  { file, path, reader }: { file: string; path: string; reader: OtherReader },
  ours: Cells,
): Promise<Difference[]> {
  const theirs = await readOrNull(reader, path)
  if (theirs === null) return [{ file, reader, cell: '*', ours: 'read', theirs: 'not read' }]
  const cells = [...new Set([...ours.keys(), ...theirs.keys()])]
  return cells
    .filter((cell) => ours.get(cell) !== theirs.get(cell))
    .map((cell) => ({ file, reader, cell, ours: ours.get(cell) ?? null, theirs: theirs.get(cell) ?? null }))
}

async function readOrNull(reader: ReaderName, path: string): Promise<Cells | null> {
  try {
    return await READERS[reader](path)
  } catch {
    return null
  }
}

function listed(file: string): Difference[] {
  return READER_DIFFERENCES.filter((each) => each.file === file).flatMap(({ reader, cells }) =>
    cells.map(([cell, ours, theirs]) => ({ file, reader, cell, ours, theirs })),
  )
}

describe('four readers see the same cells, but for the listed differences', () => {
  test.each(Object.keys(FEATURE_FILES))('%s', async (file) => {
    const path = join(folder, file)
    writeFileSync(path, await (FEATURE_FILES[file] as () => Buffer | Promise<Buffer>)())
    expect(await differencesOf(file, path)).toEqual(listed(file))
  })

  test.each(goldenFiles)('golden %s', async (file) => {
    expect(await differencesOf(file, join(GOLDEN, file))).toEqual(listed(file))
  })

  test('every listed difference belongs to a file that exists and says why', () => {
    const files = new Set([...Object.keys(FEATURE_FILES), ...goldenFiles])
    for (const { file, why } of READER_DIFFERENCES) {
      expect(files, basename(file)).toContain(file)
      expect(why.length).toBeGreaterThan(20)
    }
  })
})
