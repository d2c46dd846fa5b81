import { annotate } from '../../importers/workbook/annotate.ts'
import type { RowOutcomeText, SheetMarks } from '../../importers/workbook/annotation.ts'
import { PROVINCE_LIMITS } from '../../importers/workbook/limits.ts'

/** What a process that marked one workbook has cost. */
export interface MarkedFigures {
  readonly seconds: number
  readonly cpuSeconds: number
  /** Megabytes of resident memory. */
  readonly peak: number
}

const FIRST_ROW = 6

function marksOf(rows: number): SheetMarks {
  const outcomes: RowOutcomeText[] = []
  for (let row = FIRST_ROW; row < FIRST_ROW + rows; row += 100) {
    outcomes.push({ row, text: 'Bị loại. Ngày sinh không đọc được; hãy ghi ngày/tháng/năm.', colour: 'RED' })
  }
  return {
    name: 'Sheet1',
    headerRows: [3, 4, 5],
    ownColumn: null,
    outcomes,
    rowOutcomes: new Uint8Array(FIRST_ROW + rows).fill(1, FIRST_ROW),
    marks: outcomes.map(({ row, text }) => ({ row, column: 2, colour: 'RED' as const, text })),
  }
}

const [, , path = '', draftPath = '', rows = '0'] = process.argv
const [began, before] = [performance.now(), process.cpuUsage()]
const answer = await annotate(
  {
    path,
    fileName: 'kept.xlsx',
    draftPath,
    limits: PROVINCE_LIMITS,
    wholeFile: true,
    sheets: [marksOf(Number(rows))],
    summary: [{ look: 'title', cells: ['KẾT QUẢ'] }],
    words: {
      summaryName: 'Kết quả',
      outcomeHeading: 'Kết quả kiểm tra',
      sourceRowHeading: 'Dòng',
      outcomeWords: ['Thêm mới'],
      extract: [],
      whole: [],
    },
  },
  { heapMegabytes: 1024, wallSeconds: 900 },
)
if (!answer.whole) throw new Error('only an extract was given')
const { user, system } = process.cpuUsage(before)
const figures: MarkedFigures = {
  seconds: (performance.now() - began) / 1000,
  cpuSeconds: (user + system) / 1e6,
  peak: process.resourceUsage().maxRSS / 1024,
}
process.stdout.write(JSON.stringify(figures))
