import { basename, join } from 'node:path'
import { sourceOf } from '../../importers/sources/all-sources.ts'
import { openWorkbook } from '../../importers/workbook/open-workbook.ts'
import { seededRandom } from '../../src/app/demo/seeded-random.ts'
import { IDENTITY_DAMAGES, TEXT_DAMAGES, VALUE_DAMAGES } from './mutations-cells.ts'
import { COLUMN_DAMAGES, HEADING_DAMAGES } from './mutations-headers.ts'
import { isBlocked, judge, type Reading, readSheet, type Verdict } from './mutations-oracle.ts'
import { type Damage, PLACE_DAMAGES, ROW_DAMAGES } from './mutations-places.ts'
import { copyOf, type LooseSheet, looseSheet, readableSheet, type Table } from './mutations-sheet.ts'
import { GOLDEN } from './understand.ts'

/** Every way of damage to a sheet's cells. */
export const DAMAGES: readonly Damage[] = [
  ...PLACE_DAMAGES,
  ...HEADING_DAMAGES,
  ...COLUMN_DAMAGES,
  ...ROW_DAMAGES,
  ...TEXT_DAMAGES,
  ...VALUE_DAMAGES,
  ...IDENTITY_DAMAGES,
]

/** A sheet of a golden workbook that is read without BLOCKING, and how it is read. */
export interface GoldenSheet {
  readonly file: string
  readonly sheet: LooseSheet
  readonly golden: Reading
}

/** Fonts are not carried along, and capitals of old fonts are other letters: `decode-old-fonts.test.ts` damages those texts. */
function isInOldFont({ issues }: GoldenSheet['golden']): boolean {
  return issues.some(({ code }) => code === 'sheet-in-old-font')
}

/** The sheets of a golden workbook that can be damaged. */
export async function goldenSheets(file: string): Promise<GoldenSheet[]> {
  const workbook = await openWorkbook(join(GOLDEN, file), basename(file))
  try {
    const found: GoldenSheet[] = []
    for (const each of workbook.sheets.filter(({ visibility }) => visibility === 'visible')) {
      const sheet = await looseSheet(each)
      const golden = await readSheet(readableSheet(sheet))
      if (!isBlocked(golden) && !isInOldFont(golden)) found.push({ file, sheet, golden })
    }
    return found
  } finally {
    await workbook.close()
  }
}

/** The table of a fresh copy of a golden sheet. */
export function tableOf({ sheet, golden }: GoldenSheet): Table | null {
  const { recognised } = golden
  if (recognised === null) return null
  const data = [...golden.rows.values()].filter(({ outcome }) => outcome !== 'SKIPPED').map(({ row }) => row)
  return {
    sheet: copyOf(sheet),
    recognised,
    fields: sourceOf(recognised.kind)?.fields ?? [],
    data: new Set(data),
  }
}

/** Damages a golden sheet in one way and reads it; null when this way has nothing to damage there. */
export async function damaged(from: GoldenSheet, damage: Damage, seed: number): Promise<Verdict | null> {
  const table = tableOf(from)
  if (table === null || !damage.damage(table, seededRandom(seed))) return null
  const reading = await readSheet(readableSheet(table.sheet))
  return judge(from.golden, reading, table.sheet, damage.sameness ?? 'EXACT')
}
