import { readFileSync } from 'node:fs'

/** What one process that did nothing but read a workbook has cost. */
export interface ReaderFigures {
  readonly rows: number
  readonly cells: number
  /** User and system time of the whole process, with the start of Node and the loading of the library. */
  readonly cpuSeconds: number
  /** The same without that start: what grows with the file. */
  readonly readingSeconds: number
  readonly peakMegabytes: number
}

type Count = { rows: number; cells: number }
type Read = (path: string) => Promise<Count>

/** A reader's library is only loaded in the process that measures it. */
const READERS: Readonly<Record<string, () => Promise<Read>>> = { ours, exceljs, sheetjs, hucre }

async function ours(): Promise<Read> {
  const { openWorkbook } = await import('../../importers/workbook/open-workbook.ts')
  return (path) => countOurs(openWorkbook, path)
}

async function countOurs(
  openWorkbook: typeof import('../../importers/workbook/open-workbook.ts').openWorkbook,
  path: string,
): Promise<Count> {
  const workbook = await openWorkbook(path, path)
  const count = { rows: 0, cells: 0 }
  for (const sheet of workbook.sheets) {
    for await (const block of sheet.rows()) {
      count.rows += block.length
      for (const row of block) for (const value of row.cells) if (value !== null) count.cells++
    }
  }
  await workbook.close()
  return count
}

async function exceljs(): Promise<Read> {
  const { default: library } = await import('exceljs')
  return (path) => countExceljs(library, path)
}

async function countExceljs(library: typeof import('exceljs'), path: string): Promise<Count> {
  const reader = new library.stream.xlsx.WorkbookReader(path, {
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    worksheets: 'emit',
    entries: 'ignore',
  })
  const count = { rows: 0, cells: 0 }
  for await (const sheet of reader) {
    for await (const row of sheet) {
      count.rows++
      row.eachCell((cell) => {
        if (cell.value !== null) count.cells++
      })
    }
  }
  return count
}

async function sheetjs(): Promise<Read> {
  const { read } = await import('@e965/xlsx')
  return async (path) => {
    const book = read(readFileSync(path), { type: 'buffer', dense: true })
    const data = book.SheetNames.flatMap((name) => book.Sheets[name]?.['!data'] ?? []).filter(Boolean)
    return { rows: data.length, cells: data.reduce((sum, row) => sum + row.length, 0) }
  }
}

async function hucre(): Promise<Read> {
  const { readXlsx } = await import('hucre/xlsx')
  return async (path) => {
    const rows = (await readXlsx(readFileSync(path))).sheets.flatMap((sheet) => sheet.rows)
    return { rows: rows.length, cells: rows.reduce((sum, row) => sum + row.length, 0) }
  }
}

/** Reads the file `times` times and tells of the last: a hub's own thread has read others before. */
async function measure(name: string, path: string, times: number): Promise<ReaderFigures> {
  const reader = READERS[name]
  if (!reader) throw new Error(`no reader named “${name}”; there are ${Object.keys(READERS).join(', ')}`)
  const read = await reader()
  for (let warmUp = 1; warmUp < times; warmUp++) await read(path)
  const start = cpuSeconds()
  const count = await read(path)
  const end = cpuSeconds()
  return {
    ...count,
    cpuSeconds: end,
    readingSeconds: end - start,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  }
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

const [, , task = '', path = '', number = '1'] = process.argv
if (task === 'write') {
  // Not in the process that starts the readers: on Linux a child's peak memory counts from its parent's.
  const { writeRegisterWorkbook } = await import('./register-workbook.ts')
  await writeRegisterWorkbook(path, Number(number))
} else {
  process.stdout.write(JSON.stringify(await measure(task, path, Number(number))))
}
