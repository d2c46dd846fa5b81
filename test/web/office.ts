import { type HubClient, hubClient, type SentChoices } from '../../src/app/cli/hub-client.ts'
import { areaListSheet, earlierFiguresSheet, figuresSheet, targetSheet } from '../../src/app/demo/area-workbooks.ts'
import { YEN_THE, yenTheFigures, yenTheFiguresYearBefore } from '../../src/app/demo/yen-the.ts'
import { officialAreas } from '../../src/app/official-areas.ts'
import { type CellContent, type SheetContent, workbookBytes } from '../../src/exports/workbook-writer.ts'
import { TEST_KEY } from '../app/support/test-key.ts'

/** Last year's table of huyện Yên Thế: 82.630 covered. */
export const lastYear = (): Promise<Buffer> =>
  workbookBytes([earlierFiguresSheet(YEN_THE.name, yenTheFiguresYearBefore(), '2016-09-30')], '2016-10-01')

/** This year's: 95.026 of 100.249. */
export const thisYear = (): Promise<Buffer> => workbookBytes([thisYearSheet()], '2017-10-02')

/** This year's with a slip: the fifth commune's covered written in words, in cell D13. */
export const slippedThisYear = (): Promise<Buffer> => withCoveredOfFifth('bốn nghìn mốt')

/** This year's with another number of covered in D13. */
export const correctedThisYear = (): Promise<Buffer> => withCoveredOfFifth(4_200)

function withCoveredOfFifth(covered: CellContent): Promise<Buffer> {
  const sheet = thisYearSheet()
  const body = [...sheet.body].map((line, index) =>
    index === 4 ? { ...line, cells: line.cells.with(3, covered) } : line,
  )
  return workbookBytes([{ ...sheet, body }], '2017-10-01')
}

function thisYearSheet(): SheetContent {
  return figuresSheet(YEN_THE.name, yenTheFigures(), '2017-09-30')
}

/** A card roll that says neither where it is from nor of which day, with two people of one name and birth. */
export function roll(...serials: readonly number[]): Buffer {
  const lines = serials.map(
    (serial) => `${serial},Nguyễn Văn An,1980,Nam,GD475990000000${serial},01/01/2017,31/12/2027`,
  )
  return Buffer.from(['STT,Họ và tên,Ngày sinh,Giới tính,Số thẻ,Từ ngày,Đến ngày', ...lines].join('\r\n'))
}

/** What an office has before the first officer comes: the units of two provinces and a district's target. */
export async function furnish(url: string): Promise<void> {
  const hub = hubClient({ url, key: TEST_KEY, language: 'vi' })
  const target = {
    office: 'UBND HUYỆN YÊN THẾ',
    above: 'TỈNH BẮC GIANG',
    place: 'Yên Thế',
    document: 'Kế hoạch số 18/KH-UBND ngày 20/01/2017',
    from: '2017-01-01',
    dueOn: '2017-12-31',
    lines: [YEN_THE.name, ...yenTheFigures().map(({ name }) => name)].map((name) => ({ name, coverageRate: 0.94 })),
  } as const
  const sheets: readonly (readonly [string, SheetContent])[] = [
    ['don-vi.xlsx', areaListSheet(officialAreas(['24', '75']))],
    ['chi-tieu.xlsx', targetSheet(target)],
  ]
  for (const [name, sheet] of sheets) {
    const bytes = await workbookBytes([sheet], '2017-01-01')
    await sendAndCommit(hub, new File([new Uint8Array(bytes)], name))
  }
}

/** Sends a file past the pages and commits it. */
export async function sendAndCommit(hub: HubClient, file: File, choices: SentChoices = {}): Promise<void> {
  const { id } = await hub.send(file, choices)
  await hub.settled(id)
  await hub.ask('mutation($id: ID!) { commitBatch(id: $id) { id } }', { id })
  await hub.settled(id)
}
