import { type SheetContent, workbookBytes } from '../../exports/workbook-writer.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { officialAreas } from '../official-areas.ts'
import { areaListSheet, earlierFiguresSheet, figuresSheet, type TargetSheet, targetSheet } from './area-workbooks.ts'
import { cardRollSheet, surveySheet } from './people-workbooks.ts'
import { XUAN_HUNG, XUAN_HUNG_AS_OF, XUAN_HUNG_HAMLETS, XUAN_HUNG_SURVEYED, xuanHung } from './xuan-hung.ts'
import { YEN_THE, YEN_THE_AS_OF, YEN_THE_YEAR_BEFORE, yenTheFigures, yenTheFiguresYearBefore } from './yen-the.ts'

/** A workbook as an officer would send it: bytes, name, and nothing that the sheet does not say itself. */
export interface DemoWorkbook {
  readonly fileName: string
  readonly bytes: Buffer
}

/** The workbooks of both stories in the order in which they are sent. The bytes are the same on every run. */
export async function* demoWorkbooks(): AsyncGenerator<DemoWorkbook> {
  yield book('01-don-vi-hanh-chinh-bac-giang-dong-nai.xlsx', areaListSheet(officialAreas(['24', '75'])), '2020-01-01')
  yield book(
    '02-yen-the-bao-phu-30-9-2016.xlsx',
    earlierFiguresSheet(YEN_THE.name, yenTheFiguresYearBefore(), YEN_THE_YEAR_BEFORE),
    YEN_THE_YEAR_BEFORE,
  )
  yield book(
    '03-yen-the-bao-phu-30-9-2017.xlsx',
    figuresSheet(YEN_THE.name, yenTheFigures(), YEN_THE_AS_OF),
    YEN_THE_AS_OF,
  )
  yield book(
    '04-yen-the-chi-tieu-2017.xlsx',
    targetSheet(yenTheTarget(2017, 0.94, 'Kế hoạch số 18/KH-UBND ngày 20/01/2017')),
    '2017-01-20',
  )
  yield book(
    '05-yen-the-chi-tieu-2018.xlsx',
    targetSheet(yenTheTarget(2018, 0.98, 'Kế hoạch số 07/KH-UBND ngày 15/01/2018')),
    '2018-01-15',
  )
  const { households, cards } = xuanHung()
  yield book(
    '06-xuan-hung-dieu-tra-ho-gia-dinh-1-10-2017.xlsx',
    surveySheet(XUAN_HUNG, households, cards, XUAN_HUNG_SURVEYED),
    XUAN_HUNG_SURVEYED,
  )
  yield book(
    '07-xuan-hung-danh-sach-the-10-11-2017.xlsx',
    cardRollSheet(XUAN_HUNG, cards, XUAN_HUNG_AS_OF),
    XUAN_HUNG_AS_OF,
  )
  yield book('08-xuan-hung-chi-tieu-2017.xlsx', targetSheet(xuanHungTarget()), XUAN_HUNG_SURVEYED)
}

async function book(fileName: string, sheet: SheetContent, writtenOn: PlainDate): Promise<DemoWorkbook> {
  return { fileName, bytes: await workbookBytes([sheet], writtenOn) }
}

function yenTheTarget(year: number, coverageRate: number, document: string): TargetSheet {
  const names = [YEN_THE.name, ...yenTheFigures().map((figures) => figures.name)]
  return {
    office: 'UBND HUYỆN YÊN THẾ',
    above: 'TỈNH BẮC GIANG',
    place: 'Yên Thế',
    document,
    from: `${year}-01-01`,
    dueOn: `${year}-12-31`,
    lines: names.map((name) => ({ name, coverageRate })),
  }
}

/** The commune shares its 85 % out to its hamlets in the plan for the peak months. */
function xuanHungTarget(): TargetSheet {
  const names = ['Xã Xuân Hưng', ...XUAN_HUNG_HAMLETS.map((hamlet) => hamlet.name)]
  return {
    office: 'UBND XÃ XUÂN HƯNG',
    above: 'UBND HUYỆN XUÂN LỘC',
    place: 'Xuân Hưng',
    document: 'Kế hoạch số 45/KH-UBND ngày 02/10/2017',
    from: '2017-10-02',
    dueOn: '2017-12-31',
    lines: names.map((name) => ({ name, coverageRate: 0.85 })),
  }
}
