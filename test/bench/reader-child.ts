import { readFileSync } from 'node:fs'

/** What one process that did nothing but read a workbook has cost. */
export interface ReaderFigures {
  readonly rows: number
  readonly cells: number
  readonly cpuSeconds: number
  readonly peakMegabytes: number
}

type Count = { rows: number; cells: number }

/** A reader's library is only loaded in the process that measures it. */
const READERS: Readonly<Record<string, (path: string) => Promise<Count>>> = { ours, exceljs, sheetjs, hucre }

async function ours(path: string): Promise<Count> {
  const { openWorkbook } = await import('../../importers/workbook/open-workbook.ts')
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

async function exceljs(path: string): Promise<Count> {
  const { default: library } = await import('exceljs')
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

async function sheetjs(path: string): Promise<Count> {
  const { read } = await import('@e965/xlsx')
  const book = read(readFileSync(path), { type: 'buffer', dense: true })
  const data = book.SheetNames.flatMap((name) => book.Sheets[name]?.['!data'] ?? []).filter(Boolean)
  return { rows: data.length, cells: data.reduce((sum, row) => sum + row.length, 0) }
}

async function hucre(path: string): Promise<Count> {
  const { readXlsx } = await import('hucre/xlsx')
  const rows = (await readXlsx(readFileSync(path))).sheets.flatMap((sheet) => sheet.rows)
  return { rows: rows.length, cells: rows.reduce((sum, row) => sum + row.length, 0) }
}

async function measure(name: string, path: string): Promise<ReaderFigures> {
  const reader = READERS[name]
  if (!reader) throw new Error(`no reader named “${name}”; there are ${Object.keys(READERS).join(', ')}`)
  const count = await reader(path)
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  return { ...count, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: maxRSS / 1024 }
}

const [, , task = '', path = '', rows = ''] = process.argv
if (task === 'write') {
  // Not in the process that starts the readers: on Linux a child's peak memory counts from its parent's.
  const { writeRegisterWorkbook } = await import('./register-workbook.ts')
  await writeRegisterWorkbook(path, Number(rows))
} else {
  process.stdout.write(JSON.stringify(await measure(task, path)))
}
